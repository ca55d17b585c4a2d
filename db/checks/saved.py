"""What is kept by name in the file and has to be readable: filters, charts, mappings."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from db import filters
from db.checks.fault import Fault
from db.errors import Problem


def check(connection: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Yield saved filters, charts and mappings that this version can't read."""
    from db.imports.mapping import from_toml
    from db.plots.spec import ChartSpec

    del path
    for table, column, read in (
        ("saved_filter", "text", filters.parse),
        ("saved_chart", "options", ChartSpec.from_json),
        ("saved_mapping", "text", from_toml),
    ):
        for row, name, text in connection.execute(f"SELECT id, name, {column} FROM {table}").fetchall():
            try:
                read(text)
            except Problem as error:
                yield Fault("saved", f"“{name}” can't be read: {error}", table, row)
