"""A table of frozen rows, for every list of records that is short enough to be held whole."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from desktop.models.rows import Column, Index, ListedRows, number

_ROOT = QModelIndex()


class RowsTable(ListedRows, QAbstractTableModel):
    """Shows rows that have an `id` one below the other."""

    def as_tsv(self, places: Sequence[int]) -> str:
        """Return the headings and some rows as tab-separated text."""
        return self._tsv([self.rows[place] for place in places])

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._cell(index.column(), role, self.rows[index.row()]) if index.isValid() else None


__all__ = ["Column", "RowsTable", "number"]
