"""The caption of a count made from a timeline: all that the file knows about what was counted."""

import sqlite3
from collections.abc import Collection, Sequence

import numpy as np

from db import filters
from db.arrays.columns import UNVERIFIED, EventColumns
from db.arrays.counting import Counted
from db.arrays.counts import rows_counted, statuses_named
from db.plots.behind import touching
from db.plots.doubles import doubles
from db.plots.exposure import LEAST, searches
from db.plots.provenance import provenance
from db.stats.bins import day_text
from db.stats.caption import NOUNS, caption
from db.stats.counts import Counts
from db.stats.exposure import exposure
from db.stats.units import OPEN_HI, OPEN_LO, Ints, Units
from db.version import VERSION


def told(
    connection: sqlite3.Connection,
    columns: EventColumns,
    rows: Ints,
    found: Counted,
    made: Units,
    wanted: str,
    *,
    unit: str,
    by: str,
    counts: Counts,
    outside: float = 0.0,
    several: int = 0,
    limits: tuple[int | None, int | None] = (None, None),
    notes: Sequence[str] = (),
    searched: Ints | None = None,
    outlets: Collection[str] = (),
    least: int = LEAST,
) -> str:
    """Return the caption of cells counted from the events at `rows`, whose units are `found`, with the days `made`.

    `limits` are the first day asked for and the one after the last. `searched` are edges (day ordinals) between
    which the coverage is told.
    """
    counting = rows_counted(columns, rows, wanted)
    coverage = "" if searched is None else exposure(searches(connection, outlets, least), searched).sentence
    return caption(
        by=by,
        unit=unit,
        units=counts.placed,
        imprecise=counts.imprecise,
        undated=counts.undated,
        unverified=unverified(columns, found),
        other_status=len(rows) - len(counting),
        outside=outside,
        filter_text=str(filters.parse(wanted)),
        statuses=statuses_named(wanted),
        several=several,
        period=None if searched is None else period_of(*limits, searched),
        notes=(
            within(columns, found, made, unit, *limits),
            *notes,
            coverage,
            *notes_on(connection, columns, rows_within(columns, counting, *limits)),
        ),
        shape="cells",
        version=VERSION,
    )


def period_of(first: int | None, last: int | None, edges: Ints) -> tuple[str, str] | None:
    """Return the first and the last day of what was counted, None where nobody limited it."""
    if first is None and last is None:
        return None
    return day_text(int(edges[0])), day_text(int(edges[-1]) - 1)


def within(
    columns: EventColumns, found: Counted, made: Units, unit: str, first: int | None, last: int | None
) -> str:
    """Return how many of the units may lie from day `first` up to, not including, `last`; nothing without limits."""
    if first is None and last is None:
        return ""
    there = touching(made, *_limits(first, last))
    row = found.row[there]
    many, vague = len(row), int(np.count_nonzero((made.lo != made.hi)[there]))
    parts = (
        f"{vague:,} not known to the day" if vague else "",
        f"{doubtful:,} unverified"
        if (doubtful := int(np.count_nonzero(columns.flags[row] & UNVERIFIED)))
        else "",
    )
    return f"In the period may lie {', '.join((f'{many:,} {NOUNS[unit][many != 1]}', *filter(None, parts)))}."


def rows_within(columns: EventColumns, rows: Ints, first: int | None, last: int | None) -> Ints:
    """Return those of the rows whose start may lie from day `first` up to, not including, `last`."""
    if first is None and last is None:
        return rows
    low, high = _limits(first, last)
    return rows[(columns.start_lo[rows] < high) & (columns.start_hi[rows] >= low)]


def _limits(first: int | None, last: int | None) -> tuple[int, int]:
    return OPEN_LO if first is None else first, OPEN_HI if last is None else last


def unverified(columns: EventColumns, found: Counted) -> int:
    """Return how many of the units that can be placed in time are unverified."""
    row = found.row[(columns.flags[found.row] & UNVERIFIED) != 0]
    return int(np.count_nonzero((columns.start_lo[row] != OPEN_LO) & (columns.start_hi[row] != OPEN_HI)))


def notes_on(
    connection: sqlite3.Connection, columns: EventColumns, rows: Ints, *, reports: bool = True
) -> tuple[str, ...]:
    """Return what a caption says of the events that count: what may count twice, and the sources.

    Without `reports` sooner, but silent about what may be one meeting reported twice.
    """
    return (
        doubles(connection, columns, rows, reports=reports).sentence,
        provenance(connection, columns, rows).sentence,
    )
