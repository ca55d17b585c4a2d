"""Dated relations of pairs of countries, and what they were on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.direction import FOCAL_HOME
from db.errors import BadInput
from db.ids import IDS
from db.models import Country, Relation, Source
from db.reading import among, fetch
from db.spans import Certainty, Span, dated
from db.typed_input import known_fields, word
from db.words import RELATION_KINDS

FIELDS = frozenset({"kind", "date", "note", "source_id", "unverified"})
"""What `change` takes."""


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A span that says what relations a country has with another; `unverified` where nobody checked it."""

    id: int
    other_id: int
    other: str
    kind: str
    date: UncertainDate | None
    note: str
    source_id: int | None
    source_title: str
    unverified: bool

    @property
    def span(self) -> Span:
        """The days it may cover and certainly covers."""
        return Span.of_date(self.date)


@dataclass(frozen=True, slots=True)
class RelationOnDay:
    """What relations a pair of countries had on a day, how sure that is, and whether anybody checked it."""

    kind: str
    certainty: Certainty
    unverified: bool


# --- queries -----------------------------------------------------------------------------------------------


def of_country(session: Session, country_id: int) -> tuple[RelationRow, ...]:
    """Return a country's relations with all others, by name, each in order of time."""
    rows = session.execute(
        select(Relation, Country.id, Country.name, Source.title)
        .join(
            Country,
            (Country.id == Relation.other_id) & (Relation.country_id == country_id)
            | (Country.id == Relation.country_id) & (Relation.other_id == country_id),
        )
        .outerjoin(Source, Source.id == Relation.source_id)
        .order_by(Country.name, Relation.edtf == "", Relation.start_lo, Relation.id)
    )
    return tuple(
        RelationRow(
            row.id, other, name, row.kind, row.date, row.note, row.source_id, title or "", row.unverified
        )
        for row, other, name, title in rows
    )


def focal_country(session: Session) -> int | None:
    """Return the country of the focal actor, None where there is none."""
    return fetch(session, f"SELECT {FOCAL_HOME}")[0][0]


def focal_on(session: Session, day: int) -> dict[int, RelationOnDay]:
    """Return what relations the focal actor's country had with each other one on a day, by country.

    A span that certainly covers the day goes before one that may, of two such the later; countries of which
    nothing is said are left out.
    """
    home = focal_country(session)
    found: dict[int, tuple[tuple[bool, int], RelationOnDay]] = {}
    for other, kind, unverified, *date in fetch(
        session,
        "SELECT CASE country_id WHEN :home THEN other_id ELSE country_id END, kind, unverified,"
        " edtf, start_lo, start_hi, end_lo, end_hi FROM relation WHERE :home IN (country_id, other_id)",
        {"home": home},
    ):
        span = Span.of(*date)
        certainty = span.covers(day)
        rank = certainty == "certain", span.first
        if certainty and (other not in found or rank > found[other][0]):
            found[other] = rank, RelationOnDay(kind, certainty, bool(unverified))
    return {other: each for other, (_, each) in found.items()}


# --- edits -------------------------------------------------------------------------------------------------


def add(
    session: Session,
    country_id: int,
    other_id: int,
    kind: str,
    date: UncertainDate | str | None = None,
    **fields: Any,
) -> int:
    """Add a span of relations and return its id; raises BadInput for a country with itself or a wrong field."""
    if country_id == other_id:
        raise BadInput("A country has no relations with itself: choose another one.", "other")
    row = Relation(id=IDS.next(), country_id=country_id, other_id=other_id)
    _set(row, fields | {"kind": kind, "date": date})
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, relation_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a span; the mark `unverified` stays unless it is among them."""
    _set(session.get_one(Relation, relation_id), fields)
    session.flush()


def remove(session: Session, ids: Collection[int]) -> None:
    """Remove spans of relations."""
    session.execute(delete(Relation).where(Relation.id.in_(among(ids))))


def _set(row: Relation, fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS, "a relation")
    if "kind" in fields:
        word(fields["kind"], RELATION_KINDS, "kind", "kind of relations")
    if "date" in fields:
        fields = fields | {"date": dated(fields["date"])}
    for name, value in fields.items():
        setattr(row, name, value)
