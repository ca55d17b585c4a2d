"""The time axis: what zooming and panning keep, and whom they tell."""

import pytest

from desktop.axis import FIRST_DAY, LAST_DAY, MIN_SPAN, TimeAxis


@pytest.fixture
def axis(qapp):
    axis = TimeAxis()
    axis.set_limits(700_000, 740_000)
    axis.set_view(730_000, 731_000)
    return axis


@pytest.mark.parametrize("factor", [1.25, 0.8, 30.0, 0.1])
def test_zoom_keeps_the_day_under_the_cursor(axis, factor):
    day = 730_300.0
    share = (day - axis.first) / axis.span
    axis.zoom_at(day, factor)
    assert axis.first + share * axis.span == pytest.approx(day)
    assert axis.span == pytest.approx(1000 / factor)


def test_a_view_stays_within_the_limits(axis):
    axis.set_view(739_900, 741_000)
    assert (axis.first, axis.last) == (738_900, 740_000)
    axis.zoom_at(739_000, 1e-9)
    assert (axis.first, axis.last) == (700_000, 740_000)
    axis.zoom_at(739_000, 1e9)
    assert axis.span == pytest.approx(MIN_SPAN)


def test_panning_never_changes_the_span(axis):
    for days in (-50, 1e7, -1e7, 0.25):
        axis.pan(days)
        assert axis.span == pytest.approx(1000)


def test_narrower_limits_move_the_view(axis):
    axis.set_limits(735_000, 736_500)
    assert axis.first >= 735_000
    assert axis.last <= 736_500


def test_limits_end_with_the_calendar(axis):
    axis.set_limits(-5e6, 5e6)
    assert (axis.lowest, axis.highest) == (FIRST_DAY, LAST_DAY)


def test_limits_of_a_single_day_leave_something_to_show(axis):
    axis.set_limits(735_000, 735_000)
    assert axis.span == pytest.approx(MIN_SPAN)


def test_reveal_moves_as_little_as_needed(axis):
    axis.reveal(730_500)
    assert axis.first == 730_000
    axis.reveal(732_000)
    assert axis.last == pytest.approx(732_100)
    axis.reveal(729_000)
    assert axis.first == pytest.approx(728_900)


def test_tells_of_each_move_at_once_and_of_rest_once(axis, qtbot):
    moves = []
    axis.moved.connect(lambda: moves.append(axis.first))
    with qtbot.waitSignal(axis.settled, timeout=5000):
        axis.pan(10)
        axis.pan(10)
        axis.pan(10)
    assert moves == [730_010, 730_020, 730_030]


def test_a_view_that_is_there_already_says_nothing(axis, qtbot):
    with qtbot.assertNotEmitted(axis.moved):
        axis.set_view(730_000, 731_000)
