"""The Timeline page: overview strip, canvas and frequency chart on one time axis."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDate, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from db.arrays.columns import EventColumns
from db.dates import OPEN_HI, OPEN_LO
from db.history import Changes
from desktop import settings
from desktop.canvas.data import Card
from desktop.canvas.index import LaneIndex
from desktop.canvas.overview import OverviewStrip
from desktop.canvas.widget import TimelineCanvas
from desktop.contexts import bands
from desktop.desk import Desk
from desktop.groups import NAMING
from desktop.panels.frequency import FrequencyPanel
from desktop.panels.sidebar import Sidebar
from desktop.placing import MOST_LAID_OUT, Placing, under
from desktop.tasks import Newest, Task
from desktop.wording import tr

MOST_AT_ONCE = 20_000
"""Events in a timeline up to which a filter is followed at once; beyond it, the pool works out what stands where."""

PREPARE_MS = 1500
"""How long after opening that is sorted which the first edit would wait for."""


class TimelinePage(QWidget):
    """Keeps canvas, strip and chart in step with the desk; waits while it is hidden."""

    edit_requested = Signal()
    move_requested = Signal(int, int)

    def __init__(self, desk: Desk, sidebar: Sidebar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sidebar = sidebar
        self._stale = True
        self._placing = Placing(desk.live)
        self._shown_revision = -1
        self._finding = Newest(self)
        self.overview = OverviewStrip(desk.axis)
        self.canvas = TimelineCanvas(desk.axis, self._titles, self._card)
        self.chart = FrequencyPanel(desk)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.addWidget(self.canvas)
        self._splitter.addWidget(self.chart)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setChildrenCollapsible(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.overview)
        column.addWidget(self._splitter, 1)
        self._connect()
        kept = QSettings().value("timeline/split")
        if kept is not None:
            self._splitter.restoreState(kept)  # type: ignore[arg-type]
        self._begin_axis()

    def go_to_selection(self) -> None:
        """Bring the first selected event into view."""
        for row in self._desk.browse.selected_rows()[:1].tolist():
            self.canvas.reveal(row)

    def remember(self) -> None:
        """Keep the layout for the next sitting."""
        settings.remember("timeline/split", self._splitter.saveState())

    # --- Qt overrides ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_resized()

    # --- slots ---

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("context"):
            self._show_contexts()
        if changes.touches(*NAMING):
            self._sidebar.refresh()

    def _on_failed(self, error: Exception) -> None:
        raise error

    def _on_resized(self) -> None:
        QTimer.singleShot(0, self, self._align)  # when the canvas has its new size

    def _on_rows_changed(self) -> None:
        if self._stale:
            return
        self._show_rows()

    def _on_lanes_changed(self) -> None:
        self._later()

    def _on_selection_changed(self) -> None:
        rows = self._desk.browse.selected_rows().tolist()
        self.canvas.set_selection(rows)
        if len(rows) == 1 and self.isVisible() and not self.canvas.underMouse():
            self.canvas.reveal(rows[0])

    def _on_canvas_selected(self, rows: Sequence[int]) -> None:
        ids = self._desk.live.columns.ids
        self._desk.browse.select(int(ids[row]) for row in rows)

    def _on_edit(self, row: int) -> None:
        self._on_canvas_selected([row])
        self.edit_requested.emit()

    def _on_menu(self, row: int, at: QPoint) -> None:
        if row >= 0:
            rows = self._desk.browse.selected_rows().tolist()
            self._on_canvas_selected([row, *(each for each in rows if each != row)] if row in rows else [row])
        menu = QMenu(self)
        window = self.window()
        actions = getattr(window, "actions_", None)
        names = (
            ("edit_event", "duplicate", "delete") if row >= 0 else ("new_event", "zoom_all", "clear_filter")
        )
        if actions is not None:
            menu.addActions([actions[name] for name in names])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _on_brushed(self, first: int, last: int) -> None:
        """Make a span brushed on the chart the filter's dates."""
        from db.filters import parse

        span = f"{date.fromordinal(first)}..{date.fromordinal(max(first, last - 1))}"
        others = " ".join(str(clause) for clause in self._desk.browse.filter.clauses if clause.key != "date")
        self._desk.browse.set_filter(parse(f"{others} {span}".strip()))

    # --- helpers ---

    def _connect(self) -> None:
        desk = self._desk
        desk.live.changed.connect(self._on_changed)
        desk.browse.rows_changed.connect(self._on_rows_changed)
        self._finding.done.connect(self._show_index)
        self._finding.failed.connect(self._on_failed)
        desk.browse.selection_changed.connect(self._on_selection_changed)
        self._sidebar.lanes_changed.connect(self._on_lanes_changed)
        self.canvas.selection_changed.connect(self._on_canvas_selected)
        self.canvas.move_requested.connect(self.move_requested)
        self.canvas.edit_requested.connect(self._on_edit)
        self.canvas.menu_requested.connect(self._on_menu)
        self.chart.span_brushed.connect(self._on_brushed)
        self._splitter.splitterMoved.connect(self._on_resized)

    def _begin_axis(self) -> None:
        lowest, highest = extent(self._desk.live.columns)
        self._desk.axis.set_limits(lowest, highest)
        self._desk.axis.show_all()

    def _later(self) -> None:
        """Lay out anew: at once if shown, else when shown."""
        self._stale = True
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        self._stale = False
        live = self._desk.live
        self._desk.axis.set_limits(*extent(live.columns))
        self._show_contexts()
        self._show_rows()
        self._align()
        self._on_selection_changed()
        QTimer.singleShot(0, self.canvas, self.canvas.picture.labels.warm)
        QTimer.singleShot(PREPARE_MS, self, self._prepare)

    def _prepare(self) -> None:
        Task(self._placing.prepare).start()

    def _align(self) -> None:
        """Let the chart's time axis stand under the canvas's, between its lane names and its scroll bar."""
        plot = self.canvas.picture.plot_rect()
        self.chart.set_margins(plot.left(), self.canvas.width() - plot.left() - plot.width())

    def _show_contexts(self) -> None:
        with self._desk.live.reading() as connection:
            found = bands(connection)
        self.canvas.set_contexts(found)

    def _show_rows(self) -> None:
        columns, rows = self._desk.live.columns, self._desk.browse.rows
        self._place(len(columns), rows)
        days = columns.start_lo if len(rows) == len(columns) else columns.start_lo[rows]
        self.overview.set_days(days[np.searchsorted(days, np.int32(OPEN_LO), side="right") :])
        self._say_if_empty(len(columns), len(rows))

    def _place(self, events: int, rows: NDArray[np.int32]) -> None:
        """Show few events in the lanes they need, very many in all lanes through a mask."""
        self._finding.forget()
        index = self._placing.follow(self._sidebar.lanes_by, self._sidebar.colour_by)
        revision = self._desk.live.columns.revision
        edited, self._shown_revision = revision != self._shown_revision, revision
        if len(rows) == events:
            index = index.masked(None)
            self._placing.keep(index)
            self._show_index(index)
            return
        mask = np.zeros(events, bool)
        mask[rows] = True
        if index.mask is not None and np.array_equal(index.mask, mask):
            self._show_index(index)
        elif events <= MOST_AT_ONCE or (edited and len(rows) <= MOST_LAID_OUT):
            self._show_index(under(index, mask, len(rows)))
        else:
            if edited:  # what is shown must be of the columns as they are, even if not yet what was asked for
                self._show_index(index)
            self._finding.ask(under, index, mask, len(rows))

    def _show_index(self, index: LaneIndex) -> None:
        if index.mask is not None:
            self._placing.keep(index)
        self.canvas.set_index(index)
        self._align()

    def _say_if_empty(self, events: int, shown: int) -> None:
        if shown:
            self.canvas.set_empty_text(
                tr("No date here can be placed"), tr("Type when it happened into the inspector on the right.")
            )
        elif events:
            self.canvas.set_empty_text(
                tr("Nothing passes this filter"), tr("Take a word out of it, or clear it with Ctrl+Shift+F.")
            )
        else:
            self.canvas.set_empty_text(
                tr("No events yet"), tr("Add the first with Ctrl+N, or import a CSV file with Ctrl+I.")
            )

    def _titles(self, rows: Sequence[int]) -> list[str]:
        ids = self._desk.live.columns.ids[list(rows)].tolist()
        marks = ",".join("?" * len(ids))
        with self._desk.live.reading() as connection:
            found = dict(connection.execute(f"SELECT id, title FROM event WHERE id IN ({marks})", ids))
        return [found.get(event, "") for event in ids]

    def _card(self, row: int) -> Card:
        from db.dates import describe, from_edtf
        from db.table.event_rows import fetch
        from desktop.models.table_columns import people_lines

        event = int(self._desk.live.columns.ids[row])
        with self._desk.live.reading() as connection:
            shown = fetch(connection, [event])[0]
        words = describe(from_edtf(shown.edtf)) if shown.edtf else tr("date unknown")
        who = "\n".join(filter(None, (shown.counterparts, *people_lines(shown))))
        return Card(shown.title, words, who, shown.mechanism)


def extent(columns: EventColumns) -> tuple[float, float]:
    """Return the first and last day that an axis over all events needs, with a little room around them."""
    undated = int(np.searchsorted(columns.start_lo, OPEN_LO, side="right"))  # or begun before a day
    starts = columns.start_lo[undated:]
    early = [days[days != OPEN_HI] for days in (columns.start_hi[:undated], columns.end_hi[:undated])]
    late = [days[days != OPEN_HI] for days in (columns.start_hi, columns.end_hi)]
    lo = [int(days.min()) for days in (starts[:1], *early) if len(days)]
    hi = [int(days.max()) for days in (starts[-1:], *late) if len(days)]
    if not lo:
        this_year = QDate.currentDate().year()
        first, last = date(this_year - 20, 1, 1), date(this_year + 1, 1, 1)
        return float(first.toordinal()), float(last.toordinal())
    room = max(60.0, (max(hi) - min(lo)) * 0.03)
    return min(lo) - room, max(hi) + room
