"""The overview strip: its handle is the view, and moving it moves the view."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from desktop.axis import TimeAxis
from desktop.canvas.overview import OverviewStrip

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def strip(qtbot):
    axis = TimeAxis()
    axis.set_limits(700_000, 710_000)
    axis.set_view(704_000, 706_000)
    strip = OverviewStrip(axis)
    qtbot.addWidget(strip)
    strip.resize(1000, 44)
    strip.set_days(np.sort(np.random.default_rng(1).integers(700_000, 710_000, 5_000)).astype(np.int32))
    strip.show()
    return strip


def drag(qtbot, strip, start, end):
    qtbot.mousePress(strip, LEFT, pos=QPoint(start, 10))
    qtbot.mouseMove(strip, QPoint(end, 10))
    qtbot.mouseRelease(strip, LEFT, pos=QPoint(end, 10))


def test_the_handle_is_the_view(strip):
    assert (strip.handle().left(), strip.handle().right()) == (400, 600)


def test_dragging_the_handle_pans(strip, qtbot):
    drag(qtbot, strip, 500, 550)
    assert (strip.axis.first, strip.axis.last) == (704_500, 706_500)


@pytest.mark.parametrize(
    ("edge", "to", "view"), [(400, 300, (703_000, 706_000)), (600, 900, (704_000, 709_000))]
)
def test_dragging_an_edge_resizes(strip, qtbot, edge, to, view):
    drag(qtbot, strip, edge, to)
    assert (strip.axis.first, strip.axis.last) == pytest.approx(view)


def test_a_click_beside_it_centres_the_view_there(strip, qtbot):
    qtbot.mouseClick(strip, LEFT, pos=QPoint(800, 10))
    assert (strip.axis.first, strip.axis.last) == (707_000, 709_000)


def test_double_click_and_keys(strip, qtbot):
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.axis.first == 704_500
    qtbot.mouseDClick(strip, LEFT, pos=QPoint(500, 10))
    assert (strip.axis.first, strip.axis.last) == (700_000, 710_000)


def test_shows_where_much_stands(strip):
    full = strip.grab().toImage()
    strip.set_days(np.zeros(0, np.int32))
    assert strip.grab().toImage() != full
