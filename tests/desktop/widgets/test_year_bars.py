"""Bars of contacts per year: over the whole width, on one axis with a strip, by keyboard and mouse."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from desktop.widgets.strip import Band, TimeStrip
from desktop.widgets.year_bars import YearBar, YearBars

BARS = [YearBar(2004, 1, 1.5, 2), YearBar(2005, 0, 0, 0), YearBar(2006, 4, 4, 4)]


def shown(qtbot, bars=BARS):
    made = YearBars()
    qtbot.addWidget(made)
    made.show_bars(bars)
    made.resize(616, made.sizeHint().height())
    made.show()
    return made


def test_the_years_share_the_whole_width(qtbot):
    bars = shown(qtbot)
    assert [bars.bar_at(x) for x in (4, 10, 207, 209, 409, 607, 612)] == [-1, 0, 0, 1, 2, 2, -1]


def test_years_are_opened_by_keyboard_and_mouse(qtbot):
    bars = shown(qtbot)
    bars.setFocus()
    for _ in range(5):
        qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert bars.accessibleDescription() == "2006: 4"
    with qtbot.waitSignal(bars.opened) as asked:
        qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert asked.args == [2]
    with qtbot.waitSignal(bars.opened) as asked:
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(100, 40))
    assert asked.args == [0]
    assert bars.accessibleDescription() == "2004: 1.5 expected, 1 certain, 2 possible"
    bars.show_bars([])
    assert bars.isHidden()


def test_a_year_draws_what_is_possible_paler_than_what_is_expected(qtbot):
    bars = shown(qtbot)
    image = QImage(bars.size(), QImage.Format.Format_RGB32)
    bars.render(image)
    ground, half = image.pixelColor(310, 50), image.pixelColor(108, 54)
    possible, full = image.pixelColor(108, 38), image.pixelColor(508, 40)
    assert ground not in [half, possible, full]
    assert half == full != possible


def test_a_strip_with_a_span_stands_on_the_same_axis(qtbot):
    bars, strip = shown(qtbot), TimeStrip()
    qtbot.addWidget(strip)
    first, last = date(2004, 1, 1).toordinal(), date(2007, 1, 1).toordinal()
    labelled = TimeStrip()
    qtbot.addWidget(labelled)
    bands = [Band(date(1990, 1, 1).toordinal(), date(2004, 12, 31).toordinal(), "opposition")]
    labelled.show_content(bands=bands)
    strip.show_content(bands=bands, span=(first, last))
    strip.resize(bars.width(), strip.sizeHint().height())
    assert strip.sizeHint().height() < labelled.sizeHint().height()  # the bars say the years
    for year, place in ((2004, 8), (2005, 208), (2006, 408), (2007, 608)):
        assert abs(strip.x_of(date(year, 1, 1).toordinal()) - place) < 1
    assert strip._band_box(bands[0]).left() == 8  # it began before the axis does
