"""Zipped files from strangers: measured before and while they are unpacked, and XML without entities of its own."""

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from db.imports.incoming import UnreadableTable

MOST_UNPACKED: Final = 1024 * 1024 * 1024
MOST_MEMBERS: Final = 10_000
_RATIO: Final = 200
_SMALL: Final = 64 * 1024 * 1024
_DECLARED: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROLOG: Final = 100_000
_NOTHING: Final = "nothing was imported"


class Zip:
    """A zip in memory whose measures were found to be within bounds; raises UnreadableTable where they are not."""

    def __init__(self, path: Path | str, data: bytes) -> None:
        self._path = path
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableTable(f"“{path}” is a damaged zip file ({error}); {_NOTHING}.") from error
        members = self._file.infolist()
        size = sum(member.file_size for member in members)
        if (
            len(members) > MOST_MEMBERS
            or size > MOST_UNPACKED
            or (size > _SMALL and size > _RATIO * len(data))
        ):
            raise UnreadableTable(
                f"“{path}” would unpack to {size // 1024**2:,} MB, {size // max(len(data), 1):,} times its size; "
                f"{_NOTHING}; such a file is made to fill memory."
            )
        self.names = [member.filename for member in members]

    def read(self, name: str) -> bytes:
        """Return a member, which is not longer than it says; raises UnreadableTable."""
        try:
            return self._file.read(name)
        except (
            zipfile.BadZipFile,
            EOFError,
            OSError,
            KeyError,
            RuntimeError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise UnreadableTable(f"“{self._path}” is damaged at “{name}” ({error}); {_NOTHING}.") from error
        except zlib.error as error:
            raise UnreadableTable(f"“{self._path}” is damaged at “{name}” ({error}); {_NOTHING}.") from error

    def xml(self, name: str) -> bytes:
        """Return a member that is XML; raises UnreadableTable for one that declares entities or is no UTF-8."""
        data = self.read(name)
        check_xml(self._path, data)
        return data


def check_xml(path: Path | str, data: bytes) -> None:
    """Raise UnreadableTable for XML that declares entities, with which a few bytes can fill memory."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        raise UnreadableTable(f"“{path}” holds XML in UTF-16, which no spreadsheet writes; {_NOTHING}.")
    if _DECLARED.search(data[:_PROLOG]):
        raise UnreadableTable(
            f"“{path}” holds XML that declares entities, which may fill memory; {_NOTHING}."
        )
