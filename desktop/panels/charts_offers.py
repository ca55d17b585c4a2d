"""What a file offers to a chart's options: its contexts, searched outlets, and widths of bins of its own."""

import sqlite3
from typing import Final

from db.stats.cuts import CONTEXTS
from desktop.live import LiveTimeline
from desktop.panels.charts_options import Offers
from desktop.widgets.choice_field import Choice

_CONTEXTS: Final = "SELECT id, title, edtf FROM context WHERE edtf <> '' ORDER BY start_lo, title"
_OUTLETS: Final = "SELECT DISTINCT outlet FROM coverage WHERE edtf <> '' ORDER BY outlet"
_MECHANISMS: Final = """SELECT DISTINCT m.name FROM mechanism m JOIN event e ON e.mechanism_id = m.id
WHERE e.status = 'held' AND e.start_lo NOT NULL AND e.id IN session ORDER BY m.name"""
_WHOSE: Final = """SELECT DISTINCT x.kind, coalesce(c.name, a.name, m.name) FROM context x
LEFT JOIN country c ON c.id = x.country_id LEFT JOIN actor a ON a.id = x.actor_id
LEFT JOIN mechanism m ON m.id = x.mechanism_id
WHERE x.edtf <> '' AND coalesce(c.name, a.name, m.name) <> '' ORDER BY 1, 2"""


def offers(live: LiveTimeline) -> Offers:
    """Read what the file offers (in the pool)."""
    from db.plots.cuts import SESSIONS

    with live.reading() as connection:
        contexts = [Choice(str(key), title, edtf) for key, title, edtf in _rows(connection, _CONTEXTS)]
        outlets = [outlet for (outlet,) in _rows(connection, _OUTLETS)]
        rounds = [f"round of “{name}”" for (name,) in _rows(connection, f"{SESSIONS}\n{_MECHANISMS}")]
        terms = [
            f"{unit} of “{name}”"
            for kind, name in _rows(connection, _WHOSE) for unit, of in CONTEXTS.items() if of == kind
        ]  # fmt: skip
    return Offers(contexts, outlets, (*terms, *rounds))


def _rows(connection: sqlite3.Connection, sql: str) -> list[tuple[str, ...]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql).fetchall()
