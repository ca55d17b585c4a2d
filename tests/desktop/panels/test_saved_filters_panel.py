"""The list of saved filters through its real widgets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db import saved_filters
from desktop.desk import Desk
from desktop.panels.saved_filters import SavedFilters

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen
Key = Qt.Key


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> SavedFilters:
    for name, text in (("Planned", "status:planned"), ("Since 2004", "2004.."), ("日本", "party:自民党")):
        desk.live.edit("Save", saved_filters.create, name, text)
    panel = SavedFilters(desk)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def names(panel: SavedFilters) -> list[str]:
    return [panel.list.item(place).text() for place in range(panel.list.count())]


def kept(desk: Desk) -> list[str]:
    with desk.live.reading() as connection:
        return [saved.name for saved in saved_filters.listed(connection)]


def test_a_click_applies(qtbot: QtBot, desk: Desk, panel: SavedFilters) -> None:
    at = panel.list.visualItemRect(panel.list.item(1)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert str(desk.browse.filter) == "2004.."
    assert [panel.list.item(place).font().bold() for place in range(3)] == [False, True, False]


def test_one_that_names_nothing_here_says_why(desk: Desk, panel: SavedFilters) -> None:
    panel.apply(panel.list.ids[2])
    assert "自民党" in panel.notice.text
    assert not desk.browse.filter


def test_rename_in_place_and_undo(qtbot: QtBot, desk: Desk, panel: SavedFilters) -> None:
    panel.list.setCurrentRow(0)
    panel.list.begin_rename()
    editor = panel.list.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Still to come")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: kept(desk)[0] == "Still to come")
    desk.live.undo()
    assert names(panel)[0] == kept(desk)[0] == "Planned"


def test_a_name_that_is_taken_is_refused(desk: Desk, panel: SavedFilters) -> None:
    panel.list.item(0).setText("日本")
    assert "already" in panel.notice.text
    assert names(panel) == kept(desk) == ["Planned", "Since 2004", "日本"]


def test_delete_and_undo(qtbot: QtBot, desk: Desk, panel: SavedFilters) -> None:
    panel.list.setCurrentRow(1)
    with qtbot.waitSignal(panel.message):
        qtbot.keyClick(panel.list, Key.Key_Delete)
    assert names(panel) == ["Planned", "日本"]
    desk.live.undo()
    assert names(panel) == ["Planned", "Since 2004", "日本"]


def test_order_by_menu_and_by_dragging(qtbot: QtBot, desk: Desk, panel: SavedFilters) -> None:
    panel.list.setCurrentRow(2)
    next(action for action in panel.list.menu().actions() if action.text() == "Move &up").trigger()
    assert names(panel) == kept(desk) == ["Planned", "日本", "Since 2004"]
    assert panel.list.currentRow() == 1
    parent = panel.list.rootIndex()
    panel.list.model().moveRow(parent, 0, parent, 3)
    qtbot.waitUntil(lambda: kept(desk) == ["日本", "Since 2004", "Planned"])
    assert names(panel) == kept(desk)


def test_an_empty_list_says_how_to_fill_it(qtbot: QtBot, desk: Desk) -> None:
    panel = SavedFilters(desk)
    qtbot.addWidget(panel)
    panel.show()
    assert panel._empty.isVisible()
    desk.live.edit("Save", saved_filters.create, "A", "x")
    assert not panel._empty.isVisible()
