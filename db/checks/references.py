"""Records that point to others: those that are missing, those that go round, and the numbering of sessions."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from db.checks.fault import Fault
from db.recording import user_tables

_CIRCLES: Final = (
    ("event", "part_of_id"),
    ("actor", "parent_id"),
    ("mechanism", "parent_id"),
    ("term", "parent_id"),
)


def check(connection: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Yield references to rows that are missing, circles, and settings that name nobody."""
    del path
    for table, row, target, place in connection.execute("PRAGMA foreign_key_check").fetchall():
        column = _columns(connection, table)[place]
        yield Fault(
            "references", f"{column} points to a row of {target} that is missing", table, row or 0,
            mended="the reference is cleared, or the row left out where it means nothing without",
        )  # fmt: skip
    for table, column in _CIRCLES:
        yield from _circles(connection, table, column)
    for row, value in connection.execute("SELECT id, value FROM setting WHERE \"key\" = 'focal_actor'"):
        if (
            connection.execute("SELECT 1 FROM actor WHERE id = CAST(? AS INTEGER)", (value,)).fetchone()
            is None
        ):
            yield Fault(
                "references", "the focal actor is missing", "setting", row, mended="the setting is left out"
            )
    for table in user_tables(connection):
        yield from _spread(connection, table)


def _columns(connection: sqlite3.Connection, table: str) -> dict[int, str]:
    return {row[0]: row[3] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()}


def _circles(connection: sqlite3.Connection, table: str, column: str) -> Iterator[Fault]:
    above: dict[int, int] = dict(
        connection.execute(f'SELECT id, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL').fetchall()
    )
    sound: set[int] = set()
    for start in above:
        seen: list[int] = []
        at: int | None = start
        while at is not None and at not in sound and at not in seen:
            seen.append(at)
            at = above.get(at)
        if at is not None and at in seen and min(seen[seen.index(at) :]) == start:
            yield Fault(
                "references",
                f"{column} goes round in a circle",
                table,
                start,
                mended="the circle is cut here",
            )
        sound.update(seen if at is None or at in sound else ())


def _spread(connection: sqlite3.Connection, table: str) -> Iterator[Fault]:
    """Yield ids that can't be Liaison's: zero and below."""
    for (row,) in connection.execute(f'SELECT id FROM "{table}" WHERE id <= 0').fetchall():
        yield Fault("references", "its id is none that Liaison gives", table, row)


def rounds(connection: sqlite3.Connection, path: Path) -> Iterator[Fault]:
    """Yield numbers of rounds that two sessions of one mechanism bear on different days."""
    del path
    sql = """SELECT m.name, e.round, count(*), min(e.id) FROM event e JOIN mechanism m ON m.id = e.mechanism_id
    WHERE e.round IS NOT NULL AND e.part_of_id IS NULL AND e.status = 'held'
    GROUP BY e.mechanism_id, e.round HAVING count(*) > 1"""
    for name, number, count, row in connection.execute(sql):
        yield Fault("rounds", f"{count} held sessions of “{name}” bear the number {number}", "event", row)
