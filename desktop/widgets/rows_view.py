"""A table view for short lists of records: rows are chosen whole, copied as TSV and opened with Enter."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget


class RowsView(QTableView):
    """Shows a table whose model has `as_tsv(places)`. `opened(place)` comes with Enter or a double click."""

    opened = Signal(int)

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
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
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

    def fit_columns(self, widths: list[int]) -> None:
        """Give the columns widths in characters; the last takes what is left."""
        em = self.fontMetrics().horizontalAdvance("n")
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width * em + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.model().as_tsv(self.chosen_places()))  # type: ignore[attr-defined]
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def _on_double_clicked(self) -> None:
        self.opened.emit(self.currentIndex().row())

    def _fit_rows(self) -> None:
        high = (self.fontMetrics().height() + 8 + 3) // 4 * 4  # on the 4-pixel grid
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
