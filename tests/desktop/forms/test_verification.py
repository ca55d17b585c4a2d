"""The five marks in the inspector: set, proposed by the record, adopted for one event and for several."""

import pytest
from inspector_support import detail, undone
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import events
from db.sourcing.evidence import cite
from db.words import AXES
from desktop.desk import Desk
from desktop.panels.inspector import Inspector

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen


@pytest.fixture
def quoted(full_desk: Desk, event: int) -> None:
    """The counterpart's own report is cited and quoted, but nobody compared it; one mark is stored."""
    live = full_desk.live
    passage = live.edit("Cite", cite, event, "https://a.example", quote="They met.", unverified=True)
    from db.sourcing.source_edits import change

    source = next(one.source_id for one in detail(full_desk, event).passages if one.id == passage)
    live.edit("Side", change, [source], side="counterpart")
    live.edit("Mark", events.change, [event], mark_source=2)


def test_a_mark_is_set_and_the_unverified_tick_taken_off(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    verification = inspector.form.verification
    before = detail(full_desk, event)
    qtbot.keyClick(verification.marks["post"], Qt.Key.Key_2)
    assert detail(full_desk, event).marks == (0, 0, 0, 2, 0)
    undone(full_desk, event, before, "Mark post")
    qtbot.mouseClick(inspector.form.checked, Qt.MouseButton.LeftButton)
    assert not detail(full_desk, event).unverified
    assert not inspector.form.banner.text
    undone(full_desk, event, before, "Change verification")
    assert verification.unverified.isChecked()


@pytest.mark.usefixtures("quoted")
def test_what_the_record_bears_out_stands_beside_each_mark_in_words(inspector: Inspector) -> None:
    shown = inspector.form.verification.proposed
    assert shown["source"].words.text() == "→ ◐ in doubt"
    assert shown["source"].reason.text() == "No quotation was compared with its source."
    assert shown["source"].adopt.isVisible()
    assert "in doubt" in shown["source"].adopt.accessibleName()
    assert shown["date"].words.text() == "= the record says so"
    assert shown["date"].reason.text() == "No source is cited for the date."
    assert not shown["date"].adopt.isVisible()


@pytest.mark.usefixtures("quoted")
def test_one_proposal_is_adopted_or_all(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    verification = inspector.form.verification
    before = detail(full_desk, event)
    qtbot.mouseClick(verification.proposed["source"].adopt, Qt.MouseButton.LeftButton)
    assert detail(full_desk, event).marks == (1, 0, 0, 0, 0)
    assert not verification.proposed["source"].adopt.isVisible()
    undone(full_desk, event, before, "Mark source")
    differing = sum(one.adopt.isVisible() for one in verification.proposed.values())
    assert verification.adopt_all.text() == f"Adopt all {differing}"
    qtbot.mouseClick(verification.adopt_all, Qt.MouseButton.LeftButton)
    assert not any(one.adopt.isVisible() for one in verification.proposed.values())
    assert not verification.adopt_all.isVisible()
    undone(full_desk, event, before, "Adopt marks")


@pytest.mark.usefixtures("quoted")
def test_several_adopt_in_one_step(qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int) -> None:
    ids = [int(one) for one in full_desk.live.columns.ids]
    full_desk.browse.select(ids)
    before = [detail(full_desk, one) for one in ids]
    qtbot.mouseClick(inspector.several.adopt, Qt.MouseButton.LeftButton)
    assert detail(full_desk, event).marks[AXES.index("source")] == 1
    assert full_desk.live.timeline.steps()[0] == "Adopt marks"
    full_desk.live.undo()
    assert [detail(full_desk, one) for one in ids] == before


def test_reading_only_adopts_nothing(inspector: Inspector) -> None:
    form = inspector.form
    form.verification.set_read_only(True)
    assert not form.verification.adopt_all.isEnabled()
    assert not any(one.adopt.isEnabled() for one in form.verification.proposed.values())
