"""Actors: rows of the tree, pages, edits, names valid on a day, ids and successions."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import events, sample
from db.dates import parse
from db.errors import BadInput
from db.ids import IDS
from db.ledgers import commitments, invitations
from db.models import (
    Actor,
    ActorName,
    Commitment,
    Country,
    Invitation,
    InvitationStep,
    Participation,
    Setting,
)
from db.reading import fetch
from db.registry import actor_detail, actor_ties, actors, aliases, standings
from db.timeline import Timeline


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def japan(session: Session) -> int:
    country = Country(id=IDS.next(), code="JP", name="Japan")
    session.add(country)
    session.flush()
    return country.id


def taking(
    session: Session, actor: int, when: str, *, side: str = "counterpart", status: str = "held"
) -> int:
    event = events.create(session, f"Meeting {when}", parse(when), status=status)
    events.set_takings(session, event, [events.Taking(actor, side=side)])
    return event


# --- rows ---


def test_rows_stand_under_their_country_with_standing_and_contacts(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        home = japan(session)
        ldp = actors.create(session, "LDP", country_id=home, family="conservative")
        office = actors.create(session, "LDP office", kind="organ", parent_id=ldp)
        other = actors.create(session, "Nowhere Party")
        standings.add(session, ldp, "leads government", "2012-12-26/..")
        taking(session, ldp, "2015-12-03")
        taking(session, ldp, "2018-10-10")
        taking(session, ldp, "2030-01-01", status="planned")
        both = taking(session, ldp, "2019-01-01", side="focal")
        session.add(Participation(id=IDS.next(), event_id=both, actor_id=ldp, side="other"))
        taking(session, other, "2001-01-01", side="focal")
    with timeline.read() as session:
        rows = {row.id: row for row in actors.rows(session, day("2016-01-01"))}
    assert list(rows) == [ldp, office, other]
    row = rows[ldp]
    assert (row.country, row.family, row.events, row.last_day) == (
        "Japan",
        "conservative",
        4,
        day("2019-01-01"),
    )
    assert (row.standing, row.standing_certainty) == ("leads government", "certain")
    assert (rows[office].country_id, rows[office].country) == (home, "Japan")
    assert (rows[office].family, rows[office].standing) == ("conservative", "leads government")
    assert (rows[other].events, rows[other].last_day, rows[other].standing) == (1, None, "")


def test_rows_of_the_sample_count_as_the_participations_do(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        sample.build(session)
    with timeline.read() as session:
        rows = actors.rows(session, day("2025-01-14"))
        pairs = set(session.execute(select(Participation.actor_id, Participation.event_id)))
    assert len(rows) == len({row.id for row in rows})
    for row in rows:
        assert row.events == sum(actor == row.id for actor, _ in pairs), row.name
    found = {row.name: row for row in rows}
    assert found["Liberal Democratic Party"].standing == "leads government"
    assert found["Communist Party of China"].last_day is None


# --- edits ---


def test_a_new_actor_bears_its_name(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        actor = actors.create(session, " Komeito ", date="1964-11-17/..", note="a party")
        found = actor_detail.detail(session, actor)
    assert found is not None
    assert (found.name, str(found.date), found.note) == ("Komeito", "1964-11-17/..", "a party")
    assert [(name.text, name.main) for name in found.names] == [("Komeito", True)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "X", "kind": "gang"}, "kind"),
        ({"name": "X", "family": "happy"}, "family"),
        ({"name": "X", "date": "2012/2009"}, "date"),
    ],
)
def test_wrong_fields_leave_nothing_half_saved(
    timeline: Timeline, fields: dict[str, str], field: str
) -> None:
    with pytest.raises(BadInput) as caught, timeline.edit("Wrong") as session:
        actors.create(session, **fields)
    assert caught.value.field == field
    with timeline.read() as session:
        assert session.scalars(select(Actor.id)).all() == []


def test_an_organ_can_t_be_its_own_parent(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        party = actors.create(session, "Party")
        organ = actors.create(session, "Organ", kind="organ", parent_id=party)
        desk = actors.create(session, "Desk", kind="organ", parent_id=organ)
    for actor, parent in ((organ, organ), (party, desk), (organ, desk)):
        with pytest.raises(BadInput) as caught, timeline.edit("Wrong") as session:
            actors.change(session, actor, parent_id=parent)
        assert caught.value.field == "parent"
    with timeline.read() as session:
        parents = dict(fetch(session, "SELECT id, parent_id FROM actor"))
    assert parents == {party: None, organ: party, desk: organ}


def test_founded_and_dissolved(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = actors.create(session, "DPJ")
        assert str(actors.set_existence(session, actor, "27 April 1998", "")) == "1998-04-27/.."
        with pytest.raises(BadInput) as caught:
            actors.set_existence(session, actor, "2016", "1998")
    assert caught.value.field == "date"


def test_deleting_says_what_hangs_on_it(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = actors.create(session, "LDP")
        taking(session, actor, "2015")
        taking(session, actor, "2016")
        standings.add(session, actor, "opposition")
        focal = actors.create(session, "CPC")
        session.add(Setting(id=IDS.next(), key="focal_actor", value=str(focal)))
    with pytest.raises(BadInput, match="2 participations and 1 standing"), timeline.edit("Delete") as session:
        actors.delete(session, actor)
    with pytest.raises(BadInput, match="focal"), timeline.edit("Delete") as session:
        actors.delete(session, focal, with_all=True)
    with timeline.edit("Delete") as session:
        actors.delete(session, actor, with_all=True)
        assert session.get(Actor, actor) is None


# --- names ---


def komeito(session: Session) -> int:
    actor = actors.create(session, "Komeito")
    first = session.scalars(select(ActorName.id).where(ActorName.actor_id == actor)).one()
    aliases.change(session, "actor", first, date="2014-09-25/..", language="en", kind="official")
    aliases.add(
        session, "actor", actor, "New Komeito", date="1998-11-07/2014-09-24", language="en", kind="former"
    )
    aliases.add(session, "actor", actor, "公明党", language="ja", date="1964-11-17/..")
    return actor


@pytest.mark.parametrize(
    ("on", "language", "expected"),
    [
        ("2007-03-15", "", "New Komeito"),
        ("2014-09-24", "en", "New Komeito"),
        ("2014-09-25", "en", "Komeito"),
        ("2014-09-25", "", "Komeito"),
        ("2007-03-15", "ja", "公明党"),
        ("1950-01-01", "", "Komeito"),
    ],
)
def test_the_name_of_the_day(timeline: Timeline, on: str, language: str, expected: str) -> None:
    with timeline.edit("Fill") as session:
        actor = komeito(session)
        assert aliases.name_on(session, actor, day(on), language) == expected


def test_the_main_name_changes_and_the_one_before_stays(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = komeito(session)
        japanese = next(name for name in aliases.names(session, "actor", actor) if name.language == "ja")
        aliases.make_main(session, "actor", japanese.id)
        assert session.get_one(Actor, actor).name == "公明党"
        assert aliases.names(session, "actor", actor)[0].text == "公明党"
        aliases.change(session, "actor", japanese.id, text="公明黨")
        assert session.get_one(Actor, actor).name == "公明黨"
        actors.change(session, actor, name="Clean Government Party")
        texts = {name.text for name in aliases.names(session, "actor", actor)}
    assert texts == {"Komeito", "New Komeito", "公明黨", "Clean Government Party"}


def test_names_are_folded_and_borne_once(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = komeito(session)
        aliases.add(session, "actor", actor, " KŌMEITŌ ")
        row = session.scalars(select(ActorName).where(ActorName.text == "KŌMEITŌ")).one()
        assert row.folded == "komeito"
        with pytest.raises(BadInput) as again:
            aliases.add(session, "actor", actor, "公明党", language="ja")
        with pytest.raises(BadInput) as empty:
            aliases.add(session, "actor", actor, " ")
        main = aliases.names(session, "actor", actor)[0]
        with pytest.raises(BadInput, match="main name"):
            aliases.remove(session, "actor", main.id)
        aliases.remove(session, "actor", row.id)
    assert (again.value.field, empty.value.field) == ("text", "text")


# --- ids, successions, pages ---


def test_an_id_belongs_to_one_actor(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        one, other = actors.create(session, "One"), actors.create(session, "Other")
        actor_ties.set_identifier(session, one, "ParlGov", "1")
        actor_ties.set_identifier(session, one, "ParlGov", "2")
        assert [each.value for each in actor_ties.identifiers(session, one)] == ["2"]
        with pytest.raises(BadInput, match="the id of One") as caught:
            actor_ties.set_identifier(session, other, "ParlGov", "2")
        actor_ties.set_identifier(session, one, "ParlGov", "")
        assert actor_ties.identifiers(session, one) == ()
    assert caught.value.field == "value"


def test_successions_go_one_way(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        first, second, third = (actors.create(session, name) for name in ("DPJ", "DP", "CDP"))
        tie = actor_ties.add_succession(session, first, second, "2016-03-27", kind="renaming")
        actor_ties.add_succession(session, second, third)
        assert [each.other for each in actor_ties.successors(session, first)] == ["DP"]
        assert [each.other for each in actor_ties.predecessors(session, third)] == ["DP"]
        for wrong in ((third, first), (first, first)):
            with pytest.raises(BadInput, match="after itself"):
                actor_ties.add_succession(session, *wrong)
        actor_ties.change_succession(session, tie, note="renamed")
        actor_ties.remove_successions(session, [tie])
        assert actor_ties.successors(session, first) == ()


def test_the_page_and_the_ledgers_agree_on_what_is_open(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        cpc, ldp = actors.create(session, "CPC"), actors.create(session, "LDP")
        coming, past = (events.create(session, "Visit", parse(year)) for year in ("9000", "2006"))
        for event in (coming, past, None):
            session.add(Invitation(id=IDS.next(), inviter_id=cpc, invitee_id=ldp, event_id=event))
        for event in (coming, past, None):
            session.add(
                Commitment(id=IDS.next(), promiser_id=cpc, receiver_id=ldp, words="To meet", made_at_id=event)
            )
        session.flush()
        found = actor_detail.detail(session, cpc)
        assert found is not None
        assert [each.id for each in found.invitations] == [row.id for row in invitations.open_on(session)]
        assert [each.id for each in found.commitments] == [
            row.id for row in commitments.rows(session) if row.pending
        ]
    assert (len(found.invitations), len(found.commitments)) == (2, 2)
    assert {each.outgoing for each in (*found.invitations, *found.commitments)} == {True}


def test_the_page_shows_what_is_open(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        cpc, ldp = actors.create(session, "CPC"), actors.create(session, "LDP")
        opened = [
            Invitation(id=IDS.next(), inviter_id=cpc, invitee_id=ldp, purpose=word) for word in ("a", "b")
        ]
        session.add_all(opened)
        session.flush()
        session.add(InvitationStep(id=IDS.next(), invitation_id=opened[1].id, kind="declined"))
        for status in ("open", "kept"):
            session.add(Commitment(id=IDS.next(), promiser_id=ldp, words=status, status=status))
        actors.create(session, "LDP youth", kind="organ", parent_id=ldp)
        found = actor_detail.detail(session, ldp)
        assert actor_detail.detail(session, 1) is None
    assert found is not None
    assert [(each.words, each.outgoing, each.other) for each in found.invitations] == [("a", False, "CPC")]
    assert [(each.words, each.outgoing, each.other) for each in found.commitments] == [("open", True, "")]
    assert [each.name for each in found.below] == ["LDP youth"]
