"""Placements of one class in order of lane and day, counted exactly; after an edit a few are exchanged."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from db.arrays.splice import Splice
from desktop.canvas.data import CanvasData, Int32

Bools = NDArray[np.bool_]
Integer = TypeVar("Integer", bound=np.integer[Any])

HEAVY: Final = 4096
"""Placements from which on a lane's days are counted once, so that a frame only looks the counts up."""
COUNTED_DAYS: Final = 200_000
"""Longest span (547 years) counted day by day; beyond it, sorted days are searched instead."""


class Entry(NamedTuple):
    """One placement: its lane, first and last drawn day, its position in the data and its row."""

    lane: int
    lo: int
    hi: int
    position: int
    row: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """What an edit did to one class: entries that went and came, and how all positions moved."""

    gone: list[Entry]
    new: list[Entry]
    positions: Splice


@dataclass(frozen=True)
class Placed:
    """Placements of one class, by lane, then by first drawn day; and their last days, by lane, then day."""

    position: Int32
    lo: Int32
    hi: Int32
    offsets: NDArray[np.int64]
    last: Int32
    ends: Int32 | None = None
    """What `last_position` holds, where it is known already."""

    @classmethod
    def build(cls, chosen: Int32, data: CanvasData, lo: Int32, hi: Int32) -> Self:
        """Sort the chosen placements; their order within a lane and day is that of the data."""
        lane, lo, hi = data.lane.take(chosen), lo.take(chosen), hi.take(chosen)
        order = _by_lane_and_day(lane, lo, len(data.lane_labels))
        counts = np.bincount(lane, minlength=len(data.lane_labels))
        offsets = np.concatenate([[0], np.cumsum(counts)])
        return cls(
            position=chosen.take(order),
            lo=lo.take(order),
            hi=hi.take(order),
            offsets=offsets,
            last=_days_by_lane(lane, hi, counts),
        )

    @cached_property
    def last_position(self) -> Int32:
        """Positions by lane, then last day: what an edit and a mask need, and the first frame does not.

        Under a mask it is empty: ends are only counted there, and those of one day are alike.
        """
        if self.ends is not None:
            return self.ends
        lane = np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))
        return _in_order(lane, self.hi, self.position)

    def masked(self, marks: Bools) -> Self:
        """Only the placements whose positions are marked; lane order needs no new sorting."""
        kept = np.flatnonzero(marks.take(self.position))
        ends = np.flatnonzero(marks.take(self.last_position))
        return type(self)(
            position=self.position.take(kept),
            lo=self.lo.take(kept),
            hi=self.hi.take(kept),
            offsets=np.searchsorted(kept, self.offsets),
            last=self.last.take(ends),
            ends=self.last_position[:0],
        )

    def exchanged(self, change: Exchange) -> tuple[Self, list[Entry], list[Entry]]:
        """Return what an edit left, with the entries that went and those that came."""
        gone = [entry for entry in change.gone if self._holds(entry)]
        starts = sorted(change.new, key=lambda entry: (entry.lane, entry.lo, entry.position))
        ends = sorted(change.new, key=lambda entry: (entry.lane, entry.hi, entry.position))
        position = change.positions.shifted(self.position)
        last_position = change.positions.shifted(self.last_position)
        by_start = Splice.between(
            len(self.lo),
            sorted(self._place(self.lo, self.position, e.lane, e.lo, e.position) for e in gone),
            [self._place(self.lo, position, e.lane, e.lo, e.position) for e in starts],
        )
        by_end = Splice.between(
            len(self.last),
            _apart(self._place(self.last, self.last_position, e.lane, e.hi, e.position) for e in gone),
            [self._place(self.last, last_position, e.lane, e.hi, e.position) for e in ends],
        )
        lanes = np.zeros(len(self.offsets) - 1, np.int64)
        np.add.at(lanes, [entry.lane for entry in change.new], 1)
        np.add.at(lanes, [entry.lane for entry in gone], -1)
        changed = type(self)(
            position=by_start.applied(position, [entry.position for entry in starts]),
            lo=by_start.applied(self.lo, [entry.lo for entry in starts]),
            hi=by_start.applied(self.hi, [entry.hi for entry in starts]),
            offsets=self.offsets + np.concatenate([[0], np.cumsum(lanes)]),
            last=by_end.applied(self.last, [entry.hi for entry in ends]),
            ends=by_end.applied(last_position, [entry.position for entry in ends])
            if len(last_position)
            else last_position,
        )
        return changed, gone, change.new

    def _holds(self, entry: Entry) -> bool:
        place = self._place(self.lo, self.position, entry.lane, entry.lo, entry.position)
        return place < len(self.position) and self.position[place] == entry.position

    def _place(self, days: Int32, positions: Int32, lane: int, day: int, position: int) -> int:
        """Where (lane, day, position) stands, or would, in one of the two orders."""
        a, b = self.offsets[[lane, lane + 1]].tolist()
        low, high = (a + days[a:b].searchsorted(np.array([day, day + 1], np.int32))).tolist()
        return low + int(positions[low:high].searchsorted(np.int32(position)))


