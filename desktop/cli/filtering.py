"""Filters on the command line: parsed, checked against the file, and errors shown with their place."""

import sqlite3
import sys
from typing import TYPE_CHECKING, Final

from db import filters
from db.filters import Filter, FilterError

if TYPE_CHECKING:
    from db.arrays.columns import EventColumns, Ints

MANY: Final = 20_000
"""From so many events on, loading numpy and the columns costs less than they save."""


def parsed(text: str) -> Filter:
    """Return the filter of a text; an error shows where it lies before it is raised."""
    try:
        return filters.parse(text)
    except FilterError as error:
        _point_at(text, error)
        raise


def ids_of(connection: sqlite3.Connection, wanted: Filter, text: str, limit: int | None = None) -> list[int]:
    """Return the ids of the events that pass, in order of time, at most so many.

    Raises FilterError for unknown values.
    """
    if _has_many(connection):
        from db.arrays import columns as event_columns

        columns = event_columns.cached(connection)
        if columns is not None and event_columns.is_stored(connection):
            return columns.ids[rows_of(connection, wanted, text, columns)[:limit]].tolist()
    _check(connection, wanted, text)
    sql, values = filters.compile(wanted)
    ordered = f"SELECT id FROM event WHERE id IN ({sql}) ORDER BY sort_lo, sort_width, title, id LIMIT ?"
    return [row[0] for row in connection.execute(ordered, (*values, -1 if limit is None else limit))]


def rows_of(connection: sqlite3.Connection, wanted: Filter, text: str, columns: "EventColumns") -> "Ints":
    """Return the rows of the events that pass, in order of time; raises FilterError for unknown values."""
    from db.filters.rows import matching_rows

    _check(connection, wanted, text)
    return matching_rows(connection, wanted, columns)


def _has_many(connection: sqlite3.Connection) -> bool:
    """Tell by the length of the cached ids whether there are many events, since counting them takes its time."""
    row = connection.execute("SELECT length(data) FROM column_cache WHERE name = 'ids'").fetchone()
    return row is not None and row[0] >= MANY * 8


def _check(connection: sqlite3.Connection, wanted: Filter, text: str) -> None:
    try:
        filters.check(wanted, connection)
    except FilterError as error:
        _point_at(text, error)
        raise


def _point_at(text: str, error: FilterError) -> None:
    if text.isascii() and text.isprintable():
        sys.stderr.write(f"  {text}\n  {' ' * error.position}{'^' * max(1, error.length)}\n")
