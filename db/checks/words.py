"""What is derived from the records and has to stay in step with them: folded names, full text, the column cache."""

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Final

from db import search
from db.checks.fault import MOST, Fault

_NAMED: Final = ("actor_name", "person_name", "mechanism_name")


def names(connection: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Yield names that are not found as they should be."""
    del path
    for table in _NAMED:
        for row, text, folded in connection.execute(f"SELECT id, text, folded FROM {table}"):
            if search.fold(text.strip()) != folded:
                yield Fault(
                    "names", f"“{text}” is not found by its letters", table, row, mended="it is folded anew"
                )


def search_index(connection: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Yield records whose words the full-text index knows otherwise: it is compared with one built anew."""
    del path
    mended = "the index is built anew"
    for index in dict.fromkeys(searched.index for searched in search.SEARCHED.values()):
        fresh = f"fresh_{index}"
        try:
            search.fill_beside(connection, index, fresh)
            for name, schema, table in (("in_file", "main", index), ("in_fresh", "temp", fresh)):
                connection.execute(
                    f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab({schema}, '{table}', instance)"
                )
            known = "SELECT doc, term, col, offset FROM temp.{}"
            for one, other, said in (("in_file", "in_fresh", "knows words that the record has not"),
                                     ("in_fresh", "in_file", "lacks words of the record")):  # fmt: skip
                sql = f"SELECT DISTINCT doc FROM ({known.format(one)} EXCEPT {known.format(other)}) LIMIT {MOST}"
                for (row,) in connection.execute(sql).fetchall():
                    yield Fault(
                        "search",
                        f"the index “{index}” {said}",
                        _table_of(connection, index, row),
                        row,
                        mended,
                    )
        finally:
            for table in ("in_file", "in_fresh", fresh):
                connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _table_of(connection: sqlite3.Connection, index: str, row: int) -> str:
    """Return the table whose record an index knows by this id, empty where the record is gone."""
    tables = [table for table, searched in search.SEARCHED.items() if searched.index == index]
    return next(
        (
            name
            for name in tables
            if connection.execute(f"SELECT 1 FROM {name} WHERE id = ?", (row,)).fetchone()
        ),
        "",
    )


def columns(connection: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Yield a cache of columns that says other than the events; one of an older revision is only out of use."""
    import numpy as np

    from db.arrays import columns as arrays

    del path
    cached = arrays.cached(connection)
    if cached is None:
        return
    fresh = arrays.read(connection)
    for field in fields(fresh):
        name, one, other = field.name, getattr(cached, field.name), getattr(fresh, field.name)
        if isinstance(other, np.ndarray) and not np.array_equal(one, other):  # pyright: ignore[reportUnknownArgumentType]
            yield Fault(
                "columns", f"the cached column “{name}” differs from the events", mended="it is made anew"
            )
