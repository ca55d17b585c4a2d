"""What the first frame needs, worked out in a thread of its own while the window's modules load."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress

from db.arrays import columns as event_columns
from db.arrays.columns import EventColumns
from db.errors import Problem
from db.timeline import Timeline
from desktop.arrange import arrange, groups, remembered, shapes
from desktop.canvas.index import LaneIndex

_KEPT = "_ahead"


class Ahead:
    """Loads a timeline's columns, then places all events as they were last shown; whoever needs either waits for it.

    Where that comes to nothing, it is done again where it is needed, and fails there. All reading is over when the
    columns are handed over, so that the timeline may be closed at any time after that.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._by = remembered("lanes"), remembered("colours")
        self._timeline = timeline
        self._columns: EventColumns | None = None
        self._index: LaneIndex | None = None
        self._loaded = threading.Event()
        self._thread = threading.Thread(target=self._work, name="opening")

    def start(self) -> None:
        """Begin; the next to load this timeline's columns gets these."""
        with self._timeline.reading() as connection:
            event_columns.hand_over(connection, self._wait)
        self._thread.start()

    def index(self, by: tuple[str, str]) -> LaneIndex | None:
        """Return all events in their lanes, once they are placed; None if that was not for such lanes and colours."""
        if by != self._by:
            return None
        self._thread.join()
        return self._index

    def _wait(self) -> EventColumns | None:
        self._loaded.wait()
        return self._columns

    def _work(self) -> None:
        still = None
        try:
            with suppress(Problem, sqlite3.Error), self._timeline.reading() as connection:
                still = _Still(event_columns.load_now(connection), connection)
                for by in self._by:
                    groups(still, by)
                shapes(still)
                still.columns.__dict__[_KEPT] = self
                self._columns = still.columns
        finally:
            self._loaded.set()
        if still is not None and still.columns is self._columns:
            self._index = LaneIndex(arrange(still, *self._by))


class _Still:
    """As much of a live timeline as placing events asks for, inside one read."""

    def __init__(self, columns: EventColumns, connection: sqlite3.Connection) -> None:
        self.columns = columns
        self._connection = connection

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        yield self._connection


def index_of(columns: EventColumns, by: tuple[str, str]) -> LaneIndex | None:
    """Return the index made ahead for columns as they were loaded, once; None where there is none."""
    ahead: Ahead | None = columns.__dict__.pop(_KEPT, None)
    return ahead.index(by) if ahead is not None else None
