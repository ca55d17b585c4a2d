"""Which events stand where: placements sorted by lane and day, counted exactly without touching each one."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from desktop.canvas.data import OPEN_HI, OPEN_LO, CanvasData, Int32

Bools = NDArray[np.bool_]

PRECISE_START: Final = 31
"""Days that a start may be uncertain by for its event to stand among the precise ones (a month does)."""
LONG: Final = 92
"""Days from which on an event stands in its lane's band of imprecise and long ones."""
HEAVY: Final = 4096
"""Placements from which on a lane's days are counted once, so that a frame only looks the counts up."""
COUNTED_DAYS: Final = 200_000
"""Longest span (547 years) counted day by day; beyond it, sorted days are searched instead."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Placements of one class, by lane, then by first drawn day; and their last days, by lane, then day."""

    position: Int32
    row: Int32
    lo: Int32
    hi: Int32
    offsets: NDArray[np.int64]
    last: Int32
    last_row: Int32

    @classmethod
    def build(cls, chosen: Int32, data: CanvasData, lo: Int32, hi: Int32) -> Self:
        """Sort the chosen placements; their order within a lane and day is that of the data."""
        lanes = len(data.lane_labels)
        by_start = chosen[_by_lane_and_day(data.lane[chosen], lo[chosen])]
        by_end = chosen[_by_lane_and_day(data.lane[chosen], hi[chosen])]
        return cls(
            position=by_start,
            row=data.rows[by_start],
            lo=lo[by_start],
            hi=hi[by_start],
            offsets=np.searchsorted(data.lane[by_start], np.arange(lanes + 1)),
            last=hi[by_end],
            last_row=data.rows[by_end],
        )

    def masked(self, mask: Bools) -> Self:
        """Only the placements whose row the mask holds; lane order needs no new sorting."""
        kept = np.flatnonzero(mask[self.row])
        ends = np.flatnonzero(mask[self.last_row])
        return type(self)(
            position=self.position.take(kept),
            row=self.row.take(kept),
            lo=self.lo.take(kept),
            hi=self.hi.take(kept),
            offsets=np.searchsorted(kept, self.offsets),
            last=self.last.take(ends),
            last_row=self.last_row.take(ends),
        )


def _by_lane_and_day(lane: Int32, day: Int32) -> NDArray[np.int64]:
    # The low bits hold the position: one sort of plain integers beats an argsort and stays stable.
    n = len(lane)
    if not n:
        return np.zeros(0, np.int64)
    bits = max(1, int(n - 1).bit_length())
    base = int(day.min())
    span = int(day.max()) - base + 1
    key = (lane.astype(np.int64) * span + (day.astype(np.int64) - base)) << bits | np.arange(n)
    key.sort()
    return key & ((1 << bits) - 1)


class DayCounts:
    """Counts of one class of placements per lane and day, kept for the lanes that hold many."""

    def __init__(self, placed: _Sorted) -> None:
        self._placed = placed
        self._first = int(placed.lo.min()) if len(placed.lo) else 0
        self._days = (int(placed.last.max()) - self._first + 2) if len(placed.lo) else 0
        self._tables: dict[int, tuple[Int32, Int32]] = {}

    @property
    def tabled(self) -> int:
        """Lanes whose days have been counted."""
        return len(self._tables)

    def active(self, lane: int, left: Int32, right: Int32) -> Int32:
        """How many placements of a lane touch each of W columns: `left` first day, `right` day after last."""
        a, b = int(self._placed.offsets[lane]), int(self._placed.offsets[lane + 1])
        if b - a >= HEAVY and self._days <= COUNTED_DAYS:
            return self._looked_up(lane, left, right)
        return self._searched(a, b, left, right)

    def _looked_up(self, lane: int, left: Int32, right: Int32) -> Int32:
        table = self._tables.get(lane)
        if table is None:
            a, b = int(self._placed.offsets[lane]), int(self._placed.offsets[lane + 1])
            table = (self._before(self._placed.lo[a:b]), self._before(self._placed.last[a:b]))
            self._tables[lane] = table
        begun, ended = table
        return begun.take(right - self._first, mode="clip") - ended.take(left - self._first, mode="clip")

    def _before(self, days: Int32) -> Int32:
        """For each day of the span: how many of `days` lie before it."""
        counts = np.zeros(self._days + 1, np.int32)
        np.cumsum(np.bincount(days - self._first, minlength=self._days), out=counts[1:])
        return counts

    def _searched(self, a: int, b: int, left: Int32, right: Int32) -> Int32:
        placed = self._placed
        if not b - a:
            return np.zeros(len(left), np.int32)
        if b - a > 2 * len(left):
            begun = np.searchsorted(placed.lo[a:b], right)
            return (begun - np.searchsorted(placed.last[a:b], left)).astype(np.int32)
        # Few placements and many columns: find each placement's first and last column instead.
        starts = np.bincount(np.searchsorted(right, placed.lo[a:b], side="right"), minlength=len(left) + 1)
        ends = np.bincount(np.searchsorted(left, placed.last[a:b], side="right"), minlength=len(left) + 1)
        return np.cumsum(starts[:-1] - ends[:-1], dtype=np.int32)


