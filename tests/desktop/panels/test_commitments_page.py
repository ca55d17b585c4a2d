"""The page of commitments by keyboard and mouse: due dates, what is overdue, follow-ups and renewals."""

import pytest
from pages_support import add_entry, add_record, choose, enter, pick, shown
from PySide6.QtCore import Qt

from desktop.panels.commitments import CommitmentsPage


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(CommitmentsPage(sample_desk), qtbot)


def make_overdue(page, qtbot):
    """Add a commitment that was due in 2010 and is open."""
    add_record(
        qtbot, page, words="We shall come back", promiser_id="Komeito", receiver_id="Communist Party of China",
        due="2010-06-30",
    )  # fmt: skip
    qtbot.waitUntil(lambda: page.form.detail.words == "We shall come back")


def test_a_due_date_that_is_no_date_is_told_at_its_field_and_nothing_is_stored(page, qtbot):
    dialog = add_record(qtbot, page, words="A word", due="when it suits")
    assert dialog.isVisible()
    assert dialog.fields.fields["due"].edited
    assert page.model.total == 4
    dialog.reject()
    choose(page, qtbot, "within the year")
    due = page.form.fields.fields["due"]
    before = due.line.text()
    enter(qtbot, due, "2017-02-30")
    assert page.form.detail.due.edtf == "[..2017-12-31]"
    qtbot.keyClick(due.line, Qt.Key.Key_Escape)
    assert due.line.text() == before


def test_what_was_overdue_on_a_day(page, qtbot, qtmodeltester):
    make_overdue(page, qtbot)
    assert "Overdue on that day" in page.form.banner.text
    page.overdue_only.setChecked(True)
    assert [row.words for row in page.model.rows] == ["We shall come back"]
    qtmodeltester.check(page.model)
    page.as_of.show_text("2010-06-30")
    qtbot.waitUntil(lambda: page.current not in [row.id for row in page.model.rows])
    assert "Overdue" not in page.form.banner.text
    page.as_of.show_text("2012")
    qtbot.waitUntil(lambda: page.current in [row.id for row in page.model.rows])
    page.as_of.show_text("")
    qtbot.waitUntil(lambda: len(page.model.rows) == 1)
    pick(page.form.fields.fields["status"], "kept")
    qtbot.waitUntil(lambda: not page.model.rows)


def test_it_is_due_on_a_date_or_after_an_event_but_not_both(page, qtbot, sample_desk):
    make_overdue(page, qtbot)
    fields = page.form.fields.fields
    enter(qtbot, fields["due_after_id"], "China–Japan ruling parties: fifth session")
    assert "not both" in page.form.editing.notice("due")
    assert page.form.detail.due_after_id is None
    page.form.discard()
    enter(qtbot, fields["due"], "")
    enter(qtbot, fields["due_after_id"], "China–Japan ruling parties: fifth session")
    assert page.form.detail.due_words == "after “China–Japan ruling parties: fifth session”"
    for _ in range(2):
        sample_desk.live.undo()
    assert page.form.detail.due.edtf == "2010-06-30"


def test_an_event_that_came_before_the_promise_does_not_follow_it_up(page, qtbot):
    choose(page, qtbot, "within the year")
    entries = page.form.parts["follow_ups"]
    before = [row.event for row in entries.rows]
    assert not add_entry(qtbot, entries, event_id="China–Japan ruling parties: first session")
    assert "came before" in entries.editing.notice("event_id")
    assert [row.event for row in entries.rows] == before
    qtbot.keyClick(entries, Qt.Key.Key_Escape)
    assert add_entry(qtbot, entries, event_id="China–Japan ruling parties: eighth session", note="Late")
    assert entries.rows[-1].note == "Late"


def test_renewals_make_a_chain_that_can_be_walked(page, qtbot, sample_desk):
    choose(page, qtbot, "held in Tokyo")
    first = page.current
    renewals = page.form.parts["renewals"]
    with qtbot.waitSignal(page.record_requested) as asked:
        qtbot.mouseClick(renewals.renew, Qt.MouseButton.LeftButton)
    kind, second = asked.args
    assert kind == "commitment"
    page.show_record(second)
    qtbot.waitUntil(lambda: page.current == second)
    assert [one.id for one in renewals.chain] == [first, second]
    renewals.list.setFocus()
    renewals.list.setCurrentRow(0)
    with qtbot.waitSignal(page.record_requested) as asked:
        qtbot.keyClick(renewals.list, Qt.Key.Key_Return)
    assert asked.args == ["commitment", first]
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 4)


def test_its_events_are_shown_from_it(page, qtbot):
    choose(page, qtbot, "17th congress")
    links = page.form.parts["events"]
    assert links.links[0].role == "made at"
    assert page.form.sections["evidence"].remark.text() == "3"
    links.list.setFocus()
    links.list.setCurrentRow(0)
    with qtbot.waitSignal(page.event_requested) as asked:
        qtbot.keyClick(links.list, Qt.Key.Key_Return)
    assert asked.args == [links.links[0].event]
