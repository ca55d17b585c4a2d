"""Posts: dated tenures of people in actors, and which of them a person held on the day of an event."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.ids import IDS
from db.models import Actor, Person, Post, Source, Term
from db.reading import among
from db.spans import Certainty, Span, dated
from db.typed_input import known_fields, needed

FIELDS = frozenset({"title", "actor_id", "level_id", "date", "source_id", "note", "unverified"})
"""What `change` takes."""


@dataclass(frozen=True, slots=True)
class PostRow:
    """One tenure, with the names of what it refers to; `certainty` says whether it covers the day asked for."""

    id: int
    person_id: int
    person: str
    actor_id: int | None
    actor: str
    title: str
    level_id: int | None
    level: str
    date: UncertainDate | None
    source_id: int | None
    source_title: str
    note: str
    unverified: bool
    certainty: Certainty = ""


_SELECT = (
    select(Post, Person.name, Actor.name, Term.label, Source.title)
    .join(Person, Person.id == Post.person_id)
    .outerjoin(Actor, Actor.id == Post.actor_id)
    .outerjoin(Term, Term.id == Post.level_id)
    .outerjoin(Source, Source.id == Post.source_id)
    .order_by(Post.edtf == "", Post.start_lo, Post.start_hi, Post.id)
)


# --- queries -----------------------------------------------------------------------------------------------


def of_person(session: Session, person_id: int) -> tuple[PostRow, ...]:
    """Return a person's posts in order of time, those without a date last."""
    return tuple(_rows(session, Post.person_id == person_id))


def of_actor(session: Session, actor_id: int) -> tuple[PostRow, ...]:
    """Return the posts that people held in an actor, in order of time."""
    return tuple(_rows(session, Post.actor_id == actor_id))


def _rows(
    session: Session, where: Any, day: int | None = None, until: int | None = None
) -> Iterable[PostRow]:
    for row, person, actor, level, source in session.execute(_SELECT.where(where)):
        yield PostRow(
            row.id, row.person_id, person, row.actor_id, actor or "", row.title, row.level_id, level or "",
            row.date, row.source_id, source or "", row.note, row.unverified,
            "" if day is None else Span.of_row(row).covers(day, until),
        )  # fmt: skip


def posts_on(session: Session, person_id: int, day: int, until: int | None = None) -> tuple[PostRow, ...]:
    """Return the posts a person held on a day (or on some day up to `until`), the certain ones first."""
    found = [row for row in _rows(session, Post.person_id == person_id, day, until) if row.certainty]
    return tuple(sorted(found, key=lambda row: row.certainty != "certain"))


def post_on(
    session: Session, person_id: int, day: int, until: int | None = None, *, actor_id: int | None = None
) -> PostRow | None:
    """Return the post a person held on a day: a certain one first, of several the one in the actor given."""
    found = posts_on(session, person_id, day, until)
    return min(found, key=lambda row: (row.certainty != "certain", row.actor_id != actor_id), default=None)


# --- edits -------------------------------------------------------------------------------------------------


def add(
    session: Session, person_id: int, title: str, date: UncertainDate | str | None = None, **fields: Any
) -> int:
    """Give a person a post and return its id; raises BadInput for a missing title or at `date`."""
    row = Post(id=IDS.next(), person_id=person_id)
    _set(row, fields | {"title": title, "date": date})
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, post_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a post; raises BadInput as `add` does."""
    _set(session.get_one(Post, post_id), fields)
    session.flush()


def remove(session: Session, ids: Collection[int]) -> None:
    """Remove posts, with the evidence for them."""
    session.execute(delete(Post).where(Post.id.in_(among(ids))))


def _set(row: Post, fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS, "a post")
    if "title" in fields:
        title = needed(fields["title"], "title", "A post needs a title; nothing was changed.")
        fields = fields | {"title": title}
    if "date" in fields:
        fields = fields | {"date": dated(fields["date"])}
    for name, value in fields.items():
        setattr(row, name, value)
