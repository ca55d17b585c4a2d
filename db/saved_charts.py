"""Charts kept by name in the file with all their options, in the order the user gave them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import BadInput, Problem
from db.plots.spec import ChartSpec

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


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
    """Keep a chart under a name, after the others; a chart of that name is replaced. Returns its id."""
    from sqlalchemy import func, select

    from db.ids import IDS
    from db.models import SavedChart

    name = _named(name)
    present = session.scalars(select(SavedChart).where(SavedChart.name == name)).first()
    if present is not None:
        present.options = spec.to_json()
        return present.id
    last = session.scalar(select(func.max(SavedChart.position)))
    saved = SavedChart(
        id=IDS.next(), name=name, options=spec.to_json(), position=0 if last is None else last + 1
    )
    session.add(saved)
    session.flush()
    return saved.id


def rename(session: "Session", saved_id: int, name: str) -> None:
    """Give a saved chart another name; raises BadInput if it is empty or another chart's."""
    from sqlalchemy import select

    from db.models import SavedChart

    name = _named(name)
    others = select(SavedChart.id).where(SavedChart.name == name, SavedChart.id != saved_id)
    if session.scalars(others).first() is not None:
        raise BadInput(f"Another chart is called “{name}” already; the old name was kept.", "name")
    session.get_one(SavedChart, saved_id).name = name


def delete(session: "Session", saved_id: int) -> None:
    """Remove a saved chart; no event is touched."""
    from db.models import SavedChart

    saved = session.get(SavedChart, saved_id)
    if saved is not None:
        session.delete(saved)


def reorder(session: "Session", ids: Sequence[int]) -> None:
    """Put the saved charts into this order; those not named come after them."""
    from sqlalchemy import select

    from db.models import SavedChart

    place = {saved: index for index, saved in enumerate(ids)}
    rows = session.scalars(select(SavedChart).order_by(SavedChart.position, SavedChart.id)).all()
    for index, row in enumerate(sorted(rows, key=lambda row: place.get(row.id, len(place)))):
        row.position = index


def _named(name: str) -> str:
    if not name.strip():
        raise BadInput("A saved chart needs a name.", "name")
    return name.strip()
