"""A CSV file of Liaison's own columns, read strictly into rows of cells."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from db.imports.incoming import BadCell, Table, UnreadableTable
from db.imports.tables import delimited, encodings
from db.imports.tables.book import Row, Sheet
from db.imports.tables.delimited import Text
from db.imports.tables.encodings import NOTHING
from db.table.event_table import COLUMNS
from db.table.guarding import unguarded

__all__ = ["REQUIRED", "BadCell", "Table", "UnreadableTable", "is_own", "of_sheet", "read", "recognises"]

REQUIRED: Final = ("date", "title")
PAST: Final = frozenset(("earliest", "latest"))
"""Columns of an exported workbook that its dates say more exactly; they are read past."""
_DELIMITERS: Final = ",;\t"
_GUARDED: Final = re.compile(rb"'[=+\-@\t\r]")


def read(path: Path) -> Table:
    """Read a CSV file with a header; commas, semicolons or tabs separate its cells.

    Rows that can't be used are left out and told in `problems`. Raises UnreadableTable where the file can't be
    opened, is no UTF-8 or no CSV, or has columns that are not known, missing or double.
    """
    data = delimited.load(path)
    if (encodings.of_mark(data) or "utf-8-sig") != "utf-8-sig":
        raise UnreadableTable(f"“{path}” is in UTF-16 or UTF-32; {NOTHING}; save it as CSV in UTF-8.")
    text = Text(path, data, "utf-8-sig")
    head = text.head()
    delimiter = max(_DELIMITERS, key=lambda sign: len(_known(_first_row(text, head, sign))))
    rows = delimited.rows(path, text.lines(), delimiter)
    columns = _columns(path, next(rows)[1])
    good, bad = delimited.even(rows, columns, nul=text.has_nul)
    return _table(columns, _unguarded(good) if _GUARDED.search(data) else good, bad)


def of_sheet(path: Path | str, sheet: Sheet) -> Table:
    """Return a sheet of Liaison's own columns as a table; raises UnreadableTable as `read` does."""
    columns = _columns(path, sheet.header or ())
    problems = [bad for bad in sheet.problems if bad.row != sheet.header_row]
    return _table(columns, _unguarded(sheet.rows), problems)


def is_own(header: Sequence[str] | None) -> bool:
    """Whether a header is of Liaison's own columns: those that are required, and others in the majority."""
    names = [_folded(cell) for cell in header or ()]
    known = sum(name in COLUMNS or name in PAST for name in names)
    return all(name in names for name in REQUIRED) and known == len(names)


def recognises(path: Path) -> bool:
    """Whether a text file's header means Liaison's own columns, be it with some that are written wrongly."""
    try:
        with path.open("rb") as file:
            head = file.read(65_536).decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return True  # reading it says what is wrong
    lines = head.lstrip("\r\n").splitlines()[:1]
    counted = [
        ([_folded(cell) for cell in cells], sum(_folded(cell) in COLUMNS for cell in cells))
        for sign in _DELIMITERS
        for cells in csv.reader(lines, delimiter=sign)
    ]
    names, known = max(counted, key=lambda each: each[1], default=(list[str](), 0))
    return all(name in names for name in REQUIRED) and 2 * known >= len(names)


def _table(columns: tuple[str, ...], rows: list[Row], problems: list[BadCell]) -> Table:
    """Return a table without the columns that are read past."""
    if PAST.isdisjoint(columns):
        return Table(columns, rows, problems)
    kept = [place for place, name in enumerate(columns) if name not in PAST]
    rows = [(number, [cells[place] for place in kept]) for number, cells in rows]
    return Table(tuple(columns[place] for place in kept), rows, problems)


def _unguarded(rows: Iterable[Row]) -> list[Row]:
    """Take away the apostrophes by which an export keeps spreadsheets from running a cell."""
    return [
        (number, [unguarded(cell) if cell[:1] == "'" else cell for cell in cells]) for number, cells in rows
    ]


def _first_row(text: Text, head: Sequence[str], delimiter: str) -> list[str]:
    """Return the first row that holds anything, from the first lines if it ends there."""
    with suppress(UnreadableTable, StopIteration):
        return next(delimited.rows(text.path, head, delimiter))[1]
    return _first(delimited.rows(text.path, text.lines(), delimiter))


def _first(rows: Iterator[Row]) -> list[str]:
    return next(rows)[1]


def _known(cells: Sequence[str]) -> set[str]:
    return {_folded(cell) for cell in cells} & COLUMNS.keys()


def _folded(name: str) -> str:
    return "_".join(name.strip().lower().replace("_", " ").replace("-", " ").split())


def _columns(path: Path | str, cells: Sequence[str]) -> tuple[str, ...]:
    """Return the header's columns; raises UnreadableTable for any that an import can't take."""
    names = [_folded(cell) for cell in cells]
    unknown = [
        cell for cell, name in zip(cells, names, strict=True) if name not in COLUMNS and name not in PAST
    ]
    double = sorted({name for name in names if names.count(name) > 1} & (COLUMNS.keys() | PAST))
    missing = [name for name in REQUIRED if name not in names]
    if unknown:
        said = ", ".join(f"“{_short(cell)}”{_meant(cell)}" for cell in unknown[:10])
        fault = f"has {'columns that are' if len(unknown) > 1 else 'a column that is'} not known: {said}"
    elif double:
        fault = f"has the column {', '.join(double)} twice"
    elif missing:
        fault = f"lacks the column {' and '.join(missing)}"
    else:
        return tuple(names)
    raise UnreadableTable(f"“{path}” {fault}; {NOTHING}; the columns are {', '.join(COLUMNS)}.")


def _meant(cell: str) -> str:
    near = get_close_matches(_folded(cell), COLUMNS, n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
