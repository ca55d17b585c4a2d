"""What ties an actor to other things: its ids in other datasets, and the actors it came from and became."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.errors import BadInput
from db.ids import IDS
from db.models import Actor, ActorIdentifier, Succession
from db.reading import among
from db.spans import dated
from db.typed_input import known_fields

SCHEMES = ("Party Facts", "ParlGov", "Wikidata")
"""Datasets that are offered; others may be named."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An actor's id in another dataset."""

    id: int
    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A succession seen from one of the two actors: `other_id` is the actor at its other end."""

    id: int
    other_id: int
    other: str
    date: UncertainDate | None
    kind: str
    note: str


# --- queries -----------------------------------------------------------------------------------------------


def identifiers(session: Session, actor_id: int) -> tuple[Identifier, ...]:
    """Return an actor's ids in other datasets, by dataset."""
    rows = session.scalars(
        select(ActorIdentifier)
        .where(ActorIdentifier.actor_id == actor_id)
        .order_by(ActorIdentifier.scheme, ActorIdentifier.value)
    )
    return tuple(Identifier(row.id, row.scheme, row.value) for row in rows)


def predecessors(session: Session, actor_id: int) -> tuple[Tie, ...]:
    """Return the actors that became this one, in order of time."""
    return _ties(session, Succession.successor_id == actor_id, Succession.predecessor_id)


def successors(session: Session, actor_id: int) -> tuple[Tie, ...]:
    """Return the actors that this one became, in order of time."""
    return _ties(session, Succession.predecessor_id == actor_id, Succession.successor_id)


def _ties(session: Session, where: Any, other: Any) -> tuple[Tie, ...]:
    rows = session.execute(
        select(Succession, Actor.id, Actor.name)
        .join(Actor, Actor.id == other)
        .where(where)
        .order_by(Succession.edtf == "", Succession.start_lo, Actor.name)
    )
    return tuple(Tie(row.id, actor, name, row.date, row.kind, row.note) for row, actor, name in rows)


# --- edits -------------------------------------------------------------------------------------------------


def set_identifier(session: Session, actor_id: int, scheme: str, value: str) -> None:
    """Give an actor this id in a dataset instead of any it had there; an empty one takes it away.

    Raises BadInput at `value` where another actor has it.
    """
    scheme, value = scheme.strip(), value.strip()
    if not scheme:
        raise BadInput("An id needs the name of its dataset; nothing was changed.", "scheme")
    taken = session.execute(
        select(Actor.name)
        .join(ActorIdentifier, ActorIdentifier.actor_id == Actor.id)
        .where(ActorIdentifier.scheme == scheme, ActorIdentifier.value == value, Actor.id != actor_id)
    ).scalar()
    if value and taken is not None:
        raise BadInput(
            f"{scheme} {value} is the id of {taken}, which was kept: are the two the same?", "value"
        )
    session.execute(
        delete(ActorIdentifier).where(ActorIdentifier.actor_id == actor_id, ActorIdentifier.scheme == scheme)
    )
    if value:
        session.add(ActorIdentifier(id=IDS.next(), actor_id=actor_id, scheme=scheme, value=value))
    session.flush()


def add_identifier(session: Session, actor_id: int, scheme: str, value: str) -> int:
    """Give an actor an id in a dataset, as `set_identifier` does, and return the row's id; raises BadInput."""
    if not value.strip():
        raise BadInput("An id needs its value; nothing was added.", "value")
    set_identifier(session, actor_id, scheme, value)
    return session.scalars(
        select(ActorIdentifier.id).where(
            ActorIdentifier.actor_id == actor_id, ActorIdentifier.scheme == scheme.strip()
        )
    ).one()


def change_identifier(session: Session, identifier_id: int, **fields: str) -> None:
    """Set `scheme` or `value` of an id in a dataset; raises BadInput as `add_identifier` does."""
    known_fields(fields, ("scheme", "value"), "an id")
    row = session.get_one(ActorIdentifier, identifier_id)
    actor_id, wanted = row.actor_id, {"scheme": row.scheme, "value": row.value} | fields
    session.delete(row)
    session.flush()
    add_identifier(session, actor_id, **wanted)


def remove_identifier(session: Session, identifier_id: int) -> None:
    """Take an id in a dataset away."""
    session.execute(delete(ActorIdentifier).where(ActorIdentifier.id == identifier_id))


def add_succession(
    session: Session,
    predecessor_id: int,
    successor_id: int,
    date: UncertainDate | str | None = None,
    *,
    kind: str = "",
    note: str = "",
) -> int:
    """Say that one actor became another and return the succession's id; raises BadInput for a circle."""
    _check_no_circle(session, predecessor_id, successor_id)
    row = Succession(
        id=IDS.next(), predecessor_id=predecessor_id, successor_id=successor_id, kind=kind, note=note
    )
    row.date = dated(date)
    session.add(row)
    session.flush()
    return row.id


def change_succession(session: Session, succession_id: int, **fields: Any) -> None:
    """Set `date`, `kind` or `note` of a succession; raises BadInput at `date`."""
    known_fields(fields, ("date", "kind", "note"), "a succession")
    row = session.get_one(Succession, succession_id)
    if "date" in fields:
        fields = fields | {"date": dated(fields["date"])}
    for name, value in fields.items():
        setattr(row, name, value)
    session.flush()


def remove_successions(session: Session, ids: Collection[int]) -> None:
    """Take back that actors became others."""
    session.execute(delete(Succession).where(Succession.id.in_(among(ids))))


def _check_no_circle(session: Session, predecessor_id: int, successor_id: int) -> None:
    seen: set[int] = set()
    level = {successor_id}
    while level:
        if predecessor_id in level:
            name = session.get_one(Actor, predecessor_id).name
            raise BadInput(f"{name} can't come after itself; nothing was added.", "successor")
        seen |= level
        found = session.scalars(select(Succession.successor_id).where(Succession.predecessor_id.in_(level)))
        level = set(found) - seen
