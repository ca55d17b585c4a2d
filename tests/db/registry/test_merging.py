"""Merging: side by side, everything re-pointed, nothing doubled, and one undo brings both back."""

from datetime import date

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session
from tests_support import every_record

from db import events
from db.dates import parse
from db.errors import BadInput
from db.ids import IDS
from db.models import (
    USER_TABLES,
    Actor,
    Attachment,
    Base,
    Event,
    Evidence,
    MechanismMember,
    Participation,
    Person,
    Post,
    Setting,
    Source,
    Standing,
)
from db.reading import fetch
from db.registry import actor_ties, actors, aliases, merging, names, people, posts, references, standings
from db.timeline import Timeline

Dump = dict[str, list[tuple[object, ...]]]


def dump(timeline: Timeline) -> Dump:
    with timeline.reading() as connection:
        tables = {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in USER_TABLES
        }
        found = connection.execute("SELECT rowid FROM name_text WHERE name_text MATCH 'party'").fetchall()
        return tables | {"found": sorted(found)}


# --- every reference ---


@pytest.mark.parametrize("kind", ["actor", "person", "source"])
def test_no_reference_is_forgotten(timeline: Timeline, kind: str) -> None:
    """One row at least in every table; whatever referred to the dropped record refers to the kept one then."""
    with timeline.edit("Fill") as session:
        every_record(session)
        model = {"actor": Actor, "person": Person, "source": Source}[kind]
        drop = session.scalars(select(model.id).order_by(model.id)).first()
        assert drop is not None
        named = {"title": "Kept"} if kind == "source" else {"name": "Kept"}
        keep = model(id=IDS.next(), **named)
        session.add(keep)
        session.flush()
        referred = {
            place: fetch(session, f'SELECT count(*) FROM "{place[0]}" WHERE "{place[1]}" = ?', (drop,))[0][0]
            for place in references.to(kind)
        }
        assert any(referred.values())
    before = dump(timeline)
    with timeline.edit("Merge") as session:
        merging.merge(session, kind, keep.id, drop)
        for (table, column), many in referred.items():
            count = fetch(session, f'SELECT count(*) FROM "{table}" WHERE "{column}" = ?', (keep.id,))[0][0]
            assert count >= many, (table, column)
        assert session.get(model, drop) is None
        assert fetch(session, "PRAGMA foreign_key_check") == []
    after = dump(timeline)
    timeline.undo()
    assert dump(timeline) == before
    timeline.redo()
    assert dump(timeline) == after


def test_references_are_those_of_the_file(timeline: Timeline) -> None:
    with timeline.read() as session:
        for target in ("actor", "person", "source", "country"):
            found = sorted(
                (table, row[3])
                for table in Base.metadata.tables
                for row in fetch(session, f'PRAGMA foreign_key_list("{table}")')
                if row[2] == target
            )
            assert list(references.to(target)) == found


# --- side by side ---


def two_parties(session: Session) -> tuple[int, int]:
    one = actors.create(session, "Komeito", family="religious", date="1964/..", note="One note")
    other = actors.create(session, "New Komeito", family="religious", note="Other note")
    aliases.add(session, "actor", other, "公明党", language="ja")
    return one, other


