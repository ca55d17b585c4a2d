"""Visits of foreign leaders to the United States, and travels of its presidents and secretaries (HistoryAtState).

The project (history.state.gov, repositories HistoryAtState/visits and /travels) keeps them as XML; tables of the
same fields, named with `-` or `_`, are read too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from db.errors import BadInput
from db.imports import tables
from db.imports.formats import country_names, markup
from db.imports.formats.cameo import Types
from db.imports.formats.event_dates import span, understood
from db.imports.formats.event_rows import EventRows, file_said
from db.imports.incoming import Incoming, IncomingActor, IncomingName, UnreadableTable
from db.imports.tables import TableOptions
from db.table.cell_text import Participant, write_identifiers, write_participants

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

Record = Mapping[str, str]

_COLUMNS: Final = (
    "date", "title", "type", "participants", "place", "country", "summary", "identifiers",
)  # fmt: skip
_SAID: Final = {"date": "start_date", "identifiers": "id"}
_VISITS: Final = frozenset(("id", "start_date", "end_date", "visitor", "from", "description"))
_TRIPS: Final = frozenset(("id", "start_date", "end_date", "name", "country", "locale", "remarks"))
_HOST: Final = "United States"
_HOST_KEY: Final = "united-states"

_RANKS: Final = (
    "Chairman of the Council of Ministers", "Chairman of the Council of State", "Chairman of the Council",
    "Chairman of the Presidency", "Chairman of the Military Junta", "Chairman", "Chief of State", "Chief Executive",
    "Prime Minister", "President", "President-elect", "President- elect", "President-Elect", "Premier", "Chancellor",
    "Chancellor-elect", "Governor General", "Governor-General", "Governor", "Grand Duke", "Grand Duchess",
    "Crown Prince", "Crown Princess", "Prince", "Princess", "King", "Queen", "Emperor", "Empress", "Shah", "Sultan",
    "Amir", "Emir", "Sheikh", "Pope", "Regent", "Taoiseach", "Head of State", "Head of Government", "First Minister",
    "Foreign Minister", "General Secretary", "Brigadier General", "Lieutenant General", "Lieutenant Colonel", "General",
    "Colonel", "Secretary", "Federal Chancellor", "Junta President", "Junta Leader",
)  # fmt: skip
_RANK: Final = re.compile(
    rf"((?:(?:Acting|Interim|Provisional|Deputy|Vice|First|Federal|Former|Junta) )*"
    rf"(?:{'|'.join(sorted(map(re.escape, _RANKS), key=len, reverse=True))}))(?: of the [A-Z]\w+)? (?=\S)"
)
_NEXT: Final = re.compile(
    rf",\s+(?=(?:{'|'.join(map(re.escape, _RANKS))}) )|\s+and\s+(?=(?:{'|'.join(map(re.escape, _RANKS))}) [A-Z])"
)


def fits(head: "Head") -> bool:
    """Whether a file is the project's XML, or a table of its fields."""
    if re.match(r"\s*(?:<\?xml[^>]*>\s*)?<(?:visits|trips)>", head.text):
        return True
    names = {_field(name.strip('"')) for name in head.first_line.split(",")}
    return names >= _VISITS or names >= _TRIPS


def read(paths: Sequence[Path], options: "Options") -> Incoming:
    """Read visits and travels; raises UnreadableTable."""
    visits = _Visits(options)
    for path in paths:
        visits.read(path)
    actors = visits.finish()
    return Incoming(
        file_said(paths), "histstate", visits.rows.table(), actors, left_out=visits.rows.left_out()
    )


