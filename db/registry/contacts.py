"""Contacts over time of whatever a filter picks: their number, their years, and the first and the last."""

import sqlite3
from dataclasses import dataclass

from db.arrays.columns import EventColumns
from db.arrays.counting import counted
from db.dates import OPEN_HI, OPEN_LO
from db.filters import parse
from db.filters.rows import matching_rows
from db.summary.overview import contacts_per_year
from db.summary.overview_rows import HELD, Year

Days = tuple[int, int]
"""The first and the last of the days between which an event began."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """Events that were held and pass a filter; a visit and its parts are one contact.

    `first` and `last` are of those whose start has an earliest and a latest day; `undated` counts the others.
    """

    filter: str
    contacts: int
    undated: int
    years: tuple[Year, ...]
    first: Days | None
    last: Days | None


def contacts(connection: sqlite3.Connection, columns: EventColumns, wanted: str) -> Contacts:
    """Return the contacts that pass a filter's text; `columns` should be of the connection's revision."""
    narrowed = HELD & parse(wanted)
    rows = matching_rows(connection, narrowed, columns)
    bounded = rows[(columns.start_lo[rows] != OPEN_LO) & (columns.start_hi[rows] != OPEN_HI)]
    years = contacts_per_year(connection, columns, bounded) if len(bounded) else ()
    first = last = None
    if len(bounded):
        latest = int(columns.start_hi[bounded].argmax())
        first = int(columns.start_lo[bounded[0]]), int(columns.start_hi[bounded[0]])
        last = int(columns.start_lo[bounded[latest]]), int(columns.start_hi[bounded[latest]])
    return Contacts(
        str(narrowed), len(counted(columns, rows, "event")), len(rows) - len(bounded), years, first, last
    )


def of_year(contacts_filter: str, year: Year) -> str:
    """Return the filter of the events that pass one filter and may have to do with a year."""
    return str(parse(contacts_filter) & parse(year.filter))
