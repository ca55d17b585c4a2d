"""From a frequency to what is drawn: stacked layers, and the shape of their bars."""

from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from db.stats.frequency import Frequency
from desktop.charts.text import plain

Floats = NDArray[np.float64]

_NAME = 28  # characters of a group's name
_WIDE, _NARROW = 20.0, 5.0  # pixels of a bin whose bar leaves a little room, or a little more, beside it


@dataclass(frozen=True, slots=True)
class Stack:
    """The layers of a stacked chart: expected counts, bottom first, with names and colour indexes."""

    names: tuple[str, ...]
    colours: tuple[int, ...]  # places in the theme's marks, -1 for grey
    edges: Floats  # [bins + 1] days
    expected: Floats  # [layers, bins]
    certain: Floats  # [bins]
    possible: Floats  # [bins]

    @property
    def vague(self) -> NDArray[np.bool_]:
        """Bins in which less is certain than possible."""
        return self.possible > self.certain


NOTHING = Stack((), (), np.empty(0), np.empty((0, 0)), np.empty(0), np.empty(0))


def stack(frequency: Frequency, most: int) -> Stack:
    """Layers in the order of the groups; of more than `most`, the largest, then all others in one."""
    names = [plain(name, _NAME) for name in frequency.groups]
    colours = list(range(len(names)))
    expected = frequency.expected
    if len(names) > most:
        largest = np.argsort(-expected.sum(axis=1), kind="stable")
        kept, rest = np.sort(largest[: most - 1]), largest[most - 1 :]
        names = [*(names[i] for i in kept.tolist()), f"{len(rest):,} others"]
        colours = [*range(most - 1), -1]
        expected = np.vstack([expected[kept], expected[rest].sum(axis=0)])
    certain, possible = (a.sum(axis=0, dtype=np.float64) for a in (frequency.certain, frequency.possible))
    edges = frequency.bins.edges.astype(np.float64)
    return Stack(tuple(names), tuple(colours), edges, expected, certain, possible)


def nothing(undated: int = 0) -> str:
    """What stands in place of an empty picture."""
    if undated:
        return "No date here can be placed: each lacks an earliest or a latest day."
    return "Nothing to count here. Widen the filter or the period."


def sides(edges: Floats, pixels_per_day: float) -> tuple[Floats, Floats]:
    """Left and right of each bar: a little less than its bin where bins are wide enough to tell apart."""
    left, right = edges[:-1], edges[1:]
    if not len(left):
        return left, right
    pixels = float(np.median(right - left)) * pixels_per_day
    inset = (right - left) * (0.06 if pixels >= _WIDE else 0.1 if pixels >= _NARROW else 0.0)
    return left + inset, right - inset


def bars(left: Floats, right: Floats, low: Floats, high: Floats) -> Path:
    """All bars of one layer as a single path: drawn in one pass, ten times as fast as a patch each."""
    seen = high > low
    corners = np.empty((int(seen.sum()), 5, 2))
    corners[:, :2, 0] = corners[:, 4:, 0] = left[seen, None]
    corners[:, 2:4, 0] = right[seen, None]
    corners[:, 0, 1] = corners[:, 3, 1] = corners[:, 4, 1] = low[seen]
    corners[:, 1:3, 1] = high[seen, None]
    codes = np.array([Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY], Path.code_type)
    return Path(corners.reshape(-1, 2), np.tile(codes, len(corners)))
