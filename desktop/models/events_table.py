"""The event table as Qt sees it: places in the columns, and the rows of a few pages ready to show."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon

from db.arrays.columns import EventColumns
from db.errors import BadInput, Interrupted, Problem
from db.table import event_order, event_rows
from db.table.event_rows import EventRow
from desktop.browse import Browse
from desktop.live import LiveTimeline
from desktop.models.table_columns import COLUMNS, PLACES, Column, told, tooltip
from desktop.models.table_moves import Step, difference
from desktop.models.table_text import from_tsv
from desktop.tasks import Newest
from desktop.wording import plain_tip, tr

PAGE = 64
"""Rows fetched at once, unless a view shows more or fewer."""
ROWS_KEPT = 3000
_LEAST = 32
_MOST_MOVED = 1000
ROW_ROLE = Qt.ItemDataRole.UserRole
"""Role of the EventRow behind a cell."""

Index = QModelIndex | QPersistentModelIndex
Rows = NDArray[np.int32]

_DISPLAY, _EDIT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole
_CENTRE = Qt.AlignmentFlag.AlignVCenter
_SIDES = tuple(
    _CENTRE | (Qt.AlignmentFlag.AlignHCenter if column.numeric else Qt.AlignmentFlag.AlignLeft)
    for column in COLUMNS
)
_NOWHERE = QModelIndex()
_TITLE = PLACES["title"]


@dataclass(frozen=True, slots=True)
class _Line:
    """One row with the texts of its cells."""

    row: EventRow
    texts: tuple[str, ...]


class EventsTable(QAbstractTableModel):
    """Shows the events that pass the filter, in any order, a page at a time; holds no object per event.

    It stands still until `refresh` is called, so that a hidden table costs nothing. Cells are set as one undo
    step each; what can't be stored is told by `refused(index, sentence)`.
    """

    refused = Signal(QModelIndex, str)
    reordering = Signal()
    reordered = Signal()
    failed = Signal(object)

    def __init__(self, live: LiveTimeline, browse: Browse, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.live = live
        self.browse = browse
        self._columns: EventColumns = live.columns
        self._order: Rows = browse.rows
        self._lines: dict[int, _Line | None] = {}
        self._page = PAGE
        self._places: Rows | None = None
        self._key, self._descending = "date", False
        self._ranks: tuple[int, str, event_order.Ranks] | None = None
        self._latest: tuple[int, _Line | None] = (-1, None)
        self._flags = tuple(_flags(column, bool(live.read_only)) for column in COLUMNS)
        self._italic = QFont()
        self._italic.setItalic(True)
        self._sign: QIcon | None = None
        self._faint: QColor | None = None
        self._sorting = Newest(self)
        self._sorting.done.connect(self._on_sorted)
        self._sorting.failed.connect(self.failed)

    # --- what is shown ---

    def refresh(self) -> None:
        """Take over the rows and columns as they are now."""
        if self._key == "date":
            self._sorting.forget()
            rows = self.browse.rows
            self._adopt(self.live.columns, rows[::-1] if self._descending else rows)
            return
        self._forget_lines()
        columns = self.live.columns
        known = self._ranks[2] if self._ranks and self._ranks[:2] == (columns.revision, self._key) else None
        self._sorting.ask(_sorted, self.live, columns, self.browse.rows, self._key, self._descending, known)

    def set_look(self, sign: QIcon, faint: QColor) -> None:
        """Mark unverified events by a sign and show those that were not held in a faint colour."""
        self._sign, self._faint = sign, faint
        self._tell_all()

    def expect(self, rows: int) -> None:
        """Fetch so many rows at once: as many as a view shows, so that a frame asks the file once."""
        self._page = max(rows, _LEAST)

    @property
    def busy(self) -> bool:
        """Tell whether another order is still being worked out."""
        return self._sorting.busy

    def line(self, place: int) -> EventRow | None:
        """Return the row at a place, None if it is gone."""
        found = self._line(place)
        return found.row if found else None

    def id_at(self, place: int) -> int:
        """Return the event's id at a place."""
        return int(self._columns.ids[self._order[place]])

    def ids_at(self, places: Iterable[int] | Rows) -> list[int]:
        """Return the ids of events at some places."""
        wanted = np.asarray(places if isinstance(places, np.ndarray) else list(places), np.int64)
        return self._columns.ids[self._order[wanted]].tolist()

    def places_of(self, ids: Iterable[int]) -> Rows:
        """Return where events stand in the table, ascending; those not shown are left out."""
        wanted = list(ids)
        if not wanted:  # finding rows costs a pass over all of them the first time
            return np.empty(0, np.int32)
        rows = self._columns.rows_of(wanted)
        if self._places is None:
            self._places = np.full(len(self._columns), -1, np.int32)
            self._places[self._order] = np.arange(len(self._order), dtype=np.int32)
        found = self._places[rows]
        return np.sort(found[found >= 0])

    # --- editing ---

    def set_many(self, places: Sequence[int], key: str, text: str) -> bool:
        """Set one column of several events in one undo step; False if it was refused."""
        column = COLUMNS[PLACES[key]]
        label = tr("Change {column}", column=column.title.lower())
        if len(places) > 1:
            label = tr("Change {column} of {count} events", column=column.title.lower(), count=len(places))
        return self._set(label, [(self.ids_at(places), key, text)], self.index(places[0], PLACES[key]))

    def copied(self, places: Sequence[int], keys: Sequence[str]) -> list[list[str]]:
        """Return the texts of cells, the headings first."""
        columns = [COLUMNS[PLACES[key]] for key in keys]
        ids = self.ids_at(places)
        lines = [[column.title for column in columns]]
        for start in range(0, len(ids), PAGE):
            with self.live.reading() as connection:
                rows = event_rows.fetch(connection, ids[start : start + PAGE])
            lines += [
                [column.typed(row) if column.editable else column.text(row) for column in columns]
                for row in rows
            ]
        return lines

    def paste(self, places: Sequence[int], keys: Sequence[str], text: str) -> int:
        """Paste tab-separated text, its first cell onto the first of `places` and `keys`; returns events changed.

        One cell fills all the places. Everything is one undo step, or is refused whole.
        """
        table = from_tsv(text)
        titles = {column.title: column.key for column in COLUMNS}
        if len(table) > 1 and all(cell in titles for cell in table[0]):
            keys, table = [titles[cell] for cell in table[0]], table[1:]
        if not table:
            return 0
        anchor = self.index(places[0], PLACES[keys[0]])
        try:
            cells = self._meant(places, keys, table)
        except BadInput as problem:
            self.refused.emit(anchor, str(problem))
            return 0
        count = len({event for ids, _, _ in cells for event in ids})
        if not cells or not self._set(tr("Paste into {count} events", count=count), cells, anchor):
            return 0
        return count

    def _meant(
        self, places: Sequence[int], keys: Sequence[str], table: list[list[str]]
    ) -> list[tuple[list[int], str, str]]:
        if len(table) == 1 and len(table[0]) == 1:
            rows, table = list(places), [table[0]] * len(places)
        else:
            rows = list(range(places[0], places[0] + len(table)))
        if rows[-1] >= self.rowCount():
            room = self.rowCount() - rows[0]
            raise BadInput(
                tr(
                    "{count} rows don't fit: there are {room} from here on; nothing was pasted.",
                    count=len(table),
                    room=room,
                )
            )
        if max(map(len, table)) > len(keys):
            raise BadInput(
                tr("There are more columns on the clipboard than from here on; nothing was pasted.")
            )
        cells: list[tuple[list[int], str, str]] = []
        for place, texts in zip(rows, table, strict=True):
            row = self.line(place)
            for key, text in zip(keys, texts, strict=False):
                column = COLUMNS[PLACES[key]]
                if row is None or text in (column.typed(row), column.text(row)):
                    continue
                if not column.editable:
                    raise BadInput(
                        tr("“{column}” can't be set in the table; nothing was pasted.", column=column.title),
                        key,
                    )
                cells.append(([row.id], key, text))
        return cells

    def _set(self, label: str, cells: list[tuple[list[int], str, str]], at: QModelIndex) -> bool:
        from db.table import event_cells

        try:
            self.live.edit(label, event_cells.set_cells, cells)
        except Problem as problem:
            self.refused.emit(at, str(problem))
            return False
        return True

    # --- Qt ---

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == _DISPLAY else None
        column = COLUMNS[section]
        if role == _DISPLAY:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole and column.about:
            return plain_tip(tr(column.about))
        return _SIDES[section] if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        line = self._line(index.row())
        if line is None:
            return None
        place = index.column()
        if role == _DISPLAY:
            return line.texts[place]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[place]
        if role == Qt.ItemDataRole.FontRole:
            return (
                self._italic
                if not line.row.precise and COLUMNS[place].key in ("date", "words", "edtf")
                else None
            )
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._faint if line.row.status != "held" else None
        if role == Qt.ItemDataRole.DecorationRole:
            return self._sign if place == _TITLE and line.row.unverified else None
        if role == _EDIT:
            return COLUMNS[place].draft(line.row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(tooltip(COLUMNS[place], line.row)).replace("\n", "<br>")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return told(COLUMNS[place], line.row)
        return line.row if role == ROW_ROLE else None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        line = self._line(index.row())
        if role != _EDIT or line is None:
            return False
        column = COLUMNS[index.column()]
        text = str(value).strip()
        unchanged = text in (column.typed(line.row).strip(), column.draft(line.row).strip())
        return unchanged or self.set_many([index.row()], column.key, text)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return self._flags[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        wanted = COLUMNS[column].key, order == Qt.SortOrder.DescendingOrder
        if wanted != (self._key, self._descending):
            self._key, self._descending = wanted
            self.refresh()

    # --- pages and order ---

    def _line(self, place: int) -> _Line | None:
        if self._latest[0] == place:  # a view asks for some hundred values of one row, one after the other
            return self._latest[1]
        if place not in self._lines:
            self._fetch(place)
        line = self._lines.get(place)
        self._latest = (place, line)
        return line

    def _fetch(self, place: int) -> None:
        """Fetch a page of rows from a place on, or, where the next row is there already, up to it."""
        first = max(0, place + 1 - self._page) if place + 1 in self._lines else place
        last = min(first + self._page, len(self._order))
        wanted = [row for row in range(first, last) if row not in self._lines]
        if len(self._lines) + len(wanted) > ROWS_KEPT:
            self._lines.clear()
        self._lines.update(zip(wanted, self._fetched(wanted), strict=True))

    def _fetched(self, places: list[int]) -> list[_Line | None]:
        ids = self._columns.ids[self._order[places]].tolist()
        found: list[EventRow] | None = None
        while found is None:
            with suppress(Interrupted), self.live.reading() as connection:
                found = event_rows.fetch(connection, ids)
        texts = [column.text for column in COLUMNS]
        lines = {row.id: _Line(row, tuple(text(row) for text in texts)) for row in found}
        return [lines.get(event) for event in ids]

    def _forget_lines(self) -> None:
        self._lines.clear()
        self._latest = (-1, None)
        self._tell_all()

    def _tell_all(self) -> None:
        if len(self._order):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, len(COLUMNS) - 1))

    def _on_sorted(self, answer: tuple[EventColumns, Rows, event_order.Ranks]) -> None:
        columns, order, ranks = answer
        self._ranks = (columns.revision, self._key, ranks)
        self._adopt(columns, order)

    def _step(self, columns: EventColumns, order: Rows) -> Step:
        if (
            abs(len(order) - len(self._order)) > _MOST_MOVED
        ):  # another filter: no need to compare a million ids
            return Step("reset")
        return difference(self._columns.ids[self._order], columns.ids[order])

    def _adopt(self, columns: EventColumns, order: Rows) -> None:
        """Show another order, told to views as the one insertion, removal or move it mostly is."""
        self.reordering.emit()
        step = self._step(columns, order)
        first, last, target = step.first, step.last, step.target
        match step.kind:
            case "insert":
                self.beginInsertRows(_NOWHERE, first, last)
            case "remove":
                self.beginRemoveRows(_NOWHERE, first, last)
            case "move":
                self.beginMoveRows(_NOWHERE, first, last, _NOWHERE, target)
            case "reset":
                self.beginResetModel()
        self._columns, self._order, self._places = columns, order, None
        self._lines.clear()
        self._latest = (-1, None)
        match step.kind:
            case "insert":
                self.endInsertRows()
            case "remove":
                self.endRemoveRows()
            case "move":
                self.endMoveRows()
            case "reset":
                self.endResetModel()
        if step.kind != "reset":
            self._forget_lines()
        self.reordered.emit()


def _flags(column: Column, fixed: bool) -> Qt.ItemFlag:
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
    return flags | Qt.ItemFlag.ItemIsEditable if column.editable and not fixed else flags


def _sorted(
    live: LiveTimeline,
    columns: EventColumns,
    rows: Rows,
    key: str,
    descending: bool,
    known: event_order.Ranks | None,
) -> tuple[EventColumns, Rows, event_order.Ranks]:
    if known is None:
        with live.reading() as connection:
            known = event_order.ranks(connection, key, columns)
    return columns, event_order.ordered(rows, known, descending=descending), known


__all__ = ["PAGE", "ROW_ROLE", "Column", "EventsTable"]
