"""The table view itself: keys, fixed row height, and a selection told in places."""

from collections.abc import Callable, Iterable

import numpy as np
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from desktop.models.events_table import EventsTable
from desktop.panels.table_header import TableHeading
from desktop.widgets.focus import pale_if_left
from desktop.wording import tr

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FLAG = QItemSelectionModel.SelectionFlag


class EventsView(QTableView):
    """Shows an EventsTable; the keys of its actions stay in it while it has the focus."""

    resized = Signal()

    def __init__(self, model: EventsTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events = model
        self._keys: list[tuple[QKeySequence.StandardKey, Callable[[], object]]] = []
        self.heading = TableHeading(self)
        self.setHorizontalHeader(self.heading)
        self.setModel(model)
        self.setAccessibleName(tr("Events"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()
        self._fit_rows()

    def on_key(self, key: QKeySequence.StandardKey, call: Callable[[], object]) -> None:
        """Call something when a key is pressed in the table, even where the window has it for itself."""
        self._keys.append((key, call))

    def selected_places(self) -> list[int]:
        """Return where the selected events stand, the current one first."""
        selection = self.selectionModel().selection()
        ranges = (selection.at(place) for place in range(selection.count()))
        spans = [np.arange(span.top(), span.bottom() + 1) for span in ranges]
        places = np.unique(np.concatenate(spans)).tolist() if spans else []
        current = self.currentIndex().row()
        if current in places[1:]:
            places.remove(current)
            places.insert(0, current)
        return places

    def select_places(self, places: Iterable[int], current: int | None) -> None:
        """Select the events at ascending places and show the current one."""
        wanted = np.fromiter(places, np.int64)
        selection = QItemSelection()
        last = self.model().columnCount() - 1
        for run in np.split(wanted, np.flatnonzero(np.diff(wanted) > 1) + 1):
            if len(run):
                first, end = self.model().index(int(run[0]), 0), self.model().index(int(run[-1]), last)
                selection.select(first, end)
        column = max(self.currentIndex().column(), 0)
        if current is not None:
            index = self.model().index(current, column)
            self.selectionModel().setCurrentIndex(index, _FLAG.NoUpdate)
            self.scrollTo(self.model().index(current, self.heading.logicalIndexAt(0)))
        self.selectionModel().select(selection, _FLAG.ClearAndSelect | _FLAG.Rows)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: Qt would look through every row; the filter bar finds things."""

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._call(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        pale_if_left(self, option)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        call = self._call(event)
        if call is not None:
            call()
        elif event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._expect_rows()
        self.resized.emit()

    def _call(self, event: QKeyEvent) -> Callable[[], object] | None:
        if self.state() == QAbstractItemView.State.EditingState:
            return None
        return next((call for key, call in self._keys if event.matches(key)), None)

    def _fit_rows(self) -> None:
        high = (self.fontMetrics().height() + 8 + 3) // 4 * 4  # on the 4-pixel grid
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
        self._expect_rows()

    def _expect_rows(self) -> None:
        shown = self.viewport().height() // self.verticalHeader().defaultSectionSize()
        self._events.expect(shown + 2)  # one may be cut off at either end
