"""Groups that an event without one of its own takes from its parts: a visit made for a session counts under it."""

import numpy as np

from db.arrays.columns import EventColumns
from db.arrays.counting import Counted, Family
from db.stats.units import Ints, distinct, ranges


def lacking(columns: EventColumns, found: Counted, member: Ints, *, named: bool) -> Ints:
    """Return the units, none of which is a `member` of a group, that are events with parts.

    With `named` only those whose events name no counterpart: one that is named has no standing on record, rather
    than that of another.
    """
    if not (columns.part_of >= 0).any():
        return np.empty(0, np.int64)
    lacks = np.bincount(member, minlength=len(found)) == 0
    if named:
        lacks &= columns.link_offsets[found.row + 1] == columns.link_offsets[found.row]
    unit = np.flatnonzero(lacks)
    return unit[np.isin(found.row[unit], columns.part_of)]


def parts_of(columns: EventColumns, rows: Ints) -> tuple[Ints, Ints]:
    """Return the parts of the events at `rows`, at any depth, that are of the same status, and what each is part of."""
    parts, above = Family(columns, np.arange(len(columns))).ties
    kept = np.isin(above, rows) & (columns.status[parts] == columns.status[above]) & (parts != above)
    return parts[kept], above[kept]


def taken(member: Ints, code: Ints, kin: tuple[Ints, Ints], rows: Ints) -> tuple[Ints, Ints]:
    """Return which of the rows take which groups of their parts: pairs of a place among the rows and a group.

    `member` and `code` say which of the different parts, ascending, are in which groups; `kin` is of `parts_of`.
    """
    parts, whole = kin
    ordered = np.argsort(member, kind="stable")
    place, group = _joined(member[ordered], code[ordered], np.searchsorted(distinct(np.sort(parts)), parts))
    above = whole[place]
    ordered = np.argsort(above, kind="stable")
    return _joined(above[ordered], group[ordered], rows)


def taken_note(many: int, group: str) -> str:
    """Return what a caption says of so many events that are in groups of their parts."""
    if many == 1:
        return f"1 event with no {group} of its own counts under those of its parts."
    return f"{many:,} events with no {group} of their own count under those of their parts." if many else ""


def _joined(keys: Ints, values: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """Return places among the wanted keys, each with each of its values; `keys` ascend."""
    start = np.searchsorted(keys, wanted, side="left")
    many = np.searchsorted(keys, wanted, side="right") - start
    return np.repeat(np.arange(len(wanted)), many), values[ranges(start, many)]
