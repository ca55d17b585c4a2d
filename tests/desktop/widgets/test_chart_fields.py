"""Fields of a chart's options: numbers between limits, lines with offers, a choice of several."""

from PySide6.QtCore import Qt

from desktop.widgets.many_field import ManyField
from desktop.widgets.number_field import NumberField
from desktop.widgets.offered_line import OfferedLine

Key = Qt.Key


def test_a_number_is_sent_once_and_stays_between_its_limits(qtbot):
    field = NumberField(1, 100)
    qtbot.addWidget(field)
    field.show()
    sent = []
    field.committed.connect(sent.append)
    field.show_value(8)
    assert sent == []
    field.selectAll()
    qtbot.keyClicks(field, "12")
    assert sent == []  # not while one types
    qtbot.keyClick(field, Key.Key_Return)
    qtbot.keyClick(field, Key.Key_Up)
    assert sent == [12, 13]
    field.selectAll()
    qtbot.keyClicks(field, "7")
    field.commit()
    assert sent == [12, 13, 7]


def test_a_line_offers_what_holds_the_letters_and_takes_anything(qtbot):
    line = OfferedLine(("month", "3 months", "year"))
    qtbot.addWidget(line)
    line.show()
    line.activateWindow()
    line.setFocus()
    sent = []
    line.committed.connect(sent.append)
    qtbot.keyClicks(line, "onth")
    popup = line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert line.completer().completionCount() == 2
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(sent))
    line.show_value("month")
    qtbot.keyClick(line, Key.Key_Down)
    assert line.completer().completionCount() == 3
    qtbot.keyClick(popup, Key.Key_Escape)
    line.selectAll()
    qtbot.keyClicks(line, "7 days")
    popup.hide()
    qtbot.keyClick(line, Key.Key_Return)
    assert sent == ["month", "7 days"]


def test_several_are_chosen_in_the_order_offered_and_none_means_all(qtbot):
    field = ManyField("all")
    qtbot.addWidget(field)
    sent = []
    field.committed.connect(sent.append)
    field.offer(["A & B", "C"])
    assert field.text() == "all"
    for place in (1, 0):
        field.menu().aboutToShow.emit()
        field.menu().actions()[place].trigger()
    assert sent == [("C",), ("A & B", "C")]
    assert field.text() == "A && B, C"
    field.show_value(("gone",))
    field.offer([])
    assert field.isEnabled()
    assert field.value == ("gone",)
    field.show_value(())
    field.offer([])
    assert not field.isEnabled()
