"""Events as rows of Liaison's own table: the columns that `query` prints and `import` reads."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from db import direction
from db.registry.posts_on_day import HELD, Holder, holder
from db.table.cell_text import (
    GRAMMAR,
    Participant,
    SourceText,
    write_identifiers,
    write_list,
    write_marks,
    write_participants,
    write_sources,
)
from db.table.event_rows import CONFLICTS
from db.words import AXES, DIRECTIONS, STATUSES

COLUMNS: Final[Mapping[str, str]] = {
    "id": "the event's id as e123…; an id that the timeline has makes the row an update of that event",
    "date": "when, as EDTF or in any form that Liaison reads; “unknown” if nothing is known (required)",
    "date_text": "the words of the source; without them, what the date column says",
    "title": "the event's title (required)",
    "type": "key or name of a type of the codebook",
    "status": f"{', '.join(STATUSES)}; held if empty",
    "participants": f"{GRAMMAR} in their order; names are found by any alias, or made",
    "mechanism": "name of a mechanism, found by any alias, or made",
    "round": "number of the session; 3? for one that was inferred",
    "place": "town, building",
    "country": "ISO 3166 code or name of the country of the place",
    "direction": f"{', '.join(DIRECTIONS)}; kept only where it differs from what place and participants say",
    "channel": "key or name of a channel of the codebook",
    "level": "key or name of a level of the codebook",
    "part_of": "id of the event it is part of, its id in another dataset, or the title of another row",
    "areas": "keys or names of areas, with semicolons between",
    "issues": "keys or names of issues, with semicolons between",
    "tags": "tags with semicolons between; new ones are made",
    "summary": "text",
    "note": "text",
    "sources": "Title <address>; …, found by address or title, or made; never removed by an import",
    "identifiers": "ids in other datasets as scheme: value; …, by which a later import of the same file updates",
    "unverified": "yes where something essential is inferred, else empty",
    "marks": f"verification marks that are set: date: green; source: amber (of {', '.join(AXES)})",
    "conflicts": "fields on which the sources differ, with semicolons between; told only, an import reads past it",
    "posts": "the posts that people held on the day, ⚑ where the printed one disagrees; an import reads past it",
}
"""The columns in their order, with what their cells hold."""

UNKNOWN: Final = "unknown"
"""Stands for a date of which nothing is known."""

_PAGE = 2000


@dataclass(frozen=True, slots=True)
class TableRow:
    """One event with everything that its row says, terms by their keys."""

    id: int
    edtf: str
    date_text: str
    start: tuple[int | None, int | None]
    end: tuple[int | None, int | None]
    title: str
    type: str
    status: str
    mechanism: str
    round: int | None
    round_basis: str
    place: str
    country: str
    direction: str
    channel: str
    level: str
    part_of: int | None
    summary: str
    note: str
    unverified: bool
    marks: tuple[int, ...]
    conflicts: tuple[str, ...]
    participants: list[Participant] = field(default_factory=list[Participant])
    holders: list[Holder] = field(default_factory=list[Holder])
    """The posts on record for the day, of each participant."""
    terms: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    sources: list[SourceText] = field(default_factory=list[SourceText])
    identifiers: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Scheme and value of its ids in other datasets."""


def fetch(connection: sqlite3.Connection, ids: Sequence[int]) -> Iterator[TableRow]:
    """Yield the rows of these events in the order asked; events that are not there are left out."""
    for start in range(0, len(ids), _PAGE):
        page = [int(event) for event in ids[start : start + _PAGE]]
        rows = _page(connection, page)
        yield from (rows[event] for event in page if event in rows)


_EVENTS = f"""
SELECT e.id, e.edtf, e.date_text, e.start_lo, e.start_hi, e.end_lo, e.end_hi, e.title, coalesce(t."key", ''),
       e.status, coalesce(m.name, ''), e.round, e.round_basis, e.place, coalesce(nullif(c.code, ''), c.name, ''),
       coalesce({direction.SQL}, ''), coalesce(ch."key", ''), coalesce(lv."key", ''), e.part_of_id, e.summary, e.note,
       e.unverified, ({CONFLICTS}), {", ".join(f"e.mark_{axis}" for axis in AXES)}
FROM json_each(?) w JOIN event e ON e.id = w.value
LEFT JOIN term t ON t.id = e.type_id LEFT JOIN term ch ON ch.id = e.channel_id
LEFT JOIN term lv ON lv.id = e.level_id LEFT JOIN mechanism m ON m.id = e.mechanism_id
LEFT JOIN country c ON c.id = e.country_id
"""
_TAKINGS = f"""
SELECT p.event_id, {HELD}, coalesce(a.name, ''), coalesce(n.name, ''), p.post_printed, p.side, p.role, p.note
FROM json_each(?) w JOIN participation p ON p.event_id = w.value
LEFT JOIN actor a ON a.id = p.actor_id LEFT JOIN person n ON n.id = p.person_id ORDER BY p.position, p.id
"""
_TERMS = """
SELECT x.event_id, g.vocabulary, g."key" FROM json_each(?) w JOIN event_term x ON x.event_id = w.value
JOIN term g ON g.id = x.term_id ORDER BY g.position, g.label, g.id
"""
_SOURCES = """
SELECT v.event_id, s.title, s.url FROM json_each(?) w JOIN evidence v ON v.event_id = w.value
JOIN source s ON s.id = v.source_id GROUP BY v.event_id, s.id ORDER BY min(v.id)
"""

