"""A table view for short lists of records: rows are chosen whole, copied as TSV and opened with Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.widgets.focus import pale_if_left
from desktop.widgets.lists import KEYS, SharedWidth, is_own_key, row_height


class RowsView(QTableView):
    """Shows a table whose model has `as_tsv(places)`.

    `opened(place)` comes with Enter or a double click, `removed(place)` with Del.
    """

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self._widths = SharedWidth(self, self.horizontalHeader())
        self.doubleClicked.connect(self._on_double_clicked)
        self._fit_rows()

    def chosen_places(self) -> list[int]:
        """Return the chosen rows from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def choose(self, place: int) -> None:
        """Choose one row and bring it into view; none for -1."""
        if place < 0:
            self.selectionModel().clear()
            return
        index = self.model().index(place, max(self.currentIndex().column(), 0))
        self.setCurrentIndex(index)
        self.scrollTo(self.model().index(place, 0))

    def fit_columns(self, weights: Sequence[int]) -> None:
        """Share the width of the view among the columns by these weights, until the user sizes one."""
        self._widths.share_by(weights)

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        pale_if_left(self, option)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.model().as_tsv(self.chosen_places()))  # type: ignore[attr-defined]
        elif event.key() in KEYS and self.currentIndex().isValid():
            asked = self.removed if event.key() == Qt.Key.Key_Delete else self.opened
            asked.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return is_own_key(event) or super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.share()

    def _on_double_clicked(self) -> None:
        self.opened.emit(self.currentIndex().row())

    def _fit_rows(self) -> None:
        high = row_height(self.fontMetrics())
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
