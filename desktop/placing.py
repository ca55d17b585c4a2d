"""The canvas's index in step with filter and edits: what was worked out for all events is kept and patched."""

import numpy as np
from numpy.typing import NDArray

from desktop.ahead import index_of
from desktop.arrange import arrange, rearranged, subset
from desktop.canvas.index import LaneIndex
from desktop.groups import Groups, groups
from desktop.live import LiveTimeline

MOST_LAID_OUT = 100_000
"""Events that pass a filter up to which the lanes are laid out anew for them."""

Mask = NDArray[np.bool_]


class Placing:
    """Holds the index of all events in their lanes, under the mask that was asked for last.

    Few events under a filter get lanes of their own, and an index of their own; very many a mask over all lanes.
    """

    def __init__(self, live: LiveTimeline) -> None:
        self._live = live
        self._revision = -1
        self._by = ("", "")
        self._groups: tuple[Groups, Groups] | None = None
        self._index: LaneIndex | None = None

    def follow(self, lanes_by: str, colour_by: str) -> LaneIndex:
        """Return the index of all events as they are now, under the mask of before; a small edit costs little."""
        revision, by = self._live.columns.revision, (lanes_by, colour_by)
        of = groups(self._live, lanes_by), groups(self._live, colour_by)
        if self._index is None or by != self._by:
            self._index = index_of(self._live.columns, by) or LaneIndex(arrange(self._live, *by))
        elif revision != self._revision:
            self._index = self._after_edit(self._index, of)
        self._revision, self._by, self._groups = revision, by, of
        return self._index

    def keep(self, index: LaneIndex) -> None:
        """Go on from this index, which is one of all events under another mask."""
        self._index = index

    def prepare(self) -> None:
        """Sort what the first edit and the first filter would wait for; safe in the pool."""
        if self._index is not None and self._groups is not None:
            for placed in self._index.all:
                _ = placed.last_position
            for each in self._groups:
                _ = each.placements

    def _after_edit(self, index: LaneIndex, of: tuple[Groups, Groups]) -> LaneIndex:
        live, rows = self._live, self._live.columns.splice
        if self._revision == live.before:
            if rows is None and self._groups is not None and all(map(_is, of, self._groups)):
                return index  # names, evidence or the like: nothing that stands in lanes
            found = rearranged(live, index.data, *self._by)
            if found is not None and rows is not None:
                return index.exchanged(*found, rows)
        return LaneIndex(arrange(live, *self._by))


def _is(one: object, other: object) -> bool:
    return one is other


def under(index: LaneIndex, mask: Mask, shown: int) -> LaneIndex:
    """Return the index of `shown` rows that a mask holds; safe in the pool, as the given one stays as it is."""
    return index.masked(mask) if shown > MOST_LAID_OUT else LaneIndex(subset(index.data, mask))
