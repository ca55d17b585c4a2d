"""Dates whose four days disagree with their text."""

import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from db.checks.fault import Fault
from db.dates import DateError, from_edtf
from db.recording import columns, user_tables

Days = tuple[int | None, ...]


def check(connection: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Yield every record whose date can't be read, or whose days are not those that its EDTF text means."""
    del path
    for table in dated(connection):
        sql = f'SELECT id, edtf, start_lo, start_hi, end_lo, end_hi FROM "{table}"'
        for row, edtf, *stored in connection.execute(sql):
            meant = days(edtf)
            if meant is None:
                yield Fault(
                    "dates",
                    f"“{edtf}” is no date",
                    table,
                    row,
                    mended="the date becomes unknown, its words stay",
                )
            elif meant != tuple(stored):
                yield Fault(
                    "dates",
                    f"its days are not those of “{edtf}”",
                    table,
                    row,
                    mended="the days are worked out anew",
                )


def dated(connection: sqlite3.Connection) -> list[str]:
    """Return the tables whose records have a date."""
    return [table for table in user_tables(connection) if "start_lo" in columns(connection, table)]


@lru_cache(20_000)
def days(edtf: str) -> Days | None:
    """Return the four days of an EDTF text, all None for an empty one; None where it is no date."""
    if edtf == "":
        return (None,) * 4
    try:
        date = from_edtf(edtf)
    except (DateError, TypeError, AttributeError):
        return None
    return (*date.start, *date.end)
