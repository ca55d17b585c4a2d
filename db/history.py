"""History: temporary triggers record the inverse of every row change; undo replays it under the same triggers.

The triggers are TEMP, so none stands in the file. An insert records its key alone, an update the old values of
the columns it changed, a delete the whole row. Replaying an inverse is recorded like any other change, which
yields redo. Undo and redo walk a stack kept in `edit.state`: see `undo`.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TypeAlias

from db.version import VERSION

OWN_TABLES = frozenset({"edit", "change", "column_cache", "alembic_version"})
"""Tables that the program keeps for itself and history leaves alone."""

Old: TypeAlias = dict[str, object]


@dataclass(frozen=True)
class Net:
    """What an edit did to one table in the end: ids inserted, and old values of rows updated or deleted."""

    inserted: Collection[int] = field(default_factory=set[int])
    updated: Mapping[int, Old] = field(default_factory=dict[int, Old])
    deleted: Mapping[int, Old] = field(default_factory=dict[int, Old])

    @property
    def ids(self) -> set[int]:
        """All rows that changed."""
        return {*self.inserted, *self.updated, *self.deleted}


@dataclass(frozen=True)
class Changes:
    """What one edit did, row by row: `rows` are (table, row id, operation I/U/D, old values or None), in order."""

    edit_id: int
    label: str
    kind: str
    rows: tuple[tuple[str, int, str, str | None], ...]

    @cached_property
    def tables(self) -> frozenset[str]:
        """Names of the tables that changed."""
        return frozenset(row[0] for row in self.rows)

    @cached_property
    def _nets(self) -> dict[str, Net]:
        return {table: _net(row for row in self.rows if row[0] == table) for table in self.tables}

    def net(self, table: str) -> Net:
        """Return the edit's net effect on one table."""
        return self._nets.get(table, Net())

    def touches(self, *tables: str) -> bool:
        """Tell whether any of the tables changed."""
        return not self.tables.isdisjoint(tables)


def _net(rows: Iterator[tuple[str, int, str, str | None]]) -> Net:
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
    return {name: _unhex(value) for name, value in values.items()}


def _unhex(value: object) -> object:
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value  # type: ignore[index]


# --- recording ---------------------------------------------------------------------------------------------


def install(connection: sqlite3.Connection) -> None:
    """Put the recording triggers on the one writer connection; they vanish with it."""
    connection.execute(
        "PRAGMA temp_store=MEMORY"
    )  # or every recorded row would write a journal of its own to disk
    connection.execute("PRAGMA recursive_triggers=ON")  # or INSERT OR REPLACE would delete unrecorded
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS edit_now (id INTEGER PRIMARY KEY)")
    for table in user_tables(connection):
        for statement in _triggers(table, columns(connection, table)):
            connection.execute(statement)


def user_tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that users edit: all but the program's own and those of full text."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    virtual = [name for name, sql in rows if sql.upper().startswith("CREATE VIRTUAL")]
    return sorted(
        name
        for name, _ in rows
        if name not in OWN_TABLES
        and not name.startswith("sqlite_")
        and not any(name == v or name.startswith(f"{v}_") for v in virtual)
    )


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return a table's stored columns, generated ones left out."""
    rows = connection.execute(f'PRAGMA table_xinfo("{table}")')
    return [row[1] for row in rows if row[6] == 0]


def _triggers(table: str, names: list[str]) -> Iterator[str]:
    record = 'INSERT INTO change (edit_id, "table", row_id, op, old) VALUES ((SELECT id FROM edit_now), '
    whole = " || ',' || ".join(f"""'"{name}":' || {_encoded(name)}""" for name in names)
    changed = " || ".join(
        f"""CASE WHEN old."{name}" IS NOT new."{name}" THEN ',"{name}":' || {_encoded(name)} ELSE '' END"""
        for name in names
    )
    differs = " OR ".join(f'old."{name}" IS NOT new."{name}"' for name in names)
    bodies = {
        "INSERT": ("", f"{record}'{table}', new.id, 'I', NULL)"),
        "UPDATE": (
            f"WHEN {differs} ",
            f"{record}'{table}', new.id, 'U', '{{' || substr({changed}, 2) || '}}')",
        ),
        "DELETE": ("", f"{record}'{table}', old.id, 'D', '{{' || {whole} || '}}')"),
    }
    for verb, (condition, body) in bodies.items():
        yield (
            f'CREATE TEMP TRIGGER "history_{table}_{verb.lower()}" AFTER {verb} ON main."{table}" '
            f"{condition}BEGIN {body}; END"
        )


def _encoded(name: str) -> str:
    """SQL that encodes one old value as JSON; json_object would round floats and refuses BLOBs."""
    value = f'old."{name}"'
    return (
        f"CASE typeof({value}) WHEN 'blob' THEN '{{\"hex\":\"' || hex({value}) || '\"}}' "
        f"WHEN 'real' THEN printf('%!.17g', {value}) ELSE json_quote({value}) END"
    )


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
    connection.execute("INSERT INTO edit_now VALUES (?)", (edit_id,))
    return edit_id


def finish(connection: sqlite3.Connection, edit_id: int) -> Changes:
    """Return what was recorded under an edit and stop recording."""
    connection.execute("DELETE FROM edit_now")
    return read(connection, edit_id)


def read(connection: sqlite3.Connection, edit_id: int) -> Changes:
    """Return the changes of one past edit."""
    label, kind = connection.execute("SELECT label, kind FROM edit WHERE id = ?", (edit_id,)).fetchone()
    rows = connection.execute(
        'SELECT "table", row_id, op, old FROM change WHERE edit_id = ? ORDER BY id', (edit_id,)
    ).fetchall()
    return Changes(edit_id, label, kind, tuple(rows))


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
    connection.execute(
        "PRAGMA defer_foreign_keys=ON"
    )  # rows come back in reverse order, children before parents
    rows = connection.execute(
        'SELECT "table", op, row_id, old FROM change WHERE edit_id = ? ORDER BY id DESC', (target,)
    ).fetchall()
    known = {table: frozenset(columns(connection, table)) for table in user_tables(connection)}
    for (table, op), run in groupby(rows, key=lambda row: (row[0], row[1])):
        if table not in known:
            raise ValueError(f"history names a table that does not exist: {table!r}")
        _invert(connection, table, op, [(row[2], decode(row[3])) for row in run], known[table])
    return edit_id


def _invert(
    connection: sqlite3.Connection, table: str, op: str, run: list[tuple[int, Old]], known: frozenset[str]
) -> None:
    if op == "I":
        connection.executemany(f'DELETE FROM "{table}" WHERE id = ?', ((row,) for row, _ in run))
        return
    for names, same in groupby(run, key=lambda item: tuple(item[1])):
        if not known.issuperset(names):
            raise ValueError(f"history names a column that does not exist: {table}.{set(names) - known}")
        listed = [f'"{name}"' for name in names]
        if op == "D":
            sql = f'INSERT INTO "{table}" ({", ".join(listed)}) VALUES ({", ".join("?" * len(listed))})'
            connection.executemany(sql, (tuple(old.values()) for _, old in same))
        else:
            sql = f'UPDATE "{table}" SET {", ".join(f"{name} = ?" for name in listed)} WHERE id = ?'
            connection.executemany(sql, ((*old.values(), row) for row, old in same))
