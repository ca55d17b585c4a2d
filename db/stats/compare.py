"""Two spans compared: rates, their ratio with an exact interval, an exact test, all under uncertain dates."""

from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from db.stats.errors import StatError
from db.stats.montecarlo import DRAWS, SEED, drawn_counts
from db.stats.poisson import Rates, rates
from db.stats.quantiles import beta_odds
from db.stats.special import Floats, beta_tails
from db.stats.stretches import Stretch, shares_within, stretch
from db.stats.units import Ints, Units

LEVEL: Final = 0.05
"""Below this p the rates are said to differ."""


@dataclass(frozen=True, slots=True)
class RateTest:
    """Two counts of so many searched days each, before and after; the ratio is that of the rates, after ÷ before."""

    counts: tuple[float, float]
    days: tuple[float, float]
    rates: Rates  # per year, [2]
    ratio: float  # NaN without any contact
    low: float
    high: float  # infinite without any contact before
    p: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two stretches of time compared, whatever the dates turn out to be.

    `expected` are the means of the counts over the possible days, `test` is that of these rounded to whole
    contacts; `lowest` takes as many contacts before, and as few after, as the dates allow, and `highest` the
    other way round, so every reading of the dates lies between the two. The draws of `montecarlo` say what lies
    between in the middle: the share in which the rates differ (p < LEVEL), that in which they rose, and the
    limits of the middle 90 % of the ratios, not counting draws without any contact.
    """

    before: Stretch
    after: Stretch
    certain: tuple[int, int]
    expected: tuple[float, float]
    possible: tuple[int, int]
    test: RateTest
    lowest: RateTest
    highest: RateTest
    differ: float  # share of draws
    rose: float  # share of draws
    ratios: tuple[float, float]
    draws: int
    seed: int
    unsearched: float  # expected contacts on days of the two spans that nobody searched, which are left out
    undated: int  # units without an earliest or a latest day, which are left out

    @property
    def uncertain(self) -> bool:
        """Tell whether the dates leave open how many contacts there were."""
        return self.certain != self.possible

    @property
    def holds(self) -> bool:
        """Tell whether the rates differ, in the same direction, on every reading of the dates."""
        up = self.lowest.p < LEVEL and self.lowest.ratio > 1
        return up or (self.highest.p < LEVEL and self.highest.ratio < 1)


def p_values(before: ArrayLike, after: ArrayLike, days: tuple[float, float]) -> Floats:
    """Return exact two-sided p-values that counts of Poisson processes over so many days have one rate.

    Given their sum N, the count after is binomial with the share of days that came after (J. Przyborowski and
    H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika 31, 1940). Twice
    the smaller tail, at most 1: not the sum over less likely outcomes, because only this one is below
    1 − confidence exactly when the interval of `rate_test` leaves out 1 (M. P. Fay, "Two-sided exact tests and matching
    confidence intervals for discrete data", The R Journal 2, 2010).
    """
    x, y = np.broadcast_arrays(np.asarray(before, np.float64), np.asarray(after, np.float64))
    share = days[1] / (days[0] + days[1])
    at_least = np.where(y > 0, beta_tails(np.maximum(y, 1), x + 1, share)[0], 1.0)
    at_most = np.where(x > 0, beta_tails(y + 1, np.maximum(x, 1), share)[1], 1.0)
    return np.minimum(2 * np.minimum(at_least, at_most), 1.0)


def rate_test(counts: tuple[float, float], days: tuple[float, float], confidence: float = 0.95) -> RateTest:
    """Compare two whole counts, before and after, of so many searched days.

    The limits of the ratio are those of the share of contacts that came after, by C. J. Clopper and E. S. Pearson
    ("The use of confidence or fiducial limits", Biometrika 26, 1934), as odds, times the ratio of the days; they
    are exact and on the wide side. Raises StatError without searched days or for counts that aren't whole.
    """
    if min(days) <= 0:
        raise StatError("One of the spans has no searched days: choose spans that sources were searched for.")
    if min(counts) < 0 or any(each != int(each) for each in counts):
        raise StatError("Only whole counts can be compared exactly.")
    found = rates(np.array(counts), np.array(days), confidence)
    (x, y), scale, tail = counts, days[0] / days[1], (1 - confidence) / 2
    low = float(beta_odds(tail, y, x + 1)) * scale if y else 0.0
    high = float(beta_odds(tail, y + 1, x, upper=True)) * scale if x else float("inf")
    ratio = y / x * scale if x else float("inf") if y else float("nan")
    p = float(p_values(x, y, days))
    return RateTest(counts, days, found, ratio, low, high, p, confidence)


def compare(
    units: Units,
    before: Stretch,
    after: Stretch,
    *,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Comparison:
    """Compare how often units start in the searched days of two stretches that don't overlap.

    Raises StatError where they overlap, or hold no unit on any reading of the dates.
    """
    if before.first < after.after and after.first < before.after:
        raise StatError(f"The spans {before} and {after} overlap: choose spans apart from each other.")
    days = float(before.days), float(after.days)
    shares = [shares_within(units, each) for each in (before, after)]
    certain = [int(np.count_nonzero(each == 1)) for each in shares]
    possible = [int(np.count_nonzero(each)) for each in shares]
    expected = [float(each.sum()) for each in shares]
    if not sum(possible):
        raise StatError(f"Nothing happened in {before} or {after}: choose other spans or another filter.")
    whole = [shares_within(units, stretch(each.first, each.after)).sum() for each in (before, after)]
    drawn = _drawn(units, before, after, draws, seed)
    differ, rose, ratios = _in_draws(*drawn, days)
    return Comparison(
        before=before,
        after=after,
        certain=(certain[0], certain[1]),
        expected=(expected[0], expected[1]),
        possible=(possible[0], possible[1]),
        test=rate_test((round(expected[0]), round(expected[1])), days, confidence),
        lowest=rate_test((possible[0], certain[1]), days, confidence),
        highest=rate_test((certain[0], possible[1]), days, confidence),
        differ=differ,
        rose=rose,
        ratios=ratios,
        draws=draws,
        seed=seed,
        unsearched=max(float(sum(whole)) - sum(expected), 0.0),
        undated=int(np.count_nonzero(~units.placed)),
    )


def _drawn(units: Units, before: Stretch, after: Stretch, draws: int, seed: int) -> tuple[Ints, Ints]:
    """Return how many units start in the searched days of each stretch, [draws] each."""
    edges = np.union1d(before.edges, after.edges)
    counts = drawn_counts(units, edges, draws=draws, seed=seed)[:, 0]
    return counts[:, before.holds(edges[:-1])].sum(axis=1), counts[:, after.holds(edges[:-1])].sum(axis=1)


def _in_draws(
    before: Ints, after: Ints, days: tuple[float, float]
) -> tuple[float, float, tuple[float, float]]:
    """Return the shares of draws in which the rates differ and rose, and the middle 90 % of the ratios."""
    differ = float(np.mean(p_values(before, after, days) < LEVEL))
    rose = float(np.mean(after * days[0] > before * days[1]))
    some = (before + after) > 0
    with np.errstate(divide="ignore"):
        ratios = np.sort((after[some] / before[some]) * (days[0] / days[1]))
    if not len(ratios):
        return differ, rose, (float("nan"), float("nan"))
    first = max(ceil(0.05 * len(ratios)) - 1, 0)
    return differ, rose, (float(ratios[first]), float(ratios[ceil(0.95 * len(ratios)) - 1]))
