"""Which posts as sources print them disagree with the tenures that hold on the day of the event."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from db.reading import fetch
from db.registry.post_words import agree
from db.spans import Certainty, Span


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A printed post that none of the tenures of that day bears out; `certainty` is that of the tenure named."""

    event_id: int
    participation_id: int
    person_id: int
    printed: str
    post_id: int
    title: str
    certainty: Certainty


_PRINTED: Final = """SELECT p.event_id, p.id, p.person_id, p.post_printed, post.id, post.title, e.start_lo, e.start_hi,
 post.edtf, post.start_lo, post.start_hi, post.end_lo, post.end_hi
FROM participation p CROSS JOIN event e ON e.id = p.event_id CROSS JOIN post ON post.person_id = p.person_id
WHERE {where} AND p.post_printed <> '' AND post.title <> ''
 AND coalesce(post.start_lo, -2147483648) <= e.start_hi AND coalesce(post.end_hi, 2147483647) >= e.start_lo"""
# in the order of the table: rows are not read here and there
_ALL: Final = "+p.person_id IN (SELECT person_id FROM post)"


def disagreements(
    session: Session, event_id: int | None = None, *, person_id: int | None = None
) -> list[Disagreement]:
    """Return the participations, of all events or those of one event or person, that no tenure of the day bears out.

    Each names the tenure that covers the day most certainly; people without any tenure of that day don't count.
    """
    asked = {"p.event_id": event_id, "p.person_id": person_id}
    values = {column: value for column, value in asked.items() if value is not None}
    where = " AND ".join(f"{column} = ?" for column in values) or _ALL
    borne_out: set[int] = set()
    held: dict[int, list[tuple[Any, ...]]] = {}
    for row in fetch(session, _PRINTED.format(where=where), tuple(values.values())):
        if agree(row[3], row[5]):
            borne_out.add(row[1])
        else:
            held.setdefault(row[1], []).append(row)
    return [_surest(rows) for taking, rows in held.items() if taking not in borne_out]


def _surest(rows: list[tuple[Any, ...]]) -> Disagreement:
    found: list[Disagreement] = []
    for event, taking, person, printed, post, title, first, latest, *date in rows:
        certainty = Span.of(*date).covers(first, latest)
        found.append(Disagreement(event, taking, person, printed, post, title, certainty))
    return min(found, key=lambda one: one.certainty != "certain")