def test_compare_shows_fields_and_what_would_be_pointed_anew(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        one, other = two_parties(session)
        event = events.create(session, "Meeting", parse("2015"))
        events.set_takings(session, event, [events.Taking(one), events.Taking(other)])
        standings.add(session, one, "in coalition", "2012/2025")
        standings.add(session, other, "opposition", "2013/2014")
        found = merging.compare(session, "actor", one, other)
    pairs = {pair.field: pair for pair in found.fields}
    assert (pairs["name"].a_words, pairs["name"].b_words, pairs["name"].same) == (
        "Komeito",
        "New Komeito",
        False,
    )
    assert pairs["family"].same
    assert pairs["parent_id"].same
    assert not pairs["date"].same
    assert found.b_refers == {"participation": 1, "standing": 1}
    assert (found.joined, found.clashing) == (1, 1)


# --- the merge ---


def test_names_values_and_notes_of_both(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        one, other = two_parties(session)
        japan = Base.metadata.tables["country"]
        session.execute(insert(japan), [{"id": 7, "name": "Japan"}])
        actors.change(session, other, country_id=7)
        session.add(Setting(id=IDS.next(), key="focal_actor", value=str(other)))
    with timeline.edit("Merge") as session:
        merging.merge(session, "actor", one, other, {"name": "New Komeito"})
        actor = session.get_one(Actor, one)
        assert (actor.name, actor.country_id, actor.edtf) == ("New Komeito", 7, "1964/..")
        assert actor.note == "One note\nOther note"
        texts = [name.text for name in aliases.names(session, "actor", one)]
        assert sorted(texts) == ["Komeito", "New Komeito", "公明党"]
        assert texts[0] == "New Komeito"
        assert references.is_focal(session, one)
        assert names.find(session, "actor", "komeito") == [one]


def test_the_same_participation_is_joined_and_others_are_kept(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        one, other = two_parties(session)
        person = people.create(session, "Inoue")
        event = events.create(session, "Meeting", parse("2015"))
        events.set_takings(
            session,
            event,
            [
                events.Taking(one, person),
                events.Taking(other, person, "Leader", role="host", note="n"),
                events.Taking(one, role="guest"),
                events.Taking(other, role="host"),
                events.Taking(other, side="other"),
            ],
        )
        assert merging.compare(session, "actor", one, other).joined == 1
        merging.merge(session, "actor", one, other)
        found = [
            (t.actor_id, t.person_id, t.post_printed, t.role, t.side, t.note)
            for t in events.takings(session, event)
        ]
    assert found == [
        (one, person, "Leader", "host", "counterpart", "n"),
        (one, None, "", "guest", "counterpart", ""),
        (one, None, "", "host", "counterpart", ""),
        (one, None, "", "attendee", "other", ""),
    ]


def test_people_merge_with_their_posts(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        one, other = people.create(session, "Inoue Yoshihisa"), people.create(session, "Yoshihisa Inoue")
        party = actors.create(session, "Komeito")
        source = Source(id=IDS.next(), title="S")
        session.add(source)
        session.flush()
        for person in (one, other):
            post = posts.add(session, person, "Leader", "2009/2018", actor_id=party)
            session.add(Evidence(id=IDS.next(), source_id=source.id, post_id=post))
            event = events.create(session, "Meeting", parse("2015"))
            events.set_takings(session, event, [events.Taking(party, person)])
        posts.add(session, other, "Adviser", "2019/..")
        merging.merge(session, "person", one, other)
        assert [post.title for post in posts.of_person(session, one)] == ["Leader", "Adviser"]
        kept = posts.of_person(session, one)[0].id
        assert list(session.scalars(select(Evidence.post_id))) == [kept, kept]
        assert list(session.scalars(select(Participation.person_id))) == [one, one]
        assert {name.text for name in aliases.names(session, "person", one)} == {
            "Inoue Yoshihisa",
            "Yoshihisa Inoue",
        }
        assert session.scalars(select(Post.id).where(Post.person_id == other)).all() == []


def test_sources_merge_with_their_copies(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        one, other = (
            Source(id=IDS.next(), title="One"),
            Source(id=IDS.next(), title="Other", url="https://x.org"),
        )
        session.add_all([one, other])
        session.flush()
        for source, mark in ((one, "aa"), (other, "aa"), (other, "bb")):
            session.add(Attachment(id=IDS.next(), source_id=source.id, name="c", sha256=mark, data=b""))
        assert merging.compare(session, "source", one.id, other.id).joined == 0
        merging.merge(session, "source", one.id, other.id)
        assert session.get_one(Source, one.id).url == "https://x.org"
        assert sorted(session.scalars(select(Attachment.sha256))) == ["aa", "bb"]
        third = Source(id=IDS.next(), title="Third")
        session.add(third)
        session.flush()
        with pytest.raises(BadInput, match="title"):
            merging.merge(session, "source", one.id, third.id, {"title": " "})


def test_standings_that_clash_go_and_those_that_say_the_same_are_one(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        one, other = two_parties(session)
        source = Source(id=IDS.next(), title="S")
        session.add(source)
        session.flush()
        standings.add(session, one, "in coalition", "2001-04-26/2009-09-15")
        same = standings.add(session, other, "in coalition", "2001-04-26/2009-09-15")
        session.add(Evidence(id=IDS.next(), source_id=source.id, standing_id=same))
        standings.add(session, one, "banned", "1990/1995")
        standings.add(session, other, "opposition", "1991/1993")
        standings.add(session, other, "opposition", "2009-09-16/2012-12-25")
        merging.merge(session, "actor", one, other)
        found = standings.spans(session, one)
        assert [(each.kind, str(each.date)) for each in found] == [
            ("banned", "1990/1995"),
            ("in coalition", "2001-04-26/2009-09-15"),
            ("opposition", "2009-09-16/2012-12-25"),
        ]
        assert session.scalars(select(Evidence.standing_id)).all() == [found[1].id]
        on = date(2010, 1, 1).toordinal()
        assert standings.all_on(session, on)[one] == ("opposition", "certain")
        assert session.scalars(select(Standing.id).where(Standing.actor_id == other)).all() == []


def test_what_ties_the_two_together_goes(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        one, other = two_parties(session)
        third = actors.create(session, "Third")
        actor_ties.add_succession(session, other, one, "2014")
        actor_ties.add_succession(session, third, one)
        actor_ties.add_succession(session, third, other)
        actor_ties.set_identifier(session, one, "ParlGov", "1")
        session.flush()
        for actor in (one, other):
            mechanism = names.find_or_create(session, "mechanism", "Mechanism")
            session.add(MechanismMember(id=IDS.next(), mechanism_id=mechanism, actor_id=actor))
        merging.merge(session, "actor", one, other)
        assert [tie.other for tie in actor_ties.predecessors(session, one)] == ["Third"]
        assert actor_ties.successors(session, one) == ()
        assert len(session.scalars(select(MechanismMember.id)).all()) == 1


@pytest.mark.parametrize("keep_above", [True, False])
@pytest.mark.parametrize("between", [True, False])
def test_an_actor_and_one_under_it(timeline: Timeline, *, keep_above: bool, between: bool) -> None:
    with timeline.edit("Fill") as session:
        top = actors.create(session, "Top")
        upper = actors.create(session, "Upper", parent_id=top)
        middle = actors.create(session, "Middle", kind="organ", parent_id=upper)
        lower = actors.create(session, "Lower", kind="organ", parent_id=middle if between else upper)
        bottom = actors.create(session, "Bottom", kind="organ", parent_id=lower)
        keep, drop = (upper, lower) if keep_above else (lower, upper)
        merging.merge(session, "actor", keep, drop)
        parents = dict(fetch(session, "SELECT id, parent_id FROM actor"))
        assert parents == {top: None, keep: top, middle: keep, bottom: keep}


def test_a_parent_that_can_t_be_is_refused(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        one, other = two_parties(session)
        organ = actors.create(session, "Organ", kind="organ", parent_id=other)
    before = dump(timeline)
    for keep, drop, chosen, field in (
        (one, other, {"parent_id": organ}, "parent"),
        (one, other, {"parent_id": other}, "parent"),
        (one, other, {"kind": "gang"}, "kind"),
        (one, one, {}, "other"),
    ):
        with pytest.raises(BadInput) as caught, timeline.edit("Wrong") as session:
            merging.merge(session, "actor", keep, drop, chosen)
        assert caught.value.field == field
        assert dump(timeline) == before
    with pytest.raises(TypeError), timeline.edit("Wrong") as session:
        merging.merge(session, "actor", one, other, {"colour": "red"})


# --- many ---


def many(session: Session, pairs: int) -> tuple[int, int]:
    """Two parties with so many participations each, a tenth of them in the same events."""
    one, other = two_parties(session)
    ids = IDS.take(2 * pairs)
    connection: Connection = session.connection()
    connection.execute(insert(Event), [{"id": each, "title": f"Meeting {each}"} for each in ids])
    rows = [{"id": IDS.next(), "event_id": each, "actor_id": one} for each in ids[:pairs]]
    rows += [
        {"id": IDS.next(), "event_id": each, "actor_id": other} for each in ids[pairs - pairs // 10 :][:pairs]
    ]
    connection.execute(insert(Participation), rows)
    return one, other


@pytest.mark.slow
def test_two_actors_with_5000_participations_each(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        one, other = many(session, 5000)
    before = dump(timeline)
    with timeline.edit("Merge") as session:
        merging.merge(session, "actor", one, other)
    with timeline.read() as session:
        rows = session.scalars(select(Participation.actor_id)).all()
    assert set(rows) == {one}
    assert len(rows) == 9500
    timeline.undo()
    assert dump(timeline) == before
