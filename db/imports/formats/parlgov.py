"""ParlGov: parties with their names, families, mergers and splits, and who sat in which cabinet, to the day.

Döring, Huber and Manow, *ParlGov: parties, elections, cabinets* (https://www.parlgov.org, CC0): the tables Party,
PartyNameChange, PartyChange, PartyFamily, Cabinet, CabinetParty and Country, together or in a folder.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.dates import DateError, from_edtf
from db.imports.formats import parlgov_cabinets
from db.imports.formats.event_rows import file_said
from db.imports.formats.parlgov_cabinets import SCHEME
from db.imports.formats.parlgov_tables import Cells, Tables, which
from db.imports.incoming import (
    BadCell,
    Incoming,
    IncomingActor,
    IncomingName,
    IncomingSource,
    IncomingSuccession,
)

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

FAMILIES: Final[Mapping[str, str]] = {
    "2": "agrarian",  # Agrarian
    "3": "christian democratic",  # Christian democracy
    "6": "liberal",  # Liberal
    "11": "social democratic",  # Social democracy
    "12": "unknown",  # to be coded: seats without a party, others
    "14": "socialist",  # Communist/Socialist: communist where the name says so
    "16": "other",  # Special issue
    "19": "green",  # Green/Ecologist
    "26": "conservative",  # Conservative
    "28": "unknown",  # no family
    "40": "right-wing",  # Right-wing
}
"""ParlGov's families, by the numbers in its table Party, as Liaison's."""

SPECIAL: Final[Mapping[str, str]] = {
    "9": "regional",
    "89": "regional",
    "22": "nationalist",
    "63": "religious",
}
"""Of the further families in the table PartyFamily those that tell what a special-issue party is."""

CHANGES: Final[Mapping[str, str]] = {
    "31": "split",
    "32": "split",
    "33": "merger",
    "34": "merger",
    "35": "successor",
    "62": "split",
}
"""Types of the table PartyChange; 32 is a party that broke up, 34 one that joined another, 62 members who left."""

SOURCE: Final = IncomingSource(
    0,
    "ParlGov: parties, elections, cabinets",
    author="Holger Döring, Constantin Huber, Philip Manow",
    kind="dataset",
    language="en",
    url="https://www.parlgov.org",
    note="CC0.",
)

_YEAR_ONLY: Final = "-07-01"
"""Where ParlGov knows a year only, it writes its middle; `date_as_is` in `data_json` marks real first days of July."""


def fits(head: "Head") -> bool:
    """Whether a file is one of ParlGov's tables."""
    return which(head.first_line) is not None


def read(paths: Sequence[Path], options: "Options") -> Incoming:
    """Read tables of ParlGov, several together or those of a folder; raises UnreadableTable."""
    tables = Tables(paths)
    problems = tables.problems
    incoming = Incoming(file_said(paths), SCHEME, problems=problems, left_out=tables.missing())
    incoming.actors = list(_actors(tables, problems))
    incoming.successions = list(_successions(tables, problems))
    if tables.has("Cabinet", "CabinetParty"):
        incoming.sources = [SOURCE]
        incoming.standings = list(parlgov_cabinets.standings(tables, problems))
        incoming.left_out.append(
            "These tables say who governed, but not who was in opposition or outside parliament."
        )
    problems.sort(key=lambda bad: bad.row)
    return incoming


# --- parties -----------------------------------------------------------------------------------------------


def _actors(tables: Tables, problems: list[BadCell]) -> Iterator[IncomingActor]:
    countries = {cells["id"]: cells["code_iso2"] for _, cells in tables.rows("Country")}
    dated = _dated_names(tables, problems)
    special: dict[str, set[str]] = defaultdict(set)
    for _, cells in tables.rows("PartyFamily"):
        special[cells["party"]] |= {SPECIAL[cells["family"]]} if cells["family"] in SPECIAL else set()
    for row, cells in tables.rows("Party"):
        name = cells["name_english"] or cells["name"]
        if not name:
            problems.append(BadCell(row, "name_english", "a party needs a name"))
            continue
        start, end = (_day(row, cells, f"{what}_date", problems) for what in ("foundation", "dissolution"))
        names = [*_names(cells, ""), *_parts(cells["name_english"]), *dated.get(cells["id"], ())]
        yield IncomingActor(
            row,
            name,
            country=countries.get(cells["country"], ""),
            family=_family(cells, special[cells["id"]]),
            edtf=_span(start, end) if start or end else "",
            names=tuple(dict.fromkeys(names)),
            identifiers=((SCHEME, cells["id"]),),
            note="\n".join(filter(None, (cells.get("description", ""), cells.get("wikipedia", "")))),
        )


