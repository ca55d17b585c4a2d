"""Timeline (thetimelineproj.sourceforge.net): `.timeline` files of all versions, with eras and containers.

What the elements mean is told by the program's own `dataimport/timelinexml.py`; times are those of its Gregorian
time type, and files of its other calendars are refused.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from db.errors import BadInput
from db.imports.formats import markup
from db.imports.formats.event_dates import checked, of_parts, span
from db.imports.formats.event_rows import EventRows, file_said
from db.imports.incoming import BadCell, Incoming, IncomingContext, UnreadableTable
from db.table.cell_text import SourceText, write_list, write_sources

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

_COLUMNS: Final = ("date", "title", "part_of", "tags", "summary", "sources")
_SAID: Final = {
    "date": "start", "title": "text", "part_of": "text", "tags": "category", "summary": "description",
    "sources": "hyperlink",
}  # fmt: skip
_TIME: Final = re.compile(r"(-?[0-9]+)-([0-9]+)-([0-9]+) ([0-9]+):([0-9]+):([0-9]+)")
_MEMBER: Final = re.compile(r"(?:\[(-?[0-9]+)\]|\((-?[0-9]+)\))(.*)", re.DOTALL)
_ROOT: Final = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>]*>\s*)?(?:<!--.*?-->\s*)*<timeline>", re.DOTALL
)
_GREGORIAN: Final = "gregoriantime"


def fits(head: "Head") -> bool:
    """Whether the root of an XML file is a timeline with the version of the program."""
    return _ROOT.match(head.text) is not None and "<version>" in head.text[:1000]


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read timelines; raises UnreadableTable."""
    reader = _Reader()
    for path in paths:
        reader.read(path)
    return Incoming(
        file_said(paths),
        "thetimeline",
        reader.rows.table(),
        contexts=reader.contexts,
        problems=reader.problems,
        left_out=reader.rows.left_out(),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """An event's text: what it is called, and the container that it is or belongs to."""

    title: str
    container: str = ""
    member_of: str = ""


def _named(text: str) -> _Named:
    """Take an event's text apart: `[1]A` is container 1, `(1)B` in it; a text that begins so has a blank before."""
    found = _MEMBER.fullmatch(text)
    if found is None:
        return _Named((text[1:] if text[:2] in (" (", " [") else text).strip())
    return _Named(found[3].strip(), found[1] or "", found[2] or "")


class _Reader:
    """Turns the events of files into rows, and their eras into contexts."""

    def __init__(self) -> None:
        self.rows = EventRows(*_COLUMNS, said=_SAID)
        self.contexts: list[IncomingContext] = []
        self.problems: list[BadCell] = []
        self._row = 0

    def read(self, path: Path) -> None:
        """Read one file."""
        root = markup.tree(path)
        if root.tag != "timeline":
            raise UnreadableTable(f"“{path}” is no timeline of the program Timeline; nothing was imported.")
        calendar = markup.text_of(root, "timetype") or _GREGORIAN
        if calendar != _GREGORIAN:
            raise UnreadableTable(
                f"“{path}” counts time as {calendar[:40]}; only the Gregorian calendar is read; nothing was imported."
            )
        events = root.findall("events/event")
        named = [_named(each.findtext("text") or "") for each in events]
        titles = Counter(each.title for each in named)
        containers = {each.container: each.title for each in named if each.container}
        for event, name in zip(events, named, strict=True):
            self._row += 1
            whole = containers.get(name.member_of, "")
            if whole and titles[whole] > 1:
                self.rows.left["Containers of events, because others have the same title"] += 1
                whole = ""
            self._take(event, name, whole)
        for era in root.iterfind("eras/era"):
            self._row += 1
            self._take_era(era)
        if root.find("view/hidden_categories/name") is not None:
            self.rows.left["Files in which categories are hidden"] += 1

    def _take(self, event: Element, name: _Named, whole: str) -> None:
        try:
            date, title = _date(event), _title(name)
        except BadInput as error:
            self.rows.refuse(self._row, error.field or "date", error)
            return
        self._count_left(event)
        tags = dict.fromkeys((*markup.texts_of(event, "category"), *_of_list(event), *_labels(event)))
        links = re.split(r"[;\s]+", markup.text_of(event, "hyperlink"))
        self.rows.add(
            self._row,
            date=date,
            title=title,
            part_of=" ".join(whole.split()),
            tags=write_list(tags),
            summary=markup.text_of(event, "description"),
            sources=write_sources(SourceText("", link) for link in dict.fromkeys(links) if link),
        )

    def _count_left(self, event: Element) -> None:
        for name, sentence in _LEFT.items():
            if markup.text_of(event, name) not in ("", "0", "False"):
                self.rows.left[sentence] += 1

    def _take_era(self, era: Element) -> None:
        try:
            date = _date(era)
        except BadInput as error:
            self.problems.append(BadCell(self._row, "start", str(error)))
            return
        title = " ".join(markup.text_of(era, "name").split()) or "Era"
        self.contexts.append(IncomingContext(self._row, title, date, colour=_colour(era)))


_LEFT: Final = {
    "icon": "Icons of events",
    "alert": "Alerts of events",
    "progress": "Progress of events",
    "locked": "Locks of events",
}


def _of_list(event: Element) -> list[str]:
    return [
        category for listed in event.findall("categories") for category in markup.texts_of(listed, "category")
    ]


def _labels(event: Element) -> list[str]:
    return [label.strip() for label in re.split(r"[,;\n]", markup.text_of(event, "labels")) if label.strip()]


def _title(name: _Named) -> str:
    if not name.title:
        raise BadInput("an event needs a title", "title")
    return " ".join(name.title.split())


def _date(element: Element) -> str:
    """Return the date from start to end: what is fuzzy is about so, what ends today has an open end."""
    first, last = _day(element, "start"), _day(element, "end")
    if markup.text_of(element, "milestone") == "True":
        last = first
    if markup.text_of(element, "fuzzy") == "True":
        first, last = f"{first}~", f"{last}~"
    if markup.text_of(element, "ends_today") == "True":
        return checked(f"{first}/..")
    return span(checked(first), checked(last))


def _day(element: Element, name: str) -> str:
    text = markup.text_of(element, name)
    found = _TIME.fullmatch(text)
    if found is None:
        raise BadInput(f"“{text[:40]}” is no time of the program Timeline", "date")
    return of_parts(*found.groups()[:3])


def _colour(era: Element) -> str:
    parts = re.fullmatch(r"([0-9]{1,3}),([0-9]{1,3}),([0-9]{1,3})", markup.text_of(era, "color"))
    levels = [int(part) for part in parts.groups()] if parts else [256]
    return "#" + "".join(f"{level:02x}" for level in levels) if max(levels) < 256 else ""
