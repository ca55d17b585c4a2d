"""Exchange frequency of a timeline: filtered events, counted by a rule, in bins and groups."""

import sqlite3
from typing import Final

import numpy as np

from db import filters
from db.arrays.columns import UNVERIFIED, EventColumns
from db.arrays.counting import Counted, ascending, counted
from db.arrays.grouping import GROUPS, group
from db.arrays.sets import sets_of
from db.stats.caption import RULES
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
) -> Frequency:
    """Count the events at `rows`, those that pass the filter, from day `first` up to, not including, `last`.

    `columns` and `connection` must be of one revision. `unit` is one of UNITS, `group` one of GROUPS. Only
    held events count unless the filter says something of status. Raises `db.stats.bins.BinError` for bins that
    are not understood or too many.
    """
    found = counted(columns, rows_counted(columns, rows, filter_text), unit)
    return count_frequency(
        units(connection, columns, found),
        by=by,
        unit=unit,
        groups=group_of(connection, columns, found, group),
        group_by="" if group == "none" else GROUPS[group],
        first=first,
        last=last,
        filter_text=filter_text,
        statuses=() if len(statuses_counted(filter_text)) == len(STATUSES) else statuses_counted(filter_text),
        unverified=int(np.count_nonzero(columns.flags[found.row] & UNVERIFIED)),
        version=VERSION,
    )


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
