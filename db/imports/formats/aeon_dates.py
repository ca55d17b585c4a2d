"""Dates as Aeon Timeline exports them: with BC or AD before or after, and ends that are instants."""

import re
from collections.abc import Mapping
from typing import Final

from db.errors import BadInput
from db.imports.formats.event_dates import BEFORE_CHRIST, checked, day_before, of_parts, span, understood
from db.table.event_table import UNKNOWN

_DATE: Final = re.compile(
    r"(?:(?P<era>BCE?|AD|CE) )?(?P<year>[0-9]{1,4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?"
    r"(?:[ T](?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp][Mm])?))?(?: (?P<later>BCE?|AD|CE))?"
)
_MIDNIGHT: Final = ("", "0:00", "00:00", "00:00:00", "0:00:00", "12:00 am", "12:00 AM", "12:00AM")
_WHOLE_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOTHING: Final = re.compile(r"0 [a-z]+|")


def read(record: Mapping[str, str], day_first: bool | None) -> tuple[str, str]:
    """Return the EDTF of a row's date, and its words where the two differ; raises BadInput.

    An end is the instant at which an event of some duration is over: at midnight, its last day is the day before.
    """
    start, end = record.get("start date", ""), record.get("end date", "")
    latest, earliest = record.get("latest start date", ""), record.get("earliest end date", "")
    if not start and not end and not latest:
        return UNKNOWN, ""
    first = _between(_day(start, day_first)[0], _day(latest, day_first)[0])
    if record.get("ongoing", "").lower() in ("true", "yes"):
        return checked(f"{first}/.."), ""
    lasts = not _NOTHING.fullmatch(record.get("duration", ""))
    last, moved = _end(end, first, day_first, lasts=lasts)
    if earliest:
        last, moved = _between(_day(earliest, day_first)[0], last), True
    words = f"{start} – {end}" if moved else ""
    return span(first, last), words


def _between(first: str, last: str) -> str:
    """Return the set of days from one date to another, one date if there is but one."""
    if not first or not last or first == last:
        return first or last
    return checked(f"[{first}..{last}]")


def _end(text: str, first: str, day_first: bool | None, *, lasts: bool) -> tuple[str, bool]:
    """Return the last day, and whether it is another than the one written."""
    last, time = _day(text, day_first)
    is_over = lasts and time in _MIDNIGHT and last != first and _WHOLE_DAY.fullmatch(last)
    return (day_before(last), True) if is_over else (last, False)


def _day(text: str, day_first: bool | None) -> tuple[str, str]:
    """Return the EDTF of a date without its time, and the time; raises BadInput."""
    if not text:
        return "", ""
    found = _DATE.fullmatch(text)
    if found is None:
        return understood(text, day_first), ""
    if (found["era"] or found["later"] or "").startswith("BC"):
        raise BadInput(f"“{text}”: {BEFORE_CHRIST}", "date")
    return of_parts(found["year"], found["month"] or "", found["day"] or ""), found["time"] or ""
