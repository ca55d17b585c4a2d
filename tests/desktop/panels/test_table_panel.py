"""The Table page through its real widgets: keys, mouse, editors, selection and clipboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from pytestqt.qtbot import QtBot
from table_support import fill

from db import events, filters
from db.dates import parse
from db.timeline import Timeline
from desktop.desk import Desk
from desktop.models.table_columns import COLUMNS, PLACES
from desktop.panels.table import TablePanel
from desktop.panels.table_editors import CellEditor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen
Key = Qt.Key
Make = Callable[[Desk], TablePanel]


@pytest.fixture
def desk(new_timeline: Callable[..., Timeline], open_desk: Callable[[Timeline], Desk]) -> Desk:
    return open_desk(new_timeline(fill=fill))


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def show(desk: Desk) -> TablePanel:
        panel = TablePanel(desk)
        qtbot.addWidget(panel)
        panel.resize(1600, 400)
        panel.show()
        qtbot.waitExposed(panel)
        panel.view.setFocus()
        return panel

    return show


@pytest.fixture
def panel(desk: Desk, make: Make) -> TablePanel:
    return make(desk)


def choose(panel: TablePanel, *places: int, key: str = "title") -> None:
    flag = QItemSelectionModel.SelectionFlag
    for number, place in enumerate(places):
        index = panel.model.index(place, PLACES[key])
        how = flag.Select if number else flag.ClearAndSelect
        panel.view.selectionModel().setCurrentIndex(index, how | flag.Rows)


def editing(qtbot: QtBot, panel: TablePanel, place: int, key: str) -> CellEditor:
    choose(panel, place, key=key)
    qtbot.keyClick(panel.view, Key.Key_F2)
    editor = panel.delegate.editor
    assert editor is not None
    return editor


def shown(panel: TablePanel, key: str) -> list[str]:
    return [panel.model.index(row, PLACES[key]).data() for row in range(panel.model.rowCount())]


def hint(panel: TablePanel) -> str:
    return panel._hint.text() if panel._hint.isVisible() else ""


def test_a_click_selects_on_the_desk(qtbot: QtBot, desk: Desk, panel: TablePanel) -> None:
    at = panel.view.visualRect(panel.model.index(2, 1)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert desk.browse.selection == (panel.model.id_at(2),)
    qtbot.keyClick(panel.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert desk.browse.selection == tuple(panel.model.ids_at([3, 2]))


def test_the_desks_selection_is_shown(desk: Desk, panel: TablePanel) -> None:
    desk.browse.select(panel.model.ids_at([4, 1]))
    assert panel.view.selected_places() == [4, 1]
    assert desk.browse.selection == tuple(panel.model.ids_at([4, 1]))


def test_selection_survives_sorting_and_filtering(qtbot: QtBot, desk: Desk, panel: TablePanel) -> None:
    chosen = panel.model.ids_at([2, 4])
    desk.browse.select(chosen)
    panel.view.sortByColumn(PLACES["title"], Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: not panel.model.busy)
    assert sorted(panel.model.ids_at(panel.view.selected_places())) == sorted(chosen)
    desk.browse.set_filter(filters.parse("session"))
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    assert panel.model.ids_at(panel.view.selected_places()) == chosen[:1]
    assert desk.browse.selection == tuple(chosen)


def test_enter_edits_and_stores(qtbot: QtBot, desk: Desk, panel: TablePanel) -> None:
    choose(panel, 1, key="title")
    qtbot.keyClick(panel.view, Key.Key_Return)
    editor = panel.delegate.editor
    assert editor is not None
    assert editor.selectedText() == "Preparations"
    qtbot.keyClicks(editor, "Talks")
    qtbot.keyClick(editor, Key.Key_Return)
    assert shown(panel, "title")[1] == "Talks"
    assert panel.delegate.editor is None
    assert desk.live.timeline.steps() == ("Change title", None)


def test_escape_leaves_the_cell_as_it_was(qtbot: QtBot, desk: Desk, panel: TablePanel) -> None:
    editor = editing(qtbot, panel, 1, "title")
    qtbot.keyClicks(editor, "Talks")
    qtbot.keyClick(editor, Key.Key_Escape)
    assert shown(panel, "title")[1] == "Preparations"
    assert desk.live.timeline.steps() == (None, None)


def test_a_date_says_what_it_means_while_it_is_typed(qtbot: QtBot, panel: TablePanel) -> None:
    editor = editing(qtbot, panel, 1, "date")
    qtbot.keyClicks(editor, "16-17 Oct 2006")
    assert "EDTF 2006-10-16/2006-10-17" in hint(panel)
    qtbot.keyClick(editor, Key.Key_Return)
    assert shown(panel, "date")[2] == "2006-10-16 – 17"
    assert panel.view.currentIndex().row() == 2
    assert not hint(panel)


def test_a_bad_date_keeps_the_editor_open_and_says_why(qtbot: QtBot, panel: TablePanel) -> None:
    editor = editing(qtbot, panel, 1, "date")
    qtbot.keyClicks(editor, "2004-13")
    with qtbot.waitSignal(panel.message) as told:
        qtbot.keyClick(editor, Key.Key_Return)
    assert "month" in told.args[0]
    assert "month" in hint(panel)
    assert panel.delegate.editor is editor
    assert editor.text() == "2004-13"
    qtbot.keyClick(editor, Key.Key_Backspace)
    qtbot.keyClick(editor, Key.Key_Return)
    assert shown(panel, "date")[1] == "2004-01"


def test_names_complete_in_any_script(qtbot: QtBot, panel: TablePanel) -> None:
    editor = editing(qtbot, panel, 1, "mechanism")
    committed = QInputMethodEvent()
    committed.setCommitString("日中")
    QGuiApplication.sendEvent(editor, committed)
    completer = editor.completer()
    assert completer is not None
    assert completer.currentCompletion() == "China–Japan Ruling Party Exchange Mechanism"
    qtbot.keyClick(completer.popup(), Key.Key_Down)
    qtbot.keyClick(completer.popup(), Key.Key_Return)
    assert shown(panel, "mechanism")[1] == "China–Japan Ruling Party Exchange Mechanism"


def test_control_enter_sets_all_selected_in_one_step(qtbot: QtBot, desk: Desk, panel: TablePanel) -> None:
    choose(panel, 0, 1, 4, key="place")
    qtbot.keyClick(panel.view, Key.Key_F2)
    editor = panel.delegate.editor
    assert editor is not None
    qtbot.keyClicks(editor, "Bonn")
    qtbot.keyClick(editor, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown(panel, "place") == ["Bonn", "Bonn", "Beijing", "東京", "Bonn"]
    assert desk.live.timeline.steps()[0] == "Change place of 3 events"
    desk.live.undo()
    assert shown(panel, "place") == ["", "", "Beijing", "東京", ""]


def test_the_menu_sets_a_column_for_all_selected(qtbot: QtBot, panel: TablePanel) -> None:
    choose(panel, 0, 2)
    menu = panel.menu()
    many = next(action for action in menu.actions() if action.menu())
    assert many.text().replace("&", "") == "Set for 2 events"
    status = next(action for action in many.menu().actions() if action.text() == "Status")
    status.trigger()
    editor = panel.delegate.editor
    assert editor is not None
    qtbot.keyClicks(editor, "post")
    qtbot.keyClick(editor, Key.Key_Escape)
    if panel.delegate.editor is None:
        panel.edit_for_all("status")
        editor = panel.delegate.editor
        assert editor is not None
        editor.setText("post")
    qtbot.keyClick(editor, Key.Key_Return)
    assert shown(panel, "status") == ["postponed", "planned", "postponed", "held", "held"]


def test_delete_needs_no_question_and_says_how_to_undo(qtbot: QtBot, desk: Desk, panel: TablePanel) -> None:
    choose(panel, 1, 2)
    with qtbot.waitSignal(panel.message) as told:
        qtbot.keyClick(panel.view, Key.Key_Delete)
    assert told.args[0] == "2 events deleted – Ctrl+Z brings them back"
    assert len(shown(panel, "title")) == 3
    assert desk.browse.selection == (panel.model.id_at(1),)
    desk.live.undo()
    assert len(shown(panel, "title")) == 5


def test_duplicates_are_selected(desk: Desk, panel: TablePanel) -> None:
    choose(panel, 2)
    panel.duplicate_selected()
    assert shown(panel, "title").count("First session") == 2
    assert len(desk.browse.selection) == 1


def test_copy_and_paste_by_keys(qtbot: QtBot, desk: Desk, panel: TablePanel) -> None:
    choose(panel, 2, 3)
    qtbot.keyClick(panel.view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Date\tTitle\tType")
    assert lines[2].startswith("[2009-02-21..2009-02-28]\tFourth session")
    QGuiApplication.clipboard().setText("Bonn\nBerlin")
    choose(panel, 0, key="place")
    qtbot.keyClick(panel.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shown(panel, "place")[:2] == ["Bonn", "Berlin"]
    desk.live.undo()
    assert shown(panel, "place")[:2] == ["", ""]


def test_a_hidden_table_waits(qtbot: QtBot, desk: Desk, panel: TablePanel) -> None:
    panel.hide()
    desk.live.edit("Add", events.create, "New", parse("2020"))
    assert panel.model.rowCount() == 5
    panel.show()
    assert panel.model.rowCount() == 6


def test_an_event_that_leaves_the_filter_stays_selected_on_the_desk(
    qtbot: QtBot, desk: Desk, panel: TablePanel
) -> None:
    desk.browse.set_filter(filters.parse("place:Beijing"))
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    choose(panel, 0)
    event = panel.model.id_at(0)
    desk.live.edit("Move", events.change, [event], place="Bonn")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert desk.browse.selection == (event,)


def test_empty_states_say_what_to_do(qtbot: QtBot, desk: Desk, panel: TablePanel, make: Make, new_timeline: Callable[..., Timeline], open_desk: Callable[[Timeline], Desk]) -> None:  # fmt: skip  # noqa: E501
    assert not panel._empty.isVisible()
    desk.browse.set_filter(filters.parse("title:nowhere"))
    qtbot.waitUntil(panel._empty.isVisible)
    assert "passes the filter" in panel._empty.text()
    other = make(open_desk(new_timeline("empty.liaison")))
    assert other._empty.isVisible()
    assert "no events yet" in other._empty.text()


def test_columns_are_chosen_and_remembered(desk: Desk, panel: TablePanel, make: Make) -> None:
    heading = panel.view.heading
    actions = {action.text(): action for action in heading.menu().actions()}
    actions["Type"].setChecked(False)
    actions["Note"].setChecked(True)
    heading.moveSection(heading.visualIndex(PLACES["status"]), 0)
    heading.resizeSection(PLACES["title"], 333)
    panel.hide()
    other = make(desk)
    again = other.view.heading
    keys = again.shown_keys()
    assert keys[:3] == ["status", "date", "title"]
    assert "type" not in keys
    assert "note" in keys
    assert again.sectionSize(PLACES["title"]) == 333
    again.reset_columns()
    assert again.shown_keys() == [column.key for column in COLUMNS if column.shown]


def test_a_read_only_timeline_can_be_read_and_copied(
    qtbot: QtBot, desk: Desk, make: Make, open_desk: Callable[[Timeline], Desk]
) -> None:
    path = desk.live.timeline.path
    desk.live.timeline.close()
    panel = make(open_desk(Timeline.open(path, write=False)))
    choose(panel, 1)
    qtbot.keyClick(panel.view, Key.Key_F2)
    assert panel.delegate.editor is None
    with qtbot.waitSignal(panel.message):
        panel.delete_selected()
    panel.copy()
    assert "Preparations" in QGuiApplication.clipboard().text()
    panel.model.live.timeline.close()


def test_the_sample_is_shown(qtbot: QtBot, sample_desk: Desk, make: Make) -> None:
    panel = make(sample_desk)
    assert panel.model.rowCount() == len(sample_desk.live.columns)
    for key in ("counterparts", "mechanism", "evidence", "direction"):
        assert any(shown(panel, key))
    qtbot.mouseMove(panel.view.viewport(), QPoint(50, 50))
