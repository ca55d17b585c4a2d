"""Filters kept by name in the file, in the order the user gave them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


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
    from sqlalchemy import func, select

    from db.ids import IDS
    from db.models import SavedFilter

    name = _named(name)
    present = session.scalars(select(SavedFilter).where(SavedFilter.name == name)).first()
    if present is not None:
        present.text = text
        return present.id
    last = session.scalar(select(func.max(SavedFilter.position)))
    saved = SavedFilter(id=IDS.next(), name=name, text=text, position=0 if last is None else last + 1)
    session.add(saved)
    session.flush()
    return saved.id


def rename(session: "Session", saved_id: int, name: str) -> None:
    """Give a saved filter another name; raises BadInput if it is empty or another filter's."""
    from sqlalchemy import select

    from db.models import SavedFilter

    name = _named(name)
    others = select(SavedFilter.id).where(SavedFilter.name == name, SavedFilter.id != saved_id)
    if session.scalars(others).first() is not None:
        raise BadInput(f"Another filter is called “{name}” already; the old name was kept.", "name")
    session.get_one(SavedFilter, saved_id).name = name


def delete(session: "Session", saved_id: int) -> None:
    """Remove a saved filter; no event is touched."""
    from db.models import SavedFilter

    saved = session.get(SavedFilter, saved_id)
    if saved is not None:
        session.delete(saved)


def reorder(session: "Session", ids: Sequence[int]) -> None:
    """Put the saved filters into this order; those not named come after them."""
    from sqlalchemy import select

    from db.models import SavedFilter

    place = {saved: index for index, saved in enumerate(ids)}
    rows = session.scalars(select(SavedFilter).order_by(SavedFilter.position, SavedFilter.id)).all()
    for index, row in enumerate(sorted(rows, key=lambda row: place.get(row.id, len(place)))):
        row.position = index


def _named(name: str) -> str:
    if not name.strip():
        raise BadInput("A saved filter needs a name.", "name")
    return name.strip()
