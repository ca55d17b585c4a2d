"""The page of mechanisms by keyboard and mouse: sessions, gaps, findings, members and names."""

import pytest
from pages_support import add_entry, add_record, choose, enter, shown
from PySide6.QtCore import Qt

from desktop.panels.mechanisms import MechanismsPage

RULING = "China-Japan Ruling Party"


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(MechanismsPage(sample_desk), qtbot)


def test_the_sample_shows_its_gaps_and_that_a_number_is_inferred(page, qtbot, qtmodeltester):
    qtmodeltester.check(page.model)
    choose(page, qtbot, RULING)
    sessions, check = page.form.parts["sessions"], page.form.parts["check"]
    gaps = [gap.words for gap in sessions.strip.gaps]
    assert gaps[3] == "between 6 years 9 months and 6 years 10 months"
    assert gaps[-1] == "6 years 3 months"
    assert [gap.words for gap in sessions.strip.gaps if gap.long and "6 years" in gap.words] == [
        gaps[3],
        gaps[-1],
    ]
    assert [mark.words for mark in sessions.strip.marks] == ["1", "2", "3?", *"456789"]
    assert sessions.strip.marks[2].hollow
    assert "number inferred" in sessions.strip.marks[2].tip
    said = [check.list.item(row).text() for row in range(check.list.count())]
    assert any("session 3" in text and "inferred" in text for text in said)
    assert any("Session 4 to session 5: between 6 years 9 months and 6 years 10" in text for text in said)
    assert page.form.sections["sessions"].remark.text().startswith("9 held · silent for")


def test_sessions_and_findings_show_their_events(page, qtbot):
    choose(page, qtbot, RULING)
    sessions, check = page.form.parts["sessions"], page.form.parts["check"]
    sessions.list.setFocus()
    sessions.list.setCurrentRow(2)
    with qtbot.waitSignal(page.event_requested) as asked:
        qtbot.keyClick(sessions.list, Qt.Key.Key_Return)
    third = asked.args[0]
    sessions.strip.setFocus()
    for _ in range(3):
        qtbot.keyClick(sessions.strip, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.event_requested) as asked:
        qtbot.keyClick(sessions.strip, Qt.Key.Key_Return)
    assert asked.args[0] == third
    check.list.setFocus()
    check.list.setCurrentRow(0)
    with qtbot.waitSignal(page.event_requested) as asked:
        qtbot.keyClick(check.list, Qt.Key.Key_Return)
    assert asked.args[0] == third


def test_the_list_is_as_of_any_day(page, qtbot):
    page.as_of.show_text("2008-01-01")
    qtbot.waitUntil(lambda: any(row.sessions == 3 for row in page.model.rows))
    detail = choose(page, qtbot, RULING)
    assert [one.number for one in detail.sessions] == [1, 2, 3]


def test_an_interval_that_is_none_is_told_at_its_field(page, qtbot, sample_desk):
    choose(page, qtbot, RULING)
    interval = page.form.fields.fields["interval"]
    enter(qtbot, interval, "often")
    assert "often" in page.form.editing.notice("interval")
    assert page.form.detail.interval_days in (365, 366)
    enter(qtbot, interval, "18 months")
    assert page.form.editing.notice("interval") == ""
    assert page.form.detail.interval_days not in (365, 366)
    sample_desk.live.undo()
    assert interval.text() == "1 year"


def test_a_mechanism_is_no_part_of_itself(page, qtbot):
    detail = choose(page, qtbot, RULING)
    enter(qtbot, page.form.fields.fields["parent_id"], detail.name)
    assert page.form.editing.notice("parent_id")
    assert page.form.detail.parent is None


def test_members_and_names_are_added_and_taken_back(page, qtbot, sample_desk):
    choose(page, qtbot, RULING)
    members, names = page.form.parts["members"], page.form.parts["names"]
    before = len(members.rows)
    assert not add_entry(qtbot, members, date="2004-03/2009-09")
    assert members.editing.notice("actor_id")
    assert len(members.rows) == before
    assert add_entry(qtbot, members, actor_id="Democratic Party of Japan")
    assert [row.actor for row in members.rows if row.date and "2009" in row.date.edtf] == [
        "Democratic Party of Japan"
    ]
    sample_desk.live.undo()
    assert len(members.rows) == before
    assert add_entry(qtbot, names, text="日中与党の会", language="ja")
    page.finder.setText("与党の会")
    qtbot.waitUntil(lambda: [row.name for row in page.model.rows] == [page.form.detail.name])


def test_a_new_mechanism_is_made_by_a_dialog_whole_or_not_at_all(page, qtbot, sample_desk):
    dialog = add_record(qtbot, page, name="Dialogue of the Youth", interval="each spring")
    assert dialog.isVisible()
    assert dialog.editing.notice("interval")
    assert page.model.total == 12
    add_record(qtbot, page, interval="2 years")
    qtbot.waitUntil(lambda: page.form.detail.name == "Dialogue of the Youth")
    assert page.form.parts["sessions"].empty.isVisibleTo(page.form)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.total == 12)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 13)
