"""What the window remembers of its layout, and what it leaves as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget
from pytestqt.qtbot import QtBot

from db import sample
from db.timeline import Timeline
from desktop.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Sittings:
    """Opens windows one after the other, as somebody does who starts the program again."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self._qtbot, self.path = qtbot, path
        self.windows: list[Window] = []

    def begin(self) -> Window:
        """Show another window."""
        window = Window()
        self.windows.append(window)
        window.show()
        self._qtbot.waitExposed(window)
        return window

    def open(self) -> Window:
        """Show another window, on the sample's timeline page."""
        window = self.begin()
        window.open(self.path)
        assert window.pages is not None
        window.pages.show_page("timeline")
        return window


@pytest.fixture
def sittings(qtbot: QtBot, tmp_path: Path) -> Iterator[Sittings]:
    """Sittings on the sample."""
    path = tmp_path / "s.liaison"
    Timeline.create(path, sample.build).close()
    made = Sittings(qtbot, path)
    yield made
    for window in made.windows:
        window.close()
        window.deleteLater()


def docks(window: Window) -> dict[str, tuple[bool, Qt.DockWidgetArea]]:
    """Return which docks are hidden, and where they are."""
    found = window.findChildren(QDockWidget)
    return {dock.objectName(): (dock.isHidden(), window.dockWidgetArea(dock)) for dock in found}


@pytest.mark.parametrize("page", ["timeline", "registry"])
@pytest.mark.parametrize("closed_first", [False, True])
def test_docks_are_where_they_were_left(sittings: Sittings, page: str, closed_first: bool) -> None:
    window = sittings.open()
    sidebar, inspector = (window.findChild(QDockWidget, name) for name in ("sidebar", "inspector"))
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, sidebar)
    sidebar.show()
    inspector.hide()
    left = docks(window)
    assert left["sidebar"] == (False, Qt.DockWidgetArea.RightDockWidgetArea)
    window.pages.show_page(page)  # type: ignore[union-attr]
    if closed_first:
        window.close_timeline()
    window.close()
    assert docks(sittings.open()) == left


def test_a_timeline_opens_in_the_window_as_it_is(sittings: Sittings) -> None:
    sittings.begin().close()
    window = sittings.begin()
    window.resize(1111, 777)
    window.open(sittings.path)
    assert (window.width(), window.height()) == (1111, 777)