_IDENTIFIERS = """
SELECT x.event_id, x.scheme, x.value FROM json_each(?) w JOIN event_identifier x ON x.event_id = w.value
ORDER BY x.scheme, x.value, x.id
"""


def _page(connection: sqlite3.Connection, ids: list[int]) -> dict[int, TableRow]:
    cursor = connection.cursor()
    cursor.row_factory = None
    listed = (json.dumps(ids),)
    rows = {values[0]: _row(values) for values in cursor.execute(_EVENTS, listed)}
    for event, held, *taking in cursor.execute(_TAKINGS, listed):
        one = Participant(*taking)
        rows[event].participants.append(one)
        rows[event].holders.append(holder(one.person, one.post, held))
    for event, vocabulary, key in cursor.execute(_TERMS, listed):
        rows[event].terms.setdefault(vocabulary, []).append(key)
    for event, title, url in cursor.execute(_SOURCES, listed):
        rows[event].sources.append(SourceText(title, url))
    for event, *identifier in cursor.execute(_IDENTIFIERS, listed):
        rows[event].identifiers.append(tuple(identifier))
    return rows


def _row(values: Sequence[Any]) -> TableRow:
    event, edtf, text, start_lo, start_hi, end_lo, end_hi, *rest = values
    plain, marks = rest[: -len(AXES)], tuple(rest[-len(AXES) :])
    *plain, unverified, conflicts = plain
    fields = tuple(conflicts.split("\n")) if conflicts else ()
    days = (start_lo, start_hi), (end_lo, end_hi)
    cells: list[Any] = [event, edtf, text, *days, *plain, bool(unverified), marks, fields]
    return TableRow(*cells)


def to_cells(row: TableRow) -> dict[str, str]:
    """Return the texts of a row's cells, by column, which an import reads back."""
    return {
        "id": event_key(row.id),
        "date": row.edtf or UNKNOWN,
        "date_text": "" if row.date_text == row.edtf else row.date_text,
        "title": row.title,
        "type": row.type,
        "status": row.status,
        "participants": write_participants(row.participants),
        "mechanism": row.mechanism,
        "round": _round(row),
        "place": row.place,
        "country": row.country,
        "direction": row.direction,
        "channel": row.channel,
        "level": row.level,
        "part_of": "" if row.part_of is None else event_key(row.part_of),
        "areas": write_list(row.terms.get("area", ())),
        "issues": write_list(row.terms.get("issue", ())),
        "tags": write_list(row.terms.get("tag", ())),
        "summary": row.summary,
        "note": row.note,
        "sources": write_sources(row.sources),
        "identifiers": write_identifiers(row.identifiers),
        "unverified": "yes" if row.unverified else "",
        "marks": write_marks(row.marks),
        "conflicts": write_list(row.conflicts),
        "posts": write_list(_held(each) for each in row.holders if each.held),
    }


def event_key(event: int) -> str:
    """Return an id as tables show it: a spreadsheet would round a number of 19 digits."""
    return f"e{event}"


def _round(row: TableRow) -> str:
    if row.round is None:
        return ""
    return f"{row.round}?" if row.round_basis == "inferred" else str(row.round)


def to_json(row: TableRow) -> dict[str, Any]:
    """Return a row's documented JSON form: the columns with lists as lists, and the four days of the date."""
    return {
        "id": row.id,
        "date": row.edtf or None,
        "date_text": row.date_text,
        "start": [_iso(day) for day in row.start],
        "end": [_iso(day) for day in row.end],
        "title": row.title,
        "type": row.type or None,
        "status": row.status,
        "participants": [_participant(*each) for each in zip(row.participants, row.holders, strict=True)],
        "mechanism": row.mechanism or None,
        "round": row.round,
        "round_basis": row.round_basis,
        "place": row.place,
        "country": row.country or None,
        "direction": row.direction or None,
        "channel": row.channel or None,
        "level": row.level or None,
        "part_of": row.part_of,
        "areas": row.terms.get("area", []),
        "issues": row.terms.get("issue", []),
        "tags": row.terms.get("tag", []),
        "summary": row.summary,
        "note": row.note,
        "sources": [{"title": each.title, "url": each.url} for each in row.sources],
        "identifiers": [{"scheme": scheme, "value": value} for scheme, value in row.identifiers],
        "unverified": row.unverified,
        "marks": dict(zip(AXES, row.marks, strict=True)),
        "conflicts": list(row.conflicts),
    }


def _held(each: Holder) -> str:
    return f"{'⚑ ' if each.disagrees else ''}{each.person}: {each.post}"


def _participant(each: Participant, holder: Holder) -> dict[str, Any]:
    return {
        "actor": each.actor or None,
        "person": each.person or None,
        "post": each.post,
        "posts_on_day": list(holder.held),
        "post_disagrees": holder.disagrees,
        "side": each.side,
        "role": each.role,
        "note": each.note,
    }


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
