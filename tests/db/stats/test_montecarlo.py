"""The drawn bands: days possible and no others, evenly, the same for the same seed, exact where nothing is open."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.stats import montecarlo
from db.stats.counts import count
from db.stats.errors import StatError
from db.stats.montecarlo import band, drawn_counts, drawn_days
from db.stats.units import OPEN_LO, Groups, Units

BASE = 731_000
EDGES = np.array([0, 10, 20, 40, 41]) + BASE


def ranges(*days: tuple[int, int]) -> Units:
    lo, hi = np.array(days, np.int32).reshape(-1, 2).T
    return Units(lo + BASE, hi + BASE)


def one_set(*pieces: tuple[int, int]) -> Units:
    lo, hi = np.array(pieces).T + BASE
    return Units(lo[:1], hi[-1:], np.zeros(len(pieces), np.int64), lo, hi)


def quantile(units: list[list[int]], share: float) -> list[int]:
    """The exact quantile of the counts in each bin over all combinations of days."""
    cells = [np.searchsorted(EDGES - BASE, days, side="right") - 1 for days in units]
    counts = [[list(each).count(b) for b in range(len(EDGES) - 1)] for each in product(*cells)]
    ordered = np.sort(np.array(counts), axis=0)
    return ordered[-(-int(share * 1000) * len(ordered) // 1000) - 1].tolist()


def test_the_band_is_that_of_all_combinations() -> None:
    """Three ranges whose every combination can be listed; with 50,000 draws the quantiles are theirs."""
    days = [(3, 14), (8, 11), (15, 24)]
    found = band(ranges(*days), EDGES, draws=50_000)
    every = [list(range(a, b + 1)) for a, b in days]
    assert found.low[0].tolist() == quantile(every, 0.05)
    assert found.high[0].tolist() == quantile(every, 0.95)


@pytest.mark.parametrize("copies", [1, 500])
def test_shares_of_draws_are_shares_of_days(copies: int) -> None:
    """Few units are drawn day by day and many by bins: both give each bin its share of days."""
    units = ranges(*[(5, 24)] * copies)
    drawn = drawn_counts(units, EDGES, draws=4000)[:, 0].astype(float)
    shares = np.array([5, 10, 5, 0]) / 20
    error = np.sqrt(shares * (1 - shares) * copies / 4000)
    assert (np.abs(drawn.mean(axis=0) - shares * copies) <= 5 * error + 1e-12).all()
    assert (drawn.sum(axis=1) == copies).all()
    variance = copies * shares * (1 - shares)
    np.testing.assert_allclose(drawn.var(axis=0), variance, rtol=0.2)


def test_sets_fall_on_their_members() -> None:
    units = one_set((2, 2), (15, 16), (39, 39))
    days = drawn_days(units, draws=2000)[0] - BASE
    values, many = np.unique(days, return_counts=True)
    assert values.tolist() == [2, 15, 16, 39]
    assert (np.abs(many - 500) < 100).all()
    drawn = drawn_counts(units, EDGES, draws=2000)[:, 0].mean(axis=0)
    np.testing.assert_allclose(drawn, [0.25, 0.5, 0.25, 0], atol=0.06)


@st.composite
def some_units(draw: st.DrawFn) -> Units:
    lo = np.array(draw(st.lists(st.integers(-20, 50), max_size=30)), np.int64)
    more = np.array(draw(st.lists(st.integers(0, 40), min_size=len(lo), max_size=len(lo))), np.int64)
    lo, hi = lo + BASE, lo + more + BASE
    open_ended = np.array(draw(st.lists(st.sampled_from([0, 0, 0, 1]), min_size=len(lo), max_size=len(lo))))
    lo[open_ended == 1] = OPEN_LO
    return Units(lo, hi)


@given(some_units(), st.integers(0, 9))
def test_draws_stay_within_what_is_possible(units: Units, seed: int) -> None:
    counts = count(units, EDGES)
    drawn = drawn_counts(units, EDGES, draws=20, seed=seed)
    assert (drawn >= counts.certain).all()
    assert (drawn <= counts.possible).all()
    found = band(units, EDGES, draws=20, seed=seed)
    ordered = np.sort(drawn, axis=0)
    assert (found.low == ordered[0]).all()
    assert (found.high == ordered[18]).all()


@given(some_units(), st.randoms())
def test_the_order_of_units_does_not_matter(units: Units, random: object) -> None:
    order = np.arange(len(units))
    random.shuffle(order)  # type: ignore[attr-defined]
    code = np.arange(len(units)) % 3
    here = band(units, EDGES, Groups(("a", "b", "c"), code), draws=10)
    there = band(units.take(order), EDGES, Groups(("a", "b", "c"), code[order]), draws=10)
    assert (here.low == there.low).all()
    assert (here.high == there.high).all()


def test_seeds_and_exact_days() -> None:
    units = ranges(*[(0, 40)] * 50)
    assert (band(units, EDGES, seed=1).low == band(units, EDGES, seed=1).low).all()
    assert (drawn_counts(units, EDGES, seed=1) != drawn_counts(units, EDGES, seed=2)).any()
    exact = band(ranges((3, 3), (12, 12), (13, 19)), EDGES)
    assert exact.low.tolist() == exact.high.tolist() == [[1, 2, 0, 0]]
    assert band(ranges(), EDGES).high.tolist() == [[0, 0, 0, 0]]
    assert band(units, EDGES[:1]).low.shape == (1, 0)


def test_groups_apart_and_in_several(monkeypatch: pytest.MonkeyPatch) -> None:
    units = ranges((0, 9), (5, 14), (5, 14))
    code, row = np.array([0, 1, 0, 1]), np.array([0, 1, 2, 2])
    groups = Groups(("a", "b", "c"), code, row)
    found = band(units, EDGES, groups, draws=400)
    assert found.low.shape == (3, 4)
    assert found.low[2].tolist() == found.high[2].tolist() == [0, 0, 0, 0]
    assert found.low[0].tolist() == [1, 0, 0, 0]
    assert found.high[:2].tolist() == [[2, 1, 0, 0], [2, 2, 0, 0]]
    monkeypatch.setattr(montecarlo, "_SLAB", 400 * 6)  # a group at a time
    apart = band(units, EDGES, groups, draws=400)
    assert apart.high.tolist() == found.high.tolist()


def test_too_much_is_refused() -> None:
    with pytest.raises(StatError, match="too many"):
        band(ranges((0, 400)), np.arange(BASE, BASE + 100_001), draws=100_000)
    with pytest.raises(StatError, match="at least one draw"):
        band(ranges((0, 4)), EDGES, draws=0)


def test_the_middle_share_holds_what_it_says() -> None:
    """A hundred units over two bins: between the limits lies at least the share, and not much more."""
    found = band(ranges(*[(0, 19)] * 100), EDGES, draws=20_000)
    chances = [Fraction(1, 2**100)]
    for k in range(100):
        chances.append(chances[-1] * (100 - k) / (k + 1))
    low, high = int(found.low[0, 0]), int(found.high[0, 0])
    assert (low, high) == (42, 58)
    assert 0.9 <= float(sum(chances[low : high + 1])) < 0.93
