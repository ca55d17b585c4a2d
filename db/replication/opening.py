"""Opens a package that may come from anybody: measured first, read without being unpacked, checked file by file."""

import hashlib
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from db.errors import Problem
from db.replication import DESCRIPTOR
from db.replication.archive import MANIFEST

MOST_FILES: Final = 10_000
MOST_BYTES: Final = 2 * 1024**3
"""Of all files together: some ten times the largest timeline that Liaison is made for."""
MOST_PACKED: Final = 200
"""How many times smaller than its contents a large file may be; tables come to about ten."""
MOST_TOLD: Final = 32 * 1024**2
"""Bytes of a file that says what the others are."""

_LARGE: Final = 16 * 1024**2
_AT_ONCE: Final = 1024**2
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")
_ENCRYPTED: Final = 0x1

Watch = Callable[[int], None]
"""Called with the number of bytes read since the last call; may raise."""


class UnusablePackage(Problem):
    """A package can't be imported; the sentence says what is wrong with it and where."""

    def __init__(self, file: str, wrong: str) -> None:
        super().__init__(f"“{file}” can't be imported: {wrong}; nothing was imported.")


class Package:
    """A zip whose files are safe to read; `sums` are the checksums that its manifest gives, by name."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self._zip = archive
        self._infos: Mapping[str, zipfile.ZipInfo] = {info.filename: info for info in archive.infolist()}
        self.sums: Mapping[str, str] = {}

    @property
    def size(self) -> int:
        """Bytes of all files that its manifest names."""
        return sum(self._infos[name].file_size for name in self.sums)

    def wrong(self, what: str) -> UnusablePackage:
        """Return the error to raise for something that is wrong with it."""
        return UnusablePackage(self.name, what)

    def measure(self) -> None:
        """Refuse what is no plain archive of plain files, or would fill memory; raises UnusablePackage."""
        infos = self._zip.infolist()
        if len(infos) > MOST_FILES:
            raise self.wrong(f"it holds {len(infos):,} files, more than {MOST_FILES:,}")
        seen: set[str] = set()
        for info in infos:
            self._check(info)
            if info.filename.casefold() in seen:
                raise self.wrong(f"it holds “{shown(info.filename)}” twice")
            seen.add(info.filename.casefold())
        size = sum(info.file_size for info in infos)
        if size > MOST_BYTES:
            raise self.wrong(f"its files come to {size:,} bytes, more than {MOST_BYTES:,}")

    def _check(self, info: zipfile.ZipInfo) -> None:
        name = info.filename
        if not is_safe(name) or info.orig_filename != name:
            raise self.wrong(f"“{shown(name)}” is no name of a file within it")
        mode = info.external_attr >> 16
        if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise self.wrong(f"“{shown(name)}” is a link, not a file")
        if info.flag_bits & _ENCRYPTED:
            raise self.wrong(f"“{shown(name)}” is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.wrong(f"“{shown(name)}” is packed in a way that packages are not")
        if info.file_size > _LARGE and info.file_size > MOST_PACKED * max(1, info.compress_size):
            raise self.wrong(f"“{shown(name)}” unpacks to {info.file_size:,} bytes, far more than tables do")

    def read_manifest(self) -> None:
        """Read the checksums; each must be of a file that is there."""
        found: dict[str, str] = {}
        for line in self.told(MANIFEST).splitlines():
            said = _LINE.fullmatch(line)
            if said is None or said[2] not in self._infos or said[2] in found:
                raise self.wrong(f"{MANIFEST} says “{shown(line)}”, which is no checksum of a file in it")
            found[said[2]] = said[1]
        if DESCRIPTOR not in found:
            raise self.wrong(f"{MANIFEST} does not name {DESCRIPTOR}")
        self.sums = found

    def told(self, name: str) -> str:
        """Return a file that says what the others are, as text."""
        info = self._infos.get(name)
        if info is None:
            raise self.wrong(f"it has no {name}")
        if info.file_size > MOST_TOLD:
            raise self.wrong(f"{name} has {info.file_size:,} bytes, more than {MOST_TOLD:,}")
        return self.text(name, b"".join(self._parts(name)))

    def checked(self, name: str, watch: Watch, *, keep: bool = True) -> bytes:
        """Return a file's bytes, or none of them, once they have the checksum that the manifest gives."""
        digest, kept = hashlib.sha256(), list[bytes]()
        for part in self._parts(name):
            digest.update(part)
            if keep:
                kept.append(part)
            watch(len(part))
        if digest.hexdigest() != self.sums[name]:
            raise self.wrong(
                f"“{shown(name)}” has another checksum than {MANIFEST} gives: it was changed or damaged"
            )
        return b"".join(kept)

    def text(self, name: str, data: bytes) -> str:
        """Return bytes of a file as text."""
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise self.wrong(f"“{shown(name)}” is not UTF-8 at byte {error.start:,}") from error

    def _parts(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(self._infos[name]) as file:
                while part := file.read(_AT_ONCE):
                    yield part
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as error:
            raise self.wrong(f"“{shown(name)}” is damaged ({error})") from error


def is_safe(name: str) -> bool:
    """Tell whether a name in a zip stays within it on every system."""
    parts = name.removesuffix("/").split("/")
    return name.isprintable() and not set(name) & set('\\:*?"<>|') and not set(parts) & {"", ".", ".."}


def shown(text: str) -> str:
    """Return text from a package as a message may quote it: short, and without signs that steer a terminal."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:61])
    return plain if len(text) <= 60 else f"{plain[:59]}…"


@contextmanager
def opened(path: Path) -> Generator[Package]:
    """Give a package that was measured and whose manifest was read; raises UnusablePackage."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise UnusablePackage(path.name, f"it is no whole zip ({error})") from error
    except OSError as error:
        raise UnusablePackage(path.name, f"it can't be read ({error.strerror})") from error
    with archive:
        package = Package(path.name, archive)
        package.measure()
        package.read_manifest()
        yield package
