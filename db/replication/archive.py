"""Writes a package's zip: the same bytes from the same contents, and under its name only when it is whole."""

import hashlib
import os
import zipfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.errors import Problem

MANIFEST: Final = "MANIFEST.sha256"

_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say; the same for every file of every package."""

_LEVEL: Final = 6
_FILE: Final = 0o100644 << 16
_UNIX: Final = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the package: its length in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


class Archive:
    """Puts files into a zip one after the other and keeps their checksums."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._zip = archive
        self.entries: dict[str, Entry] = {}

    def add(self, name: str, content: str | Iterable[bytes]) -> Entry:
        """Add a file of text, or of bytes that come in parts."""
        parts = [content.encode()] if isinstance(content, str) else content
        digest, size = hashlib.sha256(), 0
        with self._zip.open(_info(name), "w") as out:
            for part in parts:
                digest.update(part)
                size += out.write(part)
        entry = self.entries[name] = Entry(size, digest.hexdigest())
        return entry

    def close_with_manifest(self) -> None:
        """Add the checksums of all files in the form of `sha256sum`, and list the files by name."""
        lines = [f"{entry.sha256}  {name}\n" for name, entry in sorted(self.entries.items())]
        self.add(MANIFEST, "".join(lines))
        self._zip.filelist.sort(key=lambda info: info.filename)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = _FILE
    info.create_system = _UNIX  # on every system, or the bytes would differ
    return info


@contextmanager
def writing(out: Path) -> Generator[Archive]:
    """Give an archive that becomes `out` when the block ends well; else an older file of this name stays as it is.

    Raises Problem where the disk refuses.
    """
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with draft.open("xb") as file:
            with zipfile.ZipFile(file, "w", compresslevel=_LEVEL) as archive:
                made = Archive(archive)
                yield made
                made.close_with_manifest()
            file.flush()
            os.fsync(file.fileno())
        draft.replace(out)
    except OSError as error:
        raise Problem(f"“{out}” can't be written ({error.strerror}); no package was made.") from error
    finally:
        draft.unlink(missing_ok=True)
