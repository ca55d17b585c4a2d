"""Many rows of a table at once inside an edit: recorded by one statement, in place of a trigger for each row.

The triggers of that one table are off for just that; what cascades to other tables is recorded by theirs. All of it
stands in a savepoint, so that rows, record, triggers and indexes come back together if anything fails.
"""

import gc
import json
import sqlite3
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Final

from db import recording

LEAST: Final = 1000
"""Rows from which it pays: below, the triggers do."""

_LEAST_UNINDEXED: Final = 20_000
"""Rows from which indexes are made anew rather than kept in step, if more rows come or go than stay."""

_STEP: Final = 1000
_AT_ONCE: Final = 20

Watch = Callable[[int], None]
"""Called with the number of rows that went in since the last call; may raise, and nothing is inserted then."""

_RECORD: Final = 'INSERT INTO change (edit_id, "table", row_id, op, old) SELECT (SELECT id FROM edit_now), '
_LATEST: Final = "SELECT coalesce(max(id), 0) FROM change"
_KEYS: Final = "SELECT value FROM json_each(?)"


def insert(
    connection: sqlite3.Connection,
    table: str,
    names: Sequence[str],
    rows: Sequence[Sequence[object]],
    watch: Watch | None = None,
) -> None:
    """Insert rows, of whose columns `id` is one; parents come before their children unless checks are deferred."""
    if len(rows) < LEAST:
        if watch is not None:
            watch(len(rows))
        _fill(connection, table, names, rows, 1)
        return
    place = list(names).index("id")
    keys = json.dumps([row[place] for row in rows])
    with _unrecorded(connection, table):
        with _unindexed(connection, table, len(rows), there=len(rows)):
            for start in range(0, len(rows), _STEP):
                part = rows[start : start + _STEP]
                if watch is not None:
                    watch(len(part))
                _fill(connection, table, names, part, _AT_ONCE)
        _record(connection, table, "I", f"{_RECORD} ?, value, 'I', NULL FROM json_each(?)", (table, keys))


def delete(connection: sqlite3.Connection, table: str, ids: Collection[int]) -> None:
    """Delete rows by their ids; what refers to them in other tables goes or lets go as its triggers record."""
    own = _own_references(connection, table)
    if len(ids) < LEAST or any(gone != "SET NULL" for _, gone in own):
        connection.executemany(f'DELETE FROM "{table}" WHERE id = ?', ((row,) for row in ids))
        return
    keys = json.dumps(list(ids))
    for name, _ in own:  # rows of the same table that stay, while they are still recorded
        sql = f'UPDATE "{table}" SET "{name}" = NULL WHERE "{name}" IN ({_KEYS}) AND id NOT IN ({_KEYS})'
        connection.execute(sql, (keys, keys))
    with _unrecorded(connection, table):
        _record_old(connection, table, "D", recording.columns(connection, table), keys)
        with _unindexed(connection, table, len(ids), there=2 * len(ids)):
            connection.execute(f'DELETE FROM "{table}" WHERE id IN ({_KEYS})', (keys,))


def update(
    connection: sqlite3.Connection, table: str, names: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Set columns of rows; each of `rows` has their values and then the id, which no other has."""
    assigned = ", ".join(f'"{name}" = ?' for name in names)
    sql = f'UPDATE "{table}" SET {assigned} WHERE id = ?'
    ids = [row[-1] for row in rows]
    if len(rows) < LEAST or len(set(ids)) < len(ids) or "id" in names:
        connection.executemany(sql, rows)
        return
    with _unrecorded(connection, table):
        _record_old(connection, table, "U", names, json.dumps(ids))
        connection.executemany(sql, rows)


def _record_old(connection: sqlite3.Connection, table: str, op: str, names: Sequence[str], keys: str) -> None:
    sql = (
        f"{_RECORD} ?, t.id, ?, {recording.as_json(names, 't')}"
        f' FROM json_each(?) k CROSS JOIN "{table}" t ON t.id = k.value'
    )
    _record(connection, table, op, sql, (table, op, keys))


def _record(connection: sqlite3.Connection, table: str, op: str, sql: str, values: Sequence[object]) -> None:
    """Run a statement that records, and note where its records lie."""
    (before,) = connection.execute(_LATEST).fetchone()
    connection.execute(sql, values)
    (last,) = connection.execute(_LATEST).fetchone()
    if last > before:
        connection.execute("INSERT INTO bulk_now VALUES (?, ?, ?, ?)", (before + 1, last, table, op))


def _fill(
    connection: sqlite3.Connection,
    table: str,
    names: Sequence[str],
    rows: Sequence[Sequence[object]],
    size: int,
) -> None:
    """Insert rows, so many by each statement: one for each row takes twice the time."""
    whole = len(rows) - len(rows) % size
    listed = ", ".join(f'"{name}"' for name in names)
    marks = f"({', '.join('?' * len(names))})"
    sql = f'INSERT INTO "{table}" ({listed}) VALUES {", ".join([marks] * size)}'
    flat = chain.from_iterable
    connection.executemany(sql, (tuple(flat(rows[at : at + size])) for at in range(0, whole, size)))
    if whole < len(rows):
        _fill(connection, table, names, rows[whole:], 1)


@contextmanager
def collector_paused() -> Generator[None]:
    """Keep Python from looking for cycles among millions of small new objects: it took a third of an import."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _unrecorded(connection: sqlite3.Connection, table: str) -> Generator[None]:
    """Take a table's triggers off for what the block does and records itself."""
    with _savepoint(connection):
        recording.drop_triggers(connection, table)
        yield
        recording.put_triggers(connection, table)


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Generator[None]:
    connection.execute("SAVEPOINT bulk")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # a full disk may have rolled back everything
            connection.execute("ROLLBACK TO bulk")
            connection.execute("RELEASE bulk")
        raise
    connection.execute("RELEASE bulk")


@contextmanager
def _unindexed(connection: sqlite3.Connection, table: str, moved: int, *, there: int) -> Generator[None]:
    """Take a table's indexes away for many rows if it has fewer than `there`, and make them anew from sorted keys."""
    pays = moved >= _LEAST_UNINDEXED and _has_fewer(connection, table, there)
    indexes = _spare_indexes(connection, table) if pays else []
    for name, _ in indexes:
        connection.execute(f'DROP INDEX main."{name}"')
    yield
    for _, ddl in indexes:
        connection.execute(ddl)


def _has_fewer(connection: sqlite3.Connection, table: str, rows: int) -> bool:
    sql = f'SELECT count(*) FROM (SELECT 1 FROM "{table}" LIMIT ?)'
    return connection.execute(sql, (rows,)).fetchone()[0] < rows


def _spare_indexes(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Return name and DDL of the indexes that the rows of the table themselves don't need.

    The one by which they refer to each other is asked for every whole that goes, or comes after its part.
    """
    own = {name for name, _ in _own_references(connection, table)}
    sql = "SELECT name, sql FROM main.sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    found = connection.execute(sql, (table,)).fetchall()
    first = {name: connection.execute(f'PRAGMA index_info("{name}")').fetchall()[0][2] for name, _ in found}
    return [(name, ddl) for name, ddl in found if first[name] not in own]


def _own_references(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Return the columns by which rows of a table refer to others of it, and what happens when those go."""
    found = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    return [(row[3], row[6]) for row in found if row[2] == table]
