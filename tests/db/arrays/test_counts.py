"""The four counting rules on events made by hand."""

from datetime import date

import numpy as np
import pytest
from sqlalchemy import insert

from db import events
from db.arrays import columns
from db.dates import parse
from db.events import Taking
from db.ids import IDS
from db.models import Actor
from db.plots.frequency import frequency
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
        found = frequency(connection, loaded, np.arange(len(loaded)), by="year", unit=unit)
    assert found.units == many
    assert found.expected.sum() == pytest.approx(many, abs=1e-9)


def test_unknown_digits_spread_over_the_days_they_allow_alone(timeline: Timeline) -> None:
    """Some March of the century is no day of April, and one of twelve fifths is a twelfth in each month."""
    with timeline.edit("Add") as session:
        events.create(session, "some March", parse("20XX-03"))
        events.create(session, "some fifth", parse("2004-XX-05"))
    with timeline.reading() as connection:
        found_columns = columns.read(connection)
        rows = np.arange(2, dtype=np.int32)
        first, last = date(2004, 1, 1).toordinal(), date(2005, 1, 1).toordinal()
        found = frequency(connection, found_columns, rows, by="month", first=first, last=last)
    expected = [each["groups"]["all"]["expected"] for each in found.to_json()["bins"]]
    assert expected == pytest.approx([1 / 12 + (place == 2) / 100 for place in range(12)], abs=1e-9)
