"""Columns after an edit: a few changed events are patched into the arrays, so that its cost stays small."""

import sqlite3
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.arrays import columns as event_columns
from db.arrays.columns import (
    CODED,
    DAYS,
    LINKS_OF,
    ORDER,
    SELECT,
    VALUES,
    EventColumns,
    Finder,
    Ids,
    Ints,
    table_of,
    width,
)
from db.arrays.splice import Splice
from db.history import Changes

SOURCES = ("event", "participation")
"""Tables whose changes alter the columns."""
_MOST_PATCHED = 400


def patched(columns: EventColumns, connection: sqlite3.Connection, changes: Changes) -> EventColumns:
    """Return the columns after an edit; few changed events are patched in, many are read anew."""
    if not changes.touches(*SOURCES):
        return event_columns.with_finder(replace(columns, revision=changes.edit_id), columns.finder)
    if len(changes.rows) > _MOST_PATCHED:
        return event_columns.read(connection)
    return with_changed(columns, connection, changes)


def with_changed(columns: EventColumns, connection: sqlite3.Connection, changes: Changes) -> EventColumns:
    """Return the columns with the events that changed read anew; the cost grows with their number."""
    changed = changes.net("event").ids | _events_of(connection, changes)
    return _patch(columns, connection, changes.edit_id, changed)


def _events_of(connection: sqlite3.Connection, changes: Changes) -> set[int]:
    """Return the events whose participations changed."""
    net = changes.net("participation")
    before = {old["event_id"] for old in (*net.updated.values(), *net.deleted.values()) if "event_id" in old}
    now = _chosen(connection, "SELECT event_id FROM participation", "id", net.ids)
    return {row[0] for row in now} | {int(str(event)) for event in before}


def _chosen(
    connection: sqlite3.Connection, select: str, column: str, ids: Collection[int], order: str = ""
) -> sqlite3.Cursor:
    marks = ",".join("?" * len(ids))
    return connection.execute(f"{select} WHERE {column} IN ({marks}){order}", tuple(ids))


def _patch(
    old: EventColumns, connection: sqlite3.Connection, revision: int, changed: set[int]
) -> EventColumns:
    gone = np.sort(old.rows_of(changed)).astype(np.int64)
    table = table_of(_chosen(connection, SELECT, "e.id", changed, ORDER), len(VALUES))
    ids = table[:, 0].tolist()
    gaps = np.array([_place(connection, old, gone, row, changed) for row in table.tolist()], np.int64)
    places = gaps + np.arange(len(ids))
    fresh = dict(zip(ids, places.tolist(), strict=True))
    target = [fresh.get(event, -1) for event in old.ids[gone].tolist()]
    return _assembled(old, connection, revision, table, Splice.of(len(old), gone, places, target), fresh)


def _place(
    connection: sqlite3.Connection,
    old: EventColumns,
    gone: Ids,
    row: list[int],
    changed: set[int],
) -> int:
    """Return before which of the kept rows an event belongs."""
    lo, width = row[1], row[2] - row[1]
    first, last = np.searchsorted(old.start_lo, [lo, lo + 1]).tolist()
    widths = old.start_hi[first:last].astype(np.int64) - lo
    before: int = first + int(np.searchsorted(widths, width))
    before -= int(np.searchsorted(gone, before))
    same = connection.execute(
        "SELECT id FROM event WHERE sort_lo = ? AND sort_width = ? ORDER BY title, id", (lo, width)
    )
    for (event,) in same:
        if event == row[0]:
            break
        before += event not in changed
    return before


def _assembled(
    old: EventColumns,
    connection: sqlite3.Connection,
    revision: int,
    table: Ids,
    splice: Splice,
    fresh: dict[int, int],
) -> EventColumns:
    arrays: dict[str, NDArray[Any]] = {
        name: splice.applied(getattr(old, name), table[:, place]) for place, name in enumerate(DAYS, 1)
    }
    keys = dict(old.keys)
    for place, name in enumerate(CODED, 5):
        keys[name], codes = _coded(keys[name], table[:, place])
        arrays[name] = splice.applied(getattr(old, name).astype(width(len(keys[name])), copy=False), codes)
    for name, place in (("ids", 0), ("status", 11), ("flags", 12)):
        arrays[name] = splice.applied(getattr(old, name), table[:, place])
    finder = _found_after(old, splice, fresh)
    wholes = [next(iter(finder.find(whole).tolist()), -1) for whole in table[:, 10:11]]
    arrays["part_of"] = splice.applied(splice.moved(old.part_of), wholes)
    keys["actor"], offsets, actors = _spliced_links(old, connection, keys["actor"], splice, list(fresh))
    built = EventColumns(revision, **arrays, link_offsets=offsets, link_actor=actors, keys=keys)
    built.__dict__["splice_"] = splice
    return event_columns.with_finder(built, finder)


def _found_after(old: EventColumns, splice: Splice, fresh: dict[int, int]) -> Finder:
    added = {event: row for event, row in fresh.items() if not len(old.rows_of([event]))}
    extra = old.finder.extra
    moved = splice.moved(np.array(list(extra.values()), np.int64)).tolist()
    known = {event: row for event, row in zip(extra, moved, strict=True) if row >= 0}
    return replace(old.finder, rows=splice.moved(old.finder.rows), extra=known | added)


def _spliced_links(
    old: EventColumns, connection: sqlite3.Connection, keys: Ids, splice: Splice, events: list[int]
) -> tuple[Ids, Ints, Ints]:
    links = table_of(_chosen(connection, LINKS_OF, "p.event_id", events), 2)
    keys, codes = _coded(keys, links[:, 1])
    mine = [np.sort(codes[links[:, 0] == event]).astype(np.int32) for event in events]
    offsets, parts, filled = np.empty(splice.after + 1, np.int32), [np.empty(0, np.int32)], 0
    pieces = [(first + shift, first, after) for first, after, shift in splice.pieces]
    for row, first, after in sorted(
        [*pieces, *((row, -1, i) for i, row in enumerate(splice.added.tolist()))]
    ):
        if first < 0:
            offsets[row] = filled
            parts.append(mine[after])
        else:
            low, high = old.link_offsets[[first, after]].tolist()
            np.add(old.link_offsets[first:after], filled - low, out=offsets[row : row + after - first])
            parts.append(old.link_actor[low:high])
        filled += len(parts[-1])
    offsets[-1] = filled
    return keys, offsets, np.concatenate(parts)


def _coded(keys: Ids, values: Ids) -> tuple[Ids, Ids]:
    """Return keys with any new values appended, and the code of each value (-1 for none)."""
    codes: list[int] = []
    for value in values.tolist():
        found = np.flatnonzero(keys == value)
        if value >= 0 and not len(found):
            keys = np.append(keys, value)
            found = [len(keys) - 1]
        codes.append(int(found[0]) if value >= 0 else -1)
    return keys, np.array(codes, np.int64)
