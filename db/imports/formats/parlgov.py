"""ParlGov (parlgov.org): parties with their names, families and successions, and their standing by cabinets.

Its tables Party, PartyFamily, PartyNameChange, PartyChange, Country, Cabinet and CabinetParty are given together, as
files or as their folder; Party is needed, the others add what they know. Codes are those of its published codebook.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import BadInput
from db.imports.formats import parlgov_codes, parlgov_tables
from db.imports.formats.parlgov_cabinets import Cabinets
from db.imports.formats.parlgov_names import Renaming, names_of
from db.imports.formats.parlgov_tables import ADDS, Record, Tables
from db.imports.incoming import (
    BadCell,
    Incoming,
    IncomingActor,
    IncomingSource,
    IncomingSuccession,
)

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

SCHEME: Final = "parlgov"
_ADDRESS: Final = "https://www.parlgov.org"


def fits(head: "Head") -> bool:
    """Whether a file is one of ParlGov's tables."""
    return parlgov_tables.fits_line(head.first_line)


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read ParlGov's tables; raises UnreadableTable."""
    tables = parlgov_tables.read(paths)
    parties = _Parties(tables)
    actors = parties.actors()
    cabinets = Cabinets(tables)
    known = frozenset(each.identifiers[0][1] for each in actors)
    return Incoming(
        paths[0].name if len(paths) == 1 else "ParlGov",
        "parlgov",
        actors=actors,
        successions=parties.successions(known),
        standings=cabinets.standings(SCHEME, known, source=0),
        sources=[_source(cabinets)],
        problems=[*tables.problems, *parties.problems, *cabinets.problems],
        left_out=list(_left_out(tables)),
    )


def _source(cabinets: Cabinets) -> IncomingSource:
    known = cabinets.known_until
    until = f"Cabinets until {known.isoformat()}. " if known.year > 1 else ""
    return IncomingSource(
        1, "ParlGov: parties, elections and cabinets", author="Döring, Holger; Manow, Philip", publisher="ParlGov",
        kind="dataset", language="en", url=_ADDRESS, note=f"{until}Data in the public domain (CC0).",
    )  # fmt: skip


def _left_out(tables: Tables) -> Iterator[str]:
    missing = tables.missing()
    if missing:
        told = "; ".join(f"{kind}: {ADDS[kind]}" for kind in missing)
        yield f"Tables of ParlGov that were not given, with what they would add: {told}."
    if "Cabinet" not in missing and "CabinetParty" not in missing:
        yield "Who was in opposition or outside parliament is not in these tables of ParlGov."


class _Parties:
    """Reads parties, and what they came from and became."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.problems: list[BadCell] = []
        self._countries = parlgov_codes.COUNTRIES | {
            record["id"]: record["code_iso2"] for _, record in tables["Country"] if record.get("code_iso2")
        }
        self._families: dict[str, list[str]] = defaultdict(list)
        for _, record in tables["PartyFamily"]:
            self._families[record["party"]].append(record["family"])
        self._renamings: dict[str, list[Renaming]] = defaultdict(list)
        for row, record in tables["PartyNameChange"]:
            self._rename(row, record)

    def _rename(self, row: int, record: Record) -> None:
        try:
            first = parlgov_tables.day(record["date"], "date")
            edtf = parlgov_tables.edtf(record["date"], "date", parlgov_tables.told(record))
        except BadInput as error:
            self.problems.append(BadCell(row, error.field, f"PartyNameChange: {error}"))
            return
        if first is not None:
            self._renamings[record["party"]].append(Renaming(first, edtf, record))

    def actors(self) -> list[IncomingActor]:
        """Return all parties that can be used; problems are added for the others."""
        found: list[IncomingActor] = []
        for row, record in self._tables["Party"]:
            try:
                found.append(self._actor(row, record))
            except BadInput as error:
                self.problems.append(BadCell(row, error.field, f"Party: {error}"))
        return found

    def _actor(self, row: int, record: Record) -> IncomingActor:
        number, name = record["id"], record["name_english"] or record["name"]
        if not number or not name:
            raise BadInput("a party needs an id and a name", "name" if number else "id")
        told = parlgov_tables.told(record)
        founded = parlgov_tables.edtf(record["foundation_date"], "foundation_date", told)
        ended = parlgov_tables.edtf(record.get("dissolution_date", ""), "dissolution_date", told)
        existence = f"{founded}/{ended}" if founded or ended else ""
        impossible: list[str] = []
        if founded and ended and founded > ended.ljust(10, "9"):
            impossible.append(f"ParlGov says that it was founded {founded} and ended {ended}.")
            existence = ""
        country = self._countries.get(record["country"], "")
        also = self._families.get(number, [])
        code = record.get("family", "")
        return IncomingActor(
            row,
            name,
            country=country,
            family=parlgov_codes.family(code, also, name),
            edtf=existence,
            names=names_of(record, country, self._renamings.get(number, []), ended),
            identifiers=((SCHEME, number),),
            note="\n".join([*_note(record, code, also), *impossible]),
        )

    def successions(self, known: frozenset[str]) -> list[IncomingSuccession]:
        """Return what parties became, in order of time."""
        found: list[tuple[str, IncomingSuccession]] = []
        for row, record in self._tables["PartyChange"]:
            try:
                found.append((record["date"], self._succession(row, record, known)))
            except BadInput as error:
                self.problems.append(BadCell(row, error.field, f"PartyChange: {error}"))
        return [each for _, each in sorted(found, key=lambda pair: pair[0])]

    def _succession(self, row: int, record: Mapping[str, str], known: frozenset[str]) -> IncomingSuccession:
        for column in ("party", "party_new"):
            if record[column] not in known:
                raise BadInput(f"“{record[column]}” is not in the table Party", column)
        if record["party"] == record["party_new"]:
            raise BadInput("a party can't come after itself", "party_new")
        date = parlgov_tables.edtf(record["date"], "date", parlgov_tables.told(record))
        note = "\n".join(filter(None, (record.get("description", ""), record.get("comment", ""))))
        return IncomingSuccession(
            row, (SCHEME, record["party"]), (SCHEME, record["party_new"]),
            parlgov_codes.CHANGES.get(record["type"], ""), date, note,
        )  # fmt: skip


def _note(record: Record, code: str, also: Sequence[str]) -> Iterator[str]:
    if parlgov_codes.is_no_party(code, also, record["name_english"]):
        yield "An entry of ParlGov for what is no party."
    yield from (record[column] for column in ("description", "comment") if record.get(column))
    if also:
        yield f"Also classed by ParlGov as {parlgov_codes.also_called(also)}."
    if record.get("wikipedia"):
        yield f"Wikipedia: {record['wikipedia']}"
