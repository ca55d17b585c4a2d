"""Lines, texts, choices, numbers, chips, marks, lists and sections."""

from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.address import OpenAddress, can_open
from desktop.widgets.chips import ChipsField
from desktop.widgets.choice_field import SEVERAL, Choice, ChoiceField
from desktop.widgets.flow import FlowLayout
from desktop.widgets.line_field import LineField
from desktop.widgets.marks import MarkButton
from desktop.widgets.notice import Notice
from desktop.widgets.optional_spin import OptionalSpin
from desktop.widgets.records import Record, RecordList
from desktop.widgets.section import Section
from desktop.widgets.text_field import TextField
from desktop.widgets.tones import Tone

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen

W = TypeVar("W", bound=QWidget)


def shown(qtbot: QtBot, widget: W) -> W:
    """Show a widget with the focus in it."""
    qtbot.addWidget(widget)
    widget.resize(240, 120)
    widget.show()
    qtbot.waitExposed(widget)
    widget.setFocus()
    return widget


@pytest.mark.parametrize("made", [LineField, TextField])
def test_text_is_sent_once_finished(qtbot: QtBot, made: type[LineField] | type[TextField]) -> None:
    field = shown(qtbot, made())
    field.show_value("a")
    sent: list[str] = []
    field.committed.connect(sent.append)
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClicks(field, "b")
    assert sent == []
    field.clearFocus()
    field.clearFocus()
    field.commit(again=False)
    assert sent == ["ab"], "what was refused once is not sent again by leaving the field"
    field.commit()
    assert sent == ["ab", "ab"]
    field.discard()
    assert field.text() == "a"


def test_an_answer_replaces_what_was_sent(qtbot: QtBot) -> None:
    field = shown(qtbot, LineField())
    field.committed.connect(lambda text: field.show_value(text.strip()))  # as a form does
    qtbot.keyClicks(field, " b ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "b"
    assert not field.edited


def test_undo_is_the_windows_while_nothing_is_typed(qtbot: QtBot) -> None:
    window = QMainWindow()
    field = LineField(window)
    window.setCentralWidget(field)
    asked: list[int] = []
    action = window.addAction("Undo")
    action.setShortcut(QKeySequence.StandardKey.Undo)
    action.triggered.connect(lambda: asked.append(1))
    shown(qtbot, window)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), asked) == ("", [])
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == [1]


def test_a_paragraph_takes_no_line_breaks_and_grows(qtbot: QtBot) -> None:
    field = shown(qtbot, TextField(paragraph=True))
    low = field.height()
    pasted = QMimeData()
    pasted.setHtml("<b>one</b>")
    pasted.setText("one\ntwo " + "three " * 30)
    field.insertFromMimeData(pasted)
    assert field.text().startswith("one two three")
    assert field.height() > low
    with qtbot.waitSignals([field.committed, field.entered]):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_choice_is_sent_and_several_values_are_said(qtbot: QtBot) -> None:
    field = shown(qtbot, ChoiceField([Choice(None, "–"), Choice(2**62, "<i>meeting</i>", "<b>what</b>")]))
    field.show_value(None)
    with qtbot.waitSignal(field.committed) as sent:
        qtbot.keyClick(field.combo, Qt.Key.Key_Down)
        view = field.combo.view()
        qtbot.keyClick(view, Qt.Key.Key_Down)
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert sent.args == [2**62]
    field.show_value(SEVERAL)
    assert field.words == ""
    assert field.combo.placeholderText() == "several values"
    field.show_value(2**62)
    field.set_read_only(True)
    assert not field.combo.isVisible()
    assert field.words == "<i>meeting</i>"


def test_a_number_may_be_missing(qtbot: QtBot) -> None:
    spin = shown(qtbot, OptionalSpin())
    spin.show_value(3)
    sent: list[object] = []
    spin.committed.connect(sent.append)
    spin.selectAll()
    qtbot.keyClick(spin, Qt.Key.Key_Delete)
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert sent == [None]
    spin.show_value(None)
    assert spin.text() == ""
    qtbot.keyClicks(spin, "12")
    qtbot.keyClick(spin, Qt.Key.Key_Escape)
    assert spin.number is None


