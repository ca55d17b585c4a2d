"""The value every dated record holds, its order and its plain form."""

from dataclasses import dataclass
from datetime import date
from typing import Final

OPEN_LO: Final = -(2**31)
"""Stands in int32 arrays for "no earliest day"."""

OPEN_HI: Final = 2**31 - 1
"""Stands in int32 arrays for "no latest day"."""

Bounds = tuple[int | None, int | None]
"""Earliest and latest day as proleptic Gregorian ordinals, both inclusive; None where open."""


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """What a source says of when something happened: canonical EDTF, the words, and the days it allows.

    `start` bounds the day on which it began, `end` the day on which it ended; a single date has the same
    bounds for both, because it happened on one day of them. `members` is filled where the day lies in a set:
    disjoint ascending inclusive day ranges (for `[…]`, and for `X` digits that leave gaps); it is empty
    for everything else and for sets with an open end, and never speaks of the end of an interval.
    `{a,b}` lasted from its first to its last member.
    """

    edtf: str
    text: str
    start: Bounds
    end: Bounds
    members: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        return self.edtf


def sort_key(when: UncertainDate) -> tuple[int, int, int, int, str]:
    """Return the key of the one sort order: earliest start (open first), the more precise first, the end."""
    first = OPEN_LO if when.start[0] is None else when.start[0]
    last = OPEN_HI if when.start[1] is None else when.start[1]
    end_first = OPEN_LO if when.end[0] is None else when.end[0]
    end_last = OPEN_HI if when.end[1] is None else when.end[1]
    return first, last - first, end_first, end_last, when.edtf


def to_dict(when: UncertainDate) -> dict[str, str | list[str | None]]:
    """Return JSON-ready values: edtf, start and end as [earliest, latest] ISO days or null, text."""
    return {
        "edtf": when.edtf,
        "start": [_iso(day) for day in when.start],
        "end": [_iso(day) for day in when.end],
        "text": when.text,
    }


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
