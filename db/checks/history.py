"""Whether the history can be walked back to the beginning, step by step, on a copy."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from db.checks.fault import Fault
from db.history import decode
from db.recording import columns, user_tables

_IN_MEMORY: Final = 200_000_000
"""Bytes up to which the copy is made in memory."""
_MENDED: Final = "the history is left out: earlier edits can't be undone then"


def check(connection: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Yield changes that can't be taken back: the row that they made is gone, or one that they deleted is there."""
    if path.stat().st_size <= _IN_MEMORY:
        yield from walk_back_copy_of(connection)
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(Path(folder) / "copy", isolation_level=None)) as copy,
    ):
        connection.backup(copy)
        yield from _walk_back(copy)


def walk_back_copy_of(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Yield what stands in the way of taking every change back, tried on a copy in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        connection.backup(copy)
        yield from _walk_back(copy)


def _walk_back(copy: sqlite3.Connection) -> Iterator[Fault]:
    """Take every change back, the latest first."""
    copy.execute("PRAGMA foreign_keys=OFF")
    copy.execute("PRAGMA synchronous=OFF")
    copy.execute("BEGIN")
    known = {table: frozenset(columns(copy, table)) for table in user_tables(copy)}
    changes = copy.execute('SELECT edit_id, "table", row_id, op, old FROM change ORDER BY id DESC').fetchall()
    edits = {row[0] for row in copy.execute("SELECT id FROM edit")}
    for edit, table, row, op, old in changes:
        if edit not in edits:
            yield Fault("history", f"a change belongs to edit {edit}, which is missing", table, row, _MENDED)
            return
        wrong = _take_back(copy, table, row, op, old, known.get(table))
        if wrong:
            yield Fault("history", f"edit {edit} can't be taken back: {wrong}", table, row, _MENDED)
            return


def _take_back(
    copy: sqlite3.Connection, table: str, row: int, op: str, old: str | None, known: frozenset[str] | None
) -> str:
    """Take one change back and return what stands in the way, empty if nothing does."""
    if known is None:
        return "there is no such table"
    if op == "I":
        done = copy.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
        return "" if done.rowcount == 1 else "the record it added is not there"
    values = decode(old)
    if not values or not known.issuperset(values):
        return "what it replaced is not recorded"
    listed = ", ".join(f'"{name}"' for name in values)
    if op == "D":
        try:
            copy.execute(
                f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(values))})',
                [*values.values()],
            )
        except sqlite3.IntegrityError as error:
            return f"the record it deleted can't come back ({error})"
        return ""
    assigned = ", ".join(f'"{name}" = ?' for name in values)
    try:
        done = copy.execute(f'UPDATE "{table}" SET {assigned} WHERE id = ?', [*values.values(), row])
    except sqlite3.IntegrityError as error:
        return f"what it replaced can't come back ({error})"
    return "" if done.rowcount == 1 else "the record it changed is not there"
