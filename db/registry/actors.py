"""Actors: the rows of their tree under countries, and the edits on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from sqlalchemy.orm import Session

from db import heirs
from db.arrays import columns
from db.arrays.columns import EventColumns
from db.dates import OPEN_LO, UncertainDate
from db.errors import BadInput
from db.models import Actor
from db.reading import fetch, raw
from db.registry import aliases, names, references, standings
from db.spans import Certainty, dated, from_to
from db.typed_input import check_chain, known_fields, word
from db.words import ACTOR_KINDS, FAMILIES, STATUSES

FIELDS = frozenset({"name", "kind", "family", "parent_id", "country_id", "note", "date"})
"""What `change` takes."""

_WORDS = {"kind": ACTOR_KINDS, "family": FAMILIES}


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor in the tree: an organ without a country or family of its own shows that which it has from above.

    `events` counts all events it takes part in, `last_day` is the latest day on which one that was held and
    has it as a counterpart began. `found_by` are all its names, by which a list finds it too.
    """

    id: int
    parent_id: int | None
    country_id: int | None
    country: str
    name: str
    kind: str
    family: str
    standing: str
    standing_certainty: Certainty
    events: int
    last_day: int | None
    found_by: str = ""


# --- queries -----------------------------------------------------------------------------------------------

_ROWS = f"""SELECT a.id, a.parent_id, c.id, coalesce(c.name, ''), a.name, a.kind, {heirs.kin("a")}
FROM actor a LEFT JOIN country c ON c.id = {heirs.home("a")}
ORDER BY c.name IS NULL, c.name, a.name, a.id"""


_Plain: TypeAlias = tuple[int, int | None, int | None, str, str, str, str]


def rows(session: Session, day: int, known: EventColumns | None = None) -> list[ActorRow]:
    """Return all actors by country and name, with their standing on a day and their contacts.

    `known` are the columns of all events where they are at hand; they are read from the file's cache otherwise.
    """
    plain: list[_Plain] = fetch(session, _ROWS)
    standing = standings.all_on(session, day)
    if known is None:
        known = columns.load(raw(session))
    many, last = contacts(known)
    focal = _focal_counts(session)
    called = names.all_of(session, "actor")
    return [
        ActorRow(
            *row,
            *standing.get(row[0], ("", "")),
            many.get(row[0], 0) + focal.get(row[0], 0),
            last.get(row[0]),
            called.get(row[0], ""),
        )
        for row in plain
    ]


def contacts(known: EventColumns) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return in how many events each actor takes part as a counterpart, and the latest day on which one began.

    The first counts events of every status; the second only those held, by the earliest day they may have begun on.
    """
    actors = known.keys["actor"]
    many = np.bincount(known.link_actor, minlength=len(actors))
    day = np.where(known.status == STATUSES.index("held"), known.start_lo, OPEN_LO)
    last = np.full(len(actors), OPEN_LO, np.int32)
    np.maximum.at(last, known.link_actor, day[known.link_event])
    ids = actors.tolist()
    return (
        dict(zip(ids, many.tolist(), strict=True)),
        {actor: each for actor, each in zip(ids, last.tolist(), strict=True) if each != OPEN_LO},
    )


def _focal_counts(session: Session) -> dict[int, int]:
    """Return in how many events each actor is on the focal side and on no other."""
    sides: list[tuple[int, int, int]] = fetch(
        session,
        "SELECT a.id, (SELECT count(DISTINCT event_id) FROM participation WHERE actor_id = a.id AND side = 'focal'),"
        " EXISTS (SELECT 1 FROM participation WHERE actor_id = a.id AND side > 'focal')"
        " OR EXISTS (SELECT 1 FROM participation WHERE actor_id = a.id AND side < 'focal') FROM actor a",
    )
    found = {actor: many for actor, many, _ in sides if many}
    for actor, many, both in sides:
        if many and both:
            found[actor] = many - _on_both_sides(session, actor)
    return found


def _on_both_sides(session: Session, actor: int) -> int:
    found = fetch(
        session,
        "SELECT count(*) FROM (SELECT event_id FROM participation WHERE actor_id = ? AND side = 'focal'"
        " INTERSECT SELECT event_id FROM participation WHERE actor_id = ? AND side <> 'focal')",
        (actor, actor),
    )
    return found[0][0]


# --- edits -------------------------------------------------------------------------------------------------


def create(
    session: Session,
    name: str,
    *,
    kind: str = "party",
    country_id: int | None = None,
    parent_id: int | None = None,
    **fields: Any,
) -> int:
    """Add an actor and return its id; raises BadInput at a missing name or a wrong field."""
    _check(fields | {"kind": kind})
    actor_id = names.create_actor(session, name, kind=kind, country_id=country_id)
    change(session, actor_id, parent_id=parent_id, **fields)
    return actor_id


def change(session: Session, actor_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of an actor; a new name is added to those it bears.

    Raises BadInput at `parent` for an actor that would come under itself, and at other wrong fields.
    """
    _check(fields)
    actor = session.get_one(Actor, actor_id)
    if fields.get("parent_id") is not None:
        _check_parent(session, actor, fields["parent_id"])
    if "date" in fields:
        fields = fields | {"date": dated(fields["date"])}
    name = fields.pop("name", None)
    for field, value in fields.items():
        setattr(actor, field, value)
    if name is not None:
        aliases.rename(session, "actor", actor_id, name)
    session.flush()


def set_existence(session: Session, actor_id: int, founded: str, dissolved: str) -> UncertainDate | None:
    """Set when an actor was founded and dissolved, as typed, either empty where unknown or still to come.

    Returns the span; raises BadInput at `date` for what is no date or an end before the beginning.
    """
    date = from_to(founded, dissolved)
    change(session, actor_id, date=date)
    return date


def hanging(session: Session, actor_id: int) -> dict[str, int]:
    """Return how many records of each kind refer to an actor, by the words for it."""
    return references.counts(session, "actor", actor_id)


def delete(session: Session, actor_id: int, *, with_all: bool = False) -> None:
    """Delete an actor with its names and identifiers; raises BadInput saying what hangs on it.

    `with_all` deletes its participations, standings and memberships too; posts, invitations, commitments and
    actors under it then stand without it. The focal actor is never deleted.
    """
    actor = session.get_one(Actor, actor_id)
    if references.is_focal(session, actor_id):
        raise BadInput(f"{actor.name} is the focal actor and was kept: choose another one first.", "name")
    found = hanging(session, actor_id)
    if found and not with_all:
        listed = references.described(found)
        raise BadInput(
            f"{actor.name} was kept: {listed} hang on it. Merge it into another actor instead.", "name"
        )
    session.delete(actor)
    session.flush()


def _check(fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS, "an actor")
    for field, allowed in _WORDS.items():
        if field in fields:
            word(fields[field], allowed, field, f"{field} of actors")


def _check_parent(session: Session, actor: Actor, parent_id: int) -> None:
    """Raise BadInput at `parent` if an actor would be under itself, at once or by others between."""
    how = "its own parent" if parent_id == actor.id else "under an actor that is under it"
    sentence = f"{actor.name} can't be {how}: choose another parent; it was left as it was."
    check_chain(session, Actor, "parent_id", actor.id, parent_id, sentence)
