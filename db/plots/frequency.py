"""Exchange frequency of a timeline: filtered events, counted by a rule, in bins and groups."""

import sqlite3
from collections.abc import Collection
from dataclasses import replace

from db.arrays.columns import EventColumns
from db.arrays.counting import counted
from db.arrays.counts import rows_counted, statuses_named, units
from db.arrays.grouping import GROUPS
from db.arrays.grouping import group as group_of
from db.plots.cuts import cuts_of
from db.plots.exposure import LEAST, searches
from db.plots.wording import notes_on, rows_within, unverified, within
from db.stats.cuts import parse_spec
from db.stats.frequency import Frequency
from db.stats.frequency import frequency as count_frequency
from db.stats.units import Ints
from db.version import VERSION


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
    reports: bool = True,
) -> Frequency:
    """Count the events at `rows`, those that pass the filter, from day `first` up to, not including, `last`.

    `columns` and `connection` must be of one revision. `unit` is one of UNITS, `group` one of GROUPS. Only
    held events count unless the filter says something of status. All but the `most` largest groups are counted
    together. Coverage is that of some `outlets`, of any if none is named, at least so complete (0 to 4); `rated`
    counts for rates per year of it. `shape` is what the caption calls the marks: bars or cells; without
    `reports` it is silent about what may be one meeting reported twice, and found sooner. Raises
    `db.stats.bins.BinError` for bins that are not understood or too many.
    """
    counting = rows_counted(columns, rows, filter_text)
    found = counted(columns, counting, unit)
    made = units(connection, columns, found)
    there = rows_within(columns, counting, first, last)
    result = count_frequency(
        made,
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
        unverified=unverified(columns, found),
        other_status=len(rows) - len(counting),
        notes=(
            within(columns, found, made, unit, first, last),
            *notes_on(connection, columns, there, reports=reports),
        ),
        shape=shape,
        searches=searches(connection, outlets, least),
        rated=rated,
        version=VERSION,
    )
    return replace(result, group=group)
