"""The tables of a workbook: their columns and where their rows come from."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from db import heirs
from db.codebook import codebook_terms
from db.exports.chosen import PROGRAM, Chosen
from db.exports.days import is_precise
from db.registry.posts_on_day import HELD, holder
from db.sourcing.source_words import CONFIDENCES
from db.table.event_table import COLUMNS, TableRow, event_key, to_cells

Cell = str | int | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, and whether long text in it is broken into lines."""

    name: str
    width: int = 14
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet; `count` returns how many rows there are without reading them."""

    name: str
    columns: tuple[Column, ...]
    count: Callable[[], int]
    rows: Callable[[], Iterator[Row]]


TOLD_DAYS: Final = ("earliest", "latest")
"""Columns of the sheet of events that its date says more exactly; `db.imports.tables.own` reads past them."""
_WIDE: Final = {"title": 48, "participants": 48, "summary": 48, "note": 40, "sources": 40, "posts": 40, "quote": 60,
                "definition": 60, "value": 30, "names": 40, "mechanism": 28, "id": 22, "event": 22, "event title": 40,
                "source": 36, "url": 40, "archive_url": 30, "name": 32, "actor": 32, "person": 24, "reason": 30,
                "post printed": 28, "post on the day": 28, "date_text": 20, "title_translated": 40, "date": 22,
                "what": 24, "said": 90, "marks": 24, "identifiers": 22}  # fmt: skip
_WRAPS: Final = frozenset({"title", "participants", "summary", "note", "sources", "posts", "quote", "definition",
                           "names", "said", "title_translated", "reason", "event title", "source"})  # fmt: skip

_PARTICIPANTS: Final = f"""SELECT p.event_id, p.id, a.id, coalesce(a.name, ''), n.id, coalesce(n.name, ''),
 p.post_printed, {HELD}, p.side, p.role, p.note
FROM json_each(?) w JOIN participation p ON p.event_id = w.value
LEFT JOIN actor a ON a.id = p.actor_id LEFT JOIN person n ON n.id = p.person_id ORDER BY w.key, p.position, p.id"""
_ACTORS: Final = f"""SELECT a.id, a.name, a.kind, coalesce(c.name, ''), coalesce(c.alpha3, ''), {heirs.kin("a")},
 coalesce(parent.name, ''), a.edtf, (SELECT group_concat(text, '; ') FROM (SELECT text FROM actor_name
  WHERE actor_id = a.id AND text <> a.name ORDER BY id)),
 (SELECT group_concat(scheme || ': ' || value, '; ') FROM (SELECT scheme, value FROM actor_identifier
  WHERE actor_id = a.id ORDER BY scheme, value, id)), a.note
FROM actor a LEFT JOIN country c ON c.id = {heirs.home("a")} LEFT JOIN actor parent ON parent.id = a.parent_id
WHERE a.id IN (SELECT p.actor_id FROM json_each(?) w JOIN participation p ON p.event_id = w.value) OR ?2
ORDER BY a.name, a.id"""
_PEOPLE: Final = """SELECT n.id, n.name, coalesce(c.name, ''), n.edtf, (SELECT group_concat(text, '; ') FROM
 (SELECT text FROM person_name WHERE person_id = n.id AND text <> n.name ORDER BY id)),
 (SELECT group_concat(said, '; ') FROM (SELECT o.title || coalesce(', ' || a.name, '')
   || CASE WHEN o.edtf = '' THEN '' ELSE ' (' || o.edtf || ')' END AS said
  FROM post o LEFT JOIN actor a ON a.id = o.actor_id WHERE o.person_id = n.id
  ORDER BY coalesce(o.start_lo, o.start_hi, 0), o.id)), n.note
FROM person n LEFT JOIN country c ON c.id = n.country_id
WHERE n.id IN (SELECT p.person_id FROM json_each(?) w JOIN participation p ON p.event_id = w.value) OR ?2
ORDER BY n.name, n.id"""
_MECHANISMS: Final = """SELECT m.id, m.name, m.edtf, m.interval_days, coalesce(parent.name, ''), (SELECT
 group_concat(text, '; ') FROM (SELECT text FROM mechanism_name
 WHERE mechanism_id = m.id AND text <> m.name ORDER BY id)),
 (SELECT group_concat(said, '; ') FROM (SELECT a.name || CASE WHEN b.edtf = '' THEN '' ELSE ' (' || b.edtf || ')' END
  AS said FROM mechanism_member b JOIN actor a ON a.id = b.actor_id WHERE b.mechanism_id = m.id ORDER BY a.name, b.id)),
 m.note
FROM mechanism m LEFT JOIN mechanism parent ON parent.id = m.parent_id
WHERE m.id IN (SELECT e.mechanism_id FROM json_each(?) w JOIN event e ON e.id = w.value) OR ?2 ORDER BY m.name, m.id"""
_SOURCES: Final = """SELECT s.id, s.title, s.title_translated, s.author, s.publisher, s.kind, s.side, s.language,
 s.edtf, s.date_text, s.retrieved, s.url, s.archive_url, s.note FROM source s
WHERE s.id IN (SELECT v.source_id FROM json_each(?) w JOIN evidence v ON v.event_id = w.value) OR ?2
ORDER BY s.title, s.id"""
_EVIDENCE: Final = """SELECT v.event_id, v.source_id, s.title, v.field, v.value, v.quote, v.locator, v.confidence,
 v.chosen, v.reason, v.note, v.unverified
