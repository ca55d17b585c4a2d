"""What the panels show in common: the filter, the events that pass it, and the selected ones."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from db.filters import Filter, matching
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
        self._ids = live.columns.ids
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

    def _ask(self) -> None:
        if self.filter:
            self._query.ask(_matching, self.live, self.filter)
        else:
            self._query.forget()
            self._show(self.live.columns.ids, np.arange(len(self.live.columns), dtype=np.int32))

    def _on_answer(self, ids: NDArray[np.int64]) -> None:
        self._show(ids, np.sort(self.live.columns.rows_of(ids)))

    def _on_changed(self, changes: Changes) -> None:
        del changes
        columns = self.live.columns
        there = set(columns.ids[columns.rows_of(self.selection)].tolist())
        if not self.filter:
            self._ask()
        else:
            self._show(self._ids, np.sort(columns.rows_of(self._ids)))  # rows moved; the answer follows
            self._ask()
        if len(there) < len(self.selection):
            self.select(event for event in self.selection if event in there)

    def _show(self, ids: NDArray[np.int64], rows: NDArray[np.int32]) -> None:
        self._ids, self.rows = ids, rows
        self.rows_changed.emit()


def _matching(live: LiveTimeline, wanted: Filter) -> NDArray[np.int64]:
    with live.reading() as connection:
        return matching(connection, wanted)
