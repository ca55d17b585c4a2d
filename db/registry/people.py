"""People: their rows, pages and edits."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.errors import BadInput
from db.models import Country, Person
from db.reading import fetch
from db.registry import aliases, names, posts, references
from db.registry.aliases import Name
from db.registry.posts import PostRow
from db.spans import Certainty, Span, dated, from_to
from db.typed_input import known_fields

FIELDS = frozenset({"name", "country_id", "note", "date"})
"""What `change` takes."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the list, with the post held on the day asked for; `events` counts events of any status."""

    id: int
    name: str
    other_names: str
    country_id: int | None
    country: str
    post: str
    actor: str
    post_certainty: Certainty
    events: int


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """One person whole; `date` is the life span, `last_day` when the latest event held began."""

    id: int
    name: str
    country_id: int | None
    country: str
    date: UncertainDate | None
    note: str
    names: tuple[Name, ...]
    posts: tuple[PostRow, ...]
    events: int
    last_day: int | None


# --- queries -----------------------------------------------------------------------------------------------

_ROWS = """SELECT p.id, p.name, coalesce((SELECT group_concat(text, ' · ') FROM person_name n
 WHERE n.person_id = p.id AND n.text <> p.name), ''), p.country_id, coalesce(c.name, '')
FROM person p LEFT JOIN country c ON c.id = p.country_id ORDER BY p.name, p.id"""
_COUNTS = """SELECT person_id, count(DISTINCT event_id) FROM participation
WHERE person_id IS NOT NULL GROUP BY person_id"""
_POSTS = """SELECT post.person_id, post.title, coalesce(a.name, ''), post.edtf, post.start_lo, post.start_hi,
 post.end_lo, post.end_hi FROM post LEFT JOIN actor a ON a.id = post.actor_id
WHERE coalesce(post.start_lo, -2147483648) <= ? AND coalesce(post.end_hi, 2147483647) >= ?
ORDER BY post.edtf = '', post.start_lo, post.start_hi, post.id"""


def rows(session: Session, day: int) -> list[PersonRow]:
    """Return all people by name, with the post each held on a day (a certain one before a possible one)."""
    many: dict[int, int] = dict(fetch(session, _COUNTS))
    held: dict[int, tuple[str, str, Certainty]] = {}
    for person, title, actor, *date in fetch(session, _POSTS, (day, day)):
        certainty = Span.of(*date).covers(day)
        if certainty and (person not in held or (certainty, held[person][2]) == ("certain", "possible")):
            held[person] = title, actor, certainty
    found: list[PersonRow] = []
    for row in fetch(session, _ROWS):
        title, actor, certainty = held.get(row[0], ("", "", ""))
        events = many.get(row[0], 0)
        found.append(PersonRow(*row, post=title, actor=actor, post_certainty=certainty, events=events))
    return found


def detail(session: Session, person_id: int) -> PersonDetail | None:
    """Return one person whole, or None if it is not there."""
    person = session.get(Person, person_id)
    if person is None:
        return None
    country = session.get(Country, person.country_id) if person.country_id else None
    many, last = fetch(
        session,
        "SELECT count(DISTINCT e.id), max(CASE e.status WHEN 'held' THEN e.start_lo END)"
        " FROM participation p JOIN event e ON e.id = p.event_id WHERE p.person_id = ?",
        (person_id,),
    )[0]
    return PersonDetail(
        id=person.id,
        name=person.name,
        country_id=person.country_id,
        country=country.name if country else "",
        date=person.date,
        note=person.note,
        names=aliases.names(session, "person", person_id),
        posts=posts.of_person(session, person_id),
        events=many,
        last_day=last,
    )


# --- edits -------------------------------------------------------------------------------------------------


def create(session: Session, name: str, **fields: Any) -> int:
    """Add a person and return the id; raises BadInput without a name or at `date`."""
    person_id = names.create_person(session, name)
    change(session, person_id, **fields)
    return person_id


def change(session: Session, person_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a person; a new name is added to those borne; raises BadInput at wrong ones."""
    known_fields(fields, FIELDS, "a person")
    person = session.get_one(Person, person_id)
    if "date" in fields:
        fields = fields | {"date": dated(fields["date"])}
    name = fields.pop("name", None)
    for field, value in fields.items():
        setattr(person, field, value)
    if name is not None:
        aliases.rename(session, "person", person_id, name)
    session.flush()


def set_life(session: Session, person_id: int, born: str, died: str) -> UncertainDate | None:
    """Set when a person was born and died, as typed, either empty; returns the span, raises BadInput at `date`."""
    date = from_to(born, died)
    change(session, person_id, date=date)
    return date


def hanging(session: Session, person_id: int) -> dict[str, int]:
    """Return how many records of each kind refer to a person, by the words for it."""
    return references.counts(session, "person", person_id)


def delete(session: Session, person_id: int, *, with_all: bool = False) -> None:
    """Delete a person with its names; raises BadInput saying what hangs on it unless that shall go too."""
    person = session.get_one(Person, person_id)
    found = hanging(session, person_id)
    if found and not with_all:
        listed = references.described(found)
        raise BadInput(f"{person.name} was kept: {listed} hang on the record. Merge it instead.", "name")
    session.delete(person)
    session.flush()
