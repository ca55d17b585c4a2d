"""ParlGov: parties with their names, families, mergers and splits, and who sat in which cabinet, to the day.

Döring, Huber and Manow, *ParlGov: parties, elections, cabinets* (https://www.parlgov.org, CC0): the tables Party,
PartyNameChange, PartyChange, PartyFamily, Cabinet, CabinetParty and Country, together or in a folder.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.imports.formats import parlgov_codes as codes
from db.imports.formats.event_rows import file_said
from db.imports.formats.parlgov_cabinets import SCHEME, latest, standings
from db.imports.formats.parlgov_names import Renaming, names_of
from db.imports.formats.parlgov_tables import Record, Tables, as_known, recognised
from db.imports.incoming import Incoming, IncomingActor, IncomingSource, IncomingSuccession

if TYPE_CHECKING:
    from db.imports.formats import Head, Options


def fits(head: "Head") -> bool:
    """Whether a file is one of ParlGov's tables."""
    return recognised(head.first_line)


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read tables of ParlGov, several together or those of a folder; raises UnreadableTable."""
    tables = Tables(paths)
    incoming = Incoming(file_said(paths), SCHEME, problems=tables.problems, left_out=tables.missing())
    incoming.actors = list(_actors(tables))
    parties = {actor.identifiers[0][1] for actor in incoming.actors}
    incoming.successions = _successions(tables, parties)
    incoming.standings = standings(tables, parties)
    if incoming.standings:
        incoming.sources = [_source(latest(tables))]
        incoming.left_out.append("The tables do not say who was in opposition or outside parliament.")
    return incoming


def _source(upto: str) -> IncomingSource:
    return IncomingSource(
        0,
        "ParlGov: parties, elections, cabinets",
        author="Döring, Holger; Huber, Constantin; Manow, Philip",
        kind="dataset",
        language="en",
        url="https://www.parlgov.org",
        note=f"Public domain (CC0). Cabinets until {upto}.",
    )


# --- parties -----------------------------------------------------------------------------------------------


def _actors(tables: Tables) -> Iterator[IncomingActor]:
    countries = codes.COUNTRIES | {each["id"]: each["code_iso2"] for each in tables.rows("Country")}
    renamings = _renamings(tables)
    also: dict[str, list[str]] = defaultdict(list)
    for each in tables.rows("PartyFamily"):
        also[each["party"]].append(each["family"])
    for party in tables.rows("Party"):
        told = len(tables.problems)
        number, name = party["id"], party["name_english"] or party["name"]
        if not name or not number:
            tables.tell("Party", party, "name_english", "a party needs an id and a name")
        founded, ended, doubt = _existence(tables, party)
        if len(tables.problems) > told:
            continue
        country = countries.get(party["country"], "")
        yield IncomingActor(
            party.row,
            name,
            country=country,
            family=codes.family(party["family"], also[number], party["name_english"]),
            edtf=f"{founded}/{ended}" if founded or ended else "",
            names=names_of(party, country, renamings.get(number, ()), ended),
            identifiers=((SCHEME, number),),
            note=_note(party, also[number], doubt),
        )


def _existence(tables: Tables, party: Record) -> tuple[str, str, str]:
    """Return foundation and dissolution as EDTF, or, where one lies before the other, neither and what was said."""
    days = [tables.day("Party", party, column) for column in ("foundation_date", "dissolution_date")]
    first, last = days
    if first and last and last < first:
        return "", "", f"ParlGov says that it was founded {first} and ended {last}."
    said = [
        as_known(party, f"{name}_date", day) if day else "" for name, day in zip(_ENDS, days, strict=True)
    ]
    return said[0], said[1], ""


_ENDS = ("foundation", "dissolution")


def _note(party: Record, also: Sequence[str], doubt: str) -> str:
    none = codes.is_no_party(party["family"], also, party["name_english"])
    said = (
        party.get("description", ""),
        "ParlGov counts it among parties, but it is no party." if none else "",
        doubt,
        f"Also classed by ParlGov as {codes.also_called(also)}." if also else "",
        f"Wikipedia: {party['wikipedia']}" if party.get("wikipedia") else "",
    )
    return "\n".join(filter(None, said))


def _renamings(tables: Tables) -> Mapping[str, list[Renaming]]:
    found: dict[str, list[Renaming]] = defaultdict(list)
    for each in tables.rows("PartyNameChange"):
        day = tables.day("PartyNameChange", each, "date")
        if day is not None:
            found[each["party"]].append(Renaming(day, as_known(each, "date", day), each))
    return found


# --- mergers and splits ------------------------------------------------------------------------------------


def _successions(tables: Tables, parties: Collection[str]) -> list[IncomingSuccession]:
    """Return the changes in order of time: of two that would lead in a circle the earlier one stands."""
    found: list[tuple[date, IncomingSuccession]] = []
    for each in tables.rows("PartyChange"):
        strange = next((name for name in ("party", "party_new") if each[name] not in parties), None)
        day = tables.day("PartyChange", each, "date")
        if strange is not None:
            tables.tell("PartyChange", each, strange, f"“{each[strange]}” is not in the table Party")
            continue
        before, after = each["party"], each["party_new"]
        if before == after:
            tables.tell("PartyChange", each, "party_new", "a party can't become itself")
            continue
        kind = codes.CHANGES.get(each["type"], "")
        note = "\n".join(filter(None, (each.get("description", ""), each.get("comment", ""))))
        edtf = as_known(each, "date", day) if day else ""
        said = IncomingSuccession(each.row, (SCHEME, before), (SCHEME, after), kind, edtf, note)
        found.append((day or date.max, said))
    return [said for _, said in sorted(found, key=lambda each: each[0])]
