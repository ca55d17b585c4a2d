"""The list of sentences: as high as they are, copied and opened by keyboard."""

from PySide6.QtCore import Qt

from desktop.widgets.records import Record
from desktop.widgets.sentences import Sentences

LONG = "Between session 4 and session 5 lay a silence of more than six years, which is longer than one year. "


def shown(qtbot):
    made = Sentences()
    qtbot.addWidget(made)
    made.resize(300, 100)
    made.show()
    made.fill([Record("Short <b>one</b>", "possibly", "?", "doubt"), Record(LONG * 2, "", "⚑")])
    return made


def test_it_is_as_high_as_its_sentences_at_any_width(qtbot):
    made = shown(qtbot)
    narrow = made.height()
    made.resize(900, made.height())
    assert made.height() < narrow
    made.fill([])
    assert made.isHidden()


def test_sentences_are_text_and_are_told_with_their_sign(qtbot):
    made = shown(qtbot)
    item = made.item(0)
    assert item.text() == "?  Short <b>one</b> · possibly"
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "doubt, Short <b>one</b> · possibly"


def test_a_sentence_is_copied_and_opened_by_keyboard_and_mouse(qtbot, qapp):
    made = shown(qtbot)
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Return)  # none is chosen: nothing happens
    qtbot.keyClick(made, Qt.Key.Key_Down)
    made.setCurrentRow(1)
    with qtbot.waitSignal(made.opened) as asked:
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert asked.args == [1]
    qtbot.keyClick(made, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text().startswith("⚑  Between session 4")
    with qtbot.waitSignal(made.opened) as asked:
        spot = made.visualItemRect(made.item(0)).center()
        qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseDClick(made.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked.args == [0]
