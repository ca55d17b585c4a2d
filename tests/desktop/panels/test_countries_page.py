"""The page of countries by keyboard and mouse; with it the list, form, entries and dialog that all pages share."""

import pytest
from pages_support import choose, shown, type_into
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from desktop.panels.countries import CountriesPage


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(CountriesPage(sample_desk), qtbot)


def relations(page):
    return page.form.parts["relations"]


def test_a_country_is_found_by_any_of_its_names_and_shows_its_relations(page, qtbot, qtmodeltester):
    qtmodeltester.check(page.model)
    assert choose(page, qtbot, "日本").code == "JP"
    assert [row.other for row in relations(page).rows] == ["China"]
    assert page.count.text() == "1 of 249"
    assert page.form.sections["relations"].remark.text() == "1"


def test_a_finished_field_is_one_undo_step(page, qtbot, sample_desk):
    choose(page, qtbot, "Japan")
    note = page.form.fields.fields["note"]
    type_into(qtbot, note, "East of China")
    qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.form.detail.note == "East of China"
    sample_desk.live.undo()
    assert page.form.detail.note == ""
    assert note.text() == ""


def test_a_refused_name_is_told_at_the_field_and_kept_to_mend(page, qtbot):
    choose(page, qtbot, "Japan")
    name = page.form.fields.fields["name"]
    type_into(qtbot, name, "China")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert "there already" in page.form.editing.notice("name")
    assert name.text() == "China"
    assert page.form.detail.name == "Japan"
    qtbot.keyClick(name, Qt.Key.Key_Escape)
    assert name.text() == "Japan"


def test_an_entry_is_typed_whole_before_it_is_stored(page, qtbot, sample_desk):
    choose(page, qtbot, "Bhutan")
    entries = relations(page)
    qtbot.mouseClick(entries.begin, Qt.MouseButton.LeftButton)
    other, when = entries.fields.fields["other_id"], entries.fields.fields["date"].line
    type_into(qtbot, other, "China")
    qtbot.keyClick(other, Qt.Key.Key_Return)
    type_into(qtbot, when, "2004-13")
    qtbot.mouseClick(entries.store, Qt.MouseButton.LeftButton)
    assert entries.adding
    assert not entries.rows  # the date can't be read: nothing is stored
    type_into(qtbot, when, "2004/..")
    qtbot.mouseClick(entries.store, Qt.MouseButton.LeftButton)
    assert not entries.adding
    (row,) = entries.rows
    assert (row.other, row.kind, row.date.edtf) == ("China", "diplomatic relations", "2004/..")
    assert entries.list.currentRow() == 0
    assert entries.fields.fields["other_id"].isReadOnly()
    sample_desk.live.undo()
    assert not entries.rows


def test_a_new_entry_is_given_up_with_esc(page, qtbot):
    choose(page, qtbot, "Bhutan")
    entries = relations(page)
    entries.begin_new()
    assert entries.fields.isVisible()
    qtbot.keyClick(entries, Qt.Key.Key_Escape)
    assert not entries.adding
    assert not entries.fields.isVisible()


def test_entries_are_changed_and_removed_in_the_list(page, qtbot, sample_desk):
    choose(page, qtbot, "Japan")
    entries = relations(page)
    entries.list.setCurrentRow(0)
    kind = entries.fields.fields["kind"]
    kind.committed.emit("suspended")
    assert entries.rows[0].kind == "suspended"
    assert entries.list.currentRow() == 0
    qtbot.keyClick(entries.list, Qt.Key.Key_Delete)
    assert not entries.rows
    sample_desk.live.undo()
    assert entries.rows[0].kind == "suspended"


def test_a_territory_that_iso_does_not_know_is_added_by_a_dialog_whole_or_not_at_all(page, qtbot):
    page.begin_new()
    dialog = page._dialog
    name, code = dialog.fields.fields["name"], dialog.fields.fields["code"]
    type_into(qtbot, name, "Somewhere")
    type_into(qtbot, code, "XYZ")
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "two letters" in dialog.editing.notice("code")
    type_into(qtbot, code, " ")
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.form.detail.name == "Somewhere")
    assert page.form.detail.code == ""
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.total == 249)


def test_what_hangs_on_a_country_keeps_it(page, qtbot):
    choose(page, qtbot, "Japan")
    with qtbot.waitSignal(page.message) as said:
        page.delete_current()
    assert "Japan was kept" in said.args[0]


def test_rows_are_copied_with_their_headings(page, qtbot, qapp):
    choose(page, qtbot, "Japan")
    qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text().splitlines()[1].split("\t")[:3] == ["Japan", "JP", "日本 · 일본"]
