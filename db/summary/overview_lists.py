"""What waits to be done: open invitations, overdue commitments, unverified and conflicting events."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from db import filters
from db.arrays.columns import UNVERIFIED, EventColumns
from db.filters import Clause, Filter, Value
from db.filters.grammar import MOST_IDS
from db.ledgers import commitments, invitations
from db.summary.overview_counterparts import fetched
from db.summary.overview_rows import Line, ToDo

MOST: Final = 50
"""Lines of a list; the filter shows the rest."""


def unverified(connection: sqlite3.Connection, columns: EventColumns) -> ToDo:
    """List the events of which something essential was inferred and not yet checked, of any status."""
    rows = np.flatnonzero(columns.flags & UNVERIFIED)
    return _events(connection, "unverified", "has:unverified", columns.ids[rows].tolist())


def conflicting(connection: sqlite3.Connection, columns: EventColumns) -> ToDo:
    """List the events of which evidence states several values for one field."""
    ids = filters.matching(connection, filters.parse("has:conflict"))
    rows = np.sort(columns.rows_of(ids))
    return _events(connection, "conflicting", "has:conflict", columns.ids[rows].tolist())


_TITLES: Final = "SELECT e.id, e.title, e.edtf FROM json_each(?) w CROSS JOIN event e ON e.id = w.value"


def _events(connection: sqlite3.Connection, label: str, wanted: str, ids: Sequence[int]) -> ToDo:
    found = fetched(connection, _TITLES, json.dumps(ids[:MOST]))
    lines = tuple(Line(event, title, edtf, (event,)) for event, title, edtf in found)
    return ToDo(label, len(ids), len(ids), lines, wanted, len(ids))


# --- ledgers -----------------------------------------------------------------------------------------------


def open_invitations(session: Session, day: int) -> ToDo:
    """List the invitations that were open on a day; those that may not have been are not certain."""
    lines = [
        Line(
            row.id,
            _between(row.inviter, row.invitee, row.purpose),
            row.window.edtf if row.window else "",
            _events_of(row.event_id, (step.event_id for step in row.steps)),
            row.state.open is True,
        )
        for row in invitations.open_on(session, day)
    ]
    return _ledger("open invitations", lines)


def overdue_commitments(session: Session, day: int) -> ToDo:
    """List the commitments that were overdue on a day; those that may not have been are not certain."""
    lines = [
        Line(
            row.id,
            _between(row.promiser, row.receiver, row.words),
            row.due.edtf if row.due else "",
            _events_of(row.made_at_id, (each.event_id for each in row.follow_ups)),
            row.overdue == "certain",
        )
        for row in commitments.overdue(session, day)
    ]
    return _ledger("overdue commitments", lines)


def _between(giver: str, taker: str, words: str) -> str:
    who = " → ".join(name for name in (giver, taker) if name)
    return ": ".join(text for text in (who, words) if text)


def _events_of(event: int | None, more: Iterable[int | None]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each for each in (event, *more) if each is not None))


def _ledger(label: str, lines: Sequence[Line]) -> ToDo:
    """A list of records; its filter names the events they have to do with, as many as a filter can name."""
    events = list(dict.fromkeys(event for line in lines for event in line.events))[:MOST_IDS]
    values = tuple(Value(str(event)) for event in events or [0])  # no record has the id 0
    wanted = str(Filter((Clause("id", values),)))
    certain = sum(line.certain for line in lines)
    return ToDo(label, len(lines), certain, tuple(lines[:MOST]), wanted, len(events))
