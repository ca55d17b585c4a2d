"""The cells that Bayesian blocks are made of, for each draw of the days of events with uncertain dates."""

import numpy as np
from numpy.typing import NDArray

from db.stats.montecarlo import drawn_counts, drawn_days
from db.stats.partition import Cells, of_events
from db.stats.special import Floats
from db.stats.stretches import Stretch, shares_within, stretch
from db.stats.units import Ints, Units


class Data:
    """The units of a stretch of time, told apart by whether they are known to the day."""

    def __init__(self, units: Units, searched: Stretch) -> None:
        shares = shares_within(units, searched)
        self.searched = searched
        self.rows: Ints = np.flatnonzero(shares)
        self.units = units.take(self.rows)
        exact = self.units.lo == self.units.hi
        self.total = float(shares.sum())
        self.imprecise = len(exact) - int(exact.sum())
        whole = stretch(searched.first, searched.after)
        self.unsearched = max(float(shares_within(units, whole).sum()) - self.total, 0.0)
        self.undated = int(np.count_nonzero(~units.placed))
        self.at = np.sort(self.positions(self.units.lo[exact]))  # of those known to the day
        self.open = self.units.take(np.flatnonzero(~exact))

    def positions(self, days: Ints) -> Floats:
        """Return where days lie in searched time: at noon."""
        return self.searched.elapsed(days) + 0.5


def event_cells(data: Data, draws: int, seed: int) -> Cells:
    """Return cells of the units of each draw; where all are known to the day, there is one set."""
    length = float(data.searched.days)
    if not data.imprecise:
        return _parted(of_events(data.at[None], 0.0, length, np.array([len(data.at)])))
    days = drawn_days(data.open, draws=draws, seed=seed)
    positions = np.where(data.searched.holds(days), data.positions(days), np.inf).T
    exact = np.broadcast_to(data.at, (draws, len(data.at)))
    every = np.sort(np.concatenate([exact, positions], axis=1), axis=1)
    size: NDArray[np.int64] = np.isfinite(every).sum(axis=1, dtype=np.int64)
    return of_events(np.minimum(every, length), 0.0, length, size)


def day_cells(data: Data, width: int, draws: int, seed: int) -> Cells:
    """Return the same with days put together in cells of a width."""
    searched = data.searched
    edges = np.union1d(np.arange(searched.first, searched.after, width), searched.edges)
    inside = searched.holds(edges[:-1])
    ends = np.concatenate([[0.0], searched.elapsed(edges[1:][inside])])
    draws = draws if data.imprecise else 1
    counts = drawn_counts(data.units, edges, draws=draws, seed=seed)[:, 0, inside].astype(np.float64)
    n = len(ends) - 1
    free = np.ones((draws, n + 1), np.bool_)
    return Cells(np.broadcast_to(ends, (draws, n + 1)), counts, free, np.zeros(draws, np.int64) + n)


def expected(data: Data, edges: Floats) -> Floats:
    """Return how many units are expected between edges in searched time, [k]: all shares of their possible days."""
    start, end, per_day = _spread(data)
    below = [float((np.clip(edge, start, end) - start) @ per_day) for edge in edges.tolist()]
    return np.diff(np.searchsorted(data.at, edges) + np.array(below))


def _spread(data: Data) -> tuple[Floats, Floats, Floats]:
    """Return the ranges of searched time over which units are spread, and how much of a unit each day has."""
    lo, after = data.open.lo.astype(np.int64), data.open.hi.astype(np.int64) + 1
    per_day = 1 / (after - lo)
    if len(data.open.piece_unit):
        of = data.open.piece_unit
        first, last = data.open.piece_lo.astype(np.int64), data.open.piece_hi.astype(np.int64) + 1
        many = np.bincount(of, last - first, len(lo))
        plain = many == 0
        lo, after = np.concatenate([lo[plain], first]), np.concatenate([after[plain], last])
        per_day = np.concatenate([per_day[plain], 1 / many[of]])
    return data.searched.elapsed(lo), data.searched.elapsed(after), per_day


def _parted(cells: Cells) -> Cells:
    """Return one set without the edges that part nothing: events at one time in one cell."""
    (free,) = cells.free
    ends = np.flatnonzero(free)
    before = np.concatenate([[0.0], np.cumsum(cells.counts[0])])[ends]
    n = len(ends) - 1
    return Cells(cells.edges[:, ends], np.diff(before)[None], np.ones((1, n + 1), np.bool_), np.array([n]))
