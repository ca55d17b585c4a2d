"""Events whose date is a set: the days of its members, kept with the columns and patched after an edit."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from db.arrays.columns import SET, EventColumns, Ids, Ints
from db.dates import from_edtf
from db.stats.units import ranges

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sets:
    """k events whose start lies in a set with gaps: their rows, ascending, and m ranges of days.

    The members of the i-th are `lo[offsets[i]:offsets[i + 1]]`, and `hi` likewise.
    """

    row: Ints
    offsets: Places
    lo: Places
    hi: Places

    def members_of(self, rows: Ints) -> tuple[Places, Places, Places]:
        """Return for rows (ascending, with repeats) the place among them, first and last day of each member."""
        low = np.searchsorted(rows, self.row)
        many = np.searchsorted(rows, self.row, side="right") - low
        which = np.repeat(np.arange(len(self.row)), many)
        unit = ranges(low, many)
        sizes = (self.offsets[1:] - self.offsets[:-1])[which]
        piece = ranges(self.offsets[which], sizes)
        return np.repeat(unit, sizes), self.lo[piece], self.hi[piece]


def sets_of(connection: sqlite3.Connection, columns: EventColumns) -> Sets:
    """Return the sets among all events; read once for these columns."""
    found = columns.__dict__.get("_sets")
    if found is None:
        found = columns.__dict__["_sets"] = _read(connection, columns, np.arange(len(columns)))
    return found


def carry(connection: sqlite3.Connection, old: EventColumns, new: EventColumns) -> None:
    """Hand on the sets that were read for the columns before an edit, with those of the changed events."""
    known: Sets | None = old.__dict__.get("_sets")
    if known is None or new.ids is old.ids:
        new.__dict__["_sets"] = known
        return
    splice = new.splice
    if splice is None:
        return
    changed = _read(connection, new, splice.added)
    stays = np.flatnonzero(~np.isin(known.row, splice.removed))
    row = np.concatenate([splice.moved(known.row[stays]), changed.row])
    size = np.concatenate([np.diff(known.offsets)[stays], np.diff(changed.offsets)])
    start = np.concatenate([known.offsets[stays], changed.offsets[:-1] + len(known.lo)])
    order = np.argsort(row, kind="stable")
    piece = ranges(start[order], size[order])
    new.__dict__["_sets"] = Sets(
        row[order],
        _offsets(size[order]),
        np.concatenate([known.lo, changed.lo])[piece],
        np.concatenate([known.hi, changed.hi])[piece],
    )


def _read(connection: sqlite3.Connection, columns: EventColumns, among: Places) -> Sets:
    """Return the sets at some rows (ascending)."""
    rows = among[(columns.flags[among] & SET) != 0]
    rows = rows[columns.start_lo[rows] != columns.start_hi[rows]].astype(np.int32)
    events = columns.ids[rows]
    edtf = _edtf_of(connection, events) if len(events) else {}
    members = [_members(edtf.get(event, "")) for event in events.tolist()]
    sizes = np.array([len(each) for each in members], np.int64)
    days = np.array(list(chain.from_iterable(members)), np.int64).reshape(-1, 2)
    kept = sizes > 0
    return Sets(rows[kept], _offsets(sizes[kept]), days[:, 0], days[:, 1])


def _offsets(sizes: Places) -> Places:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])


def _edtf_of(connection: sqlite3.Connection, events: Ids) -> dict[int, str]:
    listed = json.dumps(events.tolist())
    cursor = connection.cursor()
    cursor.row_factory = None
    sql = "SELECT e.id, e.edtf FROM json_each(?) w CROSS JOIN event e ON e.id = w.value"
    return dict(zip(*[chain.from_iterable(cursor.execute(sql, (listed,)))] * 2, strict=True))


@lru_cache(100_000)
def _members(edtf: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of days a set consists of; none where it has no gap: it is a plain range then."""
    members: Iterable[tuple[int, int]] = from_edtf(edtf).members if edtf else ()
    found = tuple(members)
    return found if len(found) > 1 else ()
