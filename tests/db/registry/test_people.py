"""People: names in both orders, posts on the day, and posts as printed that disagree with them."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from db import events, sample
from db.dates import parse
from db.errors import BadInput
from db.models import Person
from db.registry import actors, aliases, names, people, posts
from db.registry.post_disagreement import disagreements
from db.registry.post_words import disagrees
from db.timeline import Timeline


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def inoue(session: Session) -> tuple[int, int]:
    party = actors.create(session, "Komeito")
    person = people.create(session, "Inoue Yoshihisa")
    posts.add(session, person, "Deputy Leader", "2006-09-30/2009-09-07", actor_id=party)
    posts.add(session, person, "Secretary-General", "2009-09-08/2018-09-30", actor_id=party)
    return person, party


@pytest.mark.parametrize(
    "typed", ["Inoue Yoshihisa", "Yoshihisa Inoue", "INOUE, Yoshihisa", "yoshihisa inoué", "井上義久"]
)
def test_names_in_both_orders_and_other_scripts_are_one_person(timeline: Timeline, typed: str) -> None:
    with timeline.edit("Fill") as session:
        person, _ = inoue(session)
        people.create(session, "Inoue Yoshiro")
        aliases.add(session, "person", person, "井上義久", language="ja", kind="official")
        assert names.find(session, "person", typed) == [person]
        assert names.find_or_create(session, "person", typed) == person
    with timeline.read() as session:
        assert names.candidates(session, "person", typed)[0].id == person


def test_rows_and_page(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        person, party = inoue(session)
        aliases.add(session, "person", person, "井上義久", language="ja")
        for when, status in (("2015-12-03", "held"), ("2030", "planned")):
            event = events.create(session, "Session", parse(when), status=status)
            events.set_takings(session, event, [events.Taking(party, person)])
        people.set_life(session, person, "1947-07-24", "")
    with timeline.read() as session:
        row = people.rows(session, day("2015-12-03"))[0]
        found = people.detail(session, person)
        assert people.detail(session, 1) is None
    assert (row.other_names, row.post, row.actor, row.post_certainty, row.events) == (
        "井上義久", "Secretary-General", "Komeito", "certain", 2,
    )  # fmt: skip
    assert found is not None
    assert (found.events, found.last_day, str(found.date)) == (2, day("2015-12-03"), "1947-07-24/..")
    assert [(post.title, post.actor) for post in found.posts] == [
        ("Deputy Leader", "Komeito"),
        ("Secretary-General", "Komeito"),
    ]


def test_the_post_of_the_day_with_its_certainty(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        person, party = inoue(session)
        posts.add(session, person, "Adviser", "2018/2020")
        found = [posts.post_on(session, person, day(text)) for text in
                 ("2006-09-29", "2009-09-07", "2009-09-08", "2018-10-01", "2019-06-01")]  # fmt: skip
        assert [each and (each.title, each.certainty) for each in found] == [
            None, ("Deputy Leader", "certain"), ("Secretary-General", "certain"),
            ("Adviser", "possible"), ("Adviser", "certain"),
        ]  # fmt: skip
        unsure = posts.posts_on(session, person, day("2009-09-01"), day("2009-09-30"))
        assert [(each.title, each.certainty) for each in unsure] == [
            ("Deputy Leader", "possible"),
            ("Secretary-General", "possible"),
        ]
        one = posts.post_on(session, person, day("2018-09-01"), actor_id=party)
        assert one is not None
        assert one.title == "Secretary-General"


def test_the_list_names_the_same_post_as_the_page(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        person = people.create(session, "Inoue Yoshihisa")
        for title, date in (("Adviser", None), ("Leader", "2012/2016"), ("Deputy Leader", "2009/2012")):
            posts.add(session, person, title, date)
        on = day("2012-06-01")
        row, post = people.rows(session, on)[0], posts.post_on(session, person, on)
        assert post is not None
        assert (row.post, row.post_certainty) == (post.title, post.certainty) == ("Deputy Leader", "possible")


def test_a_post_that_ends_before_it_begins(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        person, _ = inoue(session)
    for fields in ({"title": "X", "date": "2012/2009"}, {"title": "X", "date": "9 May 2012 - 3 May 2012"}):
        with pytest.raises(BadInput) as caught, timeline.edit("Wrong") as session:
            posts.add(session, person, **fields)
        assert caught.value.field == "date"
    with pytest.raises(BadInput) as caught, timeline.edit("Wrong") as session:
        posts.change(session, posts.of_person(session, person)[0].id, title=" ")
    assert caught.value.field == "title"
    with timeline.read() as session:
        assert len(posts.of_person(session, person)) == 2


def test_changing_and_deleting(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        person, _ = inoue(session)
        people.change(session, person, name="Yoshihisa Inoue", note="x")
        assert {name.text for name in aliases.names(session, "person", person)} == {
            "Inoue Yoshihisa",
            "Yoshihisa Inoue",
        }
        with pytest.raises(BadInput, match="2 posts"):
            people.delete(session, person)
        posts.remove(session, [post.id for post in posts.of_person(session, person)])
        people.delete(session, person)
        assert session.get(Person, person) is None


# --- printed posts ---


@pytest.mark.parametrize(
    ("printed", "title", "expected"),
    [
        ("Secretary-General", "secretary general", False),
        ("Secretary-General of the LDP", "Secretary-General", False),
        ("Sec. Gen.", "Secretary-General", False),
        ("Minister, International Department", "Minister of the International Department of the CPC", False),
        ("Vice-minister", "Minister, International Department", True),
        ("Deputy leader", "Leader", True),
        ("Leader", "Deputy leader", True),
        ("former President", "President", True),
        ("Chairwoman", "Chair", False),
        ("Chairman, Policy Research Council", "Secretary-General", True),
        ("General Secretary", "President; General Secretary", False),
        ("Kōmeitō Secretary-General", "Secretary-General", False),
        ("幹事長", "Secretary-General", False),  # scripts that can't be compared
        ("幹事長", "公明党幹事長", False),
        ("副代表", "代表", True),
        ("部长", "中联部副部长", True),
        ("", "Leader", False),
        ("Leader", "", False),
    ],
)
def test_what_disagrees(printed: str, title: str, *, expected: bool) -> None:
    assert disagrees(printed, [title]) == expected


def test_one_tenure_that_agrees_is_enough() -> None:
    assert not disagrees("Deputy Leader", ["Leader", "Deputy leader"])
    assert disagrees("Treasurer", ["Leader", "Deputy leader"])


def test_disagreements_of_all_events_and_of_one(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        person, party = inoue(session)
        made = {}
        for when, printed in (
            ("2015-12-03", "Secretary-General"),
            ("2007-01-01", "Secretary-General"),
            ("2009-09", "Leader of the caucus"),
            ("1999-01-01", "Anything"),
            ("2015-12-04", ""),
        ):
            made[when] = events.create(session, "Meeting", parse(when))
            events.set_takings(session, made[when], [events.Taking(party, person, post_printed=printed)])
        found = disagreements(session)
        assert [(each.event_id, each.title, each.certainty) for each in found] == [
            (made["2007-01-01"], "Deputy Leader", "certain"),
            (made["2009-09"], "Deputy Leader", "possible"),
        ]
        assert disagreements(session, made["2015-12-03"]) == []
        assert len(disagreements(session, made["2007-01-01"])) == 1


def test_the_sample_prints_one_post_otherwise(timeline: Timeline) -> None:
    """Tenures there are the spans in which a source attests a post: one page words that of a minister its own way."""
    with timeline.edit("Fill") as session:
        sample.build(session)
        found = {(each.printed, each.title) for each in disagreements(session)}
    assert found == {("Head, International Department", "Minister, International Department")}
