"""Silences against every combination of days that the dates allow."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.stats.gaps import contacts, gaps, longer, rhythms
from db.stats.units import OPEN_HI, OPEN_LO, Units

BASE = 731_000
one_range = st.tuples(st.integers(0, 40), st.integers(0, 3))
ranges = st.lists(one_range, min_size=1, max_size=5, unique_by=lambda each: each[0])


def units(*days: tuple[int, int]) -> Units:
    lo, hi = np.array(days, np.int64).reshape(-1, 2).T
    return Units(lo + BASE, hi + BASE)


@settings(max_examples=60)
@given(ranges)
def test_every_reading_lies_between_least_and_most(found: list[tuple[int, int]]) -> None:
    days = [(lo, lo + more) for lo, more in found]
    today = 45
    result = gaps(units(*days), BASE + today)
    least, most = (np.array([gap.days[end] for gap in result.gaps]) for end in (0, 1))
    readings = [sorted(each) for each in product(*(range(a, b + 1) for a, b in days))]
    every = np.array([[b - a for a, b in pairwise(each)] for each in readings]).reshape(len(readings), -1)
    assert result.contacts == len(days)
    assert (least <= every).all()
    assert (every <= most).all()
    if every.size:
        assert every.min(axis=0).tolist() == least.tolist()  # the least is reached
        for share, bound in ((0.5, result.median), (0.95, result.percentile_95)):
            quantiles = np.quantile(every, share, axis=1)
            assert bound[0] - 1e-9 <= quantiles.min()
            assert quantiles.max() <= bound[1] + 1e-9
    assert result.current is not None
    silent = [today - each[-1] for each in readings]
    assert result.current.days == (min(silent), max(silent))
    if result.longer:
        exceeds = {quiet > high for quiet, high in zip(silent, np.quantile(every, 0.95, axis=1), strict=True)}
        assert {"surely": exceeds == {True}, "no": exceeds == {False}}.get(result.longer, True)


@settings(max_examples=60)
@given(ranges, st.integers(5, 40))
def test_a_contact_that_may_have_come_after_the_day_may_be_missing(
    found: list[tuple[int, int]], day: int
) -> None:
    days = [(lo, lo + more) for lo, more in found]
    result = gaps(units(*days), BASE + day, known=BASE + 60)
    readings = [
        sorted(each for each in reading if each <= day)
        for reading in product(*(range(a, b + 1) for a, b in days))
    ]
    silent = {day - each[-1] for each in readings if each}
    if not silent:
        assert result.current is None
        return
    assert result.current is not None
    assert result.current.days == (min(silent), max(silent))
    if sum(a <= day < b for a, b in days) > 1 or not result.longer:
        return
    high = {np.quantile(np.diff(each), 0.95) for each in readings if len(each) > 1}
    assert result.percentile_95[0] - 1e-9 <= min(high)
    assert max(high) <= result.percentile_95[1] + 1e-9


@given(st.lists(st.lists(st.integers(0, 300), max_size=12), min_size=1, max_size=5))
def test_groups_are_told_apart(found: list[list[int]]) -> None:
    """All at once gives what numpy says of each alone."""
    group = np.repeat(np.arange(len(found)), [len(each) for each in found])
    day = np.array([each for days in found for each in days], np.int64) + BASE
    order = np.argsort(day, kind="stable")
    result = rhythms(contacts(group[order], day[order], day[order], order, BASE + 310), len(found))
    for place, days in enumerate(found):
        once = sorted(set(days))
        steps = np.diff(once)
        assert result.many[place] == len(once)
        assert result.gaps[0][result.gap_of == place].tolist() == steps.tolist()
        wanted = [np.quantile(steps, share) if len(steps) else 0 for share in (0.5, 0.95)]
        assert [result.median[0][place], result.percentile_95[1][place]] == pytest.approx(wanted)
        assert result.silence[1][place] == (310 - once[-1] if once else 0)


def test_a_silence_out_of_the_ordinary() -> None:
    """Gaps of 10, 10, 12 and 8 days, then 40 of silence."""
    days = [(each, each) for each in (0, 10, 20, 32, 40)]
    found = gaps(units(*days), BASE + 80)
    assert [gap.days for gap in found.gaps] == [(10, 10), (10, 10), (12, 12), (8, 8)]
    assert (found.median, found.percentile_95) == ((10, 10), pytest.approx((11.7, 11.7)))
    assert found.current is not None
    assert (found.current.days, found.longer) == ((40, 40), "surely")
    assert gaps(units(*days), BASE + 50).longer == "no"
    assert gaps(units(*days[:-1], (35, 50)), BASE + 60).longer == "possibly"


def test_what_nobody_searched_is_said() -> None:
    found = gaps(
        units((0, 0), (10, 12), (40, 40)), BASE + 50, [(BASE + 5, BASE + 20), (BASE + 45, BASE + 90)]
    )
    assert [gap.unsearched for gap in found.gaps] == [7, 10]
    assert found.current is not None
    assert found.current.unsearched == 5
    assert [(gap.begun[0] - BASE, gap.ended[1] - BASE) for gap in found.gaps] == [(0, 12), (10, 40)]


def test_days_to_come_and_open_ends() -> None:
    """An event that may have begun is one by the day at the latest; one of the days to come is none yet."""
    lo = np.array([BASE, BASE + 5, BASE + 8, BASE + 20, OPEN_LO])
    hi = np.array([BASE, BASE + 5, BASE + 30, BASE + 20, BASE + 5])
    found = gaps(Units(lo, hi), BASE + 10)
    assert (found.contacts, found.undated) == (3, 1)
    assert found.current is not None
    assert found.current.begun == (BASE + 8, BASE + 10)
    assert gaps(Units(lo, np.full(5, OPEN_HI)), BASE + 10).undated == 5


def test_no_contact_and_one() -> None:
    nothing = gaps(units(), BASE)
    assert (nothing.contacts, nothing.gaps, nothing.current, nothing.longer) == (0, (), None, "")
    one = gaps(units((0, 0)), BASE + 9)
    assert one.current is not None
    assert (one.current.days, one.gaps, one.longer) == ((9, 9), (), "")


def test_longer() -> None:
    assert [longer(each, (10, 20)) for each in ((21, 30), (15, 30), (5, 11), (5, 10))] == [
        "surely",
        "possibly",
        "possibly",
        "no",
    ]
