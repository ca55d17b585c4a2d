"""Columns of all events as numpy arrays: what the canvas, the table's order and the charts work on.

They are kept in the file as BLOBs with the revision they were made from. A cache of another revision is never
believed as it is: what was edited since is patched in (`db.arrays.column_catch_up`). A single edit patches the arrays
in memory, so that its cost does not grow with the file.
"""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db import history
from db.arrays.splice import Splice
from db.dates import OPEN_HI, OPEN_LO
from db.ids import COUNTER_BITS
from db.words import STATUSES

Ints = NDArray[np.int32]
Codes = NDArray[np.signedinteger[Any]]
Ids = NDArray[np.int64]

DAYS = ("start_lo", "start_hi", "end_lo", "end_hi")
CODED = ("type", "mechanism", "country", "channel", "level")
"""Columns that hold codes into `keys`: places of the referred records' ids."""

_COUNTER = (1 << COUNTER_BITS) - 1
_MOST_EXTRA = 5000
_SAMPLE = 50_000
CACHED_AS = "format 3"
"""Names what the cached columns mean; a cache of another format is not believed."""
SET, UNVERIFIED = 1, 2
"""Bits of `flags`: the date is a set whose members matter; the event or its round is unverified."""


@dataclass(frozen=True)
class EventColumns:
    """All events, one place each, sorted by earliest start, then the more precise first, then title.

    Shapes: n events, m links. `ids` int64[n]; days int32[n] with OPEN_LO and OPEN_HI for open ends; coded columns
    [n], -1 for none, and `status`, which indexes STATUSES, are int16 where that holds all codes: to look up or
    compare, not to calculate with; `part_of` int32[n] is the row of the event it belongs to, or -1; `flags`
    uint8[n]. The counterparts of row i are `link_actor[link_offsets[i]:link_offsets[i + 1]]`.
    """

    revision: int
    ids: Ids
    start_lo: Ints
    start_hi: Ints
    end_lo: Ints
    end_hi: Ints
    type: Codes
    status: Codes
    mechanism: Codes
    country: Codes
    channel: Codes
    level: Codes
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
        return self.finder.find(wanted) if len(wanted) else np.zeros(0, np.int32)

    @property
    def finder(self) -> "Finder":
        found = self.__dict__.get("_rows_by_id")
        if found is None or len(found.extra) > _MOST_EXTRA:
            found = Finder.of(self.ids)
            self.__dict__["_rows_by_id"] = found
        return found

    @property
    def splice(self) -> Splice | None:
        """How the rows moved with the latest edit, where these columns were patched; None if they were read."""
        return self.__dict__.get("splice_")

    @cached_property
    def link_event(self) -> Ints:
        """Return the row each link belongs to, int32[m]."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.link_offsets))


@dataclass(frozen=True)
class Finder:
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
    def of(cls, ids: Ids) -> "Finder":
        prefixes, place = few(ids >> COUNTER_BITS)
        counters = ids & _COUNTER
        sizes = np.zeros(len(prefixes), np.int64)
        np.maximum.at(sizes, place, counters + 1)
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


# --- reading -----------------------------------------------------------------------------------------------

_STATUS = " ".join(f"WHEN '{word}' THEN {code}" for code, word in enumerate(STATUSES))
VALUES = (
    "e.id",
    f"coalesce(start_lo, {OPEN_LO})",
    f"coalesce(start_hi, {OPEN_HI})",
    f"coalesce(end_lo, {OPEN_LO})",
    f"coalesce(end_hi, {OPEN_HI})",
    *(f"coalesce({name}_id, -1)" for name in (*CODED, "part_of")),
    f"CASE status {_STATUS} ELSE 0 END",
    f"""(substr(edtf, 1, 1) = '[' OR instr(edtf, 'X') > 0) * {SET}
    + (unverified OR round_basis <> 'stated') * {UNVERIFIED}""",
)
SELECT = f"SELECT {', '.join(VALUES)} FROM event e"
ORDER = " ORDER BY sort_lo, sort_width, title, id"
LINKS_OF = """
SELECT DISTINCT p.event_id, p.actor_id FROM
(SELECT event_id, actor_id FROM participation WHERE side <> 'focal' AND actor_id IS NOT NULL) p
"""


_ahead: dict[tuple[int, int], Callable[[], EventColumns | None]] = {}
"""Columns being loaded by another thread, by the key of their file."""


def hand_over(connection: sqlite3.Connection, loading: Callable[[], EventColumns | None]) -> None:
    """Let the next `load` of this connection's file wait for what another thread is loading already.

    `loading` is called once and returns None where that came to nothing.
    """
    key = getattr(connection, "key", None)
    if key is not None:
        _ahead[key] = loading


def load(connection: sqlite3.Connection) -> EventColumns:
    """Return the columns of all events: from the file's cache, brought up to date, else from the rows."""
    loading = _ahead.pop(getattr(connection, "key", None) or (0, 0), None)
    loaded = loading() if loading is not None else None
    if loaded is not None and loaded.revision == history.revision(connection):
        return loaded
    return load_now(connection)


