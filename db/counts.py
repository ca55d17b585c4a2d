"""Exchange frequency of a timeline: filtered events, counted by a rule, in bins and groups."""

import json
import sqlite3
from functools import lru_cache
from itertools import chain
from typing import Final

import numpy as np

from db import filters
from db.columns import SET, UNVERIFIED, EventColumns, Ids
from db.counting import Counted, counted
from db.dates import from_edtf
from db.grouping import GROUPS, group
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
    rows = np.sort(rows)
    if len(statuses) == len(STATUSES):
        return rows
    return rows[np.isin(columns.status[rows], [STATUSES.index(word) for word in statuses])]


def units(connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> Units:
    """Return the earliest and latest start day of each unit, with the days of starts that lie in sets."""
    lo, hi = columns.start_lo[found.row], columns.start_hi[found.row]
    sets = np.flatnonzero((columns.flags[found.row] & SET) & (lo != hi))
    if not len(sets):
        return Units(lo, hi)
    owner: list[int] = []
    pieces: list[tuple[int, int]] = []
    edtf = _edtf_of(connection, columns.ids[found.row[sets]])
    for unit, event in zip(sets.tolist(), columns.ids[found.row[sets]].tolist(), strict=True):
        members = _members(edtf.get(event, ""))
        owner.extend([unit] * len(members))
        pieces.extend(members)
    days = np.array(pieces, np.int64).reshape(-1, 2)
    return Units(lo, hi, np.array(owner, np.int64), days[:, 0], days[:, 1])


def _edtf_of(connection: sqlite3.Connection, events: Ids) -> dict[int, str]:
    listed = json.dumps(np.unique(events).tolist())
    cursor = connection.cursor()
    cursor.row_factory = None
    sql = "SELECT e.id, e.edtf FROM json_each(?) w CROSS JOIN event e ON e.id = w.value"
    return dict(zip(*[chain.from_iterable(cursor.execute(sql, (listed,)))] * 2, strict=True))


@lru_cache(100_000)
def _members(edtf: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of days a set consists of; none where it has no gap: it is a plain range then."""
    members = from_edtf(edtf).members if edtf else ()
    return members if len(members) > 1 else ()
