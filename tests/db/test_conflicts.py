"""Conflicts are the same in the filter, the table's rows, their order, the printed table and the evidence."""

from collections.abc import Callable

import numpy as np
import pytest
from sqlalchemy.orm import Session

from db import events, filters, sample
from db.arrays.columns import load
from db.sourcing.evidence import cite, conflicts
from db.table import event_order, event_rows, event_table
from db.timeline import Timeline

STATED = {
    "none": (),
    "one value": (("place", "Beijing"), ("place", "Beijing")),
    "one value spelled in two ways": (("date", "3 March 2004"), ("date", "2004-03-03")),
    "two values": (("place", "Beijing"), ("place", "Tokyo")),
    "case counts": (("place", "beijing"), ("place", "Beijing")),
    "two fields": (
        ("place", "A"),
        ("place", "B"),
        ("round", "3"),
        ("round", "03"),
        ("date", "2004"),
        ("date", "2006"),
    ),
    "no field": (("", "A"), ("", "B")),
    "one has no value": (("place", ""), ("place", "A")),
    "a field of one's own": (("promise, and more", "x"), ("promise, and more", "y")),
}
FOUND = {
    "two values": ("place",),
    "case counts": ("place",),
    "two fields": ("date", "place"),
    "a field of one's own": ("promise, and more",),
}


def fill(session: Session) -> None:
    """One event for each case."""
    for title, stated in STATED.items():
        event = events.create(session, title)
        for place, (field, value) in enumerate(stated):
            cite(session, event, f"https://a.example/{place}", field=field, value=value)


@pytest.mark.parametrize("content", [fill, sample.build])
def test_everybody_agrees_on_what_is_a_conflict(
    new_timeline: Callable[..., Timeline], content: object
) -> None:
    timeline = new_timeline(fill=content)
    with timeline.reading() as connection:
        columns = load(connection)
        ids = columns.ids.tolist()
        rows = {row.id: row for row in event_rows.fetch(connection, ids)}
        table = list(event_table.fetch(connection, ids))
        matching = set(filters.matching(connection, filters.parse("has:conflict")).tolist())
        ranks = event_order.ranks(connection, "conflicts", columns)
    assert matching
    assert matching == {event for event, row in rows.items() if row.conflicts}
    assert matching == set(columns.ids[np.flatnonzero(ranks != event_order.LAST)].tolist())
    printed = {row.id: event_table.to_json(row)["conflicts"] for row in table}
    assert printed == {event: list(row.conflicts) for event, row in rows.items()}
    assert matching == {row.id for row in table if event_table.to_cells(row)["conflicts"]}
    with timeline.read() as session:
        for event, row in rows.items():
            assert sorted(conflicts(session, event)) == list(row.conflicts)


def test_conflicts_are_named_by_their_fields(new_timeline: Callable[..., Timeline]) -> None:
    with new_timeline(fill=fill).reading() as connection:
        ids = [event for (event,) in connection.execute("SELECT id FROM event")]
        found = {row.title: row.conflicts for row in event_rows.fetch(connection, ids)}
    assert {title: fields for title, fields in found.items() if fields} == FOUND
