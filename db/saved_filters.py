"""Filters kept by name in the file, in the order the user gave them."""

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.saved_records import SavedRecords

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.models import SavedFilter


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved filter: its name and the filter's text."""

    id: int
    name: str
    text: str


def listed(connection: sqlite3.Connection) -> list[Saved]:
    """Return the saved filters in their order."""
    rows = connection.execute("SELECT id, name, text FROM saved_filter ORDER BY position, id")
    return [Saved(*row) for row in rows]


def create(session: "Session", name: str, text: str) -> int:
    """Keep a filter under a name, after the others; a filter of that name is replaced. Returns its id."""
    return _RECORDS.keep(session, name, text=text)


def _table() -> "type[SavedFilter]":
    from db.models import SavedFilter

    return SavedFilter


_RECORDS = SavedRecords("filter", _table)
rename, delete, reorder = _RECORDS.rename, _RECORDS.delete, _RECORDS.reorder
