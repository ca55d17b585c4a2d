"""The dyads that have been silent longest against their own rhythm, as a table."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.models.rows_table import Column, RowsTable, number
from desktop.panels.overview_heading import Heading
from desktop.widgets.rows_view import RowsView
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.summary.overview import Overview
    from db.summary.overview_rows import Days, Silence

_MOST_ROWS = 10
_DAYS_A_YEAR = 365.2425


class Silences(QWidget):
    """Lists silent dyads; Enter shows the events of one, a button or the context menu its actor."""

    filter_requested = Signal(str)
    record_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Heading(tr("Longest silences"))
        self.model = SilencesTable(self)
        self.view = RowsView()
        self.show_events = QPushButton(tr("Show events"))
        self.show_actor = QPushButton(tr("Show actor"))
        self.none = ToneLabel(
            tr("No counterpart has had contacts enough to tell its usual rhythm."), Tone.QUIET
        )
        self.none.setIndent(8)
        self._lay_out()
        self._connect()

    def show_overview(self, found: "Overview") -> None:
        """Show the silences of an overview."""
        self.model.set_rows(found.silences)
        longer = sum(row.longer == "surely" for row in found.silences)
        self.heading.remark.show_text(
            tr("{count} longer than 95 % of their own gaps", count=longer) if longer else ""
        )
        some = bool(found.silences)
        self.none.setVisible(not some)
        for widget in (self.view, self.show_events, self.show_actor):
            widget.setVisible(some)
        self._fit()
        if self.chosen is None:
            self.view.choose(0 if some else -1)
        self._on_chosen()
        self.setVisible(True)

    @property
    def chosen(self) -> "Silence | None":
        """The dyad chosen in the table."""
        place = self.view.currentIndex().row()
        return self.model.rows[place] if 0 <= place < len(self.model.rows) else None

    def _on_events(self) -> None:
        if self.chosen is not None:
            self.filter_requested.emit(self.chosen.filter)

    def _on_actor(self) -> None:
        if self.chosen is not None:
            self.record_requested.emit("actor", self.chosen.actor)

    def _on_chosen(self) -> None:
        for doer in (self.show_events, self.show_actor, *self.view.actions()):
            doer.setEnabled(self.chosen is not None)

    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.fit_columns([column.width for column in self.model.columns])
        self.view.setAccessibleName(tr("Longest silences"))
        self.view.setVerticalScrollMode(RowsView.ScrollMode.ScrollPerPixel)
        self.show_events.setToolTip(plain_tip(tr("Shows the contacts with the chosen counterpart (Enter)")))
        self.show_actor.setToolTip(plain_tip(tr("Shows the chosen counterpart in the registry")))
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.show_events)
        below.addWidget(self.show_actor)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.heading, self.view, self.none):
            layout.addWidget(widget)
        layout.addLayout(below)
        self.setVisible(False)

    def _connect(self) -> None:
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for button, slot in ((self.show_events, self._on_events), (self.show_actor, self._on_actor)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            action = QAction(button.text(), self.view)
            action.triggered.connect(slot)
            self.view.addAction(action)
        self.view.opened.connect(self._on_events)
        self.view.selectionModel().currentChanged.connect(self._on_chosen)

    def _fit(self) -> None:
        rows = min(len(self.model.rows), _MOST_ROWS)
        high = self.view.verticalHeader().defaultSectionSize() * rows
        self.view.setFixedHeight(high + self.view.horizontalHeader().sizeHint().height() + 4)


class SilencesTable(RowsTable):
    """Silences as rows, each known by its actor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns = (
            Column(tr("Counterpart"), lambda row: row.label, width=24),
            Column(
                tr("Silent for"), lambda row: told(row.silence), lambda row: row.silence[0],
                tr("From its last contact to the day of the overview"), width=13,
            ),
            Column(
                tr("Usually"), lambda row: told(row.median), lambda row: row.median[0],
                tr("The median of the gaps between its contacts"), width=12,
            ),
            Column(
                tr("95 % within"), lambda row: told(row.percentile_95), lambda row: row.percentile_95[0],
                tr("95 of 100 gaps between its contacts are not longer than this"), width=12,
            ),
            replace(number(tr("Contacts"), "contacts"), width=11),
            Column(tr("Longer?"), _longer, lambda row: ("no", "possibly", "surely").index(row.longer),
                tr("Whether the silence is longer than 95 of 100 of its own gaps"), width=14),
        )  # fmt: skip
        super().__init__(columns, parent)

    def key_of(self, row: "Silence") -> int:
        return row.actor


def told(between: "Days") -> str:
    """Return days as years and months, few as days; at least and at most, where these differ in them."""
    least, most = (_told(days) for days in between)
    few, many = least.split(), most.split()
    if len(few) == len(many) == 2 and few[1] == many[1] and few != many:
        return f"{few[0]}–{most}"  # the unit once
    return least if least == most else f"{least} – {most}"


def _told(days: float) -> str:
    if days < 60:
        return tr("{count} d", count=round(days))
    years, months = divmod(round(days * 12 / _DAYS_A_YEAR), 12)
    parts = (tr("{count} y", count=years) if years else "", tr("{count} m", count=months) if months else "")
    return " ".join(filter(None, parts))


def _longer(row: "Silence") -> str:
    return {"surely": tr("▲ longer"), "possibly": tr("△ perhaps longer"), "no": ""}[row.longer]
