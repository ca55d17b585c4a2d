"""The second page of an import: what each column of a foreign table becomes, and what the first rows become then."""

from collections.abc import Mapping as Words
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QTableView, QVBoxLayout, QWidget

from desktop.importing.column_form import ColumnForm
from desktop.importing.kept_mappings import KeptMappings
from desktop.importing.words import BECOMES, own_words
from desktop.models.cells_table import CellsTable
from desktop.models.rows_table import Column, RowsTable
from desktop.widgets.notice import Notice
from desktop.widgets.rows_view import RowsView
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import PlainLabel, tr

if TYPE_CHECKING:
    from db.imports.incoming import Incoming
    from db.imports.mapping.proposal import Proposal
    from db.imports.mapping.value import Mapping
    from db.imports.tables.book import Sheet
    from desktop.live import LiveTimeline

_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """One column of the file as the list shows it."""

    id: int
    name: str
    becomes: str
    first: str
    why: str


class ColumnsPage(QWidget):
    """Edits the mapping of a table; `changed(mapping)` comes with every edit, also the first proposal."""

    changed = Signal(object)

    def __init__(self, live: "LiveTimeline", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mapping: Mapping | None = None
        self._sheet: Sheet | None = None
        self._reasons: dict[str, str] = {}
        self.kept = KeptMappings(live)
        self.order = QComboBox()
        self.columns = RowsTable(
            (
                Column(tr("Column"), lambda row: row.name, width=14),
                Column(tr("Becomes"), lambda row: row.becomes, width=16),
                Column(tr("First cells"), lambda row: row.first, width=22),
            ),
            self,
        )
        self.list = RowsView()
        self.form = ColumnForm()
        self.notice = Notice()
        self.cells = CellsTable(self)
        self.preview = QTableView()
        self.about = ToneLabel("", Tone.QUIET)
        self._lay_out()
        self.list.selectionModel().currentRowChanged.connect(self._show_column)
        self.form.edited.connect(self._on_edited)
        self.kept.chosen.connect(self._on_edited)
        self.order.activated.connect(self._on_order)

    @property
    def asks(self) -> bool:
        """Whether the order of day and month still has to be said."""
        return self._asks and self.mapping is not None and self.mapping.date.day_first is None

    def show_sheet(self, sheet: "Sheet", proposal: "Proposal", saved: str) -> None:
        """Show a table with what its columns seem to be, or as the mapping saved for such tables says."""
        self._sheet = sheet
        self._reasons = {each.column: each.reason for each in proposal.reasons}
        kept = self.kept.load(saved) if saved else None
        self.mapping = kept or proposal.mapping
        self._asks = proposal.asks_order
        self.kept.show_mapping(self.mapping, saved)
        self._refresh()
        self.list.choose(0)
        self.changed.emit(self.mapping)

    def show_result(self, incoming: "Incoming") -> None:
        """Show what the first rows become."""
        table = incoming.events
        if table is None:
            return
        places = {name: place for place, name in enumerate(table.columns)}
        faults = {
            (each.row, self._place(places, table.said, each.column)): each.message for each in table.problems
        }
        bad = {each.row: each for each in table.problems}
        rows = [
            *table.rows,
            *((row, [""] * len(table.columns)) for row in bad if row not in dict(table.rows)),
        ]
        self.cells.show_cells([own_words(name) for name in table.columns], sorted(rows), faults)
        self.notice.say("" if not table.problems else str(table.problems[0]), Tone.WARNING)
        left = ", ".join(self.mapping.left_out) if self.mapping else ""
        self.about.setText(
            tr("Left out: {columns}.", columns=left) if left else tr("Every column becomes something.")
        )

    def refuse(self, sentence: str) -> None:
        """Say why the mapping can't be applied."""
        self.cells.show_cells((), ())
        self.notice.say(sentence)

    def _place(self, places: dict[str, int], said: Words[str, str], column: str) -> int:
        names = {foreign: own for own, foreign in said.items()}
        return places.get(column, places.get(names.get(column, ""), -1))

    def _refresh(self) -> None:
        """Show the mapping in the list and the form."""
        from db.imports.mapping import uses

        if self.mapping is None or self._sheet is None:
            return
        used = uses.uses(self.mapping)
        rows: list[_Row] = []
        for place, name in enumerate(self._sheet.names):
            cells = [row[1][place] for row in self._sheet.rows[:50] if row[1][place].strip()]
            first = "  ·  ".join(dict.fromkeys(" ".join(cell.split())[:40] for cell in cells))
            said = ", ".join(BECOMES.get(use.becomes, use.becomes) for use in used.get(name, ())) or tr(
                "left out"
            )
            rows.append(_Row(place + 1, name, said, first[:200], self._reasons.get(name, "")))
        current = self.list.currentIndex().row()
        self.columns.set_rows(rows)
        self.list.choose(max(current, 0))
        self.order.setVisible(self._asks)
        self._order_label.setVisible(self._asks)
        order = self.mapping.date.day_first
        self.order.setCurrentIndex(self.order.findData(order))
        self._show_column()

    def _lay_out(self) -> None:
        self.list.setModel(self.columns)
        self.list.setAccessibleName(tr("Columns of the file"))
        self.list.setSortingEnabled(False)
        self.list.fit_columns([column.width for column in self.columns.columns])
        self.preview.setModel(self.cells)
        self.preview.setAccessibleName(tr("What the first rows become"))
        self.preview.setTabKeyNavigation(False)
        self.preview.setWordWrap(False)
        self.preview.verticalHeader().setDefaultSectionSize(24)
        for words, value in ((tr("choose…"), None), (tr("10 November"), True), (tr("11 October"), False)):
            self.order.addItem(words, value)
        self._order_label = PlainLabel(tr("In this file, 10/11/2006 is"))
        self._order_label.setBuddy(self.order)
        self.order.setAccessibleName(self._order_label.text())
        self._asks = False
        line = QHBoxLayout()
        line.addWidget(self._order_label)
        line.addWidget(self.order)
        line.addStretch(1)
        line.addWidget(self.kept)
        upper = QSplitter(Qt.Orientation.Horizontal)
        upper.addWidget(self.list)
        upper.addWidget(_padded(self.form))
        upper.setStretchFactor(0, 3)
        upper.setStretchFactor(1, 2)
        upper.setChildrenCollapsible(False)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(4)
        below.addWidget(PlainLabel(tr("What the first rows become")))
        below.addWidget(self.preview, 1)
        below.addWidget(self.about)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.addWidget(upper)
        parts.addWidget(lower)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self.notice)
        layout.addWidget(parts, 1)

    def _show_column(self) -> None:
        place = self.list.currentIndex().row()
        if self.mapping is not None and 0 <= place < len(self.columns.rows):
            row = self.columns.rows[place]
            self.form.show_column(self.mapping, row.name, row.why)

    def _on_edited(self, mapping: "Mapping") -> None:
        self.mapping = mapping
        self.kept.show_mapping(mapping)
        self._refresh()
        self.changed.emit(mapping)

    def _on_order(self) -> None:
        if self.mapping is not None:
            self._on_edited(
                replace(self.mapping, date=replace(self.mapping.date, day_first=self.order.currentData()))
            )


def _padded(inner: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(12, 0, 0, 0)
    layout.addWidget(inner)
    layout.addStretch(1)
    return holder
