"""Columns of all events as numpy arrays: what the canvas, the table's order and the charts work on.

They are kept in the file as BLOBs with the revision they were made from; a cache of another revision is never
believed. A single edit patches the arrays in memory, so that its cost does not grow with the file.
"""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from db import history
from db.dates import OPEN_HI, OPEN_LO
from db.history import Changes
from db.ids import COUNTER_BITS
from db.words import STATUSES

Ints = NDArray[np.int32]
Ids = NDArray[np.int64]

DAYS = ("start_lo", "start_hi", "end_lo", "end_hi")
CODED = ("type", "mechanism", "country", "channel", "level")
"""Columns that hold codes into `keys`: places of the referred records' ids."""

_COUNTER = (1 << COUNTER_BITS) - 1
_MOST_EXTRA = 5000
SET, UNVERIFIED = 1, 2
"""Bits of `flags`: the date is a set whose members matter; the event or its round is unverified."""


@dataclass(frozen=True)
class EventColumns:
    """All events, one place each, sorted by earliest start, then the more precise first, then title.

    Shapes: n events, m links. `ids` int64[n]; days int32[n] with OPEN_LO and OPEN_HI for open ends; coded columns
    int32[n], -1 for none; `status` indexes STATUSES; `part_of` is the row of the event it belongs to, or -1;
    `flags` uint8[n]. The counterparts of row i are `link_actor[link_offsets[i]:link_offsets[i + 1]]`.
    """

    revision: int
    ids: Ids
    start_lo: Ints
    start_hi: Ints
    end_lo: Ints
    end_hi: Ints
    type: Ints
    status: Ints
    mechanism: Ints
    country: Ints
    channel: Ints
    level: Ints
    part_of: Ints
    flags: NDArray[np.uint8]
    link_offsets: Ints
    link_actor: Ints
    keys: dict[str, Ids]

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: Iterable[int] | Ids) -> Ints:
        """Return the rows of event ids; ids that are not there are left out."""
        wanted = np.asarray(ids if isinstance(ids, np.ndarray) else list(ids), dtype=np.int64)
        return self.finder.find(wanted)

    @property
    def finder(self) -> "_Finder":
        found = self.__dict__.get("_rows_by_id")
        if found is None or len(found.extra) > _MOST_EXTRA:
            found = _Finder.of(self.ids)
            self.__dict__["_rows_by_id"] = found
        return found

    @property
    def link_event(self) -> Ints:
        """Return the row each link belongs to, int32[m]."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.link_offsets))


@dataclass(frozen=True)
class _Finder:
    """Finds rows by id by looking them up: an id is one of a few prefixes and a counter.

    `rows` holds the row of each counter of each prefix, -1 where there is none; `extra` has the ids that came
    since the arrays were made.
    """

    prefixes: Ids
    sizes: Ids
    offsets: Ids
    rows: Ints
    extra: dict[int, int] = field(default_factory=dict[int, int])

    @classmethod
    def of(cls, ids: Ids) -> "_Finder":
        prefixes, place = np.unique(ids >> COUNTER_BITS, return_inverse=True)
        counters = ids & _COUNTER
        order = np.lexsort((counters, place))
        last = np.searchsorted(place[order], np.arange(len(prefixes)), side="right") - 1
        sizes = counters[order][last] + 1 if len(ids) else np.zeros(0, np.int64)
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        rows = np.full(int(offsets[-1]), -1, np.int32)
        rows[offsets[place] + counters] = np.arange(len(ids), dtype=np.int32)
        return cls(prefixes, sizes, offsets, rows)

    def find(self, wanted: Ids) -> Ints:
        """Return the rows of the ids that are there, in the order asked."""
        found = np.full(len(wanted), -1, np.int32)
        if len(self.prefixes):
            blocks = wanted >> COUNTER_BITS
            place = np.minimum(np.searchsorted(self.prefixes, blocks), len(self.prefixes) - 1)
            counters = wanted & _COUNTER
            known = (self.prefixes[place] == blocks) & (counters < self.sizes[place])
            found[known] = self.rows[(self.offsets[place] + counters)[known]]
        if self.extra:
            for place in np.flatnonzero(found < 0).tolist():
                found[place] = self.extra.get(int(wanted[place]), -1)
        return found[found >= 0]

    def moved(self, move: Ints, added: dict[int, int]) -> "_Finder":
        """Return the finder after rows moved (`move[old row]` is the new row or -1) and ids were added."""
        rows = np.append(move, np.int32(-1))[self.rows]  # -1, for none, picks the last: -1
        extra = {key: int(move[row]) for key, row in self.extra.items() if move[row] >= 0}
        return replace(self, rows=rows, extra=extra | added)


# --- reading -----------------------------------------------------------------------------------------------

_SELECT = f"""
SELECT e.id, coalesce(start_lo, {OPEN_LO}), coalesce(start_hi, {OPEN_HI}), coalesce(end_lo, {OPEN_LO}),
       coalesce(end_hi, {OPEN_HI}), coalesce(type_id, -1), coalesce(mechanism_id, -1), coalesce(country_id, -1),
       coalesce(channel_id, -1), coalesce(level_id, -1), coalesce(part_of_id, -1),
       CASE status {" ".join(f"WHEN '{word}' THEN {code}" for code, word in enumerate(STATUSES))} ELSE 0 END,
       (substr(edtf, 1, 1) = '[') * {SET} + (unverified OR round_basis <> 'stated') * {UNVERIFIED}
