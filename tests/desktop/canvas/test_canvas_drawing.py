"""What the canvas draws, how often it looks at events for that, and what it says."""

import numpy as np
import pytest
from canvas_support import FIRST, a_day, titles, wheel
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from desktop.axis import TimeAxis
from desktop.canvas.data import OPEN_HI, OPEN_LO, CanvasData, ContextBand
from desktop.canvas.furniture import two_lines
from desktop.canvas.index import LaneIndex
from desktop.canvas.widget import TimelineCanvas
from desktop.theme import DARK, LIGHT


def test_gaps_can_be_left_out(canvas, events):
    canvas.set_index(LaneIndex(events([a_day(0, offset) for offset in (0, 100, 200, 300, 3000, 3100)])))
    canvas.axis.set_limits(FIRST - 100, FIRST + 3500)
    canvas.axis.show_all()
    before = canvas.grab().toImage()
    canvas.set_gaps_shown(shown=False)
    assert canvas.grab().toImage() != before


def test_labels_are_fetched_in_one_batch_and_then_kept(canvas):
    asked = []

    def counted(rows):
        asked.append(rows)
        return titles(rows)

    canvas.set_titles(counted)
    canvas.grab()
    assert len(asked) == 1
    assert sorted(asked[0]) == list(range(5))
    canvas.axis.zoom_at(FIRST + 200, 1.01)
    canvas.grab()
    assert len(asked) == 1
    canvas.set_index(LaneIndex(canvas.picture.index.data))
    canvas.grab()
    assert len(asked) == 2


def test_a_filter_takes_events_away_and_gives_them_back(canvas):
    canvas.set_index(canvas.picture.index.masked(np.array([True, False, True, True, True])))
    canvas.grab()
    assert canvas.counters.marks == 4
    canvas.set_index(canvas.picture.index.masked(None))
    canvas.grab()
    assert canvas.counters.marks == 5


def test_a_pan_draws_again_without_looking_at_events(canvas):
    canvas.axis.set_view(FIRST + 100, FIRST + 300)
    canvas.grab()
    canvas.axis.pan(3)
    canvas.grab()
    assert not canvas.counters.laid_out
    assert canvas.counters.visited == 0
    assert canvas.counters.marks > 0


def test_single_events_and_labels_are_drawn_among_very_many(qtbot, many):
    data = many(120_000, 30)
    axis = TimeAxis()
    canvas = TimelineCanvas(axis, titles)
    qtbot.addWidget(canvas)
    canvas.resize(1400, 800)
    canvas.set_index(LaneIndex(data))
    axis.set_limits(*canvas.picture.index.span())
    axis.set_view(732_500, 732_520)
    canvas.grab()
    while canvas.picture.waiting:  # a busy machine leaves labels to the next frame
        canvas.picture.forget()
        canvas.grab()
    assert canvas.counters.marks >= 30
    assert canvas.counters.labels >= 20
    assert canvas.counters.visited <= 2_400
    axis.show_all()
    canvas.grab()
    assert canvas.counters.columns > 1_000
    assert canvas.counters.visited <= 2_400


def test_an_error_while_painting_leaves_no_painter_behind(canvas, qtbot):
    def broken(rows):
        raise KeyError(rows[0])

    canvas.set_titles(broken)
    with qtbot.captureExceptions(), pytest.raises(KeyError):
        canvas.grab()
    assert not canvas.paintingActive()
    canvas.set_titles(titles)
    canvas.grab()
    assert canvas.counters.labels > 0


def test_nothing_to_show_says_what_to_do(canvas):
    canvas.set_index(LaneIndex(CanvasData()))
    canvas.set_empty_text("Nothing found", "Clear the filter to see all events.")
    before = canvas.grab().toImage()
    canvas.set_empty_text("", "")
    assert canvas.grab().toImage() != before


def test_contexts_are_painted_behind_and_named_above(canvas):
    before = canvas.grab().toImage()
    height = canvas.picture.plot_rect().height()
    canvas.set_contexts([
        ContextBand(FIRST + 50, FIRST + 90, FIRST + 40, FIRST + 100, "低谷", 0, "crisis"),
        ContextBand(FIRST + 250, FIRST + 250, FIRST + 250, FIRST + 250, "Election", 3, "election"),
    ])  # fmt: skip
    assert canvas.grab().toImage() != before
    assert canvas.picture.plot_rect().height() == height - 40


def test_an_open_context_reaches_the_edge_of_the_view(canvas):
    ground = canvas.grab().toImage()
    y = canvas.height() - 6
    canvas.set_contexts(
        [ContextBand(FIRST + 200, OPEN_HI, FIRST + 200, OPEN_HI, "In office", 1, "government")]
    )
    image = canvas.grab().toImage()
    assert image.pixelColor(canvas.width() - 3, y) != ground.pixelColor(canvas.width() - 3, y)
    left = canvas.picture.plot_rect().left() + 9
    assert image.pixelColor(left, y) == ground.pixelColor(left, y)
    canvas.set_contexts([ContextBand(OPEN_LO, OPEN_HI, OPEN_LO, OPEN_HI, "Always", 1, "other")])
    image = canvas.grab().toImage()
    assert image.pixelColor(left, y) != ground.pixelColor(left, y)


def test_many_lanes_scroll_by_bar_wheel_and_selection(qtbot, many):
    axis = TimeAxis()
    canvas = TimelineCanvas(axis, titles)
    qtbot.addWidget(canvas)
    canvas.resize(900, 400)
    data = many(2_000, 200)
    canvas.set_index(LaneIndex(data))
    axis.set_limits(*canvas.picture.index.span())
    axis.show_all()
    canvas.show()
    canvas.grab()
    wheel(canvas, QPoint(20, 200), -240)
    canvas.grab()
    assert canvas.picture.scroll == 120
    last = int(np.flatnonzero(data.lane == data.lane.max())[0])
    canvas.reveal(int(data.rows[last]))
    canvas.grab()
    assert int(data.lane[last]) in canvas.picture.frame().shown


def test_a_theme_can_be_set_and_printed(canvas):
    looks = []
    for theme in (LIGHT, DARK):
        canvas.set_theme(theme)
        looks.append(canvas.grab().toImage())
    assert looks[0] != looks[1]
    image = QImage(1000, 500, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    canvas.picture.paint(painter)
    painter.end()
    assert image.pixelColor(990, 490).name() == DARK.ground


def test_names_of_lanes_break_at_a_space_or_in_chinese_anywhere(qapp):
    metrics = QFontMetricsF(QFont())
    room = int(metrics.horizontalAdvance("China-Japan Ruling Party")) + 2
    assert two_lines("China-Japan Ruling Party Exchange", metrics, room, 2) == [
        "China-Japan Ruling Party",
        "Exchange",
    ]
    chinese = two_lines("中日执政党交流机制中日执政党交流机制", metrics, room // 2, 2)
    assert len(chinese) == 2
    assert all(metrics.horizontalAdvance(line) <= room // 2 for line in chinese)
    assert len(two_lines("one two three four five six seven", metrics, 60, 1)) == 1
