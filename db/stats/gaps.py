"""Silences between contacts whose dates are uncertain, and whether the present one is out of the ordinary."""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from db.stats.special import Floats
from db.stats.stretches import days_within
from db.stats.units import OPEN_HI, OPEN_LO, Ints, Units

Days = NDArray[np.int64]
Range = tuple[float, float]
"""At least and at most so many days."""

FEWEST: Final = 3
"""Past gaps from which on there is a rhythm."""
_BITS: Final = 22
"""Bits that hold the days to the year 9999."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contacts of groups (dyads, mechanisms) up to a day: n ranges of first days, by group, then earliest day.

    Of those that `may` have come, the dates leave open whether they came by the day or after it.
    """

    group: Days  # [n]
    lo: Days  # [n]
    hi: Days  # [n] at most the day
    day: int
    may: NDArray[np.bool_]  # [n]


@dataclass(frozen=True, slots=True)
class Rhythms:
    """Of g groups the silences, in days, each as at least and at most; 0 where a group has no gap, or no contact.

    A gap runs from the first day of one contact to that of the next, the present silence from that of the last to
    the day. Where the first days of n contacts are only known to lie in ranges, the k-th of them in time lies
    between the k-th of the earliest and the k-th of the latest days, in whatever order they came; so a gap is at
    least the k+1-th earliest less the k-th latest day (not below 0), at most the k+1-th latest less the k-th
    earliest. Quantiles interpolate linearly (type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical
    packages", The American Statistician 50, 1996); that of the least and that of the most gaps bound that of the gaps.
    Where contacts may have come after the day, the present silence and the quantiles take in the reading without them.
    """

    many: Days  # [g] contacts
    last: tuple[Days, Days]  # [g] the first day of the last contact lies between these
    silence: tuple[Days, Days]  # [g]
    median: tuple[Floats, Floats]  # [g]
    percentile_95: tuple[Floats, Floats]  # [g]
    gap_of: Days  # [m] group of each gap, in order of time
    gaps: tuple[Days, Days]  # [m]
    begun: tuple[Days, Days]  # [m] the day on which it begins lies between these
    ended: tuple[Days, Days]  # [m]


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence: between which days it began and ended, and how many days of its longest reading nobody searched."""

    begun: tuple[int, int]
    ended: tuple[int, int]
    days: tuple[int, int]
    unsearched: int


@dataclass(frozen=True, slots=True)
class Gaps:
    """The silences of one dyad or mechanism, and the present one beside them."""

    contacts: int
    gaps: tuple[Gap, ...]  # in order of time
    current: Gap | None  # None without any contact
    median: Range
    percentile_95: Range
    longer: str  # than the 95th percentile: surely, possibly, no; nothing with fewer gaps than FEWEST
    undated: int  # contacts without an earliest or a latest day, which are left out


def contacts(group: Ints, lo: Ints, hi: Ints, event: Ints, day: int, known: int | None = None) -> Contacts:
    """Return the contacts that certainly or possibly began by a day.

    What is told of began by the day on which it is told of, `known`, which is the same if None: an event of this
    year, held, began by today. As of an earlier day it may have been still to come.
    The events come in order of earliest, then latest day. Several of a group that are known to have begun on one
    day are one contact, as is an event that stands there more than once. Those without an earliest or a latest day
    are left out.
    """
    kept = (lo != OPEN_LO) & (hi != OPEN_HI) & (lo <= day)
    group, lo, event = group[kept].astype(np.int64), lo[kept].astype(np.int64), event[kept]
    hi = np.minimum(hi[kept].astype(np.int64), max(day, day if known is None else known))
    order = np.argsort(group.astype(np.int32), kind="stable")
    group, lo, hi, event = group[order], lo[order], hi[order], event[order]
    twice = np.zeros(len(group), np.bool_)
    twice[1:] = (group[1:] == group[:-1]) & (lo[1:] == lo[:-1])
    exact = (lo == hi)[1:] & (lo == hi)[:-1]  # the more precise stand first
    twice[1:] &= exact | (event[1:] == event[:-1])
    hi = hi[~twice]
    return Contacts(group[~twice], lo[~twice], np.minimum(hi, day), day, hi > day)


def rhythms(found: Contacts, groups: int) -> Rhythms:
    """Return the silences of the groups 0 to `groups` - 1, all at once."""
    all_came = _rhythms(found, groups)
    if not found.may.any():
        return all_came
    sure = ~found.may
    none_came = _rhythms(
        Contacts(found.group[sure], found.lo[sure], found.hi[sure], found.day, found.may[sure]), groups
    )
    last, silence = all_came.last, all_came.silence
    there = none_came.many > 0
    return replace(
        all_came,
        last=(np.where(there, np.minimum(last[0], none_came.last[0]), last[0]), last[1]),
        silence=(silence[0], np.where(there, np.maximum(silence[1], none_came.silence[1]), silence[1])),
        median=_both(all_came.median, none_came.median, none_came.many > 1),
        percentile_95=_both(all_came.percentile_95, none_came.percentile_95, none_came.many > 1),
    )


def _both(
    one: tuple[Floats, Floats], other: tuple[Floats, Floats], known: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Return bounds that take in those of two readings, where the second has any."""
    low, high = np.minimum(one[0], other[0]), np.maximum(one[1], other[1])
    return np.where(known, low, one[0]), np.where(known, high, one[1])


