"""A process of its own: opens the real window, tells what is painted as soon as it is, and quits.

Each telling is one line on standard output: a name and JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QWidget

if TYPE_CHECKING:
    from desktop.pages import Pages
    from desktop.window import Window

WIDTH, HEIGHT = 1600, 900
HEAVY = (
    "matplotlib",
    "sqlalchemy",
    "pandas",
    "openpyxl",
    "scipy",
    "ruptures",
    "alembic",
    "pyparsing",
    "rapidfuzz",
)
"""What the first paint must do without."""
SETTLED_MS = 8000
"""By then everything is loaded that is loaded ahead."""


class FirstPaint(QObject):
    """Calls back once, when the paint event of a widget has been dealt with."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def tell(name: str, **facts: object) -> None:
    """Print a line to whoever started this process; `cpu` is what it has cost by now, in milliseconds."""
    facts["cpu"] = time.process_time() * 1000
    sys.stdout.write(f"{name} {json.dumps(facts)}\n")
    sys.stdout.flush()


def modules() -> dict[str, object]:
    """Return how many modules are loaded and which of the heavy ones."""
    return {"modules": len(sys.modules), "heavy": [name for name in HEAVY if name in sys.modules]}


def bare(application: QApplication) -> QWidget:
    """The floor: a widget and nothing else."""
    widget = QWidget()
    FirstPaint(widget, lambda: _painted(application))
    return widget


def table(application: QApplication) -> QWidget:
    """The floor of a window with menus: a main window around an empty table."""
    window, view = QMainWindow(), QTableView()
    window.menuBar().addMenu("File")
    window.setCentralWidget(view)
    FirstPaint(view.viewport(), lambda: _painted(application))
    return window


def _painted(application: QApplication) -> None:
    tell("painted")
    application.quit()


def start(application: QApplication) -> QWidget:
    """The program's window without a timeline."""
    window = _window()

    def painted() -> None:
        tell("painted", **modules())
        window.close()
        application.quit()

    FirstPaint(window, painted)
    return window


def opened(application: QApplication, path: str) -> QWidget:
    """The program's window with a timeline, as it starts the first time: its canvas painted."""
    window, pages = _window_with(path)

    def painted() -> None:
        tell("canvas", **modules())
        _leave(application, window)

    pages.timeline.canvas.painted_first.connect(lambda: QTimer.singleShot(0, painted))
    return window


def both(application: QApplication, path: str) -> QWidget:
    """The same where the Table page was shown last: its table painted, then the canvas."""
    from desktop import settings

    settings.prepare()
    settings.remember("pages/shown", "table")
    window, pages = _window_with(path)

    def table_painted() -> None:
        tell("table")
        pages.show_page("timeline")

    def canvas_painted() -> None:
        tell("both", **modules())
        _leave(application, window)

    FirstPaint(pages.table.view.viewport(), table_painted)
    pages.timeline.canvas.painted_first.connect(lambda: QTimer.singleShot(0, canvas_painted))
    return window


def stay(application: QApplication, path: str) -> QWidget:
    """The same left open until table, canvas and chart have been shown and everything is loaded."""
    window, pages = _window_with(path)
    pages.timeline.chart.shown.connect(lambda: pages.show_page("table"))
    QTimer.singleShot(SETTLED_MS, lambda: _leave(application, window))
    return window


def empty(application: QApplication) -> QWidget:
    """The program's window without a timeline, left open until everything is loaded that it loads by itself."""
    window = _window()
    _warm_up_later(window)
    QTimer.singleShot(SETTLED_MS, lambda: _leave(application, window))
    return window


def _leave(application: QApplication, window: "Window") -> None:
    import psutil

    tell("memory", rss=psutil.Process().memory_info().rss)
    window.close()
    application.quit()


def _window_with(path: str) -> "tuple[Window, Pages]":
    window = _window()
    window.show()
    window.open(Path(path))
    assert window.pages is not None
    _warm_up_later(window)
    return window, window.pages


def _window() -> "Window":
    from desktop import startup

    startup.before_numpy()
    startup.after_qt()
    startup.hold_garbage()
    from desktop import appearance, settings
    from desktop.window import Window

    settings.prepare()
    appearance.apply(settings.text("window/appearance", "system"))
    window = Window()
    window.resize(WIDTH, HEIGHT)
    return window


def _warm_up_later(window: "Window") -> None:
    from desktop.app import WARM_UP_MS

    QTimer.singleShot(WARM_UP_MS, window.warm_up)


def main(words: list[str]) -> int:
    """Do what the first word names."""
    application = QApplication(sys.argv[:1])
    kinds: dict[str, Callable[..., QWidget]] = {
        each.__name__: each for each in (bare, table, start, opened, both, stay, empty)
    }
    shown = kinds[words[0]](application, *words[1:])
    if not shown.isVisible():
        shown.resize(WIDTH, HEIGHT)
        shown.show()
    status = application.exec()
    QThreadPool.globalInstance().waitForDone(5000)  # as the program does
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
