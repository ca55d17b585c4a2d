"""Several pages behind one switch of the window: tabs, each page made when it is first shown."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop import settings
from desktop.desk import Desk


class SubPage(NamedTuple):
    """One tab: its name in code, its words, and what makes the page from a desk."""

    name: str
    words: str
    make: Callable[[Desk], Any]


class SubPages(QWidget):
    """Shows one of several record pages and remembers which; hands on what they ask for."""

    filter_requested = Signal(str)
    event_requested = Signal(object)
    record_requested = Signal(str, object)
    message = Signal(str)
    tab_shown = Signal(str)

    def __init__(
        self, desk: Desk, name: str, pages: Sequence[SubPage], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = name
        self._specs = tuple(pages)
        self.made: dict[str, Any] = {}
        self.tabs = QTabBar()
        self.tabs.setDocumentMode(True)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for page in self._specs:
            self.tabs.addTab(page.words)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(self.tabs)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        names = [page.name for page in self._specs]
        kept = settings.text(f"{name}/tab", names[0])
        self.tabs.setCurrentIndex(names.index(kept) if kept in names else 0)
        self.tabs.currentChanged.connect(self._on_tab)

    @property
    def names(self) -> tuple[str, ...]:
        """The tabs' names in code."""
        return tuple(page.name for page in self._specs)

    @property
    def shown(self) -> str:
        """The name of the tab that is shown."""
        return self._specs[self.tabs.currentIndex()].name

    @property
    def current(self) -> Any:
        """The page of the tab that is shown."""
        return self.page(self.shown)

    def page(self, name: str) -> Any:
        """Return a page, made if it was never shown."""
        if name not in self.made:
            spec = next(page for page in self._specs if page.name == name)
            page = self.made[name] = spec.make(self._desk)
            page.filter_requested.connect(self.filter_requested)
            page.event_requested.connect(self.event_requested)
            page.record_requested.connect(self.record_requested)
            page.message.connect(self.message)
            self._stack.addWidget(page)
        return self.made[name]

    def show_page(self, name: str) -> Any:
        """Show a tab and return its page."""
        self.tabs.setCurrentIndex(self.names.index(name))
        self._stack.setCurrentWidget(self.page(name))
        return self.page(name)

    def commit(self) -> None:
        """Store what is half typed."""
        for page in self.made.values():
            page.commit()

    def remember(self) -> None:
        """Keep what the next sitting should find again."""
        settings.remember(f"{self._name}/tab", self.shown)
        for page in self.made.values():
            page.remember()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_tab(self.tabs.currentIndex())

    def _on_tab(self, place: int) -> None:
        if self.isVisible():
            name = self._specs[place].name
            self._stack.setCurrentWidget(self.page(name))
            self.tab_shown.emit(name)
