"""Where bins begin that are no calendar units: contexts and a mechanism's rounds, read from the file."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from db.filters.lookups import Query, countries, named
from db.stats.cuts import CONTEXTS, ROUND, BinSpec, Cut

_LASTING: Final = ("leader's term", "government")
"""Kinds of context whose end matters: what comes after is nobody's term."""

_CONTEXT: Final = (
    "SELECT title, kind, edtf, start_lo, start_hi, end_lo FROM context x WHERE start_lo NOT NULL AND "
)

SESSIONS: Final = """WITH RECURSIVE kind(id) AS (
  SELECT id FROM term WHERE vocabulary = 'type' AND "key" = 'session'
  UNION SELECT t.id FROM kind JOIN term t ON t.parent_id = kind.id AND t.vocabulary = 'type'),
numbered(mechanism_id, type_id) AS (
  SELECT DISTINCT mechanism_id, type_id FROM event WHERE mechanism_id NOT NULL AND round NOT NULL),
session(id) AS (
  SELECT e.id FROM event e WHERE e.mechanism_id NOT NULL
  AND (e.type_id IN kind OR e.round NOT NULL OR (e.mechanism_id, e.type_id) IN numbered))"""
"""SQL before a SELECT: the sessions of mechanisms, as `session`.

They are the events of the type of sessions or a type under it, those that have a number, and those that are of one
type with a numbered one of their mechanism: of a dialogue whose tenth and twelfth round are numbered, the one between.
"""

_ROUNDS: Final = f"""{SESSIONS}
SELECT coalesce('round ' || round, title), start_lo, start_hi FROM event
WHERE id IN session AND status = 'held' AND start_lo NOT NULL AND mechanism_id IN ({{}})
ORDER BY sort_lo, sort_width, title, id"""


def cuts_of(connection: sqlite3.Connection, spec: BinSpec) -> list[Cut]:
    """Return where the bins begin that a spec asks for, in order of time; nothing for calendar units.

    A context begins a bin on the day it starts; terms and governments end theirs too, where their end is known to
    come before the next. Rounds are the sessions held. Without an earliest day nothing begins a bin.
    """
    if spec.calendar:
        return []
    if spec.unit == ROUND:
        found = named("mechanism", spec.of)
        rows = _rows(connection, _ROUNDS.format(found.sql), found.parameters)
        return [Cut(lo, name, exact=lo == hi) for name, lo, hi in rows]
    where, values = _chosen(spec) if spec.ids else _of_kind(spec)
    rows = _rows(connection, f"{_CONTEXT}{where} ORDER BY start_lo, title, id", values)
    return [_cut(*row) for row in rows]


def _cut(title: str, kind: str, edtf: str, lo: int, hi: int | None, end: int | None) -> Cut:
    """Return the cut of a context; the day a term certainly lasted to is the earliest day of its end."""
    lasts = kind in _LASTING and "/" in edtf and end is not None and not edtf.endswith("..")
    return Cut(lo, title, end if lasts else None, exact=lo == hi)


def _chosen(spec: BinSpec) -> tuple[str, tuple[str | int, ...]]:
    return "x.id IN (SELECT value FROM json_each(?))", (json.dumps(spec.ids),)


def _of_kind(spec: BinSpec) -> tuple[str, tuple[str | int, ...]]:
    kind = CONTEXTS[spec.unit]
    if not spec.of:
        return "x.kind = ?", (kind,)
    whose: tuple[tuple[str, Query], ...] = (
        ("actor_id", named("party", spec.of)),
        ("country_id", countries(spec.of)),
        ("mechanism_id", named("mechanism", spec.of)),
    )
    tests = " OR ".join(f"x.{column} IN (SELECT * FROM ({query.sql}))" for column, query in whose)
    return f"x.kind = ? AND ({tests})", (kind, *(value for _, query in whose for value in query.parameters))


def _rows(connection: sqlite3.Connection, sql: str, values: Sequence[str | int]) -> list[Any]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, tuple(values)).fetchall()
