"""What may count twice is seen: visits and parts, one meeting told as made and as hosted, several counterparts."""

import numpy as np
import pytest
from sqlalchemy import insert

from db import events
from db.arrays import columns
from db.dates import parse
from db.events import Taking
from db.ids import IDS
from db.models import Actor, Term
from db.plots.doubles import Doubles, doubles
from db.plots.frequency import frequency
from db.timeline import Timeline


@pytest.fixture
def filled(timeline: Timeline) -> Timeline:
    """A visit with two meetings of a day; a visit told twice; two calls of a kind; and what only looks alike."""
    with timeline.edit("Fill") as session:
        a, b = IDS.next(), IDS.next()
        session.execute(insert(Actor), [{"id": a, "name": "A"}, {"id": b, "name": "B"}])
        kinds = {key: IDS.next() for key in ("visit", "call", "letter")}
        session.execute(
            insert(Term),
            [{"id": kinds[key], "vocabulary": "type", "key": key, "label": key} for key in kinds],
        )
        visit = events.create(session, "visit", parse("2006-10-16"), type_id=kinds["visit"])
        for title, date, who, fields in (
            ("first part", "2006-10-16", [a], {"part_of_id": visit, "type_id": kinds["call"]}),
            ("second part", "2006-10-16", [a, b], {"part_of_id": visit, "type_id": kinds["call"]}),
            ("made", "2007-03-01", [a], {"direction": "outgoing", "type_id": kinds["visit"]}),
            ("hosted", "2007-03-01", [a], {"direction": "incoming", "type_id": kinds["call"]}),
            ("letter beside them", "2007-03-01", [a], {"type_id": kinds["letter"]}),
            ("call", "2008-01-01", [b], {"type_id": kinds["call"]}),
            ("same call", "2008-01-01", [b], {"type_id": kinds["call"]}),
            ("another day", "2008-01-02", [b], {"type_id": kinds["call"]}),
            ("another party", "2008-01-01", [a], {"type_id": kinds["call"]}),
            ("not known to the day", "2008-01", [b], {"type_id": kinds["call"]}),
        ):
            event = events.create(session, title, parse(date), **fields)
            events.set_takings(session, event, [Taking(actor) for actor in who])
    return timeline


def found_in(timeline: Timeline) -> tuple[Doubles, dict[str, int], list[list[str]]]:
    with timeline.reading() as connection:
        loaded = columns.load(connection)
        found = doubles(connection, loaded, np.arange(len(loaded)))
        titles = dict(connection.execute("SELECT id, title FROM event"))
        sizes = {
            "wholes": len(found.wholes),
            "parts": len(found.parts),
            "multilateral": len(found.multilateral),
        }
        return found, sizes, [sorted(titles[each] for each in ids) for ids in found.ids(loaded)]


def test_what_may_count_twice(filled: Timeline) -> None:
    found, sizes, reports = found_in(filled)
    assert sizes == {"wholes": 1, "parts": 2, "multilateral": 1}
    assert found.dyads == 2
    assert sorted(reports) == [["call", "same call"], ["hosted", "made"]]
    assert found.repeated == 2
    assert found.sentence == (
        "Among the events: 1 visit with 2 parts; 1 event with several counterparts (2 in all);"
        " 4 events that may report a meeting twice."
    )


def test_nothing_counts_twice_in_an_empty_timeline(timeline: Timeline) -> None:
    found, sizes, reports = found_in(timeline)
    assert (set(sizes.values()), reports, found.repeated, found.sentence) == ({0}, [], 0, "")


def test_a_caption_says_it(filled: Timeline) -> None:
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded))
        words = frequency(connection, loaded, rows).caption
        soon = frequency(connection, loaded, rows, reports=False).caption
    told = "1 visit with 2 parts; 1 event with several counterparts (2 in all)"
    assert f"{told}; 4 events that may report a meeting twice." in words
    assert f"{told}." in soon
