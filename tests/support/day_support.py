"""The window of one sitting, driven by keys and clicks, and all that a file holds."""

from typing import Any

from pages_support import add_record, choose
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.models import Base
from db.recording import OWN_TABLES
from db.timeline import Timeline
from desktop.actions import TABS
from desktop.window import Window

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Day:
    """The window of one sitting, driven by keys and clicks."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def pages(self) -> Any:
        return self.window.pages

    @property
    def timeline(self) -> Timeline:
        return self.window.desk.live.timeline  # type: ignore[union-attr]

    @property
    def form(self) -> Any:
        return self.pages.inspector.form

    @property
    def focus(self) -> Any:
        """The widget that keys go to while the window is active."""
        return self.window.focusWidget()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        self.activate()
        self.qtbot.keyClick(self.focus or self.window, key, modifiers)

    def activate(self) -> None:
        """Make the window the active one: dialogs take that from it where there is no window manager."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def tab(self, name: str) -> Any:
        """Go to the records of one kind by its shortcut, and wait until they are listed."""
        self.press(Qt.Key(Qt.Key.Key_0 + (TABS.index(name) + 1) % 10), ALT)
        page = self.pages.records
        assert page.spec.name == name
        self.qtbot.waitUntil(lambda: bool(page.count.text()) and not page._stale)
        return page

    def new(self, page: Any, **values: str) -> None:
        """Add a record by Ctrl+N and wait until it is shown."""
        before = page.current
        self.press(Qt.Key.Key_N, CTRL)
        add_record(self.qtbot, page, **values)
        self.qtbot.waitUntil(lambda: page.current not in {before, None})
        self.activate()

    def find(self, page: Any, text: str) -> None:
        """Find a record by Ctrl+F and go to it."""
        self.press(Qt.Key.Key_F, CTRL)
        assert self.focus is page.finder
        choose(page, self.qtbot, text)
        page.finder.clear()

    def event(self, title: str, date: str) -> int:
        """Add an event by Ctrl+N, and type its title and date."""
        self.press(Qt.Key.Key_1, CTRL)
        self.press(Qt.Key.Key_N, CTRL)
        basics = self.form.basics
        assert self.focus is basics.title
        self.qtbot.keyClicks(basics.title, title)
        self.qtbot.keyClick(basics.title, Qt.Key.Key_Return)
        assert self.focus is basics.date.line
        self.qtbot.keyClicks(basics.date.line, date)
        self.qtbot.keyClick(basics.date.line, Qt.Key.Key_Return)
        return self.window.desk.browse.current  # type: ignore[union-attr, return-value]

    def events_of(self, text: str) -> int:
        """Type a filter by Ctrl+F on a page of events and return how many events pass it."""
        self.press(Qt.Key.Key_1, CTRL)
        self.press(Qt.Key.Key_F, CTRL)
        line, browse = self.pages.filter_bar.line, self.window.desk.browse  # type: ignore[union-attr]
        assert self.focus is line
        self.qtbot.keyClick(line, Qt.Key.Key_A, CTRL)
        self.qtbot.keyClicks(line, text)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: str(browse.filter) == text)
        found = len(browse.rows)
        self.pages.clear_filter()
        return found

    def show(self, event: int) -> None:
        """Show an event."""
        self.pages.show_event(event)
        self.qtbot.waitUntil(lambda: self.form.shown is not None and self.form.shown.detail.id == event)


def contents(timeline: Timeline) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table that users edit."""
    with timeline.reading() as connection:
        return {
            table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
            for table in set(Base.metadata.tables) - OWN_TABLES
        }