def test_chips_are_added_and_removed_with_the_keyboard(qtbot: QtBot) -> None:
    field = shown(qtbot, ChipsField(lambda _: [], "Create “{name}”"))
    field.show_value({1: "one & two", 2: "<b>three</b>"})
    field.adder.setFocus()
    qtbot.keyClick(field.adder, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(field.removed) as sent:
        qtbot.keyClick(field.chips[-1], Qt.Key.Key_Delete)
    assert sent.args == [2]
    with qtbot.waitSignal(field.removed) as sent:
        qtbot.mouseClick(field.chips[0], Qt.MouseButton.LeftButton)
    assert sent.args == [1]
    qtbot.keyClicks(field.adder, "new")
    qtbot.keyClick(field.adder, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.create_requested) as sent:
        qtbot.keyClick(field.adder.popup, Qt.Key.Key_Return)
    assert sent.args == ["new"]
    assert field.adder.text() == ""
    field.grab()


def test_read_only_chips_stay(qtbot: QtBot) -> None:
    field = shown(qtbot, ChipsField(lambda _: []))
    field.show_value({1: "one"})
    field.set_read_only(True)
    assert not field.adder.isVisible()
    with qtbot.assertNotEmitted(field.removed):
        qtbot.mouseClick(field.chips[0], Qt.MouseButton.LeftButton)


def test_a_mark_has_words_for_each_level(qtbot: QtBot) -> None:
    mark = shown(qtbot, MarkButton("Date"))
    sent: list[object] = []
    mark.committed.connect(sent.append)
    words = set()
    for level in (0, 1, 2, SEVERAL):
        mark.show_value(level)
        words.add(mark.accessibleName())
        qtbot.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert len(words) == 4
    assert sent == [1, 2, 0, 2]
    qtbot.keyClick(mark, Qt.Key.Key_1)
    assert sent[-1] == 1


def test_a_list_asks_to_move_remove_and_open(qtbot: QtBot) -> None:
    records = shown(qtbot, RecordList(movable=True))
    records.fill([Record("a", "x\ny", "●", "focal"), Record("<b>b</b>"), Record("c")], 0)
    with qtbot.waitSignal(records.moved) as sent:
        qtbot.keyClick(records, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert sent.args == [0, 1]
    with qtbot.waitSignal(records.removed) as sent:
        qtbot.keyClick(records, Qt.Key.Key_Delete)
    assert sent.args == [0]
    with qtbot.waitSignal(records.opened) as sent:
        qtbot.keyClick(records, Qt.Key.Key_Return)
    records.copy()
    assert QApplication.clipboard().text() == "a\nx\ny"
    with qtbot.waitSignal(records.moved) as sent:  # as a drop does it
        records.model().moveRow(records.rootIndex(), 2, records.rootIndex(), 0)
    assert sent.args == [2, 0]
    records.grab()


def test_a_section_remembers_whether_it_is_open(qtbot: QtBot) -> None:
    section = shown(qtbot, Section("Part", "inspector/part"))
    assert section.is_open
    qtbot.mouseClick(section.button, Qt.MouseButton.LeftButton)
    assert not section.body.isVisible()
    again = shown(qtbot, Section("Part", "inspector/part"))
    assert not again.is_open
    QSettings().remove("inspector/part")


def test_a_notice_shows_markup_as_text(qtbot: QtBot) -> None:
    notice = shown(qtbot, Notice())
    notice.say("<b>not bold</b>", Tone.WARNING)
    assert notice.text == "<b>not bold</b>"
    assert notice.isVisible()
    notice.clear()
    assert not notice.isVisible()


def test_a_flow_breaks_lines(qtbot: QtBot) -> None:
    whole = QWidget()
    flow = FlowLayout(whole)
    for _ in range(3):
        child = QWidget()
        child.setFixedSize(100, 20)
        flow.addWidget(child)
    shown(qtbot, whole)
    assert flow.heightForWidth(320) == 20
    assert flow.heightForWidth(220) == 44
    assert flow.itemAt(1).widget().pos() == QPoint(104, 0)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("address", "fine"),
    [("https://a.example/x", True), ("http://a.example", True), ("file:///etc/passwd", False), ("javascript:1", False),
     ("https://", False), ("https://[", False), ("", False)],
)  # fmt: skip
def test_only_web_addresses_open(address: str, fine: bool) -> None:
    assert can_open(address) == fine


def test_an_address_is_shown_whole_before_it_opens(qtbot: QtBot) -> None:
    dialog = OpenAddress("https://bücher.example/<b>x</b>")
    dialog.show()
    qtbot.mouseClick(dialog.copier, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "https://bücher.example/<b>x</b>"
    dialog.reject()