def _field(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")


class _Visits:
    """Turns records of visits and travels into events and the governments that take part."""

    def __init__(self, options: "Options") -> None:
        self.rows = EventRows(*_COLUMNS, said=_SAID)
        self._read: list[tuple[int, Record]] = []
        self._governments = _Governments()
        self._type = Types(options.types).known("visit")
        self._day_first = options.day_first
        self._before = 0

    def read(self, path: Path) -> None:
        """Read one file."""
        last = 0
        for last, record in self._records(path):
            row = self._before + last
            self._read.append((row, record))
            name = "from" if "visitor" in record else "country"
            self._governments.meet(row, record[name], record.get(f"{name}_id", ""))
        self._before += last

    def finish(self) -> list[IncomingActor]:
        """Write all events and return the governments."""
        for row, record in self._read:
            try:
                self._take(row, record)
            except BadInput as error:
                self.rows.refuse(row, error.field or "date", error)
        actors = self._governments.actors()
        nowhere = sum(not actor.country for actor in actors)
        if nowhere:
            self.rows.left["Countries of actors that are none of today's by their names"] = nowhere
        return actors

    def _records(self, path: Path) -> Iterator[tuple[int, Record]]:
        if path.suffix.lower() == ".xml":
            yield from _of_xml(path)
            return
        book = tables.read(path, TableOptions(header=True))
        self.rows.remarks += book.notes
        sheet = book.sheet
        names = [_field(name) for name in sheet.names]
        if not _VISITS.issubset(names) and not _TRIPS.issubset(names):
            raise UnreadableTable(
                f"“{path}” has neither the columns of visits ({', '.join(sorted(_VISITS))}) nor those of travels "
                f"({', '.join(sorted(_TRIPS))}); nothing was imported; import it as a table."
            )
        for bad in sheet.problems:
            self.rows.refuse(self._before + bad.row, bad.column, bad.message)
        for number, cells in sheet.rows:
            yield number, {name: cell.strip() for name, cell in zip(names, cells, strict=True)}

    def _take(self, row: int, record: Record) -> None:
        is_visit = "visitor" in record
        number = record.get("id", "")
        if not number:
            raise BadInput("an id is needed", "identifiers")
        first = understood(record["start_date"], self._day_first)
        last = record["end_date"]
        date = span(first, understood(last, self._day_first) if last else "")
        scheme = "histstate visit" if is_visit else "histstate travel"
        if self.rows.repeats(f"{scheme} {number}"):
            return
        cells = self._visit(row, record) if is_visit else self._travel(row, record)
        identifiers = write_identifiers([(scheme, number)])
        self.rows.add(row, date=date, type=self._type, identifiers=identifiers, **cells)

    def _visit(self, row: int, record: Record) -> dict[str, str]:
        visitor, home = record["visitor"], record["from"]
        if not visitor and not home:
            raise BadInput("neither a visitor nor a country is said", "title")
        actor = self._governments.name(home)
        host = self._governments.meet(row, _HOST, _HOST_KEY)
        guests = [Participant(actor, *_named(each), role="guest") for each in _NEXT.split(visitor)]
        return {
            "title": f"Visit of {visitor or 'a guest'}{f' ({home})' if home else ''} to the United States",
            "participants": write_participants([*guests, Participant(host, role="host")]),
            "country": "US",
            "summary": record["description"],
        }

    def _travel(self, row: int, record: Record) -> dict[str, str]:
        name, country, locale = record["name"], record["country"], record["locale"]
        if not name or not country:
            raise BadInput("the traveller or the country is missing", "title")
        post = record.get("role", "").replace("-", " ").capitalize()
        home = self._governments.meet(row, _HOST, _HOST_KEY)
        host = self._governments.name(country)
        guest = Participant(home, name, post, role="guest")
        where = f"{locale}, {country}" if locale else country
        return {
            "title": f"Visit of {f'{post} ' if post else ''}{name} to {where}",
            "participants": write_participants([guest, Participant(host, role="host")]),
            "place": locale if (code := country_names.code_of(country)) else where,
            "country": code,
            "summary": record["remarks"],
        }


class _Governments:
    """The governments that a file names: what it called one last is its name, what it called it before are others.

    The project has one id for all states of a land, the Soviet Union and Russia, both Chinas: those that are no state
    of today are kept apart by their names. A name means one government, whatever the ids beside it.
    """

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._names: dict[str, list[str]] = {}
        self._ids: dict[str, str] = {}
        """What tells governments apart, by every name."""

    def meet(self, row: int, name: str, key: str) -> str:
        """Take in what a row calls a government, and return what it is called so far."""
        if name:
            found = self._ids.setdefault(name, key if key and country_names.code_of(name) else name)
            self._rows.setdefault(found, row)
            names = self._names.setdefault(found, [])
            if name in names:
                names.remove(name)
            names.append(name)
        return name

    def name(self, name: str) -> str:
        """Return what a government is called that the file calls so at one place, empty for an empty name."""
        return self._names[self._ids[name]][-1] if name else ""

    def actors(self) -> list[IncomingActor]:
        """Return all governments."""
        return [
            IncomingActor(
                row,
                self._names[found][-1],
                "government",
                country_names.code_of(self._names[found][-1]),
                names=tuple(IncomingName(each, "en", "other") for each in self._names[found][:-1]),
                identifiers=(("histstate", found),),
            )
            for found, row in self._rows.items()
        ]


def _named(visitor: str) -> tuple[str, str]:
    """Return the person and the post that a visitor is called by: President Prado is Prado, President."""
    found = _RANK.match(visitor)
    if found is None:
        return visitor, ""
    return visitor[found.end() :].strip(), found[0].strip()


def _of_xml(path: Path) -> Iterator[tuple[int, Record]]:
    root = markup.tree(path)
    if root.tag not in ("visits", "trips"):
        raise UnreadableTable(f"“{path}” holds neither visits nor trips; nothing was imported.")
    for number, each in enumerate(root, 1):
        yield number, _of_element(each, _VISITS if root.tag == "visits" else _TRIPS)


def _of_element(element: Element, needed: frozenset[str]) -> Record:
    record = dict.fromkeys(needed, "")
    for child in element:
        name = _field(child.tag)
        record[name] = " ".join((child.text or "").split())
        if child.get("id"):
            record[f"{name}_id"] = str(child.get("id"))
    return record
