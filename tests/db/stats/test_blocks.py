"""Bayesian blocks: edge for edge those of Astropy, best of all divisions, and steady under uncertain dates."""

from datetime import date
from itertools import combinations, pairwise

import numpy as np
import pytest
from astropy.stats import bayesian_blocks
from hypothesis import given, settings
from hypothesis import strategies as st

from db.stats import blocks as module
from db.stats.blocks import Blocks, blocks, change_text
from db.stats.consensus import common
from db.stats.errors import StatError
from db.stats.partition import Cells, of_events, partition, prior
from db.stats.stretches import stretch
from db.stats.units import OPEN_LO, Units

BASE = 731_000


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def edges_of(times: np.ndarray, p0: float = 0.05) -> np.ndarray:
    """The edges of events that reach no further than the first and the last."""
    times = np.sort(times.astype(float))
    cells = of_events(times[None], times[0], times[-1], np.array([len(times)]))
    marks = partition(cells, prior(np.array([len(np.unique(times))]), p0))
    return cells.edges[0, marks[0]]


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("grain", [0, 1, 7])
def test_edges_are_those_of_astropy(seed: int, grain: int) -> None:
    random = np.random.default_rng(seed)
    calm, busy = (
        random.uniform(0, 1000, random.integers(2, 150)),
        random.uniform(300, 400, random.integers(0, 90)),
    )
    times = np.concatenate([calm, busy])
    if grain:
        times = np.floor(times / grain) * grain  # many at one time
    p0 = random.choice([0.01, 0.05, 0.3])
    theirs = bayesian_blocks(times, fitness="events", p0=p0)
    np.testing.assert_allclose(edges_of(times, p0), theirs, rtol=1e-12)


def test_the_documented_examples() -> None:
    """Those of Astropy's documentation: 100 normal deviates, then with a fifth of them repeated."""
    random = np.random.RandomState(12345)
    times = random.normal(size=100)
    np.testing.assert_allclose(edges_of(times, 0.01), bayesian_blocks(times, fitness="events", p0=0.01))
    times = random.normal(size=100)
    times[80:] = times[:20]
    np.testing.assert_allclose(edges_of(times, 0.01), bayesian_blocks(times, fitness="events", p0=0.01))


def test_the_prior() -> None:
    """4 − ln(73.53 p0 N^−0.478), as printed in the article for N = 1000, with the logarithm."""
    assert prior(1000, 0.05) == pytest.approx(4 - np.log(73.53 * 0.05) + 0.478 * np.log(1000))


def fitness(counts: np.ndarray, edges: np.ndarray, ends: tuple[int, ...], penalty: float) -> float:
    total = 0.0
    for a, b in pairwise(ends):
        many = counts[a:b].sum()
        total += (many * np.log(many / (edges[b] - edges[a])) if many else 0) - penalty
    return total


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 9), st.floats(0.5, 20)), min_size=1, max_size=8), st.floats(0, 4))
def test_no_division_is_better(found: list[tuple[int, float]], penalty: float) -> None:
    counts, lengths = np.array(found, float).T
    edges = np.concatenate([[0], np.cumsum(lengths)])
    n = len(counts)
    cells = Cells(edges[None], counts[None], np.ones((1, n + 1), np.bool_), np.array([n]))
    (marks,) = partition(cells, np.array([penalty]))
    best = max(
        fitness(counts, edges, (0, *inner, n), penalty)
        for many in range(n)
        for inner in combinations(range(1, n), many)
    )
    assert fitness(counts, edges, tuple(np.flatnonzero(marks).tolist()), penalty) == pytest.approx(
        best, abs=1e-9
    )


def test_sets_of_different_size_at_once() -> None:
    random = np.random.default_rng(3)
    sets = [np.sort(np.floor(random.uniform(0, 300, many))) for many in (40, 7, 1)]
    days = np.full((3, 40), 300.0)
    for row, each in zip(days, sets, strict=True):
        row[: len(each)] = each
    size = np.array([40, 7, 1])
    together = of_events(days, 0.0, 300.0, size)
    marks = partition(together, np.full(3, 2.0))
    for place, each in enumerate(sets):
        alone = of_events(each[None], 0.0, 300.0, np.array([len(each)]))
        own = partition(alone, np.array([2.0]))
        assert together.edges[place, marks[place]].tolist() == alone.edges[0, own[0]].tolist()


