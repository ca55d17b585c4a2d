"""The four counting rules: from rows of events to the units that a plot counts."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from db.arrays.columns import EventColumns
from db.stats.units import Ints, ranges

Marks = NDArray[np.bool_]

_DEEPEST = 64  # parts within parts; a file that says more goes round in a circle
_PAIR = np.int64(2**32)


@dataclass(frozen=True, slots=True)
class Counted:
    """n counted units, in order of time: the row of each one's event; for dyads and days, the counterpart."""

    row: Ints  # [n] places in EventColumns, ascending
    actor: Ints | None = None  # [n] codes into keys["actor"]

    def __len__(self) -> int:
        return len(self.row)


def counted(columns: EventColumns, rows: Ints, unit: str) -> Counted:
    """Return the units that the events at `rows` are, by a counting rule of `db.stats.caption.RULES`.

    `event`: an event whose whole is among the rows is not counted beside it. `meeting`: an event with parts
    among the rows is not. `dyad`: an event, with its parts among the rows, counts once for each counterpart.
    `day`: a counterpart counts once for each day on which something is known to have started; a start not
    known to the day counts by itself, and a whole adds nothing for a counterpart that its parts name.
    """
    rows = ascending(rows)
    family = Family(columns, rows)
    if unit == "event":
        return Counted(family.without(family.is_part))
    if unit == "meeting":
        return Counted(family.without(family.is_whole))
    row, actor = pairs(columns, rows)
    kept = np.ones(len(row), np.bool_)
    related = np.flatnonzero(family.is_part[row] | family.is_whole[row])
    if unit == "dyad":
        kept[related] = family.first_of_root(row[related], actor[related])
        return Counted(row[kept], actor[kept])
    kept[related] = family.not_named_below(row[related], actor[related])
    row, actor = row[kept], actor[kept]
    once = _first_contacts(columns, row, actor)
    return Counted(row[once], actor[once])


def ascending(rows: Ints) -> Ints:
    """Return the rows in order; they mostly are, which is seen sooner than they are sorted."""
    return rows if bool((rows[1:] >= rows[:-1]).all()) else np.sort(rows)


def pairs(columns: EventColumns, rows: Ints) -> tuple[Ints, Ints]:
    """Return the rows, each repeated for each of its counterparts, and the counterparts' codes."""
    start = columns.link_offsets[rows].astype(np.int64)
    many = columns.link_offsets[rows + 1] - start
    row = np.repeat(rows, many)
    return row, columns.link_actor[ranges(start, many)]


class Family:
    """Which of the rows are parts of others among them, however many events lie between.

    `is_part` and `is_whole` mark rows of the columns, bool[all events].
    """

    def __init__(self, columns: EventColumns, rows: Ints) -> None:
        self._part_of = columns.part_of
        self._among = np.zeros(len(columns), np.bool_)
        self._among[rows] = True
        self.is_part = np.zeros(len(columns), np.bool_)
        self.is_whole = np.zeros(len(columns), np.bool_)
        self._ties: list[tuple[Ints, Ints]] = []
        inside = np.flatnonzero(columns.part_of >= 0)
        self._climb(inside[self._among[inside]])

    @property
    def ties(self) -> tuple[Ints, Ints]:
        """Each part with each event among the rows that it is part of, however many lie between; rows, [m] each."""
        none = np.empty(0, np.int64)
        return (
            np.concatenate([none, *(part for part, _ in self._ties)]),
            np.concatenate([none, *(above for _, above in self._ties)]),
        )

    def without(self, marks: Marks) -> Ints:
        """Return the rows that are not marked."""
        return np.flatnonzero(self._among & ~marks)

    def _climb(self, parts: Ints) -> None:
        above = self._part_of[parts]
        for _ in range(_DEEPEST):
            goes_on = above >= 0
            parts, above = parts[goes_on], above[goes_on]
            if not len(parts):
                return
            known = self._among[above]
            self.is_part[parts[known]] = True
            self.is_whole[above[known]] = True
            self._ties.append((parts[known], above[known]))
            above = self._part_of[above]

    @cached_property
    def roots(self) -> Ints:
        """The highest event among the rows that each row is part of, itself if of none; int32[all events]."""
        root_of = np.arange(len(self._part_of), dtype=np.int32)
        for parts, above in self._ties:
            root_of[parts] = above
        return root_of

    def first_of_root(self, row: Ints, actor: Ints) -> Marks:
        """Mark of each root and counterpart the pair of the root itself, else the earliest of its parts."""
        root = self.roots[row]
        order = np.lexsort((row, row != root, actor, root))
        keys = root[order] * _PAIR + actor[order]
        first = np.ones(len(order), np.bool_)
        first[1:] = keys[1:] != keys[:-1]
        marks = np.zeros(len(order), np.bool_)
        marks[order[first]] = True
        return marks

    def not_named_below(self, row: Ints, actor: Ints) -> Marks:
        """Mark the pairs whose counterpart none of the event's parts names."""
        named: list[NDArray[np.int64]] = []
        order = np.argsort(row, kind="stable")
        for parts, above in self._ties:
            start = np.searchsorted(row, parts, side="left", sorter=order)
            many = np.searchsorted(row, parts, side="right", sorter=order) - start
            named.append(np.repeat(above, many) * _PAIR + actor[order[ranges(start, many)]])
        return ~np.isin(row * _PAIR + actor, np.concatenate([*named, np.empty(0, np.int64)]))


def _first_contacts(columns: EventColumns, row: Ints, actor: Ints) -> Marks:
    """Mark the first pair of each counterpart and day, and every pair whose start is not known to the day."""
    day = columns.start_lo[row]
    exact = np.flatnonzero(day == columns.start_hi[row])
    marks = np.ones(len(row), np.bool_)
    marks[exact] = False
    _, first = np.unique(actor[exact] * _PAIR + day[exact], return_index=True)
    marks[exact[first]] = True
    return marks
