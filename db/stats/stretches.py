"""Stretches of time that were searched: what is cut out of them, how long they are, what lies in them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from db.stats.bins import day_text
from db.stats.errors import StatError
from db.stats.special import Floats
from db.stats.units import Units

Days = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Searched days from one day up to, not including, another: k ranges in order of time that don't touch."""

    first: int
    after: int
    start: Days  # [k]
    end: Days  # [k] the day after each range

    @property
    def days(self) -> int:
        """How many days were searched."""
        return int((self.end - self.start).sum())

    @property
    def unsearched(self) -> int:
        """How many days were not."""
        return self.after - self.first - self.days

    @property
    def edges(self) -> Days:
        """Return the [2k] days at which searching begins and ends: every other bin between them was searched."""
        return np.stack([self.start, self.end], axis=1).ravel()

    def __str__(self) -> str:
        return f"{day_text(self.first)} to {day_text(self.after - 1)}"

    def holds(self, days: ArrayLike) -> NDArray[np.bool_]:
        """Tell which days were searched."""
        return np.searchsorted(self.edges, np.asarray(days), side="right") % 2 == 1

    def elapsed(self, days: ArrayLike) -> Floats:
        """Return how many days were searched from the first one up to each day, which may be a fraction of one."""
        return _elapsed(self.edges, days)

    def day_at(self, elapsed: ArrayLike) -> Floats:
        """Return the day at which so many were searched; at a hole, the day on which searching begins again."""
        passed = np.asarray(elapsed, np.float64)
        before = np.concatenate([[0], np.cumsum(self.end - self.start)])[:-1]
        part = np.clip(np.searchsorted(before, passed, side="right") - 1, 0, None)
        return self.start[part] + passed - before[part]


def stretch(first: int, after: int, unsearched: ArrayLike = ()) -> Stretch:
    """Return the days from `first` up to, not including, `after`, less the [m, 2] spans (half-open) nobody searched.

    Raises StatError where no day is left.
    """
    if after <= first:
        raise StatError("The span has no length: its end must come after its beginning.")
    holes = joined(unsearched)
    start = np.concatenate([[first], holes[:, 1]])
    end = np.concatenate([holes[:, 0], [after]])
    start, end = np.clip(start, first, after), np.clip(end, first, after)
    kept = end > start
    found = Stretch(first, after, start[kept], end[kept])
    if not found.days:
        raise StatError(f"Nobody searched {found}: there is nothing to count there.")
    return found


def joined(spans: ArrayLike) -> Days:
    """Return [m, 2] half-open spans as others in order of time, which neither overlap nor touch, nor are empty."""
    rows = np.asarray(spans, np.int64).reshape(-1, 2)
    rows = rows[rows[:, 1] > rows[:, 0]]
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    if not len(rows):
        return rows
    reach = np.maximum.accumulate(rows[:, 1])
    new = np.concatenate([[True], rows[1:, 0] > reach[:-1]])
    last = np.concatenate([np.flatnonzero(new)[1:] - 1, [len(rows) - 1]])
    return np.stack([rows[new, 0], reach[last]], axis=1)


def days_within(spans: ArrayLike, start: ArrayLike, end: ArrayLike) -> Floats:
    """Return how many days of the [m, 2] spans lie between each start and end (half-open)."""
    edges = joined(spans).ravel()
    if not len(edges):
        return np.zeros(np.broadcast(np.asarray(start), np.asarray(end)).shape)
    return _elapsed(edges, end) - _elapsed(edges, start)


def shares_within(units: Units, searched: Stretch) -> Floats:
    """Return the share of each unit's possible days that were searched, [n]: 1 if all, 0 if none or undated."""
    rows = np.flatnonzero((units.lo != units.hi) & units.placed)
    shares = np.zeros(len(units))
    exact = units.lo == units.hi
    shares[exact] = searched.holds(units.lo[exact])
    lo, after = units.lo[rows].astype(np.int64), units.hi[rows].astype(np.int64) + 1
    shares[rows] = (searched.elapsed(after) - searched.elapsed(lo)) / (after - lo)
    if len(units.piece_unit):
        sets, place = np.unique(units.piece_unit, return_inverse=True)
        first, last = units.piece_lo.astype(np.int64), units.piece_hi.astype(np.int64) + 1
        days = np.bincount(place, searched.elapsed(last) - searched.elapsed(first))
        shares[sets] = days / np.bincount(place, last - first)
    return shares


def _elapsed(edges: Days, days: ArrayLike) -> Floats:
    """Return how many days lie before each within the half-open spans between every other pair of `edges`."""
    steps = np.diff(edges, prepend=edges[:1])
    steps[::2] = 0
    return np.interp(np.asarray(days, np.float64), edges.astype(np.float64), np.cumsum(steps))
