"""What the tables of a package look like: their fields, types and constraints as the models have them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, Table

from db.codebook.codebook import rows_of
from db.models import USER_TABLES, Base

DERIVED: Final = frozenset({"folded"})
"""Columns that follow from others and are made anew on import; generated ones are left out too."""

COPIES: Final = "attachment"
"""The table whose contents stay out of a package: it is listed with the size of each copy."""

COPIES_KEY: Final = "replication/copies"
"""Setting of an imported timeline that lists the copies its package told of and did not hold."""

_NOON: Final = 1721425.0
"""Julian day number of noon on the day before 0001-01-01, which is day 1 of those in the file."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table in a package.

    `kind` is key, reference, text, integer, flag or day; `target` the table that a reference names. A cell may be
    empty unless it is `required`, and means NULL in the file where the column is `nullable`.
    """

    name: str
    kind: str
    nullable: bool
    required: bool
    target: str = ""
    words: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    unit: str = ""
    description: str = ""

    @property
    def select(self) -> str:
        """The SQL of its cell: keys as text, since 63 bits are more than most programs keep; days in ISO form."""
        if self.kind in ("key", "reference"):
            return f'CAST("{self.name}" AS TEXT)'
        if self.kind == "day":
            return f'coalesce(date("{self.name}" + {_NOON}), "{self.name}")'
        return f'"{self.name}"'


@dataclass(frozen=True, slots=True)
class Shape:
    """One table of a package; `unique` are the sets of columns that no two rows share, beside the key."""

    table: str
    description: str
    fields: tuple[Field, ...]
    unique: tuple[tuple[str, ...], ...] = ()

    @property
    def path(self) -> str:
        """Its place in the package."""
        return f"data/{self.table}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(field.name for field in self.fields)

    @property
    def references(self) -> tuple[Field, ...]:
        """The fields that refer to records."""
        return tuple(field for field in self.fields if field.target)


@cache
def shapes() -> tuple[Shape, ...]:
    """Return all tables of a package, those referred to before those that refer to them."""
    rows = rows_of("replication", "fields.csv")
    told = {(row["table"], row["field"]): (row["unit"], row["description"]) for row in rows}
    ordered = [table for table in Base.metadata.sorted_tables if table.name in USER_TABLES]
    return tuple(_shape(table, told) for table in ordered)


def _shape(table: Table, told: Mapping[tuple[str, str], tuple[str, str]]) -> Shape:
    fields = [*_fields(table, told)]
    if table.name == COPIES:
        unit, description = told[COPIES, "size"]
        fields.append(
            Field(
                "size", "integer", nullable=False, required=True, least=0, unit=unit, description=description
            )
        )
    unique = tuple(
        tuple(column.name for column in index.columns)
        for index in sorted(table.indexes, key=lambda index: str(index.name))
        if index.unique
    )
    return Shape(table.name, told[table.name, ""][1], tuple(fields), unique)


def _fields(table: Table, told: Mapping[tuple[str, str], tuple[str, str]]) -> Iterator[Field]:
    checks = [str(each.sqltext) for each in table.constraints if isinstance(each, CheckConstraint)]
    for column in table.columns:
        if (
            column.computed is None
            and column.name not in DERIVED
            and (table.name, column.name) != (COPIES, "data")
        ):
            unit, description = told.get((table.name, column.name)) or told["*", column.name]
            yield _field(column, checks, unit, description)


def _field(column: Column[Any], checks: list[str], unit: str, description: str) -> Field:
    name, nullable = column.name, bool(column.nullable)
    target = next((key.column.table.name for key in column.foreign_keys), "")
    kind = "key" if column.primary_key else "reference" if target else _kind(column)
    least, most = (0, 1) if kind == "flag" else _limits(name, checks)
    words = _words(name, checks)
    required = not nullable and (kind != "text" or bool(words) or f"{name} <> ''" in checks)
    return Field(name, kind, nullable, required, target, words, least, most, unit, description)


def _kind(column: Column[Any]) -> str:
    if isinstance(column.type, Boolean):
        return "flag"
    if isinstance(column.type, Integer):
        return "day" if column.name in ("start_lo", "start_hi", "end_lo", "end_hi") else "integer"
    return "text"


def _words(name: str, checks: list[str]) -> tuple[str, ...]:
    """Return the fixed words of a column, none where any text may stand."""
    listed = next((check for check in checks if check.startswith(f"{name} IN (")), "")
    return tuple(word.replace("''", "'") for word in re.findall(r"'((?:[^']|'')*)'", listed))


def _limits(name: str, checks: list[str]) -> tuple[int | None, int | None]:
    for check in checks:
        if found := re.search(rf"\b{name} BETWEEN (\d+) AND (\d+)", check):
            return int(found[1]), int(found[2])
        if re.search(rf"\b{name} > 0", check):
            return 1, None
    return None, None
