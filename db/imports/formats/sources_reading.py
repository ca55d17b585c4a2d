"""Reading files of sources: their text, their entries one by one, and what is wrong with some of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from db.errors import BadInput
from db.imports.formats.sources_draft import SourceDraft
from db.imports.incoming import BadCell, Incoming, IncomingSource, UnreadableTable

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_ENTRIES: Final = 100_000
LONGEST_ENTRY: Final = 1_000_000
"""Letters; more are no entry but one made to fill memory."""


@dataclass(slots=True)
class Entries:
    """What a text of sources holds; numbers of entries count from 1."""

    sources: list[IncomingSource] = field(default_factory=list[IncomingSource])
    problems: list[BadCell] = field(default_factory=list[BadCell])
    count: int = 0

    def next(self) -> int:
        """Return the number of the next entry; raises UnreadableTable for far too many."""
        self.count += 1
        if self.count > MOST_ENTRIES:
            raise UnreadableTable(
                f"the file holds more than {MOST_ENTRIES:,} entries; nothing was imported; split it up."
            )
        return self.count

    def take(self, draft: SourceDraft) -> None:
        """Take in an entry, or what is wrong with it."""
        try:
            self.sources.append(draft.source())
        except BadInput as error:
            self.refuse(draft.number, error.field, str(error))

    def refuse(self, number: int, column: str, message: str) -> None:
        """Tell what is wrong with an entry."""
        self.problems.append(BadCell(number, column, f"entry {number}: {message}"))


Parser = Callable[[str], Entries]
"""Reads a text; raises UnreadableTable without the name of a file."""


def read(paths: Sequence[Path], key: str, parser: Parser) -> Incoming:
    """Read files of sources; raises UnreadableTable."""
    incoming = Incoming(paths[0].name if len(paths) == 1 else f"{len(paths)} files", key)
    for path in paths:
        try:
            found = parser(text_of(path))
        except UnreadableTable as error:
            told = str(error)
            raise UnreadableTable(told if str(path) in told else f"“{path}”: {told}") from error
        if not found.count:
            raise UnreadableTable(f"“{path}” holds no entries; nothing was imported.")
        incoming.sources += found.sources
        incoming.problems += found.problems
    return incoming


def text_of(path: Path) -> str:
    """Return a file's text in whatever encoding it is; raises UnreadableTable for what is no text or too large."""
    from db.imports.tables import delimited, encodings

    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise UnreadableTable(
            f"“{path}” has more than {MOST_BYTES // 1024**2} MB; nothing was imported; split it into several files."
        )
    data = delimited.load(path)
    encoding = encodings.find(data)
    encodings.check(path, data, encoding)
    return checked(data.decode(encoding).removeprefix("\ufeff"), str(path))


def checked(text: str, name: str = "the text") -> str:
    """Return text that holds no NUL; raises UnreadableTable."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableTable(
            f"“{name}” holds a NUL character in line {line}, which is no text; nothing was imported."
        )
    return text
