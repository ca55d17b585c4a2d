"""The name field: suggestions, choosing, creating, reverting."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.widgets.name_field import NameField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen


@dataclass(frozen=True)
class One:
    """A record that can be suggested."""

    id: int
    name: str
    alias: str = ""
    detail: str = ""


BIG = 2**62 + 7
KNOWN = [
    One(BIG, "Liberal Democratic Party", "自民党", "Japan"),
    One(2, "Liberal Party"),
    One(3, "<b>Bold</b> Party"),
]


def lookup(typed: str) -> list[One]:
    """Return the records one of whose names begins with or has what was typed."""
    folded = typed.casefold()
    return [one for one in KNOWN if folded in one.name.casefold() or folded in one.alias]


@pytest.fixture
def field(qtbot: QtBot) -> NameField:
    """A shown name field that can create parties."""
    made = NameField(lookup, {"actor": "Create “{name}”"})
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    made.show_value(2, "Liberal Party")
    return made


def entries(field: NameField) -> list[str]:
    """Return the names in the list of suggestions."""
    model = field.popup.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_suggestions_come_after_a_rest_and_enter_chooses(qtbot: QtBot, field: NameField) -> None:
    field.selectAll()
    field.insert("自民")
    qtbot.waitUntil(field.popup.isVisible)
    assert entries(field) == ["Liberal Democratic Party", "Create “自民”"]
    with qtbot.waitSignal(field.chosen) as sent:
        qtbot.keyClick(field.popup, Qt.Key.Key_Return)
    assert sent.args == [BIG]


def test_down_opens_the_list_and_the_last_entry_creates(qtbot: QtBot, field: NameField) -> None:
    field.setText("Liberal")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert entries(field) == ["Liberal Democratic Party", "Liberal Party", "Create “Liberal”"]
    qtbot.keyClick(field.popup, Qt.Key.Key_Down)
    qtbot.keyClick(field.popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.create_requested) as sent:
        qtbot.keyClick(field.popup, Qt.Key.Key_Return)
    assert sent.args == ["Liberal", "actor"]


def test_the_mouse_chooses_too(qtbot: QtBot, field: NameField) -> None:
    field.setText("Liberal")
    field.suggest()
    popup = field.popup
    place = popup.visualRect(popup.model().index(1, 0)).center()
    with qtbot.waitSignal(field.chosen) as sent:
        qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert sent.args == [2]


def test_a_name_that_is_there_needs_no_new_record(field: NameField) -> None:
    field.setText("liberal party")
    field.suggest()
    assert entries(field) == ["Liberal Party"]


def test_escape_closes_the_list_then_reverts(qtbot: QtBot, field: NameField) -> None:
    field.setText("Lib")
    field.suggest()
    qtbot.keyClick(field.popup, Qt.Key.Key_Escape)
    assert not field.popup.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "Liberal Party"


def test_a_field_left_with_an_unknown_name_says_so_and_keeps_it(qtbot: QtBot, field: NameField) -> None:
    field.setText("Nobody")
    with qtbot.waitSignal(field.unknown):
        field.clearFocus()
    assert field.text() == "Nobody"


def test_a_field_left_empty_sends_none_and_a_whole_alias_its_record(qtbot: QtBot, field: NameField) -> None:
    field.clear()
    with qtbot.waitSignal(field.chosen) as sent:
        field.commit()
    assert sent.args == [None]
    field.setText("自民党")
    with qtbot.waitSignal(field.chosen) as sent:
        field.commit()
    assert sent.args == [BIG]


def test_names_are_no_markup(field: NameField) -> None:
    field.setText("bold")
    field.suggest()
    assert entries(field)[0] == "<b>Bold</b> Party"
    field.popup.grab()


def test_read_only_opens_no_list(qtbot: QtBot, field: NameField) -> None:
    field.setReadOnly(True)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert not field.popup.isVisible()
    field.selectAll()
    field.copy()
    assert QApplication.clipboard().text() == "Liberal Party"