class LaneIndex:
    """Answers what stands in a lane between two days, and how much, at a cost that follows what is shown.

    Placements are *precise* (start known to a month, not long) or belong to the lane's *band* of
    imprecise and long ones; both are kept sorted apart, so that neither hides the other. An open start
    is placed at its latest day, an open end at the last day that is known. Undated placements are only
    counted (`undated`).
    """

    def __init__(self, data: CanvasData) -> None:
        self.data = data
        self.lanes = len(data.lane_labels)
        dated = (data.start_lo != OPEN_LO) | (data.start_hi != OPEN_HI)
        lo = np.where(data.start_lo == OPEN_LO, data.start_hi, data.start_lo)
        known = np.maximum(
            np.where(data.start_hi == OPEN_HI, OPEN_LO, data.start_hi),
            np.where(data.end_lo == OPEN_HI, OPEN_LO, data.end_lo),
        )
        hi = np.maximum(np.where(data.end_hi == OPEN_HI, known, data.end_hi), lo)
        precise = _is_precise(data, lo, hi)
        self.undated = len(data.rows) - int(dated.sum())
        self.all = (
            _Sorted.build(np.flatnonzero(dated & precise).astype(np.int32), data, lo, hi),
            _Sorted.build(np.flatnonzero(dated & ~precise).astype(np.int32), data, lo, hi),
        )
        self.set_mask(None)

    def set_mask(self, mask: Bools | None) -> None:
        """Show only the rows (events, not placements) that the mask holds; None shows all."""
        self.precise, self.band = (
            self.all if mask is None else (self.all[0].masked(mask), self.all[1].masked(mask))
        )
        self.precise_counts, self.band_counts = DayCounts(self.precise), DayCounts(self.band)

    @property
    def classes(self) -> tuple[tuple[_Sorted, DayCounts], tuple[_Sorted, DayCounts]]:
        """The precise placements and the band, each with its counts."""
        return (self.precise, self.precise_counts), (self.band, self.band_counts)

    @property
    def count(self) -> int:
        """Dated placements under the mask."""
        return len(self.precise.row) + len(self.band.row)

    def lane_sizes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Precise and band placements per lane under the mask."""
        return np.diff(self.precise.offsets), np.diff(self.band.offsets)

    def span(self) -> tuple[int, int] | None:
        """First and last day on which anything stands under the mask; None if nothing does."""
        parts = [placed for placed in (self.precise, self.band) if len(placed.row)]
        if not parts:
            return None
        return min(int(p.lo.min()) for p in parts), max(int(p.last.max()) for p in parts)

    def candidates(self, band: bool, lane: int, first: int, last: int) -> tuple[int, int]:
        """Slice bounds, in the class's order, that hold every placement touching the days `first..last`."""
        placed = self.band if band else self.precise
        a, b = int(placed.offsets[lane]), int(placed.offsets[lane + 1])
        lo = placed.lo[a:b]
        # Days are asked for as int32: a plain int makes numpy copy the whole lane to int64 first.
        # A precise placement is shorter than LONG, so those that began earlier are over.
        begin = 0 if band else int(lo.searchsorted(np.int32(first - LONG)))
        return a + begin, a + int(lo.searchsorted(np.int32(last + 1)))

    def touching(self, band: bool, lane: int, first: int, last: int) -> NDArray[np.int64]:
        """Places, in the class's order, of a lane's placements that touch the days `first..last`."""
        a, b = self.candidates(band, lane, first, last)
        placed = self.band if band else self.precise
        return np.flatnonzero(placed.hi[a:b] >= first) + a

    def visible(self, first: int, last: int, lanes: range) -> Int32:
        """Positions in the data of all placements of some lanes that touch the days `first..last`."""
        found = [
            placed.position[self.touching(band, lane, first, last)]
            for lane in lanes
            for band, placed in ((False, self.precise), (True, self.band))
        ]
        return np.concatenate(found) if found else np.zeros(0, np.int32)

    def count_touching(self, band: bool, lane: int, first: int, last: int) -> int:
        """How many of a lane's placements touch the days `first..last`, without looking at them."""
        placed = self.band if band else self.precise
        a, b = int(placed.offsets[lane]), int(placed.offsets[lane + 1])
        if a == b:
            return 0
        begun = placed.lo[a:b].searchsorted(np.int32(last), side="right")
        return int(begun - placed.last[a:b].searchsorted(np.int32(first)))

    def density(self, band: bool, lane: int, columns: tuple[Int32, Int32]) -> Int32:
        """Placements of a class touching each of the pixel `columns` that `columns_between` gave."""
        return (self.band_counts if band else self.precise_counts).active(lane, *columns)

    def neighbour(self, lane: int, position: int, step: int) -> int | None:
        """The placement before (-1) or after (1) one in its lane's order of time; None at the end."""
        day = self.first_day(position)
        found: list[tuple[int, int]] = []
        for placed, _ in self.classes:
            a, b = int(placed.offsets[lane]), int(placed.offsets[lane + 1])
            at = _rank(placed, a, b, day, position)
            if step > 0 and at < b and placed.position[at] == position:
                at += 1
            at += -1 if step < 0 else 0
            if a <= at < b:
                found.append((int(placed.lo[at]), int(placed.position[at])))
        if not found:
            return None
        return (min(found) if step > 0 else max(found))[1]

    def nearest(self, lane: int, day: float) -> int | None:
        """The placement of a lane that begins nearest to a day; None in an empty lane."""
        best: tuple[float, int] | None = None
        for placed, _ in self.classes:
            a, b = int(placed.offsets[lane]), int(placed.offsets[lane + 1])
            at = a + int(placed.lo[a:b].searchsorted(np.int32(day)))
            for i in range(max(a, at - 1), min(b, at + 1)):
                found = (abs(float(placed.lo[i]) - day), int(placed.position[i]))
                best = found if best is None else min(best, found)
        return None if best is None else best[1]

    def first_day(self, position: int) -> int:
        """First drawn day of a placement: its earliest start, or where that is open its latest."""
        earliest = int(self.data.start_lo[position])
        return int(self.data.start_hi[position]) if earliest == OPEN_LO else earliest


