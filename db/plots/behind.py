"""The events behind a number: of a bin, a group, or both."""

import sqlite3
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from db.arrays.columns import EventColumns, Ids
from db.arrays.counting import counted
from db.arrays.counts import rows_counted
from db.arrays.counts import units as units_of
from db.arrays.grouping import grouped
from db.filters.grammar import parse
from db.stats.bins import day_text
from db.stats.folding import folded
from db.stats.frequency import Frequency
from db.stats.units import Ints, Units, distinct

Mask = NDArray[np.bool_]


def events_behind(
    connection: sqlite3.Connection,
    columns: EventColumns,
    rows: Ints,
    frequency: Frequency,
    *,
    bins: tuple[int, int] | None = None,
    group_of: int | None = None,
    certain: bool = False,
) -> Ids:
    """Return the ids of the events that a number of a frequency counts, in order of time, each once.

    `columns`, `rows` and the connection are those it was counted from. `bins` are the first bin and the one after
    the last, all if None; `group_of` is a place among its groups, all if None. Those possibly in the bins are
    meant, or only those `certain` to be. A visit that counts for its meetings stands for them.
    """
    edges = frequency.bins.edges
    if not len(edges):
        return np.zeros(0, np.int64)
    part = ((0, len(edges) - 1) if bins is None else bins, group_of)
    return events_behind_all(connection, columns, rows, frequency, [part], certain=certain)


Part = tuple[tuple[int, int], int | None]
"""Bins (the first and the one after the last) and a group's place, all groups if None."""


def events_behind_all(
    connection: sqlite3.Connection,
    columns: EventColumns,
    rows: Ints,
    frequency: Frequency,
    parts: Iterable[Part],
    *,
    certain: bool = False,
) -> Ids:
    """Return the same for several numbers at once, each event once: units and groups are found a single time."""
    found = counted(columns, rows_counted(columns, rows, frequency.filter), frequency.unit)
    units = units_of(connection, columns, found)
    groups = None
    if frequency.group != "none":
        groups, _ = folded(grouped(connection, columns, found, frequency.group), frequency.most)
    edges, within = frequency.bins.edges, inside if certain else touching
    chosen = np.zeros(len(found), np.bool_)
    for (low, high), place in parts:
        there = within(units, int(edges[low]), int(edges[high]))
        if groups is None or place is None:
            chosen |= there
        else:
            members = groups.units_in(place)
            chosen[members[there[members]]] = True
    return columns.ids[distinct(found.row[chosen])]


def touching(units: Units, first: int, after: int) -> Mask:
    """Mark units that possibly started from day `first` up to, not including, `after`."""
    placed = units.placed
    marks = placed & (units.lo < after) & (units.hi >= first)
    if len(units.piece_unit):
        marks[units.piece_unit] = False
        meets = (units.piece_lo < after) & (units.piece_hi >= first)
        marks[units.piece_unit[meets]] = True
        marks &= placed
    return marks


def inside(units: Units, first: int, after: int) -> Mask:
    """Mark units that certainly started from day `first` up to, not including, `after`."""
    return units.placed & (units.lo >= first) & (units.hi < after)


def filter_text(base: str, *clauses: str, first: int | None = None, after: int | None = None) -> str:
    """Return a filter narrowed by a group's clause and a bin's days, as text for the filter bar.

    It says what a reader would: it may find more than was counted, since a date also means events that last into
    it, a party also its organs, and counting rules leave out parts or wholes.
    """
    days = "" if first is None or after is None else f"{day_text(first)}..{day_text(after - 1)}"
    wanted = parse(base)
    for clause in (*clauses, days):
        wanted &= parse(clause)
    return str(wanted)
