"""What the five marks of events are judged by, read for many events at once."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.events import Taking
from db.reading import date_of, fetch
from db.registry.posts_on_day import HELD, Tenure, tenures_of
from db.sourcing.evidence import Passage
from db.words import AXES

_AT_ONCE: Final = 500
"""Events whose records are held in memory together."""


@dataclass(slots=True)
class EventRecord:
    """What is on record of one event, as far as its marks go."""

    id: int
    date: UncertainDate | None
    marks: tuple[int, ...]
    passages: list[Passage] = field(default_factory=list[Passage])
    takings: list[Taking] = field(default_factory=list[Taking])
    held: dict[int, list[Tenure]] = field(default_factory=dict[int, list[Tenure]])
    """The tenures that may cover the day, by participation."""
    kept: set[int] = field(default_factory=set[int])
    """Sources that can be looked up again: by an attached copy, an archive, or a day of retrieval."""

    def about(self, name: str) -> list[Passage]:
        """Return the evidence for a field."""
        return [one for one in self.passages if one.field == name]

    def side(self, side: str) -> list[Taking]:
        """Return the people of a side."""
        return [one for one in self.takings if one.side == side and one.person_id is not None]


_EVENTS: Final = f"""SELECT e.id, e.edtf, e.date_text, {", ".join(f"e.mark_{axis}" for axis in AXES)}
FROM json_each(?) w JOIN event e ON e.id = w.value"""
_PASSAGES: Final = """SELECT v.event_id,
 s.archive_url <> '' OR (s.url <> '' AND s.retrieved <> '') OR EXISTS (SELECT 1 FROM attachment WHERE source_id = s.id),
 v.id, v.source_id, s.title, s.publisher, s.url, s.side, v.field, v.value, v.quote, v.locator, v.confidence, v.note,
 v.chosen, v.reason, v.unverified
FROM json_each(?) w JOIN evidence v ON v.event_id = w.value JOIN source s ON s.id = v.source_id
ORDER BY v.field, v.chosen DESC, v.id"""
_TAKINGS: Final = f"""SELECT p.event_id, {HELD},
 p.actor_id, p.person_id, p.post_printed, p.side, p.role, p.note, p.id
FROM json_each(?) w JOIN participation p ON p.event_id = w.value ORDER BY p.position, p.id"""


def read(session: Session, ids: Collection[int]) -> Iterator[EventRecord]:
    """Yield the records of events; events that are not there are left out."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        yield from _read(session, (json.dumps(wanted[start : start + _AT_ONCE]),))


def _read(session: Session, listed: tuple[str]) -> Iterator[EventRecord]:
    found: dict[int, EventRecord] = {}
    for event, edtf, words, *marks in fetch(session, _EVENTS, listed):
        found[event] = EventRecord(event, date_of(edtf, words), tuple(marks))
    for event, lasting, *values in fetch(session, _PASSAGES, listed):
        passage = _passage(*values)
        found[event].passages.append(passage)
        if lasting:
            found[event].kept.add(passage.source_id)
    for event, held, *values in fetch(session, _TAKINGS, listed):
        taking = Taking(*values)
        found[event].takings.append(taking)
        found[event].held[taking.id] = tenures_of(held)
    yield from found.values()


def _passage(*values: Any) -> Passage:
    *plain, chosen, reason, unverified = values
    cells: list[Any] = [*plain, bool(chosen), reason, bool(unverified)]
    return Passage(*cells)