FROM event e
"""
_ORDER = " ORDER BY sort_lo, sort_width, title, id"
_LINKS = """
SELECT DISTINCT p.event_id, p.actor_id FROM participation p
WHERE p.side <> 'focal' AND p.actor_id IS NOT NULL
"""
_LINKS_OF = """
SELECT DISTINCT p.event_id, p.actor_id FROM
(SELECT event_id, actor_id FROM participation WHERE side <> 'focal' AND actor_id IS NOT NULL) p
"""


def load(connection: sqlite3.Connection) -> EventColumns:
    """Return the columns of all events: from the file's cache where it is of this revision, else from the rows."""
    return _cached(connection) or read(connection)


def read(connection: sqlite3.Connection) -> EventColumns:
    """Return the columns made from the rows themselves."""
    table = _table(connection.execute(_SELECT + _ORDER), 13)
    links = _table(connection.execute(_LINKS), 2)
    return _build(history.revision(connection), table, links)


def _table(cursor: sqlite3.Cursor, width: int) -> Ids:
    return np.fromiter(chain.from_iterable(cursor), np.int64).reshape(-1, width)


def _build(revision: int, table: Ids, links: Ids) -> EventColumns:
    ids = np.ascontiguousarray(table[:, 0])
    days = {name: table[:, place].astype(np.int32) for place, name in enumerate(DAYS, 1)}
    keys: dict[str, Ids] = {}
    coded: dict[str, Ints] = {}
    for place, name in enumerate(CODED, 5):
        keys[name], coded[name] = _codes(table[:, place])
    finder = _Finder.of(ids)
    part_of = np.full(len(ids), -1, np.int32)
    inside = np.flatnonzero(table[:, 10] >= 0)
    part_of[inside] = finder.find(table[inside, 10])
    link_rows = finder.find(links[:, 0])
    keys["actor"], actors = _codes(links[:, 1])
    order = np.lexsort((actors, link_rows))
    counts = np.bincount(link_rows, minlength=len(ids))
    built = EventColumns(
        revision=revision,
        ids=ids,
        **days,
        **coded,
        part_of=part_of,
        status=table[:, 11].astype(np.int32),
        flags=table[:, 12].astype(np.uint8),
        link_offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        link_actor=actors[order],
        keys=keys,
    )
    built.__dict__["_rows_by_id"] = finder
    return built


def _codes(values: Ids) -> tuple[Ids, Ints]:
    keys, codes = np.unique(values, return_inverse=True)
    if len(keys) and keys[0] == -1:
        return keys[1:], (codes - 1).astype(np.int32)
    return keys, codes.astype(np.int32)


# --- the cache in the file ---------------------------------------------------------------------------------

_ARRAYS = tuple(each.name for each in fields(EventColumns) if each.name not in ("revision", "keys"))
_TYPES = {"ids": np.dtype("<i8"), "flags": np.dtype("u1")}


def store(connection: sqlite3.Connection, columns: EventColumns | None = None) -> None:
    """Write the columns into the file's cache, for its present revision."""
    revision = history.revision(connection)
    if columns is None or columns.revision != revision:
        columns = read(connection)
    arrays = {name: getattr(columns, name) for name in _ARRAYS}
    arrays |= {f"keys.{name}": keys for name, keys in columns.keys.items()}
    connection.execute("DELETE FROM column_cache")
    connection.executemany(
        "INSERT INTO column_cache (name, revision, data) VALUES (?, ?, ?)",
        ((name, revision, _packed(name, array)) for name, array in arrays.items()),
    )


def is_stored(connection: sqlite3.Connection) -> bool:
    """Tell whether the file's cache is of its present revision."""
    row = connection.execute("SELECT min(revision), max(revision), count(*) FROM column_cache").fetchone()
    return row[2] > 0 and row[0] == row[1] == history.revision(connection)


def _cached(connection: sqlite3.Connection) -> EventColumns | None:
    if not is_stored(connection):
        return None
    rows = dict(connection.execute("SELECT name, data FROM column_cache"))
    if not rows.keys() >= {*_ARRAYS, *(f"keys.{name}" for name in (*CODED, "actor"))}:
        return None
    arrays = {name: np.frombuffer(rows[name], _type(name)) for name in _ARRAYS}
    keys = {name: np.frombuffer(rows[f"keys.{name}"], "<i8") for name in (*CODED, "actor")}
    count = len(arrays["ids"])
    aligned = all(len(arrays[name]) == count for name in (*DAYS, *CODED, "status", "part_of", "flags"))
    if not aligned or len(arrays["link_offsets"]) != count + 1:
        return None
    return EventColumns(history.revision(connection), **arrays, keys=keys)


