"""Which events are compared with each other: pairs that share somebody and a day, a month or a title, as arrays."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

DAYS: Final = 21
"""Events that may lie within more days than these are compared by month."""
_MONTHS: Final = 100
"""Events that may lie within more days than these are compared by title alone."""
_MOST: Final = 50
"""Of events that share somebody and a day, or a title, no more are compared with each."""
_MOST_OF_MONTH: Final = 400
_DAY_BITS: Final = 24
_FAR: Final = 1 << (_DAY_BITS - 1)
"""Beyond all days."""


class Events:
    """Events as arrays: first and last day (None: open), whom each is about, and the number of its title."""

    def __init__(
        self,
        starts: Sequence[int | None],
        ends: Sequence[int | None],
        about: Sequence[tuple[int, int]],
        titles: Sequence[int],
    ) -> None:
        self.start: Ints = np.array([-_FAR if day is None else day for day in starts], np.int64)
        self.end: Ints = np.array([_FAR - 1 if day is None else day for day in ends], np.int64)
        self.span = self.end - self.start
        pairs: Ints = np.array(about, np.int64).reshape(-1, 2)
        self._event, self._who = pairs[:, 0], pairs[:, 1]
        self._title: Ints = np.array(titles, np.int64)

    def candidates(self, first_row: int, *, among_rows: bool) -> tuple[Ints, Ints]:
        """Return the pairs (earlier, later) to be compared; the later is a row: from `first_row` on all are."""
        kinds = (self._by_day(), self._by_month(), self._by_title())
        one = np.concatenate([np.minimum(*pairs) for pairs in kinds])
        other = np.concatenate([np.maximum(*pairs) for pairs in kinds])
        wanted = (one < other) & (other >= first_row)
        if not among_rows:
            wanted &= one < first_row
        wanted &= (self.start[one] <= self.end[other]) & (self.start[other] <= self.end[one])
        both = np.unique((one[wanted] << 32) | other[wanted])
        return both >> 32, both & 0xFFFFFFFF

    def _by_day(self) -> tuple[Ints, Ints]:
        keys, events = self._spread(self.span <= DAYS, 0)
        order = np.argsort(keys, kind="stable")
        keys, events = keys[order], events[order]
        begin = np.searchsorted(keys, keys)
        counts = np.minimum(np.arange(len(keys)) - begin, _MOST)
        return events[_ranges(begin, counts)], np.repeat(events, counts)

    def _by_month(self) -> tuple[Ints, Ints]:
        coarse = (self.span > DAYS) & (self.span <= _MONTHS)
        return _join(self._spread(coarse, 5), self._spread(self.span <= _MONTHS, 5), _MOST_OF_MONTH)

    def _by_title(self) -> tuple[Ints, Ints]:
        keys = (self._who << 32) | self._title[self._event]
        vague = self.span[self._event] > _MONTHS
        return _join((keys[vague], self._event[vague]), (keys, self._event), _MOST)

    def _spread(self, wanted: NDArray[np.bool_], bits: int) -> tuple[Ints, Ints]:
        """Return keys of somebody and a span of 2**bits days, and the events that have them."""
        chosen = wanted[self._event]
        events, who = self._event[chosen], self._who[chosen]
        first = self.start[events] >> bits
        counts = (self.end[events] >> bits) - first + 1
        days = _ranges(first, counts)
        return (np.repeat(who, counts) << _DAY_BITS) + days + _FAR, np.repeat(events, counts)


def _ranges(begin: Ints, counts: Ints) -> Ints:
    """Return the numbers from each beginning on, so many of each."""
    before = np.cumsum(counts) - counts
    return np.arange(int(counts.sum())) - np.repeat(before - begin, counts)


def _join(left: tuple[Ints, Ints], right: tuple[Ints, Ints], most: int) -> tuple[Ints, Ints]:
    """Return the events of both sides that share a key, for each of the left so many at most."""
    if not len(left[0]):
        return left[1], left[1]
    order: Any = np.argsort(right[0], kind="stable")
    keys, events = right[0][order], right[1][order]
    begin = np.searchsorted(keys, left[0])
    counts = np.minimum(np.searchsorted(keys, left[0], "right") - begin, most)
    return np.repeat(left[1], counts), events[_ranges(begin, counts)]
