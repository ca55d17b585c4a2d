"""What a form on events asks and does beyond plain fields, such as making what is named."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from db import direction
from db.codebook import codebook_edits
from db.errors import BadInput
from db.events import Taking, change, set_takings
from db.ids import IDS
from db.models import Event, EventTerm
from db.reading import among, fetch, focal_actors
from db.registry import names
from db.registry.posts_on_day import HELD, holder
from db.sourcing import source_edits
from db.words import AXES


def derived_direction(session: Session, event_id: int) -> str | None:
    """Return the direction that follows from place, channel and participants, whatever was said instead."""
    event = "(SELECT id, NULL AS direction, country_id, channel_id, type_id FROM event WHERE id = :id) e"
    return session.scalar(text(f"SELECT {direction.SQL} FROM {event}"), {"id": event_id})


def posts_on_day(session: Session, event_id: int) -> dict[int, str]:
    """Return the posts that the people of an event held on its day, `{person: titles}`, the most certain first."""
    rows = fetch(
        session,
        f"SELECT p.person_id, {HELD} FROM participation p WHERE p.event_id = ? AND p.person_id NOT NULL"
        " ORDER BY p.position DESC, p.id DESC",
        (event_id,),
    )
    return {person: holder("", "", held).post for person, held in rows if held != "[]"}


def side_of(session: Session, actor_id: int) -> str:
    """Return `focal` for the focal actor and its organs, `counterpart` for any other actor."""
    return "focal" if actor_id in focal_actors(session) else "counterpart"


def shared_marks(session: Session, ids: Collection[int]) -> tuple[int | None, ...]:
    """Return the level of each mark that all the events share, None where they differ."""
    columns = ", ".join(f"min(mark_{axis}), max(mark_{axis})" for axis in AXES)
    listed = json.dumps(list(ids))
    query = f"SELECT {columns} FROM event WHERE id IN (SELECT value FROM json_each(:ids))"
    row = session.execute(text(query), {"ids": listed}).one()
    return tuple(low if low == high else None for low, high in zip(row[::2], row[1::2], strict=True))


# --- edits -------------------------------------------------------------------------------------------------


def put_under(session: Session, ids: Collection[int], mechanism: str) -> int:
    """Put events under the mechanism of this name, made if it is new, and return its id."""
    mechanism_id = names.find_or_create(session, "mechanism", mechanism)
    change(session, ids, mechanism_id=mechanism_id)
    return mechanism_id


def add_term(session: Session, ids: Collection[int], term: int) -> None:
    """Put an area, issue or tag on all the events that lack it."""
    have = select(EventTerm.event_id).where(EventTerm.term_id == term)
    lack = session.scalars(select(Event.id).where(Event.id.in_(among(ids)), Event.id.not_in(have)))
    rows = [{"id": IDS.next(), "event_id": event, "term_id": term} for event in lack]
    if rows:
        session.execute(insert(EventTerm), rows)


def add_tag(session: Session, ids: Collection[int], label: str) -> int:
    """Put the tag of this name, made if it is new, on all the events and return its id."""
    label = label.strip()
    if not label:
        raise BadInput("A tag needs a name.", "tag")
    tag = codebook_edits.find(session, "tag", label)
    if tag is None:
        tag = codebook_edits.add(session, "tag", label)
    add_term(session, ids, tag)
    return tag


def name_taking(
    session: Session, event_id: int, wanted: Sequence[Taking], place: int, kind: str, name: str
) -> int:
    """Make an actor or person, give it to the participation at `place` or a new last one, return its id."""
    made = names.find_or_create(session, kind, name)
    rows = list(wanted)
    if place == len(rows):
        rows.append(Taking(made) if kind == "actor" else Taking(None, made))
    elif kind == "actor":
        rows[place] = replace(rows[place], actor_id=made)
    else:
        rows[place] = replace(rows[place], person_id=made)
    set_takings(session, event_id, rows)
    return made


def change_source(session: Session, source_id: int, **fields: str) -> None:
    """Set texts of a source; refusals name its fields as the form of an event does (`evidence.url`)."""
    try:
        source_edits.change(session, [source_id], **fields)
    except BadInput as error:
        field = "source" if error.field == "title" else error.field
        raise BadInput(str(error), f"evidence.{field}") from error