def _type(name: str) -> "np.dtype[np.generic]":
    return np.dtype("<i8") if name.startswith("keys.") else _TYPES.get(name, np.dtype("<i4"))


def _packed(name: str, array: NDArray[np.generic]) -> bytes:
    return array.astype(_type(name), copy=False).tobytes()


# --- after an edit -----------------------------------------------------------------------------------------

SOURCES = ("event", "participation")
"""Tables whose changes alter the columns."""
_MOST_PATCHED = 400


def patched(columns: EventColumns, connection: sqlite3.Connection, changes: Changes) -> EventColumns:
    """Return the columns after an edit; few changed events are patched in, many are read anew."""
    if not changes.touches(*SOURCES):
        return replace(columns, revision=changes.edit_id)
    if len(changes.rows) > _MOST_PATCHED:
        return read(connection)
    changed = changes.net("event").ids | _events_of(connection, changes)
    return _patch(columns, connection, changes.edit_id, changed)


def _events_of(connection: sqlite3.Connection, changes: Changes) -> set[int]:
    """Return the events whose participations changed."""
    net = changes.net("participation")
    before = {old["event_id"] for old in (*net.updated.values(), *net.deleted.values()) if "event_id" in old}
    now = _chosen(connection, "SELECT event_id FROM participation", "id", net.ids)
    return {row[0] for row in now} | {int(str(event)) for event in before}


def _chosen(connection: sqlite3.Connection, select: str, column: str, ids: Collection[int], order: str = "") -> sqlite3.Cursor:
    marks = ",".join("?" * len(ids))
    return connection.execute(f"{select} WHERE {column} IN ({marks}){order}", tuple(ids))


def _patch(old: EventColumns, connection: sqlite3.Connection, revision: int, changed: set[int]) -> EventColumns:
    count = len(old)
    stays = np.ones(count, bool)
    stays[old.rows_of(changed)] = False
    kept = np.flatnonzero(stays)
    table = _table(_chosen(connection, _SELECT, "e.id", changed, _ORDER), 13)
    ids = table[:, 0].tolist()
    places = np.array([_place(connection, old, stays, row, changed) for row in table.tolist()], np.int64)
    fresh = dict(zip(ids, (places + np.arange(len(ids))).tolist(), strict=True))
    move = np.full(count, -1, np.int32)
    move[kept] = np.arange(len(kept)) + np.searchsorted(places, np.arange(len(kept)), side="right")
    for event, row in fresh.items():
        move[old.rows_of([event])] = row
    return _assembled(old, connection, revision, table, kept, places, fresh, move)


def _place(connection: sqlite3.Connection, old: EventColumns, stays: NDArray[np.bool_], row: list[int], changed: set[int]) -> int:
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
    def spliced(name: str, values: Ids) -> NDArray[np.generic]:
        array = getattr(old, name)
        return np.insert(array[kept], places, values.astype(array.dtype))

    arrays = {name: spliced(name, table[:, place]) for place, name in enumerate(DAYS, 1)}
    keys = dict(old.keys)
    for place, name in enumerate(CODED, 5):
        keys[name], codes = _coded(keys[name], table[:, place])
        arrays[name] = spliced(name, codes)
    arrays["ids"] = spliced("ids", table[:, 0])
    arrays["status"], arrays["flags"] = spliced("status", table[:, 11]), spliced("flags", table[:, 12])
    part_of = np.where(old.part_of >= 0, move[old.part_of], np.int32(-1))
    old_of = {int(whole): int(move[row]) for whole in table[:, 10] if whole >= 0 for row in old.rows_of([int(whole)])}
    wholes = np.array([fresh.get(whole, old_of.get(whole, -1)) for whole in table[:, 10].tolist()], np.int64)
    arrays["part_of"] = np.insert(part_of[kept], places, wholes.astype(np.int32))
    keys["actor"], offsets, actors = _spliced_links(old, connection, keys["actor"], kept, places, list(fresh))
    built = EventColumns(revision, **arrays, link_offsets=offsets, link_actor=actors, keys=keys)  # type: ignore[arg-type]
    added = {event: row for event, row in fresh.items() if not len(old.rows_of([event]))}
    built.__dict__["_rows_by_id"] = old.finder.moved(move, added)
    return built


def _spliced_links(
    old: EventColumns,
    connection: sqlite3.Connection,
    keys: Ids,
    kept: NDArray[np.intp],
    places: Ids,
    events: list[int],
) -> tuple[Ids, Ints, Ints]:
    links = _table(_chosen(connection, _LINKS_OF, "p.event_id", events), 2)
    keys, codes = _coded(keys, links[:, 1])
    counts = np.diff(old.link_offsets)
    stays = np.zeros(len(old), bool)
    stays[kept] = True
    actors = old.link_actor[np.repeat(stays, counts)]
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[kept])])
    mine = [np.sort(codes[links[:, 0] == event]) for event in events]
    added = np.array([len(each) for each in mine], np.int64)
    actors = np.insert(actors, np.repeat(offsets[places], added), np.concatenate([*mine, np.empty(0, np.int32)]))
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
