"""A table of plain cells, such as the beginning of a file, with what is wrong in some of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QBrush, QGuiApplication

from desktop.models.rows import Index
from desktop.widgets.tones import Tone, tone_colour
from desktop.wording import plain_tip

_ROOT = QModelIndex()


class CellsTable(QAbstractTableModel):
    """Shows rows of texts under headings; a cell or a whole row can bear a sentence on it, in a tone."""

    def __init__(self, parent: QObject | None = None, tone: Tone = Tone.ERROR) -> None:
        super().__init__(parent)
        self._tone = tone
        self.headings: tuple[str, ...] = ()
        self.rows: list[tuple[int, Sequence[str]]] = []
        """Each row's number in its file, and its cells."""
        self.faults: Mapping[tuple[int, int], str] = {}
        """Sentences by a row's number and a column's place; -1 is the row as a whole."""

    def show_cells(
        self,
        headings: Sequence[str],
        rows: Sequence[tuple[int, Sequence[str]]],
        faults: Mapping[tuple[int, int], str] | None = None,
    ) -> None:
        """Show these rows in place of all others."""
        self.beginResetModel()
        self.headings, self.rows, self.faults = tuple(headings), list(rows), faults or {}
        self.endResetModel()

    def fault(self, place: int, column: int) -> str:
        """Return what is wrong in a cell or with its row, empty if nothing is."""
        number = self.rows[place][0]
        return self.faults.get((number, column)) or self.faults.get((number, -1), "")

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._cell(index).split())
        fault = self.fault(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(fault or self._cell(index)) if fault or self._cell(index) else None
        if role == Qt.ItemDataRole.AccessibleTextRole and fault:
            return f"{self._cell(index)}: {fault}"
        if role == Qt.ItemDataRole.ForegroundRole and fault:
            return QBrush(tone_colour(QGuiApplication.palette(), self._tone))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.headings[section] if section < len(self.headings) else None
        return str(self.rows[section][0]) if section < len(self.rows) else None

    def _cell(self, index: Index) -> str:
        cells = self.rows[index.row()][1]
        return cells[index.column()] if index.column() < len(cells) else ""
