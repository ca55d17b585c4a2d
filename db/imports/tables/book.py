"""A file's cells as text: what a table holds, whatever it was stored in, and how it was read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from db.imports.incoming import BadCell

Row = tuple[int, list[str]]
"""A row's number, as a spreadsheet counts, and its cells."""

MOST_COLUMNS: Final = 1000
MOST_BYTES: Final = 512 * 1024 * 1024
"""Length of the largest file that is read."""
MOST_LETTERS: Final = 1_000_000
"""Letters of the longest cell that is read."""


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What a user says about a table; None is left to be found."""

    encoding: str | None = None
    delimiter: str | None = None
    header: bool | None = None
    """Whether the first row names the columns."""
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table was read: as it was told or found; empty where it does not apply."""

    encoding: str
    delimiter: str
    has_header: bool
    sheet: str


@dataclass(frozen=True)
class Sheet:
    """One table of a file; all rows have as many cells as there are columns."""

    name: str
    """The sheet's name, of text files the file's without its ending."""
    header: tuple[str, ...] | None
    rows: Sequence[Row]
    problems: Sequence[BadCell] = ()
    """Rows that can't be used, which are left out, and columns that can't be told apart."""
    epoch: Literal[1900, 1904] = 1900
    """The year from which this file counts days where it gives them as numbers."""
    header_row: int = 1

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the columns are called: by the header, or by letters as in a spreadsheet where it is silent."""
        if self.header is None:
            width = len(self.rows[0][1]) if self.rows else 0
            return tuple(map(letters, range(width)))
        return tuple(" ".join(name.split()) or letters(place) for place, name in enumerate(self.header))


@dataclass(frozen=True, slots=True)
class Book:
    """What a file holds: the chosen sheet, the names of all, how it was read and what to know of it."""

    sheet: Sheet
    names: tuple[str, ...]
    reading: Reading
    notes: tuple[str, ...] = field(default=())
    """Sentences on what reading changed, such as times of day that were left out."""


def letters(place: int) -> str:
    """Return what a spreadsheet calls a column, from 0 (A, B, …, Z, AA)."""
    said = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        said = chr(65 + rest) + said
    return said
