"""Which events stand where: placements sorted by lane and day, counted exactly without touching each one."""

from copy import copy
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from db.arrays.splice import Splice
from desktop.canvas.data import OPEN_HI, OPEN_LO, CanvasData, Int32
from desktop.canvas.placed import Bools, DayCounts, Entry, Exchange, Placed

PRECISE_START: Final = 31
"""Days that a start may be uncertain by for its event to stand among the precise ones (a month does)."""
LONG: Final = 92
"""Days from which on an event stands in its lane's band of imprecise and long ones."""


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
        self.mask: Bools | None = None
        days = drawn_days(data.start_lo, data.start_hi, data.end_lo, data.end_hi)
        self.undated = len(data.rows) - int(np.count_nonzero(days.dated))
        chosen = (days.dated & days.precise, days.dated & ~days.precise)
        precise, band = (np.flatnonzero(marks).astype(np.int32) for marks in chosen)
        self.all = (
            Placed.build(precise, data, days.lo, days.hi),
            Placed.build(band, data, days.lo, days.hi),
        )
        self.all_counts = DayCounts(self.all[0]), DayCounts(self.all[1])
        self.set_mask(None)

    def set_mask(self, mask: Bools | None) -> None:
        """Show only the rows (events, not placements) that the mask holds; None shows all."""
        self.mask = mask
        if mask is None:
            (self.precise, self.band), (self.precise_counts, self.band_counts) = self.all, self.all_counts
        else:
            marks = mask.take(self.data.rows)
            self.precise, self.band = self.all[0].masked(marks), self.all[1].masked(marks)
            self.precise_counts, self.band_counts = DayCounts(self.precise), DayCounts(self.band)

    def masked(self, mask: Bools | None) -> Self:
        """The same index under another mask; this one stays as it is."""
        found = copy(self)
        found.set_mask(mask)
        return found

    def exchanged(self, data: CanvasData, positions: Splice, rows: Splice) -> Self:
        """The index of `data`, which came from this one's by a few rows that changed; lanes are the same.

        `positions` and `rows` tell how places in the data and rows moved. A changed row keeps its place under a
        mask or out of it; a new one is not under a mask until another is set.
        """
        gone = entries_of(self.data, positions.removed)
        new = entries_of(data, positions.added)
        found = copy(self)
        found.data = data
        found.undated += new.undated - gone.undated
        if self.mask is not None:
            found.mask = rows.marked(self.mask)
        whole = zip(self.all, self.all_counts, gone.classes, new.classes, strict=True)
        precise, band = (
            _exchanged(placed, counts, Exchange(went, came, positions))
            for placed, counts, went, came in whole
        )
        found.all, found.all_counts = (precise[0], band[0]), (precise[1], band[1])
        if found.mask is not None:
            shown = zip(self.classes, gone.classes, new.classes, strict=True)
            precise, band = (
                _exchanged(*of, Exchange(went, found.under_mask(came), positions)) for of, went, came in shown
            )
        (found.precise, found.precise_counts), (found.band, found.band_counts) = precise, band
        return found

    def under_mask(self, entries: list[Entry]) -> list[Entry]:
        """Those of some entries whose rows the mask holds."""
        return [entry for entry in entries if self.mask is None or self.mask[entry.row]]

    @property
    def classes(self) -> tuple[tuple[Placed, DayCounts], tuple[Placed, DayCounts]]:
        """The precise placements and the band, each with its counts."""
        return (self.precise, self.precise_counts), (self.band, self.band_counts)

    @property
    def count(self) -> int:
        """Dated placements under the mask."""
        return len(self.precise.lo) + len(self.band.lo)

    def places_of(self, rows: Int32, most: int) -> NDArray[np.int64]:
        """Positions in the data of the placements of some rows (ascending), `most` at most."""
        low = self.data.rows.searchsorted(rows)
        high = self.data.rows.searchsorted(rows, side="right")
        found = np.flatnonzero(high > low)[:most].tolist()
        places = [place for i in found for place in range(int(low[i]), int(high[i]))]
        return np.array(places[:most], np.int64)

    def lane_sizes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Precise and band placements per lane under the mask."""
        return np.diff(self.precise.offsets), np.diff(self.band.offsets)

    def span(self) -> tuple[int, int] | None:
        """First and last day on which anything stands under the mask; None if nothing does."""
        parts = [placed for placed in (self.precise, self.band) if len(placed.lo)]
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


def _rank(placed: Placed, a: int, b: int, day: int, position: int) -> int:
    """Where (day, position) stands or would stand in the slice a..b of a class."""
    low = a + int(placed.lo[a:b].searchsorted(np.int32(day)))
    high = a + int(placed.lo[a:b].searchsorted(np.int32(day), side="right"))
    return low + int(placed.position[low:high].searchsorted(np.int32(position)))


def columns_between(edges: NDArray[np.float64]) -> tuple[Int32, Int32]:
    """First day and day after the last of the pixel columns between `edges` (W + 1 ascending days)."""
    left = np.clip(np.floor(edges[:-1]), -(2**30), 2**30).astype(np.int32)
    right = np.clip(np.ceil(edges[1:]), -(2**30), 2**30).astype(np.int32)
    return left, right


class Days(NamedTuple):
    """Of some placements, aligned: first and last drawn day, whether they are dated, and whether precise."""

    lo: Int32
    hi: Int32
    dated: Bools
    precise: Bools


def drawn_days(start_lo: Int32, start_hi: Int32, end_lo: Int32, end_hi: Int32) -> Days:
    """Where placements with these days are drawn, and among which."""
    begun, ends = start_lo != OPEN_LO, end_hi != OPEN_HI
    lo = np.where(begun, start_lo, start_hi)
    hi = np.maximum(np.where(ends, end_hi, OPEN_LO), lo)
    unended = np.flatnonzero(~ends)
    for last in (start_hi, end_lo):
        day = last.take(unended)
        hi[unended] = np.maximum(hi.take(unended), np.where(day == OPEN_HI, OPEN_LO, day))
    placed = start_hi != OPEN_HI
    dated = begun | placed
    # Days that are open don't count, so that their differences overflow does no harm.
    precise = (start_hi - start_lo < PRECISE_START) & (hi - lo < LONG)
    for known in (begun, placed, ends, end_lo != OPEN_LO):
        precise &= known
    return Days(lo, hi, dated, precise)


class Entries(NamedTuple):
    """Some placements one by one: the precise ones, those of the band, and how many are undated."""

    classes: tuple[list[Entry], list[Entry]]
    undated: int


def entries_of(data: CanvasData, places: NDArray[np.int64]) -> Entries:
    """Look at a few placements of the data."""
    days = drawn_days(data.start_lo[places], data.start_hi[places], data.end_lo[places], data.end_hi[places])
    columns = (data.lane[places], days.lo, days.hi, places, data.rows[places])
    found = [Entry(*values) for values in zip(*(column.tolist() for column in columns), strict=True)]
    marks = list(zip(days.dated.tolist(), days.precise.tolist(), found, strict=True))
    precise = [entry for dated, is_precise, entry in marks if dated and is_precise]
    band = [entry for dated, is_precise, entry in marks if dated and not is_precise]
    return Entries((precise, band), len(found) - len(precise) - len(band))


def _exchanged(placed: Placed, counts: DayCounts, change: Exchange) -> tuple[Placed, DayCounts]:
    found, gone, new = placed.exchanged(change)
    return found, counts.exchanged(found, gone, new)
