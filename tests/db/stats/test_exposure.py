"""Exposure: searched days against a loop over days, spans that nobody searched, and rates of what was."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates.rhythm import YEAR
from db.stats.exposure import Exposure, Search, expected_on_searched, exposure, rates
from db.stats.frequency import frequency
from db.stats.units import Groups, Units

BASE = 732_000
SEARCHES = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(-20, 140), st.integers(0, 60)).map(
        lambda t: Search(t[0], BASE + t[1], BASE + t[1] + t[2])
    ),
    max_size=5,
)
EDGES = st.sets(st.integers(0, 130), min_size=2, max_size=8).map(lambda days: np.array(sorted(days)) + BASE)
STARTS = st.lists(st.tuples(st.integers(-10, 130), st.sampled_from([0, 0, 3, 30])), max_size=8)


def searched_days(searches: list[Search]) -> set[int]:
    return {day for each in searches for day in range(each.first, each.last + 1)}


def units(starts: list[tuple[int, int]]) -> Units:
    lo = np.array([start for start, _ in starts], np.int64) + BASE
    return Units(lo, lo + np.array([more for _, more in starts], np.int64))


@given(SEARCHES, EDGES)
def test_searched_days_equal_a_loop(searches: list[Search], edges: np.ndarray) -> None:
    found = exposure(searches, edges)
    days = searched_days(searches)
    assert found.days.tolist() == [
        sum(day in days for day in range(a, b)) for a, b in pairwise(edges.tolist())
    ]
    free = [day for a, b in found.unsearched for day in range(a, b)]
    assert free == [day for day in range(edges[0], edges[-1]) if day not in days]
    assert all(a < b for a, b in found.unsearched + found.searched)


@given(SEARCHES, EDGES, STARTS)
def test_expected_on_searched_days_equals_a_loop(
    searches: list[Search], edges: np.ndarray, starts: list[tuple[int, int]]
) -> None:
    found = exposure(searches, edges)
    days = searched_days(searches)
    expected = [
        float(
            sum(
                Fraction(
                    sum(a <= day < b and day in days for day in range(BASE + e, BASE + e + m + 1)), m + 1
                )
                for e, m in starts
            )
        )
        for a, b in pairwise(edges.tolist())
    ]
    got = expected_on_searched(units(starts), found, edges)
    np.testing.assert_allclose(got[0], expected, atol=1e-12)


def test_a_rate_is_of_searched_days_alone() -> None:
    edges = np.array([BASE, BASE + 100, BASE + 200, BASE + 300])
    found = exposure([Search("a", BASE + 50, BASE + 199)], edges)
    numbers = expected_on_searched(units([(10, 0), (60, 0), (110, 0), (120, 0)]), found, edges)
    assert numbers.tolist() == [[1, 2, 0]]
    per_year = rates(numbers, found)[0]
    assert per_year[:2].tolist() == pytest.approx([YEAR / 50, 2 * YEAR / 100])
    assert np.isnan(per_year[2]), "nobody looked, which is not zero"
    assert found.unsearched == ((BASE, BASE + 50), (BASE + 200, BASE + 300))


def test_an_outlet_that_comes_in_is_marked_once() -> None:
    edges = np.array([BASE, BASE + 100])
    searches = [
        Search("a", BASE - 9, BASE + 40),
        Search("b", BASE + 30, BASE + 60),
        Search("b", BASE + 70, BASE + 90),
    ]
    assert exposure(searches, edges).added == ((BASE + 30, "b"),)


@pytest.mark.parametrize(
    ("searches", "words"),
    [
        ([], "No coverage on record: days without an event may not have been searched."),
        ([Search("a", BASE, BASE + 99, 3)], "Coverage: “a”, completeness 3 of 4; all days searched."),
        (
            [Search("a", BASE, BASE + 9, 1), Search("b", BASE, BASE + 19, 3)],
            "Coverage: “a”, “b”, completeness 1 to 3 of 4; 80 of 100 days not searched.",
        ),
        ([Search(name, BASE, BASE + 99) for name in "abcd"], "Coverage: 4 outlets; all days searched."),
    ],
)
def test_what_a_caption_says(searches: list[Search], words: str) -> None:
    assert exposure(searches, np.array([BASE, BASE + 100])).sentence == words


def test_a_frequency_with_rates() -> None:
    some = units([(0, 0), (40, 0)])
    groups = Groups(("x", "y"), np.array([0, 1]))
    found = frequency(
        some,
        by="10 days",
        groups=groups,
        first=BASE,
        last=BASE + 60,
        rated=True,
        searches=[Search("a", BASE, BASE + 9)],
    )
    assert isinstance(found.exposure, Exposure)
    assert found.rates is not None
    assert np.nansum(found.rates[1]) == 0
    told = found.to_json()
    assert told["coverage"]["unsearched"] == [["2005-03-05", "2005-04-24"]]
    assert len(told["rates"]["x"]) == len(told["bins"])
    assert told["rates"]["x"][-1] is None
    assert "coverage" not in frequency(some, by="year").to_json()
