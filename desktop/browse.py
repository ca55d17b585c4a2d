"""What the panels show in common: the filter, the events that pass it, and the selected ones."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from db.arrays.columns import EventColumns
from db.filters import Filter
from db.filters.rows import matching_rows
from db.history import Changes
from desktop.live import LiveTimeline
from desktop.tasks import Newest


class Browse(QObject):
    """Holds the filter and the selection. `rows` are places in `live.columns`, ascending, so in order of time.

    A filter is answered in the pool; until its answer comes the old rows stand. `rows_changed` also follows every
    edit, since rows move; `selection_changed` tells of another set of selected ids.
    """

    rows_changed = Signal()
    selection_changed = Signal()
    filter_changed = Signal()
    failed = Signal(object)

    def __init__(self, live: LiveTimeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.live = live
        self.filter = Filter.EMPTY
        self.rows: NDArray[np.int32] = np.arange(len(live.columns), dtype=np.int32)
        self.selection: tuple[int, ...] = ()
        self._of = live.columns
        self._edited = False
        self._query = Newest(self)
        self._query.done.connect(self._on_answer)
        self._query.failed.connect(self.failed)
        live.changed.connect(self._on_changed)

    @property
    def busy(self) -> bool:
        """Tell whether the filter's answer is still to come."""
        return self._query.busy

    def set_filter(self, wanted: Filter) -> None:
        """Show what passes this filter."""
        if wanted == self.filter:
            return
        self.filter = wanted
        self.filter_changed.emit()
        self._ask()

    def select(self, ids: Iterable[int]) -> None:
        """Select these events, the first being the current one."""
        wanted = tuple(dict.fromkeys(int(event) for event in ids))
        if wanted != self.selection:
            self.selection = wanted
            self.selection_changed.emit()

    @property
    def current(self) -> int | None:
        """The id of the event shown in the inspector."""
        return self.selection[0] if self.selection else None

    def selected_rows(self) -> NDArray[np.int32]:
        """Return the rows of the selected events that exist."""
        return self.live.columns.rows_of(self.selection)

    def _ask(self, *, edited: bool = False) -> None:
        self._edited = edited
        if self.filter:
            self._query.ask(_matching, self.live, self.live.columns, self.filter)
        else:
            self._query.forget()
            self._show(self.live.columns, np.arange(len(self.live.columns), dtype=np.int32))

    def _on_answer(self, answer: tuple[EventColumns, NDArray[np.int32]]) -> None:
        of, rows = answer
        if self._edited and of is self.live.columns and np.array_equal(rows, self.rows):
            return  # an edit that lets the same events pass was told already
        self._show(of, rows)

    def _on_changed(self, changes: Changes) -> None:
        del changes
        columns = self.live.columns
        there = set(columns.ids[columns.rows_of(self.selection)].tolist())
        if not self.filter:
            self._ask()
        else:
            self._show(self._of, self.rows)  # rows moved; the answer follows
            self._ask(edited=True)
        if len(there) < len(self.selection):
            self.select(event for event in self.selection if event in there)

    def _show(self, of: EventColumns, rows: NDArray[np.int32]) -> None:
        """Take over rows of some columns, at the places where their events are now."""
        self.rows = self._now(of, rows)
        self._of = self.live.columns
        self.rows_changed.emit()

    def _now(self, of: EventColumns, rows: NDArray[np.int32]) -> NDArray[np.int32]:
        columns = self.live.columns
        if of.ids is columns.ids:
            return rows
        splice = columns.splice
        if splice is None or of.revision != self.live.before:
            return np.sort(columns.rows_of(of.ids[rows]))
        mask = np.zeros(len(of), bool)
        mask[rows] = True
        return np.flatnonzero(splice.marked(mask)).astype(np.int32)


def _matching(
    live: LiveTimeline, columns: EventColumns, wanted: Filter
) -> tuple[EventColumns, NDArray[np.int32]]:
    with live.reading() as connection:
        return columns, matching_rows(connection, wanted, columns)
