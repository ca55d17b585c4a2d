"""Whether the file behind an open connection is still the one that was last seen, untouched by others."""

import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from db.errors import CannotWrite


class ChangedUnderneath(CannotWrite):
    """The file was replaced, moved, deleted or written by somebody else while it was open."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which file a path meant, and in what state, when we last looked.

    Nothing here opens the file: on POSIX systems closing it again would drop SQLite's locks.
    """

    device: int
    inode: int
    size: int
    change_counter: int
    """`PRAGMA data_version`: changes if and only if another connection wrote; own commits leave it."""

    @classmethod
    def of(cls, connection: sqlite3.Connection, path: Path | str) -> Self:
        """Return the identity of the file at `path`, which `connection` has open.

        Raises:
            ChangedUnderneath: there is nothing at `path` any more.
        """
        device, inode, size = _looked_at(Path(path))
        return cls(device, inode, size, _counter(connection))

    def after_own_write(self, path: Path | str) -> Self:
        """Return the identity after a commit of our own: a new size, and the same counter.

        The counter is kept so that a write by others since the commit still shows.
        """
        return replace(self, size=_looked_at(Path(path))[2])

    def after_failure(self, connection: sqlite3.Connection, path: Path | str) -> Self:
        """Return the identity after a write of our own that failed: SQLite counts the way back as a change.

        Asking for the counter rolls back what is left of the write, so the file has its old size afterwards.
        """
        counter = _counter(connection)
        return replace(self, change_counter=counter, size=_looked_at(Path(path))[2])


def verify(connection: sqlite3.Connection, path: Path | str, seen: Identity) -> None:
    """Make sure that the file is as it was last seen; meant for the start of a write transaction.

    Raises:
        ChangedUnderneath: the path leads elsewhere, or somebody else wrote.
    """
    device, inode, size = _looked_at(Path(path))
    if (device, inode) != (seen.device, seen.inode):
        raise ChangedUnderneath(_sentence(path, "was replaced by another file while it was open"))
    if size != seen.size or _counter(connection) != seen.change_counter:
        raise ChangedUnderneath(_sentence(path, "was changed by another program while it was open"))


def _looked_at(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError as error:
        raise ChangedUnderneath(_sentence(path, "was moved or deleted, or its disk is gone")) from error
    return found.st_dev, found.st_ino, found.st_size


def _counter(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _sentence(path: Path | str, happened: str) -> str:
    return (
        f"“{path}” {happened}; the edit was not made and nothing was written; "
        "save a copy under another name, then compare the two."
    )
