"""A CSV file of Liaison's own columns, read strictly into rows of cells."""

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from db.imports.incoming import BadCell, Table, UnreadableTable
from db.table.event_table import COLUMNS

REQUIRED = ("date", "title")
_DELIMITERS = ",;\t"
_HEAD = 65_536
_NOTHING = "nothing was imported"
_OTHER_CODES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def read(path: Path) -> Table:
    """Read a CSV file with a header; commas, semicolons or tabs separate its cells.

    Rows that can't be used are left out and told in `problems`. Raises UnreadableTable where the file can't be
    opened, is no UTF-8 or no CSV, or has columns that are not known, missing or double.
    """
    text = _text(path)
    delimiter = max(_DELIMITERS, key=lambda sign: len(_known(_first_row(path, text, sign))))
    rows = _rows(path, text, delimiter)
    return _table(_columns(path, next(rows)[1]), rows, nul="\0" in text)


def _first_row(path: Path, text: str, delimiter: str) -> list[str]:
    """Return the first row that holds anything, of a long text from its first lines if it ends there."""
    head = text[: text.rfind("\n", 0, _HEAD) + 1]
    with suppress(UnreadableTable, StopIteration):
        return next(_rows(path, head, delimiter))[1]
    return next(_rows(path, text, delimiter))[1]


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else error
        raise UnreadableTable(f"“{path}” can't be read ({reason}); {_NOTHING}.") from error
    if data.startswith(_OTHER_CODES):
        raise UnreadableTable(f"“{path}” is in UTF-16 or UTF-32; {_NOTHING}; save it as CSV in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableTable(
            f"“{path}” is not in UTF-8 (line {line}); {_NOTHING}; save it as CSV in UTF-8."
        ) from error
    if not text.strip(' \t\r\n,;"'):
        raise UnreadableTable(f"“{path}” is empty; {_NOTHING}; its first row should name the columns.")
    return text


def _rows(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, with their numbers."""
    number = 0
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for number, cells in enumerate(lines, 1):
            if any(cells):
                yield number, cells
    except csv.Error as error:
        raise UnreadableTable(
            f"“{path}”, row {number + 1}: {_csv_reason(error)}; {_NOTHING}; put it right and import again."
        ) from error


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


def _known(cells: list[str]) -> set[str]:
    return {_folded(cell) for cell in cells} & COLUMNS.keys()


def _folded(name: str) -> str:
    return "_".join(name.strip().lower().replace("_", " ").replace("-", " ").split())


def _columns(path: Path, cells: list[str]) -> tuple[str, ...]:
    """Return the header's columns; raises UnreadableTable for any that an import can't take."""
    names = [_folded(cell) for cell in cells]
    unknown = [cell for cell, name in zip(cells, names, strict=True) if name not in COLUMNS]
    double = sorted({name for name in names if names.count(name) > 1} & COLUMNS.keys())
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
    raise UnreadableTable(f"“{path}” {fault}; {_NOTHING}; the columns are {', '.join(COLUMNS)}.")


def _meant(cell: str) -> str:
    near = get_close_matches(_folded(cell), COLUMNS, n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _table(columns: tuple[str, ...], lines: Iterator[tuple[int, list[str]]], *, nul: bool) -> Table:
    width = len(columns)
    rows: list[tuple[int, list[str]]] = []
    problems: list[BadCell] = []
    for number, cells in lines:
        if len(cells) != width:
            message = f"{len(cells)} cells stand under {width} columns"
            problems.append(BadCell(number, "", message))
        elif nul and "\0" in "".join(cells):
            column = next(name for name, cell in zip(columns, cells, strict=True) if "\0" in cell)
            problems.append(BadCell(number, column, "it holds a NUL character, which is no text"))
        else:
            rows.append((number, cells))
    return Table(columns, rows, problems)
