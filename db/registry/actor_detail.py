"""Everything the page of an actor shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.ledgers import commitments, invitations
from db.models import Actor, Country
from db.registry import actor_ties, aliases, posts, standings
from db.registry.actor_ties import Identifier, Tie
from db.registry.aliases import Name
from db.registry.posts import PostRow
from db.registry.standings import StandingSpan


@dataclass(frozen=True, slots=True)
class Pending:
    """An open invitation or commitment: `outgoing` where the actor is the one that invited or promised.

    `date` is when the visit was to be, or when it is due.
    """

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
        invitations=tuple(_open_invitations(session, actor_id)),
        commitments=tuple(_open_commitments(session, actor_id)),
    )


def _below(session: Session, actor_id: int) -> tuple[Below, ...]:
    rows = session.execute(
        select(Actor.id, Actor.name, Actor.kind).where(Actor.parent_id == actor_id).order_by(Actor.name)
    )
    return tuple(Below(record, name, kind) for record, name, kind in rows)


def _open_invitations(session: Session, actor_id: int) -> Iterator[Pending]:
    """Yield the invitations by or to an actor that are open today or may be, in the order of their ledger."""
    for row in invitations.of_actor(session, actor_id):
        if row.state.open is not False:
            outgoing = row.inviter_id == actor_id
            other = (row.invitee_id, row.invitee) if outgoing else (row.inviter_id, row.inviter)
            yield Pending(row.id, outgoing, *other, row.purpose, row.window)


def _open_commitments(session: Session, actor_id: int) -> Iterator[Pending]:
    """Yield the commitments by or to an actor that are unsettled today or may be, in the order of their ledger."""
    for row in commitments.of_actor(session, actor_id):
        if row.pending:
            outgoing = row.promiser_id == actor_id
            other = (row.receiver_id, row.receiver) if outgoing else (row.promiser_id, row.promiser)
            yield Pending(row.id, outgoing, *other, row.words, row.due)
