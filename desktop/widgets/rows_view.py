"""A table view for short lists of records: rows are chosen whole, copied as TSV and opened with Enter."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.widgets.focus import pale_if_left

KEYS: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete}


def row_height(metrics: QFontMetrics) -> int:
    """Return how high a row of a list is, in pixels on the grid of 4."""
    return (metrics.height() + 8 + 3) // 4 * 4


def shared(width: int, weights: Sequence[int], least: Sequence[int]) -> list[int]:
    """Share a width among columns by their weights; none gets less than its least, others give way."""
    fixed: dict[int, int] = {}
    while True:
        rest = width - sum(fixed.values())
        among = sum(weight for at, weight in enumerate(weights) if at not in fixed)
        given = [fixed.get(at, weight * rest // max(among, 1)) for at, weight in enumerate(weights)]
        short = {at: low for at, low in enumerate(least) if at not in fixed and given[at] < low}
        if not short:
            return given
        fixed |= short


def least_widths(header: QHeaderView) -> list[int]:
    """Return how wide the columns must be for their headings."""
    metrics = header.fontMetrics()
    words = [header.model().headerData(at, header.orientation()) for at in range(header.count())]
    return [metrics.horizontalAdvance(str(heading)) + 12 for heading in words]


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
        self._weights: list[int] = []
        self._sharing = False
        self.horizontalHeader().sectionResized.connect(self._on_section_resized)
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
        """Share the width of the view among the columns by these weights, until the user sizes one."""
        self._weights = widths
        self._share_width()

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
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in KEYS
        ):
            event.accept()  # Del in this list is not the window's, which deletes events
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        if not self._weights:
            return
        widths = shared(self.viewport().width(), self._weights, least_widths(self.horizontalHeader()))
        self._sharing = True
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)
        self._sharing = False

    def _on_section_resized(self) -> None:
        if not self._sharing:
            self._weights = []  # from now on they are the user's

    def _on_double_clicked(self) -> None:
        self.opened.emit(self.currentIndex().row())

    def _fit_rows(self) -> None:
        high = row_height(self.fontMetrics())
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)
