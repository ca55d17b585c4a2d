"""The order of events by any column of the table, as ranks in numpy arrays."""

import sqlite3
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.columns import EventColumns
from db.direction import SQL as DIRECTION
from db.words import AXES, STATUSES

Ranks = NDArray[np.int32]
LAST: Final = np.int32(2**31 - 1)
"""Rank of events that have nothing in the column; they come last in either direction."""


def _label(column: str, table: str = "term", name: str = "label") -> str:
    return f"(SELECT {name} FROM {table} WHERE id = e.{column})"


def _first(table: str, where: str) -> str:
    return (
        f"(SELECT t.name FROM participation p JOIN {table} t ON t.id = p.{table}_id"
        f" WHERE p.event_id = e.id{where} ORDER BY p.position, p.id LIMIT 1)"
    )


EXPRESSIONS: Final = {
    "title": "e.title",
    "type": _label("type_id"),
    "status": f"CASE e.status {' '.join(f'''WHEN '{word}' THEN {code}''' for code, word in enumerate(STATUSES))} END",
    "counterparts": _first("actor", " AND p.side <> 'focal'"),
    "people": _first("person", ""),
    "mechanism": _label("mechanism_id", "mechanism", "name"),
    "round": "e.round",
    "place": "e.place",
    "country": _label("country_id", "country", "name"),
    "direction": DIRECTION,
    "channel": _label("channel_id"),
    "level": _label("level_id", "term", "position"),
    "evidence": "(SELECT count(*) FROM evidence v WHERE v.event_id = e.id)",
    "marks": " + ".join(f"e.mark_{axis}" for axis in AXES),
    "unverified": "nullif(e.unverified, 0)",
    "tags": """(SELECT min(g.label) FROM event_term x JOIN term g ON g.id = x.term_id
                WHERE x.event_id = e.id AND g.vocabulary = 'tag')""",
    "words": "e.date_text",
    "edtf": "e.edtf",
    "note": "e.note",
}
"""What each column is sorted by, as SQL over `event e`; the date's order is that of EventColumns itself."""


def ranks(connection: sqlite3.Connection, key: str, columns: EventColumns) -> Ranks:
    """Return each event's rank in a column, int32[n] in the order of `columns`; equal values have equal ranks."""
    sql = f"""SELECT id, CASE WHEN v IS NULL OR v = '' THEN {LAST}
                         ELSE dense_rank() OVER (ORDER BY v COLLATE NOCASE) END
              FROM (SELECT e.id, {EXPRESSIONS[key]} AS v FROM event e)"""
    raw = connection.cursor()
    raw.row_factory = None
    table = np.fromiter(chain.from_iterable(raw.execute(sql)), np.int64).reshape(-1, 2)
    found = np.full(len(columns), LAST, np.int32)
    order = np.argsort(columns.ids)
    if len(order):
        place = order[np.minimum(np.searchsorted(columns.ids, table[:, 0], sorter=order), len(order) - 1)]
        known = columns.ids[place] == table[:, 0]
        found[place[known]] = table[known, 1]
    return found


def ordered(rows: NDArray[np.int32], by: Ranks, *, descending: bool) -> NDArray[np.int32]:
    """Return rows sorted by their ranks; what is equal stays in the order given, empty values come last."""
    keyed = by[rows]
    if descending:
        keyed = np.where(keyed == LAST, LAST, -keyed)
    high = int(keyed[keyed != LAST].max(initial=0))
    low = int(keyed.min(initial=0))
    if low > -(2**15) and high < 2**15 - 1:  # numpy sorts 16-bit integers by radix, five times faster
        keyed = np.minimum(keyed, 2**15 - 1).astype(np.int16)
    return rows[np.argsort(keyed, kind="stable")]
