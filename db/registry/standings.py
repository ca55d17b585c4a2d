"""Standings: dated spans of what an actor is in its country, never two at once; organs have their party's."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.errors import BadInput
from db.ids import IDS
from db.models import Actor, Source, Standing
from db.reading import among, fetch
from db.spans import Certainty, Span, dated, words
from db.typed_input import known_fields, word
from db.words import STANDINGS

FIELDS = frozenset({"kind", "date", "source_id", "note", "unverified"})
"""What `change` takes."""


@dataclass(frozen=True, slots=True)
class StandingSpan:
    """One standing of an actor; `inherited` where it is that of the party an organ belongs to."""

    id: int
    actor_id: int
    kind: str
    date: UncertainDate | None
    note: str
    source_id: int | None
    source_title: str
    unverified: bool
    inherited: bool = False

    @property
    def span(self) -> Span:
        """The days it may cover and certainly covers: what a band draws."""
        return Span.of_date(self.date)


@dataclass(frozen=True, slots=True)
class OnDay:
    """What an actor was on a day, and how sure that is."""

    kind: str
    certainty: Certainty
    standing_id: int


# --- queries -----------------------------------------------------------------------------------------------


def spans(session: Session, actor_id: int) -> tuple[StandingSpan, ...]:
    """Return the actor's own standings in order of time, those without a date last."""
    return _spans(session, [actor_id], actor_id)


def band(session: Session, actor_id: int) -> tuple[StandingSpan, ...]:
    """Return the spans to draw for an actor: its own, and for an organ those of the actors it belongs to."""
    return _spans(session, _holders(session, actor_id), actor_id)


def _spans(session: Session, actors: Collection[int], of: int) -> tuple[StandingSpan, ...]:
    rows = session.execute(
        select(Standing, Source.title)
        .outerjoin(Source, Source.id == Standing.source_id)
        .where(Standing.actor_id.in_(actors))
        .order_by(Standing.edtf == "", Standing.start_lo, Standing.start_hi, Standing.id)
    )
    plain = ("id", "actor_id", "kind", "date", "note", "source_id", "unverified")
    return tuple(
        StandingSpan(
            **{name: getattr(row, name) for name in plain},
            source_title=title or "",
            inherited=row.actor_id != of,
        )
        for row, title in rows
    )


def _holders(session: Session, actor_id: int) -> list[int]:
    """Return the actor and, going up from an organ, the actors whose standing it has."""
    found = [actor_id]
    at = session.get(Actor, actor_id)
    while at is not None and at.kind == "organ" and at.parent_id is not None and at.parent_id not in found:
        found.append(at.parent_id)
        at = session.get(Actor, at.parent_id)
    return found


def standing_on(session: Session, actor_id: int, day: int, until: int | None = None) -> OnDay | None:
    """Return what an actor was on a day (or on some day up to `until`), None where nothing says so.

    A standing that certainly covers the day goes before one that may; an organ's own before its party's.
    """
    holders = _holders(session, actor_id)
    return _on(((holders.index(each.actor_id), each) for each in band(session, actor_id)), day, until)


def _on(each: Iterable[tuple[int, StandingSpan]], day: int, until: int | None) -> OnDay | None:
    best: tuple[tuple[bool, int], OnDay] | None = None
    for distance, standing in each:
        certainty = standing.span.covers(day, until)
        rank = certainty != "certain", distance
        if certainty and (best is None or rank < best[0]):
            best = rank, OnDay(standing.kind, certainty, standing.id)
    return best[1] if best else None


def all_on(session: Session, day: int) -> dict[int, tuple[str, Certainty]]:
    """Return what every actor was on a day, organs included, by actor; those of which nothing is known are left out.

    Which standing goes before which is as `standing_on` says.
    """
    own: dict[int, tuple[str, Certainty]] = {}
    rows: list[tuple[int, str, str, int | None, int | None, int | None, int | None]] = fetch(
        session,
        "SELECT actor_id, kind, edtf, start_lo, start_hi, end_lo, end_hi FROM standing"
        " WHERE coalesce(start_lo, -2147483648) <= ? AND coalesce(end_hi, 2147483647) >= ?"
        " ORDER BY edtf = '', start_lo, start_hi, id",
        (day, day),
    )
    for actor, kind, *date in rows:
        certainty = Span.of(*date).covers(day)  # type: ignore[arg-type]
        if certainty and (actor not in own or (certainty, own[actor][1]) == ("certain", "possible")):
            own[actor] = kind, certainty
    organs: list[tuple[int, int]] = fetch(
        session, "SELECT id, parent_id FROM actor WHERE kind = 'organ' AND parent_id IS NOT NULL"
    )
    above = dict(organs)
    of_organs = {organ: _surest(own[each] for each in _line(above, organ) if each in own) for organ in above}
    return own | {organ: found for organ, found in of_organs.items() if found is not None}


def _line(above: Mapping[int, int], organ: int) -> list[int]:
    """Return an organ and the actors whose standing it has."""
    found = [organ]
    while found[-1] in above and above[found[-1]] not in found:
        found.append(above[found[-1]])
    return found


def _surest(found: Iterable[tuple[str, Certainty]]) -> tuple[str, Certainty] | None:
    return min(found, key=lambda one: one[1] != "certain", default=None)


# --- edits -------------------------------------------------------------------------------------------------


def add(
    session: Session, actor_id: int, kind: str, date: UncertainDate | str | None = None, **fields: Any
) -> int:
    """Add a standing and return its id; raises BadInput where it overlaps another, or at a wrong field."""
    row = Standing(id=IDS.next(), actor_id=actor_id)
    _set(session, row, fields | {"kind": kind, "date": date})
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, standing_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a standing; raises BadInput as `add` does."""
    _set(session, session.get_one(Standing, standing_id), fields)
    session.flush()


def remove(session: Session, ids: Collection[int]) -> None:
    """Remove standings, with the evidence for them."""
    session.execute(delete(Standing).where(Standing.id.in_(among(ids))))


def _set(session: Session, row: Standing, fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS, "a standing")
    if "kind" in fields:
        word(fields["kind"], STANDINGS, "kind", "standing")
    if "date" in fields:
        fields = fields | {"date": dated(fields["date"])}
        _check_free(session, row.actor_id, fields["date"], but=row.id)
    for name, value in fields.items():
        setattr(row, name, value)


def _check_free(session: Session, actor_id: int, date: UncertainDate | None, *, but: int = 0) -> None:
    """Raise BadInput at `date` if a standing of then would overlap another of the actor for certain.

    Uncertain ends that merely may overlap are let through, and one may end on the day the next begins.
    """
    wanted = Span.of_date(date)
    for other in spans(session, actor_id):
        if other.id != but and wanted.overlaps(other.span):
            name = session.get_one(Actor, actor_id).name
            raise BadInput(
                f"{words(date)} overlaps “{other.kind}” ({words(other.date)}) of {name}, which was kept:"
                " end the one on the day before the other begins.",
                "date",
            )