def _apart(places: Iterable[int]) -> list[int]:
    """Return places ascending, each its own: of ends that are alike, one after the other."""
    found: list[int] = []
    for place in sorted(places):
        found.append(max(place, found[-1] + 1) if found else place)
    return found


_BYTE, _SHORT = 2**8, 2**16
"""Numbers below which fit into 8 and 16 bits; those numpy sorts by counting."""


def _by_lane_and_day(lane: Int32, day: Int32, lanes: int) -> NDArray[np.int64]:
    """Return the order by lane, then day, then place; that of days is mostly at hand."""
    if lanes <= _SHORT and bool((day[1:] >= day[:-1]).all()):
        return np.argsort(lane.astype(np.uint8 if lanes <= _BYTE else np.uint16), kind="stable")
    return _in_order(lane, day, np.arange(len(lane)))


def _in_order(lane: NDArray[np.integer[Any]], day: Int32, position: NDArray[Integer]) -> NDArray[Integer]:
    """Return positions by lane, then day, then position."""
    if not len(lane):
        return position
    # The low bits hold the position: one sort of plain integers beats an argsort.
    bits = max(1, int(position.max()).bit_length())
    base = int(day.min())
    span = int(day.max()) - base + 1
    key = (lane.astype(np.int64) * span + (day.astype(np.int64) - base)) << bits | position
    key.sort()
    return (key & ((1 << bits) - 1)).astype(position.dtype)


def _days_by_lane(lane: Int32, day: Int32, counts: NDArray[np.int64]) -> Int32:
    """Return the days by lane, then day; `counts` tells how many each lane has."""
    if not len(lane):
        return day
    base = int(day.min())
    span = int(day.max()) - base + 1
    fits = np.int32 if len(counts) * span < 2**31 else np.int64
    key = lane.astype(fits)
    key *= fits(span)
    key += (day.astype(fits) if fits is np.int64 else day) - fits(base)
    key.sort()
    key -= np.repeat((np.arange(len(counts)) * span - base).astype(fits), counts)
    return key.astype(np.int32, copy=False)


class DayCounts:
    """Counts of one class of placements per lane and day, kept for the lanes that hold many."""

    def __init__(self, placed: Placed) -> None:
        self._placed = placed
        self._first = int(placed.lo.min()) if len(placed.lo) else 0
        self._days = (int(placed.last.max()) - self._first + 2) if len(placed.lo) else 0
        self._tables: dict[int, tuple[Int32, Int32]] = {}

    def exchanged(self, placed: Placed, gone: list[Entry], new: list[Entry]) -> "DayCounts":
        """Return the counts after an edit; what was counted stands, but for the days of what went and came."""
        found = DayCounts(placed)
        if (found._first, found._days) != (self._first, self._days):
            return found
        tables = dict(self._tables)
        for entries, step in ((gone, -1), (new, 1)):
            for entry in entries:
                if entry.lane in tables:
                    tables[entry.lane] = self._stepped(*tables[entry.lane], entry, step)
        found._tables = tables
        return found

    def _stepped(self, begun: Int32, ended: Int32, entry: Entry, step: int) -> tuple[Int32, Int32]:
        begun, ended = begun.copy(), ended.copy()
        begun[entry.lo - self._first + 1 :] += step
        ended[entry.hi - self._first + 1 :] += step
        return begun, ended

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
