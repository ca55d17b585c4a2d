"""What an event means in the ledgers, in the inspector: tied by keyboard, untied, undone, and shown in its ledger."""

import pytest
from pages_support import enter
from PySide6.QtCore import Qt

from db.ledgers import commitments, invitations
from desktop.editing import Editing
from desktop.pages import Pages
from desktop.panels.inspector import Inspector

FIRST = "China–Japan ruling parties: first session"


def event(desk, title):
    with desk.live.reading() as connection:
        return connection.execute("SELECT id FROM event WHERE title = ?", (title,)).fetchone()[0]


@pytest.fixture
def inspector(sample_desk, qtbot):
    made = Inspector(sample_desk)
    qtbot.addWidget(made)
    made.resize(400, 1200)
    made.show()
    sample_desk.browse.select((event(sample_desk, FIRST),))
    return made


@pytest.fixture
def ties(inspector):
    return inspector.form.ties


def told(ties):
    return [(tie.kind, tie.shown.title) for tie in ties.ties]


INVITED = ("invitation", "First session of the ruling parties’ mechanism")
PROMISED = ("commitment", "The next session will be held in Tokyo.")


def test_an_event_lists_what_it_fulfils_and_what_was_promised_there(ties, inspector, sample_desk):
    assert told(ties) == [INVITED, PROMISED]
    assert ties.ties[1].shown.detail.startswith("promised here")
    assert inspector.form.sections["ties"].remark.text() == "2"
    sample_desk.browse.select((event(sample_desk, "China–Japan ruling parties: second session"),))
    assert ties.ties[1].shown.detail.startswith("followed up here")


def test_enter_shows_it_in_its_ledger_also_when_nothing_can_be_edited(ties, inspector, qtbot):
    for fixed in (False, True):
        ties.set_read_only(fixed)
        ties.list.setFocus()
        ties.list.setCurrentRow(0)
        with qtbot.waitSignal(inspector.record_requested) as asked:
            qtbot.keyClick(ties.list, Qt.Key.Key_Return)
        assert asked.args == ["invitation", ties.ties[0].record]


def test_a_visit_is_tied_to_the_invitation_it_fulfils_from_both_sides(ties, qtbot, sample_desk):
    visit = event(sample_desk, "China–Japan ruling parties: fifth session")
    sample_desk.browse.select((visit,))
    assert told(ties) == [
        ("commitment", "Exchanges of the ruling parties will resume before the end of the year.")
    ]
    assert [one.name for one in ties._invitations("spd congress")] == ["Party congress of the SPD"]
    enter(qtbot, ties.fulfils, "Party congress of the SPD")
    assert ("invitation", "Party congress of the SPD") in told(ties)
    assert ties.fulfils.text() == ""
    with sample_desk.live.read() as session:
        (row,) = invitations.fulfilled_by(session, visit)
    assert row.event_id == visit
    assert str(row.state) == "fulfilled"
    sample_desk.live.undo()
    assert len(ties.ties) == 1


def test_what_can_t_be_tied_is_told_at_the_field(ties, qtbot, sample_desk):
    enter(qtbot, ties.follows, "The next session will be held in China within the year.")
    assert "came before" in ties.editing.notice("follows")
    assert told(ties) == [INVITED, PROMISED]
    enter(qtbot, ties.fulfils, "no such thing")
    ties.fulfils.popup.hide()
    ties.fulfils.commit()
    assert "not known" in ties.editing.notice("fulfils")
    sample_desk.browse.select((event(sample_desk, "China–Japan ruling parties: fifth session"),))
    assert ties.editing.notice("fulfils") == ""
    assert ties.fulfils.text() == ""


def test_del_unties_and_undo_ties_again(ties, qtbot, sample_desk):
    for left in ([PROMISED], []):
        ties.list.setFocus()
        ties.list.setCurrentRow(0)
        qtbot.keyClick(ties.list, Qt.Key.Key_Delete)
        assert told(ties) == left
    with sample_desk.live.read() as session:
        (row,) = [one for one in commitments.rows(session) if one.words == PROMISED[1]]
        assert row.made_at_id is None
    sample_desk.live.undo()
    sample_desk.live.undo()
    assert told(ties) == [INVITED, PROMISED]


def test_a_follow_up_is_tied_and_untied(ties, qtbot, sample_desk):
    sample_desk.browse.select((event(sample_desk, "China–Japan ruling parties: ninth session"),))
    assert not ties.ties
    enter(qtbot, ties.follows, "The next session will be held in China within the year.")
    assert told(ties) == [("commitment", "The next session will be held in China within the year.")]
    ties.list.setFocus()
    ties.list.setCurrentRow(0)
    qtbot.keyClick(ties.list, Qt.Key.Key_Delete)
    assert not ties.ties


def test_a_tie_leads_to_its_ledger_and_from_there_to_an_event(sample_desk, qtbot):
    said = []
    pages = Pages(sample_desk, Editing(sample_desk, said.append), said.append)
    for widget in (pages, pages.inspector, pages.sidebar):
        qtbot.addWidget(widget)
    pages.resize(1100, 700)
    pages.show()
    pages.inspector.show()
    sample_desk.browse.select((event(sample_desk, FIRST),))
    tied = pages.inspector.form.ties
    tied.list.setCurrentRow(1)
    qtbot.keyClick(tied.list, Qt.Key.Key_Return)
    assert pages.shown == "ledgers"
    ledger = pages.page("ledgers").page("commitments")
    qtbot.waitUntil(lambda: ledger.current == tied.ties[1].record)
    links = ledger.form.parts["events"]
    links.list.setCurrentRow(1)
    qtbot.keyClick(links.list, Qt.Key.Key_Return)
    assert pages.shown == "timeline"
    assert sample_desk.browse.selection == (links.links[1].event,)
    assert said == []
