"""Edits on more events than SQLite takes variables in one statement."""

import sqlite3

import pytest

from db import events
from db.dates import parse

MANY = 300


@pytest.fixture
def few_variables(timeline):
    """A timeline whose writer takes fewer variables in a statement than it has events."""
    with timeline.edit("Add") as session:
        ids = [events.create(session, f"Event {number}") for number in range(MANY)]
    timeline._writer.raw.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, MANY - 100)
    return timeline, ids


def test_many_are_changed_dated_and_deleted_together(few_variables):
    timeline, ids = few_variables
    with timeline.edit("Change") as session:
        events.change(session, ids, status="planned")
        events.set_date(session, ids, parse("2004-03"))
    with timeline.reading() as connection:
        assert connection.execute("SELECT DISTINCT status, edtf FROM event").fetchall() == [
            ("planned", "2004-03")
        ]
    with timeline.edit("Delete") as session:
        events.delete(session, ids)
    with timeline.reading() as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (0,)
    timeline.undo()
    with timeline.reading() as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (MANY,)
