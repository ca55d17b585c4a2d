"""iCalendar (RFC 5545): the events of calendars, recurring ones as often as they occur within a span."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.errors import BadInput
from db.imports.formats import calendar_entries as entries
from db.imports.formats.event_dates import span
from db.imports.formats.event_rows import EventRows, file_said
from db.imports.incoming import Incoming
from db.table.cell_text import (
    Participant,
    SourceText,
    write_identifiers,
    write_list,
    write_participants,
    write_sources,
)

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

_COLUMNS: Final = (
    "date", "title", "status", "participants", "place", "tags", "summary", "sources", "identifiers",
)  # fmt: skip
_SAID: Final = {
    "date": "DTSTART", "title": "SUMMARY", "status": "STATUS", "participants": "ATTENDEE", "place": "LOCATION",
    "tags": "CATEGORIES", "summary": "DESCRIPTION", "sources": "URL", "identifiers": "UID",
}  # fmt: skip
_STATUSES: Final = {"CANCELLED": "cancelled", "TENTATIVE": "planned"}
_ROLES: Final = {"CHAIR": "head of delegation", "NON-PARTICIPANT": "observer"}
_LEFT: Final = {"VTODO": "Tasks", "VJOURNAL": "Journal entries", "VFREEBUSY": "Times that are free or busy"}


def fits(head: "Head") -> bool:
    """Whether a file begins as a calendar does."""
    return head.text.lstrip("\ufeff \r\n\t").upper().startswith("BEGIN:VCALENDAR")


def read(paths: Sequence[Path], options: "Options") -> Incoming:
    """Read calendars; raises UnreadableTable."""
    reader = _Reader(options)
    for path in paths:
        reader.read(path)
    return Incoming(
        file_said(paths), "icalendar_events", reader.rows.table(), left_out=reader.rows.left_out()
    )


class _Reader:
    """Turns the events of calendars into rows."""

    def __init__(self, options: "Options") -> None:
        self.rows = EventRows(*_COLUMNS, said=_SAID)
        self._span = options.span
        self._row = 0

    def read(self, path: Path) -> None:
        """Read one file, which may hold several calendars."""
        for calendar in entries.calendars(path):
            others = Counter(str(each.name) for each in calendar.subcomponents)
            for name, called in _LEFT.items():
                if others[name]:
                    self.rows.left[called] += others[name]
            for event in self._events(path, calendar):
                self._row += 1
                try:
                    self._take(event)
                except BadInput as error:
                    self.rows.refuse(self._row, error.field or "date", error)

    def _events(self, path: Path, calendar: Any) -> Iterator[Any]:
        """Yield the single events, then those that recur: once, or as often as they occur within the span."""
        events = [each for each in calendar.subcomponents if each.name == "VEVENT"]
        uids = {
            entries.text(each, "UID")
            for each in events
            if "RRULE" in each or "RDATE" in each or "RECURRENCE-ID" in each
        }
        series: dict[str, list[Any]] = {}
        for event in events:
            uid = entries.text(event, "UID")
            if uid and uid in uids:
                series.setdefault(uid, []).append(event)
            else:
                yield event
        yield from self._recurring(path, calendar, series)

    def _recurring(self, path: Path, calendar: Any, series: dict[str, list[Any]]) -> Iterator[Any]:
        often = [uid for uid, events in series.items() if any(map(entries.recurs_too_often, events))]
        once = series.keys() if self._span is None else often
        for uid in once:
            told = series[uid]
            yield next((each for each in told if "RECURRENCE-ID" not in each), told[0])
        if self._span is None:
            if series:
                self.rows.left["Recurring events that were taken once, as no span is given"] += len(series)
            return
        if often:
            self.rows.left["Events that recur several times a day and were taken once"] += len(often)
        rest = [each for uid, events in series.items() if uid not in often for each in events]
        if rest:
            yield from entries.occurrences(path, calendar, rest, self._span)

    def _take(self, event: Any) -> None:
        first, last = entries.days_of(event)
        title = " ".join(entries.text(event, "SUMMARY").split())
        if not title:
            raise BadInput("an event needs a title", "title")
        identifier = entries.identifier(event)
        if identifier and self.rows.repeats(identifier):
            return
        self._count_left(event)
        url = entries.text(event, "URL")
        self.rows.add(
            self._row,
            date=span(first, last),
            title=title,
            status=_STATUSES.get(entries.text(event, "STATUS").upper(), "held"),
            participants=write_participants(_people(event)),
            place=" ".join(entries.text(event, "LOCATION").split()),
            tags=write_list(dict.fromkeys(entries.categories(event))),
            summary=entries.text(event, "DESCRIPTION"),
            sources=write_sources([SourceText("", url)]) if url else "",
            identifiers=write_identifiers([("icalendar", identifier)]) if identifier else "",
        )

    def _count_left(self, event: Any) -> None:
        if isinstance(entries.value(event, "DTSTART"), datetime):
            self.rows.left["Times of day of events"] += 1
        if any(each.name == "VALARM" for each in event.subcomponents):
            self.rows.left["Alarms of events"] += 1
        if "ATTACH" in event:
            self.rows.left["Attachments of events"] += 1


def _people(event: Any) -> list[Participant]:
    """Return the organiser as host, then the attendees; rooms and other resources are none."""
    people: dict[str, Participant] = {}
    for name, usual in (("ORGANIZER", "host"), ("ATTENDEE", "")):
        for each in entries.every(event, name):
            called, role, kind = entries.person(each)
            if not called or kind in ("RESOURCE", "ROOM"):
                continue
            role = usual or _ROLES.get(role, "")
            one = Participant(called, role=role) if kind == "GROUP" else Participant("", called, role=role)
            people.setdefault(called, one)
    return list(people.values())
