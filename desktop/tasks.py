"""Work off the window's thread: a function runs in the pool, its result comes back as a signal."""

from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance

from db.errors import Interrupted


class Task(QObject):
    """One piece of work in the pool. `done(result)` or `failed(exception)` arrives on the thread that made it.

    A read that gave way to an edit is started again by itself. A cancelled task says nothing more.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, work: Callable[..., Any], *args: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._args = args
        self.cancelled = False

    def start(self) -> "Task":
        """Hand the work to the pool and return the task."""
        _running.add(self)
        self.done.connect(self._on_over)
        self.failed.connect(self._on_over)
        QThreadPool.globalInstance().start(_Runnable(self))
        return self

    def cancel(self) -> None:
        """Ask the work to stop; what it still returns is thrown away."""
        self.cancelled = True

    def run(self) -> None:
        """Do the work (in the pool's thread)."""
        while True:
            try:
                result = self._work(*self._args)
            except Interrupted:
                if self.cancelled:
                    result = None
                else:
                    continue
            except Exception as error:
                self._tell(self.failed, error)
                return
            self._tell(self.done, result)
            return

    def _tell(self, signal: SignalInstance, value: object) -> None:
        if shiboken6.isValid(self):  # the window may have gone meanwhile
            signal.emit(value)

    def _on_over(self, _: object) -> None:
        _running.discard(self)


class _Runnable(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()


_running: set[Task] = set()
"""Tasks under way; Qt would drop them otherwise."""


class Newest(QObject):
    """Runs one kind of work again and again and hands on only the result that was asked for last."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Tell whether a result is still to come."""
        return self._task is not None

    def ask(self, work: Callable[..., Any], *args: Any) -> None:
        """Start the work; whatever was asked before is forgotten."""
        self.forget()
        self._task = Task(work, *args)
        self._task.done.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    def forget(self) -> None:
        """Throw away what is under way."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_done(self, result: object) -> None:
        if self.sender() is self._task:
            self._task = None
            self.done.emit(result)

    def _on_failed(self, error: object) -> None:
        if self.sender() is self._task:
            self._task = None
            self.failed.emit(error)
