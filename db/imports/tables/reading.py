"""Reading a table from a file or from memory: what is not told is found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Final, Literal

from db.imports.incoming import BadCell, UnreadableTable
from db.imports.tables import delimited, encodings, headers
from db.imports.tables.book import MOST_COLUMNS, Book, Reading, Row, Sheet, TableOptions
from db.imports.tables.delimited import Text

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIRST: Final = 50
_LEAST_WIDE: Final = 3
_MOST_CAPTIONS: Final = 10

_Made = tuple[Sheet, tuple[str, ...]]
"""A sheet, and sentences on what was read past."""


def read(path: Path, options: TableOptions, most: int | None = None) -> Book:
    """Read a table; see `db.imports.tables.read`."""
    data = delimited.load(path)
    if data.startswith((_ZIP, _OLE)):
        from db.imports.tables import workbooks

        return workbooks.read(path, data, options, most)
    encoding = encodings.told(options.encoding, data) if options.encoding else encodings.find(data)
    return _book(Text(path, data, encoding), path.stem, encoding, options, most)


def read_text(text: str, name: str, options: TableOptions) -> Book:
    """Read a table that is in memory as text."""
    data = text.encode("utf-8", "replace")
    return _book(Text(name, data, "utf-8"), name, "", options, None)


def _book(text: Text, name: str, encoding: str, options: TableOptions, most: int | None) -> Book:
    delimiter = options.delimiter or delimited.delimiter_of(text.head())
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise UnreadableTable(
            f"“{delimiter}” can't part cells; {encodings.NOTHING}; use one sign such as , or ;."
        )
    try:
        sheet, notes = _sheet(text, name, delimiter, options, most, quotes=True)
    except UnreadableTable:
        if delimiter != "\t":
            raise
        sheet, notes = _unquoted(text, name, options, most)
    shown = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)
    return Book(sheet, (name,), Reading(shown, delimiter, sheet.header is not None, ""), notes)


def _unquoted(text: Text, name: str, options: TableOptions, most: int | None) -> _Made:
    """Read text parted by tabs in which quotation marks are signs like others; raises what was wrong with them."""
    sheet, notes = _sheet(text, name, "\t", options, most, quotes=False)
    if sheet.problems:
        return _sheet(text, name, "\t", options, most, quotes=True)
    return sheet, notes


def _sheet(
    text: Text, name: str, delimiter: str, options: TableOptions, most: int | None, *, quotes: bool
) -> _Made:
    lines = delimited.rows(text.path, text.lines(), delimiter, quotes=quotes)
    first = list(islice(lines, _FIRST))
    rest = lines if most is None else islice(lines, max(0, most + 1 - len(first)))
    return made(text.path, name, [*chain(first, rest)], options, nul=text.has_nul)


def made(path: Path | str, name: str, rows: list[Row], options: TableOptions, *, nul: bool = False) -> _Made:
    """Return rows as a sheet: the header taken off, and what is wrong told; and what was read past."""
    if not rows:
        raise UnreadableTable(
            f"“{path}” is empty; {encodings.NOTHING}; its first row should name the columns."
        )
    everything, rows = rows, rows[captions(rows) :]
    head = [cells for _, cells in rows[:_FIRST]]
    has_header = headers.has_header(head) if options.header is None else options.header
    header_row, header = rows[0] if has_header else (0, None)
    width = len(header) if header is not None else _width(rows)
    if width > MOST_COLUMNS:
        raise UnreadableTable(delimited.too_wide(path, width, "its first row"))
    bare = Sheet(name, tuple(header) if header is not None else None, [(0, [""] * width)])
    good, bad = delimited.even(rows[1:] if has_header else rows, bare.names, nul=nul, trims=True)
    told = [*_told_twice(bare.names, header_row), *bad[: delimited.MOST_TOLD]]
    sheet = Sheet(name, bare.header, good, told, header_row=header_row)
    return sheet, _told_captions(everything)


def captions(rows: Sequence[Row]) -> int:
    """Return how many rows stand above the table with one cell each, as titles of it do."""
    filled = [sum(map(bool, cells)) for _, cells in rows[:_FIRST]]
    if len(filled) < 2 or median(filled) < _LEAST_WIDE:
        return 0
    above = next((place for place, count in enumerate(filled) if count != 1), 0)
    return above if above <= _MOST_CAPTIONS else 0


def _told_captions(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the sentence that says what was read past above the table."""
    above = captions(rows)
    if not above:
        return ()
    said = " ".join(next(filter(None, rows[0][1])).split())
    more = f" and {above - 1} more" if above > 1 else ""
    return (f"The table begins in row {rows[above][0]}; above it stands “{said[:60]}”{more}.",)


def _width(rows: list[Row]) -> int:
    (width, _), *_ = Counter(len(cells) for _, cells in rows[:_FIRST]).most_common(1)
    return width


def _told_twice(names: tuple[str, ...], row: int) -> list[BadCell]:
    twice = [name for name, count in Counter(names).items() if count > 1]
    return [
        BadCell(row, name, f"{names.count(name)} columns are called so: give each its own name")
        for name in twice
    ]


def with_epoch(sheet: Sheet, epoch: Literal[1900, 1904]) -> Sheet:
    """Return a sheet that counts days from a year."""
    return sheet if epoch == sheet.epoch else replace(sheet, epoch=epoch)
