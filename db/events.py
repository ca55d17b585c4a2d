"""Events: what a record shows, and the edits on it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete as sql_delete
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.errors import BadInput
from db.ids import IDS
from db.models import Event, EventIdentifier, EventTerm, Participation, Term
from db.models.base import date_columns
from db.reading import among
from db.sourcing.evidence import Passage, passages
from db.table import cell_text
from db.typed_input import known_fields, needed, word
from db.words import AXES, BASES, DIRECTIONS, ROLES, SIDES, STATUSES

FIELDS = frozenset(
    {
        "title", "type_id", "status", "summary", "place", "country_id", "direction", "channel_id", "level_id",
        "mechanism_id", "round", "round_basis", "part_of_id", "note", "unverified",
        *(f"mark_{axis}" for axis in AXES),
    }
)  # fmt: skip
"""Plain fields of an event that `change` takes; its date, participants and terms have calls of their own."""

_WORDS = {"status": STATUSES, "round_basis": BASES, "direction": DIRECTIONS}


@dataclass(frozen=True, slots=True)
class Taking:
    """One participation as shown and as edited; `id` is 0 for a new one."""

    actor_id: int | None
    person_id: int | None = None
    post_printed: str = ""
    side: str = "counterpart"
    role: str = "attendee"
    note: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class EventDetail:
    """Everything the inspector shows of one event."""

    id: int
    title: str
    date: UncertainDate | None
    type_id: int | None
    status: str
    summary: str
    place: str
    country_id: int | None
    direction: str | None
    channel_id: int | None
    level_id: int | None
    mechanism_id: int | None
    round: int | None
    round_basis: str
    part_of_id: int | None
    note: str
    unverified: bool
    marks: tuple[int, ...]
    takings: tuple[Taking, ...]
    terms: tuple[int, ...]
    passages: tuple[Passage, ...]
    identifiers: tuple[tuple[str, str], ...] = ()
    """Scheme and value of its ids in other datasets."""


# --- queries -----------------------------------------------------------------------------------------------


def detail(session: Session, event_id: int) -> EventDetail | None:
    """Return one event whole, or None if it is not there."""
    event = session.get(Event, event_id)
    if event is None:
        return None
    return EventDetail(
        id=event.id,
        date=event.date,
        marks=tuple(getattr(event, f"mark_{axis}") for axis in AXES),
        takings=takings(session, event_id),
        terms=tuple(session.scalars(select(EventTerm.term_id).where(EventTerm.event_id == event_id))),
        passages=passages(session, event_id),
        identifiers=tuple(identifiers(session, event_id)),
        **{name: getattr(event, name) for name in FIELDS if not name.startswith("mark_")},
    )


def takings(session: Session, event_id: int) -> tuple[Taking, ...]:
    """Return who took part, in the order kept."""
    rows = session.scalars(
        select(Participation)
        .where(Participation.event_id == event_id)
        .order_by(Participation.position, Participation.id)
    )
    return tuple(Taking(r.actor_id, r.person_id, r.post_printed, r.side, r.role, r.note, r.id) for r in rows)


def identifiers(session: Session, event_id: int) -> list[tuple[str, str]]:
    """Return scheme and value of an event's ids in other datasets, in their order."""
    found = session.execute(
        select(EventIdentifier.scheme, EventIdentifier.value)
        .where(EventIdentifier.event_id == event_id)
        .order_by(EventIdentifier.scheme, EventIdentifier.value, EventIdentifier.id)
    )
    return [(scheme, value) for scheme, value in found]


# --- edits -------------------------------------------------------------------------------------------------


def create(session: Session, title: str, date: UncertainDate | None = None, **fields: Any) -> int:
    """Add an event and return its id; raises BadInput for a missing title or a word that is not known."""
    _checked(fields | {"title": title})
    event = Event(id=IDS.next(), title=title.strip(), **fields)
    event.date = date
    session.add(event)
    session.flush()
    return event.id


def change(session: Session, ids: Collection[int], **fields: Any) -> None:
    """Set plain fields (see FIELDS) on all the events."""
    _checked(fields)
    if "title" in fields:
        fields["title"] = fields["title"].strip()
    if fields.get("part_of_id") is not None:
        _check_part_of(session, ids, fields["part_of_id"])
    session.execute(update(Event).where(Event.id.in_(among(ids))).values(**fields))


def rename(session: Session, event_id: int, title: str) -> None:
    """Give an event another title."""
    change(session, [event_id], title=title)


def set_date(session: Session, ids: Collection[int], date: UncertainDate | None) -> None:
    """Set when the events happened; None if nothing is known."""
    session.execute(update(Event).where(Event.id.in_(among(ids))).values(**date_columns(date)))


