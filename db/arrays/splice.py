"""How a sorted sequence became another: a few places went, a few came, all others only moved up or down."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
T = TypeVar("T", bound=np.generic)
Int = TypeVar("Int", bound=np.integer[Any])

_FEW = 12
"""Moved places up to which comparing is quicker than looking up where each went."""


@dataclass(frozen=True)
class Splice:
    """`before` places became `after`: the old places `removed` went, and new ones stand at `added`.

    Both are ascending. `target` has the new place of what stood at each removed place, -1 if it is gone.
    """

    before: int
    after: int
    removed: Places
    added: Places
    target: Places

    @classmethod
    def of(
        cls,
        before: int,
        removed: Sequence[int] | Places,
        added: Sequence[int] | Places,
        target: Sequence[int] | Places | None = None,
    ) -> "Splice":
        """Return the splice of `before` places; without `target`, what was removed is gone."""
        gone, new = np.asarray(removed, np.int64), np.asarray(added, np.int64)
        where = np.full(len(gone), -1, np.int64) if target is None else np.asarray(target, np.int64)
        return cls(before, before - len(gone) + len(new), gone, new, where)

    @classmethod
    def between(cls, before: int, removed: Sequence[int], gaps: Sequence[int]) -> "Splice":
        """Return the splice that puts something new before each of the old places `gaps` (ascending)."""
        kept = np.asarray(gaps, np.int64) - np.searchsorted(removed, gaps)
        return cls.of(before, removed, kept + np.arange(len(gaps)))

    @cached_property
    def pieces(self) -> list[tuple[int, int, int]]:
        """Stretches of old places that stay side by side: first, after the last, and how far they move."""
        cuts = {0, self.before}
        cuts.update(self.removed.tolist(), (self.removed + 1).tolist())
        cuts.update(self.old_place(place) for place in self._gaps.tolist())
        gone = set(self.removed.tolist())
        found: list[tuple[int, int, int]] = []
        for first, after in pairwise(sorted(cuts)):
            if first not in gone:
                kept = first - int(np.searchsorted(self.removed, first))
                found.append((first, after, kept + int(np.searchsorted(self._gaps, kept, "right")) - first))
        return found

    @cached_property
    def _gaps(self) -> Places:
        """Before which of the places that stay, counted without the removed, each added one stands."""
        return self.added - np.arange(len(self.added))

    def old_place(self, kept: int) -> int:
        """Return the old place of the `kept`-th of those that stay; `before` for the end."""
        before = np.searchsorted(self.removed - np.arange(len(self.removed)), kept, side="right")
        return min(kept + int(before), self.before)

    def applied(self, array: NDArray[T], values: NDArray[Any] | Sequence[Any]) -> NDArray[T]:
        """Return an array aligned with the old places as one aligned with the new, `values` at the added."""
        out = np.empty(self.after, array.dtype)
        for first, after, shift in self.pieces:
            out[first + shift : after + shift] = array[first:after]
        out[self.added] = values
        return out

    def marked(self, marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return marks of old places as marks of the new: what moved keeps its mark, what is new has none."""
        found = self.applied(marks, np.zeros(len(self.added), bool))
        stays = self.target >= 0
        found[self.target[stays]] = marks[self.removed[stays]]
        return found

    def moved(self, places: NDArray[Int]) -> NDArray[Int]:
        """Return the new places of old ones; -1 stays -1."""
        if self._many:
            return self._table.astype(places.dtype)[places]
        found = self.shifted(places)
        for gone, target in zip(self.removed.tolist(), self.target.tolist(), strict=True):
            found[places == gone] = target
        return found

    def shifted(self, places: NDArray[Int]) -> NDArray[Int]:
        """Return the same, but of a removed place where it stood between those that stay."""
        if self._many:
            return self._shifts.astype(places.dtype)[places]
        # The sign of a difference is -1 or 0: to shift it down is quicker than to add up comparisons.
        sign, beyond, found = 8 * places.itemsize - 1, np.empty_like(places), places.copy()
        for gone in self.removed.tolist():
            np.subtract(gone, places, out=beyond)
            found += np.right_shift(beyond, sign, out=beyond)
        kept = found.copy()
        for gap in self._gaps.tolist():
            np.subtract(gap - 1, kept, out=beyond)
            found -= np.right_shift(beyond, sign, out=beyond)
        return found

    def moved_in_order(self, places: NDArray[Int]) -> NDArray[Int]:
        """Return the same of ascending places, all of which stay."""
        found = places.copy()
        for first, after, shift in self.pieces:
            if shift:
                a, b = np.searchsorted(places, np.array([first, after], places.dtype)).tolist()
                found[a:b] += shift
        return found

    @property
    def _many(self) -> bool:
        return len(self.removed) + len(self.added) > _FEW

    @cached_property
    def _shifts(self) -> Places:
        table = np.full(self.before + 1, -1, np.int64)  # -1, for none, picks the last: -1
        for first, after, shift in self.pieces:
            table[first:after] = np.arange(first + shift, after + shift)
        kept = self.removed - np.arange(len(self.removed))
        table[self.removed] = kept + np.searchsorted(self._gaps, kept, side="right")
        return table

    @cached_property
    def _table(self) -> Places:
        table = self._shifts.copy()
        table[self.removed] = self.target
        return table
