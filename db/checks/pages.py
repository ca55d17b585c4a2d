"""The file itself: its pages, and the schema against the one that Liaison writes."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from db.checks.fault import MOST, Fault
from db.errors import CannotOpen
from db.file import checking


def pages(connection: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Yield what SQLite finds wrong with pages and indexes."""
    del path
    for (verdict,) in connection.execute(f"PRAGMA integrity_check({MOST})"):
        for line in str(verdict).splitlines():
            if line.strip() and line != "ok" and not line.startswith("***"):
                yield Fault("pages", line.strip(), mended="the rows that can be read are carried over")


def schema(connection: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Yield what stands in the schema and is not Liaison's, or is missing."""
    try:
        checking.check(connection, path, thorough=False)
    except CannotOpen as error:
        yield Fault("schema", str(error), mended="the rows of Liaison's own tables are carried over")
