"""GDELT event tables, versions 1.0 (57 or 58 columns) and 2.0 (61 columns), which have no header."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import BadInput
from db.imports.formats import cameo, country_names
from db.imports.formats.coded import Coded, CodedRows, tabbed
from db.imports.formats.event_dates import checked
from db.imports.formats.event_rows import file_said
from db.imports.incoming import Incoming
from db.table.cell_text import SourceText

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

_ACTOR: Final = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_EVENT: Final = (
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
)  # fmt: skip
_PLACE: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_TWO: Final = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{end}{name}" for end in (1, 2) for name in _ACTOR), *_EVENT,
    *(f"{what}Geo_{name}" for what in ("Actor1", "Actor2", "Action") for name in _PLACE), "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""Columns of version 2.0 (The GDELT Event Database Data Format Codebook V2.0)."""
_ONE: Final = tuple(name for name in _TWO if not name.endswith("ADM2Code"))
_LAYOUTS: Final = {61: _TWO, 58: _ONE, 57: _ONE[:-1]}
_AT: Final = {width: {name: place for place, name in enumerate(names)} for width, names in _LAYOUTS.items()}
_TAKEN: Final = (
    "GLOBALEVENTID", "SQLDATE", "EventCode", "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode",
)  # fmt: skip
_SAID: Final = {
    "date": "SQLDATE", "title": "EventCode", "tags": "EventCode", "participants": "Actor1Name", "sources": "SOURCEURL",
    "identifiers": "GLOBALEVENTID", "place": "ActionGeo_FullName", "country": "ActionGeo_CountryCode",
}  # fmt: skip
_KINDS: Final = {
    "PTY": "party", "LEG": "parliament", "GOV": "government", "MIL": "government", "COP": "government",
    "JUD": "government", "SPY": "government",
}  # fmt: skip
_BEGINS: Final = re.compile(r"[0-9]{1,12}\t[0-9]{8}\t[0-9]{6}\t[0-9]{4}\t[0-9.]*\t")
_COUNTRY_ONLY: Final = "1"


def fits(head: "Head") -> bool:
    """Whether the first line has the columns of an event table, or their names."""
    line = head.first_line
    if line.count("\t") + 1 not in _LAYOUTS:
        return False
    return _BEGINS.match(line) is not None or line.lower().startswith("globaleventid\tsqldate\t")


def read(paths: Sequence[Path], options: "Options") -> Incoming:
    """Read event tables; raises UnreadableTable."""
    coded = CodedRows(options, _SAID)
    before = 0
    for path in paths:
        number = 0
        for number, cells in tabbed(path):
            _take(coded, before + number, cells)
        before += number
    actors = coded.finish()
    if len(coded.rows):
        coded.rows.left["Scales, tone, counts of mentions and places of actors, of events"] = len(coded.rows)
    return Incoming(
        file_said(paths), "gdelt", coded.rows.table(), actors, left_out=coded.rows.left_out(), distinct=True
    )


def _take(coded: CodedRows, row: int, cells: list[str]) -> None:
    at = _AT.get(len(cells))
    if at is None:
        coded.rows.refuse(row, "", f"it has {len(cells)} cells; event tables have 57, 58 or 61")
        return
    event, day, code, kind, place, country = [cells[at[name]] for name in _TAKEN]
    if event.lower() == "globaleventid":
        return
    if not event.isdecimal():
        coded.rows.refuse(row, "identifiers", f"“{event[:40]}” is no number of an event")
        return
    if coded.rows.repeats(event):
        return
    try:
        edtf = _day(day)
    except BadInput as error:
        coded.rows.refuse(row, "date", error)
        return
    url = cells[at["SOURCEURL"]].strip() if "SOURCEURL" in at else ""
    coded.add(
        Coded(
            row,
            edtf,
            code,
            cameo.words_of(code) if code else "Event without code",
            _actor(coded, row, cells, at["Actor1Code"]),
            _actor(coded, row, cells, at["Actor2Code"]),
            [("gdelt", event)],
            "" if kind == _COUNTRY_ONLY else place,
            country_names.code_of_fips(country),
            sources=[SourceText("", url) if "://" in url else SourceText(url, "")] if url else [],
        )
    )


def _day(text: str) -> str:
    if not re.fullmatch(r"[0-9]{8}", text):
        raise BadInput(f"“{text[:40]}” is no day written as YYYYMMDD", "date")
    return checked(f"{text[:4]}-{text[4:6]}-{text[6:]}")


def _actor(coded: CodedRows, row: int, cells: list[str], start: int) -> str:
    """Return the participant for an actor: by its name, and by its code where that says more than a country."""
    code, name, country = cells[start : start + 3]
    if not code and not name:
        return ""
    types = cells[start + 7 : start + 10]
    shown = name if name and (not code or code == country) else f"{name} ({code})" if name else code
    kind = next((_KINDS[each] for each in types if each in _KINDS), "")
    kind = kind or ("government" if code and code == country else "organisation")
    return coded.end(row, shown, kind, country_names.code_of(country))
