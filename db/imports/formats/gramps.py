"""Gramps XML (`.gramps`, packed or plain): events with their dates, places, people and sources.

Elements are those of Gramps's own schema, grampsxml.rng, from version 1.1 (sources cited directly) to 1.7 (by
citations, places in a hierarchy).
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from db.errors import BadInput
from db.imports.formats import country_names, gramps_dates, markup
from db.imports.formats.event_rows import EventRows, file_said, joined
from db.imports.incoming import Incoming, IncomingSource, UnreadableTable
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
    "date", "date_text", "title", "participants", "place", "country", "tags", "note", "sources", "identifiers",
    "unverified",
)  # fmt: skip
_ROOT: Final = re.compile(r"<database\s[^>]*xmlns\s*=\s*[\"']http://gramps-project\.org/xml/", re.IGNORECASE)
_ROLES: Final = {"Witness": "observer", "Informant": "observer"}
_USUAL: Final = ("", "Primary", "Family", "Unknown")
_LONGEST_CHAIN: Final = 20


def fits(head: "Head") -> bool:
    """Whether a file, unpacked where need be, is a database of Gramps."""
    return _ROOT.search(markup.beginning(head.data).decode("utf-8", "replace")) is not None


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read databases; raises UnreadableTable."""
    rows = EventRows(*_COLUMNS, said={"date": "dateval", "title": "description", "identifiers": "handle"})
    sources: dict[str, IncomingSource] = {}
    before = 0
    for path in paths:
        root = markup.without_namespaces(markup.tree(path))
        if root.tag != "database":
            raise UnreadableTable(f"“{path}” is no database of Gramps; nothing was imported.")
        database = _Database(root)
        events = root.findall("events/event")
        for number, event in enumerate(events, before + 1):
            try:
                _take(rows, number, event, database)
            except BadInput as error:
                rows.refuse(number, error.field or "date", error)
        before += len(events)
        for source in database.incoming():
            sources.setdefault(source.title, source)
        for name in ("person", "family", "object"):
            count = sum(1 for _ in root.iter(name))
            if count:
                rows.left[_LEFT[name]] += count
    return Incoming(
        file_said(paths), "gramps", rows.table(), sources=list(sources.values()), left_out=rows.left_out()
    )


_LEFT: Final = {
    "person": "People of the tree, of whom only the names of those who took part are taken",
    "family": "Families",
    "object": "Pictures and other media",
}


class _Database:
    """Finds what the events of a database refer to."""

    def __init__(self, root: Element) -> None:
        self._by_handle = {str(each.get("handle")): each for each in root.iter() if each.get("handle")}
        self._used: set[str] = set()
        self.takings: dict[str, list[tuple[str, str]]] = {}
        """Names of people and their roles, by the handle of the event."""
        for person in root.iterfind("people/person"):
            self._take_part(person, _name(person))
        for family in root.iterfind("families/family"):
            for parent in ("father", "mother"):
                one = self.referred(family.find(parent))
                self._take_part(family, _name(one) if one is not None else "")

    def _take_part(self, bearer: Element, name: str) -> None:
        for reference in bearer.findall("eventref"):
            if name:
                taking = (name, reference.get("role") or "")
                self.takings.setdefault(reference.get("hlink") or "", []).append(taking)

    def referred(self, reference: Element | None) -> Element | None:
        """Return the element that a reference links to."""
        return None if reference is None else self._by_handle.get(reference.get("hlink") or "")

    def place(self, event: Element) -> tuple[str, str]:
        """Return the place of an event as it is called, with those that it lies in, and its country's code."""
        at = self.referred(event.find("place"))
        names: list[str] = []
        country = ""
        while at is not None and len(names) < _LONGEST_CHAIN:
            name = _place_name(at)
            is_country = at.get("type") == "Country" or (names and _is_outermost(at))
            code = country_names.code_of(name) if is_country else ""
            country = country or code or country_names.code_of(_said_country(at))
            if name and not code:
                names.append(name)
            at = self.referred(at.find("placeref"))
        return joined(names), country

    def sources(self, event: Element) -> Iterator[tuple[str, str]]:
        """Yield title and page of what an event cites."""
        for reference in event.findall("citationref"):
            citation = self.referred(reference)
            if citation is not None:
                yield from self._cited(citation.find("sourceref"), markup.text_of(citation, "page"))
        for reference in event.findall("sourceref"):
            yield from self._cited(reference, markup.text_of(reference, "spage"))

    def _cited(self, reference: Element | None, page: str) -> Iterator[tuple[str, str]]:
        source = self.referred(reference)
        if source is not None:
            self._used.add(str(source.get("handle")))
            yield _source_title(source), page

    def incoming(self) -> Iterator[IncomingSource]:
        """Yield the sources that events cite, with what is known of them."""
        for row, source in enumerate((self._by_handle[handle] for handle in self._by_handle), 1):
            if str(source.get("handle")) in self._used:
                author, publisher = markup.text_of(source, "sauthor"), markup.text_of(source, "spubinfo")
                yield IncomingSource(row, _source_title(source), author=author, publisher=publisher)

    def notes(self, event: Element) -> str:
        """Return the notes on an event, those of old versions too, which stand in it."""
        linked = (self.referred(each) for each in event.findall("noteref"))
        texts = [each.findtext("text") or each.text or "" for each in linked if each is not None]
        return joined([*texts, *markup.texts_of(event, "note")], "\n\n")


