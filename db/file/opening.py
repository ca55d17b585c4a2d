"""Opening a timeline safely: the header is read before SQLite sees the file, and nothing in it is trusted."""

import json
import os
import sqlite3
import sys
import threading
import weakref
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import quote

from db import places
from db.errors import CannotOpen, CannotWrite, Problem
from db.file import header
from db.file.checking import NOTHING_CHANGED, check, explain
from db.file.header import Header, file_errors, has_journal

LARGEST_VALUE: Final = 50 * 2**20
"""Bytes that one row, so one attachment, may have."""

BUSY_SECONDS: Final = 5.0
"""How long a statement waits for another process's lock."""

_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: LARGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 2**20,
    # VACUUM attaches a database of its own, so it needs this limit lifted.
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    # Cascades count as triggers: a hierarchy of this depth can still be deleted by its root.
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 100,
}

_WRITE_AHEAD: Final = (
    "“{path}” was left in write-ahead mode by another program, so parts of it may lie in other files; "
    "nothing was changed; make a copy with “liaison backup” and open that."
)
_REMEMBERED: Final = 500


class Connection(sqlite3.Connection):
    """A connection that says which file it holds, and leaves no empty journal beside it."""

    key: tuple[int, int] | None = None
    """Device and inode of the file; None once closed."""
    writes = False

    def close(self) -> None:
        """Close; the journal, which is only emptied while editing, goes."""
        if self.key is not None and self.writes:
            self.rollback()  # SQLite changes the kind of journal only outside a transaction
            with suppress(sqlite3.Error):  # another connection is reading: it or the next one tidies up
                self.execute("PRAGMA busy_timeout=0")
                self.execute("PRAGMA journal_mode=DELETE")
        super().close()
        self.key = None


_held: "weakref.WeakSet[Connection]" = weakref.WeakSet()
_held_lock = threading.Lock()

_looks: dict[tuple[int, int], Header] = {}
"""The headers read before SQLite opened the files, by device and inode."""


def is_held(path: Path | str) -> bool:
    """Tell whether this process has the file open; then it must not be opened outside SQLite.

    On POSIX systems closing any descriptor of a file drops all locks the process has on it
    (https://www.sqlite.org/howtocorrupt.html, section 2.2).
    """
    try:
        key = _key(path)
    except (OSError, ValueError):
        return False
    with _held_lock:
        return any(connection.key == key for connection in _held)


def _key(path: Path | str) -> tuple[int, int]:
    found = Path(path).stat()
    return found.st_dev, found.st_ino


def read_header(path: Path | str, *, wal_too: bool = False) -> Header:
    """Read what a file says of itself, without SQLite unless this process has it open already.

    Args:
        path: the file.
        wal_too: also accept a file in write-ahead mode, as for copying it.

    Raises:
        CannotOpen: it is missing, no plain file, unreadable, empty, cut short, or no timeline.
    """
    path = Path(path)
    if is_held(path):
        return _header_through_sqlite(path)
    found = header.read(path)
    if found.wal and not wal_too:
        raise CannotOpen(_WRITE_AHEAD.format(path=path))
    with file_errors(path):
        _looks[_key(path)] = found
    return found


def _header_through_sqlite(path: Path) -> Header:
    connection = connect(path, write=False)
    try:
        names = ("application_id", "user_version", "page_size", "page_count")
        values: list[int] = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    finally:
        connection.close()
    return Header(*values, change_counter=None, wal=False, unfinished=has_journal(path))


def uri(path: PurePath, *, mode: str, immutable: bool = False) -> str:
    """Return the `file:` URI by which SQLite opens an absolute path (https://www.sqlite.org/uri.html)."""
    text = path.as_posix()
    if path.drive.endswith(":"):  # C:/… ; a share is //server/… already
        text = "/" + text
    quoted = quote(text, safe="/:", errors="surrogateescape")
    return f"file://{quoted}?mode={mode}{'&immutable=1' if immutable else ''}"


