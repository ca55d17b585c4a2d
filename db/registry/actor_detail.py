"""Everything the page of an actor shows."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.dates import UncertainDate
from db.models import Actor, Commitment, Country, Invitation, InvitationStep
from db.registry import actor_ties, aliases, posts, standings
from db.registry.actor_ties import Identifier, Tie
from db.registry.aliases import Name
from db.registry.posts import PostRow
from db.registry.standings import StandingSpan

_ENDED = ("declined", "fulfilled", "lapsed", "withdrawn")


@dataclass(frozen=True, slots=True)
class Pending:
    """An open invitation or commitment: `outgoing` where the actor is the one that invited or promised."""

    id: int
    outgoing: bool
    other_id: int | None
    other: str
    words: str
    date: UncertainDate | None


@dataclass(frozen=True, slots=True)
class Below:
    """An actor under another."""

    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ActorDetail:
    """One actor whole; `date` is its existence, from its founding to its end."""

    id: int
    name: str
    kind: str
    family: str
    parent_id: int | None
    parent: str
    country_id: int | None
    country: str
    date: UncertainDate | None
    note: str
    names: tuple[Name, ...]
    identifiers: tuple[Identifier, ...]
    standings: tuple[StandingSpan, ...]
    predecessors: tuple[Tie, ...]
    successors: tuple[Tie, ...]
    below: tuple[Below, ...]
    posts: tuple[PostRow, ...]
    invitations: tuple[Pending, ...]
    commitments: tuple[Pending, ...]


def detail(session: Session, actor_id: int) -> ActorDetail | None:
    """Return one actor whole, or None if it is not there."""
    actor = session.get(Actor, actor_id)
    if actor is None:
        return None
    parent = session.get(Actor, actor.parent_id) if actor.parent_id else None
    country = session.get(Country, actor.country_id) if actor.country_id else None
    return ActorDetail(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        family=actor.family,
        parent_id=actor.parent_id,
        parent=parent.name if parent else "",
        country_id=actor.country_id,
        country=country.name if country else "",
        date=actor.date,
        note=actor.note,
        names=aliases.names(session, "actor", actor_id),
        identifiers=actor_ties.identifiers(session, actor_id),
        standings=standings.band(session, actor_id),
        predecessors=actor_ties.predecessors(session, actor_id),
        successors=actor_ties.successors(session, actor_id),
        below=_below(session, actor_id),
        posts=posts.of_actor(session, actor_id),
        invitations=open_invitations(session, actor_id),
        commitments=open_commitments(session, actor_id),
    )


def _below(session: Session, actor_id: int) -> tuple[Below, ...]:
    rows = session.execute(
        select(Actor.id, Actor.name, Actor.kind).where(Actor.parent_id == actor_id).order_by(Actor.name)
    )
    return tuple(Below(record, name, kind) for record, name, kind in rows)


def open_invitations(session: Session, actor_id: int) -> tuple[Pending, ...]:
    """Return the invitations by or to an actor that no event and no last step has ended."""
    inviter, invitee = aliased(Actor), aliased(Actor)
    ended = select(InvitationStep.invitation_id).where(InvitationStep.kind.in_(_ENDED))
    rows = session.execute(
        select(Invitation, inviter.name, invitee.name)
        .outerjoin(inviter, inviter.id == Invitation.inviter_id)
        .outerjoin(invitee, invitee.id == Invitation.invitee_id)
        .where((Invitation.inviter_id == actor_id) | (Invitation.invitee_id == actor_id))
        .where(Invitation.event_id.is_(None), Invitation.id.not_in(ended))
        .order_by(Invitation.start_lo, Invitation.id)
    )
    return tuple(
        _pending(row, row.invitee_id, to, row.purpose, outgoing=True)
        if row.inviter_id == actor_id
        else _pending(row, row.inviter_id, by, row.purpose, outgoing=False)
        for row, by, to in rows
    )


def open_commitments(session: Session, actor_id: int) -> tuple[Pending, ...]:
    """Return the commitments by or to an actor that are open."""
    promiser, receiver = aliased(Actor), aliased(Actor)
    rows = session.execute(
        select(Commitment, promiser.name, receiver.name)
        .outerjoin(promiser, promiser.id == Commitment.promiser_id)
        .outerjoin(receiver, receiver.id == Commitment.receiver_id)
        .where((Commitment.promiser_id == actor_id) | (Commitment.receiver_id == actor_id))
        .where(Commitment.status == "open")
        .order_by(Commitment.start_lo, Commitment.id)
    )
    return tuple(
        _pending(row, row.receiver_id, to, row.words, outgoing=True)
        if row.promiser_id == actor_id
        else _pending(row, row.promiser_id, by, row.words, outgoing=False)
        for row, by, to in rows
    )


def _pending(
    row: Invitation | Commitment, other_id: int | None, other: str | None, words: str, *, outgoing: bool
) -> Pending:
    return Pending(row.id, outgoing, other_id, other or "", words, row.date)
