"""Groups of units: counterparts and what they were on the day, fields of events, and units in several groups."""

import numpy as np
import pytest
from sqlalchemy.orm import Session

from db import events
from db.arrays import columns, counts
from db.dates import parse
from db.events import Taking
from db.ids import IDS
from db.models import Country, Mechanism, Relation, Setting, Standing, Term
from db.plots.frequency import frequency
from db.registry import names
from db.timeline import Timeline


def fill(session: Session) -> None:
    """Two parties of one country, an organ of one; three events, one of them planned, and a video call."""
    homes = {code: Country(id=IDS.next(), code=code, name=name, region="Asia")
             for code, name in (("CN", "China"), ("JP", "Japan"))}  # fmt: skip
    session.add_all(homes.values())
    video = Term(id=IDS.next(), vocabulary="channel", key="video", label="Video")
    tags = [Term(id=IDS.next(), vocabulary="tag", key=word, label=word) for word in ("x", "y")]
    session.add_all([video, *tags])
    session.flush()
    cpc = names.create_actor(session, "CPC", country_id=homes["CN"].id)
    ldp = names.create_actor(session, "LDP", country_id=homes["JP"].id)
    dpj = names.create_actor(session, "DPJ", country_id=homes["JP"].id)
    organ = names.create_actor(session, "LDP youth", kind="organ")
    session.add(Setting(id=IDS.next(), key="focal_actor", value=str(cpc)))
    session.connection().exec_driver_sql("UPDATE actor SET parent_id = ? WHERE id = ?", (ldp, organ))
    for actor, kind, span in (
        (ldp, "leads government", "2005/2009-09-15"),
        (ldp, "opposition", "2009-09-16/.."),
        (dpj, "opposition", "2000/2009-09-15"),
    ):
        standing = Standing(id=IDS.next(), actor_id=actor, kind=kind)
        standing.date = parse(span)
        session.add(standing)
    relation = Relation(
        id=IDS.next(), country_id=homes["CN"].id, other_id=homes["JP"].id, kind="diplomatic relations"
    )
    relation.date = parse("1972-09-29/..")
    session.add(relation)
    japan = homes["JP"].id
    both = events.create(session, "both", parse("2006-10-16"), country_id=japan)
    youth = events.create(session, "youth", parse("2010-01-05"), country_id=homes["CN"].id)
    call = events.create(session, "call", parse("2010-02"), channel_id=video.id)
    alone = events.create(session, "alone", parse("2011"), country_id=japan)
    focal = Taking(cpc, side="focal")
    for event, actors in ((both, (ldp, dpj)), (youth, (organ,)), (call, (ldp,)), (alone, ())):
        events.set_takings(session, event, [focal, *map(Taking, actors)])
    events.set_terms(session, both, [tag.id for tag in tags])


@pytest.fixture
def filled(timeline: Timeline) -> Timeline:
    with timeline.edit("Fill") as session:
        fill(session)
    return timeline


def grouped(timeline: Timeline, group: str, unit: str = "event") -> dict[str, float]:
    with timeline.reading() as connection:
        loaded = columns.load(connection)
        found = frequency(connection, loaded, np.arange(len(loaded)), group=group, unit=unit)
    return dict(zip(found.groups, found.expected.sum(axis=1).round(9).tolist(), strict=True))


@pytest.mark.parametrize(
    ("group", "unit", "sizes"),
    [
        ("counterpart", "event", {"LDP": 2, "DPJ": 1, "LDP youth": 1, "no counterpart": 1}),
        ("counterpart", "dyad", {"LDP": 2, "DPJ": 1, "LDP youth": 1}),
        ("country", "event", {"Japan": 4}),
        ("country", "dyad", {"Japan": 4}),
        ("region", "event", {"Asia": 4}),
        ("standing", "event", {"leads government": 1, "opposition": 3, "no standing": 1}),
        ("standing", "dyad", {"leads government": 1, "opposition": 3}),
        ("relations", "event", {"diplomatic relations": 3, "no relations": 1}),
        ("direction", "event", {"incoming": 1, "outgoing": 1, "remote": 1, "no direction": 1}),
        ("channel", "event", {"Video": 1, "no channel": 3}),
        ("tag", "event", {"x": 1, "y": 1, "no tag": 3}),
        ("tag", "dyad", {"x": 2, "y": 2, "no tag": 2}),
        ("status", "day", {"held": 4}),
        ("mechanism", "event", {"no mechanism": 4}),
    ],
)
def test_groups_of_units(filled: Timeline, group: str, unit: str, sizes: dict[str, float]) -> None:
    assert grouped(filled, group, unit) == sizes