def connect(path: Path | str, *, write: bool) -> Connection:
    """Open an existing timeline with every guard up; the caller begins and ends transactions itself.

    The file is not changed by it, but that with `write` an edit broken off by a crash is rolled back.
    The connection may move between threads, but two of them must not use it at the same time.

    Raises:
        CannotOpen: SQLite can't open or read it.
        CannotWrite: `write` was asked for and the file may only be read.
    """
    path = Path(path).absolute()
    with file_errors(path):
        key = _key(path)
    if write and not _may_write(path):
        raise CannotWrite(
            f"“{path}” may only be read; it is as it was; open it for reading, or save a copy elsewhere."
        )
    address = uri(path, mode="rw" if write else "ro", immutable=not write and _on_read_only_medium(path))
    connection: Connection | None = None
    try:
        connection = sqlite3.connect(
            address,
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            # Pools close connections from threads other than those that made them.
            check_same_thread=False,
            factory=Connection,
        )
        # A replacement between the two looks only costs a closing that could have been an opening.
        connection.key = key
        with _held_lock:
            _held.add(connection)
        _guard(connection)
        _set_journal(connection, path, write=write)
    except (sqlite3.Error, Problem) as error:
        if connection is not None:
            connection.close()
        if isinstance(error, Problem):
            raise
        raise CannotOpen(
            explain(error, path) or f"“{path}” can't be opened ({error}); {NOTHING_CHANGED}."
        ) from error
    return connection


def _guard(connection: sqlite3.Connection) -> None:
    """Put up SQLite's defences against a hostile file (https://www.sqlite.org/security.html)."""
    for category, limit in _LIMITS.items():
        connection.setlimit(category, limit)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
    for setting in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}").fetchall()


def _set_journal(connection: Connection, path: Path, *, write: bool) -> None:
    """Read the file for the first time and choose how edits reach the disk."""
    connection.execute("PRAGMA schema_version").fetchone()
    if not write:
        return
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        raise CannotOpen(_WRITE_AHEAD.format(path=path))
    connection.execute("PRAGMA journal_mode=TRUNCATE").fetchone()
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.writes = True


def _may_write(path: Path) -> bool:
    # SQLite falls back to reading by itself where it may not write, and the first edit would fail.
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _on_read_only_medium(path: Path) -> bool:
    """Tell whether nobody can change the file, so that no locks are needed, which such media may lack."""
    if sys.platform == "win32" or has_journal(path):
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def needs_thorough_check(path: Path | str) -> bool:
    """Tell whether a file must be checked page by page: it comes from elsewhere, or its last writer crashed.

    May be asked before or after opening it; what counts is the header read before.

    Raises:
        CannotOpen: as `read_header`.
    """
    found = _looks.get(_key(path)) if is_held(path) else read_header(path)
    return found is None or found.unfinished or _known().get(_name(path)) != _marks(path, found)


def remember_clean_close(path: Path | str) -> None:
    """Note that a checked file was closed cleanly, so that it opens without a thorough check next time.

    Called after the last connection to it is closed. Failing to note it costs time only, so it is silent.
    """
    if is_held(path):
        return
    with suppress(OSError, Problem):
        marks = _marks(path, read_header(path))
        known = _known()
        known.pop(_name(path), None)
        known[_name(path)] = marks
        _write_known(dict(list(known.items())[-_REMEMBERED:]))


def recover(path: Path | str) -> None:
    """Roll back the edit that a crash broke off, if a journal of one lies beside the file.

    Opening for reading never does it: the journal may have come with a stranger's file.

    Raises:
        CannotOpen, CannotWrite: as `connect`.
    """
    connect(path, write=True).close()


def _name(path: Path | str) -> str:
    return str(Path(path).resolve())


def _marks(path: Path | str, found: Header) -> list[int]:
    """Return what changes with every write: size, time in nanoseconds, change counter."""
    status = Path(path).stat()
    return [status.st_size, status.st_mtime_ns, found.change_counter or 0]


def _known() -> dict[str, list[int]]:
    with suppress(OSError, ValueError, TypeError, AttributeError, Problem):
        text = (places.state_dir() / "known.json").read_text(encoding="utf-8")
        return {str(name): [int(mark) for mark in marks] for name, marks in json.loads(text).items()}
    return {}


def _write_known(known: dict[str, list[int]]) -> None:
    target = places.state_dir() / "known.json"
    fresh = target.with_name(f"known-{os.getpid()}.tmp")
    fresh.write_text(json.dumps(known, indent=1), encoding="utf-8")
    fresh.replace(target)


__all__ = [
    "BUSY_SECONDS",
    "LARGEST_VALUE",
    "Connection",
    "Header",
    "check",
    "connect",
    "is_held",
    "needs_thorough_check",
    "read_header",
    "recover",
    "remember_clean_close",
    "uri",
]
