"""The canvas through mouse, wheel and keyboard, as a user would."""

import numpy as np
import pytest
from canvas_support import FIRST, a_day, wheel
from PySide6.QtCore import QPoint, Qt

from desktop.canvas.index import LaneIndex
from desktop.canvas.widget import date_words

LEFT, CTRL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


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
    canvas.set_index(LaneIndex(events([(0, 3, 3, 3, 3)])))
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
    canvas.set_index(LaneIndex(canvas.picture.index.data))
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
    canvas.set_index(LaneIndex(events([a_day(0, 200)] * 5000, 1)))
    canvas.grab()
    plot = canvas.picture.plot_rect()
    at = QPoint(plot.left() + round(plot.width() * 200.5 / 400), plot.top() + 10)
    qtbot.mouseMove(canvas, at)
    qtbot.waitUntil(canvas.card.isVisible)
    assert canvas.card.texts() == ["5000 events here", "Zoom in to tell them apart."]
    span = canvas.axis.span
    qtbot.mouseDClick(canvas, LEFT, pos=at)
    assert canvas.axis.span == pytest.approx(span / 4)
