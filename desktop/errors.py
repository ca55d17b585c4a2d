"""What happens to errors that nobody caught: a sentence for a Problem, a logged report for a bug."""

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from db import places
from db.errors import Problem
from db.version import VERSION
from desktop.wording import tr

if TYPE_CHECKING:
    import logging


class Unhandled(QObject):
    """Takes over `sys.excepthook` and that of threads: exceptions in slots end there. The window lives on."""

    problem = Signal(str)
    _in_thread = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.excepthook, threading.excepthook
        self._shown = False
        self._in_thread.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch what nobody caught from here on."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread

    def remove(self) -> None:
        """Give the hook back."""
        sys.excepthook, threading.excepthook = self._before

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Problem):
            self.problem.emit(str(error))
        elif isinstance(error, KeyboardInterrupt):
            QApplication.quit()
        else:
            import traceback  # nothing that only a bug needs is loaded at the start

            self._report("".join(traceback.format_exception(kind, error, trace)))

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        """Hand a bug in a thread of its own to the window's; whoever began the thread tells of Problems."""
        import traceback

        self._in_thread.emit(
            "".join(traceback.format_exception(args.exc_type, args.exc_value, args.exc_traceback))
        )

    def _report(self, report: str) -> None:
        _log().error("Liaison %s, Python %s\n%s", VERSION, sys.version.split()[0], report)
        sys.stderr.write(report)
        if not self._shown:  # one at a time, or a bug in painting would bury the screen in dialogs
            self._shown = True
            tell(
                QApplication.activeWindow(),
                tr(
                    "Something went wrong inside Liaison. The last edit was not made; everything before it is on "
                    "disk. A report was written to {folder}.",
                    folder=places.log_dir(),
                ),
                details=report,
            )
            self._shown = False


def tell(parent: QWidget | None, sentence: str, *, details: str = "") -> None:
    """Show one sentence as plain text."""
    box = QMessageBox(QMessageBox.Icon.Warning, "Liaison", "", QMessageBox.StandardButton.Ok, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    if details:
        box.setDetailedText(details)
    box.exec()


def _log() -> "logging.Logger":
    """Return the log, which goes to a file in the user's folder."""
    import logging
    from logging.handlers import RotatingFileHandler

    log = logging.getLogger("liaison")
    if not log.handlers:
        handler = RotatingFileHandler(
            places.log_dir() / "liaison.log", maxBytes=500_000, backupCount=3, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
    return log
