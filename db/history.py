"""History: temporary triggers record the inverse of every row change; undo replays it under the same triggers.

The triggers are TEMP, so none stands in the file. An insert records its key alone, an update the old values of
the columns it changed, a delete the whole row. Replaying an inverse is recorded like any other change, which
yields redo. Undo and redo walk a stack kept in `edit.state`: see `undo`.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import TypeAlias

from db import bulk
from db.recording import OWN_TABLES, columns, install, user_tables
from db.version import VERSION

__all__ = [
    "OWN_TABLES", "Bulk", "Changes", "Net", "begin", "columns", "decode", "finish", "install", "read", "redo",
    "redoable", "revision", "undo", "undoable", "user_tables",
]  # fmt: skip

_Recorded: TypeAlias = tuple[str, str, int, str | None]
"""One change as it is replayed: table, operation, row id, old values."""

Old: TypeAlias = dict[str, object]
Row: TypeAlias = tuple[str, int, str, str | None]
"""One change: table, row id, operation (I, U or D), old values as JSON or None."""


@dataclass(frozen=True)
class Net:
    """What an edit did to one table in the end: ids inserted, and old values of rows updated or deleted.

    Old values of rows that were deleted in bulk are left out: their mapping is empty.
    """

    inserted: Collection[int] = field(default_factory=set[int])
    updated: Mapping[int, Old] = field(default_factory=dict[int, Old])
    deleted: Mapping[int, Old] = field(default_factory=dict[int, Old])

    @property
    def ids(self) -> set[int]:
        """All rows that changed."""
        return {*self.inserted, *self.updated, *self.deleted}


@dataclass(frozen=True)
class Bulk:
    """Many rows of one table inserted (I) or deleted (D) at once, and touched by nothing else in their edit."""

    table: str
    op: str
    ids: tuple[int, ...]
    first: int
    last: int
    """Ids of the records in `change`, which hold the old values."""


@dataclass(frozen=True)
class Changes:
    """What one edit did: `singles` row by row in their order, `bulks` in sets without their old values."""

    edit_id: int
    label: str
    kind: str
    singles: tuple[Row, ...]
    bulks: tuple[Bulk, ...] = ()

    def __len__(self) -> int:
        return len(self.singles) + sum(len(each.ids) for each in self.bulks)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All changes; those in bulk come last, and without old values."""
        many = (zip(repeat(each.table), each.ids, repeat(each.op), repeat(None)) for each in self.bulks)
        return (*self.singles, *chain.from_iterable(many))

    @cached_property
    def tables(self) -> frozenset[str]:
        """Names of the tables that changed."""
        return frozenset([*(row[0] for row in self.singles), *(each.table for each in self.bulks)])

    @cached_property
    def _nets(self) -> dict[str, Net]:
        return {}

    def net(self, table: str) -> Net:
        """Return the edit's net effect on one table."""
        found = self._nets.get(table)
        if found is None:
            found = self._nets[table] = _net(row for row in self.rows if row[0] == table)
        return found

    def touches(self, *tables: str) -> bool:
        """Tell whether any of the tables changed."""
        return not self.tables.isdisjoint(tables)


def _net(rows: Iterable[Row]) -> Net:
    inserted: dict[int, None] = {}
    updated: dict[int, Old] = {}
    deleted: dict[int, Old] = {}
    for _, row, op, old in rows:
        if op == "I":
            if row in deleted:
                updated[row] = deleted.pop(row)
            else:
                inserted[row] = None
        elif op == "U":
            if row not in inserted:
                updated[row] = {**decode(old), **updated.get(row, {})}
        elif row in inserted:
            del inserted[row]
        else:
            deleted[row] = {**decode(old), **updated.pop(row, {})}
    return Net(inserted.keys(), updated, deleted)


def decode(old: str | None) -> Old:
    """Return the recorded values of a change; BLOBs come back as bytes."""
    values: dict[str, object] = json.loads(old) if old else {}
    if old is None or '{"hex":' not in old:
        return values
    return {name: _unhex(value) for name, value in values.items()}


def _unhex(value: object) -> object:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value  # type: ignore[index]


# --- recording ---------------------------------------------------------------------------------------------


def begin(
    connection: sqlite3.Connection, label: str, author: str, *, kind: str = "edit", of: int | None = None
) -> int:
    """Start an edit inside a transaction and return its id; everything that changes is recorded under it."""
    if kind == "edit":
        connection.execute("UPDATE edit SET state = 'spent' WHERE state = 'redoable'")
    state = "redoable" if kind == "undo" else "done"
    cursor = connection.execute(
        "INSERT INTO edit (label, made_at, author, version, kind, of_id, state)"
        " VALUES (?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?, ?, ?, ?, ?)",
        (label, author, VERSION, kind, of, state),
    )
    edit_id = cursor.lastrowid
    assert edit_id is not None  # noqa: S101 - an INSERT without one cannot happen
    connection.execute("DELETE FROM edit_now")
    connection.execute("DELETE FROM bulk_now")
    connection.execute("INSERT INTO edit_now VALUES (?)", (edit_id,))
    return edit_id


