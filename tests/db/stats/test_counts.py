"""Counts equal those of a loop over days, and what is counted adds up to what was placed."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.stats.bins import BinError, make_bins
from db.stats.counts import Counts, count
from db.stats.units import OPEN_HI, OPEN_LO, Groups, Units

BASE = 731_000  # a day in May 2002
SPAN = 120


@dataclass(frozen=True)
class Start:
    """A start as the oracle sees it: the days it may be, or None if undated."""

    days: tuple[int, ...] | None
    lo: int
    hi: int
    pieces: tuple[tuple[int, int], ...] = ()


@st.composite
def ranges(draw: st.DrawFn) -> Start:
    lo = draw(st.integers(0, SPAN))
    hi = lo + draw(st.sampled_from([0, 0, 0, 1, 6, 27, 30, 90]))
    return Start(tuple(range(lo, hi + 1)), lo, hi)


@st.composite
def sets(draw: st.DrawFn) -> Start:
    cuts = sorted(draw(st.sets(st.integers(0, SPAN), min_size=2, max_size=8)))
    pieces = tuple(zip(cuts[0::2], cuts[1::2], strict=False))
    days = tuple(day for lo, hi in pieces for day in range(lo, hi + 1))
    return Start(days, pieces[0][0], pieces[-1][1], pieces)


OPEN = st.sampled_from([Start(None, OPEN_LO, 30), Start(None, 30, OPEN_HI), Start(None, OPEN_LO, OPEN_HI)])
STARTS = st.lists(st.one_of(ranges(), ranges(), sets(), OPEN), max_size=12)
EDGES = st.sets(st.integers(-5, SPAN + 40), min_size=2, max_size=9).map(sorted)


def make_units(starts: list[Start], base: int = BASE) -> Units:
    def shifted(day: int) -> int:
        return day if day in {OPEN_LO, OPEN_HI} else day + base

    pieces = [(i, *piece) for i, start in enumerate(starts) for piece in start.pieces]
    table = np.array(pieces, np.int64).reshape(-1, 3)
    return Units(
        np.array([shifted(start.lo) for start in starts], np.int32),
        np.array([shifted(start.hi) for start in starts], np.int32),
        table[:, 0],
        table[:, 1] + base,
        table[:, 2] + base,
    )


def oracle(starts: list[Start], edges: list[int]) -> list[tuple[int, Fraction, int]]:
    """Certain, expected and possible per bin by looking at every day of every start."""
    out = []
    for a, b in pairwise(edges):
        dated = [start.days for start in starts if start.days is not None]
        inside = [sum(a <= day < b for day in days) for days in dated]
        out.append(
            (
                sum(n == len(days) for n, days in zip(inside, dated, strict=True)),
                sum((Fraction(n, len(days)) for n, days in zip(inside, dated, strict=True)), Fraction(0)),
                sum(n > 0 for n in inside),
            )
        )
    return out


def agree(counts: Counts, group: int, expected: list[tuple[int, Fraction, int]]) -> None:
    assert counts.certain[group].tolist() == [row[0] for row in expected]
    assert counts.possible[group].tolist() == [row[2] for row in expected]
    np.testing.assert_allclose(
        counts.expected[group], [float(row[1]) for row in expected], rtol=0, atol=1e-12
    )


@given(STARTS, EDGES, st.booleans())
def test_counts_equal_a_loop_over_days(starts: list[Start], edges: list[int], in_order: bool) -> None:
    starts = sorted(starts, key=lambda start: start.lo) if in_order else starts
    counts = count(make_units(starts), np.array(edges) + BASE)
    agree(counts, 0, oracle(starts, edges))
    dated = [start for start in starts if start.days is not None]
    assert counts.placed == len(dated)
    assert counts.undated == len(starts) - len(dated)
    assert counts.imprecise == sum(len(start.days or ()) > 1 for start in dated)
    assert counts.expected.sum() + counts.outside.sum() == pytest.approx(len(dated), abs=1e-9)
    assert (counts.certain <= counts.expected).all()
    assert (counts.expected <= counts.possible).all()


@given(STARTS, EDGES, st.randoms())
def test_each_group_equals_its_own_loop(starts: list[Start], edges: list[int], random) -> None:
    code = [random.randrange(3) for _ in starts]
    counts = count(
        make_units(starts), np.array(edges) + BASE, Groups(("a", "b", "c"), np.array(code, np.int32))
    )
    for group in range(3):
        mine = [start for start, c in zip(starts, code, strict=True) if c == group]
        agree(counts, group, oracle(mine, edges))
        dated = sum(start.days is not None for start in mine)
        assert counts.expected[group].sum() + counts.outside[group] == pytest.approx(dated, abs=1e-9)


@given(STARTS, EDGES, st.randoms())
def test_a_unit_may_count_in_several_groups(starts: list[Start], edges: list[int], random) -> None:
    pairs = [(row, group) for row in range(len(starts)) for group in range(3) if random.random() < 0.5]
    table = np.array(pairs, np.int32).reshape(-1, 2)
    groups = Groups(("a", "b", "c"), table[:, 1], table[:, 0])
    counts = count(make_units(starts), np.array(edges) + BASE, groups)
    for group in range(3):
        agree(counts, group, oracle([starts[row] for row, g in pairs if g == group], edges))
    assert counts.placed == sum(start.days is not None for start in starts)


def test_a_month_in_a_year_of_events_known_to_the_year_only() -> None:
    bins = make_bins("month", 731_581, 731_947)  # 2004
    units = Units(np.full(12, 731_581, np.int32), np.full(12, 731_946, np.int32))
    counts = count(units, bins.edges)
    days = np.diff(bins.edges)
    np.testing.assert_allclose(counts.expected[0], 12 * days / 366, rtol=0, atol=1e-12)
    assert not counts.certain.any()
    assert (counts.possible == 12).all()


def test_no_crumbs_where_nothing_can_be() -> None:
    rng = np.random.default_rng(3)
    lo = rng.integers(0, 500, 2000) + BASE
    units = Units(lo.astype(np.int32), (lo + rng.integers(1, 40, 2000)).astype(np.int32))
    counts = count(units, np.arange(BASE - 200, BASE + 900, 7))
    assert (counts.expected[counts.possible == 0] == 0).all()
    whole = counts.possible == counts.certain
    assert (counts.expected[whole] == counts.certain[whole]).all()


def test_a_million_units_add_up() -> None:
    rng = np.random.default_rng(5)
    lo = np.sort(rng.integers(700_000, 735_000, 1_000_000)).astype(np.int32)
    long = rng.choice([0, 0, 0, 0, 0, 29, 30, 364, 3652], 1_000_000).astype(np.int32)
    counts = count(Units(lo, lo + long), make_bins("month", 705_000, 733_000).edges)
    assert abs(counts.expected.sum() + counts.outside.sum() - 1_000_000) < 1e-9


def test_nothing_to_count() -> None:
    none = np.empty(0, np.int32)
    counts = count(Units(none, none), np.empty(0, np.int64))
    assert counts.expected.shape == (1, 0)
    assert (counts.placed, counts.undated, counts.imprecise) == (0, 0, 0)
    one = count(Units(np.array([5], np.int32), np.array([9], np.int32)), np.empty(0, np.int64))
    assert one.outside.tolist() == [1.0]


def test_more_groups_than_memory_are_refused() -> None:
    one = np.array([5], np.int32)
    names = tuple(map(str, range(10_000)))
    groups = Groups(names, np.array([9_999], np.int32))
    assert count(Units(one, one), np.array([1, 10]), groups).certain.sum() == 1
    with pytest.raises(BinError, match="10,000 groups"):
        count(Units(one, one), np.arange(1, 5000), groups)
