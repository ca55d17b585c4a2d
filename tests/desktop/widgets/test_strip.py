"""The strip of time: what it is pointed at, keys, and that it draws marks where their days are."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.widgets.strip import Band, Gap, Mark, TimeStrip


def shown(qtbot: QtBot) -> TimeStrip:
    strip = TimeStrip()
    qtbot.addWidget(strip)
    strip.show_content(
        bands=[Band(730000, 731000, "in office", 1), Band(731001, None, "opposition", 2)],
        marks=[Mark(731500, 731527, "2", "second", 22), Mark(730500, 730500, "1", "first", 11)],
        gaps=[Gap(730500, 731500, "2 years 9 months", long=True)],
    )
    strip.resize(800, strip.sizeHint().height())
    strip.show()
    return strip


def test_marks_stand_in_order_of_time_where_their_days_are(qtbot):
    strip = shown(qtbot)
    assert [mark.words for mark in strip.marks] == ["1", "2"]
    middle = strip.height() - 18 - 16 - 8
    assert strip.mark_at(QPointF(strip.x_of(730500.5), middle)) == 0
    assert strip.mark_at(QPointF(strip.x_of(731514), middle)) == 1
    assert strip.mark_at(QPointF(strip.x_of(731000), middle)) == -1


def test_arrows_go_from_mark_to_mark_and_enter_opens(qtbot):
    strip = shown(qtbot)
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.accessibleDescription() == "second"
    with qtbot.waitSignal(strip.opened) as asked:
        qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert asked.args == [22]
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    with qtbot.waitSignal(strip.opened) as asked:
        place = QPointF(strip.x_of(730500.5), strip.height() - 18 - 16 - 8)
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert asked.args == [11]


def test_an_uncertain_mark_is_drawn_over_all_its_days(qtbot):
    strip = TimeStrip()
    qtbot.addWidget(strip)
    strip.show_content(marks=[Mark(730000, 730600), Mark(732000, 732000)])
    strip.resize(600, strip.sizeHint().height())
    image = QImage(strip.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    strip.render(image)
    row = round(strip.height() - 18 - 8)
    ground = image.pixel(round(strip.x_of(731300)), row)
    inside = {image.pixel(round(strip.x_of(day)), row) for day in (730040, 730300, 730560)}
    assert ground not in inside
    assert len(inside) == 1


def test_without_content_it_takes_no_room(qtbot):
    strip = TimeStrip()
    qtbot.addWidget(strip)
    strip.show_content()
    assert strip.isHidden()