def test_what_draws_have_in_common() -> None:
    """Two of three draws rise near 10, all fall near 50; one rises twice near 80, which is two changes of one draw."""
    up, down = 1.0, -1.0
    steps = (
        (np.array([9.0, 50.0]), np.array([up, down])),
        (np.array([11.0, 51.0]), np.array([up, down])),
        (np.array([10.0, 52.0, 80.0, 81.0]), np.array([down, down, up, up])),
    )
    found, others = common(steps, 5, 0.5)
    assert [(each.place, round(each.share, 3)) for each in found] == [(9, 0.667), (51, 1)]
    assert found[1].places.tolist() == [50, 51, 52]
    assert others == 1
    found, others = common(steps, 5, 0.3)
    assert [each.place for each in found] == [9, 10, 51, 80, 81]
    assert others == 0
    assert common(((np.empty(0), np.empty(0)),), 5, 0.5) == ([], 0)


# --- of units ----------------------------------------------------------------------------------------------


def monthly(first: int, after: int, many: int) -> list[int]:
    """So many contacts in each month of some years, every second day from the third on."""
    months = [(year, month) for year in range(first, after) for month in range(1, 13)]
    return [day(f"{year}-{month:02}-{3 + 2 * k:02}") for year, month in months for k in range(many)]


def busy_years(imprecise: int = 0) -> Units:
    """One contact a month in the nineties, ten in 2000 to 2004, none sooner or later; some known to the year alone."""
    lo = np.array([*monthly(1990, 2000, 1), *monthly(2000, 2005, 10)])
    hi = lo.copy()
    for place in np.random.default_rng(1).choice(len(lo), imprecise, replace=False):
        year = date.fromordinal(int(lo[place])).year
        lo[place], hi[place] = day(f"{year}-01-01"), day(f"{year}-12-31")
    return Units(lo, hi)


SPAN = stretch(day("1985-01-01"), day("2010-01-01"))


def texts(found: Blocks) -> list[str]:
    return [date.fromordinal(change.day).isoformat()[:7] for change in found.changes]


def test_steps_are_found_where_they_are() -> None:
    found = blocks(busy_years(), SPAN)
    assert texts(found) == ["1990-01", "2000-01", "2004-12"]
    assert found.rates == pytest.approx([0, 12, 120, 0], abs=1)
    assert [change.share for change in found.changes] == [1, 1, 1]
    assert (found.units, found.imprecise, found.others, found.cell_days) == (720, 0, 0, 0)
    assert found.expected.sum() == pytest.approx(720)
    assert found.days.sum() == SPAN.days
    assert found.note == "Change points by Bayesian blocks (Scargle et al. 2013, p0 = 0.05)."


def test_uncertain_dates_leave_what_is_plain() -> None:
    found = blocks(busy_years(150), SPAN, tolerance=60)
    assert len(found.changes) == 3
    assert all(change.share > 0.9 for change in found.changes)
    assert all(change.low <= change.high for change in found.changes)
    assert found.expected.sum() == pytest.approx(720)
    assert found.imprecise == 150
    assert "at least 50 % of 200 draws of the uncertain dates" in found.note
    assert "%" in change_text(found.changes[0])
    again = blocks(busy_years(150), SPAN, tolerance=60)
    assert again.changes == found.changes


def test_a_change_that_hangs_on_dates_has_a_lower_share() -> None:
    """Thirty contacts early in 2003, and as many more that were then or at any time to the end of 2006."""
    lo = np.concatenate([np.arange(30) * 6, np.full(30, 0)]) + day("2003-01-01")
    hi = np.concatenate([lo[:30], np.full(30, day("2006-12-31"))])
    span = stretch(day("2003-01-01"), day("2009-01-01"))
    found = blocks(Units(lo, hi), span)
    after_2006 = found.changes[-1]
    assert abs(after_2006.day - day("2006-12-01")) < 120
    assert 0.5 <= after_2006.share < 1
    assert after_2006.low < after_2006.high
    strict = blocks(Units(lo, hi), span, least=1)
    assert after_2006.day not in [change.day for change in strict.changes]
    assert strict.others > found.others
    assert found.rates == pytest.approx(found.expected / found.days * 365.2425)


