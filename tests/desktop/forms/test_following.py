"""A form that shows anew only what changed shows the same as one made from nothing."""

from collections.abc import Callable

import pytest
from inspector_support import detail, show, type_into
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db import events
from db.codebook import codebook_edits
from db.dates import parse
from db.ledgers import commitment_edits, invitation_edits
from db.registry import names, people, posts
from db.sourcing import evidence
from desktop.desk import Desk
from desktop.forms.part import Fields, make_read_only
from desktop.panels.inspector import Inspector

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen


def said(inspector: Inspector) -> list[tuple[str, str, bool, bool]]:
    """Return what every visible part of the form says, and whether it can be edited."""
    found: list[tuple[str, str, bool, bool]] = []
    for one in inspector.form.findChildren(QWidget):
        if not one.isVisibleTo(inspector.form):
            continue
        if isinstance(one, QLineEdit | QLabel):
            text = one.text() + (f"|{one.placeholderText()}" if isinstance(one, QLineEdit) else "")
        elif isinstance(one, QPlainTextEdit):
            text = one.toPlainText()
        elif isinstance(one, QComboBox):
            text = f"{one.currentText()} of {[one.itemText(i) for i in range(one.count())]}"
        elif isinstance(one, QListWidget):
            text = str([one.item(i).data(Qt.ItemDataRole.AccessibleTextRole) for i in range(one.count())])
        elif isinstance(one, QAbstractButton):
            text = f"{one.text()} {one.isChecked()} {one.toolTip()}"
        else:
            continue
        fixed = isinstance(one, QLineEdit | QPlainTextEdit) and one.isReadOnly()
        found.append((type(one).__name__, text, one.isEnabled(), fixed))
    return sorted(found)


def add_evidence(desk: Desk, event: int) -> None:
    """Two sources that state different days."""
    for place, day in (("a", "2009-02-20"), ("b", "2009-02-22")):
        desk.live.edit("Cite", evidence.cite, event, f"https://{place}.example", field="date", value=day)


def first_person(desk: Desk, event: int) -> int:
    """Return the person who took part."""
    return next(one.person_id for one in detail(desk, event).takings if one.person_id is not None)


def invite(desk: Desk, event: int) -> None:
    """Fulfil a new invitation by the event."""
    party = next(one.actor_id for one in detail(desk, event).takings if one.actor_id is not None)
    made = desk.live.edit("Invite", invitation_edits.create, inviter_id=party, purpose="To the congress")
    desk.live.edit("Fulfil", invitation_edits.fulfil, made, event)


def promise(desk: Desk, event: int) -> None:
    """Make a commitment at the event."""
    desk.live.edit("Promise", commitment_edits.create, words="We shall meet again", made_at_id=event)


def rename_type(desk: Desk, event: int) -> None:
    """Call the type of the event otherwise."""
    kind = detail(desk, event).type_id
    assert kind is not None
    desk.live.edit("Rename", codebook_edits.change, kind, label="Round of talks")


EDITS: dict[str, Callable[[Desk, int], object]] = {
    "title": lambda desk, event: desk.live.edit("x", events.rename, event, "Another"),
    "date": lambda desk, event: desk.live.edit("x", events.set_date, [event], parse("2009-02-21")),
    "undated": lambda desk, event: desk.live.edit("x", events.set_date, [event], None),
    "place": lambda desk, event: desk.live.edit("x", events.change, [event], place="Tokyo", round=4),
    "takings": lambda desk, event: desk.live.edit(
        "x", events.set_takings, event, detail(desk, event).takings[:1]
    ),
    "terms": lambda desk, event: desk.live.edit(
        "x", lambda session: events.set_terms(session, event, [events.term_id(session, "tag", "old") or 0])
    ),
    "evidence": add_evidence,
    "marks": lambda desk, event: desk.live.edit("x", events.change, [event], mark_source=2, unverified=False),
    "note": lambda desk, event: desk.live.edit("x", events.change, [event], note="A remark", summary="Talks"),
    "post": lambda desk, event: desk.live.edit(
        "x", posts.add, first_person(desk, event), "Envoy", "2008/2010"
    ),
    "person": lambda desk, event: desk.live.edit(
        "x", people.change, first_person(desk, event), name="Wang J."
    ),
    "invitation": invite,
    "commitment": promise,
    "codebook": rename_type,
    "elsewhere": lambda desk, _: desk.live.edit("x", names.create_actor, "Somebody else"),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_elsewhere_the_form_is_as_if_made_anew(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int, name: str
) -> None:
    before = said(inspector)
    EDITS[name](full_desk, event)
    assert said(inspector) == said(show(qtbot, full_desk, event))
    assert name == "elsewhere" or said(inspector) != before
    while full_desk.live.undo() is not None:
        pass
    assert said(inspector) == before


def test_what_is_half_typed_stays_while_something_else_changes(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    note = inspector.form.note.note
    note.setFocus()
    qtbot.keyClicks(note, "half a thought")
    full_desk.live.edit("x", events.change, [event], place="Tokyo", note="Stored meanwhile")
    assert note.text() == "half a thought"
    assert inspector.form.circumstances.place.text() == "Tokyo"
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert note.text() == "Stored meanwhile"


def test_an_edit_that_stores_nothing_new_shows_what_is_stored(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    title = inspector.form.basics.title
    stored = detail(full_desk, event).title
    type_into(qtbot, title, f"  {stored} ")
    assert title.text() == stored


def test_fields_made_after_reading_only_was_said_can_only_be_read(
    inspector: Inspector, full_desk: Desk, event: int
) -> None:
    for part in inspector.form.parts:
        part.set_read_only(True)
    add_evidence(full_desk, event)
    differences = inspector.form.evidence.differences
    assert differences.fixed is False  # the timeline itself can be edited
    differences.set_read_only(True)
    differences.show_passages(event, ())
    differences.show_passages(event, detail(full_desk, event).passages)
    assert differences.buttons
    assert not any(button.isEnabled() for button in differences.buttons)


def test_reading_only_is_carried_out_once(inspector: Inspector, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def count(whole: QWidget, fixed: bool) -> None:
        asked.append(fixed)
        make_read_only(whole, fixed)

    monkeypatch.setattr("desktop.forms.part.make_read_only", count)
    parts = [part for part in inspector.form.parts if isinstance(part, Fields)]
    for fixed in (False, True, True, False, False):
        for part in parts:
            part.set_read_only(fixed)
    assert set(asked) == {True, False}
    assert asked == sorted(asked, reverse=True)
