"""The rows of a package's tables: each cell checked against the schema before anything is written."""

import csv
import io
import re
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from db.dates import DateError, from_edtf
from db.replication.opening import Package, shown
from db.replication.shape import Field, Shape

LONGEST_CELL: Final = 64 * 1024**2
"""Characters that a cell may have."""

_WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ENDS: Final = range(-(2**63), 2**63)
_DATE: Final = ("edtf", "start_lo", "start_hi", "end_lo", "end_hi")
_HEADER: Final = 1

Columns = list[Sequence[Any]]
"""The cells of a table as values for the file, one sequence for each field."""


class _BadCellError(Exception):
    """A cell that can't be used, and why."""


def read_columns(package: Package, shape: Shape, data: bytes) -> Columns:
    """Return a table's cells as values, by field; raises UnusablePackage that names the first row that is wrong."""
    rows = _rows(package, shape, package.text(shape.path, data))
    columns: Columns = list(zip(*rows, strict=True)) if rows else [()] * len(shape.fields)
    found = [
        _values(package, shape, field, column) for field, column in zip(shape.fields, columns, strict=True)
    ]
    _check_unique(package, shape, found)
    _check_dates(package, shape, found)
    return found


def _rows(package: Package, shape: Shape, text: str) -> list[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        with _long_cells():
            header, *rows = lines
    except (csv.Error, ValueError) as error:
        raise package.wrong(
            f"“{shape.path}” can't be read from line {lines.line_num:,} on ({error})"
        ) from error
    if tuple(header) != shape.names:
        raise package.wrong(f"“{shape.path}” has other columns than this version of Liaison writes")
    width = len(header)
    for place, row in enumerate(rows):
        if len(row) != width:
            raise _at(package, shape, place, f"has {len(row)} cells under {width} columns")
    return rows


@contextmanager
def _long_cells() -> Generator[None]:
    """Let a cell be as long as a note may be; the module's limit is the whole process's, and guards other imports."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _values(package: Package, shape: Shape, field: Field, column: Sequence[str]) -> Sequence[Any]:
    """Return the values of one column: each different text is looked at once."""
    read = _READERS[field.kind]
    values: dict[str, Any] = {}
    try:
        for text in set(column):
            values[text] = _value(field, text, read)
    except _BadCellError as bad:
        text = bad.args[0]
        raise _at(package, shape, column.index(text), f"{field.name}: {bad.args[1]}") from None
    if field.kind == "text" and not field.nullable:
        return column
    return [values[text] for text in column]


def _value(field: Field, text: str, read: Callable[[str], Any]) -> Any:
    if not text:
        if field.required:
            raise _BadCellError(text, "is empty")
        return None if field.nullable or field.kind != "text" else ""
    if field.words and text not in field.words:
        raise _BadCellError(text, f"“{shown(text)}” is none of: {', '.join(field.words)}")
    try:
        value = read(text)
    except ValueError:
        raise _BadCellError(text, f"“{shown(text)}” is no {_CALLED[field.kind]}") from None
    if field.kind != "text" and not _within(field, value):
        raise _BadCellError(text, f"“{shown(text)}” is out of range")
    return value


def _within(field: Field, value: int) -> bool:
    return (field.least is None or value >= field.least) and (field.most is None or value <= field.most)


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text) or text == "-0" or int(text) not in _ENDS:
        raise ValueError(text)
    return int(text)


def _day(text: str) -> int:
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text).toordinal()


def _text(text: str) -> str:
    if "\0" in text:
        raise ValueError(text)
    return text


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "key": _whole, "reference": _whole, "integer": _whole, "flag": _whole, "day": _day, "text": _text,
}  # fmt: skip
_CALLED: Final = {
    "key": "id", "reference": "id", "integer": "whole number", "flag": "0 or 1", "day": "day",
    "text": "text, since it holds a NUL",
}  # fmt: skip


def _check_unique(package: Package, shape: Shape, columns: Columns) -> None:
    for names in (("id",), *shape.unique):
        keys = list(zip(*(columns[shape.names.index(name)] for name in names), strict=True))
        if len(set(keys)) < len(keys):
            place = _second(keys)
            said = ", ".join(str(part) for part in keys[place])
            raise _at(
                package, shape, place, f"{' and '.join(names)}: “{shown(said)}” stands in a row before it"
            )


def _second(keys: Sequence[object]) -> int:
    """Return the place of the first of them that was there before."""
    seen: set[object] = set()
    for place, key in enumerate(keys):
        if key in seen:
            return place
        seen.add(key)
    raise ValueError(keys)


def _check_dates(package: Package, shape: Shape, columns: Columns) -> None:
    """Hold the four days against what the EDTF text means: records are found by the days and shown by the text."""
    if "edtf" not in shape.names:
        return
    dates = list(zip(*(columns[shape.names.index(name)] for name in _DATE), strict=True))
    for when in set(dates):
        wrong = _wrong_date(*when)
        if wrong:
            raise _at(package, shape, dates.index(when), f"edtf: {wrong}")


def _wrong_date(edtf: str, *days: int | None) -> str:
    if not edtf:
        return "is empty where there are days" if any(day is not None for day in days) else ""
    try:
        said = from_edtf(edtf)
    except DateError as error:
        return str(error).removesuffix(".")
    return (
        "" if (*said.start, *said.end) == days else f"“{shown(edtf)}” means other days than those beside it"
    )


def missing(shape: Shape, columns: Columns, ids: Callable[[str], Iterable[int]]) -> tuple[int, Field] | None:
    """Return the place and field of the first reference to a record that is not there, None if all are."""
    known: dict[str, set[int]] = {}
    for field, column in zip(shape.fields, columns, strict=True):
        if field.target:
            there = known.setdefault(field.target, set(ids(field.target)))
            gone = set(column) - there - {None}
            if gone:
                return next(place for place, value in enumerate(column) if value in gone), field
    return None


def _at(package: Package, shape: Shape, place: int, wrong: str) -> Exception:
    """Return the error for a row, counted as a spreadsheet does."""
    return package.wrong(f"{shape.path}, row {place + 1 + _HEADER:,}, {wrong}")
