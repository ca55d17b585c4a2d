"""Exposure: which days of a plot somebody searched, and how often something happened on those.

Not looked is not zero: a rate divides what was found on days that were searched by these days alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.dates.rhythm import YEAR
from db.stats.bins import day_text
from db.stats.counts import count
from db.stats.units import Groups, Ints, Units

Span = tuple[int, int]
"""A span of days: the first, and the day after the last."""

_NAMED: Final = 3
"""Outlets up to which a caption names each."""


@dataclass(frozen=True, slots=True)
class Search:
    """An outlet was searched from day `first` to day `last`, both inclusive, how completely (0 to 4) if judged."""

    outlet: str
    first: int
    last: int
    degree: int | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """What of b bins was searched in any of the outlets.

    `unsearched` are the spans between the first and the last day of the bins that nobody searched; `added` has
    the days on which an outlet comes in, with its name.
    """

    days: NDArray[np.int64]  # [b] searched
    length: NDArray[np.int64]  # [b] of the bin
    searched: tuple[Span, ...]
    unsearched: tuple[Span, ...]
    added: tuple[tuple[int, str], ...]
    outlets: tuple[str, ...]
    degrees: tuple[int, ...] = ()  # of completeness, ascending, each once

    @property
    def years(self) -> NDArray[np.float64]:
        """Years of coverage per bin, [b]."""
        return self.days / YEAR

    @property
    def sentence(self) -> str:
        """What a caption says of it."""
        if not self.outlets:
            return "No coverage on record: days without an event may not have been searched."
        many = len(self.outlets)
        whose = ", ".join(f"“{each}”" for each in self.outlets) if many <= _NAMED else f"{many:,} outlets"
        missing, total = int((self.length - self.days).sum()), int(self.length.sum())
        days = f"{missing:,} of {total:,} days not searched" if missing else "all days searched"
        return f"Coverage: {whose}{self._completeness}; {days}."

    @property
    def _completeness(self) -> str:
        if not self.degrees:
            return ""
        low, high = self.degrees[0], self.degrees[-1]
        return f", completeness {low if low == high else f'{low} to {high}'} of 4"

    def to_json(self) -> dict[str, Any]:
        """The documented form; ends are exclusive."""
        return {
            "outlets": list(self.outlets),
            "completeness": list(self.degrees),
            "days": self.days.tolist(),
            "unsearched": [[day_text(first), day_text(after)] for first, after in self.unsearched],
            "added": [{"day": day_text(day), "outlet": outlet} for day, outlet in self.added],
        }


def exposure(searches: Sequence[Search], edges: Ints) -> Exposure:
    """Return what of the bins between `edges` (day ordinals, int64[b + 1]) was searched."""
    edges = np.asarray(edges, np.int64)
    outlets = tuple(sorted({each.outlet for each in searches}))
    degrees = tuple(sorted({each.degree for each in searches if each.degree is not None}))
    if len(edges) <= 1:
        none = np.zeros(0, np.int64)
        return Exposure(none, none, (), (), (), outlets, degrees)
    first, after = int(edges[0]), int(edges[-1])
    searched = tuple(_merged(searches, first, after))
    days = np.diff(_before(edges, searched))
    gaps = tuple(_gaps(searched, first, after))
    added = _added(searches, first, after)
    return Exposure(days, np.diff(edges), searched, gaps, added, outlets, degrees)


def expected_on_searched(
    units: Units, found: Exposure, edges: Ints, groups: Groups | None = None
) -> NDArray[np.float64]:
    """Return the expected counts of days that were searched, float64[g, b]: the numerator of a rate.

    Of a start that may lie on other days too, the share on searched days counts.
    """
    edges = np.asarray(edges, np.int64)
    many = 1 if groups is None else len(groups.names)
    if not len(found.days) or not found.searched:
        return np.zeros((many, len(found.days)))
    cuts = np.unique(np.concatenate([edges, np.array(found.searched, np.int64).ravel()]))
    expected = count(units, cuts, groups).expected
    starts = np.array([first for first, _ in found.searched], np.int64)
    ends = np.array([after for _, after in found.searched], np.int64)
    place = np.searchsorted(starts, cuts[:-1], side="right") - 1
    inside = (place >= 0) & (cuts[:-1] < ends[place])
    return np.add.reduceat(expected * inside, np.searchsorted(cuts, edges[:-1]), axis=1)


def rates(expected: NDArray[np.float64], found: Exposure) -> NDArray[np.float64]:
    """Return expected counts on searched days per year of coverage, [g, b]; NaN where nobody searched."""
    years = found.years
    return np.divide(expected, years, out=np.full(expected.shape, np.nan), where=years > 0)


def _merged(searches: Iterable[Search], first: int, after: int) -> Iterator[Span]:
    begin, end = first, first
    for low, high in sorted((max(each.first, first), min(each.last + 1, after)) for each in searches):
        if low >= high:
            continue
        if low > end:
            if end > begin:
                yield begin, end
            begin, end = low, high
        else:
            end = max(end, high)
    if end > begin:
        yield begin, end


def _gaps(searched: Sequence[Span], first: int, after: int) -> Iterator[Span]:
    for begin, end in searched:
        if begin > first:
            yield first, begin
        first = end
    if first < after:
        yield first, after


def _before(days: Ints, searched: Sequence[Span]) -> NDArray[np.int64]:
    """How many searched days lie before each day."""
    total = np.zeros(len(days), np.int64)
    for begin, end in searched:
        total += np.clip(days - begin, 0, end - begin)
    return total


def _added(searches: Iterable[Search], first: int, after: int) -> tuple[tuple[int, str], ...]:
    begun: dict[str, int] = {}
    for each in searches:
        begun[each.outlet] = min(each.first, begun.get(each.outlet, each.first))
    return tuple(sorted((day, outlet) for outlet, day in begun.items() if first < day < after))
