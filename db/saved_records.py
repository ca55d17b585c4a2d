"""What is saved by name in the file, in the user's order: the edits that filters, charts and mappings share."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from db.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.models import SavedChart, SavedFilter, SavedMapping

    Table = type[SavedFilter] | type[SavedChart] | type[SavedMapping]


class SavedRecords:
    """Edits the records of one table by their names and positions; `word` is what the user calls one of them.

    The table is looked up at the first edit: the window lists what is saved before it loads SQLAlchemy.
    """

    def __init__(self, word: str, table: "Callable[[], Table]") -> None:
        self._word = word
        self._table = table

    def keep(self, session: "Session", name: str, **values: str) -> int:
        """Keep values under a name, after the others; a record of that name is given them. Returns its id."""
        from sqlalchemy import func, select

        from db.ids import IDS

        table, name = self._table(), self._named(name)
        present = session.scalars(select(table).where(table.name == name)).first()
        if present is not None:
            for column, value in values.items():
                setattr(present, column, value)
            return present.id
        last = session.scalar(select(func.max(table.position)))
        saved = table(id=IDS.next(), name=name, position=0 if last is None else last + 1, **values)
        session.add(saved)
        session.flush()
        return saved.id

    def rename(self, session: "Session", saved_id: int, name: str) -> None:
        """Give a record another name; raises BadInput if it is empty or another one's."""
        from sqlalchemy import select

        table, name = self._table(), self._named(name)
        others = select(table.id).where(table.name == name, table.id != saved_id)
        if session.scalars(others).first() is not None:
            raise BadInput(f"Another {self._word} is called “{name}” already; the old name was kept.", "name")
        session.get_one(table, saved_id).name = name

    def delete(self, session: "Session", saved_id: int) -> None:
        """Remove a record; no event is touched, and one that is gone already is none to remove."""
        saved = session.get(self._table(), saved_id)
        if saved is not None:
            session.delete(saved)

    def reorder(self, session: "Session", ids: Sequence[int]) -> None:
        """Put the records into this order; those not named come after them."""
        from sqlalchemy import select

        table = self._table()
        place = {saved: index for index, saved in enumerate(ids)}
        rows = session.scalars(select(table).order_by(table.position, table.id)).all()
        for index, row in enumerate(sorted(rows, key=lambda row: place.get(row.id, len(place)))):
            row.position = index

    def _named(self, name: str) -> str:
        if not name.strip():
            raise BadInput(f"A saved {self._word} needs a name.", "name")
        return name.strip()
