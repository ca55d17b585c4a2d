"""Mappings kept by name in the file, in the order the user gave them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import BadInput, Problem
from db.imports.mapping.value import Mapping
from db.saved_records import SavedRecords

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.models import SavedMapping


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved mapping: its name and its text."""

    id: int
    name: str
    text: str

    @property
    def mapping(self) -> Mapping:
        """The mapping; raises BadInput where it can't be read, as of a newer version."""
        from db.imports.mapping import toml_text

        return toml_text.from_toml(self.text)


def listed(connection: sqlite3.Connection) -> list[Saved]:
    """Return the saved mappings in their order."""
    rows = connection.execute("SELECT id, name, text FROM saved_mapping ORDER BY position, id")
    return [Saved(*row) for row in rows]


def load(connection: sqlite3.Connection, name: str) -> Saved:
    """Return the saved mapping of a name; raises Problem, naming those there are, where there is none."""
    saved = listed(connection)
    for each in saved:
        if each.name == name.strip():
            return each
    there = ", ".join(f"“{each.name}”" for each in saved[:10]) + (" and more" if len(saved) > 10 else "")
    raise Problem(f"No mapping is saved as “{name}”: {f'there are {there}' if saved else 'none is saved'}.")


def fitting(connection: sqlite3.Connection, header: Sequence[str]) -> list[Saved]:
    """Return the saved mappings that were made for a table with these columns, the last saved one first."""
    found: list[Saved] = []
    for each in listed(connection):
        try:
            if each.mapping.header == tuple(header):
                found.append(each)
        except BadInput:
            continue
    return found[::-1]


def create(session: "Session", name: str, mapping: Mapping) -> int:
    """Keep a mapping under a name, after the others; a mapping of that name is replaced. Returns its id."""
    from db.imports.mapping import toml_text

    return _RECORDS.keep(session, name, text=toml_text.to_toml(mapping))


def _table() -> "type[SavedMapping]":
    from db.models import SavedMapping

    return SavedMapping


_RECORDS = SavedRecords("mapping", _table)
rename, delete, reorder = _RECORDS.rename, _RECORDS.delete, _RECORDS.reorder
