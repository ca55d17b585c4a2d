"""The canvas through mouse, wheel and keyboard, as a user would."""

from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication

from desktop.axis import TimeAxis
from desktop.canvas.data import OPEN_HI, OPEN_LO, CanvasData, Card, ContextBand
from desktop.canvas.furniture import two_lines
from desktop.canvas.widget import TimelineCanvas, date_words
from desktop.theme import DARK, LIGHT

FIRST = date(2006, 1, 1).toordinal()
LEFT, CTRL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def a_day(lane, offset):
    return (lane, *[FIRST + offset] * 4)


def titles(rows):
    return [f"第{row}回 session <b>{row}</b>" for row in rows]


@pytest.fixture
def canvas(qtbot, events):
    axis = TimeAxis()
    canvas = TimelineCanvas(axis, titles, lambda row: Card(f"<b>{row}</b>", "16 Oct 2006", "LDP", ""))
    qtbot.addWidget(canvas)
    canvas.resize(1000, 500)
    data = events([a_day(0, 100), a_day(0, 200), a_day(1, 210), (1, FIRST + 300, FIRST + 329, FIRST + 300, FIRST + 329),
                   a_day(0, 300)], 3)  # fmt: skip
    canvas.set_data(data)
    axis.set_limits(FIRST, FIRST + 400)
    axis.show_all()
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.grab()
    return canvas


def where(canvas, placement):
    """The middle of a placement's mark, in the widget."""
    layout = canvas.picture._ink.layout
    entry = int(np.flatnonzero(layout.position == placement)[0])
    plot = canvas.picture.plot_rect()
    x = (layout.x0[entry] + layout.x1[entry]) / 2 + layout.base - canvas.picture.view.origin + plot.left()
    return QPoint(round(x), round(layout.y[entry]) + plot.top() - canvas.picture.scroll)


def drag(qtbot, canvas, start, end, modifier=Qt.KeyboardModifier.NoModifier, *, release=True):
    qtbot.mousePress(canvas, LEFT, modifier, start)
    qtbot.mouseMove(canvas, QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2))
    qtbot.mouseMove(canvas, end)
    if release:
        qtbot.mouseRelease(canvas, LEFT, modifier, end)


