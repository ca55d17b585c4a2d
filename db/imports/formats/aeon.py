"""Aeon Timeline, versions 2 and 3: the table that it exports as CSV, whose columns differ by template.

Version 2 writes EventID, Title, Start Date, Duration, End Date, Parent, Color, Tags, Links and the template's own
columns; version 3 writes Type, Display ID, Label, Summary, …, Start Date, Latest Start Date, Duration, Earliest End
Date, End Date, …, and a column for each relationship.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import BadInput
from db.imports import tables
from db.imports.formats import aeon_dates
from db.imports.formats.event_rows import EventRows, file_said, joined
from db.imports.incoming import Incoming, UnreadableTable
from db.imports.tables import Sheet, TableOptions
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

Record = Mapping[str, str]

_COLUMNS: Final = (
    "date", "date_text", "title", "participants", "place", "part_of", "tags", "summary", "note", "sources",
    "identifiers",
)  # fmt: skip
_DATED: Final = frozenset(("start date", "end date", "duration"))
_NAMED: Final = ("title", "label")
_IDS: Final = ("eventid", "display id", "id")
_PEOPLE: Final = frozenset((
    "participant", "participants", "person", "people", "character", "characters", "witness", "witnesses", "viewpoint",
    "viewpoints", "observer", "observers", "attendee", "attendees", "protagonist", "author", "suspect", "victim",
))  # fmt: skip
_GROUPS: Final = frozenset((
    "organisation", "organisations", "organization", "organizations", "party", "parties", "group", "groups", "company",
    "companies", "institution", "institutions", "government", "governments",
))  # fmt: skip
_PLACES: Final = frozenset(("location", "locations", "place", "places"))
_TAGS: Final = (
    "tags",
    "arc",
    "arcs",
    "story",
    "stories",
    "storyline",
    "storylines",
    "theme",
    "themes",
    "project",
)
_SUMMARIES: Final = ("summary", "description")
_NOTES: Final = ("notes", "note", "text")
_USED: Final = _DATED | {"latest start date", "earliest end date", "type", "parent", "links", "ongoing"}
_EVENTS: Final = frozenset(("", "event"))
_ALL: Final = frozenset((*_USED, *_NAMED, *_IDS, *_PEOPLE, *_GROUPS, *_PLACES, *_TAGS, *_SUMMARIES, *_NOTES))


def fits(head: "Head") -> bool:
    """Whether the header has the columns that all templates have."""
    return _is_export([name.strip('"') for name in re.split(r"[,\t]", head.first_line)])


def _is_export(names: Sequence[str]) -> bool:
    folded = {_folded(name) for name in names}
    return folded >= _DATED and not folded.isdisjoint(_NAMED) and not folded.isdisjoint(_IDS[:2])


def read(paths: Sequence[Path], options: "Options") -> Incoming:
    """Read exports; raises UnreadableTable."""
    reader = _Reader(options.day_first)
    for path in paths:
        book = tables.read(path, TableOptions(header=True))
        reader.rows.remarks += book.notes
        sheet = book.sheet
        if not _is_export(sheet.names):
            raise UnreadableTable(
                f"“{path}” has not the columns of Aeon Timeline (Title or Label, Start Date, Duration, End Date and "
                "EventID or Display ID, in English); nothing was imported; import it as a table."
            )
        reader.read(sheet)
    return Incoming(file_said(paths), "aeon", reader.rows.table(), left_out=reader.rows.left_out())


def _folded(name: str) -> str:
    return " ".join(name.lower().lstrip("\ufeff").split())


class _Reader:
    """Turns the rows of exports into events."""

    def __init__(self, day_first: bool | None) -> None:
        said = {"date": "Start Date", "title": "Title", "identifiers": "EventID", "part_of": "Parent"}
        self.rows = EventRows(*_COLUMNS, said=said)
        self._day_first = day_first
        self._sign = "|"
        self._before = 0

    def read(self, sheet: Sheet) -> None:
        """Read one file."""
        names = [_folded(name) for name in sheet.names]
        for bad in sheet.problems:
            self.rows.refuse(self._before + bad.row, bad.column, bad.message)
        records = [
            (self._before + number, dict(zip(names, map(str.strip, cells), strict=True)))
            for number, cells in sheet.rows
        ]
        several = [name for name in names if name in _PEOPLE | _GROUPS or name in _TAGS]
        self._sign = "|" if any("|" in record[name] for _, record in records for name in several) else ","
        events = [(row, record) for row, record in records if record.get("type", "").lower() in _EVENTS]
        titles = _titles([record for _, record in events])
        for row, record in records:
            kind = record.get("type", "")
            if kind.lower() not in _EVENTS:
                self.rows.left[f"Entries of the type {kind[:40]}"] += 1
                continue
            try:
                self._take(row, record, titles)
            except BadInput as error:
                self.rows.refuse(row, error.field or "date", error)
        self._before = max((row for row, _ in records), default=self._before)

    def _take(self, row: int, record: Record, titles: Mapping[str, str]) -> None:
        title = _first(record, _NAMED)
        if not title:
            raise BadInput("an event needs a title", "title")
        date, words = aeon_dates.read(record, self._day_first)
        key = _first(record, _IDS)
        if key and self.rows.repeats(key):
            return
        summary = joined((record.get(name) for name in _SUMMARIES), "\n\n")
        self._count_left(record)
        links = self._several(record.get("links", ""))
        self.rows.add(
            row,
            date=date,
            date_text=words,
            title=" ".join(title.split()),
            participants=write_participants(self._participants(record)),
            place=joined(self._each(record, _PLACES)),
            part_of=self._whole(record.get("parent", ""), titles),
            tags=write_list(dict.fromkeys(self._each(record, _TAGS))),
            summary=summary,
            note=joined((record.get(name) for name in _NOTES), "\n\n"),
            sources=write_sources(
                SourceText("", link) if "://" in link else SourceText(link, "") for link in links
            ),
            identifiers=write_identifiers([("aeon", key)]) if key else "",
        )

    def _several(self, cell: str) -> list[str]:
        return [part.strip() for part in cell.split(self._sign) if part.strip()]

    def _each(self, record: Record, columns: Sequence[str] | frozenset[str]) -> list[str]:
        """Return what the columns that there are hold, in the order of the file."""
        return [part for name, cell in record.items() if name in columns for part in self._several(cell)]

    def _participants(self, record: Record) -> list[Participant]:
        groups = [Participant(name) for name in dict.fromkeys(self._each(record, _GROUPS))]
        return [*groups, *(Participant("", name) for name in dict.fromkeys(self._each(record, _PEOPLE)))]

    def _whole(self, parent: str, titles: Mapping[str, str]) -> str:
        if not parent:
            return ""
        whole = titles.get(parent, "")
        if not whole:
            self.rows.left["Parents of events that are no event or have the title of another"] += 1
        return whole

    def _count_left(self, record: Record) -> None:
        for name, cell in record.items():
            if cell and name not in _ALL and cell.lower() not in ("no", "false", "0 seconds"):
                self.rows.left[f"Cells of the column {name[:40].title()}"] += 1


def _first(record: Record, names: Sequence[str]) -> str:
    return next((record[name] for name in names if record.get(name)), "")


def _titles(records: Sequence[Record]) -> dict[str, str]:
    """Return the titles of events by their ids and by themselves, of those that no other event has."""
    counts: dict[str, int] = {}
    for record in records:
        title = " ".join(_first(record, _NAMED).split())
        counts[title] = counts.get(title, 0) + 1
    found: dict[str, str] = {}
    for record in records:
        title = " ".join(_first(record, _NAMED).split())
        if title and counts[title] == 1:
            found[title] = title
            found.update({record[name]: title for name in _IDS if record.get(name)})
    return found
