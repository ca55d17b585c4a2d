"""A piece of work in the pool that takes a while, behind a dialog with its progress, the time left, and Cancel."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from db.errors import Interrupted
from desktop.importing.remaining import Remaining
from desktop.tasks import Task
from desktop.wording import PlainLabel, tr

Step = Callable[[int, int], None]
"""What the work calls with the parts done and all of them; it raises Interrupted where the user gave up."""
SHOW_MS: Final = 400
"""A work that is done sooner is not worth a dialog."""


class Working(QObject):
    """Runs `work(step)` in the pool. `done(result)`, `failed(exception)` or `cancelled()` ends it."""

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget, title: str, work: Callable[[Step], Any]) -> None:
        super().__init__(parent)
        self._task = Task(work, self._step)
        self._over = False
        self._remaining = Remaining()
        self.dialog = QDialog(parent)
        self.dialog.setWindowTitle(title)
        self.dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.told = PlainLabel(tr("Working …"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.dialog.reject)
        column = QVBoxLayout(self.dialog)
        column.setSpacing(8)
        column.addWidget(self.told)
        column.addWidget(self.bar)
        column.addWidget(buttons)
        self.dialog.setMinimumWidth(360)
        self.dialog.rejected.connect(self._on_cancelled)
        self._task.progressed.connect(self._on_progressed)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)

    def start(self) -> "Working":
        """Begin, and return itself."""
        self._remaining.begin()
        self._task.start()
        QTimer.singleShot(SHOW_MS, self, self._show)
        return self

    def _step(self, done: int, total: int) -> None:
        """Tell how far it is (in the pool's thread)."""
        if self._task.cancelled:
            raise Interrupted(tr("Nothing was written."))
        self._task.progressed.emit(done, total)

    # --- slots ---

    def _show(self) -> None:
        if not self._over:
            self.dialog.open()

    def _on_progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        left = self._remaining.words(done, total)
        said = tr("{done} of {total}", done=f"{done:,}", total=f"{total:,}")
        self.told.setText(f"{said}, {left}" if left else said)

    def _on_cancelled(self) -> None:
        if not self._over:
            self._task.cancel()
            self._end()
            self.cancelled.emit()

    def _on_done(self, result: object) -> None:
        if not self._over:
            self._end()
            self.done.emit(result)

    def _on_failed(self, error: Exception) -> None:
        if not self._over:
            self._end()
            self.failed.emit(error)

    def _end(self) -> None:
        self._over = True
        self.dialog.accept()
        self.dialog.deleteLater()
        self.deleteLater()