FROM json_each(?) w JOIN evidence v ON v.event_id = w.value JOIN source s ON s.id = v.source_id ORDER BY w.key, v.id"""


def tables(chosen: Chosen) -> list[Table]:
    """Return the sheets in their order; the first is the one that an import reads."""
    listed = json.dumps([int(event) for event in chosen.ids])
    told: list[tuple[str, tuple[str, ...], str, Callable[..., Row]]] = [
        ("Participants", ("event", "actor", "person", "post printed", "post on the day", "post disagrees", "side",
                          "role", "note", "actor id", "person id"), _PARTICIPANTS, _participant),
        ("Actors", ("id", "name", "kind", "country", "country code", "family", "parent", "existence", "names",
                    "identifiers", "note"), _ACTORS, partial(_keyed, "a")),
        ("People", ("id", "name", "country", "life", "names", "posts", "note"), _PEOPLE, partial(_keyed, "p")),
        ("Mechanisms", ("id", "name", "existence", "interval in days", "parent", "names", "members", "note"),
         _MECHANISMS, partial(_keyed, "m")),
        ("Sources", ("id", "title", "title_translated", "author", "publisher", "kind", "side", "language", "date",
                     "date_text", "retrieved", "url", "archive_url", "note"), _SOURCES, partial(_keyed, "s")),
        ("Evidence", ("event", "source id", "source", "field", "value", "quote", "locator", "confidence", "chosen",
                      "reason", "note", "unverified"), _EVIDENCE, _evidence),
    ]  # fmt: skip
    queried = [
        Table(
            name, _columns(*columns), partial(_counted, chosen, sql, listed),
            partial(_queried, chosen, sql, listed, row),
        )
        for name, columns, sql, row in told
    ]  # fmt: skip
    about, codebook = _about(chosen), codebook_terms.csv_rows(chosen.session)
    events = _columns(*COLUMNS, *TOLD_DAYS)
    return [
        Table("Events", events, lambda: len(chosen.ids), lambda: map(_event, chosen.rows())),
        *queried,
        Table("Codebook", _columns(*codebook[0]), lambda: len(codebook) - 1, lambda: iter(codebook[1:])),
        Table("About", _columns("what", "said"), lambda: len(about), lambda: iter(about)),
    ]


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, _WIDE.get(name, 14), name in _WRAPS) for name in names)


def _event(row: TableRow) -> Row:
    """Return the cells of an event: a day as a date, a number as a number."""
    cells: dict[str, Cell] = {**to_cells(row)}
    if is_precise(row) and row.start[0] == row.end[0] and row.start[0] is not None and len(row.edtf) == 10:
        cells["date"] = date.fromordinal(row.start[0])
    if row.round is not None and row.round_basis == "stated":
        cells["round"] = row.round
    days = (None if day is None else date.fromordinal(day) for day in (row.start[0], row.end[1]))
    return (*cells.values(), *days)


def _participant(*values: Any) -> Row:
    event, _, actor_id, actor, person_id, person, printed, held, side, role, note = values
    one = holder(person, printed, held)
    disagrees = "yes" if one.disagrees else ""
    return (event_key(event), actor, person, printed, "; ".join(one.held), disagrees, side, role, note,
            _key("a", actor_id), _key("p", person_id))  # fmt: skip


def _evidence(*values: Any) -> Row:
    event, source, title, field, value, quote, locator, confidence, chosen, reason, note, unverified = values
    sure = "" if confidence is None else CONFIDENCES[int(confidence)]
    return (event_key(event), _key("s", source), title, field, value, quote, locator, sure,
            "yes" if chosen else "", reason, note, "yes" if unverified else "")  # fmt: skip


def _keyed(sign: str, record: int, *rest: Any) -> Row:
    return (_key(sign, record), *rest)


def _key(sign: str, record: int | None) -> str:
    """Return an id with a letter before it: a spreadsheet would round a number of 19 digits."""
    return "" if record is None else f"{sign}{record}"


def _counted(chosen: Chosen, sql: str, listed: str) -> int:
    return int(
        chosen.connection.execute(f"SELECT count(*) FROM ({sql})", _values(chosen, sql, listed)).fetchone()[0]
    )


def _queried(chosen: Chosen, sql: str, listed: str, row: Callable[..., Row]) -> Iterator[Row]:
    for values in chosen.connection.execute(sql, _values(chosen, sql, listed)):
        yield row(*values)


def _values(chosen: Chosen, sql: str, listed: str) -> tuple[Any, ...]:
    """Return what a query is given: the events, and whether records are wanted that belong to none."""
    return (listed, chosen.whole) if "?2" in sql else (listed,)


def _about(chosen: Chosen) -> list[Row]:
    """Return what the workbook says about itself, and what the columns of the events hold."""
    edited = chosen.moment.isoformat(" ", "minutes") if chosen.revision else ""
    told: list[tuple[str, Cell]] = [
        ("Timeline", chosen.name), ("Events", chosen.which), ("Filter", chosen.filter or "none"),
        ("Number of events", len(chosen.ids)), ("Codebook", f"version {chosen.codebook}"), ("Program", PROGRAM),
        ("Last edit", f"{edited} UTC (edit {chosen.revision})" if edited else "none"),
    ]  # fmt: skip
    told += [(f"Events: {name}", said) for name, said in COLUMNS.items()]
    told += [("Events: earliest", "the first possible day"), ("Events: latest", "the last possible day")]
    return told
