"""Carrying everything that is sound over into a new file; the damaged one is only read."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from db import schema, search
from db.checks import dates, history
from db.checks.fault import Fault, Report
from db.errors import CannotOpen, Problem
from db.file import opening
from db.file.publishing import publish
from db.recording import columns, user_tables

_PAGE: Final = 500
_HISTORY: Final = ("edit", "change")


def repair(path: Path | str, out: Path | str) -> Report:
    """Write a new timeline with every row that can be read, and return what was lost or mended on the way.

    Days are worked out anew from their texts, names folded and indexes built anew; references to what is gone are
    cleared. The history goes over only if all of it replays. Raises CannotOpen where nothing can be read, and Problem
    where `out` exists or can't be written; then there is no new file.
    """
    path, out = Path(path), Path(out)
    opening.read_header(path, wal_too=True)
    if out.exists():
        raise Problem(f"“{out}” exists already; nothing was written; choose another name.")
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    report = Report(path.name)
    try:
        with closing(opening.connect(path, write=False)) as damaged, closing(_new(draft)) as fresh:
            _carry_over(damaged, fresh, report)
        if not publish(draft, out):
            raise Problem(f"“{out}” exists already; nothing was written; choose another name.")
    except OSError as error:
        raise Problem(f"“{out}” can't be written ({error.strerror}); there is no new file.") from error
    except sqlite3.Error as error:
        raise CannotOpen(
            f"“{path}” can't be carried over ({error}); there is no new file; restore a backup."
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return report


def _new(draft: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(draft, isolation_level=None)
    schema.create(connection)
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection


def _carry_over(damaged: sqlite3.Connection, fresh: sqlite3.Connection, report: Report) -> None:
    fresh.execute("BEGIN")
    tables = user_tables(fresh)
    there = {row[0] for row in damaged.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for table in (*tables, *_HISTORY):
        if table not in there:
            report.add(Fault("pages", "the table is missing", table, mended="it is empty now"))
            continue
        _carry_table(damaged, fresh, table, report)
    _mend_dates(fresh, report)
    _mend_names(fresh)
    _mend_references(fresh, report)
    fresh.execute("COMMIT")
    wrong = next(history.walk_back_copy_of(fresh), None)
    fresh.execute("BEGIN")
    if wrong is not None or any(each.table for each in report.faults):
        (count,) = fresh.execute("SELECT count(*) FROM edit").fetchone()
        fresh.execute("DELETE FROM change")
        fresh.execute("UPDATE edit SET state = 'spent'")
        report.add(
            Fault(
                "history", f"{count} edits can't be taken back any more", mended="who did what when is kept"
            )
        )
    search.rebuild(fresh)
    fresh.execute("COMMIT")


def _carry_table(damaged: sqlite3.Connection, fresh: sqlite3.Connection, table: str, report: Report) -> None:
    ours = columns(fresh, table)
    theirs = {row[1] for row in damaged.execute(f'PRAGMA table_info("{table}")')}
    shared = [name for name in ours if name in theirs]
    listed = ", ".join(f'"{name}"' for name in shared)
    sql = f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(shared))})'
    for row in _rows(damaged, table, listed, report):
        try:
            fresh.execute(sql, row)
        except (sqlite3.IntegrityError, sqlite3.InterfaceError, OverflowError) as error:
            number = row[0] if isinstance(row[0], int) else 0
            report.add(Fault("pages", f"the row breaks a rule ({error})", table, number, "it is left out"))


def _rows(damaged: sqlite3.Connection, table: str, listed: str, report: Report) -> Iterator[Sequence[object]]:
    """Yield all rows that can be read; where a page can't be, its rows are tried one by one."""
    at = -(1 << 63)
    while True:
        try:
            page = damaged.execute(
                f'SELECT {listed} FROM "{table}" WHERE id >= ? ORDER BY id LIMIT {_PAGE}', (at,)
            ).fetchall()
        except sqlite3.Error:
            yield from _one_by_one(damaged, table, listed, at, report)
            return
        if not page:
            return
        yield from page
        at = page[-1][0] + 1


def _one_by_one(
    damaged: sqlite3.Connection, table: str, listed: str, start: int, report: Report
) -> Iterator[Sequence[object]]:
    """Yield rows from an id on, going round pages that can't be read by asking for ids that indexes know."""
    known: set[int] = set()
    for column in _columns_with_index(damaged, table):
        with suppress(sqlite3.Error):  # an index may be damaged too
            for (row,) in damaged.execute(f'SELECT id FROM "{table}" INDEXED BY "{column}"'):
                known.add(row)
    lost = 0
    for row in sorted(each for each in known if each >= start):
        try:
            found = damaged.execute(f'SELECT {listed} FROM "{table}" WHERE id = ?', (row,)).fetchone()
        except sqlite3.Error:
            found = None
        if found is None:
            lost += 1
            report.add(Fault("pages", "the row can't be read", table, row, "it is lost"))
        else:
            yield found
    if not known:
        report.add(Fault("pages", f"rows from id {start} on can't be read", table, mended="they are lost"))


def _columns_with_index(damaged: sqlite3.Connection, table: str) -> list[str]:
    with suppress(sqlite3.Error):
        return [row[1] for row in damaged.execute(f'PRAGMA index_list("{table}")') if not row[4]]
    return []


def _mend_dates(fresh: sqlite3.Connection, report: Report) -> None:
    for table in dates.dated(fresh):
        sql = f'SELECT id, edtf, start_lo, start_hi, end_lo, end_hi FROM "{table}"'
        for row, edtf, *stored in fresh.execute(sql).fetchall():
            meant = dates.days(edtf)
            if meant == tuple(stored):
                continue
            text, days = (edtf, meant) if meant is not None else ("", (None,) * 4)
            fresh.execute(
                f'UPDATE "{table}" SET edtf = ?, start_lo = ?, start_hi = ?, end_lo = ?, end_hi = ? WHERE id = ?',
                (text, *days, row),
            )
            done = "the days are worked out anew" if meant is not None else "the date is unknown now"
            report.add(Fault("dates", f"“{edtf}” and its days disagreed", table, row, done))


def _mend_names(fresh: sqlite3.Connection) -> None:
    for table in ("actor_name", "person_name", "mechanism_name"):
        for row, text, folded in fresh.execute(f"SELECT id, text, folded FROM {table}").fetchall():
            if search.fold(text.strip()) != folded:
                fresh.execute(f"UPDATE {table} SET folded = ? WHERE id = ?", (search.fold(text.strip()), row))


def _mend_references(fresh: sqlite3.Connection, report: Report) -> None:
    """Clear references to what is gone, or leave out rows that mean nothing without; until none is left."""
    while broken := fresh.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, target, place in broken:
            keys = {each[0]: each for each in fresh.execute(f'PRAGMA foreign_key_list("{table}")')}
            column, gone = keys[place][3], keys[place][6]
            if gone == "SET NULL":
                fresh.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (row,))
                done = f"{column} is empty now"
            else:
                fresh.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
                done = "it is left out"
            report.add(Fault("references", f"its {target} is gone", table, row, done))
