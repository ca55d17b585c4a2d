"""The numbers behind a chart as a table beside it."""

import csv
import io
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.models.rows_table import Column, RowsTable
from desktop.widgets.rows_view import RowsView
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

_DIGITS: Final = 6
_WIDE: Final = 28
_PAD: Final = 16
_NAMES: Final = ("label", "year", "month")
"""Columns that are no numbers, whatever stands in them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of numbers, as it stands in the CSV."""

    id: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Headings and lines; `numeric` tells which columns have numbers only."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    numeric: tuple[bool, ...]


def numbers_of(text: str) -> Numbers:
    """Return the lines of a CSV with a heading."""
    rows = csv.reader(io.StringIO(text))
    headings = tuple(next(rows, ()))
    lines = tuple(Line(place, tuple(row)) for place, row in enumerate(rows))
    numeric = tuple(
        name not in _NAMES and _is_numeric([line.cells[at] for line in lines])
        for at, name in enumerate(headings)
    )
    return Numbers(headings, lines, numeric)


class ChartNumbers(QWidget):
    """Shows numbers; chosen lines, or all of them, are copied as tab-separated text."""

    message = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RowsTable((), self)
        self.view = RowsView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(tr("Numbers of the chart"))
        self.many = ToneLabel("", Tone.QUIET)
        self.copy_all = QPushButton(tr("Copy a&ll"))
        self.copy_all.setToolTip(
            plain_tip(tr("Copy all lines as tab-separated text; Ctrl+C copies those chosen"))
        )
        self.copy_all.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 0, 0)
        foot.addWidget(self.many, 1)
        foot.addWidget(self.copy_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.setFocusProxy(self.view)
        self.copy_all.clicked.connect(self.copy)

    def show_numbers(self, found: Numbers) -> None:
        """Show other numbers."""
        columns = [_column(*each) for each in enumerate(zip(found.headings, found.numeric, strict=True))]
        if [column.heading for column in columns] != [column.heading for column in self.model.columns]:
            before = self.model, self.view.selectionModel()
            self.model = RowsTable(columns, self)
            self.view.setModel(self.model)
            self.view.horizontalHeader().setSortIndicatorClearable(True)
            for each in before:  # Qt keeps them
                each.deleteLater()
        self.model.set_rows(found.lines)
        letter = self.fontMetrics().horizontalAdvance("n")
        for at in range(len(columns)):
            self.view.setColumnWidth(at, _letters(found, at) * letter + _PAD)
        many = len(found.lines)
        self.many.setText(tr("1 line") if many == 1 else tr("{count} lines", count=f"{many:,}"))
        self.copy_all.setEnabled(many > 0)

    def copy(self) -> None:
        """Put all lines on the clipboard, in the order shown."""
        QApplication.clipboard().setText(self.model.as_tsv(range(len(self.model.rows))))
        self.message.emit(tr("{count} lines copied", count=f"{len(self.model.rows):,}"))


def _column(place: int, what: tuple[str, bool]) -> Column:
    heading, numeric = what

    def text(line: Line) -> str:
        return _short(line.cells[place]) if numeric else line.cells[place]

    return Column(
        heading, text, sort=(lambda line: _value(line.cells[place])) if numeric else None, numeric=numeric
    )


def _letters(found: Numbers, place: int) -> int:
    longest = max((len(_short(line.cells[place])) for line in found.lines[:500]), default=0)
    return min(max(longest, len(found.headings[place]), 4), _WIDE)


def _is_numeric(cells: list[str]) -> bool:
    return any(cells) and all(_value(cell) is not None for cell in cells if cell)


def _value(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _short(cell: str) -> str:
    """A number with as many digits as one reads; the CSV has them all."""
    if "." not in cell or _value(cell) is None:
        return cell
    return f"{float(cell):.{_DIGITS}g}"
