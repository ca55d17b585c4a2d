"""The overview page: where a timeline stands on a day, every number a link to the events behind it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from db.arrays.columns import EventColumns
from db.history import Changes
from desktop.desk import Desk
from desktop.live import LiveTimeline
from desktop.panels.overview_numbers import Groups, Tiles, Years
from desktop.panels.overview_silences import Silences
from desktop.panels.overview_todo import ToDos
from desktop.tasks import Newest
from desktop.widgets.as_of import AsOf
from desktop.widgets.tones import Tone, ToneLabel
from desktop.widgets.two_columns import TwoColumns
from desktop.wording import tr

if TYPE_CHECKING:
    from db.summary.overview import Overview

_LETTERS, _SPACING, _MARGIN, _INDENT = 112, 20, 8, 8
_DEBOUNCE_MS = 40


class OverviewPage(QWidget):
    """Counts in the pool whenever the timeline or the day changes; hidden, it waits.

    `filter_requested(text)` asks for the events behind a number, `event_requested(id)` for one event,
    `record_requested(kind, id)` for an actor or an entry of a ledger; `message` is for the status line.
    """

    filter_requested = Signal(str)
    event_requested = Signal(object)
    record_requested = Signal(str, object)
    message = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = desk.live
        self._stale = True
        self.shown: Overview | None = None
        """What stands on the page."""
        self.as_of = AsOf()
        self.said = ToneLabel("", Tone.QUIET)
        self.tiles = Tiles()
        self.years = Years()
        self.groups = Groups()
        self.silences = Silences()
        self.to_do = ToDos()
        self.columns = TwoColumns(_LETTERS, _SPACING)
        self.empty = ToneLabel(_nothing_yet(), Tone.QUIET)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DEBOUNCE_MS)
        self._query = Newest(self)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Count again; while hidden, wait."""
        self._stale = not self.isVisible()
        if not self._stale:
            if self.shown is None or self.shown.day != self.as_of.day:
                self._say(tr("counting…"))
            self._query.ask(_read, self._live, self._live.columns, self.as_of.day)

    def commit(self) -> None:
        """Take over a day that is half typed."""
        self.as_of.line.commit(again=False)

    def remember(self) -> None:
        """Keep nothing: the next sitting begins as of its own day."""

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or (self.shown is not None and self.shown.day != self.as_of.day):  # past midnight
            self.refresh()

    # --- slots ---

    def _on_read(self, found: "Overview | None") -> None:
        if found is None:
            return  # an edit came between; `changed` is on its way
        self.shown = found
        self._say("")
        for part in (self.tiles, self.years, self.groups, self.silences, self.to_do):
            part.show_overview(found)
        waiting = found.open_invitations.count + found.overdue_commitments.count
        nothing = not len(self._live.columns) and not waiting
        self._stack.setCurrentWidget(self.empty if nothing else self._area)

    def _on_failed(self, error: Exception) -> None:
        self._say(str(error), Tone.ERROR)
        self.message.emit(str(error))

    def _on_changed(self, changes: Changes) -> None:
        del changes  # hardly a table has no part in it
        self._stale = True
        if self.isVisible():
            self._later.start()

    # --- inside ---

    def _say(self, text: str, tone: Tone = Tone.QUIET) -> None:
        self.said.set_tone(tone)
        self.said.setText(text)

    def _lay_out(self) -> None:
        self.columns.put((self.years, self.groups), (self.silences, self.to_do))
        head = QHBoxLayout()
        head.setContentsMargins(_INDENT, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.as_of, 1)
        head.addWidget(self.said, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(_MARGIN, 4, _MARGIN, _MARGIN)
        column.setSpacing(_SPACING - 8)
        column.addLayout(head)
        column.addWidget(self.tiles)
        column.addWidget(self.columns, 1)
        self._area = QScrollArea()
        self._area.setWidget(content)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setMargin(24)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        for part in (self.tiles, self.years, self.groups, self.silences, self.to_do):
            part.filter_requested.connect(self.filter_requested)
        self.silences.record_requested.connect(self.record_requested)
        self.to_do.record_requested.connect(self.record_requested)
        self.to_do.event_requested.connect(self.event_requested)
        self.as_of.changed.connect(self.refresh)
        self._later.timeout.connect(self.refresh)
        self._query.done.connect(self._on_read)
        self._query.failed.connect(self._on_failed)
        self._live.changed.connect(self._on_changed)


def _nothing_yet() -> str:
    return tr(
        "Nothing is recorded yet, so there is nothing to count.\n\n"
        "Ctrl+N adds an event, Ctrl+I imports a table. Counterparts, contacts per year, long silences and what "
        "is still to be done then stand here."
    )


def _read(live: LiveTimeline, columns: EventColumns, day: int) -> "Overview | None":
    """Count (in the pool's thread); None if the columns are older than what is read."""
    from db.history import revision
    from db.summary.overview import overview, raw

    with live.read() as session:
        return overview(session, columns, day) if revision(raw(session)) == columns.revision else None
