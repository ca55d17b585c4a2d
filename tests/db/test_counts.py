"""The four counting rules on events made by hand."""

import numpy as np
import pytest
from sqlalchemy import insert

from db import columns, counts, events
from db.dates import parse
from db.events import Taking
from db.ids import IDS
from db.models import Actor
from db.timeline import Timeline


@pytest.mark.parametrize(("unit", "many"), [("event", 2), ("meeting", 3), ("dyad", 3), ("day", 4)])
def test_each_rule_counts_its_own_units(timeline: Timeline, unit: str, many: int) -> None:
    """A visit with two meetings, with A and next day with A and B; a later event with A; one planned."""
    with timeline.edit("Fill") as session:
        a, b = IDS.next(), IDS.next()
        session.execute(insert(Actor), [{"id": a, "name": "A"}, {"id": b, "name": "B"}])
        visit = events.create(session, "visit", parse("2006-10-16"))
        first = events.create(session, "first", parse("2006-10-16"), part_of_id=visit)
        second = events.create(session, "second", parse("2006-10-17"), part_of_id=visit)
        later = events.create(session, "later", parse("2006-11-01"))
        planned = events.create(session, "planned", parse("2006-12-01"), status="planned")
        for event, actors in ((first, [a]), (second, [a, b]), (later, [a]), (planned, [a])):
            events.set_takings(session, event, [Taking(actor) for actor in actors])
    with timeline.reading() as connection:
        loaded = columns.load(connection)
        found = counts.frequency(connection, loaded, np.arange(len(loaded)), by="year", unit=unit)
    assert found.units == many
    assert found.expected.sum() == pytest.approx(many, abs=1e-9)