def _rhythms(found: Contacts, groups: int) -> Rhythms:
    group, lo = found.group, found.lo
    ends = np.searchsorted(group, np.arange(groups), side="right")
    many = np.diff(ends, prepend=0)
    latest = np.sort((group << _BITS) | found.hi) & ((1 << _BITS) - 1)
    same = group[1:] == group[:-1]
    gap_of = group[1:][same]
    begun, ended = (lo[:-1][same], latest[:-1][same]), (lo[1:][same], latest[1:][same])
    gaps = np.maximum(ended[0] - begun[1], 0), ended[1] - begun[0]
    last = _at(lo, ends - 1, many > 0), _at(latest, ends - 1, many > 0)
    silence = np.where(many > 0, found.day - last[1], 0), np.where(many > 0, found.day - last[0], 0)
    median, high = (
        (_quantile(gap_of, gaps[0], many - 1, share), _quantile(gap_of, gaps[1], many - 1, share))
        for share in (0.5, 0.95)
    )
    return Rhythms(many, last, silence, median, high, gap_of, gaps, begun, ended)


def longer(silence: Range, percentile_95: Range) -> str:
    """Tell whether a silence exceeds a percentile: surely (on any reading of the dates), possibly (on some), no."""
    if silence[0] > percentile_95[1]:
        return "surely"
    return "possibly" if silence[1] > percentile_95[0] else "no"


def gaps(units: Units, day: int, unsearched: ArrayLike = (), known: int | None = None) -> Gaps:
    """Return the silences between the units of one dyad or mechanism up to a day, as `known` by another.

    `unsearched` are the [m, 2] half-open spans that nobody searched: what is silent there may not have been.
    """
    order = np.lexsort((units.hi, units.lo))
    lo, hi = units.lo[order], units.hi[order]
    found = contacts(np.zeros(len(lo), np.int64), lo, hi, order, day, known)
    undated = int(np.count_nonzero(~units.placed))
    rhythm = rhythms(found, 1)
    rows = np.stack([*rhythm.begun, *rhythm.ended, *rhythm.gaps], axis=1)
    many = int(rhythm.many[0])
    silence = int(rhythm.silence[0][0]), int(rhythm.silence[1][0])
    high = _pair(rhythm.percentile_95)
    current = None
    if many:
        last = int(rhythm.last[0][0]), int(rhythm.last[1][0])
        current = Gap(last, (day, day), silence, int(days_within(unsearched, last[0], day)))
    missed = days_within(unsearched, rhythm.begun[0], rhythm.ended[1]).astype(int).tolist()
    return Gaps(
        contacts=many,
        gaps=tuple(
            Gap((a, b), (c, d), (least, most), hole)
            for (a, b, c, d, least, most), hole in zip(rows.tolist(), missed, strict=True)
        ),
        current=current,
        median=_pair(rhythm.median),
        percentile_95=high,
        longer=longer(silence, high) if many > FEWEST else "",
        undated=undated,
    )


def _pair(both: tuple[NDArray[Any], NDArray[Any]]) -> Range:
    return float(both[0][0]), float(both[1][0])


def _at(values: Days, place: Days, known: NDArray[np.bool_]) -> Days:
    """Return the values at some places, 0 where there is none."""
    found = np.zeros(len(place), np.int64)
    found[known] = values[place[known]]
    return found


def _quantile(group: Days, values: Days, many: Days, share: float) -> Floats:
    """Return a quantile of the values of each group, 0 where it has none; `group` ascends."""
    values = np.sort((group << _BITS) | values) & ((1 << _BITS) - 1)
    many = np.maximum(many, 0)
    start = np.cumsum(many) - many
    if not len(values):
        return np.zeros(len(many))
    place = share * np.maximum(many - 1, 0)
    whole = np.floor(place)
    low = np.minimum(start + whole.astype(np.int64), len(values) - 1)
    high = np.minimum(low + (place > whole), len(values) - 1)
    return np.where(many > 0, values[low] + (place - whole) * (values[high] - values[low]), 0.0)
