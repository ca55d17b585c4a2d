"""The first 100 bytes of a timeline, read by plain means before SQLite sees the file."""

import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.errors import CannotOpen
from db.file.checking import NOTHING_CHANGED
from db.schema import APPLICATION_ID, SCHEMA_VERSION

_MAGIC: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of a timeline say (https://www.sqlite.org/fileformat.html, section 1.3)."""

    application_id: int
    user_version: int
    page_size: int
    page_count: int
    change_counter: int | None
    """SQLite's count of commits; None where this process has the file open already."""
    wal: bool
    """True if the file was last written in write-ahead mode, which Liaison does not use."""
    unfinished: bool
    """True if a journal lies beside the file: a writer is at work or ended in the middle of an edit."""

    @property
    def newer(self) -> bool:
        """True if a newer version of Liaison wrote the file."""
        return self.user_version > SCHEMA_VERSION

    @property
    def older(self) -> bool:
        """True if the file must be migrated before it is edited."""
        return self.user_version < SCHEMA_VERSION


def read(path: Path) -> Header:
    """Read what a file says of itself; only for files that this process does not have open.

    Raises:
        CannotOpen: it is missing, no plain file, unreadable, empty, cut short, or no timeline.
    """
    with file_errors(path):
        size = _size_of_plain_file(path)
        unfinished = has_journal(path)
        with path.open("rb") as file:
            first = file.read(100)
    return _header(path, first, size, unfinished=unfinished)


def _size_of_plain_file(path: Path) -> int:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise CannotOpen(f"“{path}” is a folder, not a timeline; {NOTHING_CHANGED}; choose a file.")
    if not stat.S_ISREG(found.st_mode):
        raise CannotOpen(f"“{path}” is a device or a pipe, not a timeline; {NOTHING_CHANGED}; choose a file.")
    if found.st_size == 0:
        raise CannotOpen(
            f"“{path}” is empty; {NOTHING_CHANGED}; choose another file, or make a new timeline elsewhere."
        )
    return found.st_size


def _header(path: Path, first: bytes, size: int, *, unfinished: bool) -> Header:
    def number(offset: int, width: int = 4) -> int:
        return int.from_bytes(first[offset : offset + width], "big")

    if len(first) < 100 or not first.startswith(_MAGIC):
        raise CannotOpen(f"“{path}” is no timeline; {NOTHING_CHANGED}; choose another file.")
    if number(68) != APPLICATION_ID:
        raise CannotOpen(
            f"“{path}” is a database of another program, no timeline; {NOTHING_CHANGED}; choose another file."
        )
    page_size = 65536 if number(16, 2) == 1 else number(16, 2)
    if page_size < 512 or page_size & (page_size - 1):
        raise CannotOpen(f"“{path}” is damaged in its first bytes; {NOTHING_CHANGED}; restore a backup.")
    header = Header(
        application_id=number(68),
        user_version=number(60),
        page_size=page_size,
        page_count=number(28),
        change_counter=number(24),
        wal=2 in first[18:20],
        unfinished=unfinished,
    )
    # The page count is valid only if offset 92 repeats the change counter.
    full = header.page_count * page_size if number(92) == number(24) else 0
    if size < full and not unfinished and not header.wal:
        raise CannotOpen(
            f"“{path}” is cut short ({size:,} of {full:,} bytes), perhaps because it is still being copied; "
            f"{NOTHING_CHANGED}; wait until it is whole, or restore a backup."
        )
    return header


def has_journal(path: Path) -> bool:
    """Tell whether a journal with something in it lies beside the file, or beside the target of a link."""
    with suppress(OSError):
        return Path(f"{path.resolve()}-journal").stat().st_size > 0
    return False


@contextmanager
def file_errors(path: Path) -> Generator[None]:
    """Turn the operating system's errors about a file that is to be read into CannotOpen."""
    try:
        yield
    except FileNotFoundError as error:
        raise CannotOpen(f"“{path}” does not exist; {NOTHING_CHANGED}; choose another file.") from error
    except PermissionError as error:
        raise CannotOpen(
            f"“{path}” can't be read because you have no permission; {NOTHING_CHANGED}; "
            "ask its owner, or choose another file."
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL inside the path
        reason = error.strerror if isinstance(error, OSError) else error
        raise CannotOpen(
            f"“{path}” can't be read ({reason}); {NOTHING_CHANGED}; choose another file."
        ) from error
