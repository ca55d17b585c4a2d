"""The order of events by any column of the table, as ranks in numpy arrays."""

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db import history
from db.arrays import columns as event_columns
from db.arrays import direction_codes
from db.arrays.columns import EventColumns
from db.arrays.fetching import fetched_table, numbers
from db.words import AXES, DIRECTIONS

Ranks = NDArray[np.int32]
LAST: Final = np.int32(2**31 - 1)
"""Rank of events that have nothing in the column; they come last in either direction."""

_CODED = {
    "type": "SELECT id, label FROM term",
    "mechanism": "SELECT id, name FROM mechanism",
    "country": "SELECT id, name FROM country",
    "channel": "SELECT id, label FROM term",
    "level": "SELECT id, position FROM term",
}
"""Columns that EventColumns has codes of, and what their records are sorted by."""

_FIRST = {
    "counterparts": ("actor", "p.side <> 'focal' AND"),
    "people": ("person", ""),
    "posts": ("person", ""),
}
"""Columns sorted by the first participant, and which those are."""

_NUMBERS = {
    "round": "e.round",
    "evidence": "(SELECT count(*) FROM evidence v WHERE v.event_id = e.id)",
    "conflicts": """(SELECT nullif(count(*), 0) FROM
        (SELECT 1 FROM evidence v WHERE v.event_id = e.id AND v.field <> '' AND v.value <> ''
         GROUP BY v.field HAVING min(v.value) <> max(v.value)))""",
    "marks": " + ".join(f"e.mark_{axis}" for axis in AXES),
    "unverified": "nullif(e.unverified, 0)",
}
_TEXTS = {
    "title": "e.title",
    "place": "e.place",
    "tags": """(SELECT min(g.label) FROM event_term x JOIN term g ON g.id = x.term_id
                WHERE x.event_id = e.id AND g.vocabulary = 'tag')""",
    "words": "e.date_text",
    "edtf": "e.edtf",
    "note": "e.note",
}
KEYS: Final = ("status", "direction", *_CODED, *_FIRST, *_NUMBERS, *_TEXTS)
"""Columns that can be sorted by; the date's order is that of EventColumns itself."""


def ranks(connection: sqlite3.Connection, key: str, columns: EventColumns) -> Ranks:
    """Return each event's rank in a column, int32[n] in the order of `columns`; equal values have equal ranks."""
    if key == "status":
        return columns.status
    if key == "direction":
        return _by_direction(connection, columns)
    if key in _CODED:
        names: dict[int, Any] = dict(connection.execute(_CODED[key]))
        return _by_code(getattr(columns, key), columns.keys[key], names)
    if key in _FIRST:
        return _by_first(connection, key, columns)
    if key in _NUMBERS:
        table = fetched_table(connection, f"SELECT e.id, coalesce({_NUMBERS[key]}, {LAST}) FROM event e", 2)
        return _placed(columns, table[:, 0], table[:, 1])
    return _placed(columns, *_by_text(connection, _TEXTS[key]))


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


def _by_code(codes: NDArray[np.int32], keys: NDArray[np.int64], names: Mapping[int, Any]) -> Ranks:
    """Return ranks by what the records are sorted by; code -1 is none."""
    values = [_folded(names.get(record)) for record in keys.tolist()]
    place = {value: rank for rank, value in enumerate(sorted({value for value in values if value != ""}))}
    return np.array([*(place.get(value, LAST) for value in values), LAST], np.int32)[codes]


def _by_direction(connection: sqlite3.Connection, columns: EventColumns) -> Ranks:
    if columns.revision != history.revision(connection):
        columns_now = event_columns.read(connection)
        return _placed(columns, columns_now.ids, _by_direction(connection, columns_now))
    alphabetical = np.argsort(np.argsort(DIRECTIONS))
    return np.append(alphabetical, LAST).astype(np.int32)[direction_codes.codes(connection, columns)]


def _by_first(connection: sqlite3.Connection, key: str, columns: EventColumns) -> Ranks:
    """Return ranks by the name of the first participant of a kind."""
    kind, side = _FIRST[key]
    table = fetched_table(
        connection,
        f"SELECT p.event_id, p.position, p.id, p.{kind}_id FROM participation p WHERE {side} p.{kind}_id NOT NULL",
        4,
    )
    table = table[np.lexsort((table[:, 2], table[:, 1], table[:, 0]))]
    ids, first = np.unique(table[:, 0], return_index=True)
    records, codes = np.unique(table[first, 3], return_inverse=True)
    names: dict[int, Any] = dict(connection.execute(f"SELECT id, name FROM {kind}"))
    return _placed(columns, ids, _by_code(codes.astype(np.int32), records, names))


def _by_text(connection: sqlite3.Connection, text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return ids and their ranks by a text of `event e`, without case; SQLite alone touches the texts.

    What is equal stands in one group; the ids of all groups come as one text, as do the groups' sizes.
    """
    groups = (
        f"SELECT group_concat(e.id) AS ids, count(*) AS size, coalesce({text}, '') = '' AS empty FROM event e"
        f" GROUP BY {text} COLLATE NOCASE"
    )
    ids, sizes, empty = connection.execute(
        f"SELECT group_concat(ids), group_concat(size), sum(empty) FROM ({groups})"
    ).fetchone()
    counts = numbers(sizes)
    found = np.repeat(np.arange(len(counts)), counts)
    found[: counts[: empty or 0].sum()] = LAST  # null and nothing sort before anything
    return numbers(ids), found


def _folded(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else "" if value is None else value


def _placed(columns: EventColumns, ids: NDArray[np.int64], values: NDArray[Any]) -> Ranks:
    """Return values in the order of the columns; ids they don't know are left out, the rest has LAST."""
    found = np.full(len(columns), LAST, np.int32)
    rows = columns.rows_of(ids)
    if len(rows) < len(ids):  # others came or went since the columns were read
        values = values[np.isin(ids, columns.ids)]
    found[rows] = values
    return found
