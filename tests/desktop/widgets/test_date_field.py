"""The date field: what it shows, sends and refuses."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.dates import UncertainDate, from_edtf, parse
from desktop.widgets.date_field import DateField
from desktop.widgets.date_help import EXAMPLES, DateHelp

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    """A shown date field."""
    made = DateField()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.line.setFocus()
    return made


def test_it_shows_what_it_understands_while_one_types(qtbot: QtBot, field: DateField) -> None:
    qtbot.keyClicks(field.line, "late February 2009")
    assert "21–28 February 2009" in field.understood.text()
    assert field.edtf.text() == "EDTF [2009-02-21..2009-02-28]"
    assert not field.notice.text


@pytest.mark.parametrize(
    ("text", "edtf"), [("2004年3月", "2004-03"), ("平成16年3月", "2004-03"), ("2006. 10. 16", "2006-10-16")]
)
def test_enter_sends_the_date_in_any_script(qtbot: QtBot, field: DateField, text: str, edtf: str) -> None:
    field.line.setText(text)
    with qtbot.waitSignal(field.committed) as sent:
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert sent.args is not None
    date = sent.args[0]
    assert isinstance(date, UncertainDate)
    assert (date.edtf, date.text) == (edtf, text)


def test_a_wrong_date_is_told_with_its_place_and_not_sent(qtbot: QtBot, field: DateField) -> None:
    with qtbot.assertNotEmitted(field.committed):
        qtbot.keyClicks(field.line, "2004-13")
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert "month" in field.notice.text
    assert field.line.wrong is not None
    assert field.line.selectedText()
    assert field.line.text() == "2004-13"
    field.grab()  # draws the underline


def test_escape_brings_back_the_stored_date(qtbot: QtBot, field: DateField) -> None:
    field.show_value(parse("March 2004"))
    qtbot.keyClicks(field.line, "x")
    assert field.notice.text
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    assert field.line.text() == "March 2004"
    assert not field.notice.text
    assert "March 2004" in field.understood.text()


def test_an_emptied_field_means_that_nothing_is_known(qtbot: QtBot, field: DateField) -> None:
    field.show_value(parse("2004"))
    field.line.clear()
    with qtbot.waitSignal(field.committed) as sent:
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert sent.args == [None]


def test_an_order_of_day_and_month_is_asked(qtbot: QtBot, field: DateField) -> None:
    qtbot.keyClicks(field.line, "10/11/2006")
    buttons = [button for button in field._readings if button.isVisible()]
    assert [("October" in b.text(), "November" in b.text()) for b in buttons] == [
        (False, True),
        (True, False),
    ]
    with qtbot.waitSignal(field.committed) as sent:
        qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert sent.args is not None
    assert sent.args[0].edtf == "2006-10-11"


def test_the_words_of_a_source_stay_visible_where_they_say_something_else(field: DateField) -> None:
    field.show_value(from_edtf("2009-02-23", "last Monday"))
    assert field.line.text() == "2009-02-23"
    assert "“last Monday”" in field.edtf.text()


def test_a_value_from_elsewhere_leaves_half_typed_text_alone(qtbot: QtBot, field: DateField) -> None:
    field.show_value(parse("2004"))
    field.line.setText("2005-0")
    field.show_value(parse("2006"))
    assert field.line.text() == "2005-0"
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    assert field.line.text() == "2006"


def test_the_help_reads_all_its_examples(qtbot: QtBot, field: DateField) -> None:
    for text in EXAMPLES:
        parse(text)
    qtbot.mouseClick(field.help, Qt.MouseButton.LeftButton)
    dialog = field.findChild(DateHelp)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