def _family(cells: Cells, special: set[str]) -> str:
    family = FAMILIES.get(cells["family"], "unknown")
    if family == "socialist" and "communist" in cells["name_english"].lower():
        return "communist"
    return next(iter(special)) if family == "other" and len(special) == 1 else family


def _names(cells: Cells, edtf: str, *, former: bool = False) -> Iterator[IncomingName]:
    """Yield the names of a row: in English, as it is written at home and in Latin letters, and for short."""
    own = cells.get("name_nonlatin", "")
    kind = "former" if former else "official"
    said = (
        (cells["name_english"], "en", kind),
        (own, _language(own), kind),
        (cells["name"], "", "transliteration" if own else kind),
        (cells["name_short"], "", "abbreviation"),
    )
    yield from (IncomingName(text, language, kind, edtf) for text, language, kind in said if text)


def _parts(name: str) -> Iterator[IncomingName]:
    """Yield the names that ParlGov writes in one, parted by a bar."""
    parts = [part.strip() for part in name.split("|")]
    if len(parts) > 1:
        yield from (IncomingName(part, "en") for part in parts if part)


def _language(text: str) -> str:
    """Return the language that a script tells where but one of ParlGov's countries writes it."""
    scripts = (("\u0370", "\u03ff", "el"), ("\u0590", "\u05ff", "he"), ("\u0400", "\u04ff", "bg"))
    for first, last, language in scripts:
        if any(first <= sign <= last for sign in text):
            return language
    return "ja" if any("\u3040" <= sign <= "\u9fff" for sign in text) else ""


def _dated_names(tables: Tables, problems: list[BadCell]) -> Mapping[str, list[IncomingName]]:
    """Return the names of each party by its id, each from its day to that of the next; the last has no known end."""
    changes: dict[str, list[tuple[str, Cells]]] = defaultdict(list)
    for row, cells in tables.rows("PartyNameChange"):
        start = _day(row, cells, "date", problems)
        if start:
            changes[cells["party"]].append((start, cells))
    gone = {
        cells["id"]: _day(row, cells, "dissolution_date", []) for row, cells in tables.rows("Party")
    }
    names: dict[str, list[IncomingName]] = {}
    for party, listed in changes.items():
        listed.sort(key=lambda each: each[1]["date"])
        ends = [start for start, _ in listed[1:]] + [gone.get(party, "")]
        names[party] = [
            name
            for at, ((start, cells), end) in enumerate(zip(listed, ends, strict=True))
            for name in _names(cells, _span(start, end), former=at < len(listed) - 1)
        ]
    return names


def _span(start: str, end: str) -> str:
    """Return the span between two days; an end that lies before the beginning is left out."""
    same = min(len(start), len(end))
    return f"{start}/" if end[:same] < start[:same] else f"{start}/{end}"


# --- mergers and splits ------------------------------------------------------------------------------------


def _successions(tables: Tables, problems: list[BadCell]) -> Iterator[IncomingSuccession]:
    for row, cells in tables.rows("PartyChange"):
        before, after = cells["party"], cells["party_new"]
        if not before or not after or before == after:
            problems.append(BadCell(row, "party_new", "a change needs two parties"))
            continue
        note = "\n".join(filter(None, (cells.get("description", ""), cells.get("comment", ""))))
        yield IncomingSuccession(
            row,
            (SCHEME, before),
            (SCHEME, after),
            CHANGES.get(cells["type"], ""),
            _day(row, cells, "date", problems),
            note,
        )


def _day(row: int, cells: Cells, column: str, problems: list[BadCell]) -> str:
    """Return a date as EDTF, of the year only where ParlGov knows no more; empty for none or a bad one."""
    text = cells.get(column, "")
    if not text:
        return ""
    try:
        from_edtf(text)
    except DateError as error:
        problems.append(BadCell(row, column, str(error)))
        return ""
    as_is = "date_as_is" in cells.get("data_json", "")
    return text[:4] if text.endswith(_YEAR_ONLY) and not as_is else text