def _take(rows: EventRows, row: int, event: Element, database: _Database) -> None:
    when = gramps_dates.read(event)
    handle = str(event.get("handle") or event.get("id") or "")
    if handle and rows.repeats(handle):
        return
    kind = markup.text_of(event, "type")
    people = list(dict.fromkeys(database.takings.get(handle, ())))
    cited = list(database.sources(event))
    place, country = database.place(event)
    if any(page for _, page in cited):
        rows.left["Pages of citations"] += sum(bool(page) for _, page in cited)
    if event.find("attribute") is not None:
        rows.left["Attributes of events"] += len(event.findall("attribute"))
    rows.add(
        row,
        date=when.edtf,
        date_text=when.words,
        title=_title(kind, markup.text_of(event, "description"), [name for name, _ in people]),
        participants=write_participants(_participant(*each) for each in people),
        place=place,
        country=country,
        tags=write_list([kind]) if kind else "",
        note=database.notes(event),
        sources=write_sources(SourceText(title, "") for title in dict.fromkeys(title for title, _ in cited)),
        identifiers=write_identifiers([("gramps", handle)]) if handle else "",
        unverified="yes" if when.doubted else "",
    )


def _title(kind: str, description: str, people: list[str]) -> str:
    title = " ".join(description.split()) or joined([kind, ", ".join(people[:3])], ": ")
    if not title:
        raise BadInput("an event has neither a description nor a type", "title")
    return title


def _participant(name: str, role: str) -> Participant:
    known = _ROLES.get(role, "")
    return Participant("", name, role=known, note="" if known or role in _USUAL else role)


def _name(person: Element) -> str:
    """Return a person's first name: given name, then surnames with what stands before them."""
    names = person.findall("name")
    name = next((each for each in names if each.get("alt") != "1"), None)
    if name is None:
        return ""
    surnames = [*name.findall("surname"), *name.findall("last")]
    parts = [joined((each.get("prefix"), each.text), " ") for each in surnames]
    whole = [markup.text_of(name, "first"), *parts, markup.text_of(name, "suffix")]
    return " ".join(" ".join(filter(None, whole)).split())


def _place_name(place: Element) -> str:
    name = place.find("pname")
    return " ".join(
        ((name.get("value") if name is not None else "") or markup.text_of(place, "ptitle")).split()
    )


def _is_outermost(place: Element) -> bool:
    """Whether a place lies in no other and is said to be nothing but a place: then its name may be a country's."""
    return place.find("placeref") is None and place.get("type") in (None, "Unknown")


def _said_country(place: Element) -> str:
    location = place.find("location")
    return (location.get("country") or "") if location is not None else ""


def _source_title(source: Element) -> str:
    title = markup.text_of(source, "stitle") or markup.text_of(source, "sabbrev")
    return " ".join(title.split()) or f"Source {source.get('id') or source.get('handle')}"
