"""Two spans compared: exact tests and intervals against SciPy, uncertain dates against every reading of them."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from db.stats.compare import compare, p_values, rate_test
from db.stats.comparing_words import caveats, p_text, sentence
from db.stats.errors import StatError
from db.stats.stretches import stretch
from db.stats.units import OPEN_LO, Units

counts = st.integers(0, 400)
lengths = st.integers(1, 20_000).map(float)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@given(counts, counts, lengths, lengths, st.sampled_from([0.8, 0.95, 0.99]))
def test_against_scipy(x: int, y: int, t1: float, t2: float, confidence: float) -> None:
    found = rate_test((x, y), (t1, t2), confidence)
    share = t2 / (t1 + t2)
    if x + y == 0:
        assert (found.p, found.low, found.high) == (1, 0, np.inf)
        assert np.isnan(found.ratio)
        return
    tails = [stats.binomtest(y, x + y, share, alternative=way).pvalue for way in ("less", "greater")]
    assert found.p == pytest.approx(min(1, 2 * min(tails)), rel=1e-9)
    interval = stats.binomtest(y, x + y, share).proportion_ci(confidence, method="exact")
    odds = [each / (1 - each) if each < 1 else np.inf for each in interval]
    # near a share of 1 SciPy has lost digits of what is left to 1, hence of the odds
    assert (found.low, found.high) == pytest.approx([each * t1 / t2 for each in odds], rel=1e-6, abs=1e-12)


@given(st.integers(0, 60), st.integers(0, 60), lengths, lengths)
def test_the_interval_leaves_out_one_just_when_p_is_small(x: int, y: int, t1: float, t2: float) -> None:
    found = rate_test((x, y), (t1, t2))
    if abs(found.p - 0.05) > 1e-9:
        assert (found.p < 0.05) == (found.low > 1 or found.high < 1)


@given(st.integers(0, 60), st.integers(0, 60), lengths, lengths)
def test_the_two_spans_mirror(x: int, y: int, t1: float, t2: float) -> None:
    here, there = rate_test((x, y), (t1, t2)), rate_test((y, x), (t2, t1))
    assert here.p == pytest.approx(there.p, rel=1e-9)
    if here.low:
        assert there.high == pytest.approx(1 / here.low, rel=1e-9)


def test_published_examples() -> None:
    """The example of the vignette of R's rateratio.test (M. P. Fay, 2022), and that of R's poisson.test."""
    found = rate_test((9, 2), (16_660, 17_877))
    assert found.ratio == pytest.approx(0.2070941557)
    assert (found.low, found.high) == pytest.approx((0.02177406, 1.00054910), abs=5e-9)
    assert found.p == pytest.approx(0.05011, abs=5e-6)
    found = rate_test((21, 11), (3011, 800))
    assert found.ratio == pytest.approx(1.971488, abs=5e-7)
    assert (found.low, found.high) == pytest.approx((0.8584264, 4.2772659), abs=5e-8)


def test_what_cannot_be_compared() -> None:
    with pytest.raises(StatError, match="no searched days"):
        rate_test((1, 2), (0, 5))
    with pytest.raises(StatError, match="whole counts"):
        rate_test((1.5, 2), (5, 5))


FIRST, SECOND = stretch(1000, 1100), stretch(1100, 1150)
some_ranges = st.lists(st.tuples(st.integers(990, 1155), st.integers(0, 2)), min_size=1, max_size=6)


@settings(max_examples=40)
@given(some_ranges)
def test_every_reading_lies_between_lowest_and_highest(found: list[tuple[int, int]]) -> None:
    lo = np.array([each for each, _ in found])
    units = Units(lo, lo + np.array([more for _, more in found]))
    readings = [
        (sum(1000 <= each < 1100 for each in days), sum(1100 <= each < 1150 for each in days))
        for days in product(*(range(a, b + 1) for a, b in zip(units.lo, units.hi, strict=True)))
    ]
    if not any(map(sum, readings)):
        with pytest.raises(StatError, match="Nothing happened"):
            compare(units, FIRST, SECOND, draws=20)
        return
    result = compare(units, FIRST, SECOND, draws=20)
    for place in (0, 1):
        each = [reading[place] for reading in readings]
        assert (result.certain[place], result.possible[place]) == (min(each), max(each))
        assert result.expected[place] == pytest.approx(np.mean(each))
    for reading in set(readings):
        test = rate_test(reading, (100, 50))
        assert result.lowest.low <= test.low * (1 + 1e-12)
        assert test.high <= result.highest.high * (1 + 1e-12)
    p = p_values([x for x, _ in readings], [y for _, y in readings], (100, 50))
    if result.holds:
        assert (p < 0.05).all()
    assert 0 <= result.differ <= 1


def test_a_comparison_with_holes_in_the_search() -> None:
    """What lies on days that nobody searched is no contact of the span, and its days are none of its days."""
    before = stretch(1000, 1100)
    after = stretch(1100, 1200, [(1120, 1160)])
    lo = np.array([1005, 1050, 1101, 1130, 1170, 1110, OPEN_LO])
    hi = np.array([1005, 1050, 1101, 1130, 1170, 1129, 1110])
    found = compare(Units(lo, hi), before, after)
    assert found.test.days == (100, 60)
    assert (found.certain, found.possible) == ((2, 2), (2, 3))
    assert found.expected == pytest.approx((2, 2.5))
    assert (found.unsearched, found.undated) == (1.5, 1)
    assert "less 40 days nobody searched" in sentence(found)
    assert "1.5 expected on days that nobody searched and 1 event without an earliest" in caveats(found)


def test_spans_must_be_apart() -> None:
    with pytest.raises(StatError, match="overlap"):
        compare(Units(np.array([5]), np.array([5])), stretch(1, 10), stretch(9, 20))


def test_draws_say_how_much_hangs_on_the_dates() -> None:
    """Twenty contacts known to lie in the second span or just before it: the test hangs on where they fall."""
    lo = np.concatenate([np.full(10, 1050), np.full(20, 1090)])
    hi = np.concatenate([np.full(10, 1050), np.full(20, 1130)])
    found = compare(Units(lo, hi), FIRST, SECOND, draws=2000)
    inside = stats.binom(20, 31 / 41)
    p = p_values(10 + 20 - np.arange(21), np.arange(21), (100, 50))
    wanted = inside.pmf(np.arange(21))[p < 0.05].sum()
    assert found.differ == pytest.approx(wanted, abs=0.05)
    assert not found.holds
    again, other = (compare(Units(lo, hi), FIRST, SECOND, draws=2000, seed=seed) for seed in (found.seed, 4))
    assert again.differ == found.differ != other.differ


def test_the_sentence() -> None:
    first = np.linspace(day("2004-01-01"), day("2009-08-31"), 12)
    lo = np.concatenate([first, np.linspace(day("2009-09-01"), day("2012-12-31"), 30)])
    units = Units(lo.astype(np.int64), lo.astype(np.int64))
    spans = stretch(day("2004-01-01"), day("2009-09-01")), stretch(day("2009-09-01"), day("2013-01-01"))
    found = compare(units, *spans)
    assert sentence(found, "dyad") == (
        "With 12 dyads in 2004-01-01 to 2009-08-31 (2.12 a year) and 30 dyads in 2009-09-01 to 2012-12-31"
        " (9 a year), the second rate is 4.25 times the first (rate ratio 4.25, exact 95 % interval 2.11 to 9.11;"
        " exact conditional test, p < 0.001)."
    )
    assert caveats(found).startswith(
        "No date leaves open in which span it lies. The test takes events to come"
    )
    assert caveats(found).endswith("no such change shows what caused it.")


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (3, 3, "the rates are not shown to differ, nor to be the same"),
        (0, 30, "the second rate is the higher (rate ratio infinite"),
        (30, 0, "the first rate is the higher (rate ratio 0,"),
        (30, 3, "the second rate is 0.2 times the first"),
    ],
)
def test_what_is_said(first: int, second: int, words: str) -> None:
    days = np.array([1010] * first + [1110] * second)
    assert words in sentence(compare(Units(days, days), FIRST, SECOND))


def test_uncertain_dates_are_said() -> None:
    lo = np.array([1010] * 30 + [1095] + [1110] * 3)
    hi = np.array([1010] * 30 + [1105] + [1110] * 3)
    found = compare(Units(lo, hi), FIRST, SECOND)
    assert "and the rates differ whatever the uncertain dates turn out to be" in sentence(found)
    assert caveats(found).startswith(
        "The dates leave open 30 to 31 events in the first and 3 to 4 in the second;"
    )


def test_p_as_printed() -> None:
    assert [p_text(each) for each in (0.0001, 0.0123, 0.5, 1)] == [
        "p < 0.001",
        "p = 0.012",
        "p = 0.50",
        "p = 1.00",
    ]
