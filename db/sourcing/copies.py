"""Attached copies outside the file: read-only ones for a viewer, gone when the program ends, and saved ones."""

import atexit
import hashlib
import os
import re
import shutil
import stat
import tempfile
import threading
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.errors import Problem
from db.sourcing import attachments
from db.sourcing.attachments import Copy
from db.sourcing.sniffing import ENDINGS

_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST: Final = 80
_lock: Final = threading.Lock()
_folders: Final[list[Path]] = []


def open_copy(session: Session, attachment_id: int) -> Path:
    """Write a copy as a file that only this user may read, nobody may write, and return where it lies.

    The bytes are compared with their SHA-256 first. The file is removed when the program ends. Raises Problem.
    """
    copy = attachments.read(session, attachment_id)
    folder = _folder() / copy.sha256[:16]
    path = folder / safe_name(copy.name, copy.media_type)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if not _is(path, copy):
            _remove(path)
            descriptor = os.open(
                path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o400
            )
            with os.fdopen(descriptor, "wb") as file:
                file.write(copy.data)
    except OSError as error:
        raise Problem(
            f"“{copy.name}” can't be written for a viewer ({error.strerror}): free some space."
        ) from error
    return path


def save_as(session: Session, attachment_id: int, path: Path) -> None:
    """Write a copy to a file of the user's choice, whole or not at all; raises Problem.

    The open timeline itself is never the target: it must not be touched past SQLite.
    """
    copy = attachments.read(session, attachment_id)
    document = session.execute(text("SELECT file FROM pragma_database_list WHERE name = 'main'")).scalar()
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if document and path.exists() and path.samefile(document):
            raise Problem("This is the open timeline; choose another name for the copy.")
        draft.write_bytes(copy.data)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise Problem(f"“{path.name}” was not written ({error.strerror}): choose another place.") from error


def safe_name(name: str, media_type: str) -> str:
    """Return a file name that no system takes amiss, with the ending of what the bytes are."""
    stem = Path(name.replace("\\", "/").replace("\x00", "")).stem
    plain = "".join(sign if _plain(sign) else "_" for sign in unicodedata.normalize("NFC", stem))
    plain = re.sub(r"[_\s]{2,}", "_", plain).strip(" ._-")
    while len(plain.encode()) > 2 * _LONGEST or len(plain) > _LONGEST:
        plain = plain[:-1]
    plain = plain.rstrip(" ._-") or "copy"
    return f"{'_' if _RESERVED.fullmatch(plain) else ''}{plain}{ENDINGS.get(media_type, '.txt')}"


def _plain(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM" or sign in " ._-()"


def _is(path: Path, copy: Copy) -> bool:
    """Tell whether the file there is this copy, unchanged."""
    if path.is_symlink() or not path.is_file():
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() == copy.sha256


def _folder() -> Path:
    """Return the one folder of this process, made at its first use and open to this user alone."""
    with _lock:
        if not _folders or not _folders[0].is_dir():
            _folders[:] = [Path(tempfile.mkdtemp(prefix="liaison-"))]
            atexit.register(clean_up, _folders[0])
        return _folders[0]


def clean_up(folder: Path | None = None) -> None:
    """Remove the read-only copies of this process; what a viewer still holds open stays behind."""
    for place in [folder] if folder else _folders:
        for path in place.rglob("*"):
            if path.is_file():
                _remove(path)
        shutil.rmtree(place, ignore_errors=True)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.exists() and not path.is_symlink():
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)  # Windows deletes no read-only file
        path.unlink()
