"""What of the filtered events counts: those of a status that counts, as units by a counting rule."""

import sqlite3
from typing import Final

import numpy as np

from db import filters
from db.arrays.columns import EventColumns
from db.arrays.counting import Counted, ascending
from db.arrays.grouping import GROUPS
from db.arrays.sets import sets_of
from db.stats.caption import RULES
from db.stats.units import Ints, Units
from db.words import STATUSES

UNITS: Final = tuple(RULES)
"""The counting rules: what one unit is."""

__all__ = ["GROUPS", "UNITS", "rows_counted", "statuses_counted", "statuses_named", "units"]


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
