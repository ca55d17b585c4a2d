"""Columns after an edit: a few changed events are patched into the arrays, so that its cost stays small."""

import sqlite3
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db import columns as event_columns
from db.columns import CODED, DAYS, LINKS_OF, ORDER, SELECT, EventColumns, Ids, Ints, table_of
from db.history import Changes

SOURCES = ("event", "participation")
"""Tables whose changes alter the columns."""
_MOST_PATCHED = 400


def patched(columns: EventColumns, connection: sqlite3.Connection, changes: Changes) -> EventColumns:
    """Return the columns after an edit; few changed events are patched in, many are read anew."""
    if not changes.touches(*SOURCES):
        return replace(columns, revision=changes.edit_id)
    if len(changes.rows) > _MOST_PATCHED:
        return event_columns.read(connection)
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
    count = len(old)
    stays = np.ones(count, bool)
    stays[old.rows_of(changed)] = False
    kept = np.flatnonzero(stays)
    table = table_of(_chosen(connection, SELECT, "e.id", changed, ORDER), 13)
    ids = table[:, 0].tolist()
    places = np.array([_place(connection, old, stays, row, changed) for row in table.tolist()], np.int64)
    fresh = dict(zip(ids, (places + np.arange(len(ids))).tolist(), strict=True))
    move = np.full(count, -1, np.int32)
    move[kept] = np.arange(len(kept)) + np.searchsorted(places, np.arange(len(kept)), side="right")
    for event, row in fresh.items():
        move[old.rows_of([event])] = row
    return _assembled(old, connection, revision, table, kept, places, fresh, move)


def _place(
    connection: sqlite3.Connection,
    old: EventColumns,
    stays: NDArray[np.bool_],
    row: list[int],
    changed: set[int],
) -> int:
    """Return before which of the kept rows an event belongs."""
    lo, width = row[1], row[2] - row[1]
    first, last = np.searchsorted(old.start_lo, [lo, lo + 1]).tolist()
    widths = old.start_hi[first:last].astype(np.int64) - lo
    before = int(stays[: first + int(np.searchsorted(widths, width))].sum())
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
    kept: NDArray[np.intp],
    places: Ids,
    fresh: dict[int, int],
    move: Ints,
) -> EventColumns:
    def spliced(name: str, values: Ids) -> NDArray[Any]:
        array: NDArray[Any] = getattr(old, name)
        return np.insert(array[kept], places, values.astype(array.dtype))

    arrays: dict[str, NDArray[Any]] = {
        name: spliced(name, table[:, place]) for place, name in enumerate(DAYS, 1)
    }
    keys = dict(old.keys)
    for place, name in enumerate(CODED, 5):
        keys[name], codes = _coded(keys[name], table[:, place])
        arrays[name] = spliced(name, codes)
    arrays["ids"] = spliced("ids", table[:, 0])
    arrays["status"], arrays["flags"] = spliced("status", table[:, 11]), spliced("flags", table[:, 12])
    part_of = np.where(old.part_of >= 0, move[old.part_of], np.int32(-1))
    old_of = {
        int(whole): int(move[row])
        for whole in table[:, 10]
        if whole >= 0
        for row in old.rows_of([int(whole)])
    }
    wholes = np.array([fresh.get(whole, old_of.get(whole, -1)) for whole in table[:, 10].tolist()], np.int64)
    arrays["part_of"] = np.insert(part_of[kept], places, wholes.astype(np.int32))
    keys["actor"], offsets, actors = _spliced_links(old, connection, keys["actor"], kept, places, list(fresh))
    built = EventColumns(revision, **arrays, link_offsets=offsets, link_actor=actors, keys=keys)
    added = {event: row for event, row in fresh.items() if not len(old.rows_of([event]))}
    return event_columns.with_finder(built, old.finder.moved(move, added))


def _spliced_links(
    old: EventColumns,
    connection: sqlite3.Connection,
    keys: Ids,
    kept: NDArray[np.intp],
    places: Ids,
    events: list[int],
) -> tuple[Ids, Ints, Ints]:
    links = table_of(_chosen(connection, LINKS_OF, "p.event_id", events), 2)
    keys, codes = _coded(keys, links[:, 1])
    counts = np.diff(old.link_offsets)
    stays = np.zeros(len(old), bool)
    stays[kept] = True
    actors = old.link_actor[np.repeat(stays, counts)]
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[kept])])
    mine = [np.sort(codes[links[:, 0] == event]) for event in events]
    added = np.array([len(each) for each in mine], np.int64)
    actors = np.insert(
        actors, np.repeat(offsets[places], added), np.concatenate([*mine, np.empty(0, np.int32)])
    )
    sizes = np.insert(counts[kept], places, added)
    return keys, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32), actors.astype(np.int32)


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
