"""A tree of frozen rows under groups, such as actors under their countries and organs under their parties."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from desktop.models.rows_table import Column, Index, alignment, as_found, in_order, said_of, shown
from desktop.wording import plain_tip, tr

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


class RowsTree(QAbstractItemModel):
    """Shows rows that have an `id`, a `parent_id` (None at the top) and belong to a group.

    Rows whose parent is not among them stand at the top. Finding keeps what a found row stands under.
    """

    def __init__(
        self, columns: Sequence[Column], group: str, nameless: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self._group = group
        self._nameless = nameless
        self._all: list[Any] = []
        self._wanted = ""
        self._said: dict[int, str] = {}
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._nodes: list[_Node] = [_Node(0, None, "")]
        self._by_id: dict[int, int] = {}

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows."""
        self._all, self._said = list(rows), {}
        self._arrange()

    @property
    def all_rows(self) -> Sequence[Any]:
        """The rows, shown or not, as they were given."""
        return self._all

    def folded(self, rows: Sequence[Any]) -> tuple[Sequence[Any], dict[int, str]]:
        """Return rows and what each is found by. May be called in the pool, for `take_folded` later."""
        return rows, {row.id: self._folded(row) for row in rows}

    def take_folded(self, rows: Sequence[Any], said: dict[int, str]) -> None:
        """Take over what the rows are found by, unless there are others by now."""
        if rows is self._all:
            self._said = said

    def find(self, text: str) -> None:
        """Show only rows in which the words of a text are found, and what they stand under."""
        self._wanted = text
        self._arrange()

    def place_of(self, record: int) -> int:
        """Return the number of a record's place, -1 if it is not shown."""
        return self._by_id.get(record, -1)

    def index_of(self, place: int) -> QModelIndex:
        """Return the index of a place, the root for -1."""
        return self._index(place, 0) if place > 0 else QModelIndex()

    def row_at(self, index: Index) -> Any:
        """Return the row at an index, None for a group."""
        return self._nodes[index.internalId()].row if index.isValid() else None

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._all)

    def as_tsv(self, rows: Sequence[Any]) -> str:
        """Return the headings and some rows as tab-separated text."""
        lines = [[column.heading for column in self.columns]]
        lines += [[column.text(row) for column in self.columns] for row in rows]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines) + "\n"

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
        node, column = self._node(index), self.columns[index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            words = node.words if index.column() == 0 else ""
            said = column.text(node.row) if node.row is not None else words
            return shown(column, said) if role == Qt.ItemDataRole.DisplayRole else plain_tip(said) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.columns[section].tip or tr("Click to sort by this column")) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.columns[section])
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if (column, order) != self._sorted:
            self._sorted = (column, order)
            self._arrange()

    # --- inside ---

    def _node(self, index: Index) -> _Node:
        return self._nodes[index.internalId()] if index.isValid() else self._nodes[0]

    def _index(self, number: int, column: int) -> QModelIndex:
        return self.createIndex(self._nodes[number].place, column, number)

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [self._key(self._node(index)) for index in old]
        self._build(self._found())
        places = {self._key(node): node.number for node in self._nodes[1:]}
        new = [self._index(places[key], index.column()) if key in places else QModelIndex()
               for key, index in zip(kept, old, strict=True)]  # fmt: skip
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _found(self) -> list[Any]:
        words = as_found(self._wanted).split()
        rows = list(self._all)
        place, order = self._sorted
        if 0 <= place < len(self.columns):
            rows = in_order(rows, self.columns[place], descending=order == Qt.SortOrder.DescendingOrder)
        if not words:
            return rows
        by_id = {row.id: row for row in rows}
        wanted: set[int] = set()
        for row in rows:
            if row.id not in self._said:
                self._said[row.id] = self._folded(row)
            at = row if all(word in self._said[row.id] for word in words) else None
            while at is not None and at.id not in wanted:
                wanted.add(at.id)
                at = by_id.get(at.parent_id)
        return [row for row in rows if row.id in wanted]

    def _folded(self, row: Any) -> str:
        return as_found(f"{said_of(row, self.columns)} {getattr(row, self._group)}")

    def _build(self, rows: list[Any]) -> None:
        self.rows = rows
        self._nodes, self._by_id = [_Node(0, None, "")], {}
        shown = {row.id for row in rows}
        below: dict[int | None, list[Any]] = {}
        for row in rows:
            below.setdefault(row.parent_id if row.parent_id in shown else None, []).append(row)
        groups: dict[str, list[Any]] = {}
        for row in below.get(None, []):
            groups.setdefault(getattr(row, self._group), []).append(row)
        for name in sorted(groups, key=lambda name: (not name, name)):
            group = self._add(None, name or self._nameless, 0)
            self._add_rows(groups[name], group, below)

    def _add_rows(self, rows: list[Any], above: int, below: dict[int | None, list[Any]]) -> None:
        for row in rows:
            number = self._add(row, "", above)
            self._by_id[row.id] = number
            self._add_rows(below.get(row.id, []), number, below)

    def _add(self, row: Any, words: str, above: int) -> int:
        siblings = self._nodes[above].children
        node = _Node(len(self._nodes), row, words, above, len(siblings))
        self._nodes.append(node)
        siblings.append(node.number)
        return node.number

    @staticmethod
    def _key(node: _Node) -> object:
        return node.words if node.row is None else node.row.id
