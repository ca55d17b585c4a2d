"""What is shown of one open timeline: filter bar, page switch, the pages, and the widgets for the docks."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import Problem
from desktop import parts, settings
from desktop.desk import Desk
from desktop.editing import Editing
from desktop.panels.filter_bar import FilterBar
from desktop.panels.inspector import Inspector
from desktop.panels.sidebar import Sidebar
from desktop.panels.table import TablePanel
from desktop.panels.timeline import TimelinePage
from desktop.wording import plain_tip, tr

_LETTERS: Final = 96
"""How many letters wide a page is at least that has its filter beside the switches, not under them."""
NAMES: Final = ("timeline", "table", "charts", "ledgers", "registry", "overview")
"""The pages in the order of their buttons and of the shortcuts Ctrl+1 …"""
OF_EVENTS: Final = frozenset({"timeline", "table"})
"""The pages beside which the docks for events and for the view are of use."""
FILTERED: Final = OF_EVENTS | {"charts"}
"""The pages that show what passes the filter."""
HOMES: Final = {
    "mechanism": ("ledgers", "mechanisms"),
    "invitation": ("ledgers", "invitations"),
    "commitment": ("ledgers", "commitments"),
    "coverage": ("ledgers", "coverage"),
    "context": ("ledgers", "context"),
    "actor": ("registry", "actors"),
    "person": ("registry", "people"),
    "country": ("registry", "countries"),
    "source": ("registry", "sources"),
    "term": ("registry", "codebook"),
}
"""Where each kind of record has its page: the page and the tab in it, in the order of the tabs."""
TABS: Final = {tab: page for page, tab in HOMES.values()}
"""The tabs, each with its page."""


class Pages(QWidget):
    """Composes the panels of one desk; the window puts `sidebar` and `inspector` into docks.

    The others are made when they are first shown. `page_shown(name)` tells which page stands.
    """

    edit_requested = Signal()
    page_shown = Signal(str)

    def __init__(self, desk: Desk, editing: Editing, say: Callable[[str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._say = say
        self.filter_bar = FilterBar(desk)
        self.sidebar = Sidebar(desk)
        self.inspector = Inspector(desk)
        self.timeline = TimelinePage(desk, self.sidebar)
        self.table = TablePanel(desk)
        self.made: dict[str, Any] = {"timeline": self.timeline, "table": self.table}
        self.shown = ""
        self._stack = QStackedWidget()
        self._stack.addWidget(self.timeline)
        self._stack.addWidget(self.table)
        self.timeline.setFocusProxy(self.timeline.canvas)
        self._buttons = QButtonGroup(self)
        self._lay_out()
        self._buttons.idClicked.connect(self._on_page)
        self.timeline.edit_requested.connect(self.edit_requested)
        self.inspector.record_requested.connect(self.show_record)
        self.timeline.move_requested.connect(editing.move)
        for panel in (self.table, self.filter_bar, self.sidebar.saved):
            panel.message.connect(say)
        self.filter_bar.line.entered.connect(self._on_filter_entered)
        desk.browse.failed.connect(self._on_failed)
        kept = settings.text("pages/shown", "timeline")
        self.show_page(kept if kept in NAMES else "timeline")

    # --- pages ---

    @property
    def shows_events(self) -> bool:
        """Whether the page shown is one of events."""
        return self.shown in OF_EVENTS

    def page(self, name: str) -> Any:
        """Return a page, made if it was never shown."""
        if name not in self.made:
            page = self.made[name] = _make(name, self._desk)
            page.filter_requested.connect(self.show_events)
            page.event_requested.connect(self.show_event)
            page.record_requested.connect(self.show_record)
            page.message.connect(self._say)
            if name == "charts":
                page.table_requested.connect(self._on_table_requested)
            if name in TABS.values():
                page.tab_shown.connect(self._on_tab)
            self._stack.addWidget(page)
        return self.made[name]

    @property
    def records(self) -> Any:
        """The page of records that is shown, None on any other."""
        return self.made[self.shown].current if self.shown in TABS.values() else None

    def show_page(self, name: str) -> None:
        """Show one of the pages (see NAMES) and put the focus into it."""
        page = self.page(name)
        self._buttons.button(NAMES.index(name)).setChecked(True)
        self._stack.setCurrentWidget(page)
        self.shown = name
        self.focus_page()
        self.page_shown.emit(name)

    def show_tab(self, name: str) -> None:
        """Show the records of one kind (see TABS)."""
        self.show_page(TABS[name])
        self.page(TABS[name]).show_page(name)
        self.focus_page()

    def step_tab(self, by: int) -> None:
        """Show the next (1) or previous (-1) page; each tab of a page counts as one."""
        places = [name for page in NAMES for name in (_tabs_of(page) or (page,))]
        page = self.made[self.shown]
        now = places.index(page.shown if self.shown in TABS.values() else self.shown)
        to = places[(now + by) % len(places)]
        (self.show_tab if to in TABS else self.show_page)(to)

    def step_part(self, by: int) -> None:
        """Go on to the next part of the window (1) or back (-1): page, form, filter, view."""
        page = self.records or self.made[self.shown]
        inner = getattr(page, "parts", (page,))
        parts.step((*inner, self.inspector, self.filter_bar, self.sidebar), by)

    def focus_page(self) -> None:
        """Put the focus into the page shown, out of its forms."""
        page = self.records or self.made[self.shown]
        if page.focusProxy() is not None:
            page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            parts.enter(page)

    def on_records(self, name: str) -> None:
        """Call a method of the page of records shown."""
        if self.records is not None:
            getattr(self.records, name)()

    def show_events(self, text: str) -> None:
        """Show the events that pass a filter, in the table."""
        from db.filters import parse

        try:
            self._desk.browse.set_filter(parse(text))
        except Problem as problem:
            self._say(str(problem))
            return
        self.show_page("table")

    def show_event(self, event: int) -> None:
        """Select an event and show it on the timeline, without a filter that hides it."""
        browse = self._desk.browse
        rows = self._desk.live.columns.rows_of((event,))
        if not len(rows):
            return
        if browse.filter and rows[0] not in browse.rows:
            self.clear_filter()
        if self.shown not in OF_EVENTS:
            self.show_page("timeline")
        browse.select((event,))
        self.timeline.go_to_selection()

    def show_record(self, kind: str, record: int) -> None:
        """Show a record on the page of its kind."""
        if kind == "event":
            self.show_event(record)
            return
        self.show_tab(HOMES[kind][1])
        self.records.show_record(record)

    # --- what menu and shortcuts ask for ---

    def focus_filter(self) -> None:
        """Put the cursor into the filter bar."""
        self.filter_bar.focus()

    def clear_filter(self) -> None:
        """Show all events."""
        self.filter_bar.clear()

    def zoom(self, factor: float) -> None:
        """Show 1/factor as many days around the middle."""
        axis = self._desk.axis
        axis.zoom_at((axis.first + axis.last) / 2, factor)

    def zoom_all(self) -> None:
        """Show all days that have events."""
        self._desk.axis.show_all()

    def zoom_selection(self) -> None:
        """Bring the selected events into view."""
        self.timeline.go_to_selection()

    def save_figure(self, parent: QWidget) -> None:
        """Ask where to save the chart shown, as a picture or as its numbers, and do so."""
        if self.shown == "charts":
            self.page("charts").sharing.ask()
            return
        from desktop.figures import save_frequency

        save_frequency(parent, self.timeline.chart, self._say)

    def on_chart(self, name: str) -> None:
        """Call a method of the Charts page, or of what it shares, if it is shown."""
        if self.shown == "charts":
            page = self.page("charts")
            getattr(page if hasattr(page, name) else page.sharing, name)()

    def commit(self) -> None:
        """Store what is half typed anywhere."""
        self.inspector.commit()
        for name, page in self.made.items():
            if name not in OF_EVENTS:
                page.commit()

    def remember(self) -> None:
        """Keep what the next sitting should find again."""
        settings.remember("pages/shown", self.shown)
        for name, page in self.made.items():
            if name != "table":
                page.remember()

    # --- inside ---

    def _lay_out(self) -> None:
        words = (tr("Timeline"), tr("Table"), tr("Charts"), tr("Ledgers"), tr("Registry"), tr("Overview"))
        switches = QHBoxLayout()
        switches.setSpacing(4)
        for place, (name, label) in enumerate(zip(NAMES, words, strict=True)):
            switches.addWidget(self._switch(place, name, label), 0, Qt.AlignmentFlag.AlignTop)
        switches.addStretch(1)
        self._bar = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar.setContentsMargins(8, 8, 8, 4)
        self._bar.addLayout(switches)
        self._bar.addWidget(self.filter_bar, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _LETTERS * self.fontMetrics().horizontalAdvance("n")
        way = QBoxLayout.Direction
        self._bar.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._bar.setSpacing(12 if wide else 4)

    def _switch(self, place: int, name: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setMinimumHeight(28)
        shortcut = QKeySequence(f"Ctrl+{place + 1}").toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(plain_tip(f"{words} ({shortcut})"))
        button.setObjectName(f"show_{name}")
        self._buttons.addButton(button, place)
        return button

    def _on_page(self, place: int) -> None:
        self.show_page(NAMES[place])

    def _on_tab(self) -> None:
        self.page_shown.emit(self.shown)

    def _on_filter_entered(self) -> None:
        if self.shown not in FILTERED:  # what was filtered is not to be seen there
            self.show_page("table")

    def _on_table_requested(self) -> None:
        self.show_page("table")

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self._say(str(error))


def _tabs_of(page: str) -> tuple[str, ...]:
    return tuple(tab for tab, home in TABS.items() if home == page)


def _make(name: str, desk: Desk) -> Any:
    """Return a page; its modules are loaded when it is first shown."""
    if name == "charts":
        from desktop.panels.charts import ChartsPage

        return ChartsPage(desk)
    if name == "ledgers":
        from desktop.panels.ledgers import make_ledgers

        return make_ledgers(desk)
    if name == "registry":
        from desktop.panels.registry import make_registry

        return make_registry(desk)
    from desktop.panels.overview import OverviewPage

    return OverviewPage(desk)
