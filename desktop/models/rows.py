"""Frozen rows in columns: what a table and a tree of them have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.wording import plain_tip, tr

Index = QModelIndex | QPersistentModelIndex
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_CENTRE = int(Qt.AlignmentFlag.AlignVCenter)
_Model = QAbstractItemModel if TYPE_CHECKING else object  # beside a model of Qt there can be no other one


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what a row shows in it, and by what it is sorted (its text if not said)."""

    heading: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    tip: str = ""
    numeric: bool = False
    width: int = 12
    """Its share of the table's width, until the user sizes a column."""


def number(heading: str, name: str, tip: str = "") -> Column:
    """Return a column of numbers in an attribute of the rows; zero shows as nothing."""
    return Column(
        heading,
        lambda row: str(getattr(row, name) or ""),
        sort=lambda row: getattr(row, name),
        tip=tip,
        numeric=True,
        width=8,
    )


def as_found(text: str) -> str:
    """Return text as it is compared in finding: folded, and all dashes alike, for keyboards have one only."""
    from db.search import fold

    folded = fold(text)
    return folded if folded.isascii() else folded.translate(_DASHES)


class ListedRows(_Model):
    """Columns, finding, sorting and copying of rows that have an `id`; rows are replaced, never changed.

    A model of Qt is the other base of what shows them. As it stands, rows are shown one below the other.
    """

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        """The rows shown."""
        self._all: list[Any] = []
        self._wanted = ""
        self._said: dict[Any, str] = {}
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._places: dict[Any, int] = {}

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, in their order unless a column is sorted by."""
        self._all, self._said = list(rows), {}
        self._arrange()

    @property
    def all_rows(self) -> Sequence[Any]:
        """The rows, shown or not, as they were given."""
        return self._all

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._all)

    def folded(self, rows: Sequence[Any]) -> tuple[Sequence[Any], dict[Any, str]]:
        """Return rows and what each is found by. May be called in the pool, for `take_folded` later."""
        return rows, {self.key_of(row): as_found(self.said_of(row)) for row in rows}

    def take_folded(self, rows: Sequence[Any], said: dict[Any, str]) -> None:
        """Take over what the rows are found by, unless there are others by now."""
        if rows is self._all:
            self._said = said

    def find(self, text: str) -> None:
        """Show only rows in which the words of a text are found, whatever their case, width and diacritics."""
        self._wanted = text
        self._arrange()

    def said_of(self, row: Any) -> str:
        """Return what a row is found by: what it shows, and its names in an attribute `found_by` if it has one."""
        return " ".join([*(column.text(row) for column in self.columns), getattr(row, "found_by", "")])

    def key_of(self, row: Any) -> Any:
        """Return what tells a row from the others, also after it was read again."""
        return row.id

    def row_at(self, index: Index) -> Any:
        """Return the row at an index, None where there is none."""
        return self.rows[index.row()] if index.isValid() else None

    def place_of(self, record: Any) -> int:
        """Return the place of a record, -1 if it is not shown."""
        return self._places.get(record, -1)

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
            return _alignment(self.columns[section])
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if (column, order) != self._sorted:
            self._sorted = (column, order)
            self._arrange()

    # --- for those that show them ---

    def _cell(self, place: int, role: int, row: Any, words: str = "") -> Any:
        """Return what a column says of a row, or the `words` where there is no row."""
        column = self.columns[place]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        said = words if row is None else column.text(row)
        return _on_one_line(column, said) if role == Qt.ItemDataRole.DisplayRole else plain_tip(said) or None

    def _tsv(self, rows: Sequence[Any]) -> str:
        """Return the headings and some rows as tab-separated text."""
        lines = [[column.heading for column in self.columns]]
        lines += [[column.text(row) for column in self.columns] for row in rows]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines) + "\n"

    def _has(self, row: Any, words: Sequence[str]) -> bool:
        key = self.key_of(row)
        if key not in self._said:
            self._said[key] = as_found(self.said_of(row))
        return all(word in self._said[key] for word in words)

    def _found(self, words: Sequence[str]) -> list[Any]:
        """Return the rows to show of all, in their order, when words are looked for."""
        return [row for row in self._all if self._has(row, words)]

    def _stand(self, rows: list[Any]) -> None:
        """Let these rows be the ones shown."""
        self.rows = rows
        self._places = {self.key_of(row): at for at, row in enumerate(rows)}

    def _key_at(self, index: Index) -> Any:
        return self.key_of(self.rows[index.row()])

    def _index_of(self, key: Any, column: int) -> QModelIndex:
        """Return where what has a key stands now, nowhere if it is not shown."""
        return self.index(self._places[key], column) if key in self._places else QModelIndex()

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        keys = [self._key_at(index) for index in old]
        words = as_found(self._wanted).split()
        rows = self._found(words) if words else list(self._all)
        place, order = self._sorted
        if 0 <= place < len(self.columns):
            rows = _in_order(rows, self.columns[place], descending=order == Qt.SortOrder.DescendingOrder)
        self._stand(rows)
        new = [self._index_of(key, index.column()) for key, index in zip(keys, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()


def _on_one_line(column: Column, text: str) -> str:
    """Return a cell's text on one line; a number keeps off the text of the next column."""
    said = " ".join(text.split())
    return f"{said}\u2002" if column.numeric else said


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return int(side) | _CENTRE


def _in_order(rows: list[Any], column: Column, *, descending: bool) -> list[Any]:
    """Return rows by what a column says; those without a value come last either way."""
    key = column.sort or (lambda row: column.text(row).casefold() or None)
    known = [row for row in rows if key(row) is not None]
    known.sort(key=key, reverse=descending)
    return known + [row for row in rows if key(row) is None]
