"""The contexts behind a time axis."""

import sqlite3

from db.dates import OPEN_HI, OPEN_LO
from db.plots.results import ContextSpan

_SELECT = """SELECT title, kind, colour, start_lo, start_hi, end_lo, end_hi FROM context
WHERE edtf <> '' ORDER BY coalesce(start_lo, -1), title, id"""


def context_spans(connection: sqlite3.Connection) -> tuple[ContextSpan, ...]:
    """Return all dated contexts, certain from the latest start to the earliest end, possible around it."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return tuple(_span(*row) for row in cursor.execute(_SELECT))


def _span(
    title: str,
    kind: str,
    colour: str,
    start_lo: int | None,
    start_hi: int | None,
    end_lo: int | None,
    end_hi: int | None,
) -> ContextSpan:
    lo = OPEN_LO if start_lo is None else start_lo
    hi = OPEN_HI if end_hi is None else end_hi
    first = hi if start_hi is None else start_hi
    last = lo if end_lo is None else end_lo
    if last < first:  # one vague day: certain nowhere, possible throughout
        first, last = lo, hi
    return ContextSpan(first, last, lo, hi, title, kind, colour)
