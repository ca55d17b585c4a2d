"""The rows that the records of a file become, in the order of writing, and what happens to each record."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db import bulk
from db.dates import DateError, from_edtf
from db.errors import BadInput
from db.imports.incoming import BadCell
from db.imports.planning.shape import Does, RowPlan
from db.models.base import DATE_COLUMNS, date_columns

Values = dict[str, Any]
"""A record's values by column."""

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "source": (
        "id", "title", "title_translated", "author", "publisher", "kind", "language", "retrieved", "url",
        "archive_url", "note", *DATE_COLUMNS,
    ),
    "actor": ("id", "name", "kind", "parent_id", "country_id", "family", "note", *DATE_COLUMNS),
    "actor_name": ("id", "actor_id", "text", "folded", "language", "kind", *DATE_COLUMNS),
    "actor_identifier": ("id", "actor_id", "scheme", "value"),
    "succession": ("id", "predecessor_id", "successor_id", "kind", "note", *DATE_COLUMNS),
    "standing": ("id", "actor_id", "kind", "note", "source_id", "unverified", *DATE_COLUMNS),
    "context": ("id", "title", "kind", "colour", "note", *DATE_COLUMNS),
}  # fmt: skip
"""Columns that are written, by table; the tables stand in the order in which foreign keys want them."""


@dataclass(slots=True)
class Rows:
    """Collects rows to be written, what happens to each record, and what can't be used."""

    plans: list[RowPlan] = field(default_factory=list[RowPlan])
    problems: list[BadCell] = field(default_factory=list[BadCell])
    _new: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict[str, list[tuple[Any, ...]]])
    _changed: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = field(
        default_factory=dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]]
    )

    def __bool__(self) -> bool:
        return any(self._new.values()) or any(self._changed.values())

    def add(self, table: str, values: Mapping[str, Any]) -> None:
        """Add a row to a table."""
        self._new.setdefault(table, []).append(tuple([values[name] for name in _COLUMNS[table]]))

    def change(self, table: str, record: int, values: Mapping[str, Any]) -> None:
        """Set columns of a row that is there."""
        self._changed.setdefault((table, tuple(values)), []).append((*values.values(), record))

    def tell(self, row: int, what: str, does: Does, record: int, title: str, reason: str = "") -> None:
        """Tell what happens to a record of the file."""
        self.plans.append(RowPlan(row, what, does, record, title, reason))

    def refuse(self, row: int, what: str, title: str, error: BadInput) -> None:
        """Tell that a record can't be used, and why."""
        self.plans.append(RowPlan(row, what, "reject", 0, title, str(error), error.field))
        self.problems.append(BadCell(row, error.field, f"{what} “{title}”: {error}"))

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all rows, inside an edit."""
        for table, names in _COLUMNS.items():
            if self._new.get(table):
                bulk.insert(connection, table, names, self._new[table])
            for (changed, columns), rows in self._changed.items():
                if changed == table:
                    bulk.update(connection, table, columns, rows)


def days(edtf: str) -> Values:
    """Return the columns of a date, all empty where nothing is said; raises BadInput at `date`."""
    if not edtf:
        return dict(_NO_DATE)
    try:
        return dict(date_columns(from_edtf(edtf)))
    except DateError as error:
        raise BadInput(str(error), "date") from error


_NO_DATE: Final = date_columns(None)


def one_of(words: Sequence[str], text: str, what: str) -> str:
    """Return a text that must be one of the fixed words; raises BadInput at `what`."""
    if text not in words:
        raise BadInput(f"“{text}” is no {what}: use {', '.join(words)}", what)
    return text


def fetched(connection: sqlite3.Connection, sql: str) -> list[Any]:
    """Return the rows of a query as tuples, whatever the connection makes of rows otherwise."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql).fetchall()
