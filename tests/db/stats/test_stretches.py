"""Searched time against sets of days."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.stats.errors import StatError
from db.stats.stretches import days_within, joined, shares_within, stretch
from db.stats.units import OPEN_HI, OPEN_LO, Units

BASE, SPAN = 731_000, 60
spans = st.lists(st.tuples(st.integers(-5, SPAN), st.integers(-5, SPAN + 5)), max_size=5)


def days_of(found: list[tuple[int, int]]) -> set[int]:
    return {day for start, end in found for day in range(start, end)}


@given(spans)
def test_joined_spans_hold_the_same_days(found: list[tuple[int, int]]) -> None:
    rows = joined(found)
    assert days_of(rows.tolist()) == days_of(found)
    assert (rows[1:, 0] > rows[:-1, 1]).all()
    assert (rows[:, 1] > rows[:, 0]).all()


@given(spans, st.integers(0, SPAN), st.integers(0, SPAN))
def test_a_stretch_is_its_days(holes: list[tuple[int, int]], one: int, other: int) -> None:
    first, after = BASE + min(one, other), BASE + max(one, other) + 1
    unsearched = np.array(holes, np.int64).reshape(-1, 2) + BASE
    days = sorted(set(range(first, after)) - days_of(unsearched.tolist()))
    if not days:
        with pytest.raises(StatError):
            stretch(first, after, unsearched)
        return
    found = stretch(first, after, unsearched)
    assert (found.days, found.unsearched) == (len(days), after - first - len(days))
    every = np.arange(BASE - 3, BASE + SPAN + 3)
    assert every[found.holds(every)].tolist() == days
    assert found.elapsed(every).tolist() == [sum(day < each for day in days) for each in every.tolist()]
    assert found.day_at(np.arange(len(days))).tolist() == days
    within = len([day for day in days_of(unsearched.tolist()) if first <= day < after])
    assert days_within(unsearched, first, after) == within


@given(spans, st.integers(0, SPAN), st.integers(0, 20))
def test_shares_of_units(holes: list[tuple[int, int]], lo: int, more: int) -> None:
    found = stretch(BASE - 1, BASE + SPAN, [(a + BASE, b + BASE) for a, b in holes if a >= 0])
    sets = [(lo + BASE, lo + BASE), (lo + BASE + 3, lo + BASE + 3 + more)]
    units = Units(
        np.array([lo + BASE] * 2 + [OPEN_LO]),
        np.array([lo + more + BASE, lo + more + 3 + BASE, OPEN_HI]),
        np.array([1, 1]),
        np.array([a for a, _ in sets]),
        np.array([b for _, b in sets]),
    )
    searched = set(np.arange(BASE - 1, BASE + SPAN)[found.holds(np.arange(BASE - 1, BASE + SPAN))].tolist())
    plain = range(lo + BASE, lo + BASE + more + 1)
    members = [day for a, b in sets for day in range(a, b + 1)]
    wanted = [sum(day in searched for day in each) / len(each) for each in (plain, members)]
    np.testing.assert_allclose(shares_within(units, found), [*wanted, 0], rtol=1e-12)


def test_no_length_and_no_search() -> None:
    with pytest.raises(StatError, match="no length"):
        stretch(BASE, BASE)
    with pytest.raises(StatError, match="Nobody searched"):
        stretch(BASE, BASE + 5, [(BASE - 10, BASE + 10)])
