"""Days of uncertain dates for formats that know days alone: the first and the last possible one, and the words."""

import re
from datetime import date
from typing import Final

from db.dates import describe, from_edtf
from db.table.event_table import TableRow

_PLAIN: Final = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")

Days = tuple[date, date]


def days_of(row: TableRow) -> Days | None:
    """Return the first and last day of an event as far as they are known, None where no day is."""
    return bounds(row.start, row.end)


def bounds(start: tuple[int | None, int | None], end: tuple[int | None, int | None]) -> Days | None:
    """Return the outermost of the four days of a date that are known."""
    known = [day for day in (*start, *end) if day is not None]
    return (date.fromordinal(min(known)), date.fromordinal(max(known))) if known else None


def is_precise(row: TableRow) -> bool:
    """Whether an event is dated to the day."""
    return row.start[0] is not None and row.start[0] == row.start[1] and row.end[0] == row.end[1]


def words_of(row: TableRow) -> str:
    """Return a date in the words of its source, with what is understood by them."""
    if not row.edtf:
        return row.date_text
    meant = describe(from_edtf(row.edtf))
    said = row.date_text if row.date_text != row.edtf else ""
    return f"{said} ({meant})" if said and said != meant else meant


def plain_parts(edtf: str) -> tuple[list[int], list[int]] | None:
    """Return year, month and day, as far as they are said, of the start and the end; None for anything vaguer."""
    first, slash, last = edtf.partition("/")
    found = _PLAIN.fullmatch(first), _PLAIN.fullmatch(last if slash else first)
    if found[0] is None or found[1] is None:
        return None
    start, end = ([int(part) for part in each.groups() if part] for each in found if each)
    return start, end
