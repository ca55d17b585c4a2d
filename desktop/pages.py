"""What is shown of one open timeline: filter bar, page switch, the pages, and the widgets for the docks."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop import settings
from desktop.desk import Desk
from desktop.editing import Editing
from desktop.panels.filter_bar import FilterBar
from desktop.panels.inspector import Inspector
from desktop.panels.sidebar import Sidebar
from desktop.panels.table import TablePanel
from desktop.panels.timeline import TimelinePage
from desktop.wording import plain_tip, tr


class Pages(QWidget):
    """Composes the panels of one desk; the window puts `sidebar` and `inspector` into docks."""

    edit_requested = Signal()

    def __init__(self, desk: Desk, editing: Editing, say: Callable[[str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._say = say
        self.filter_bar = FilterBar(desk)
        self.sidebar = Sidebar(desk)
        self.inspector = Inspector(desk)
        self.timeline = TimelinePage(desk, self.sidebar)
        self.table = TablePanel(desk)
        self._stack = QStackedWidget()
        self._buttons = QButtonGroup(self)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 4)
        bar.setSpacing(4)
        for place, (name, words, page) in enumerate(
            (("timeline", tr("Timeline"), self.timeline), ("table", tr("Table"), self.table))
        ):
            self._stack.addWidget(page)
            bar.addWidget(self._switch(place, name, words))
        bar.addSpacing(8)
        bar.addWidget(self.filter_bar, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        self._buttons.idClicked.connect(self._on_page)
        self.timeline.edit_requested.connect(self.edit_requested)
        self.timeline.move_requested.connect(editing.move)
        for panel in (self.table, self.filter_bar, self.sidebar.saved):
            panel.message.connect(say)
        desk.browse.failed.connect(self._on_failed)
        self.show_page(settings.text("pages/shown", "timeline"))

    def show_page(self, name: str) -> None:
        """Show the `timeline` or the `table` page."""
        place = 1 if name == "table" else 0
        self._buttons.button(place).setChecked(True)
        self._on_page(place)

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
        """Ask where to save the frequency chart, as a picture or as its numbers, and do so."""
        from desktop.figures import save_frequency

        save_frequency(parent, self.timeline.chart, self._say)

    def remember(self) -> None:
        """Keep what the next sitting should find again."""
        settings.remember("pages/shown", "table" if self._stack.currentIndex() else "timeline")
        self.timeline.remember()

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
        self._stack.setCurrentIndex(place)

    def _on_failed(self, error: Exception) -> None:
        self._say(str(error))
