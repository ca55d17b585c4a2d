"""The best division of event data into blocks of constant rate: Bayesian blocks by optimal partitioning."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from db.stats.special import Floats

Marks = NDArray[np.bool_]
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Cells:
    """B sets of event data, each of n cells in order of time, of which the last ones may be empty padding.

    A block may begin or end at edge i only where `free` is set; the first edge and that at `size` always are.
    """

    edges: Floats  # [B, n + 1] ascending
    counts: Floats  # [B, n] events in each cell, fractions allowed
    free: Marks  # [B, n + 1]
    size: NDArray[np.int64]  # [B] cells that each set uses


def prior(cells: int | NDArray[np.int64], p0: float) -> Floats:
    """Return the penalty of one more block for so many cells and a false alarm probability.

    4 − ln(73.53 p0 N^−0.478): equation 21 of J. D. Scargle, J. P. Norris, B. Jackson and J. Chiang, "Studies in
    astronomical time series analysis VI. Bayesian block representations", The Astrophysical Journal 764, 2013,
    with the logarithm that is missing in print. It comes from simulations; for events, p0 is no more than near
    the share of false alarms.
    """
    return 4 - np.log(73.53 * p0 * np.asarray(cells, np.float64) ** -0.478)


def partition(cells: Cells, penalty: Floats) -> Marks:
    """Return the edges that divide each set best, [B, n + 1]; the first and the last edge always do.

    The division has the greatest sum over blocks of N ln(N ÷ T) less the penalty [B], for N events in time T (ibid.,
    equation 19); it is found exactly, cell by cell (B. Jackson et al., "An algorithm for optimal partitioning
    of data on an interval", IEEE Signal Processing Letters 12, 2005), in n² ÷ 2 steps for all sets at once.
    """
    sets, n = cells.counts.shape
    before = np.concatenate([np.zeros((sets, 1)), np.cumsum(cells.counts, axis=1)], axis=1)
    best = np.where(cells.free, 0.0, -np.inf)
    last = np.zeros((sets, n + 1), np.int64)
    each = np.arange(sets, dtype=np.int64)
    events, time = np.empty((sets, n)), np.empty((sets, n))
    for end in range(1, n + 1):
        count, length = events[:, :end], time[:, :end]
        np.subtract(before[:, end, None], before[:, :end], out=count)
        np.subtract(cells.edges[:, end, None], cells.edges[:, :end], out=length)
        np.maximum(length, _TINY, out=length)
        np.divide(count, length, out=length)
        np.maximum(length, _TINY, out=length)  # 0 ln 0 = 0
        np.log(length, out=length)
        length *= count
        length += best[:, :end]
        start = length.argmax(axis=1)
        last[:, end] = start
        best[:, end] = np.where(cells.free[:, end], length[each, start] - penalty, -np.inf)
    return _traced(last, cells.size)


def _traced(last: NDArray[np.int64], size: NDArray[np.int64]) -> Marks:
    """Follow each set's best beginnings of blocks back from its end."""
    marks = np.zeros(last.shape, np.bool_)
    each, place = np.arange(len(last), dtype=np.int64), size.copy()
    marks[each, place] = True
    while bool(place.any()):
        place = last[each, place]
        marks[each, place] = True
    return marks


def of_events(days: Floats, first: Floats | float, after: Floats | float, size: NDArray[np.int64]) -> Cells:
    """Return a cell for each event, [B, n] in order of time: it reaches halfway to its neighbours.

    The outer ones reach to `first` and `after`. Events at one time can't be parted.
    """
    sets, n = days.shape
    edges = np.empty((sets, n + 1))
    edges[:, 1:-1] = (days[:, 1:] + days[:, :-1]) / 2
    edges[:, 0], edges[:, -1] = first, after
    free = np.ones((sets, n + 1), np.bool_)
    free[:, 1:-1] = days[:, 1:] > days[:, :-1]
    place = np.arange(n + 1, dtype=np.int64)
    padding = place >= size[:, None]
    edges = np.where(padding, np.asarray(after, np.float64).reshape(-1, 1), edges)
    free = np.where(padding, place == size[:, None], free)
    return Cells(edges, (place[:-1] < size[:, None]).astype(np.float64), free, size)
