"""EDTF texts (ISO 8601-2): levels 0 and 1, and from level 2 sets, `X` in any place, qualified parts."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from db.dates.bounds import days_of, in_order, term_spans
from db.dates.calendars import PARTS_OF_YEAR, wrong_day, wrong_month
from db.dates.errors import DateError, Fault
from db.dates.terms import Choice, Edge, Interval, Node, Run, Term, joined
from db.dates.uncertain import UncertainDate

LONGEST: Final = 200
"""Characters a date may have."""

_TERM: Final = re.compile(
    r"([?~%]?)([0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
    r"(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?",
    re.IGNORECASE,
)


def from_edtf(edtf: str, text: str = "") -> UncertainDate:
    """Return the date of an EDTF text; `text` is the source's words and defaults to the EDTF text itself.

    Cached. Raises DateError where the text is no EDTF or says something impossible.
    """
    when = _from_edtf(edtf)
    if not text or text == when.text:
        return when
    return UncertainDate(when.edtf, text, when.start, when.end, when.members)


@lru_cache(maxsize=4096)
def _from_edtf(edtf: str) -> UncertainDate:
    return date_of(edtf, edtf)


def date_of(edtf: str, text: str) -> UncertainDate:
    """Return the date of an EDTF text, not cached; raises DateError."""
    try:
        return build(read(edtf), text)
    except Fault as fault:
        raise DateError(edtf, fault.position, fault.reason) from None


def build(node: Node, text: str) -> UncertainDate:
    """Return the date that a node stands for."""
    start, end, members = days_of(node)
    return UncertainDate(str(node), text, start, end, members)


def read(text: str) -> Node:
    """Return the node of an EDTF text; raises Fault with a position in it."""
    if len(text) > LONGEST:
        raise Fault(f"it has more than {LONGEST} characters", LONGEST)
    body, at = _stripped(text, 0)
    if not body:
        raise Fault("nothing is written")
    if "/" in body:
        return _interval(body, at)
    return _dated(body, at)


def _interval(text: str, at: int) -> Interval:
    parts = text.split("/")
    if len(parts) > 2:
        raise Fault('an interval has one "/"', at + len(parts[0]) + 1 + len(parts[1]))
    start = _end(*_stripped(parts[0], at))
    end_text, end_at = _stripped(parts[1], at + len(parts[0]) + 1)
    end = _end(end_text, end_at)
    if isinstance(start, Edge):
        if isinstance(end, Edge):
            raise Fault("an interval needs a date at one end at least", at)
    elif not isinstance(end, Edge) and not in_order(start, end):
        raise Fault("the end lies before the start", end_at)
    return Interval(start, end)


def _end(text: str, at: int) -> Term | Choice | Edge:
    if text in ("", ".."):
        return Edge(text)
    found = _dated(text, at)
    if isinstance(found, Choice) and found.every:
        raise Fault('"{…}" can\'t be an end of an interval', at)
    return found


def _dated(text: str, at: int) -> Term | Choice:
    if text[0] not in "[{":
        return read_term(text, at)
    every = text[0] == "{"
    closing = "}" if every else "]"
    if text[-1] != closing or len(text) < 2:
        raise Fault(f'a set that begins with "{text[0]}" ends with "{closing}"', at + len(text) - 1)
    return Choice(tuple(_items(text[1:-1], at + 1)), every)


def _items(text: str, at: int) -> Iterator[Term | Run]:
    for part in text.split(","):
        item, item_at = _stripped(part, at)
        if not item or item == "..":
            raise Fault("a member of the set is missing", item_at)
        yield _run(item, item_at) if ".." in item else read_term(item, item_at)
        at += len(part) + 1


def _run(text: str, at: int) -> Run:
    first_text, _, last_text = text.partition("..")
    last_at = at + len(first_text) + 2
    first = read_term(*_stripped(first_text, at)) if first_text.strip() else None
    last = read_term(*_stripped(last_text, last_at)) if last_text.strip() else None
    if first and last and not in_order(first, last):
        raise Fault("the end lies before the start", last_at)
    return Run(first, last)


def read_term(text: str, at: int) -> Term:
    """Return the term of a text that begins at a position of the whole; raises Fault."""
    match = _TERM.fullmatch(text)
    if match is None:
        raise _malformed(text, at)
    q1, year, q2, q3, month, q4, q5, day, q6, hour, minute, second = match.groups("")
    if hour:
        _check_time(hour, minute, second or "00", at + match.start(10), whole_day=bool(day))
    term = Term(year.upper(), month.upper(), day.upper(), joined(q1 + q2 + q3 + q4 + q5 + q6))
    places = at + match.start(2), at + match.start(5), at + match.start(8)
    check_term(term, places)
    return term


def check_term(term: Term, places: tuple[int, int, int]) -> None:
    """Raise Fault at the place of the year, month or day that can't be."""
    year_at, month_at, day_at = places
    if term.year == "0000":
        raise Fault("the years kept are 0001 to 9999", year_at)
    if term.month.isdecimal() and int(term.month) in PARTS_OF_YEAR:
        if term.day:
            raise Fault(f"{term.month} is a season or another part of the year, it has no days", day_at)
    elif term.month.isdecimal() and (reason := wrong_month(int(term.month))):
        raise Fault(reason, month_at)
    if term.day.isdecimal() and not 1 <= int(term.day) <= 31:
        raise Fault(f"there is no day {int(term.day)}", day_at)
    if (term.year + term.month + term.day).isdecimal():
        if term.day and (reason := wrong_day(int(term.year), int(term.month), int(term.day))):
            raise Fault(reason, day_at)
        return
    try:
        fits = term_spans(term)
    except Fault as fault:
        raise Fault(fault.reason, year_at) from None
    if not fits:
        raise Fault(f"no day fits {term}", day_at if term.day else month_at)


def _check_time(hour: str, minute: str, second: str, at: int, *, whole_day: bool) -> None:
    if not whole_day:
        raise Fault("a time needs a day", at)
    if int(hour) > 24 or int(minute) > 59 or int(second) > 60 or (hour == "24" and minute + second != "0000"):
        raise Fault(f"there is no time {hour}:{minute}:{second}", at)


def _malformed(text: str, at: int) -> Fault:
    if re.match(r"[Yy]-?[0-9]|[0-9]{5}", text):
        return Fault("years of more than four digits are not kept, only 0001 to 9999", at)
    if re.match(r"-[0-9]", text):
        return Fault("years before 0001 are not kept", at)
    if re.match(r"[0-9]{4}-?W", text, re.IGNORECASE):
        return Fault("weeks are not read, give a day", at + 4)
    if text.startswith(".."):
        return Fault('".." stands inside a set ([..2004]) or beside "/" (../2004)', at)
    match = _TERM.match(text)
    if match is None:
        return Fault("a year has four digits", at)
    rest = text[match.end() :]
    if re.match(r"-[0-9X](?![0-9X])", rest):
        return Fault("a month or day has two digits", at + match.end() + 1)
    if rest.startswith(".."):
        return Fault('write "/" for what lasted, "between … and …" for a day in it', at + match.end())
    return Fault(f'"{rest[0]}" is out of place', at + match.end())


def _stripped(text: str, at: int) -> tuple[str, int]:
    """Return text without outer spaces and the position at which it begins then."""
    body = text.lstrip(" ")
    return body.rstrip(" "), at + len(text) - len(body)
