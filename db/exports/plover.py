"""Events as JSON Lines in the shape of PLOVER records, the interchange format of political event data.

Field names are those of chapter 4, “JSON Data Fields”, of the PLOVER manual (0.7b1, Open Event Data Alliance); what
it has no name for stands under `liaison` in the form of `liaison query --json`.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, Final

from db import heirs
from db.exports.chosen import PROGRAM, Chosen
from db.exports.days import days_of, is_precise, words_of
from db.table.event_table import TableRow, event_key, to_json

_AT_ONCE: Final = 1000
_SECTORS: Final = {
    "government": "GOV",
    "parliament": "LEG",
    "party": "PTY",
    "organ": "PTY",
    "coalition": "PTY",
}
_STANDING: Final = {"leads government": "GOV", "in coalition": "GOV", "opposition": "OPP"}
_FUTURE: Final = "planned"

_TAKINGS: Final = f"""SELECT p.event_id, p.side, p.role, p.post_printed, coalesce(n.name, ''), a.id,
 coalesce(a.name, ''), a.kind, (SELECT alpha3 FROM country WHERE id = {heirs.home("a")}),
 (SELECT min(value) FROM actor_identifier WHERE actor_id = a.id AND scheme = 'Wikidata' COLLATE NOCASE)
FROM json_each(?) w JOIN participation p ON p.event_id = w.value
LEFT JOIN actor a ON a.id = p.actor_id LEFT JOIN person n ON n.id = p.person_id ORDER BY p.position, p.id"""
_STANDINGS: Final = heirs.with_organs(
    "SELECT actor_id, kind, coalesce(start_hi, 2147483647), coalesce(end_lo, CASE WHEN end_hi IS NULL"
    " THEN 2147483647 ELSE -1 END) FROM standing",
    ("stands", "since", "until"),
)
_CODES: Final = """SELECT vocabulary, "key", plover FROM term WHERE plover <> ''"""
_COUNTRIES: Final = "SELECT coalesce(nullif(code, ''), name), code, alpha3 FROM country"


@dataclass(frozen=True, slots=True)
class _Taker:
    """Somebody who took part, on one side, as PLOVER tells of an actor."""

    side: str
    told: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Codes:
    """What the records' words are in PLOVER's codes."""

    terms: Mapping[tuple[str, str], str]
    countries: Mapping[str, tuple[str, str]]
    standings: Mapping[int, list[tuple[str, int, int]]]
    codebook: str

    @classmethod
    def of(cls, connection: sqlite3.Connection, codebook: int) -> "_Codes":
        standings: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
        for actor, *standing in connection.execute(_STANDINGS):
            standings[actor].append(tuple(standing))
        terms = {(words, key): code for words, key, code in connection.execute(_CODES)}
        countries = {called: (code, alpha3) for called, code, alpha3 in connection.execute(_COUNTRIES)}
        return cls(terms, countries, standings, f"liaison-{codebook}")

    def sector(self, actor: int, kind: str, first: int | None, last: int | None) -> str:
        """Return the sector of an actor: for a party by its standing, if that is certain for all days of an event."""
        if first is not None and last is not None:
            for standing, since, until in self.standings.get(actor, ()):
                if since <= first and last <= until and standing in _STANDING:
                    return _STANDING[standing]
        return _SECTORS.get(kind, "")


def write_plover(chosen: Chosen, out: BinaryIO) -> int:
    """Write one record a line, in order of time; events without any known day are left out."""
    codes = _Codes.of(chosen.connection, chosen.codebook)
    count = 0
    for rows in _pages(chosen.rows()):
        takers = _takers(chosen.connection, rows, codes)
        for row in rows:
            record = _record(row, takers.get(row.id, []), codes)
            if record is not None:
                out.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
                count += 1
    return count


def _pages(rows: Iterator[TableRow]) -> Iterator[list[TableRow]]:
    while page := list(islice(rows, _AT_ONCE)):
        yield page


def _takers(
    connection: sqlite3.Connection, rows: Sequence[TableRow], codes: _Codes
) -> dict[int, list[_Taker]]:
    days = {row.id: (row.start[0], row.end[1] if row.end[1] is not None else row.start[1]) for row in rows}
    found: dict[int, list[_Taker]] = {}
    for event, *taking in connection.execute(_TAKINGS, (json.dumps(list(days)),)):
        found.setdefault(event, []).append(_taker(codes, days[event], *taking))
    return found


def _taker(
    codes: _Codes, days: tuple[int | None, int | None], side: str, role: str, post: str, person: str,
    actor: int | None, name: str, kind: str | None, alpha3: str | None, wikidata: str | None,
) -> _Taker:  # fmt: skip
    told = {
        "code": alpha3 or "",
        "sector": codes.sector(actor, kind or "", *days) if actor is not None else "",
        "actor_text": person or name,
        "identifier_id": wikidata or "",
        "identifier_text": name,
        "office": post,
    }
    return _Taker(side, {key: value for key, value in told.items() if value} | {"role": role})


def _record(row: TableRow, takers: Sequence[_Taker], codes: _Codes) -> dict[str, Any] | None:
    days = days_of(row)
    if days is None:
        return None
    event, _, mode = codes.terms.get(("type", row.type), "").partition(" ")
    source, recipient = _sides(row, takers, mode)
    record = {
        "id": event_key(row.id),
        "date": days[0].isoformat(),
        "enddate": days[1].isoformat() if days[1] > days[0] else "",
        "source": source,
        "recipient": recipient,
        "event": [event] if event else [],
        "mode": [mode] if mode else [],
        "context": _contexts(row, codes),
        "event_loc": _place(row, codes),
        "event_text": [row.title],
        "text": row.summary,
        "cite_info": _cited(row) | {"codebook": codes.codebook},
        "coder": PROGRAM,
        "comment": row.note if is_precise(row) else "\n".join(filter(None, (f"Date: {words_of(row)}", row.note))),
        "liaison": to_json(row),
    }  # fmt: skip
    return {key: value for key, value in record.items() if value or key in ("source", "event")}


def _sides(row: TableRow, takers: Sequence[_Taker], mode: str) -> tuple[list[Any], list[Any]]:
    """Return who acts and on whom: the focal actor and the others, but whoever visits it acts."""
    focal = [each.told for each in takers if each.side == "focal"]
    others = [each.told for each in takers if each.side != "focal"]
    if not focal or not others:
        return focal or others, []
    return (others, focal) if mode == "visit" and row.direction == "incoming" else (focal, others)


def _contexts(row: TableRow, codes: _Codes) -> list[str]:
    """Return PLOVER's contexts: those of areas and issues, and that something lies in the future."""
    keys = [(words, key) for words in ("area", "issue") for key in row.terms.get(words, ())]
    found = [codes.terms[key] for key in keys if key in codes.terms]
    return list(dict.fromkeys([*found, *(["future"] if row.status == _FUTURE else [])]))


def _place(row: TableRow, codes: _Codes) -> dict[str, str]:
    """Return a location object, whose names are those of GeoNames."""
    code, alpha3 = codes.countries.get(row.country, ("", ""))
    told = {"name": row.place or (row.country if not code else ""), "country code": code, "cc3": alpha3}
    return {key: value for key, value in told.items() if value}


def _cited(row: TableRow) -> dict[str, str]:
    first = next(iter(row.sources), None)
    told = {"title": first.title, "url": first.url} if first else {}
    return {key: value for key, value in told.items() if value}
