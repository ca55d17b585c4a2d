"""The post of the day of an event, in the rows of the table and in what `query` prints."""

import json
from collections.abc import Callable

import pytest

from db import events, sample
from db.dates import parse
from db.registry import names, posts
from db.registry.post_disagreement import disagreements
from db.registry.posts_on_day import Holder
from db.table import event_forms, event_rows, event_table
from db.timeline import Timeline

TENURES = [
    ("Adviser", None), ("Deputy Leader", "2006-09-30/2009-09-08"), ("Secretary-General", "2009-09-08/2018-09-30"),
    ("Member of Parliament", "2009-08-30/2012-11"),
]  # fmt: skip


@pytest.fixture
def timeline(new_timeline: Callable[..., Timeline]) -> Timeline:
    """A party with a person of several posts, and somebody of whom nothing is known."""
    return new_timeline()


def holders(timeline: Timeline, when: str, printed: str = "") -> tuple[Holder, ...]:
    """Return the people of a new event of a day as the table has them."""
    with timeline.edit("Fill") as session:
        party = names.find_or_create(session, "actor", "Komeito")
        person = names.find_or_create(session, "person", "Inoue Yoshihisa")
        if not posts.of_person(session, person):
            for title, date in TENURES:
                posts.add(session, person, title, date, actor_id=None if "Member" in title else party)
        event = events.create(session, "Session", parse(when) if when else None)
        nobody = names.find_or_create(session, "person", "Nobody")
        takings = [
            events.Taking(party, person, printed),
            events.Taking(party, nobody, "Envoy"),
            events.Taking(party),
        ]
        events.set_takings(session, event, takings)
    with timeline.reading() as connection:
        (row,) = event_rows.fetch(connection, [event])
    assert row.people == "Inoue Yoshihisa, Nobody"
    with timeline.read() as session:
        assert event_forms.posts_on_day(session, event).get(person, "") == "; ".join(row.holders[0].held)
        flagged = {one.person_id for one in disagreements(session, event)}
        assert flagged == ({person} if row.holders[0].disagrees else set())
    return row.holders


def test_the_post_is_that_of_the_day_with_the_actor_represented_first(timeline: Timeline) -> None:
    inoue, nobody = holders(timeline, "2010-05-01")
    assert inoue.held == ("Secretary-General", "Member of Parliament", "Adviser")
    assert inoue.certain
    assert str(nobody) == "Nobody (Envoy)"
    assert not nobody.held
    assert holders(timeline, "2007-01-01")[0].held == ("Deputy Leader", "Adviser")


def test_a_day_that_is_not_known_leaves_the_post_possible(timeline: Timeline) -> None:
    (inoue, _) = holders(timeline, "2009-09")
    assert inoue.held == ("Member of Parliament", "Deputy Leader", "Secretary-General", "Adviser")


def test_without_a_day_or_a_tenure_of_it_what_is_printed_stands(timeline: Timeline) -> None:
    assert holders(timeline, "", "Whip")[0] == Holder("Inoue Yoshihisa", printed="Whip")
    early = holders(timeline, "1999-01-01", "Adviser")[0]
    assert (early.post, early.certain, early.disagrees) == ("Adviser", False, False)


def test_a_printed_post_that_no_tenure_bears_out_disagrees(timeline: Timeline) -> None:
    assert holders(timeline, "2010-05-01", "Chief Whip")[0].disagrees
    assert not holders(timeline, "2010-05-01", "Secretary General of the party")[0].disagrees


def test_query_prints_the_posts_and_keeps_the_printed_ones(timeline: Timeline) -> None:
    holders(timeline, "2010-05-01", "Chief Whip")
    with timeline.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM event")]
        (row,) = event_table.fetch(connection, ids)
    cells, told = event_table.to_cells(row), event_table.to_json(row)
    assert cells["posts"] == ('"⚑ Inoue Yoshihisa: Secretary-General; Member of Parliament; Adviser"')
    assert "(Chief Whip)" in cells["participants"]
    first, envoy, party = json.loads(json.dumps(told))["participants"]
    assert first["post"] == "Chief Whip"
    assert first["posts_on_day"][0] == "Secretary-General"
    assert first["post_disagrees"]
    assert (envoy["post"], envoy["posts_on_day"], envoy["post_disagrees"]) == ("Envoy", [], False)
    assert party["person"] is None


def test_a_page_of_rows_takes_two_statements_whatever_is_on_it(new_timeline: Callable[..., Timeline]) -> None:
    timeline = new_timeline(fill=sample.build)
    with timeline.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM event")]
        asked: list[str] = []
        connection.set_trace_callback(asked.append)
        rows = event_rows.fetch(connection, ids)
        connection.set_trace_callback(None)
    assert sum(statement.lstrip().startswith("SELECT") for statement in asked) == 2
    with timeline.read() as session:
        flagged = {one.event_id for one in disagreements(session)}
    assert flagged
    assert {row.id for row in rows if any(one.disagrees for one in row.holders)} == flagged
