"""Calendars as the library reads them: their events, those that recur as often as they occur, and their values."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast

from db.dates import UncertainDate
from db.errors import BadInput, Problem
from db.imports.formats.event_dates import day_before
from db.imports.incoming import UnreadableTable
from db.imports.tables import delimited, encodings

_SUBDAILY: Final = frozenset(("SECONDLY", "MINUTELY", "HOURLY"))
_MOST_DAYS: Final = 2_000_000
"""Days of the span times recurring events: more of them would take minutes and fill memory."""


# --- calendars ---------------------------------------------------------------------------------------------


def calendars(path: Path) -> list[Any]:
    """Return the calendars of a file; raises UnreadableTable where it holds none or can't be read."""
    data = delimited.load(path)
    text = delimited.Text(path, data, encodings.find(data))
    from icalendar import Calendar

    try:
        found = cast("list[Any]", Calendar.from_ical("".join(text.lines()).lstrip("\ufeff"), multiple=True))
    except Exception as error:
        raise _broken(path, error) from error
    wanted = [each for each in found if each.name == "VCALENDAR"]
    if not wanted:
        raise UnreadableTable(f"“{path}” holds no calendar; nothing was imported.")
    return wanted


def occurrences(path: Path, calendar: Any, series: list[Any], span: UncertainDate) -> list[Any]:
    """Return the events of a calendar's series within a span, in order; raises UnreadableTable for far too many."""
    from recurring_ical_events import of  # pyright: ignore[reportMissingTypeStubs]

    first, last = _bounds(path, span)
    if (last - first).days * len(series) > _MOST_DAYS:
        raise UnreadableTable(
            f"“{path}” holds {len(series):,} recurring events: too many for {(last - first).days:,} days; "
            "nothing was imported; give a shorter span."
        )
    zones = [each for each in calendar.subcomponents if each.name == "VTIMEZONE"]
    calendar.subcomponents = [*zones, *series]
    try:
        query = of(calendar, skip_bad_series=True, keep_recurrence_attributes=True)
        found = cast("list[Any]", query.between(first, last + timedelta(days=1)))
        return sorted(found, key=lambda each: day_of(value(each, "DTSTART")))
    except Exception as error:
        raise _broken(path, error) from error


def _broken(path: Path, error: Exception) -> Problem:
    """Return the sentence for whatever the library raises: broken calendars make it fail in any way."""
    said = " ".join(str(error).split())[:200]
    return UnreadableTable(f"“{path}” is a calendar that can't be read ({said}); nothing was imported.")


def _bounds(path: Path, span: UncertainDate) -> tuple[date, date]:
    first, last = span.start[0], span.end[1]
    if first is None or last is None:
        raise UnreadableTable(f"“{path}” holds recurring events: give a span with a beginning and an end.")
    return date.fromordinal(first), date.fromordinal(min(last, date.max.toordinal() - 1))


def recurs_too_often(event: Any) -> bool:
    """Whether a rule means several occurrences a day, which would be endless and no events of their own."""
    for rule in every(event, "RRULE"):
        if not isinstance(rule, dict):  # it can't be read
            return True
        rule = cast("dict[str, list[Any]]", rule)
        if {str(each).upper() for each in rule.get("FREQ", ())} & _SUBDAILY:
            return True
        if any(len(rule.get(name, ())) > 1 for name in ("BYHOUR", "BYMINUTE", "BYSECOND")):
            return True
    return False


# --- values ------------------------------------------------------------------------------------------------


def every(event: Any, name: str) -> list[Any]:
    """Return all values of a property."""
    found: Any = event.get(name)
    if found is None:
        return []
    return cast("list[Any]", found) if isinstance(found, list) else [found]


def value(event: Any, name: str) -> Any:
    """Return the first value of a property as Python's own kind, None where there is none; raises BadInput."""
    for each in every(event, name):
        try:
            return getattr(each, "dt", None)
        except ValueError as error:  # what stands there is broken
            raise BadInput(f"“{str(each)[:40]}” can't be read as {name}", "date") from error
    return None


def text(event: Any, name: str) -> str:
    """Return the first value of a property as text, empty where there is none."""
    return next((str(each).strip() for each in every(event, name)), "")


def categories(event: Any) -> Iterator[str]:
    """Yield the categories of all lines."""
    for each in every(event, "CATEGORIES"):
        listed = _part(each, "cats", [each])
        yield from filter(None, (str(category).strip() for category in listed))


def day_of(moment: Any) -> str:
    """Return the day of a value as it is written: the local day of its own time zone. Raises BadInput."""
    if not isinstance(moment, date):
        raise BadInput("there is no day on which it begins", "date")
    return moment.date().isoformat() if isinstance(moment, datetime) else moment.isoformat()


def days_of(event: Any) -> tuple[str, str]:
    """Return the first and the last day; what ends on a whole day or at midnight ended the day before."""
    start, end, length = (value(event, name) for name in ("DTSTART", "DTEND", "DURATION"))
    first = day_of(start)
    if end is None and isinstance(length, timedelta):
        try:
            end = start + length
        except OverflowError as error:
            raise BadInput("it lasts longer than there are days", "date") from error
    if end is None:
        return first, first
    last = day_of(end)
    ends_at_midnight = not isinstance(end, datetime) or (end.hour, end.minute, end.second) == (0, 0, 0)
    return first, day_before(last) if last > first and ends_at_midnight else last


def identifier(event: Any) -> str:
    """Return an event's id: with the day of the recurrence where it is one of several."""
    uid = text(event, "UID")
    if not uid:
        return ""
    moved = value(event, "RECURRENCE-ID")
    if moved is not None:
        return f"{uid} {day_of(moved)}"
    return f"{uid} {day_of(value(event, 'DTSTART'))}" if "RRULE" in event or "RDATE" in event else uid


def _part(each: Any, name: str, default: Any) -> Any:
    """Return an attribute of a value, the default where it has none or is broken."""
    try:
        return getattr(each, name, default)
    except ValueError:
        return default


def person(each: Any) -> tuple[str, str, str]:
    """Return an attendee's common name or else address, the role and the kind of user, in capitals."""
    told = _part(each, "params", {})
    called = str(told.get("CN", "")).strip() or re.sub(r"(?i)^mailto:", "", str(each)).strip()
    return called, str(told.get("ROLE", "")).upper(), str(told.get("CUTYPE", "")).upper()