def wheel(canvas, point, delta, modifier=Qt.KeyboardModifier.NoModifier):
    event = QWheelEvent(QPointF(point), QPointF(canvas.mapToGlobal(point)), QPoint(), QPoint(0, delta),
                        Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(canvas, event)


def empty_ground(canvas):
    plot = canvas.picture.plot_rect()
    return QPoint(plot.left() + 20, plot.bottom() - 10)


def test_finds_each_mark_at_its_place_and_nothing_elsewhere(canvas):
    for placement in range(5):
        assert canvas.row_at(where(canvas, placement)) == placement
    assert canvas.row_at(empty_ground(canvas)) == -1
    assert canvas.row_at(QPoint(5, 5)) == -1


def test_a_label_is_part_of_its_event(canvas):
    assert canvas.row_at(where(canvas, 0) + QPoint(30, 0)) == 0


def test_wheel_zooms_at_the_day_under_the_cursor(canvas):
    point = QPoint(640, 200)
    day, span = canvas.day_at(point.x()), canvas.axis.span
    wheel(canvas, point, 120)
    assert canvas.axis.span < span
    assert canvas.day_at(point.x()) == pytest.approx(day)


@pytest.mark.parametrize("modifier", [CTRL, SHIFT])
def test_wheel_with_a_modifier_pans(canvas, modifier):
    canvas.axis.set_view(FIRST + 100, FIRST + 200)
    wheel(canvas, QPoint(600, 200), -120, modifier)
    assert canvas.axis.span == pytest.approx(100)
    assert canvas.axis.first > FIRST + 100


def test_dragging_the_ground_pans_and_selects_nothing(canvas, qtbot):
    canvas.axis.set_view(FIRST + 100, FIRST + 200)
    start = empty_ground(canvas)
    day = canvas.day_at(start.x() + 80)
    with qtbot.assertNotEmitted(canvas.selection_changed):
        drag(qtbot, canvas, start + QPoint(80, 0), start + QPoint(280, 0))
    assert canvas.day_at(start.x() + 280) == pytest.approx(day, abs=0.2)


def test_click_selects_and_ctrl_click_adds_and_takes_away(canvas, qtbot):
    with qtbot.waitSignal(canvas.selection_changed) as told:
        qtbot.mouseClick(canvas, LEFT, pos=where(canvas, 1))
    assert told.args == [[1]]
    qtbot.mouseClick(canvas, LEFT, CTRL, where(canvas, 2))
    assert canvas.selection == [1, 2]
    qtbot.mouseClick(canvas, LEFT, CTRL, where(canvas, 1))
    assert canvas.selection == [2]
    qtbot.mouseClick(canvas, LEFT, pos=empty_ground(canvas))
    assert canvas.selection == []


def test_shift_drag_selects_all_it_touches(canvas, qtbot):
    drag(qtbot, canvas, where(canvas, 1) - QPoint(30, 15), where(canvas, 2) + QPoint(5, 5), SHIFT)
    assert canvas.selection == [1, 2]
    drag(qtbot, canvas, where(canvas, 0) - QPoint(10, 10), where(canvas, 0) + QPoint(5, 5), SHIFT)
    assert canvas.selection == [0, 1, 2]


def test_selecting_from_outside_says_nothing(canvas, qtbot):
    with qtbot.assertNotEmitted(canvas.selection_changed):
        canvas.set_selection([3])
    assert canvas.selection == [3]


def test_dragging_a_day_asks_once_for_the_move(canvas, qtbot):
    moves = []
    canvas.move_requested.connect(lambda row, days: moves.append((row, days)))
    start = where(canvas, 1)
    per_day = canvas.picture.plot_rect().width() / canvas.axis.span
    first = canvas.axis.first
    drag(qtbot, canvas, start, start + QPoint(round(per_day * 20), 3))
    assert moves == [(1, 20)]
    assert canvas.axis.first == first


def test_a_drag_previews_the_new_date(canvas, qtbot):
    start = where(canvas, 0)
    per_day = canvas.picture.plot_rect().width() / canvas.axis.span
    drag(qtbot, canvas, start, start + QPoint(round(per_day * 10), 0), release=False)
    assert canvas.picture.overlay.moved_text == date_words(FIRST + 110) == "21 Apr 2006"
    canvas.grab()


def test_escape_cancels_a_drag(canvas, qtbot):
    start = where(canvas, 1)
    with qtbot.assertNotEmitted(canvas.move_requested):
        drag(qtbot, canvas, start, start + QPoint(90, 0), release=False)
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
        qtbot.mouseRelease(canvas, LEFT, pos=start + QPoint(90, 0))
    assert canvas.picture.overlay.moving is None


def test_escape_puts_a_pan_back(canvas, qtbot):
    canvas.axis.set_view(FIRST + 100, FIRST + 200)
    first = canvas.axis.first
    drag(qtbot, canvas, empty_ground(canvas), empty_ground(canvas) + QPoint(150, 0), release=False)
    assert canvas.axis.first != first
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.axis.first == pytest.approx(first)


def test_what_is_not_known_to_the_day_is_not_moved(canvas, qtbot):
    with qtbot.assertNotEmitted(canvas.move_requested):
        drag(qtbot, canvas, where(canvas, 3), where(canvas, 3) + QPoint(60, 0))


def test_an_event_stays_within_the_calendar(canvas, qtbot, events):
    canvas.set_data(events([(0, 3, 3, 3, 3)]))
    canvas.axis.set_limits(1, 500)
    canvas.axis.show_all()
    canvas.grab()
    with qtbot.waitSignal(canvas.move_requested) as told:
        drag(qtbot, canvas, where(canvas, 0), where(canvas, 0) - QPoint(200, 0))
    assert told.args == [0, -2]


def test_double_click_and_enter_ask_to_edit(canvas, qtbot):
    with qtbot.waitSignal(canvas.edit_requested) as told:
        qtbot.mouseDClick(canvas, LEFT, pos=where(canvas, 2))
    assert told.args == [2]
    qtbot.mouseClick(canvas, LEFT, pos=where(canvas, 0))
    with qtbot.waitSignal(canvas.edit_requested) as told:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert told.args == [0]


def test_keys_walk_along_a_lane_and_across_lanes(canvas, qtbot):
    walked = []
    canvas.selection_changed.connect(walked.extend)
    qtbot.mouseClick(canvas, LEFT, pos=where(canvas, 0))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(canvas, key)
    lane0 = [i for i in range(5) if canvas.picture.index.data.lane[i] == 0]
    assert walked == [lane0[0], lane0[1], lane0[2], lane0[1], 2, lane0[1]]


def test_the_first_arrow_key_finds_an_event_and_brings_it_into_view(canvas, qtbot):
    canvas.axis.set_view(FIRST + 340, FIRST + 390)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert len(canvas.selection) == 1
    day = canvas.picture.index.first_day(canvas.current)
    assert canvas.axis.first <= day < canvas.axis.last
    assert canvas.accessibleDescription().startswith("<b>")


def test_keys_go_on_from_the_selection_when_data_are_new(canvas, qtbot):
    qtbot.mouseClick(canvas, LEFT, pos=where(canvas, 0))
    canvas.set_data(canvas.picture.index.data)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.selection == [1]


def test_keys_zoom_and_show_everything(canvas, qtbot):
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.axis.span == pytest.approx(400 / 1.5)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.axis.span == pytest.approx(400)


def test_hovering_shows_a_card_of_plain_text(canvas, qtbot):
    with qtbot.waitSignal(canvas.hovered) as told:
        qtbot.mouseMove(canvas, where(canvas, 1))
    assert told.args == [1]
    qtbot.waitUntil(canvas.card.isVisible)
    assert canvas.card.texts() == ["<b>1</b>", "16 Oct 2006", "LDP"]
    wheel(canvas, where(canvas, 1), 120)
    assert not canvas.card.isVisible()


def test_hovering_over_density_says_how_much_stands_there(canvas, qtbot, events):
    canvas.set_data(events([a_day(0, 200)] * 5000, 1))
    canvas.grab()
    plot = canvas.picture.plot_rect()
    at = QPoint(plot.left() + round(plot.width() * 200.5 / 400), plot.top() + 10)
    qtbot.mouseMove(canvas, at)
    qtbot.waitUntil(canvas.card.isVisible)
    assert canvas.card.texts() == ["5000 events here", "Zoom in to tell them apart."]
    span = canvas.axis.span
    qtbot.mouseDClick(canvas, LEFT, pos=at)
    assert canvas.axis.span == pytest.approx(span / 4)


def test_gaps_can_be_left_out(canvas, events):
    canvas.set_data(events([a_day(0, offset) for offset in (0, 100, 200, 300, 3000, 3100)]))
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
    canvas.set_data(canvas.picture.index.data)
    canvas.grab()
    assert len(asked) == 2


def test_a_filter_takes_events_away_and_gives_them_back(canvas):
    canvas.set_mask(np.array([True, False, True, True, True]))
    canvas.grab()
    assert canvas.counters.marks == 4
    canvas.set_mask(None)
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
    canvas.set_data(data)
    axis.set_limits(*canvas.picture.index.span())
    axis.set_view(732_500, 732_520)
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
    canvas.set_data(CanvasData())
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
    canvas.set_data(data)
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