def load_now(connection: sqlite3.Connection) -> EventColumns:
    """Do what `load` does, whatever other threads are loading."""
    kept = cached(connection)
    if kept is None:
        return read(connection)
    if kept.revision == history.revision(connection):
        return kept
    from db.arrays.column_catch_up import caught_up  # it patches what is defined here

    return caught_up(connection, kept) or read(connection)


def read(connection: sqlite3.Connection) -> EventColumns:
    """Return the columns made from the rows themselves."""
    from db.arrays import column_reading  # it makes what is defined here, and mostly a cache spares it

    return column_reading.read(connection)


def width(codes: int) -> type[np.int16 | np.int32]:
    """Return the narrowest integers for so many codes: opening a timeline takes as long as there are bytes to read."""
    return np.int16 if codes < 2**15 else np.int32


def table_of(cursor: sqlite3.Cursor, width: int) -> Ids:
    """Return a cursor's rows of integers as an array int64[rows, width]."""
    return np.fromiter(chain.from_iterable(cursor), np.int64).reshape(-1, width)


def with_finder(columns: EventColumns, finder: "Finder") -> EventColumns:
    """Return the columns with what finds their rows by id, where it is at hand already."""
    columns.__dict__["_rows_by_id"] = finder
    return columns


def few(values: Ids) -> tuple[Ids, Ints]:
    """Return the distinct values, ascending, and the place of each value among them; quick where they are few."""
    keys = np.unique(values[:_SAMPLE])
    while True:
        codes = np.searchsorted(keys, values).astype(np.int32)
        missing = values[keys.take(codes, mode="clip") != values] if len(values) else values
        if not len(missing):
            return keys, codes
        keys = np.union1d(keys, missing[:_SAMPLE])


# --- the cache in the file ---------------------------------------------------------------------------------

_ARRAYS = tuple(each.name for each in fields(EventColumns) if each.name not in ("revision", "keys"))
_TYPES = {"ids": np.dtype("<i8"), "flags": np.dtype("u1"), "status": np.dtype("<i2")}


def store(connection: sqlite3.Connection, columns: EventColumns | None = None) -> None:
    """Write the columns into the file's cache, for its present revision."""
    revision = history.revision(connection)
    if columns is None or columns.revision != revision:
        columns = read(connection)
    types = _types(columns.keys)
    arrays = {name: getattr(columns, name).astype(types[name], copy=False) for name in _ARRAYS}
    arrays |= {f"keys.{name}": keys.astype("<i8", copy=False) for name, keys in columns.keys.items()}
    arrays[CACHED_AS] = np.zeros(0, np.uint8)
    connection.execute("DELETE FROM column_cache")
    connection.executemany(
        "INSERT INTO column_cache (name, revision, data) VALUES (?, ?, ?)",
        ((name, revision, array.tobytes()) for name, array in arrays.items()),
    )


def is_stored(connection: sqlite3.Connection) -> bool:
    """Tell whether the file's cache is of its present revision."""
    row = connection.execute("SELECT min(revision), max(revision), count(*) FROM column_cache").fetchone()
    return row[2] > 0 and row[0] == row[1] == history.revision(connection)


def cached(connection: sqlite3.Connection) -> EventColumns | None:
    """Return the columns as cached, of whatever revision that is; None where there are none of this format."""
    oldest, revision = connection.execute("SELECT min(revision), max(revision) FROM column_cache").fetchone()
    if revision is None or oldest != revision:
        return None
    rows = dict(connection.execute("SELECT name, data FROM column_cache"))
    if not rows.keys() >= {CACHED_AS, *_ARRAYS, *(f"keys.{name}" for name in (*CODED, "actor"))}:
        return None
    try:
        keys = {name: np.frombuffer(rows[f"keys.{name}"], "<i8") for name in (*CODED, "actor")}
        types = _types(keys)
        arrays: dict[str, NDArray[Any]] = {name: np.frombuffer(rows[name], types[name]) for name in _ARRAYS}
    except (TypeError, ValueError):  # no bytes, or no whole number of values
        return None
    count = len(arrays["ids"])
    aligned = all(len(arrays[name]) == count for name in (*DAYS, *CODED, "status", "part_of", "flags"))
    if not aligned or len(arrays["link_offsets"]) != count + 1:
        return None
    return EventColumns(revision, **arrays, keys=keys)


def _types(keys: dict[str, Ids]) -> "dict[str, np.dtype[Any]]":
    """Return how each array stands in the file."""
    types = dict.fromkeys(_ARRAYS, np.dtype("<i4")) | _TYPES
    return types | {name: np.dtype(width(len(keys[name]))).newbyteorder("<") for name in CODED}
