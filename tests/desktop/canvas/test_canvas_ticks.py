"""Ticks of the time axis: in order, apart, and on round days from hours to millennia."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.canvas.ticks import ticks

LAST = date.max.toordinal()


def day(*parts):
    return date(*parts).toordinal()


@given(
    first=st.floats(-1000, LAST + 500),
    span=st.floats(0.5, LAST),
    width=st.floats(60, 4000),
    character=st.floats(4, 12),
)
def test_labels_never_collide_and_never_run_wild(first, span, width, character):
    last = first + span
    found = ticks(first, last, width, character)
    scale = width / (last - first)
    assert len(found) <= width / character
    for a, b in pairwise(found):
        assert (b.day - a.day) * scale >= len(a.label) * character
    outer = [tick for tick in found if tick.outer]
    for a, b in pairwise(outer):
        assert (b.day - a.day) * scale >= len(a.outer) * character
    for tick in found:
        assert first <= tick.day <= last
        assert 1 <= tick.day <= LAST


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (day(2006, 10, 15), day(2006, 10, 18), ["15", "16", "17"]),
        (day(2006, 1, 1), day(2006, 12, 31), ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]),
        (day(2004, 1, 1), day(2007, 1, 1), ["Jan", "Apr", "Jul", "Oct", "Jan", "Apr"]),
        (day(2000, 1, 1), day(2012, 1, 1), ["2000", "2001", "2002", "2003", "2004", "2005"]),
        (day(1900, 1, 1), day(2020, 1, 1), ["1900", "1910", "1920", "1930", "1940", "1950"]),
        (1, LAST, ["1000", "2000", "3000", "4000", "5000", "6000"]),
    ],
)
def test_steps_are_units_of_the_calendar(first, last, expected):
    labels = [tick.label for tick in ticks(first, last, 800)]
    assert labels[: len(expected)] == expected


def test_weeks_begin_on_monday():
    found = ticks(day(2006, 10, 1), day(2006, 12, 31), 500)
    assert all(date.fromordinal(tick.day).isoweekday() == 1 for tick in found)
    assert (found[0].label, found[0].outer) == ("2", "Oct 2006")


def test_the_same_days_are_marked_wherever_the_view_begins():
    here = {tick.day for tick in ticks(730_000, 730_090, 800)}
    moved = {tick.day for tick in ticks(730_013.4, 730_103.4, 800)}
    both = set(range(730_014, 730_090))
    assert here & both == moved & both


def test_a_larger_unit_is_named_where_it_begins():
    found = ticks(day(2005, 9, 20), day(2007, 3, 1), 900)
    assert [(tick.label, tick.outer) for tick in found if tick.outer] == [
        ("Oct", "2005"), ("Jan", "2006"), ("Jan", "2007"),
    ]  # fmt: skip


def test_nothing_to_mark():
    assert ticks(5, 5, 800) == []
    assert ticks(5, 10, 0) == []
    assert ticks(-500, -100, 800) == []
    assert ticks(LAST + 2, LAST + 500, 800) == []


def test_months_in_another_language():
    names = [f"{month}月" for month in range(1, 13)]
    assert ticks(day(2006, 1, 1), day(2006, 12, 31), 800, months=names)[0].label == "1月"