@pytest.mark.parametrize("group", counts.GROUPS)
@pytest.mark.parametrize("unit", counts.UNITS)
def test_an_empty_timeline_has_no_units(timeline: Timeline, group: str, unit: str) -> None:
    assert sum(grouped(timeline, group, unit).values()) == 0


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("party:LDP", ("held",)),
        ("status:planned,held", ("held", "planned")),
        ("-status:cancelled", ("held", "planned", "postponed", "unconfirmed")),
        ("-status:cancelled status:planned", ("planned",)),
    ],
)
def test_only_held_events_count_unless_the_filter_says_otherwise(
    text: str, statuses: tuple[str, ...]
) -> None:
    assert counts.statuses_counted(text) == statuses


def test_a_set_is_spread_over_its_members_only(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        events.create(session, "either", parse("[2004-01,2004-03]"))
    with timeline.reading() as connection:
        loaded = columns.load(connection)
        found = frequency(connection, loaded, np.arange(1), by="month")
    assert found.expected[0].tolist() == pytest.approx([0.5, 0, 0.5])


def test_parts_that_go_round_do_not_hang(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        first = events.create(session, "a", parse("2004"))
        second = events.create(session, "b", parse("2004"), part_of_id=first)
        session.connection().exec_driver_sql("UPDATE event SET part_of_id = ? WHERE id = ?", (second, first))
    for unit in counts.UNITS:
        grouped(timeline, "none", unit)


@pytest.fixture
def visits(timeline: Timeline) -> Timeline:
    """A visit for a session, with a call; one whose session was cancelled; one of its own mechanism, with a call."""
    with timeline.edit("Fill") as session:
        old, new = (Mechanism(id=IDS.next(), name=name) for name in ("Old", "New"))
        tag = Term(id=IDS.next(), vocabulary="tag", key="x", label="x")
        session.add_all([old, new, tag])
        session.flush()
        party, other = (names.create_actor(session, name) for name in ("LDP", "DPJ"))
        made = {}
        for title, date, whole, more in (
            ("visit", "2025-01-13", None, {}),
            ("stay", "2025-01-14", "visit", {}),
            ("session", "2025-01-14", "stay", {"mechanism_id": new.id}),
            ("talks", "2025-01-14", "stay", {"mechanism_id": old.id}),
            ("call", "2025-01-14", "visit", {}),
            ("another visit", "2024-01-13", None, {}),
            ("no session", "2024-01-14", "another visit", {"mechanism_id": new.id, "status": "cancelled"}),
            ("third visit", "2023-01-13", None, {"mechanism_id": old.id}),
            ("its session", "2023-01-14", "third visit", {"mechanism_id": new.id}),
            ("its call", "2023-01-15", "third visit", {}),
        ):
            part_of = None if whole is None else made[whole]
            made[title] = events.create(session, title, parse(date), part_of_id=part_of, **more)
        events.set_takings(session, made["session"], [Taking(party)])
        events.set_takings(session, made["third visit"], [Taking(other)])
        events.set_takings(session, made["its session"], [Taking(party)])
        events.set_terms(session, made["call"], [tag.id])
    return timeline


@pytest.mark.parametrize(
    ("group", "unit", "sizes"),
    [
        ("mechanism", "event", {"Old": 2, "New": 1, "no mechanism": 1}),
        ("mechanism", "meeting", {"New": 2, "Old": 2, "no mechanism": 2}),
        ("mechanism", "dyad", {"New": 2, "Old": 1}),
        ("counterpart", "event", {"LDP": 1, "DPJ": 1, "no counterpart": 1}),
        ("tag", "event", {"x": 1, "no tag": 2}),
        ("status", "event", {"held": 3}),
    ],
)
def test_an_event_in_no_group_is_in_those_of_its_parts(
    visits: Timeline, group: str, unit: str, sizes: dict[str, float]
) -> None:
    assert grouped(visits, group, unit) == sizes


def test_a_caption_says_whose_groups_are_those_of_parts(visits: Timeline) -> None:
    with visits.reading() as connection:
        loaded = columns.load(connection)
        told = {
            unit: frequency(connection, loaded, np.arange(len(loaded)), group="mechanism", unit=unit).caption
            for unit in ("event", "meeting")
        }
    words = "1 event with no mechanism of its own counts under those of "
    assert f"{words}its parts." in told["event"]
    assert f"{words}what it is part of." not in told["event"]
    assert f"{words}its parts." not in told["meeting"]
    assert f"{words}what it is part of." in told["meeting"]
