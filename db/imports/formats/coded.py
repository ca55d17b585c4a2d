"""Coded events: who did what to whom on a day, as ICEWS and GDELT tell it, and reciprocal pairs of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from db.imports.formats import cameo
from db.imports.formats.event_rows import EventRows
from db.imports.incoming import IncomingActor
from db.imports.tables import delimited, encodings
from db.table.cell_text import (
    Participant,
    SourceText,
    write_identifiers,
    write_list,
    write_participants,
    write_sources,
)

if TYPE_CHECKING:
    from db.imports.formats import Options

COLUMNS = (
    "date", "title", "type", "participants", "place", "country", "tags", "sources", "identifiers",
)  # fmt: skip


@dataclass(slots=True)
class Coded:
    """One coded event; the ends are as they are written in the cell of participants."""

    row: int
    day: str
    code: str
    words: str
    source: str
    target: str
    identifiers: list[tuple[str, str]]
    place: str = ""
    country: str = ""
    sources: list[SourceText] = field(default_factory=list[SourceText])
    mutual: bool = False


class CodedRows:
    """Collects coded events, joins pairs of them on request, and the actors they name."""

    def __init__(self, options: "Options", said: dict[str, str]) -> None:
        self.rows = EventRows(*COLUMNS, said=said)
        self._types = cameo.Types(options.types)
        self._joins = options.join_pairs
        self._events: list[Coded] = []
        self._single: dict[tuple[str, str, str, str], Coded] = {}
        self._actors: dict[str, IncomingActor] = {}
        self._written: dict[tuple[str, str, str], str] = {}
        self._names: dict[str, str] = {}

    def end(self, row: int, name: str, kind: str, country: str, note: str = "") -> str:
        """Return how an actor is written as a participant; it is remembered as one that the file names.

        Actors of two countries that are called alike are told apart by the country's code.
        """
        found = self._written.get((name, country, note))
        if found is None:
            shown = name
            if (
                name
                and self._actors.setdefault(name, IncomingActor(row, name, kind, country)).country != country
            ):
                shown = f"{name} ({country or 'no country'})"
                self._actors.setdefault(shown, IncomingActor(row, shown, kind, country))
            found = write_participants([Participant(shown, note=note)]) if name else ""
            self._written[name, country, note] = found
            self._names[found] = shown
        return found

    def add(self, event: Coded) -> None:
        """Take in an event; on request, one that answers another of the same day and code is joined to it."""
        if self._joins and event.source and event.target:
            other = self._single.pop((event.day, event.code, event.target, event.source), None)
            if other is not None:
                other.mutual = True
                other.identifiers += event.identifiers
                other.sources += event.sources
                return
            self._single.setdefault((event.day, event.code, event.source, event.target), event)
        self._events.append(event)

    def finish(self) -> list[IncomingActor]:
        """Write all events as rows and return the actors."""
        for event in self._events:
            self._write(event)
        return list(self._actors.values())

    def _write(self, event: Coded) -> None:
        ends = dict.fromkeys(filter(None, (event.source, event.target)))
        arrow = " ↔ " if event.mutual else " → "
        who = arrow.join(self._names[end] for end in ends)
        self.rows.add(
            event.row,
            date=event.day,
            title=f"{event.words}: {who}" if who else event.words,
            type=self._types.of_code(event.code),
            participants="; ".join(ends),
            place=event.place,
            country=event.country,
            tags=write_list([cameo.tag_of(event.code)]) if event.code else "",
            sources=write_sources(dict.fromkeys(event.sources)),
            identifiers=write_identifiers(event.identifiers),
        )


def tabbed(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a file whose cells are parted by tabs, quotation marks being signs like others.

    Raises UnreadableTable for a file that can't be read, is in no encoding, or has lines without end.
    """
    data = delimited.load(path)
    text = delimited.Text(path, data, encodings.find(data))
    for number, line in enumerate(text.lines(), 1):
        if line.strip():
            yield number, line.rstrip("\r\n").split("\t")
