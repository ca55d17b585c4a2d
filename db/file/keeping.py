"""The backups of one sitting: before its first edit, every so often while editing goes on, and at its close."""

import sqlite3
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from db import backup
from db.errors import Problem

EVERY: Final = 30 * 60
"""Seconds of editing between two backups."""


class Keeper:
    """Sees that a copy of the file as it was lies aside before an edit is carried out.

    An edit waits until the file is copied, which takes a small part of the time; the copy is checked and given its
    name in a thread of its own, while editing goes on.
    """

    def __init__(self, path: Path) -> None:
        self.problem = ""
        """Why the latest backup failed, as a sentence; empty if it didn't."""
        self.as_we_left_it = False
        """Whether the file is as this program closed it last."""
        self._path = path
        self._copying = threading.Lock()
        self._stopped = False
        self._copied: float | None = None
        self._checks: list[threading.Thread] = []

    def prepare(self) -> None:
        """Copy the file ahead of the first edit, unless a backup of it as it is lies there."""
        with self._copying:
            if not self._stopped and self._copied is None:
                self._begin(None)

    def before_edit(self, connection: sqlite3.Connection) -> None:
        """Copy the file if this is the sitting's first edit, or the latest copy was made long ago."""
        with self._copying:
            if self._copied is None:
                self._begin(connection)
            elif time.monotonic() - self._copied > EVERY:
                self._copy(connection, "editing")

    def at_close(self, connection: sqlite3.Connection) -> None:
        """Copy the file as the sitting leaves it."""
        with self._copying:
            self._copy(connection, "close")

    def stop(self) -> None:
        """Begin no copy ahead of an edit any more; one under way is finished first."""
        with self._copying:
            self._stopped = True

    def wait(self) -> None:
        """Wait until all copies are checked."""
        for check in self._checks:
            check.join()
        self._checks.clear()

    def _begin(self, connection: sqlite3.Connection | None) -> None:
        if self._is_backed_up():
            self._copied = time.monotonic()
        else:
            self._copy(connection, "before editing")

    def _is_backed_up(self) -> bool:
        """Tell whether the file is as we closed it last, and a backup was made after its last change."""
        if not self.as_we_left_it:
            return False
        with suppress(OSError):
            changed = self._path.stat().st_mtime_ns
            return any(info.path.stat().st_mtime_ns >= changed for info in backup.listing(self._path))
        return False

    def _copy(self, connection: sqlite3.Connection | None, reason: str) -> None:
        self._copied = time.monotonic()
        try:
            draft = backup.begin(connection, self._path)
        except Problem as problem:
            self.problem = str(problem)
            return
        check = threading.Thread(target=self._keep, args=(draft, reason), name="backup")
        try:
            check.start()
        except RuntimeError:  # no thread is to be had, as while the interpreter ends
            self._keep(draft, reason)
        else:
            self._checks.append(check)

    def _keep(self, draft: backup.Draft, reason: str) -> None:
        try:
            made = draft.keep(reason)
        except Problem as problem:
            self.problem = str(problem)
        except BaseException as error:  # a bug; nobody else hears of it in a thread
            self.problem = (
                f"The copy of “{self._path}” could not be checked ({error!r}) and was thrown away; the timeline and "
                "earlier backups were kept; save a copy yourself."
            )
            raise
        else:
            self.problem = ""
            backup.prune(self._path, checked=made)
