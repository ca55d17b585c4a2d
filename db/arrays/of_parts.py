"""Groups that an event without one of its own takes from its parts: a visit made for a session counts under it.

Of some groups the parts take that of the whole in turn.
"""

from typing import Final

import numpy as np

from db.arrays.columns import EventColumns
from db.arrays.counting import Counted, Family
from db.stats.units import Ints, distinct, ranges

PARTS: Final = "parts"
WHOLES: Final = "wholes"


def lacking(columns: EventColumns, found: Counted, member: Ints, kinship: str, *, named: bool) -> Ints:
    """Return the units, none of which is a `member` of a group, that are events with parts, or with wholes.

    With `named` only those whose events name no counterpart: one that is named has no standing on record, rather
    than that of another.
    """
    if not (columns.part_of >= 0).any():
        return np.empty(0, np.int64)
    lacks = np.bincount(member, minlength=len(found)) == 0
    if named:
        lacks &= columns.link_offsets[found.row + 1] == columns.link_offsets[found.row]
    unit = np.flatnonzero(lacks)
    if kinship == WHOLES:
        return unit[columns.part_of[found.row[unit]] >= 0]
    return unit[np.isin(found.row[unit], columns.part_of)]


def kin_of(columns: EventColumns, rows: Ints, kinship: str) -> tuple[Ints, Ints]:
    """Return the parts, or wholes, of the events at `rows`, at any depth, and the event that each belongs to.

    Only those of the event's own status: a session that was cancelled makes no visit one of its mechanism.
    """
    parts, above = Family(columns, np.arange(len(columns))).ties
    kin, of = (parts, above) if kinship == PARTS else (above, parts)
    kept = np.isin(of, rows) & (columns.status[parts] == columns.status[above]) & (parts != above)
    return kin[kept], of[kept]


def taken(member: Ints, code: Ints, kin: tuple[Ints, Ints], rows: Ints) -> tuple[Ints, Ints]:
    """Return which of the rows take which groups of their kin: pairs of a place among the rows and a group.

    `member` and `code` say which of the different kin, ascending, are in which groups; `kin` is of `kin_of`.
    """
    parts, whole = kin
    ordered = np.argsort(member, kind="stable")
    place, group = _joined(member[ordered], code[ordered], np.searchsorted(distinct(np.sort(parts)), parts))
    above = whole[place]
    ordered = np.argsort(above, kind="stable")
    return _joined(above[ordered], group[ordered], rows)


def taken_note(many: int, group: str, kinship: str) -> str:
    """Return what a caption says of so many events that are in groups of their parts, or wholes."""
    where = "their parts" if kinship == PARTS else "what they are part of"
    if many == 1:
        where = "its parts" if kinship == PARTS else "what it is part of"
        return f"1 event with no {group} of its own counts under those of {where}."
    return f"{many:,} events with no {group} of their own count under those of {where}." if many else ""


def _joined(keys: Ints, values: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """Return places among the wanted keys, each with each of its values; `keys` ascend."""
    start = np.searchsorted(keys, wanted, side="left")
    many = np.searchsorted(keys, wanted, side="right") - start
    return np.repeat(np.arange(len(wanted)), many), values[ranges(start, many)]
