"""Party Facts: parties of the world with names in their own scripts, and their ideologies as Wikipedia tags them.

Döring and Regel, *Party Facts: a database of political parties worldwide* (https://partyfacts.herokuapp.com): the
table of core parties, and the table `wptags` of Herrmann and Döring (https://github.com/hdigital/partypositions-wikitags).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.imports import tables
from db.imports.formats import party_facts_tags
from db.imports.formats.event_rows import file_said
from db.imports.formats.party_facts_names import names_of
from db.imports.incoming import BadCell, Incoming, IncomingActor, UnreadableTable
from db.imports.tables import TableOptions

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

Cells = Mapping[str, str]

SCHEME: Final = "partyfacts"
CORE: Final = frozenset(
    ("country", "partyfacts_id", "name_short", "name", "name_english", "year_first", "year_last")
)
TAGS: Final = frozenset(("partyfacts_id", "name", "tags"))

COUNTRIES: Final[Mapping[str, str]] = {
    "AUH": "",  # Austria-Hungary
    "DDR": "DE",  # German Democratic Republic
    "EUN": "",  # European Union
    "NFL": "CA",  # Newfoundland
    "NIR": "GB",  # Northern Ireland
    "PMR": "MD",  # Transnistria
    "SML": "SO",  # Somaliland
    "VNR": "VN",  # Republic of Vietnam
    "XKX": "XK",  # Kosovo
    "YMD": "YE",  # South Yemen
    "ZZB": "TZ",  # Zanzibar
}
"""Codes of Party Facts that are none of ISO 3166, as the country that the land belongs to."""

_YEAR: Final = re.compile(r"\d{4}")


def fits(head: "Head") -> bool:
    """Whether a file is the table of core parties or that of tags."""
    names = {name.strip().strip('"') for name in re.split(r"[,;\t]", head.first_line)}
    return names >= CORE or names >= TAGS


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read core parties, with the families of a table of tags if it is given too; raises UnreadableTable."""
    core: list[tuple[int, Cells]] = []
    tagged: list[tuple[int, Cells]] = []
    problems: list[BadCell] = []
    for path in _files(paths):
        sheet = tables.read(path, TableOptions(header=True)).sheet
        names = set(sheet.names)
        if not (names >= CORE or names >= TAGS):
            raise UnreadableTable(
                f"“{path.name}” has not the columns of Party Facts (country, partyfacts_id, name and others); "
                "nothing was imported; import it as a table."
            )
        problems += sheet.problems
        rows = [
            (row, dict(zip(sheet.names, map(str.strip, cells), strict=True))) for row, cells in sheet.rows
        ]
        (tagged if names >= TAGS else core).extend(rows)
    tags = {cells["partyfacts_id"]: cells["tags"] for _, cells in tagged}
    incoming = Incoming(file_said(paths), SCHEME, problems=problems)
    incoming.actors = list(_actors(core or tagged, tags, problems))
    incoming.left_out = _left_out(core or tagged, tags, incoming.actors)
    return incoming


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (
                path / name
                for name in ("partyfacts-core-parties.csv", "wptags.csv")
                if (path / name).exists()
            )
        else:
            yield path


def _actors(
    rows: Sequence[tuple[int, Cells]], tags: Mapping[str, str], problems: list[BadCell]
) -> Iterator[IncomingActor]:
    for row, cells in rows:
        said = names_of(cells)
        number = cells["partyfacts_id"]
        if not said.main or not number:
            problems.append(BadCell(row, "name", "a party needs a name and a partyfacts_id"))
            continue
        family, tagged = party_facts_tags.family(tags.get(number, ""))
        code = cells["country"]
        yield IncomingActor(
            row,
            said.main,
            country=COUNTRIES.get(code, code),
            family=family,
            edtf=_existence(row, cells, problems),
            names=said.names,
            identifiers=((SCHEME, number),),
            note=_note(cells, tagged),
        )


def _existence(row: int, cells: Cells, problems: list[BadCell]) -> str:
    """Return the years of existence as EDTF; without a last one nothing is known of the end."""
    first, last = (cells.get(name, "") for name in ("year_first", "year_last"))
    for name, year in (("year_first", first), ("year_last", last)):
        if year and not _YEAR.fullmatch(year):
            problems.append(BadCell(row, name, f"“{year}” is no year"))
            return ""
    if first and last and last < first:
        last = ""
    return f"{first}/{last}" if first or last else ""


def _note(cells: Cells, tagged: str) -> str:
    code = cells["country"]
    said = (
        cells.get("description", ""),
        cells.get("comment", ""),
        f"Country in Party Facts: {code}." if code in COUNTRIES else "",
        f"Ideology: {tagged}." if tagged else "",
        cells.get("wikipedia", ""),
    )
    return "\n".join(part.replace("\r\n", "\n") for part in said if part)


def _left_out(
    core: Sequence[tuple[int, Cells]], tags: Mapping[str, str], actors: Sequence[IncomingActor]
) -> list[str]:
    said: list[str] = []
    if not tags:
        said.append("The table of ideology tags (wptags) was not given: families are unknown.")
    here = {actor.identifiers[0][1] for actor in actors}
    strange = sum(number not in here for number in tags)
    if strange:
        said.append(f"Tags of parties that are not among the core parties: {strange:,}.")
    shares = sum(bool(cells.get("share")) for _, cells in core)
    if shares:
        said.append(f"Shares of the vote: {shares:,}.")
    return said
