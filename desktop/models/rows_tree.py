"""A tree of frozen rows under groups, such as actors under their countries and organs under their parties."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from desktop.models.rows import Column, Index, ListedRows

_ROOT = QModelIndex()


@dataclass(slots=True)
class _Node:
    """A place in the tree: a row, or a group of rows (then only words)."""

    number: int
    row: Any
    words: str
    parent: int = 0
    place: int = 0
    children: list[int] = field(default_factory=list[int])


class RowsTree(ListedRows, QAbstractItemModel):
    """Shows rows that have an `id`, a `parent_id` (None at the top) and belong to a group.

    Rows whose parent is not among them stand at the top. Finding keeps what a found row stands under.
    """

    def __init__(
        self, columns: Sequence[Column], group: str, nameless: str, parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._group = group
        self._nameless = nameless
        self._nodes: list[_Node] = [_Node(0, None, "")]

    def said_of(self, row: Any) -> str:
        """Return what a row is found by: its group too."""
        return f"{super().said_of(row)} {getattr(row, self._group)}"

    def index_of(self, place: int) -> QModelIndex:
        """Return the index of a place, the root for -1."""
        return self._index(place, 0) if place > 0 else QModelIndex()

    def row_at(self, index: Index) -> Any:
        """Return the row at an index, None for a group."""
        return self._node(index).row

    def as_tsv(self, rows: Sequence[Any]) -> str:
        """Return the headings and some rows as tab-separated text."""
        return self._tsv(rows)

    # --- what Qt asks ---

    def rowCount(self, parent: Index = _ROOT) -> int:
        if parent.column() > 0:
            return 0
        return len(self._node(parent).children)

    def columnCount(self, parent: Index = _ROOT) -> int:
        del parent
        return len(self.columns)

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        children = self._node(parent).children
        if not (0 <= row < len(children) and 0 <= column < len(self.columns)):
            return QModelIndex()
        return self._index(children[row], column)

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent if index.isValid() else 0
        return self._index(above, 0) if above else QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        return self._cell(index.column(), role, node.row, "" if index.column() else node.words)

    # --- inside ---

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._nodes[0]

    def _index(self, number: int, column: int) -> QModelIndex:
        return self.createIndex(self._nodes[number].place, column, number)

    def _key_at(self, index: Index) -> Any:
        node = self._node(index)
        return node.words if node.row is None else self.key_of(node.row)

    def _index_of(self, key: Any, column: int) -> QModelIndex:
        return self._index(self._places[key], column) if key in self._places else QModelIndex()

    def _found(self, words: Sequence[str]) -> list[Any]:
        by_id = {row.id: row for row in self._all}
        wanted: set[int] = set()
        for row in self._all:
            at = row if self._has(row, words) else None
            while at is not None and at.id not in wanted:
                wanted.add(at.id)
                at = by_id.get(at.parent_id)
        return [row for row in self._all if row.id in wanted]

    def _stand(self, rows: list[Any]) -> None:
        self.rows = rows
        self._nodes, self._places = [_Node(0, None, "")], {}
        shown = {row.id for row in rows}
        below: dict[int | None, list[Any]] = {}
        for row in rows:
            below.setdefault(row.parent_id if row.parent_id in shown else None, []).append(row)
        groups: dict[str, list[Any]] = {}
        for row in below.get(None, []):
            groups.setdefault(getattr(row, self._group), []).append(row)
        for name in sorted(groups, key=lambda name: (not name, name)):
            group = self._add(name or self._nameless, None, name or self._nameless, 0)
            self._add_rows(groups[name], group, below)

    def _add_rows(self, rows: list[Any], above: int, below: dict[int | None, list[Any]]) -> None:
        for row in rows:
            number = self._add(self.key_of(row), row, "", above)
            self._add_rows(below.get(row.id, []), number, below)

    def _add(self, key: Any, row: Any, words: str, above: int) -> int:
        siblings = self._nodes[above].children
        node = _Node(len(self._nodes), row, words, above, len(siblings))
        self._nodes.append(node)
        self._places[key] = node.number
        siblings.append(node.number)
        return node.number
