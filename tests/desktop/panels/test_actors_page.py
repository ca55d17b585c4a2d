"""The page of actors by keyboard and mouse: the tree, standings, posts, names, contacts and a merge."""

from datetime import date

import pytest
from pages_support import add_entry, add_record, choose, enter, fill, shown
from PySide6.QtCore import Qt

from desktop.dialogs.merge import Merge
from desktop.panels.actors import ActorsPage

LDP = "Liberal Democratic Party"


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(ActorsPage(sample_desk), qtbot)


def standing(page, name):
    return next(row.standing for row in page.model.rows if row.name == name)


def test_the_tree_is_found_sorted_and_shows_actors_only(page, qtbot, qtmodeltester):
    qtmodeltester.check(page.model)
    assert choose(page, qtbot, "自民党").name == LDP
    qtmodeltester.check(page.model)
    page.view.setCurrentIndex(page.model.index(0, 0))  # the country above it
    assert page.form.detail.name == LDP
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.model.total == 58
    page.finder.clear()
    page.view.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    qtmodeltester.check(page.model)
    assert page.view.sizeHintForRow(0) % 4 == 0
    assert page.view.sizeHintForRow(0) >= 24


def test_the_list_is_as_of_any_day(page, qtbot):
    qtbot.waitUntil(lambda: standing(page, LDP) == "leads government")
    page.as_of.show_text("2010-01-01")
    qtbot.waitUntil(lambda: standing(page, LDP) == "opposition")
    assert standing(page, "Democratic Party of Japan") == "leads government"


def test_an_overlapping_standing_is_refused_and_nothing_is_stored(page, qtbot, sample_desk):
    choose(page, qtbot, "自民党")
    entries = page.form.parts["standings"]
    assert len(entries.rows) == 4
    assert not add_entry(qtbot, entries, kind="opposition", date="2010/2013")
    assert "overlap" in entries.editing.notice("date")
    assert len(entries.rows) == 4
    assert add_entry(qtbot, entries, date="1999/2000")
    assert len(entries.rows) == 5
    assert len(page.form.parts["contacts"].band.bands) == 5
    fill(qtbot, entries.fields, date="1999/2005")
    assert "overlap" in entries.editing.notice("date")
    sample_desk.live.undo()
    assert len(entries.rows) == 4


def test_a_post_that_ends_before_it_begins_is_refused(page, qtbot):
    choose(page, qtbot, "自民党")
    entries = page.form.parts["posts"]
    before = len(entries.rows)
    values = {"title": "Secretary-General", "person_id": "Inoue Yoshihisa"}
    assert not add_entry(qtbot, entries, **values, date="2012/2009")
    assert entries.fields.fields["date"].edited
    assert len(entries.rows) == before
    assert add_entry(qtbot, entries, date="2009/2012")
    assert len(entries.rows) == before + 1


def test_an_organ_is_not_its_own_parent_nor_under_its_own_organ(page, qtbot):
    choose(page, qtbot, "Communist Party of China")
    parent = page.form.fields.fields["parent_id"]
    enter(qtbot, parent, "Communist Party of China")
    assert page.form.editing.notice("parent_id")
    assert page.form.detail.parent_id is None
    enter(qtbot, parent, "Central Party School")
    assert page.form.editing.notice("parent_id")
    assert page.form.detail.parent_id is None


def test_contacts_and_standing_stand_on_one_axis_up_to_this_year(page, qtbot):
    choose(page, qtbot, "自民党")
    contacts = page.form.parts["contacts"]
    qtbot.waitUntil(lambda: contacts.said.text().startswith("19 contacts"))
    bars, band = contacts.bars, contacts.band
    years = [bar.year for bar in bars.bars]
    assert years == list(range(2001, max(date.today().year, 2026) + 1))  # noqa: DTZ011 - the user's day
    for place, year in enumerate(years):
        begins = 8 + place * (bars.width() - 16) / len(years)
        assert abs(band.x_of(date(year, 1, 1).toordinal()) - begins) < 1
    with qtbot.waitSignal(page.filter_requested) as asked:
        bars.opened.emit(years.index(2006))
    assert "2006" in asked.args[0]
    assert LDP in asked.args[0]
    with qtbot.assertNotEmitted(page.filter_requested):
        bars.opened.emit(years.index(2001))  # nothing stands behind it
    with qtbot.waitSignal(page.filter_requested):
        qtbot.mouseClick(contacts.show_events, Qt.MouseButton.LeftButton)


def test_what_is_open_is_shown_in_its_ledger(page, qtbot):
    choose(page, qtbot, "Social Democratic Party of Germany")
    pending = page.form.parts["pending"]
    pending.list.setFocus()
    pending.list.setCurrentRow(0)
    with qtbot.waitSignal(page.record_requested) as asked:
        qtbot.keyClick(pending.list, Qt.Key.Key_Return)
    assert asked.args[0] == "invitation"


def test_names_have_a_main_one_that_the_list_shows(page, qtbot, sample_desk):
    choose(page, qtbot, "自民党")
    entries = page.form.parts["names"]
    assert not add_entry(qtbot, entries, text="")
    assert add_entry(qtbot, entries, text="Jiminto", language="ja-Latn", main=True)
    assert page.form.detail.name == "Jiminto"
    sample_desk.live.undo()
    assert page.form.detail.name == LDP


def test_a_new_actor_is_made_by_a_dialog_whole_or_not_at_all(page, qtbot, sample_desk):
    dialog = add_record(qtbot, page, name="", country_id="Japan")
    assert dialog.isVisible()
    assert dialog.editing.notice("name")
    assert page.model.total == 58
    add_record(qtbot, page, name="国际部", kind="organ", parent_id="公明党")
    qtbot.waitUntil(lambda: page.form.detail.name == "国际部")
    assert (page.form.detail.kind, page.form.detail.parent) == ("organ", "Komeito")
    index = page.model.index_of(page.model.place_of(page.current))
    assert page.model.row_at(index.parent()).name == "Komeito"
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.total == 58)


def test_two_actors_are_merged_from_the_page_and_made_two_again(page, qtbot, sample_desk):
    choose(page, qtbot, "自民党")
    with qtbot.waitSignal(page.message) as said:
        qtbot.mouseClick(page.merge, Qt.MouseButton.LeftButton)
        dialog = page.findChild(Merge)
        enter(qtbot, dialog.other, "New Komeito")
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert "Ctrl+Z" in said.args[0]
    qtbot.waitUntil(lambda: page.model.total == 57)
    assert page.form.detail.name == LDP
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 58)