def test_twelve_contacts_known_to_the_year_are_one_block() -> None:
    lo = np.full(12, day("2004-01-01"))
    found = blocks(Units(lo, lo + 365), stretch(day("2004-01-01"), day("2005-01-01")))
    assert found.changes == ()
    assert found.expected.tolist() == pytest.approx([12])


def test_what_nobody_searched_is_no_silence() -> None:
    """A contact a month; nobody searched 1995 to 1998. Looked at as silence, it makes two changes."""
    days = np.array([*monthly(1990, 1995, 1), *monthly(1999, 2004, 1)])
    units = Units(np.append(days, day("1996-05-05")), np.append(days, day("1996-05-05")))
    whole = day("1990-01-01"), day("2004-01-01")
    assert len(blocks(units, stretch(*whole)).changes) == 2
    found = blocks(units, stretch(*whole, [(day("1995-01-01"), day("1999-01-01"))]))
    assert found.changes == ()
    assert found.rates == pytest.approx([12], abs=0.05)
    assert (found.units, found.unsearched) == (120, 1)


def test_a_change_at_a_hole_begins_where_searching_does() -> None:
    days = np.concatenate([np.arange(0, 300, 60), np.arange(400, 700, 3)]) + BASE
    found = blocks(Units(days, days), stretch(BASE, BASE + 700, [(BASE + 250, BASE + 400)]))
    (change,) = found.changes
    assert BASE + 240 <= change.day <= BASE + 403
    assert found.edges.tolist() == [BASE, change.day, BASE + 700]


def test_sets_are_spread_over_their_members() -> None:
    pieces = np.array([BASE + 10, BASE + 50]), np.array([BASE + 14, BASE + 54])
    exact = np.arange(0, 100, 10) + BASE
    units = Units(np.append(exact, BASE + 10), np.append(exact, BASE + 54), np.array([10, 10]), *pieces)
    found = blocks(units, stretch(BASE, BASE + 100))
    assert found.expected.sum() == pytest.approx(11)


def test_many_events_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_EVENTS", 100)
    for units in (busy_years(), busy_years(150)):
        found = blocks(units, SPAN)
        assert found.cell_days == 10
        assert len(found.changes) == 3
        for change, where in zip(found.changes, ("1990-01-01", "2000-01-01", "2005-01-01"), strict=True):
            assert abs(change.day - day(where)) <= 40
        assert found.expected.sum() == pytest.approx(720)
        assert "in cells of 10 days" in found.note


def test_many_events_in_few_days() -> None:
    """Two thousand on each of ten days, then on each of ten a hundred: each day is a cell."""
    days = np.repeat(np.arange(20), np.where(np.arange(20) < 10, 2000, 100)) + BASE
    found = blocks(Units(days, days), stretch(BASE, BASE + 20))
    assert [change.day - BASE for change in found.changes] == [10]
    assert found.cell_days == 1


def test_chance_alone_makes_no_more_changes_than_p0() -> None:
    """Sixty days at random in ten years, a third known to the year, and so two hundred times."""
    random = np.random.default_rng(5)
    false = 0
    for _ in range(200):
        lo = np.sort(random.integers(0, 3650, 60))
        hi = lo.copy()
        vague = random.random(60) < 1 / 3
        lo[vague] = lo[vague] // 365 * 365
        hi[vague] = lo[vague] + 364
        found = blocks(Units(lo + BASE, hi + BASE), stretch(BASE, BASE + 3650), draws=20)
        false += bool(found.changes)
    assert false <= 0.05 * 200 + 6  # two standard deviations more


def test_what_has_no_blocks() -> None:
    with pytest.raises(StatError, match="Nothing happened"):
        blocks(Units(np.array([5]), np.array([5])), SPAN)
    with pytest.raises(StatError, match="p0"):
        blocks(busy_years(), SPAN, p0=0)
    one = Units(np.array([OPEN_LO, day("2000-01-01")]), np.array([5, day("2000-01-01")]))
    found = blocks(one, SPAN)
    assert (found.changes, found.undated) == ((), 1)
