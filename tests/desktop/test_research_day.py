"""A researcher's day through the real widgets: registry, ledgers, evidence, a merge; all undone, redone, reopened."""

from collections.abc import Callable
from pathlib import Path

import pytest
from day_support import CTRL, Day, contents
from inspector_support import pick
from pages_support import add_entry, choose, enter, fill
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.merge import Merge

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("This plugin does not support")]

PARTY, PERSON, MECHANISM = "Party of the Coast", "Maria Silva", "Coastal Dialogue"
VISIT, TALK = "Coastal Dialogue: first session", "Coastal Dialogue: second session"
CPC = "Communist Party of China"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def test_a_day(begin: Callable[..., Day], qtbot: QtBot, tmp_path: Path) -> None:
    day = begin()
    before = contents(day.timeline)
    a_party_with_names_and_standings(day)
    a_person_with_a_post(day)
    sessions = a_mechanism_with_sessions(day)
    an_invitation_and_a_commitment(day, sessions)
    a_source_with_its_copy(day, tmp_path)
    two_sources_that_differ(day, sessions[0])
    two_actors_made_one(day)
    after = contents(day.timeline)
    assert after != before
    steps = undo_everything(day)
    assert contents(day.timeline) == before
    assert steps > 30
    for _ in range(steps):
        day.press(Qt.Key.Key_Y, CTRL)
    assert day.timeline.steps()[1] is None
    assert contents(day.timeline) == after
    path = day.timeline.path
    day.press(Qt.Key.Key_W, CTRL)
    assert day.window.desk is None
    day.window.open(path)
    assert contents(day.timeline) == after
    assert undo_everything(day) == steps
    assert contents(day.timeline) == before


def undo_everything(day: Day) -> int:
    """Press Ctrl+Z, each time on another page, until nothing is left; return how often."""
    count = 0
    while day.timeline.steps()[0] is not None:
        if count % 8 == 0:
            day.press(Qt.Key.Key_PageDown, CTRL)
        label = day.timeline.steps()
        day.press(Qt.Key.Key_Z, CTRL)
        count += 1
        assert day.timeline.steps() != label
    return count


def a_party_with_names_and_standings(day: Day) -> None:
    page = day.tab("actors")
    day.new(page, name=PARTY, country_id="Brazil")
    names, standings = page.form.parts["names"], page.form.parts["standings"]
    assert add_entry(day.qtbot, names, text="海岸党", language="zh-Hans")
    assert add_entry(day.qtbot, names, text="Партия побережья", language="ru")
    assert [row.text for row in names.rows] == [PARTY, "海岸党", "Партия побережья"]
    assert add_entry(day.qtbot, standings, kind="opposition", date="2003/2010")
    assert not add_entry(day.qtbot, standings, kind="in coalition", date="2009/2012")
    assert "overlap" in standings.editing.notice("date")
    day.press(Qt.Key.Key_Escape)  # gives up the new entry
    day.press(Qt.Key.Key_Escape)
    assert day.focus is page.view
    assert add_entry(day.qtbot, standings, kind="in coalition", date="2011/2012")
    assert len(standings.rows) == 2
    choose(page, day.qtbot, "海岸")
    assert page.form.detail.name == PARTY
    day.new(page, name="Coast Party")  # the same party, by a careless hand


def a_person_with_a_post(day: Day) -> None:
    page = day.tab("people")
    day.new(page, name=PERSON, country_id="Brazil")
    entries = page.form.parts["posts"]
    assert not add_entry(day.qtbot, entries, title="Chair", actor_id=PARTY, date="2009/2005")
    assert add_entry(day.qtbot, entries, date="2005/2009")
    assert (entries.rows[0].title, entries.rows[0].actor) == ("Chair", PARTY)


def a_mechanism_with_sessions(day: Day) -> tuple[int, int]:
    page = day.tab("mechanisms")
    day.new(page, name=MECHANISM, interval="1 year")
    for name in (PARTY, CPC):
        assert add_entry(day.qtbot, page.form.parts["members"], actor_id=name)
    mechanism = page.current
    sessions = day.event(VISIT, "late May 2006"), day.event(TALK, "2009-06-03")
    for number, session in enumerate(sessions, 1):
        day.show(session)
        basics, circumstances = day.form.basics, day.form.circumstances
        pick(day.qtbot, basics.type, "Mechanism session")
        enter(day.qtbot, circumstances.mechanism, MECHANISM)
        enter(day.qtbot, circumstances.round, str(number))
        enter(day.qtbot, day.form.participants.adder, PARTY)
        enter(day.qtbot, day.form.participants.adder, PERSON)
    page = day.tab("mechanisms")
    page.show_record(mechanism)
    day.qtbot.waitUntil(lambda: len(page.form.parts["sessions"].sessions) == 2)
    assert any("3 years" in one.sentence for one in page.form.detail.findings)
    return sessions


