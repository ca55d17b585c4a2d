"""Automatic backups: checked copies in a per-user folder, thinned out as they age."""

import hashlib
import os
import re
import sqlite3
import time
import uuid
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from db import places
from db.errors import CannotWrite
from db.file import opening, retention
from db.file.checking import explain
from db.file.publishing import publish

SIZE_LIMIT: Final = 2 * 2**30
"""Bytes that all backups of one timeline may take."""

_PATIENCE: Final = 15.0
"""Seconds of waiting for another program's lock after which a copy gives up."""

_NAME: Final = re.compile(
    r"(?P<document>.*)-(?P<place>[0-9a-f]{8})-(?P<made>\d{8}T\d{6}Z)(?:~(?P<turn>\d+))?-(?P<reason>[a-z0-9-]+)\.liaison"
)


class BackupFailed(CannotWrite):
    """No backup was made; the earlier ones are all still there."""


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup: where it lies, of which timeline (by name), when (UTC) and why it was made, its bytes."""

    path: Path
    document: str
    made: datetime
    turn: int
    reason: str
    size: int


def make(
    connection: sqlite3.Connection | None,
    document: Path | str,
    reason: str,
    *,
    folder: Path | None = None,
    now: datetime | None = None,
) -> Path:
    """Make a checked backup of a timeline and return where it lies.

    Args:
        connection: one that has the timeline open, outside a transaction; None opens it for reading.
        document: the timeline's path; the backup's name carries its name and a mark of the whole path.
        reason: a few words such as `before import`.
        folder: where backups lie; without it, the user's folder.
        now: the time it is filed under; without it, the clock's.

    Raises:
        BackupFailed: the timeline is damaged or can't be read, or the folder can't be written.
        ValueError: the connection is inside a transaction, so what it sees may not stay.
    """
    return begin(connection, document, folder=folder, now=now).keep(reason)


def begin(
    connection: sqlite3.Connection | None,
    document: Path | str,
    *,
    folder: Path | None = None,
    now: datetime | None = None,
) -> "Draft":
    """Copy a timeline as it is now, to be checked and kept later; arguments and errors are those of `make`."""
    document = Path(document)
    folder = places.backup_dir() if folder is None else folder
    made = (now or datetime.now(UTC)).astimezone(UTC)
    draft = Draft(document, folder / f".{uuid.uuid4().hex}.tmp", made)
    with draft.guarded(), _source(connection, document) as source:
        _copy(source, draft.path, document)
    return draft


class Draft:
    """A copy under a temporary name that nobody has checked yet; it ends as a backup, or it goes."""

    def __init__(self, document: Path, path: Path, made: datetime) -> None:
        self.document = document
        self.path = path
        self.made = made

    def keep(self, reason: str) -> Path:
        """Check the copy and give it the name of a backup; returns where it lies, raises BackupFailed."""
        folder = self.path.parent
        with self.guarded(last=True):
            self.check()
            names = _names(folder, self.document, self.made, reason)
            return next(out for out in names if publish(self.path, out))

    def keep_as(self, out: Path) -> bool:
        """Check the copy and give it a name, unless there is such a file; raises BackupFailed."""
        with self.guarded(last=True):
            self.check()
            return publish(self.path, out)

    def check(self) -> None:
        """Raise BackupFailed unless every page is in order."""
        if not is_sound(self.path):
            raise BackupFailed(
                f"“{self.document}” is damaged, no copy of it was made; all earlier backups were kept; "
                "save your work under another name, or restore a backup."
            )

    def discard(self) -> None:
        """Remove the copy."""
        for leftover in (self.path, self.path.with_name(self.path.name + "-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)

    @contextmanager
    def guarded(self, *, last: bool = False) -> Generator[None]:
        """Turn what goes wrong into BackupFailed; afterwards, or at the `last` step, no draft is left behind."""
        folder = self.path.parent
        try:
            yield
        except sqlite3.Error as error:
            self.discard()
            kept = f"no copy was made in “{folder}”, earlier backups were kept"
            said = explain(error, self.document, kept) or f"“{self.document}”: {error}; {kept}."
            raise BackupFailed(said) from error
        except OSError as error:
            self.discard()
            raise BackupFailed(
                f"No copy of “{self.document}” was made in “{folder}” ({error.strerror}); the timeline and earlier "
                "backups were kept; free some space there, or see that you may write to it."
            ) from error
        except BaseException:
            self.discard()
            raise
        if last:
            self.discard()


def copy_to(document: Path | str, out: Path | str) -> Path:
    """Write a checked copy of a timeline, safely while it is open elsewhere, and return its path.

    A copy of a file in write-ahead mode is whole and in ordinary mode.

    Args:
        document: the timeline.
        out: the new file, or a folder that gets one of the same name; an existing file is never replaced.

    Raises:
        CannotOpen: `document` is no timeline.
        BackupFailed: it is damaged, or `out` can't be written or exists.
    """
    document, out = Path(document), Path(out)
    if out.is_dir():
        out /= document.name
    opening.read_header(document, wal_too=True)
    if out.exists():
        raise BackupFailed(
            f"“{out}” exists already and was left as it is; no copy was made; choose another name."
        )
    if not begin(None, document, folder=out.parent).keep_as(out):
        raise BackupFailed(f"“{out}” was made by somebody else meanwhile; it was kept; choose another name.")
    return out


def listing(document: Path | str | None = None, *, folder: Path | None = None) -> list[BackupInfo]:
    """Return the backups of a timeline, or of all, newest first."""
    folder = places.backup_dir() if folder is None else folder
    place = None if document is None else _place(Path(document))
    found: list[BackupInfo] = []
    for path in folder.glob("*.liaison"):
        parts = _NAME.fullmatch(path.name)
        if parts is None or place not in {None, parts["place"]}:
            continue
        with suppress(OSError, ValueError):  # taken away meanwhile; a time that is none
            made = datetime.strptime(parts["made"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            turn, size = int(parts["turn"] or 1), path.stat().st_size
            found.append(BackupInfo(path, parts["document"], made, turn, parts["reason"], size))
    return sorted(found, key=lambda info: (info.made, info.turn), reverse=True)


def prune(
    document: Path | str,
    *,
    folder: Path | None = None,
    now: datetime | None = None,
    limit: int = SIZE_LIMIT,
    checked: Path | None = None,
) -> list[Path]:
    """Remove the backups of a timeline that age has made superfluous, and return which.

    None is removed while the newest one fails its check: then the earlier ones may be all there is. `checked` is
    the one that `make` returned just now, which need not be checked twice.
    """
    now = now or datetime.now(UTC)
    found = listing(document, folder=folder)
    if not found or (found[0].path != checked and not is_sound(found[0].path)):
        return []
    _remove_drafts(found[0].path.parent, now)
    kept = retention.to_keep([(info.made, info.size) for info in found], now, limit)
    removed: list[Path] = []
    for place, info in enumerate(found):
        if place not in kept:
            with suppress(OSError):  # in use on Windows, or gone: the next turn takes it
                info.path.unlink()
                removed.append(info.path)
    return removed


def _remove_drafts(folder: Path, now: datetime) -> None:
    """Remove what a crash in the middle of a backup left behind a day or more ago."""
    for draft in folder.glob(".*.tmp*"):
        with suppress(OSError):
            if now.timestamp() - draft.stat().st_mtime > 86_400:
                draft.unlink()


def is_sound(path: Path | str) -> bool:
    """Tell whether SQLite finds every page of a backup in order."""
    try:
        with closing(sqlite3.connect(opening.uri(Path(path).absolute(), mode="ro"), uri=True)) as copy:
            copy.execute("PRAGMA cell_size_check=ON")
            return copy.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        return False


@contextmanager
def _source(connection: sqlite3.Connection | None, document: Path) -> Generator[sqlite3.Connection]:
    if connection is None:
        with closing(opening.connect(document, write=False)) as own:
            yield own
    elif connection.in_transaction:
        raise ValueError("a backup was begun inside a transaction")
    else:
        yield connection


def _copy(source: sqlite3.Connection, draft: Path, document: Path) -> None:
    begun = time.monotonic()

    def watch(status: int, _remaining: int, _total: int) -> None:
        # Python tries a locked source again for ever.
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() - begun > _PATIENCE:
            raise BackupFailed(
                f"“{document}” is being written by another program all the time, so no copy was made; "
                "all earlier backups were kept; try again in a moment."
            )

    with closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        # The draft is of no use unless whole, so it needs no journal; it is synced before it gets its name.
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute("PRAGMA synchronous=OFF")
        source.backup(copy, progress=watch)
        # Pages come as they are, and the first one says whether the source was in write-ahead mode.
        copy.execute("PRAGMA journal_mode=DELETE").fetchone()


def _names(folder: Path, document: Path, made: datetime, reason: str) -> Iterator[Path]:
    """Yield the names of a backup, which differ only where two are made in one second."""
    stem = document.stem.encode("utf-8", "replace")[:100].decode("utf-8", "ignore")
    why = re.sub(r"[^a-z0-9]+", "-", reason.lower()).strip("-")[:40] or "backup"
    turn = 1
    while True:
        again = f"~{turn}" if turn > 1 else ""
        yield folder / f"{stem}-{_place(document)}-{made:%Y%m%dT%H%M%SZ}{again}-{why}.liaison"
        turn += 1


def _place(document: Path) -> str:
    """Return a mark of the full path, which keeps apart timelines of the same name."""
    full = os.path.normcase(document.resolve())
    return hashlib.sha256(full.encode("utf-8", "surrogateescape")).hexdigest()[:8]
