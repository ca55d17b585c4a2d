"""Dates of Gramps XML: single, ranges, spans and texts, with what makes them vague, in EDTF.

A range (between … and …) is one day in it, a span lasts. Modifiers and qualities are those of the Gramps XML schema
(grampsxml.rng): before, after, about, from, to; estimated, calculated.
"""

import re
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from db.dates import DateError, parse
from db.errors import BadInput
from db.imports.formats.event_dates import checked, understood
from db.table.event_table import UNKNOWN

NAMES: Final = ("dateval", "daterange", "datespan", "datestr")
_DAY: Final = re.compile(
    r"(?P<year>[0-9]{4}|\?{4})(?:-(?P<month>[0-9]{2}|\?\?)(?:-(?P<day>[0-9]{2}|\?\?))?)?"
)
_RELATIONS: Final = {"before": "before {}", "after": "after {}", "from": "{}/..", "to": "../{}"}
_GREGORIAN: Final = ("", "Gregorian")


@dataclass(frozen=True, slots=True)
class GrampsDate:
    """A date with the words it is written in, where these say more; `doubted` where it was reckoned or not read."""

    edtf: str = UNKNOWN
    words: str = ""
    doubted: bool = False


def read(event: Element) -> GrampsDate:
    """Return the date of an element that has one; raises BadInput."""
    found = next((child for child in event if child.tag in NAMES), None)
    if found is None:
        return GrampsDate()
    if found.tag == "datestr":
        return _of_text(found.get("val") or "")
    calendar = found.get("cformat") or ""
    words = " – ".join(filter(None, (found.get(name) for name in ("val", "start", "stop"))))
    if calendar not in _GREGORIAN:
        return GrampsDate(words=f"{words} ({calendar})", doubted=True)
    doubted = found.get("quality") == "calculated" or bool(found.get("dualdated") or found.get("newyear"))
    mark = "~" if found.get("quality") == "estimated" else ""
    if found.tag == "dateval":
        return GrampsDate(_single(found, mark), doubted=doubted)
    first, last = (f"{_day(found.get(name) or '')}{mark}" for name in ("start", "stop"))
    written = f"{first}/{last}" if found.tag == "datespan" else f"[{first}..{last}]"
    return GrampsDate(checked(first if first == last else written), doubted=doubted)


def _single(found: Element, mark: str) -> str:
    kind = found.get("type") or ""
    day = f"{_day(found.get('val') or '')}{'~' if kind == 'about' else mark}"
    relation = _RELATIONS.get(kind)
    if relation is None:
        return checked(day)
    said = relation.format(day)
    return checked(said) if "/" in said else understood(said, None)


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    if found is None:
        raise BadInput(f"“{text[:40]}” is no date of Gramps", "date")
    parts = (part.replace("?", "X") for part in found.groups() if part)
    return "-".join(parts)


def _of_text(text: str) -> GrampsDate:
    """Return the date that a text says, an unknown one with these words if it can't be read."""
    text = " ".join(text.split())
    if not text:
        return GrampsDate()
    try:
        return GrampsDate(parse(text).edtf, text)
    except DateError:
        return GrampsDate(words=text, doubted=True)
