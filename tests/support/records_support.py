"""Records of a file in tests: planned and written into a timeline, and what its tables hold."""

import sqlite3
from typing import Any

from db.imports.incoming import Incoming
from db.imports.planning.records import RecordsPlan, plan_records, write_records
from db.imports.planning.shape import Decisions
from db.timeline import Timeline

TABLES = ("source", "actor", "actor_name", "actor_identifier", "succession", "standing", "context")


def incoming(**records: Any) -> Incoming:
    """Return what a file says."""
    return Incoming("a.csv", "parlgov", **records)


def carry_out(timeline: Timeline, said: Incoming, decisions: Decisions | None = None) -> RecordsPlan:
    """Plan a file's records and write them as one edit."""
    with timeline.reading() as connection:
        made = plan_records(connection, said, decisions or Decisions())
    with timeline.edit("Import") as session:
        raw = session.connection().connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        write_records(raw, made)
    return made


def done(made: RecordsPlan) -> list[tuple[str, str, str]]:
    """Return kind, what happens and title of each record."""
    return [(each.what, each.does, each.title) for each in made.row_plans()]


def contents(timeline: Timeline) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of the tables that records are written to."""
    with timeline.reading() as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TABLES
        }
