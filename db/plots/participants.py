"""Who met whom: participants against participants."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from db.arrays.columns import EventColumns, Ids
from db.arrays.counting import Counted, counted
from db.arrays.counts import rows_counted, units
from db.arrays.fetching import fetched_table
from db.filters.value import Clause, Value
from db.plots.behind import touching
from db.plots.wording import told
from db.stats.bins import BinError
from db.stats.counts import count
from db.stats.matrix import Axis, Matrix, of_cells
from db.stats.units import Groups, Ints, Units, distinct, ranges

WHO: Final = {"actor": "party", "person": "person"}
"""Who can stand in rows and columns, and the filter's key for one of them."""

MOST: Final = 25
"""Participants shown if the user does not say: those in the most events."""

_UNITS: Final = ("meeting", "event")


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Units with the pairs of participants they bring together, numbered row by row of `who`."""

    row: Ints
    units: Units
    cells: Groups
    who: list[int]
    left: int


def who_with_whom(
    connection: sqlite3.Connection,
    columns: EventColumns,
    rows: Ints,
    wanted: str = "",
    *,
    who: str = "actor",
    unit: str = "meeting",
    most: int = MOST,
    first: int | None = None,
    last: int | None = None,
    outlets: Collection[str] = (),
) -> Matrix:
    """Count how often each two of the `most` busiest participants were in one event; those at `rows` are meant.

    `who` is one of WHO; the matrix is symmetric, its diagonal empty. Meetings count rather than the visits they
    are part of, unless `unit` says event. The caption tells the coverage of some `outlets`, of any if none is named.
    Raises `BinError` where nobody met anybody.
    """
    found = _pairs(connection, columns, rows, wanted, who, unit, most)
    edges = _limits(found.units, first, last)
    if not len(found.who) or not len(edges):
        raise BinError("Nobody meets anybody here: no event names two participants. Widen the filter.")
    counts = count(found.units, edges, found.cells)
    outside = float(count(found.units, edges).outside.sum())
    names = _names(connection, who, found.who)
    axis = Axis("participant", names, tuple(str(Clause(WHO[who], (Value(str(key)),))) for key in found.who))
    notes = (
        f"The {len(found.who):,} participants with the most {unit}s of {len(found.who) + found.left:,}."
        if found.left
        else "",
        "Each pair counts once in an event.",
    )
    words = told(
        connection, columns, rows, Counted(found.row), found.units, wanted,
        unit=unit, by="pair of participants", counts=counts, outside=outside, notes=notes, searched=edges,
        limits=(first, last), outlets=outlets,
    )  # fmt: skip
    made = of_cells(counts, axis, axis, unit=unit, filter_text=wanted, outside=outside, caption=words)
    return replace(made, symmetric=True)


def events_of_pairs(
    connection: sqlite3.Connection,
    columns: EventColumns,
    rows: Ints,
    wanted: str,
    wished: Sequence[tuple[int, int]],
    *,
    who: str = "actor",
    unit: str = "meeting",
    most: int = MOST,
    first: int | None = None,
    last: int | None = None,
) -> Ids:
    """Return the ids of the events that some cells of `who_with_whom` possibly count, in order of time."""
    found = _pairs(connection, columns, rows, wanted, who, unit, most)
    edges = _limits(found.units, first, last)
    if not len(edges):
        return np.zeros(0, np.int64)
    chosen = np.zeros(len(found.row), np.bool_)
    chosen[found.cells.units_in_any([r * len(found.who) + c for r, c in wished])] = True
    return columns.ids[found.row[chosen & touching(found.units, int(edges[0]), int(edges[1]))]]


def _pairs(
    connection: sqlite3.Connection,
    columns: EventColumns,
    rows: Ints,
    wanted: str,
    who: str,
    unit: str,
    most: int,
) -> _Pairs:
    if unit not in _UNITS:
        raise BinError(f"Who met whom is counted by meeting or event, not by {unit}.")
    found = counted(columns, rows_counted(columns, rows, wanted), unit)
    unit_of, key = _taking_part(connection, columns, found.row, who)
    keys, code, times = np.unique(key, return_inverse=True, return_counts=True)
    shown = np.argsort(-times, kind="stable")[:most]
    place = np.full(len(keys), -1, np.int64)
    place[shown] = np.arange(len(shown))
    kept = place[code] >= 0
    cells = _cells(unit_of[kept], place[code[kept]], len(shown))
    return _Pairs(
        found.row, units(connection, columns, found), cells, keys[shown].tolist(), len(keys) - len(shown)
    )


def _taking_part(
    connection: sqlite3.Connection, columns: EventColumns, row: Ints, who: str
) -> tuple[Ints, Ints]:
    """Return units and the participants in them, each once, in order of units."""
    head = f"SELECT event_id, {who}_id FROM participation"
    if len(row) * 4 > len(columns):
        table = fetched_table(connection, f"{head} WHERE {who}_id NOT NULL", 2)
    else:
        listed = json.dumps(columns.ids[row].tolist())
        few = f"SELECT p.event_id, p.{who}_id FROM json_each(?) w CROSS JOIN participation p ON p.event_id = w.value"
        table = fetched_table(connection, f"{few} WHERE p.{who}_id NOT NULL", 2, (listed,))
    unit_at = np.full(len(columns) + 1, -1, np.int64)
    unit_at[row] = np.arange(len(row))
    unit = unit_at[columns.rows_of(table[:, 0])]
    table = table[unit >= 0]
    keys, code = np.unique(table[:, 1], return_inverse=True)
    width = max(len(keys), 1)
    unit, place = np.divmod(distinct(unit[unit >= 0] * width + code), width)
    return unit, keys[place]


def _cells(unit: Ints, place: Ints, width: int) -> Groups:
    """Return all ordered pairs of two different participants of each unit (ascending) as groups of units."""
    start = np.searchsorted(unit, unit, side="left")
    many = np.searchsorted(unit, unit, side="right") - start
    other = ranges(start, many)
    one = np.repeat(place, many)
    differ = one != place[other]
    cell = one[differ] * width + place[other][differ]
    return Groups(("",) * (width * width), cell, np.repeat(unit, many)[differ])


def _limits(of: Units, first: int | None, last: int | None) -> Ints:
    span = of.span()
    if span is None and (first is None or last is None):
        return np.zeros(0, np.int64)
    low, high = span or (0, 0)
    low, high = low if first is None else first, high if last is None else last
    return np.array([low, high] if low < high else [], np.int64)


def _names(connection: sqlite3.Connection, who: str, keys: list[int]) -> tuple[str, ...]:
    sql = f"SELECT id, name FROM {who} WHERE id IN (SELECT value FROM json_each(?))"
    cursor = connection.cursor()
    cursor.row_factory = None
    named = dict(cursor.execute(sql, (json.dumps(keys),)).fetchall())
    return tuple(named.get(key, "") for key in keys)