def _rank(placed: _Sorted, a: int, b: int, day: int, position: int) -> int:
    """Where (day, position) stands or would stand in the slice a..b of a class."""
    low = a + int(placed.lo[a:b].searchsorted(np.int32(day)))
    high = a + int(placed.lo[a:b].searchsorted(np.int32(day), side="right"))
    return low + int(placed.position[low:high].searchsorted(np.int32(position)))


def columns_between(edges: NDArray[np.float64]) -> tuple[Int32, Int32]:
    """First day and day after the last of the pixel columns between `edges` (W + 1 ascending days)."""
    left = np.clip(np.floor(edges[:-1]), -(2**30), 2**30).astype(np.int32)
    right = np.clip(np.ceil(edges[1:]), -(2**30), 2**30).astype(np.int32)
    return left, right


def _is_precise(data: CanvasData, lo: Int32, hi: Int32) -> Bools:
    bounded = (
        (data.start_lo != OPEN_LO)
        & (data.start_hi != OPEN_HI)
        & (data.end_lo != OPEN_HI)
        & (data.end_lo != OPEN_LO)
        & (data.end_hi != OPEN_HI)
    )
    start = data.start_hi.astype(np.int64) - data.start_lo
    return bounded & (start < PRECISE_START) & (hi.astype(np.int64) - lo < LONG)
