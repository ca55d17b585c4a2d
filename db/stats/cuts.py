"""Bins between days of their own: congresses, leaders' terms, a mechanism's rounds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

import numpy as np

from db.stats.bins import BinError, Bins, name_by, parse_by

CONTEXTS: Final = {
    "congress term": "congress",
    "leader's term": "leader's term",
    "government": "government",
    "election": "election",
}
"""Bins that run from one context of a kind to the next, and the kind."""

ROUND: Final = "round"
CHOSEN: Final = "context"

_BETWEEN: Final = re.compile(
    r"""(?ix)\s*(congress\ term|leader['’]?s?['’]?\ term|government|election|round)s?
    (?:\s+of\s+["“”]?([^"“”]*?)["“”]?)?\s*"""
)
_CHOSEN: Final = re.compile(r"(?i)\s*contexts?\s+(\d{1,19}(?:\s*,\s*\d{1,19})*)\s*")


@dataclass(frozen=True, slots=True)
class BinSpec:
    """What bins are asked for; its text form round-trips: `parse_spec(str(spec)) == spec`.

    Either a number of calendar units, or what lies between consecutive contexts of a kind or rounds of a
    mechanism (`of` names whose), or between contexts chosen by their `ids`.
    """

    unit: str
    number: int = 1
    of: str = ""
    ids: tuple[int, ...] = ()

    @property
    def calendar(self) -> bool:
        """Tell whether the calendar alone says where bins begin."""
        return self.unit not in CONTEXTS and self.unit not in (ROUND, CHOSEN)

    @property
    def words(self) -> str:
        """What follows "per" in a caption."""
        return "chosen context" if self.ids else str(self)

    def __str__(self) -> str:
        if self.calendar:
            return name_by(self.number, self.unit)
        if self.ids:
            return f"{CHOSEN} {','.join(map(str, self.ids))}"
        return f"{self.unit} of “{self.of}”" if self.of else self.unit


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a bin begins: a day, the name of what began, and, where that ends before the next, its last day.

    `exact` is whether the day is known; if not, it is the earliest that it may be.
    """

    day: int
    label: str
    last: int | None = None
    exact: bool = True


def parse_spec(text: str) -> BinSpec:
    """What bins a text asks for: `3 months`, `congress term`, `leader's term of “LDP”`, `round of “…”`.

    Contexts chosen one by one are `context 17,21`, by their ids. Raises `BinError`.
    """
    chosen = _CHOSEN.fullmatch(text)
    if chosen:
        return BinSpec(CHOSEN, ids=tuple(int(each) for each in chosen[1].split(",")))
    between = _BETWEEN.fullmatch(text)
    if between is None:
        number, unit = parse_by(text)
        return BinSpec(unit, number)
    unit = "leader's term" if between[1].lower().startswith("leader") else between[1].lower()
    of = (between[2] or "").strip()
    if unit == ROUND and not of:
        raise BinError(f"“{text.strip()}” does not say whose rounds: name the mechanism, as in round of “…”.")
    return BinSpec(unit, of=of)


def cut_bins(by: str, cuts: Sequence[Cut], first: int, last: int) -> Bins:
    """Bins from each cut to the next, from day `first` up to, not including, `last`, both cut exactly.

    What began first names the bin; the bin before it is "before" it, and days between the end of one and the
    start of the next are "after" the one. Cuts of one day make one bin together. No bins if `last` is not after
    `first`. Raises `BinError` where there are no cuts, or where one ends well after the next has begun.
    """
    if not cuts:
        raise BinError(f"No {by} with a date is on record: add them, or choose another width of the bins.")
    if last <= first:
        return Bins(np.empty(0, np.int64), (), by)
    starts = _starts(sorted(cuts, key=lambda cut: cut.day), by)
    days = np.array([day for day, _ in starts], np.int64)
    names = [f"before {starts[0][1]}", *(name for _, name in starts)]
    low, high = int(np.searchsorted(days, first, "right")), int(np.searchsorted(days, last, "left"))
    edges = np.concatenate([[first], days[low:high], [last]]).astype(np.int64)
    return Bins(edges, tuple(names[low : high + 1]), by)


def inexact(cuts: Sequence[Cut]) -> str:
    """The sentence that says how many of the cuts are not known to the day; empty if all are."""
    many = sum(not cut.exact for cut in cuts)
    if not many:
        return ""
    return f"Of {len(cuts):,} limits of bins {many:,} not known to the day: the earliest day was taken."


def _starts(cuts: Sequence[Cut], by: str) -> list[tuple[int, str]]:
    """The first day and the name of each bin but the one before all."""
    for one, other in pairwise(cuts):
        if one.last is not None and other.day < one.last:
            raise BinError(
                f"“{one.label}” ends after “{other.label}” begins, so that bins would overlap:"
                f" say whose are meant, as in {by.partition(' of ')[0]} of “…”."
            )
    ends = [(cut.last + 1, f"after {cut.label}") for cut in cuts if cut.last is not None]
    begun = {cut.day for cut in cuts} | {cut.day + 1 for cut in cuts}  # taken over that day or the next
    marks = [(cut.day, cut.label) for cut in cuts] + [end for end in ends if end[0] not in begun]
    marks.sort(key=lambda mark: mark[0])
    return [
        (day, " / ".join(dict.fromkeys(name for _, name in same)))
        for day, same in groupby(marks, lambda mark: mark[0])
    ]
