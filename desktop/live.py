"""The timeline as Qt sees it: the same verbs, and one signal for whatever changed."""

import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from db.arrays import columns as event_columns
from db.arrays import sets
from db.arrays.column_patch import patched
from db.arrays.columns import EventColumns
from db.history import Changes
from db.timeline import Timeline
from desktop.groups import carry

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

P = ParamSpec("P")
R = TypeVar("R")

_NAMES = {
    "actor": ("actor", "SELECT id, name FROM actor"),
    "person": ("person", "SELECT id, name FROM person"),
    "mechanism": ("mechanism", "SELECT id, name FROM mechanism"),
    "country": ("country", "SELECT id, name FROM country"),
    "term": ("term", "SELECT id, label FROM term ORDER BY vocabulary, position, label"),
}


class LiveTimeline(QObject):
    """Wraps one open Timeline for the window. All edits of the window go through `edit`, `undo` and `redo`.

    `changed(Changes)` comes after each of them, on the window's thread, when `columns` is up to date already.
    """

    changed = Signal(object)
    _announced = Signal(object)

    def __init__(self, timeline: Timeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.timeline = timeline
        self._names: dict[str, dict[int, str]] = {}
        with timeline.reading() as connection:
            self._columns = event_columns.load(connection)
        self.before = -1
        """The revision that the columns were of before the latest edit."""
        self._announced.connect(self._on_announced)
        self._stop_listening = timeline.listen(self._announced.emit)

    @property
    def columns(self) -> EventColumns:
        """The columns of all events as they are now."""
        return self._columns

    @property
    def read_only(self) -> str:
        """Why nothing can be edited, as a sentence; empty if it can."""
        return self.timeline.read_only

    def edit(
        self, label: str, work: "Callable[Concatenate[Session, P], R]", /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Carry out one function of `db` as one undo step and return its result; raises Problem."""
        with self.timeline.edit(label) as session:
            return work(session, *args, **kwargs)

    def undo(self) -> Changes | None:
        """Take back the latest edit."""
        return self.timeline.undo()

    def redo(self) -> Changes | None:
        """Carry out again what was taken back."""
        return self.timeline.redo()

    @contextmanager
    def read(self) -> "Generator[Session]":
        """Give a session for one short read."""
        with self.timeline.read() as session:
            yield session

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """Give a raw connection for one short read."""
        with self.timeline.reading() as connection:
            yield connection

    def names(self, kind: str) -> dict[int, str]:
        """Return the names shown for all records of a kind (`actor`, `person`, `mechanism`, `country`, `term`)."""
        if kind not in self._names:
            with self.reading() as connection:
                self._names[kind] = dict(connection.execute(_NAMES[kind][1]))
        return self._names[kind]

    def close(self) -> None:
        """Stop listening and close the file."""
        self._stop_listening()
        self.timeline.close()

    def _on_announced(self, changes: Changes) -> None:
        for kind, (table, _) in _NAMES.items():
            if changes.touches(table):
                self._names.pop(kind, None)
        old = self._columns
        with self.reading() as connection:
            self._columns = patched(old, connection, changes)
            sets.carry(connection, old, self._columns)
        carry(old, self._columns, changes)
        self.before = old.revision
        self.changed.emit(changes)
