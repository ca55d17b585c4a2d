"""Events as a calendar (iCalendar, RFC 5545): whole days, vague ones from the first to the last that is possible."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import BinaryIO, Final

from db.exports.chosen import PROGRAM, Chosen
from db.exports.days import days_of, is_precise, words_of
from db.table.cell_text import Participant
from db.table.event_table import TableRow, event_key

_STATUSES: Final = {"held": "CONFIRMED", "cancelled": "CANCELLED"}
_TENTATIVE: Final = "TENTATIVE"
_ROLES: Final = {"head of delegation": "CHAIR", "observer": "NON-PARTICIPANT"}
_NOBODY: Final = "invalid:nomail"
"""The address of somebody who has none: what calendars write where the standard asks for one."""
_WIDEST: Final = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BREAK: Final = re.compile(r"\r\n?")


def write_calendar(chosen: Chosen, out: BinaryIO) -> int:
    """Write one calendar, in order of time; events without any known day are left out."""
    stamp = f"{chosen.moment:%Y%m%dT%H%M%SZ}"
    told = f"{chosen.which}. {PROGRAM}, codebook {chosen.codebook}."
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Liaison//{PROGRAM}//EN", "CALSCALE:GREGORIAN",
            f"X-WR-CALNAME:{_text(chosen.name)}", f"X-WR-CALDESC:{_text(told)}"]  # fmt: skip
    out.write(_lines(head))
    count = 0
    for row in chosen.rows():
        days = days_of(row)
        if days is not None:
            out.write(_lines(_event(row, *days, stamp)))
            count += 1
    out.write(_lines(["END:VCALENDAR"]))
    return count


def _event(row: TableRow, first: date, last: date, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event_key(row.id)}@liaison"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(first)}"
    if last < date.max:  # the end is the day after; there is none after 9999-12-31
        yield f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}"
    yield f"SUMMARY:{_text(' '.join(row.title.split()))}"
    yield f"STATUS:{_STATUSES.get(row.status, _TENTATIVE)}"
    yield "TRANSP:TRANSPARENT"
    if row.place.strip():
        yield f"LOCATION:{_text(' '.join(row.place.split()))}"
    if tags := row.terms.get("tag"):
        yield f"CATEGORIES:{','.join(_text(tag) for tag in tags)}"
    if described := "\n\n".join(filter(None, (_when(row), row.summary.strip()))):
        yield f"DESCRIPTION:{_text(described)}"
    yield from _people(row.participants)
    if url := next((each.url for each in row.sources if each.url), ""):
        yield f"URL:{_CONTROL.sub('', ''.join(url.split()))}"
    yield "END:VEVENT"


def _when(row: TableRow) -> str:
    """Return what is to be said of an event that a calendar can't say: how vague its date is, and that it is unsure."""
    said = [] if is_precise(row) else [f"Date: {words_of(row)}."]
    if row.status in ("postponed", "unconfirmed"):
        said.append(f"{row.status.capitalize()}.")
    return " ".join(said)


def _people(takers: Iterable[Participant]) -> Iterator[str]:
    """Yield the first host as organiser and the others as attendees, actors as groups; each name once."""
    met: set[str] = set()
    organised = False
    for taker in takers:
        for name, kind in ((taker.person, "INDIVIDUAL"), (taker.actor, "GROUP")):
            if not name.strip() or name in met:
                continue
            met.add(name)
            if taker.role == "host" and not organised:
                organised = True
                parameters = f"CN={_parameter(name)};CUTYPE={kind}"
                yield f"ORGANIZER;{parameters}:{_NOBODY}"
            else:
                role = f";ROLE={_ROLES[taker.role]}" if taker.role in _ROLES and kind == "INDIVIDUAL" else ""
                yield f"ATTENDEE;CN={_parameter(name)};CUTYPE={kind}{role}:{_NOBODY}"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """Return text as a value (RFC 5545, 3.3.11)."""
    plain = _CONTROL.sub("", _BREAK.sub("\n", text))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _parameter(text: str) -> str:
    """Return text as a parameter in quotation marks; those in it are written as RFC 6868 says."""
    plain = _CONTROL.sub("", _BREAK.sub("\n", text))
    return '"' + plain.replace("^", "^^").replace("\n", "^n").replace('"', "^'") + '"'


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(_folded(line.encode()) + b"\r\n" for line in lines)


def _folded(line: bytes) -> bytes:
    """Break a line where it is too long, never within a character."""
    if len(line) <= _WIDEST:
        return line
    parts: list[bytes] = []
    width = _WIDEST
    while len(line) > width:
        at = width
        while line[at] & 0xC0 == 0x80:
            at -= 1
        parts.append(line[:at])
        line, width = line[at:], _WIDEST - 1
    return b"\r\n ".join([*parts, line])
