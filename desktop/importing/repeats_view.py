"""Rows that may repeat an event: the list, both sides of one of them cell by cell, and what becomes of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.importing.rows_tables import ANSWERS, list_questions, repeats_table
from desktop.importing.words import own_words
from desktop.models.cells_table import CellsTable
from desktop.widgets.rows_view import RowsView
from desktop.widgets.tones import Tone
from desktop.wording import PlainLabel, tr

if TYPE_CHECKING:
    from db.imports.planning.shape import DuplicateQuestion


class RepeatsView(QWidget):
    """Shows the questions; `answered(rows, answer)` brings an answer for some rows, "" the proposed one."""

    answered = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = repeats_table()
        self.list = RowsView()
        self.cells = CellsTable(self, Tone.WARNING)
        self.sides = QTableView()
        self.choices = QButtonGroup(self)
        self.proposed = QPushButton(tr("As &proposed for all"))
        self.keep = QPushButton(tr("&Keep all"))
        self._lay_out()
        self.list.selectionModel().currentRowChanged.connect(self._show)
        self.choices.idClicked.connect(self._on_chosen)
        self.proposed.clicked.connect(lambda: self.answered.emit(self._all(), ""))
        self.keep.clicked.connect(lambda: self.answered.emit(self._all(), "keep"))

    def show_questions(self, questions: "list[DuplicateQuestion]") -> None:
        """Show these questions; the one chosen stays chosen."""
        place = self.list.currentIndex().row()
        list_questions(self.rows, questions)
        self.list.choose(max(place, 0) if questions else -1)
        self._show()

    def _current(self) -> "DuplicateQuestion | None":
        place = self.list.currentIndex().row()
        return self.rows.rows[place].of if 0 <= place < len(self.rows.rows) else None

    def _show(self) -> None:
        question = self._current()
        if question is None:
            self.cells.show_cells((), ())
            return
        names = list(dict.fromkeys([*question.mine, *question.theirs]))
        rows = [
            (
                place,
                (
                    own_words(name),
                    question.mine.get(name, ""),
                    question.theirs.get(name, ""),
                ),
            )
            for place, name in enumerate(names, 1)
        ]
        differ = tr("The two differ here.")
        faults = {
            (place, column): differ
            for place, (_, mine, theirs) in rows
            for column in (1, 2)
            if mine != theirs
        }
        other = tr("Row {row}", row=question.other_row) if question.other_row else tr("In the timeline")
        self.cells.show_cells(("", tr("Row {row}", row=question.row), other), rows, faults)
        for button in self.choices.buttons():
            button.setChecked(list(ANSWERS)[self.choices.id(button)] == question.answer)

    def _on_chosen(self, place: int) -> None:
        chosen = [self.rows.rows[row].of.row for row in self.list.chosen_places()]
        question = self._current()
        if question is not None:
            self.answered.emit(chosen or [question.row], list(ANSWERS)[place])

    def _all(self) -> list[int]:
        return [line.of.row for line in self.rows.all_rows]

    def _lay_out(self) -> None:
        self.list.setModel(self.rows)
        self.list.setAccessibleName(tr("Rows that may repeat an event"))
        self.list.fit_columns([column.width for column in self.rows.columns])
        self.sides.setModel(self.cells)
        self.sides.setAccessibleName(tr("Both sides"))
        self.sides.setTabKeyNavigation(False)
        self.sides.verticalHeader().hide()
        self.sides.setWordWrap(True)
        self.sides.horizontalHeader().setStretchLastSection(True)
        self.sides.horizontalHeader().setDefaultSectionSize(280)
        answers = QHBoxLayout()
        answers.addWidget(PlainLabel(tr("The row chosen:")))
        for place, words in enumerate(ANSWERS.values()):
            button = QRadioButton(words)
            self.choices.addButton(button, place)
            answers.addWidget(button)
        answers.addStretch(1)
        for button in (self.proposed, self.keep):
            button.setAutoDefault(False)
            answers.addWidget(button)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(self.list)
        parts.addWidget(self.sides)
        parts.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(parts, 1)
        layout.addLayout(answers)
