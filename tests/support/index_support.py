"""Whether the full-text index is the one that would be built anew."""

import sqlite3

from db import search
from db.timeline import Timeline


def texts_of(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Return every token of the index with its place, for comparison."""
    rows: list[tuple[object, ...]] = []
    for table in ("event_text", "name_text", "quote_text"):
        connection.execute(f"CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, {table}, instance)")
        rows += connection.execute(f"SELECT '{table}', * FROM v ORDER BY 2, 3, 4, 5").fetchall()
        connection.execute("DROP TABLE temp.v")
    return rows


def in_step(timeline: Timeline) -> bool:
    """Tell whether the index is the one that would be built anew."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with timeline.reading() as connection:
        connection.backup(copy)
    before = texts_of(copy)
    search.rebuild(copy)
    after = texts_of(copy)
    copy.close()
    return before == after
