"""What is said under a field goes when the text is again what is stored."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from db.dates import parse
from desktop.widgets.date_field import DateField
from desktop.widgets.line_field import LineField
from desktop.widgets.name_field import NameField
from desktop.widgets.notice import FieldBox
from desktop.widgets.text_field import TextField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen


def boxed(qtbot: QtBot, kind: str) -> tuple[FieldBox, QLineEdit | QPlainTextEdit]:
    """Return a field that shows 2004, in its box, and what one types into."""
    field: LineField | TextField | NameField | DateField
    if kind == "date":
        field = DateField()
        field.show_value(parse("2004"))
    elif kind == "name":
        field = NameField(lambda _: [])
        field.show_value(1, "2004")
    else:
        field = LineField() if kind == "line" else TextField()
        field.show_value("2004")
    box = FieldBox(field)
    qtbot.addWidget(box)
    box.show()
    line = field.line if isinstance(field, DateField) else field
    line.setFocus()
    return box, line


@pytest.mark.parametrize("kind", ["line", "text", "name", "date"])
def test_it_goes_when_the_stored_text_is_typed_again(qtbot: QtBot, kind: str) -> None:
    box, line = boxed(qtbot, kind)
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClicks(line, "-05")
    box.notice.say("No.")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert box.notice.text == "No."
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert not box.notice.text


@pytest.mark.parametrize("kind", ["line", "text", "name", "date"])
def test_it_goes_with_escape(qtbot: QtBot, kind: str) -> None:
    box, line = boxed(qtbot, kind)
    qtbot.keyClick(line, Qt.Key.Key_End)
    qtbot.keyClicks(line, "-05")
    box.notice.say("No.")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not box.notice.text


def test_it_stays_under_a_field_in_which_nothing_was_typed(qtbot: QtBot) -> None:
    box, line = boxed(qtbot, "line")
    box.notice.say("Choose something first.")
    qtbot.keyClick(line, Qt.Key.Key_End)
    assert box.notice.text
