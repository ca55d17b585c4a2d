"""The numbers of the overview page, each with the filter text that shows the events behind it."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from sqlalchemy.orm import Session

from db.arrays import counts
from db.arrays.columns import EventColumns
from db.arrays.counting import counted
from db.clock import today
from db.dates import OPEN_HI, OPEN_LO
from db.filters import Clause, Value
from db.plots.frequency import frequency
from db.reading import raw
from db.stats.units import Ints
from db.summary import overview_lists
from db.summary.overview_counterparts import Counterparts, counterparts
from db.summary.overview_rows import HELD, Number, Silence, ToDo, Year, held, shown
from db.summary.overview_silence import silences

_OPEN: Final = ("open", "unknown")
_UNBOUNDED: Final = Clause("precision", tuple(map(Value, _OPEN)), negated=True)
MOST_YEARS: Final = 300
"""Years that stand without a gap; beyond, those without any contact are left out."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a timeline stands on a day: with whom, how often, how long since, and what is to be done."""

    day: int
    contacts: Number
    undated: Number
    counterparts: Counterparts
    years: tuple[Year, ...]
    silences: tuple[Silence, ...]
    open_invitations: ToDo
    overdue_commitments: ToDo
    unverified: ToDo
    conflicting: ToDo

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON-ready values under the names of its fields, days as ISO dates."""
        silent = [
            shown(row) | {"last": [date.fromordinal(each).isoformat() for each in row.last]}
            for row in self.silences
        ]
        return shown(self) | {"day": date.fromordinal(self.day).isoformat(), "silences": silent}


def overview(session: Session, columns: EventColumns, day: int | None = None) -> Overview:
    """Return the overview as of a day (an ordinal; today if None).

    `columns` must be of the session's revision. Only held events count, save on the to-do lists, which look at
    all. Standing, relations, silences and ledgers are as of the day; counterparts and years are of all time.
    """
    connection = raw(session)
    day = today() if day is None else day
    rows = counts.rows_counted(columns, np.arange(len(columns), dtype=np.int32), str(HELD))
    bounded = (columns.start_lo[rows] != OPEN_LO) & (columns.start_hi[rows] != OPEN_HI)
    undated = len(rows) - int(np.count_nonzero(bounded))
    return Overview(
        day=day,
        contacts=Number("contacts", len(counted(columns, rows, "event")), str(HELD), len(rows)),
        undated=Number("undated", undated, held("precision", *_OPEN), undated),
        counterparts=counterparts(connection, columns, rows, day),
        years=contacts_per_year(connection, columns, rows[bounded]),
        silences=silences(connection, columns, rows, day),
        open_invitations=overview_lists.open_invitations(session, day),
        overdue_commitments=overview_lists.overdue_commitments(session, day),
        unverified=overview_lists.unverified(connection, columns),
        conflicting=overview_lists.conflicting(connection, columns),
    )


def contacts_per_year(connection: sqlite3.Connection, columns: EventColumns, rows: Ints) -> tuple[Year, ...]:
    """Count the events at `rows`, whose starts have an earliest and a latest day, by the year they began in.

    A visit and its parts count once; a start that is not known to the day is spread over the days it may be.
    The filter of a year shows what may have gone on in it, so that a visit begun in the year before still holds
    together; counted by the year under this filter, the numbers are the same wherever a part lies within its whole.
    """
    found = frequency(connection, columns, rows, by="year", filter_text=str(HELD))
    first, after = found.bins.edges[:-1], found.bins.edges[1:]
    begun = np.searchsorted(columns.start_lo[rows], after, side="left")  # rows ascend by earliest start
    events = begun - np.searchsorted(np.sort(columns.end_hi[rows]), first, side="left")
    told = np.arange(len(first)) if len(first) <= MOST_YEARS else np.flatnonzero(found.possible[0])
    years = [date.fromordinal(day).year for day in first[told].tolist()]
    return tuple(
        Year(year, certain, expected, possible, held("date", f"{year:04d}", but=_UNBOUNDED), many)
        for year, certain, expected, possible, many in zip(
            years,
            found.certain[0, told].tolist(),
            found.expected[0, told].tolist(),
            found.possible[0, told].tolist(),
            events[told].tolist(),
            strict=True,
        )
    )
