"""What is counted: units, each with a start known to the day or only to lie in a range or a set of days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.dates import OPEN_HI, OPEN_LO

__all__ = ["OPEN_HI", "OPEN_LO", "Groups", "Ints", "Units", "distinct", "ranges"]

Ints = NDArray[Any]  # int32 or int64


def _none() -> Ints:
    return np.empty(0, np.int64)


def distinct(keys: Ints) -> Ints:
    """The different keys, ascending: by sorting, which beats the hashing of `np.unique` where much is in order."""
    if bool((keys[1:] < keys[:-1]).any()):
        keys = np.sort(keys, kind="stable")
    new = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return keys[new]


def ranges(start: Ints, many: Ints) -> Ints:
    """Return `many[i]` numbers from `start[i]` on, one range after the other."""
    return np.arange(int(many.sum())) + np.repeat(start - np.cumsum(many) + many, many)


@dataclass(frozen=True, slots=True)
class Units:
    """n units with the earliest and latest day (ordinals) of each one's start.

    A start known as a set of days brings its pieces: inclusive ranges that don't overlap, sorted by
    unit, then day. Units are counted fastest when `lo` ascends.
    """

    lo: Ints  # [n] earliest day or OPEN_LO
    hi: Ints  # [n] latest day or OPEN_HI
    piece_unit: Ints = field(default_factory=_none)  # [m] index of the unit each piece belongs to
    piece_lo: Ints = field(default_factory=_none)  # [m]
    piece_hi: Ints = field(default_factory=_none)  # [m]

    def __len__(self) -> int:
        return len(self.lo)

    @property
    def placed(self) -> NDArray[np.bool_]:
        """Which units have an earliest and a latest day, [n]."""
        return (self.lo != OPEN_LO) & (self.hi != OPEN_HI)

    def span(self) -> tuple[int, int] | None:
        """The first possible day of the placed units and the one after their last; None where none is placed."""
        placed = self.placed
        if not placed.any():
            return None
        return int(self.lo[placed].min()), int(self.hi[placed].max()) + 1

    def take(self, rows: Ints) -> "Units":
        """The units at `rows`, which may repeat or leave out some."""
        lo, hi = self.lo[rows], self.hi[rows]
        if not len(self.piece_unit):
            return Units(lo, hi)
        starts = np.searchsorted(self.piece_unit, rows, side="left")
        many = np.searchsorted(self.piece_unit, rows, side="right") - starts
        unit = np.repeat(np.arange(len(rows)), many)
        piece = ranges(starts, many)
        return Units(lo, hi, unit, self.piece_lo[piece], self.piece_hi[piece])


@dataclass(frozen=True, slots=True)
class Groups:
    """Which group each unit counts in; with `row`, a unit may count in several.

    `filters` holds, where known, what a filter would say to mean each group: `country:JP`.
    """

    names: tuple[str, ...]
    code: Ints  # [n], or [m] with row: index into names
    row: Ints | None = None  # [m] index of the unit, best ascending
    filters: tuple[str, ...] = ()  # empty, or one per name
    note: str = ""  # what a caption says of how units came into their groups

    def units_in(self, group: int) -> Ints:
        """The units in a group."""
        place = np.flatnonzero(self.code == group)
        return place if self.row is None else self.row[place]

    def units_in_any(self, groups: Sequence[int]) -> Ints:
        """The units in some of the groups, as often as they are in one."""
        place = np.flatnonzero(np.isin(self.code, groups))
        return place if self.row is None else self.row[place]

    @property
    def several(self) -> int:
        """How many units are in more than one group."""
        return 0 if self.row is None else int(np.count_nonzero(np.bincount(self.row) > 1))
