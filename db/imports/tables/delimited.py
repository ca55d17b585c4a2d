"""Delimited text as rows of cells: the delimiter found, every row as wide as the first, lengths kept within bounds."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from db.imports.incoming import BadCell, UnreadableTable
from db.imports.tables import encodings
from db.imports.tables.book import MOST_BYTES, MOST_COLUMNS, MOST_LETTERS, Row
from db.imports.tables.encodings import NOTHING

DELIMITERS: Final = ",;\t|"
MOST_TOLD: Final = 1000
"""Rows that can't be used are told up to so many."""

_LONGEST_LINE: Final = 16 * 1024 * 1024
_LONG: Final = 50_000
_HEAD: Final = 65_536
_HEAD_ROWS: Final = 100
_QUOTED: Final = re.compile(r'"[^"]*"')

csv.field_size_limit(MOST_LETTERS)


# --- bytes -------------------------------------------------------------------------------------------------


def load(path: Path) -> bytes:
    """Return a file's bytes; raises UnreadableTable for one that can't be read or is too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableTable(
                f"“{path}” has more than {MOST_BYTES // 1024**2} MB; {NOTHING}; split it into several files."
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else error
        raise UnreadableTable(f"“{path}” can't be read ({reason}); {NOTHING}.") from error


class Text:
    """The text of a file or of the clipboard, read line by line as often as it is asked for.

    It is decoded anew each time, so that memory holds it once, as bytes. Making it checks that all of it can be
    decoded and that no line is endless; raises UnreadableTable.
    """

    def __init__(self, path: Path | str, data: bytes, encoding: str) -> None:
        self.path = path
        self._data = data
        self._encoding = encoding
        if not data[:1000].strip(b' \t\r\n,;"\xef\xbb\xbf') and not data.strip(
            b' \t\r\n,;"\xef\xbb\xbf\xff\xfe\0'
        ):
            raise UnreadableTable(f"“{path}” is empty; {NOTHING}; its first row should name the columns.")
        self._check_lines()
        encodings.check(path, data, encoding)

    @property
    def has_nul(self) -> bool:
        """Whether there are NULs, which are no text."""
        return b"\0" in self._data and (
            not self._encoding.startswith("utf-16") or "\0" in "".join(self.lines())
        )

    def lines(self) -> Iterator[str]:
        """Yield the lines with their ends."""
        with io.TextIOWrapper(io.BytesIO(self._data), encoding=self._encoding, newline="") as lines:
            yield from lines

    def head(self) -> list[str]:
        """Return the first lines; the last of them is whole."""
        found: list[str] = []
        length = 0
        for line in self.lines():
            found.append(line)
            length += len(line)
            if length > _HEAD:
                break
        return found

    def _check_lines(self) -> None:
        at = 0
        data = self._data
        while at + _LONGEST_LINE < len(data):
            end = at + _LONGEST_LINE
            found = max(data.rfind(b"\n", at, end), data.rfind(b"\r", at, end))
            if found < 0:
                line = data.count(b"\n", 0, at) + 1
                raise UnreadableTable(
                    f"“{self.path}”, row {line}: a cell has more than {MOST_LETTERS:,} characters, or a quotation "
                    f"mark is not closed; {NOTHING}; put it right and import again."
                )
            at = found + 1


# --- rows --------------------------------------------------------------------------------------------------


def rows(path: Path | str, lines: Iterable[str], delimiter: str, *, quotes: bool = True) -> Iterator[Row]:
    """Yield the rows that hold anything, with their numbers; raises UnreadableTable."""
    number = 0
    kinds = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    try:
        reader = csv.reader(_bounded(path, lines, delimiter), delimiter=delimiter, quoting=kinds, strict=True)
        for number, cells in enumerate(reader, 1):
            if any(cells):
                yield number, cells
    except csv.Error as error:
        raise UnreadableTable(
            f"“{path}”, row {number + 1}: {_csv_reason(error)}; {NOTHING}; put it right and import again."
        ) from error


def _bounded(path: Path | str, lines: Iterable[str], delimiter: str) -> Iterator[str]:
    """Pass lines on as long as none would make more cells than a table has columns."""
    for number, line in enumerate(lines, 1):
        if len(line) > _LONG and line.count(delimiter) > MOST_COLUMNS:
            found = _QUOTED.sub("", line).count(delimiter)
            if found >= MOST_COLUMNS:
                raise UnreadableTable(too_wide(path, found + 1, f"line {number}"))
        yield line


def too_wide(path: Path | str, columns: int, where: str) -> str:
    """Return the sentence that refuses a table with too many columns."""
    return (
        f"“{path}” has {columns:,} columns in {where}; {NOTHING}; a table may have {MOST_COLUMNS:,}; "
        "perhaps rows and columns are exchanged or the delimiter is another one."
    )


def _csv_reason(error: csv.Error) -> str:
    told = str(error)
    if "unexpected end of data" in told:
        return "a quotation mark is opened and never closed"
    if "field larger than" in told:
        return (
            f"a cell has more than {csv.field_size_limit():,} characters, or a quotation mark is not closed"
        )
    if "expected after" in told:
        return "text follows a closing quotation mark; a quotation mark inside a cell is written twice"
    return told


def even(
    lines: Iterable[Row], columns: Sequence[str], *, nul: bool, trims: bool = False
) -> tuple[list[Row], list[BadCell]]:
    """Return the rows that have a cell for each column, and what is wrong with the others.

    `trims` lets empty cells stand beyond the last column.
    """
    width = len(columns)
    good: list[Row] = []
    bad: list[BadCell] = []
    for number, cells in lines:
        if len(cells) != width:
            if trims and len(cells) > width and not any(cells[width:]):
                good.append((number, cells[:width]))
                continue
            bad.append(BadCell(number, "", f"{len(cells)} cells stand under {width} columns"))
        elif nul and "\0" in "".join(cells):
            column = next(name for name, cell in zip(columns, cells, strict=True) if "\0" in cell)
            bad.append(BadCell(number, column, "it holds a NUL character, which is no text"))
        else:
            good.append((number, cells))
    return good, bad


# --- the delimiter -----------------------------------------------------------------------------------------


def delimiter_of(head: Sequence[str]) -> str:
    """Return the sign that parts the first lines into rows of one width, whatever the file's ending says."""
    return max(DELIMITERS, key=lambda sign: _evenness(head, sign))


def _evenness(head: Sequence[str], sign: str) -> tuple[float, int]:
    """Return the share of rows that are as wide as most are, and that width; nothing if it parts no row."""
    widths = [len(cells) for cells in _first_rows(head, sign)]
    if not widths:
        return 0.0, 0
    (width, count), *_ = Counter(widths).most_common(1)
    captioned = width > 2 and count >= 0.8 * len(widths) - 1
    if width < 2 or (widths[0] < 2 and len(widths) > 1 and not captioned):
        return 0.0, 0
    same_as_first = 0.1 if widths[0] == width else 0.0
    return round(count / len(widths), 2) + same_as_first, width


def _first_rows(head: Sequence[str], sign: str) -> list[list[str]]:
    """Return the first rows that hold anything; quotation marks that are wrong end them."""
    found: list[list[str]] = []
    with suppress(csv.Error):
        found.extend(filter(any, islice(csv.reader(head, delimiter=sign, strict=True), _HEAD_ROWS)))
    return found
