"""Filters on the command line: parsed, checked against the file, and errors shown with their place."""

import sqlite3
import sys

from db import filters
from db.filters import Filter, FilterError


def parsed(text: str) -> Filter:
    """Return the filter of a text; an error shows where it lies before it is raised."""
    try:
        return filters.parse(text)
    except FilterError as error:
        _point_at(text, error)
        raise


def ids_of(connection: sqlite3.Connection, wanted: Filter, text: str) -> list[int]:
    """Return the ids of the events that pass, in order of time; raises FilterError for unknown values."""
    try:
        filters.check(wanted, connection)
    except FilterError as error:
        _point_at(text, error)
        raise
    sql, values = filters.compile(wanted)
    ordered = f"SELECT id FROM event WHERE id IN ({sql}) ORDER BY sort_lo, sort_width, title, id"
    return [row[0] for row in connection.execute(ordered, values)]


def _point_at(text: str, error: FilterError) -> None:
    if text.isascii() and text.isprintable():
        sys.stderr.write(f"  {text}\n  {' ' * error.position}{'^' * max(1, error.length)}\n")
