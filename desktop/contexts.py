"""Context bands behind canvas and chart: read from the file for what is shown."""

import sqlite3

from db.words import CONTEXT_KINDS
from desktop.canvas.data import OPEN_HI, OPEN_LO, ContextBand

_SELECT = """
SELECT title, kind, colour, start_lo, start_hi, end_lo, end_hi FROM context
WHERE edtf <> '' ORDER BY coalesce(start_lo, -1), title
"""


def bands(connection: sqlite3.Connection) -> list[ContextBand]:
    """Return all dated contexts as bands: certain from the latest start to the earliest end, possible around it."""
    return [_band(*row) for row in connection.execute(_SELECT)]


def _band(
    title: str,
    kind: str,
    own: str,
    start_lo: int | None,
    start_hi: int | None,
    end_lo: int | None,
    end_hi: int | None,
) -> ContextBand:
    lo = OPEN_LO if start_lo is None else start_lo
    hi = OPEN_HI if end_hi is None else end_hi
    first = start_hi if start_hi is not None else hi
    last = end_lo if end_lo is not None else lo
    if last < first:  # one vague day: certain nowhere, possible throughout
        first, last = lo, hi
    return ContextBand(first, last, lo, hi, title, CONTEXT_KINDS.index(kind), kind, own)
