"""A tree view for records under groups: chosen by arrows and letters, copied as TSV, opened with Enter."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop.models.rows_tree import RowsTree
from desktop.widgets.focus import pale_if_left
from desktop.widgets.lists import KEYS, SharedWidth, is_own_key, row_height


class _Rows(QStyledItemDelegate):
    """Makes the rows of a tree as high as those of a table."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), row_height(option.fontMetrics))


class RecordsTree(QTreeView):
    """Shows a RowsTree, all of it unfolded at first. `opened` comes with Enter, `removed` with Del."""

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self, model: RowsTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_Rows(self))
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAllColumnsShowFocus(True)
        self.setSortingEnabled(True)
        self.header().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.header().setSortIndicatorClearable(True)
        self.header().setStretchLastSection(False)
        self._widths = SharedWidth(self, self.header())
        self._widths.share_by([column.width for column in model.columns])
        self.doubleClicked.connect(self._on_double_clicked)
        model.layoutChanged.connect(self.expandAll)

    def choose(self, place: int) -> None:
        """Choose one record by its place and bring it into view; none for -1."""
        index = self._rows.index_of(place)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def chosen_rows(self) -> list[object]:
        """Return the chosen rows, groups left out."""
        found = [self._rows.row_at(index) for index in self.selectionModel().selectedRows()]
        return [row for row in found if row is not None]

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        pale_if_left(self, option)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self._rows.as_tsv(self.chosen_rows()))
        elif event.key() in KEYS and self._rows.row_at(self.currentIndex()) is not None:
            asked = self.removed if event.key() == Qt.Key.Key_Delete else self.opened
            asked.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return is_own_key(event) or super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.share()

    def _on_double_clicked(self) -> None:
        if self._rows.row_at(self.currentIndex()) is not None:
            self.opened.emit(self.currentIndex().row())
