"""A process of its own: opens the real window, tells what is painted as soon as it is, and quits.

Each telling is one line on standard output: a name and JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QWidget

if TYPE_CHECKING:
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
    FirstPaint(widget, lambda: (tell("painted"), application.quit()))
    return widget


def table(application: QApplication) -> QWidget:
    """The floor of a window with menus: a main window around an empty table."""
    window, view = QMainWindow(), QTableView()
    window.menuBar().addMenu("File")
    window.setCentralWidget(view)
    FirstPaint(view.viewport(), lambda: (tell("painted"), application.quit()))
    return window


def start(application: QApplication) -> QWidget:
    """The program's window without a timeline."""
    window = _window()

    def painted() -> None:
        tell("painted", **modules())
        window.close()
        application.quit()

    FirstPaint(window, painted)
    return window


def opened(application: QApplication, path: str, *, stay: bool = False) -> QWidget:
    """The program's window with a timeline: its canvas, then its table painted, or with `stay` its chart shown."""
    window = _window()

    def canvas_painted() -> None:
        tell("canvas", **modules())
        pages = window.pages
        FirstPaint(pages.table.view.viewport(), table_painted)
        pages.show_page("table")

    def table_painted() -> None:
        tell("table")
        if not stay:
            leave()
            return
        panel = window.pages.timeline.chart
        panel.shown.connect(lambda: QTimer.singleShot(3000, leave))
        window.pages.show_page("timeline")
        if panel.frequency is not None:
            QTimer.singleShot(3000, leave)

    def leave() -> None:
        import psutil

        tell("memory", rss=psutil.Process().memory_info().rss)
        window.close()
        application.quit()

    window.show()
    window.open(Path(path))
    window.pages.timeline.canvas.painted_first.connect(lambda: QTimer.singleShot(0, canvas_painted))
    QTimer.singleShot(0, window.warm_up)
    return window


def empty(application: QApplication) -> QWidget:
    """The program's window without a timeline, after a moment, with everything loaded that it loads by itself."""
    window = _window()

    def leave() -> None:
        import psutil

        tell("memory", rss=psutil.Process().memory_info().rss)
        window.close()
        application.quit()

    QTimer.singleShot(0, window.warm_up)
    QTimer.singleShot(3000, leave)
    return window


def _window() -> "Window":
    from desktop import appearance, settings
    from desktop.window import Window

    settings.prepare()
    appearance.apply(settings.text("window/appearance", "system"))
    window = Window()
    window.resize(WIDTH, HEIGHT)
    return window


def main(words: list[str]) -> int:
    """Do what the first word names."""
    application = QApplication(sys.argv[:1])
    kinds: dict[str, Callable[..., QWidget]] = {
        "bare": bare, "table": table, "start": start, "open": opened, "empty": empty,
        "stay": lambda application, path: opened(application, path, stay=True),
    }  # fmt: skip
    shown = kinds[words[0]](application, *words[1:])
    if not shown.isVisible():
        shown.resize(WIDTH, HEIGHT)
        shown.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
