"""A table of frozen rows, for every list of records that is short enough to be held whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.wording import plain_tip, tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_CENTRE = int(Qt.AlignmentFlag.AlignVCenter)


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


def said_of(row: Any, columns: Sequence[Column]) -> str:
    """Return what a row is found by: what it shows, and its names in an attribute `found_by` if it has one."""
    return " ".join([*(column.text(row) for column in columns), getattr(row, "found_by", "")])


def as_found(text: str) -> str:
    """Return text as it is compared in finding: folded, and all dashes alike, for keyboards have one only."""
    from db.search import fold

    folded = fold(text)
    return folded if folded.isascii() else folded.translate(_DASHES)


def shown(column: Column, text: str) -> str:
    """Return a cell's text on one line; a number keeps off the text of the next column."""
    said = " ".join(text.split())
    return f"{said}\u2002" if column.numeric else said


def alignment(column: Column) -> int:
    """Return how the cells and the heading of a column are aligned."""
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return int(side) | _CENTRE


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


class RowsTable(QAbstractTableModel):
    """Shows rows that have an `id`; sorts and finds them by what they show. Rows are replaced, never changed."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self._all: list[Any] = []
        self._wanted = ""
        self._said: dict[Any, str] = {}
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, in their order unless a column is sorted by."""
        self._all, self._said = list(rows), {}
        self._arrange()

    @property
    def all_rows(self) -> Sequence[Any]:
        """The rows, shown or not, as they were given."""
        return self._all

    def folded(self, rows: Sequence[Any]) -> tuple[Sequence[Any], dict[Any, str]]:
        """Return rows and what each is found by. May be called in the pool, for `take_folded` later."""
        return rows, {self.key_of(row): self._folded(row) for row in rows}

    def take_folded(self, rows: Sequence[Any], said: dict[Any, str]) -> None:
        """Take over what the rows are found by, unless there are others by now."""
        if rows is self._all:
            self._said = said

    def find(self, text: str) -> None:
        """Show only rows in which the words of a text are found, whatever their case, width and diacritics."""
        self._wanted = text
        self._arrange()

    def place_of(self, record: Any) -> int:
        """Return where a record stands, -1 if it is not shown."""
        return next((place for place, row in enumerate(self.rows) if self.key_of(row) == record), -1)

    def key_of(self, row: Any) -> Any:
        """Return what tells a row from the others, also after it was read again."""
        return row.id

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._all)

    def as_tsv(self, places: Sequence[int]) -> str:
        """Return the headings and some rows as tab-separated text."""
        lines = [[column.heading for column in self.columns]]
        lines += [[column.text(self.rows[place]) for column in self.columns] for place in places]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines) + "\n"

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(column, column.text(self.rows[index.row()]))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.text(self.rows[index.row()])) or None
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

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        ids = [self.key_of(self.rows[index.row()]) for index in old]
        words = as_found(self._wanted).split()
        rows = [row for row in self._all if self._has(row, words)] if words else list(self._all)
        place, order = self._sorted
        if 0 <= place < len(self.columns):
            rows = in_order(rows, self.columns[place], descending=order == Qt.SortOrder.DescendingOrder)
        self.rows = rows
        places = {self.key_of(row): at for at, row in enumerate(rows)}
        new = [self.index(places[one], index.column()) if one in places else QModelIndex()
               for one, index in zip(ids, old, strict=True)]  # fmt: skip
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _has(self, row: Any, words: Sequence[str]) -> bool:
        key = self.key_of(row)
        if key not in self._said:
            self._said[key] = self._folded(row)
        return all(word in self._said[key] for word in words)

    def _folded(self, row: Any) -> str:
        return as_found(said_of(row, self.columns))


def in_order(rows: list[Any], column: Column, *, descending: bool) -> list[Any]:
    """Return rows by what a column says; those without a value come last either way."""
    key = column.sort or (lambda row: column.text(row).casefold() or None)
    known = [row for row in rows if key(row) is not None]
    known.sort(key=key, reverse=descending)
    return known + [row for row in rows if key(row) is None]
