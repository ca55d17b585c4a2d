"""Counts per bin under uncertain dates: certain, expected and possible.

For a bin [a, b) and a unit whose start lies somewhere in [e, l]: certain if e ≥ a and l < b, possible
if the two overlap, expected = days of overlap ÷ days of [e, l] (the aoristic sum of J. H. Ratcliffe,
"Aoristic signatures and the spatio-temporal analysis of high volume crime patterns", Journal of
Quantitative Criminology 18, 2002). A start known as a set of days is spread over these days only.

Overlaps are whole days and stay integers; each length of range is divided once, at the end. Running
sums of fractions would leave crumbs in bins where nothing is, and the totals would drift.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from db.stats.bins import BinError
from db.stats.units import OPEN_HI, OPEN_LO, Groups, Ints, Units

Counted = NDArray[np.int64]
Shares = NDArray[np.float64]

MAX_CELLS = 20_000_000
MAX_GROUPS = 2**20  # a group's code has 20 bits in the packed key


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of g groups in b bins, and what of each group lies outside them."""

    certain: Counted  # [g, b]
    expected: Shares  # [g, b]
    possible: Counted  # [g, b]
    outside: Shares  # [g] expected before the first bin and after the last
    placed: int  # units, each counted once however many groups it is in
    undated: int  # units without an earliest or a latest day
    imprecise: int  # placed units not known to the day


@dataclass(frozen=True, slots=True)
class _Ranges:
    """Ranges of days with the length they are to be divided by and the bins they touch."""

    lo: Ints
    hi: Ints
    group: Ints
    weight: Ints  # how many units share the range
    length: Ints  # days of the whole start, which may have other ranges
    low: Ints  # bin of lo, 0 = before all
    high: Ints  # bin of hi
    unit: Ints  # ranges with the same number belong to one set


class _Grid:
    """g groups × b bins, with one bin more on either side for what lies outside."""

    def __init__(self, edges: Ints, groups: int) -> None:
        self.edges = np.asarray(edges if len(edges) else [1], np.int64)
        self.width = len(self.edges) + 1
        self.shape = (groups, self.width)
        if groups > MAX_GROUPS or groups * self.width > MAX_CELLS:
            many = f"{groups:,} groups in {self.width - 2:,} bins"
            raise BinError(f"{many} are too many: choose wider bins or fewer groups.")
        far = np.array([2**40])
        self.first = np.concatenate([-far, self.edges])  # first day of each bin
        self.after = np.concatenate([self.edges, far])  # day after each bin

    def bin_of(self, days: Ints) -> Ints:
        """The bin of each day: 0 before all bins, 1 … b, b + 1 after them."""
        return np.searchsorted(self.edges, days, side="right")

    def rows(self, lo: Ints, code: Ints | None) -> Counted:
        """Units per group and bin by their earliest day alone, the whole truth for units known to the day."""
        if bool((lo[1:] >= lo[:-1]).all()):
            cuts = np.searchsorted(lo, self.edges.astype(lo.dtype), side="left")
            many = np.diff(cuts, prepend=0, append=len(lo))
            if code is None:
                return many.reshape(self.shape)
            where = np.repeat(np.arange(self.width, dtype=np.int32), many)
        else:
            where = self._look_up(lo)
        return self.tally(where, code)

    def tally(self, where: Ints, code: Ints | None, weight: Ints | None = None) -> Counted:
        """Sums of `weight` (1 each if None) per group and bin."""
        cell = where
        if code is not None:
            cell = np.multiply(code, self.width, dtype=np.intp)
            cell += where
        total = np.bincount(cell, weight, minlength=self.shape[0] * self.width)
        return total.astype(np.int64, copy=False).reshape(self.shape)

    def _look_up(self, lo: Ints) -> Ints:
        """Bins by a table of days: four times as fast as a search per unit."""
        first, last = int(self.edges[0]) - 1, int(self.edges[-1])
        table = self.bin_of(np.arange(first, last + 1)).astype(np.int32)
        return table.take(np.clip(lo, first, last) - first, mode="clip")


def count(units: Units, edges: Ints, groups: Groups | None = None) -> Counts:
    """Count units in the bins between `edges` (day ordinals, int64[b + 1]); one group if `groups` is None.

    The expected counts of a group, over all bins and outside them, add up to its placed units. Raises
    `BinError` for more groups and bins than fit in memory.
    """
    rows = np.flatnonzero(units.lo != units.hi)
    undated = len(rows) - int(np.count_nonzero(_placed(units, rows)))
    placed, imprecise = len(units) - undated, len(rows) - undated
    code: Ints | None = None
    if groups is not None:
        code = groups.code.astype(np.int32, copy=False)
        if groups.row is not None:
            units = units.take(groups.row)
            rows = np.flatnonzero(units.lo != units.hi)
    grid = _Grid(edges, 1 if groups is None else len(groups.names))
    certain, expected, possible = _count(units, rows, code, grid)
    outside = expected[:, 0] + expected[:, -1]
    certain, expected, possible = certain[:, 1:-1], expected[:, 1:-1], possible[:, 1:-1]
    return Counts(
        certain, np.clip(expected, certain, possible), possible, outside, placed, undated, imprecise
    )


def _placed(units: Units, rows: Ints) -> NDArray[np.bool_]:
    """Which of the units at `rows` have an earliest and a latest day."""
    return (units.lo[rows] != OPEN_LO) & (units.hi[rows] != OPEN_HI)


