"""Records for tests: one of each table, all tied together."""

from sqlalchemy.orm import Session

from db import models as m
from db.dates import parse


def every_record(session: Session) -> None:
    """Add one row at least to every table that users edit."""
    country, other = m.Country(name="Japan", code="JP"), m.Country(name="China", code="CN")
    kind = m.Term(vocabulary="type", key=f"visit {m.base.IDS.next()}", label="Visit")
    tag = m.Term(vocabulary="tag", key=f"tag {m.base.IDS.next()}", label="Tag")
    source = m.Source(title="Words of a source", url="https://example.org/1")
    _add(session, country, other, kind, tag, source)
    party, successor = m.Actor(name="A party", country_id=country.id), m.Actor(name="Its successor party")
    person, mechanism = m.Person(name="A person"), m.Mechanism(name="A party mechanism")
    _add(session, party, successor, person, mechanism)
    visit = m.Event(title="A visit", type_id=kind.id, country_id=country.id)
    visit.date = parse("2006-10-16/2006-10-18")
    meeting = m.Event(title="A meeting during the visit", mechanism_id=mechanism.id, round=1)
    _add(session, visit, meeting)
    meeting.part_of_id = visit.id
    context = m.Context(title="A crisis", kind="crisis", country_id=country.id)
    invitation = m.Invitation(inviter_id=party.id, event_id=visit.id)
    commitment = m.Commitment(words="We shall inform", promiser_id=party.id, made_at_id=meeting.id)
    standing = m.Standing(actor_id=party.id, kind="opposition", source_id=source.id)
    post = m.Post(person_id=person.id, actor_id=party.id, title="Secretary-General")
    _add(session, context, invitation, commitment, standing, post)
    step = m.InvitationStep(invitation_id=invitation.id, kind="extended", event_id=meeting.id)
    _add(session, step)
    _add(
        session,
        m.ActorName(actor_id=party.id, text="自由民主党", folded="自由民主党"),
        m.ActorIdentifier(actor_id=party.id, scheme="Party Facts", value="1"),
        m.Succession(predecessor_id=party.id, successor_id=successor.id),
        m.Relation(country_id=country.id, other_id=other.id, kind="none"),
        m.PersonName(person_id=person.id, text="井上義久", folded="井上義久"),
        m.MechanismName(mechanism_id=mechanism.id, text="機制", folded="機制"),
        m.MechanismMember(mechanism_id=mechanism.id, actor_id=party.id),
        m.EventTerm(event_id=meeting.id, term_id=tag.id),
        m.Participation(event_id=meeting.id, actor_id=party.id, person_id=person.id),
        m.Attachment(source_id=source.id, name="copy.pdf", sha256="00", data=b"\x00\xff%PDF"),
        m.Evidence(source_id=source.id, event_id=meeting.id, quote="Words quoted"),
        m.Evidence(source_id=source.id, invitation_step_id=step.id, quote="They were invited"),
        m.CommitmentFollowUp(commitment_id=commitment.id, event_id=visit.id),
        m.Coverage(outlet="A newspaper", source_id=source.id),
        m.SavedFilter(name="Mine", text="party:LDP"),
        m.SavedChart(name="Mine", options="{}"),
        m.SavedMapping(name="Mine", text="[date]"),
        m.EventIdentifier(event_id=meeting.id, scheme="ICEWS", value="1"),
        m.Setting(key=f"focal_actor {m.base.IDS.next()}", value=str(party.id)),
    )


def _add(session: Session, *records: m.Base) -> None:
    session.add_all(records)
    session.flush()
