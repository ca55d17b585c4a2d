"""Charts kept by name in the file with all their options, in the order the user gave them."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from db.clock import today
from db.errors import Problem
from db.plots.spec import ChartSpec
from db.saved_records import SavedRecords

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.models import SavedChart


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved chart: its name and its options as JSON."""

    id: int
    name: str
    options: str

    @property
    def spec(self) -> ChartSpec:
        """Its options; raises BadInput where they can't be read, as of a newer version."""
        return ChartSpec.from_json(self.options)


def listed(connection: sqlite3.Connection) -> list[Saved]:
    """Return the saved charts in their order."""
    rows = connection.execute("SELECT id, name, options FROM saved_chart ORDER BY position, id")
    return [Saved(*row) for row in rows]


def load(connection: sqlite3.Connection, name: str) -> Saved:
    """Return the saved chart of a name; raises Problem, naming those there are, where there is none."""
    saved = listed(connection)
    for each in saved:
        if each.name == name.strip():
            return each
    there = ", ".join(f"“{each.name}”" for each in saved[:10]) + (" and more" if len(saved) > 10 else "")
    raise Problem(f"No chart is saved as “{name}”: {f'there are {there}' if saved else 'none is saved'}.")


def create(session: "Session", name: str, spec: ChartSpec) -> int:
    """Keep a chart under a name, after the others; a chart of that name is replaced. Returns its id.

    Where nothing is said of the day as of which silences and ledgers are told, it is this one: a figure that is drawn
    again is the same.
    """
    return _RECORDS.keep(session, name, options=spec.on(date.fromordinal(today()).isoformat()).to_json())


def _table() -> "type[SavedChart]":
    from db.models import SavedChart

    return SavedChart


_RECORDS = SavedRecords("chart", _table)
rename, delete, reorder = _RECORDS.rename, _RECORDS.delete, _RECORDS.reorder
