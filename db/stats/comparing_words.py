"""What a comparison of two spans shows, and what it doesn't, in plain words."""

from math import isinf, isnan
from typing import Final

from db.stats.caption import NOUNS
from db.stats.compare import LEVEL, Comparison, RateTest
from db.stats.stretches import Stretch

_INDEPENDENT: Final = (
    "The test takes {} to come independently of each other, at an even rate within each span;"
    " where they come in clusters, p is too small."
)
_NO_CAUSE: Final = (
    "It speaks of what the sources record: a change in reporting or in searching looks the same as a change in"
    " contacts, and no such change shows what caused it."
)


def sentence(found: Comparison, unit: str = "event") -> str:
    """Return one sentence: the counts, the rates, their ratio, the test, and what follows; `unit` as counted."""
    test = found.test
    spans = " and ".join(
        f"{_many(count, unit)} in {where} ({_unsearched(where)}{short(rate)} a year)"
        for count, where, rate in zip(
            test.counts, (found.before, found.after), test.rates.rate.tolist(), strict=True
        )
    )
    about = "about " if found.uncertain else ""
    return f"With {about}{spans}, {_conclusion(found)} ({_numbers(test)})."


def caveats(found: Comparison, unit: str = "event") -> str:
    """Return the sentences that belong to it: uncertain dates, what was left out, and what no such test shows."""
    parts = [
        _dates(found, unit) if found.uncertain else "No date leaves open in which span it lies.",
        _left_out(found, unit),
        _INDEPENDENT.format(NOUNS[unit][1]),
        _NO_CAUSE,
    ]
    return " ".join(filter(None, parts))


def p_text(p: float) -> str:
    """Return a p-value as papers print it."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"


def short(number: float) -> str:
    """Return a number with three digits that count, those before the point all told: 0.0123, 1.23, 1,234."""
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"


def _conclusion(found: Comparison) -> str:
    test = found.test
    if test.p >= LEVEL:
        return "the rates are not shown to differ, nor to be the same"
    surely = (
        ", and the rates differ whatever the uncertain dates turn out to be"
        if found.holds and found.uncertain
        else ""
    )
    if isinf(test.ratio) or not test.ratio:
        return f"the {'second' if test.ratio else 'first'} rate is the higher{surely}"
    return f"the second rate is {short(test.ratio)} times the first{surely}"


def _numbers(test: RateTest) -> str:
    if isnan(test.ratio):
        ratio = "no ratio without any contact"
    else:
        high = "no upper limit" if isinf(test.high) else short(test.high)
        ratio = f"rate ratio {'infinite' if isinf(test.ratio) else short(test.ratio)}"
        ratio = f"{ratio}, exact {test.confidence * 100:.4g} % interval {short(test.low)} to {high}"
    return f"{ratio}; exact conditional test, {p_text(test.p)}"


def _dates(found: Comparison, unit: str) -> str:
    first, second = map(_range, found.certain, found.possible)
    return (
        f"The dates leave open {first} {NOUNS[unit][1]} in the first and {second} in the second;"
        f" in {found.differ * 100:.3g} % of {found.draws} draws of the dates the rates differ (p < {LEVEL}),"
        f" in {found.rose * 100:.3g} % the second is the higher (seed {found.seed})."
    )


def _left_out(found: Comparison, unit: str) -> str:
    parts = (
        f"{found.unsearched:.3g} expected on days that nobody searched" if found.unsearched >= 0.005 else "",
        f"{_many(found.undated, unit)} without an earliest or a latest day" if found.undated else "",
    )
    text = " and ".join(filter(None, parts))
    return f"{text} left out." if text else ""


def _range(least: int, most: int) -> str:
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def _unsearched(where: Stretch) -> str:
    return f"less {where.unsearched:,} days nobody searched; " if where.unsearched else ""


def _many(number: float, unit: str) -> str:
    return f"{number:,.0f} {NOUNS[unit][number != 1]}"