def an_invitation_and_a_commitment(day: Day, sessions: tuple[int, int]) -> None:
    page = day.tab("invitations")
    day.new(page, inviter_id=CPC, invitee_id=PARTY, purpose="First session", extended="early 2006")
    enter(day.qtbot, fulfilling(day, sessions[0]), "First session")
    assert not day.form.ties.editing.notice("fulfils")
    page = day.tab("invitations")
    day.qtbot.waitUntil(lambda: str(page.form.detail.state) == "fulfilled")
    page = day.tab("commitments")
    day.new(page, words="We shall meet again", promiser_id=PARTY, receiver_id=CPC, made_at_id=VISIT)
    fill(day.qtbot, page.form.fields, due_after_id=VISIT)
    enter(day.qtbot, page.form.fields.fields["due_after_days"], "365")
    assert page.form.detail.due_words
    assert page.form.detail.overdue == "certain"


def fulfilling(day: Day, event: int) -> QWidget:
    """Show an event and return the field for the invitation it fulfils."""
    day.show(event)
    return day.form.ties.fulfils


def a_source_with_its_copy(day: Day, folder: Path) -> None:
    page = day.tab("sources")
    mime = QMimeData()
    mime.setText("https://www.example.org/2006/coast.html")
    QApplication.clipboard().setMimeData(mime)
    total = page.model.total
    page.view.setFocus()
    day.press(Qt.Key.Key_V, CTRL)
    day.qtbot.waitUntil(lambda: page.model.total == total + 1)
    day.qtbot.waitUntil(lambda: page.form.detail.url.endswith("coast.html"))
    enter(day.qtbot, page.form.fields.fields["title"], "News of the coast")
    copies = page.form.parts["attachments"]
    (folder / "coast.pdf").write_bytes(PDF)
    copies.attach([folder / "coast.pdf"])
    day.qtbot.waitUntil(lambda: len(copies.copies) == 1)


def two_sources_that_differ(day: Day, event: int) -> None:
    day.show(event)
    evidence, qtbot = day.form.evidence, day.qtbot
    for source, value in (("News of the coast", "2006-05-25"), ("https://www.example.org/b", "2006-05-28")):
        if source.startswith("http"):
            evidence.pieces.adder.setFocus()
            qtbot.keyClicks(evidence.pieces.adder, source)
            qtbot.keyClick(evidence.pieces.adder, Qt.Key.Key_Return, CTRL)
        else:
            enter(qtbot, evidence.pieces.library, source)
        fields = evidence.pieces.fields
        pick(qtbot, fields.field, "date")
        enter(qtbot, fields.value, value)
    assert "differ" in day.form.sections["evidence"].remark.text()
    assert day.events_of("has:conflict") >= 1
    differences = evidence.differences
    day.show(event)
    button = next(one for one in differences.buttons if "2006-05-28" in one.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert differences.asking.isVisible()
    qtbot.keyClicks(differences.reason, "it is the party's own report")
    qtbot.keyClick(differences.reason, Qt.Key.Key_Return)
    chosen = [one for one in day.form.shown.detail.passages if one.chosen]
    assert [one.value for one in chosen] == ["2006-05-28"]
    verification = day.form.verification
    qtbot.mouseClick(verification.adopt_all, Qt.MouseButton.LeftButton)
    assert not verification.adopt_all.isVisible()


def two_actors_made_one(day: Day) -> None:
    page = day.tab("actors")
    day.find(page, PARTY)
    total = page.model.total
    day.qtbot.mouseClick(page.merge, Qt.MouseButton.LeftButton)
    dialog = page.findChild(Merge)
    enter(day.qtbot, dialog.other, "Coast Party")
    day.qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    day.qtbot.waitUntil(lambda: page.model.total == total - 1)
    assert page.form.detail.name == PARTY
    assert "Coast Party" in [row.text for row in page.form.parts["names"].rows]
