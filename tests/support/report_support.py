"""A small timeline that has everything a report shows: posts that disagree, conflicts, ledgers, three scripts."""

from sqlalchemy.orm import Session

from db import models as m
from db.dates import parse

HOSTILE = "<script>alert(1)</script> & “quoted” \x07 第一"


def small(session: Session) -> None:
    """Fill an empty timeline with four events and all that hangs on them."""
    country = m.Country(name="Japan", code="JP")
    kind = m.Term(vocabulary="type", key="own-meeting", label="Own meeting")
    area, tag = (
        m.Term(vocabulary="area", key="own-area", label="Own area"),
        m.Term(vocabulary="tag", key="t", label="Tag"),
    )
    own, other = m.Actor(name="Communist Party of China"), m.Actor(name="日本自由民主党")
    one, two = m.Person(name="Wang Jiarui"), m.Person(name="井上義久")
    mechanism = m.Mechanism(name="Exchange mechanism")
    readout = m.Source(title="中日執政党対話", publisher="IDCPC", language="zh", kind="readout", side="own",
                       url="https://example.org/1")  # fmt: skip
    readout.date = parse("2006-10-17")
    news = m.Source(title=HOSTILE, url="javascript:alert(1)", language="en", kind="news")
    _add(session, country, kind, area, tag, own, other, one, two, mechanism, readout, news)
    session.add(m.Setting(key="focal_actor", value=str(own.id)))
    first = _event(session, "Meeting <b>of leaders</b> 会談", "16 Oct 2006", type_id=kind.id, mechanism_id=mechanism.id,
                   round=1, round_basis="inferred", place="Tokyo", country_id=country.id, mark_source=2, mark_date=1,
                   summary="They met.\nThey spoke <i>at length</i>.", note="Checked twice.")  # fmt: skip
    second = _event(session, "Second meeting", "late February 2009", status="planned", unverified=True)
    _event(session, HOSTILE, "", part_of_id=first)
    _event(session, "Visit", "2009-03-01/2009-03-05", country_id=country.id)
    tenure = m.Post(person_id=two.id, actor_id=other.id, title="Deputy leader")
    tenure.date = parse("2005/2010")
    promise = m.Commitment(words="To inform each other", promiser_id=own.id, receiver_id=other.id, made_at_id=first,
                           unverified=True)  # fmt: skip
    invitation = m.Invitation(inviter_id=other.id, invitee_id=own.id, purpose="a visit", event_id=second)
    _add(session, tenure, promise, invitation)
    step = m.InvitationStep(invitation_id=invitation.id, kind="extended", event_id=first)
    step.date = parse("16 Oct 2006")
    _add(
        session,
        step,
        m.CommitmentFollowUp(commitment_id=promise.id, event_id=second),
        m.EventTerm(event_id=first, term_id=area.id),
        m.EventTerm(event_id=first, term_id=tag.id),
        m.Participation(event_id=first, actor_id=own.id, person_id=one.id, side="focal", role="host",
                        post_printed="Minister"),
        m.Participation(event_id=first, actor_id=other.id, person_id=two.id, post_printed="Secretary-General",
                        role="head of delegation"),
        m.Participation(event_id=second, actor_id=other.id, person_id=two.id),
        m.Evidence(source_id=readout.id, event_id=first, field="date", value="2006-10-16", quote="十月十六日，双方会谈",
                   locator="para. 2", confidence=4, chosen=True, reason="the party's own"),
        m.Evidence(source_id=news.id, event_id=first, field="date", value="2006-10-17", quote="met <Tuesday>",
                   confidence=1, unverified=True),
        m.Evidence(source_id=readout.id, event_id=second, note="Only announced."),
    )  # fmt: skip
    crisis = m.Context(title="Crisis of the shrine", kind="crisis")
    crisis.date = parse("2006-01/2006-09")
    _add(session, crisis)


def _event(session: Session, title: str, date: str, **fields: object) -> int:
    event = m.Event(title=title, **fields)
    event.date = parse(date) if date else None
    _add(session, event)
    return event.id


def _add(session: Session, *records: m.Base) -> None:
    session.add_all(records)
    session.flush()
