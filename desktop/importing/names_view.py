"""Names that nothing bears and that resemble some that are there: each answered once for all rows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.importing.rows_tables import list_questions, names_table
from desktop.widgets.rows_view import RowsView
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import PlainLabel, tr

if TYPE_CHECKING:
    from db.imports.planning.shape import NameQuestion


class NamesView(QWidget):
    """Shows the questions; `answered(kind, name, record)` brings an answer, None for a new record."""

    answered = Signal(str, str, object)
    remember_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = names_table()
        self.list = RowsView()
        self.means = QComboBox()
        self.remember = QCheckBox(tr("&Remember these names as aliases"))
        self._lay_out()
        self.list.selectionModel().currentRowChanged.connect(self._show)
        self.list.opened.connect(lambda _: self.means.showPopup())
        self.means.activated.connect(self._on_chosen)
        self.remember.clicked.connect(self.remember_changed)

    def show_questions(self, questions: "list[NameQuestion]") -> None:
        """Show these questions; the one chosen stays chosen."""
        place = self.list.currentIndex().row()
        list_questions(self.rows, questions)  # type: ignore[arg-type]
        self.list.choose(max(place, 0) if questions else -1)
        self._show()

    def _current(self) -> "NameQuestion | None":
        place = self.list.currentIndex().row()
        return self.rows.rows[place].of if 0 <= place < len(self.rows.rows) else None

    def _show(self) -> None:
        question = self._current()
        self.means.clear()
        self.means.setEnabled(question is not None)
        if question is None:
            return
        self.means.addItem(tr("A new record, “{name}”", name=question.name), None)
        for each in question.candidates:
            self.means.addItem(tr("{name} (alike to {score} %)", name=each.name, score=each.score), each.id)
        place = next((at for at, each in enumerate(question.candidates, 1) if each.id == question.answer), 0)
        self.means.setCurrentIndex(place)

    def _on_chosen(self, place: int) -> None:
        question = self._current()
        if question is not None:
            record = question.candidates[place - 1].id if place else None
            self.answered.emit(question.kind, question.name, record)

    def _lay_out(self) -> None:
        self.list.setModel(self.rows)
        self.list.setAccessibleName(tr("Names that resemble names that are there"))
        self.list.fit_columns([column.width for column in self.rows.columns])
        self.means.setAccessibleName(tr("The name chosen means"))
        self.means.setMinimumContentsLength(32)
        self.remember.setChecked(True)
        line = QHBoxLayout()
        line.addWidget(PlainLabel(tr("The name chosen means")))
        line.addWidget(self.means, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(
            ToneLabel(
                tr("Nothing bears these names; they may be other names of records that are there."),
                Tone.QUIET,
            )
        )
        layout.addWidget(self.list, 1)
        layout.addLayout(line)
        layout.addWidget(self.remember)
