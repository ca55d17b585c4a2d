"""The events of a timeline that an import may change, as they are."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db.imports.planning.cells import Values, Who
from db.models.base import DATE_COLUMNS
from db.words import AXES

EVENT_FIELDS: Final = (
    *DATE_COLUMNS, "title", "type_id", "status", "summary", "place", "country_id", "direction", "channel_id",
    "level_id", "mechanism_id", "round", "round_basis", "part_of_id", "note", "unverified",
    *(f"mark_{axis}" for axis in AXES),
)  # fmt: skip
"""Columns of an event that an import writes."""


@dataclass(slots=True)
class Present:
    """One event as it is in the timeline."""

    values: Values
    takings: tuple[Who, ...] = ()
    terms: dict[str, list[int]] = field(default_factory=lambda: defaultdict[str, list[int]](list))
    sources: set[int] = field(default_factory=set[int])
    identifiers: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


# --- queries -----------------------------------------------------------------------------------------------

WHO: Final = """SELECT p.event_id, p.actor_id, p.person_id
FROM json_each(?) w JOIN participation p ON p.event_id = w.value"""
_OLD = f"""SELECT e.id, {", ".join(f"e.{name}" for name in EVENT_FIELDS)}
FROM json_each(?) w JOIN event e ON e.id = w.value"""
_OLD_WHO = """SELECT p.event_id, p.actor_id, p.person_id, p.post_printed, p.side, p.role, p.note
FROM json_each(?) w JOIN participation p ON p.event_id = w.value ORDER BY p.position, p.id"""
_OLD_TERMS = """SELECT x.event_id, g.vocabulary, g.id FROM json_each(?) w
JOIN event_term x ON x.event_id = w.value JOIN term g ON g.id = x.term_id"""
_OLD_SOURCES = "SELECT v.event_id, v.source_id FROM json_each(?) w JOIN evidence v ON v.event_id = w.value"
_OLD_IDENTIFIERS = """SELECT x.event_id, x.scheme, x.value FROM json_each(?) w
JOIN event_identifier x ON x.event_id = w.value"""


def about(connection: sqlite3.Connection, sql: str, events: Iterable[int]) -> list[Any]:
    """Return the rows of a query that takes a JSON array of events' ids."""
    return connection.execute(sql, (json.dumps(list(events)),)).fetchall()


def present(connection: sqlite3.Connection, events: Sequence[int]) -> dict[int, Present]:
    """Return those of the events that the timeline has, as they are."""
    found = {
        row[0]: Present(dict(zip(EVENT_FIELDS, row[1:], strict=True)))
        for row in about(connection, _OLD, events)
    }
    for event, *who in about(connection, _OLD_WHO, found):
        found[event].takings += (tuple(who),)
    for event, vocabulary, term in about(connection, _OLD_TERMS, found):
        found[event].terms[vocabulary].append(term)
    for event, source in about(connection, _OLD_SOURCES, found):
        found[event].sources.add(source)
    for event, *identifier in about(connection, _OLD_IDENTIFIERS, found):
        found[event].identifiers.add(tuple(identifier))
    return found