def _count(units: Units, rows: Ints, code: Ints | None, grid: _Grid) -> tuple[Counted, Shares, Counted]:
    """Certain, expected and possible per group and bin, outer bins too; `rows` are those not exact."""
    lo, hi = units.lo[rows], units.hi[rows]
    group = np.zeros(len(rows), np.int32) if code is None else code[rows]
    placed = (lo != OPEN_LO) & (hi != OPEN_HI)
    is_set = np.isin(rows, units.piece_unit) if len(units.piece_unit) else np.zeros(len(rows), np.bool_)
    plain, sets = placed & ~is_set, placed & is_set
    ranges = _ranges(lo[plain], hi[plain], group[plain], grid)
    exact = grid.rows(units.lo, code)  # of every unit's earliest day; all but the exact ones go again
    exact = exact - grid.tally(ranges.low, ranges.group, ranges.weight)
    exact -= grid.tally(grid.bin_of(lo[~plain]), group[~plain])
    certain = exact + _inside(ranges, grid)
    expected = exact + _spread(ranges, grid)
    possible = exact + _touched(ranges, grid)
    if bool(sets.any()):
        pieces = _pieces(units.take(rows[sets]), group[sets], grid)
        certain += _inside(_ranges(lo[sets], hi[sets], group[sets], grid), grid)
        expected += _spread(pieces, grid)
        possible += _touched(_apart(pieces), grid)
    return certain, expected, possible


def _ranges(lo: Ints, hi: Ints, group: Ints, grid: _Grid) -> _Ranges:
    """Equal ranges of one group put together: a million units have a few thousand different ones."""
    packed = (lo.astype(np.uint64) << np.uint64(42)) | ((hi - lo).astype(np.uint64) << np.uint64(20))
    keys, weight = np.unique(packed | group.astype(np.uint64), return_counts=True)
    first = (keys >> np.uint64(42)).astype(np.int64)
    more = ((keys >> np.uint64(20)) & np.uint64(2**22 - 1)).astype(np.int64)
    code = (keys & np.uint64(2**20 - 1)).astype(np.int64)
    last = first + more
    unit = np.arange(len(keys))
    return _Ranges(first, last, code, weight, more + 1, grid.bin_of(first), grid.bin_of(last), unit)


def _pieces(units: Units, group: Ints, grid: _Grid) -> _Ranges:
    """The pieces of sets, each to be divided by the days of its whole set."""
    unit, first, last = units.piece_unit, units.piece_lo.astype(np.int64), units.piece_hi.astype(np.int64)
    days = np.bincount(unit, last - first + 1).astype(np.int64)
    weight = np.ones(len(unit), np.int64)
    low, high = grid.bin_of(first), grid.bin_of(last)
    return _Ranges(first, last, group[unit], weight, days[unit], low, high, unit)


def _apart(pieces: _Ranges) -> _Ranges:
    """The pieces without the bin that an earlier piece of the same set has touched already."""
    low = pieces.low.copy()
    same = pieces.unit[1:] == pieces.unit[:-1]
    low[1:] = np.where(same, np.maximum(low[1:], pieces.high[:-1] + 1), low[1:])
    return replace(pieces, low=low)


def _inside(ranges: _Ranges, grid: _Grid) -> Counted:
    """How many ranges lie in one bin, per group and bin."""
    one = ranges.low == ranges.high
    return grid.tally(ranges.low[one], ranges.group[one], ranges.weight[one])


def _touched(ranges: _Ranges, grid: _Grid) -> Counted:
    """How many ranges each bin overlaps; a range whose bins run backwards touches none."""
    return _cover(ranges, ranges.low, np.maximum(ranges.high + 1, ranges.low), grid.shape)


def _cover(ranges: _Ranges, start: Ints, stop: Ints, shape: tuple[int, int]) -> Counted:
    """Per group and bin the weight of the ranges with start ≤ bin < stop."""
    wide = shape[1] + 1
    size = shape[0] * wide
    steps = np.bincount(ranges.group * wide + start, ranges.weight, size)
    steps -= np.bincount(ranges.group * wide + stop, ranges.weight, size)
    return np.cumsum(steps.astype(np.int64).reshape(-1, wide), axis=1)[:, :-1]


def _spread(ranges: _Ranges, grid: _Grid) -> Shares:
    """Expected counts per group and bin: days of overlap, summed per length, each sum divided once."""
    total = np.zeros(grid.shape)
    order = np.argsort(ranges.length, kind="stable")
    cuts = np.flatnonzero(np.diff(ranges.length[order])) + 1
    for which in np.split(order, cuts) if len(order) else ():
        part = _pick(ranges, which)
        group, low = int(part.group.min()), int(part.low.min())
        shape = (int(part.group.max()) - group + 1, int(part.high.max()) - low + 1)
        moved = replace(part, group=part.group - group, low=part.low - low, high=part.high - low)
        bins = slice(low, low + shape[1])
        days = _days(moved, grid.first[bins], grid.after[bins], shape)
        total[group : group + shape[0], bins] += days / part.length[0]
    return total


def _days(part: _Ranges, first: Ints, after: Ints, shape: tuple[int, int]) -> Counted:
    """Days of overlap per group and bin (whole numbers): the first bin, the last one, those between."""
    size = shape[0] * shape[1]
    row = part.group * shape[1]
    head = (np.minimum(part.hi + 1, after[part.low]) - part.lo) * part.weight
    days = np.bincount(row + part.low, head, size)
    more = part.high > part.low
    tail = (part.hi + 1 - first[part.high]) * part.weight
    days += np.bincount((row + part.high)[more], tail[more], size)
    days = days.astype(np.int64).reshape(shape)
    if shape[1] > 2:
        between = _cover(part, part.low + 1, np.maximum(part.high, part.low + 1), shape)
        days[:, 1:-1] += between[:, 1:-1] * (after - first)[1:-1]
    return days


def _pick(ranges: _Ranges, which: Ints) -> _Ranges:
    return _Ranges(*(getattr(ranges, field.name)[which] for field in fields(_Ranges)))
