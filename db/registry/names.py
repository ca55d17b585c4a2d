"""Names and aliases: finding actors, people and mechanisms by any of them, and making them when they are new."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import search
from db.errors import BadInput
from db.ids import IDS
from db.models import (
    Actor,
    ActorName,
    Mechanism,
    MechanismName,
    Person,
    PersonName,
)
from db.reading import fetch
from db.typed_input import needed

KINDS: Final = ("actor", "person", "mechanism", "country", "event")
"""What `candidates` can look for by name."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record whose name matches: its main name, the alias that matched (empty if the main one), a detail.

    `rank` is one of `db.registry.name_index.RANKS`: how the name matches.
    """

    id: int
    name: str
    alias: str = ""
    detail: str = ""
    rank: str = ""


def candidates(session: Session, kind: str, typed: str, limit: int = 12) -> list[Candidate]:
    """Return records whose name or any alias matches what was typed, best first, near misses last.

    See `db.registry.matching.matches`; events are found by the words of their titles, what has no aliases by
    `db.registry.labelled`.
    """
    from db.registry import labelled, matching

    if kind in labelled.KINDS:
        return labelled.labelled(session, kind, typed, limit)
    if kind != "event":
        return matching.matches(session, kind, typed, limit)
    folded = search.fold(typed.strip())
    return _events(session, typed, folded, limit) if folded else []


def _events(session: Session, typed: str, folded: str, limit: int) -> list[Candidate]:
    """Return events by the words of their titles; of very many the first found are ranked."""
    expression = search.match_expression(typed, prefix=True)
    if expression is None:
        return []
    rows: list[tuple[int, str, str]] = fetch(
        session,
        "SELECT e.id, e.title, CASE e.date_text WHEN '' THEN e.edtf ELSE e.date_text END FROM event_text"
        " JOIN event e ON e.id = event_text.rowid WHERE event_text MATCH ? LIMIT 500",
        (f"title : ({expression})",),
    )
    ranked = [((search.fold(title) != folded, not search.fold(title).startswith(folded), title), record, when)
              for record, title, when in rows]  # fmt: skip
    ranked.sort()
    return [Candidate(record, rank[-1], "", when) for rank, record, when in ranked[:limit]]


def find(session: Session, kind: str, typed: str) -> list[int]:
    """Return the ids of records that bear exactly this name or alias (case, width and diacritics apart).

    A person is found by the words of a name in any order: Inoue Yoshihisa and Yoshihisa Inoue are one.
    """
    folded = search.fold(typed.strip())
    if kind == "actor":
        query = select(ActorName.actor_id).where(ActorName.folded == folded)
    elif kind == "person":
        from db.registry.name_index import orders

        query = select(PersonName.person_id).where(PersonName.folded.in_(orders(folded)))
    elif kind == "mechanism":
        query = select(MechanismName.mechanism_id).where(MechanismName.folded == folded)
    else:
        raise ValueError(kind)
    return sorted(set(session.scalars(query)))


def all_of(session: Session, kind: str) -> dict[int, str]:
    """Return all names of each actor, person or mechanism in one text: what a list finds it by."""
    rows: list[tuple[int, str]] = fetch(
        session, f"SELECT {kind}_id, group_concat(text, ' ') FROM {kind}_name GROUP BY {kind}_id"
    )
    return dict(rows)


def find_or_create(session: Session, kind: str, typed: str) -> int:
    """Return the record that bears this name, or a new one; raises BadInput where several bear it."""
    found = find(session, kind, typed)
    if len(found) > 1:
        raise BadInput(f"“{typed}” is the name of {len(found)} records: say which one is meant.", kind)
    return found[0] if found else _CREATE[kind](session, typed)


def create_actor(session: Session, name: str, *, kind: str = "party", country_id: int | None = None) -> int:
    """Add an actor under a name and return its id; raises BadInput without one."""
    actor = Actor(id=IDS.next(), name=_named(name), kind=kind, country_id=country_id)
    session.add(actor)
    session.flush()
    add_actor_name(session, actor.id, name, kind="official")
    return actor.id


def create_person(session: Session, name: str) -> int:
    """Add a person under a name and return the id."""
    name = _named(name)
    person = Person(id=IDS.next(), name=name)
    session.add(person)
    session.flush()
    session.add(PersonName(id=IDS.next(), person_id=person.id, text=name, folded=search.fold(name)))
    session.flush()
    return person.id


def create_mechanism(session: Session, name: str) -> int:
    """Add a mechanism under a name and return its id."""
    name = _named(name)
    mechanism = Mechanism(id=IDS.next(), name=name)
    session.add(mechanism)
    session.flush()
    session.add(MechanismName(id=IDS.next(), mechanism_id=mechanism.id, text=name, folded=search.fold(name)))
    session.flush()
    return mechanism.id


def add_actor_name(
    session: Session, actor_id: int, text: str, *, language: str = "", kind: str = "other"
) -> int:
    """Give an actor one more name and return the name's id."""
    text = _named(text)
    row = ActorName(
        id=IDS.next(),
        actor_id=actor_id,
        text=text,
        folded=search.fold(text),
        language=language,
        kind=kind,
    )
    session.add(row)
    session.flush()
    return row.id


def shown(session: Session, kind: str, ids: list[int]) -> dict[int, str]:
    """Return the main names of records, `{id: name}`."""
    if not ids:
        return {}
    table, column = (
        (kind, "name") if kind in {"actor", "person", "mechanism", "country"} else ("term", "label")
    )
    query = f"SELECT id, {column} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
    return dict(fetch(session, query, (json.dumps(ids),)))


def _named(name: str) -> str:
    return needed(name, "name", "A name is needed.")


_CREATE: dict[str, Callable[[Session, str], int]] = {
    "actor": create_actor,
    "person": create_person,
    "mechanism": create_mechanism,
}
