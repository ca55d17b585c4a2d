"""Exchange frequency of a timeline: filtered events, counted by a rule, in bins and groups."""

import sqlite3
from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np

from db import filters
from db.arrays.columns import UNVERIFIED, EventColumns
from db.arrays.counting import Counted, ascending, counted
from db.arrays.grouping import GROUPS, group
from db.arrays.sets import sets_of
from db.plots.cuts import cuts_of
from db.plots.doubles import doubles
from db.plots.exposure import LEAST, searches
from db.plots.provenance import provenance
from db.stats.caption import RULES
from db.stats.cuts import parse_spec
from db.stats.frequency import Frequency
from db.stats.frequency import frequency as count_frequency
from db.stats.units import Ints, Units
from db.version import VERSION
from db.words import STATUSES

UNITS: Final = tuple(RULES)
"""The counting rules: what one unit is."""

__all__ = ["GROUPS", "UNITS", "frequency", "rows_counted", "statuses_counted", "units"]


def frequency(
    connection: sqlite3.Connection,
    columns: EventColumns,
    rows: Ints,
    *,
    by: str = "year",
    unit: str = "event",
    group: str = "none",
    first: int | None = None,
    last: int | None = None,
    filter_text: str = "",
    most: int | None = None,
    rated: bool = False,
    outlets: Collection[str] = (),
    least: int = LEAST,
    shape: str = "bars",
) -> Frequency:
    """Count the events at `rows`, those that pass the filter, from day `first` up to, not including, `last`.

    `columns` and `connection` must be of one revision. `unit` is one of UNITS, `group` one of GROUPS. Only
    held events count unless the filter says something of status. All but the `most` largest groups are counted
    together. Coverage is that of some `outlets`, of any if none is named, at least so complete (0 to 4); `rated`
    counts for rates per year of it. `shape` is what the caption calls the marks: bars or cells. Raises
    `db.stats.bins.BinError` for bins that are not understood or too many.
    """
    counting = rows_counted(columns, rows, filter_text)
    found = counted(columns, counting, unit)
    result = count_frequency(
        units(connection, columns, found),
        by=by,
        unit=unit,
        groups=group_of(connection, columns, found, group),
        group_by="" if group == "none" else GROUPS[group],
        first=first,
        last=last,
        most=most,
        cuts=cuts_of(connection, parse_spec(by)),
        filter_text=filter_text,
        statuses=statuses_named(filter_text),
        unverified=int(np.count_nonzero(columns.flags[found.row] & UNVERIFIED)),
        other_status=len(rows) - len(counting),
        notes=notes_on(connection, columns, counting),
        shape=shape,
        searches=searches(connection, outlets, least),
        rated=rated,
        version=VERSION,
    )
    return replace(result, group=group)


group_of = group  # `frequency` has an argument of that name


def statuses_counted(filter_text: str) -> tuple[str, ...]:
    """Return the statuses that count: those a filter lets pass; `held` alone if it says nothing of status."""
    wanted = filters.parse(filter_text)
    if not filters.names_status(wanted):
        return ("held",)
    left = STATUSES
    for clause in wanted.clauses:
        if clause.key == "status":
            named = {value.text for value in clause.values}
            left = tuple(word for word in left if (word in named) != clause.negated)
    return left


def statuses_named(filter_text: str) -> tuple[str, ...]:
    """Return the statuses that a caption names: none where any counts."""
    statuses = statuses_counted(filter_text)
    return () if len(statuses) == len(STATUSES) else statuses


def notes_on(connection: sqlite3.Connection, columns: EventColumns, rows: Ints) -> tuple[str, ...]:
    """Return what a caption says of the events that count: what may count twice, and the sources."""
    return (
        doubles(connection, columns, rows, reports=False).sentence,
        provenance(connection, columns, rows).sentence,
    )


def rows_counted(columns: EventColumns, rows: Ints, filter_text: str) -> Ints:
    """Return those of the rows that have a status that counts, in order of time."""
    statuses = statuses_counted(filter_text)
    rows = ascending(rows)
    if len(statuses) == len(STATUSES):
        return rows
    status = columns.status if len(rows) == len(columns) else columns.status[rows]
    counts = np.zeros(len(status), np.bool_)
    for word in statuses:
        counts |= status == STATUSES.index(word)
    kept = np.flatnonzero(counts)
    return kept if len(rows) == len(columns) else rows[kept]


def units(connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> Units:
    """Return the earliest and latest start day of each unit, with the days of starts that lie in sets."""
    lo, hi = columns.start_lo[found.row], columns.start_hi[found.row]
    return Units(lo, hi, *sets_of(connection, columns).members_of(found.row))
