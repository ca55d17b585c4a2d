"""A list of named things: opened, renamed, deleted and ordered by keys, mouse and menu."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit

from desktop.widgets.named_list import Named, NamedList

Key = Qt.Key


@pytest.fixture
def names(qtbot):
    shown = NamedList("Charts")
    qtbot.addWidget(shown)
    shown.fill([Named(7, "One"), Named(8, "<b>Two</b>"), Named(9, "三")], bold=8)
    shown.show()
    shown.activateWindow()
    shown.setFocus()
    shown.setCurrentRow(1)
    return shown


def test_keys_open_delete_and_move(names, qtbot):
    for key, signal, value in (
        (Key.Key_Return, names.opened, 8),
        (Key.Key_Delete, names.delete_asked, 8),
    ):
        with qtbot.waitSignal(signal) as asked:
            qtbot.keyClick(names, key)
        assert asked.args == [value]
    with qtbot.waitSignal(names.moved) as asked:
        qtbot.keyClick(names, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert asked.args == [[8, 7, 9]]
    names.setCurrentRow(0)
    with qtbot.assertNotEmitted(names.moved):
        qtbot.keyClick(names, Key.Key_Up, Qt.KeyboardModifier.AltModifier)


def test_f2_renames_in_place(names, qtbot):
    qtbot.keyClick(names, Key.Key_F2)
    editor = names.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Second")
    with qtbot.waitSignal(names.renamed) as asked:
        qtbot.keyClick(editor, Key.Key_Return)
    assert asked.args == [8, "Second"]


def test_dragging_tells_the_new_order(names, qtbot):
    with qtbot.waitSignal(names.moved) as asked:
        names.model().moveRow(QModelIndex(), 2, QModelIndex(), 0)
    assert asked.args == [[9, 7, 8]]


def test_the_menu_does_the_same_and_fixed_entries_only_open(names, qtbot):
    words = [action.text() for action in names.menu().actions()]
    assert words == ["&Open", "&Rename", "&Delete", "Move &up", "Move d&own"]
    with qtbot.waitSignal(names.moved) as asked:
        names.menu().actions()[4].trigger()
    assert asked.args == [[7, 9, 8]]
    names.fill([Named(7, "One")], fixed=True)
    names.setCurrentRow(0)
    assert [action.isEnabled() for action in names.menu().actions()] == [True, False, False, False, False]
    with qtbot.assertNotEmitted(names.delete_asked):
        qtbot.keyClick(names, Key.Key_Delete)


def test_the_cursor_stays_and_the_one_in_use_is_bold(names):
    names.fill([Named(9, "三"), Named(8, "Two")], bold=9)
    assert names.chosen == 8
    assert [names.item(place).font().bold() for place in (0, 1)] == [True, False]