def finish(connection: sqlite3.Connection, edit_id: int) -> Changes:
    """Return what was recorded under an edit and stop recording."""
    connection.execute("DELETE FROM edit_now")
    spans = connection.execute(
        "SELECT \"table\", op, first, last FROM bulk_now WHERE op <> 'U' ORDER BY first"
    ).fetchall()
    bulks = tuple(_bulk(connection, *span) for span in spans)
    label, kind = _about(connection, edit_id)
    starts, ends = [0, *(each.last + 1 for each in bulks)], [*(each.first - 1 for each in bulks), _LAST]
    gaps = zip(starts, ends, strict=True)
    singles = tuple(chain.from_iterable(_rows(connection, edit_id, first, last) for first, last in gaps))
    if not _are_apart(singles, bulks):
        return read(connection, edit_id)
    return Changes(edit_id, label, kind, singles, bulks)


def read(connection: sqlite3.Connection, edit_id: int) -> Changes:
    """Return the changes of one past edit, row by row."""
    return Changes(edit_id, *_about(connection, edit_id), tuple(_rows(connection, edit_id, 0, _LAST)))


_LAST = (1 << 63) - 1


def _about(connection: sqlite3.Connection, edit_id: int) -> tuple[str, str]:
    return connection.execute("SELECT label, kind FROM edit WHERE id = ?", (edit_id,)).fetchone()


def _rows(connection: sqlite3.Connection, edit_id: int, first: int, last: int) -> list[Row]:
    sql = (
        """SELECT "table", row_id, op, old FROM change WHERE edit_id = ? AND id BETWEEN ? AND ? ORDER BY id"""
    )
    return connection.execute(sql, (edit_id, first, last)).fetchall()


def _bulk(connection: sqlite3.Connection, table: str, op: str, first: int, last: int) -> Bulk:
    found = connection.execute("SELECT row_id FROM change WHERE id BETWEEN ? AND ?", (first, last))
    return Bulk(table, op, tuple(chain.from_iterable(found)), first, last)


def _are_apart(singles: tuple[Row, ...], bulks: tuple[Bulk, ...]) -> bool:
    """Tell whether no row that changed in bulk changed once more in the same edit."""
    for table in {each.table for each in bulks}:
        ids = {row[1] for row in singles if row[0] == table}
        for each in bulks:
            if each.table == table:
                if not ids.isdisjoint(each.ids):
                    return False
                ids.update(each.ids)
    return True


def revision(connection: sqlite3.Connection) -> int:
    """Return the file's revision: the number of its latest edit, 0 where there was none."""
    return connection.execute("SELECT coalesce(max(id), 0) FROM edit").fetchone()[0]


# --- undo and redo -----------------------------------------------------------------------------------------


def undoable(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """Return id and label of the edit that `undo` would take back."""
    return _top(connection, "done")


def redoable(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """Return id and label of the undo that `redo` would take back."""
    return _top(connection, "redoable")


def _top(connection: sqlite3.Connection, state: str) -> tuple[int, str] | None:
    return connection.execute(
        "SELECT id, label FROM edit WHERE state = ? ORDER BY id DESC LIMIT 1", (state,)
    ).fetchone()


def undo(connection: sqlite3.Connection, target: int, label: str, author: str) -> int:
    """Take back edit `target` by a new edit and return its id.

    The edit undone becomes `undone`, the new one `redoable`; a later ordinary edit makes that `spent`.
    """
    connection.execute("UPDATE edit SET state = 'undone' WHERE id = ?", (target,))
    return _replay(connection, target, label, author, kind="undo")


def redo(connection: sqlite3.Connection, target: int, label: str, author: str) -> int:
    """Take back the undo `target` by a new edit, which can be undone again, and return its id."""
    connection.execute("UPDATE edit SET state = 'spent' WHERE id = ?", (target,))
    return _replay(connection, target, label, author, kind="redo")


def _replay(connection: sqlite3.Connection, target: int, label: str, author: str, *, kind: str) -> int:
    edit_id = begin(connection, label, author, kind=kind, of=target)
    # Rows come back in reverse order, children before parents.
    connection.execute("PRAGMA defer_foreign_keys=ON")
    rows = connection.execute(
        'SELECT "table", op, row_id, old FROM change WHERE edit_id = ? ORDER BY id DESC', (target,)
    ).fetchall()
    known = {table: frozenset(columns(connection, table)) for table in user_tables(connection)}
    with bulk.collector_paused():
        for (table, op), run in groupby(rows, key=itemgetter(0, 1)):
            if table not in known:
                raise ValueError(f"history names a table that does not exist: {table!r}")
            _invert(connection, table, op, run, known[table])
    return edit_id


def _invert(
    connection: sqlite3.Connection, table: str, op: str, run: Iterator[_Recorded], known: frozenset[str]
) -> None:
    if op == "I":
        bulk.delete(connection, table, [row for _, _, row, _ in run])
        return
    decoded = ((row, decode(old)) for _, _, row, old in run)
    for names, same in groupby(decoded, key=lambda each: tuple(each[1])):
        if not known.issuperset(names):
            raise ValueError(f"history names a column that does not exist: {table}.{set(names) - known}")
        if op == "D":
            bulk.insert(connection, table, names, [tuple(old.values()) for _, old in same])
        else:
            bulk.update(connection, table, names, [(*old.values(), row) for row, old in same])
