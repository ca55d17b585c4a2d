"""The events behind a number: of a bin, a group, or both."""

import sqlite3

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
from db.stats.units import Ints, Units

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
    found = counted(columns, rows_counted(columns, rows, frequency.filter), frequency.unit)
    chosen = np.ones(len(found), np.bool_)
    if group_of is not None and frequency.group != "none":
        groups, _ = folded(grouped(connection, columns, found, frequency.group), frequency.most)
        chosen[:] = False
        chosen[groups.units_in(group_of)] = True
    units = units_of(connection, columns, found)
    edges = frequency.bins.edges
    if not len(edges):
        return np.zeros(0, np.int64)
    low, high = (0, len(edges) - 1) if bins is None else bins
    within = inside if certain else touching
    chosen &= within(units, int(edges[low]), int(edges[high]))
    kept = found.row[chosen]
    new = np.ones(len(kept), np.bool_)
    np.not_equal(kept[1:], kept[:-1], out=new[1:])
    return columns.ids[kept[new]]


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