def delete(session: Session, ids: Collection[int]) -> None:
    """Delete events with their participations, terms and evidence; what was part of them stands alone then."""
    session.execute(sql_delete(Event).where(Event.id.in_(among(ids))))


def duplicate(session: Session, ids: Sequence[int]) -> list[int]:
    """Copy events with participants and terms, not with their evidence, and return the copies' ids.

    A copy claims no round and no verification: whoever makes it has yet to say what it is.
    """
    copies: list[int] = []
    for event_id in ids:
        event = session.get_one(Event, event_id)
        kept = {name: getattr(event, name) for name in FIELDS if not name.startswith(("mark_", "round"))}
        copies.append(create(session, date=event.date, **kept))
        set_takings(session, copies[-1], takings(session, event_id))
        terms = session.scalars(select(EventTerm.term_id).where(EventTerm.event_id == event_id))
        set_terms(session, copies[-1], terms.all())
    return copies


def set_takings(session: Session, event_id: int, wanted: Iterable[Taking]) -> None:
    """Make these the participations of an event, in this order; those with an id are kept, others are new."""
    wanted = tuple(wanted)
    for taking in wanted:
        _checked_taking(taking)
    present = {
        row.id: row
        for row in session.scalars(select(Participation).where(Participation.event_id == event_id))
    }
    kept = {taking.id for taking in wanted if taking.id in present}
    gone = present.keys() - kept
    if gone:
        session.execute(sql_delete(Participation).where(Participation.id.in_(among(gone))))
    for position, taking in enumerate(wanted):
        row = present.get(taking.id) or Participation(id=IDS.next(), event_id=event_id)
        row.actor_id, row.person_id, row.post_printed = taking.actor_id, taking.person_id, taking.post_printed
        row.side, row.role, row.note, row.position = taking.side, taking.role, taking.note, position
        session.add(row)
    session.flush()


def set_terms(session: Session, event_id: int, wanted: Collection[int]) -> None:
    """Make these the areas, issues and tags of an event."""
    present = set(session.scalars(select(EventTerm.term_id).where(EventTerm.event_id == event_id)))
    gone, new = present.difference(wanted), set(wanted) - present
    if gone:
        session.execute(
            sql_delete(EventTerm).where(EventTerm.event_id == event_id, EventTerm.term_id.in_(among(gone)))
        )
    if new:
        rows = [{"id": IDS.next(), "event_id": event_id, "term_id": term} for term in sorted(new)]
        session.execute(insert(EventTerm), rows)


def set_identifiers(session: Session, event_id: int, text: str) -> None:
    """Make these the ids of an event in other datasets, written as `scheme: value; …`; raises BadInput."""
    wanted = cell_text.read_identifiers(text)
    present = {
        (row.scheme, row.value): row
        for row in session.scalars(select(EventIdentifier).where(EventIdentifier.event_id == event_id))
    }
    for pair in present.keys() - set(wanted):
        session.delete(present[pair])
    for scheme, value in wanted:
        if (scheme, value) not in present:
            session.add(EventIdentifier(id=IDS.next(), event_id=event_id, scheme=scheme, value=value))
    session.flush()


def term_id(session: Session, vocabulary: str, key: str) -> int | None:
    """Return the id of a codebook term by its key or label, None if there is none."""
    found = session.scalars(
        select(Term.id).where(Term.vocabulary == vocabulary, (Term.key == key) | (Term.label == key))
    )
    return found.first()


# --- checks ------------------------------------------------------------------------------------------------


def _checked(fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS, "an event")
    if "title" in fields:
        needed(fields["title"], "title", "An event needs a title.")
    for name, words in _WORDS.items():
        if fields.get(name) is not None:
            word(fields[name], words, name, name)
    if fields.get("round") is not None and fields["round"] < 1:
        raise BadInput("Rounds are numbered from 1.", "round")


def _checked_taking(taking: Taking) -> None:
    if taking.actor_id is None and taking.person_id is None:
        raise BadInput("A participant needs an actor or a person.", "participants")
    if taking.side not in SIDES or taking.role not in ROLES:
        raise BadInput(
            f"“{taking.side}”, “{taking.role}” is no side and role of a participant.", "participants"
        )


def _check_part_of(session: Session, ids: Collection[int], whole: int) -> None:
    seen = set(ids)
    at: int | None = whole
    while at is not None:
        if at in seen:
            raise BadInput("An event can't be part of itself or of its own parts.", "part_of")
        seen.add(at)
        at = session.scalar(select(Event.part_of_id).where(Event.id == at))
