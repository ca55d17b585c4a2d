"""What a format can hold comes back from it: of random events and sources, each written and read again."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from exports_support import exported
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from db import events as event_edits
from db import models as m
from db.codebook import codebook
from db.dates import from_edtf
from db.exports import Options
from db.ids import IDS
from db.imports import tables
from db.imports.formats import Options as Reading
from db.imports.formats import bibtex, csl_json, of_key, ris
from db.imports.importing import import_incoming
from db.imports.incoming import Incoming
from db.imports.tables import own
from db.registry import names
from db.sourcing.evidence import cite
from db.sourcing.source_words import KINDS
from db.table import cell_text
from db.table.event_table import fetch, to_cells
from db.timeline import Timeline

FEW = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)  # fmt: skip
SIGNS = "ab Zé中日党한!?.,;:'\"=+-@<>&|\\/{}[]()$%#_^~`*–“”e\u0301\u200b😀"
LINE = st.text(SIGNS, max_size=14).map(lambda text: " ".join(text.split()))
NAME = LINE.filter(lambda text: any(sign.isalnum() for sign in text))
LINES = st.lists(LINE, max_size=3).map(lambda lines: "\n".join(lines).strip())
HOSTILE = ["=1+1", "'=1", "''-x", "-5", "+1 2", "@a", "\t=b", "'\tx", "'-5", "_x0041_", " a "]
CELL = st.one_of(LINES, st.sampled_from(HOSTILE))
DAYS = st.dates().map(lambda day: day.isoformat())
SPANS = st.lists(DAYS, min_size=2, max_size=2, unique=True).map(lambda days: "/".join(sorted(days)))
VAGUE = st.sampled_from(
    [
        "",
        "2004",
        "2004-02",
        "2004~",
        "[2004-02-01..2004-02-09]",
        "2004/..",
        "2004-03/2005",
        "199X",
        "../2001-05",
    ]
)
URLS = st.sampled_from(["https://example.org/", "http://例え.jp/a?b=1&c=%20;d", "https://x.org/a,b'c(d)"])
_number = count()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round")


def made(folder: Path, told: Sequence[dict[str, Any]]) -> Timeline:
    """A timeline of these events."""

    def fill(session: Session) -> None:
        codebook.fill(session)
        session.add(m.Term(id=IDS.next(), vocabulary="tag", key="known", label="known"))
        session.flush()
        known: dict[tuple[str, str], int] = {}
        for each in told:
            _add(session, dict(each), known)

    return Timeline.create(folder / f"{next(_number)}.liaison", fill)


def _add(session: Session, told: dict[str, Any], known: dict[tuple[str, str], int]) -> None:
    takers, tags, url, edtf = (told.pop(name, None) for name in ("takers", "tags", "url", "edtf"))
    date = from_edtf(edtf, told.pop("date_text", "") or edtf) if edtf else None
    event = event_edits.create(session, told.pop("title"), date, **told)
    takings: list[event_edits.Taking] = []
    for kind, name, role in takers or ():
        if (kind, name) not in known:
            make = names.create_actor if kind == "actor" else names.create_person
            known[kind, name] = make(session, name)
        record = known[kind, name]
        actor, person = (record, None) if kind == "actor" else (None, record)
        takings.append(event_edits.Taking(actor, person, role=role))
    event_edits.set_takings(session, event, takings)
    for tag in tags or ():
        if ("tag", tag) not in known:
            known["tag", tag] = IDS.next()
            session.add(m.Term(id=known["tag", tag], vocabulary="tag", key=tag, label=tag))
            session.flush()
    event_edits.set_terms(session, event, [known["tag", tag] for tag in tags or ()])
    if url:
        cite(session, event, url, title=url)


def cells_of(timeline: Timeline) -> list[dict[str, str]]:
    """The cells of all events, in order of time."""
    with timeline.reading() as connection:
        ids = [
            row[0]
            for row in connection.execute("SELECT id FROM event ORDER BY sort_lo, sort_width, title, id")
        ]
        return [to_cells(row) for row in fetch(connection, ids)]


# --- Liaison's own columns ---------------------------------------------------------------------------------

TAKERS = st.lists(
    st.tuples(st.sampled_from(["actor", "person"]), NAME, st.sampled_from(["attendee", "host", "observer"])),
    max_size=3, unique_by=lambda taker: taker[:2],
)  # fmt: skip
EVENT = st.fixed_dictionaries(
    {
        "title": CELL.filter(lambda text: bool(text.strip())),
        "edtf": st.one_of(DAYS, SPANS, VAGUE),
        "status": st.sampled_from(["held", "planned", "unconfirmed"]),
        "place": CELL, "summary": CELL, "note": CELL, "takers": TAKERS, "unverified": st.booleans(),
        "tags": st.lists(NAME, max_size=2, unique=True), "url": st.one_of(st.just(""), URLS),
    }
)  # fmt: skip
EVENTS = st.lists(EVENT, max_size=4)


@given(EVENTS, st.sampled_from(["csv", "tsv"]), st.booleans())
@FEW
def test_tables_come_back_cell_by_cell_and_change_nothing(
    folder: Path, told: list[dict[str, Any]], key: str, bom: bool
) -> None:
    timeline = made(folder, told)
    try:
        exported(timeline, key, folder, options=Options(bom=bom))
        table = own.read(folder / f"out.{key}")
        _says_the_same(timeline, table)
    finally:
        timeline.close()


@given(EVENTS)
@FEW
def test_workbooks_come_back_cell_by_cell_and_change_nothing(
    folder: Path, told: list[dict[str, Any]]
) -> None:
    timeline = made(folder, told)
    try:
        exported(timeline, "xlsx", folder)
        book = tables.read(folder / "out.xlsx", tables.TableOptions(sheet="Events"))
        assert own.is_own(book.sheet.header)
        _says_the_same(timeline, own.of_sheet("out.xlsx", book.sheet))
    finally:
        timeline.close()


def _says_the_same(timeline: Timeline, table: own.Table) -> None:
    assert not table.problems
    expected = cells_of(timeline)
    found = [dict(zip(table.columns, cells, strict=True)) for _, cells in table.rows]
    assert found == expected
    if any(cell != cell.strip() for cells in expected for cell in cells.values()):
        return  # an import strips what a hand would hardly type
    done = import_incoming(timeline, Incoming("out", "own", table), dry_run=True)
    assert not done.problems, [str(bad) for bad in done.problems]
    assert (done.created, done.updated, done.skipped) == (0, 0, len(expected))


# --- calendars and slides ----------------------------------------------------------------------------------

PEOPLE = st.lists(
    st.tuples(
        st.just("person"),
        NAME.filter(lambda name: "\\" not in name),  # the library that reads takes it for an escape in a parameter
        st.sampled_from(["attendee", "head of delegation", "observer"]),
    ),
    max_size=2, unique_by=lambda taker: taker[1],
)  # fmt: skip
DATED = st.one_of(DAYS, SPANS).filter(lambda edtf: "9999-12-31" not in edtf)


@given(
    st.fixed_dictionaries(
        {
            "title": NAME, "edtf": DATED, "status": st.sampled_from(["held", "planned", "cancelled"]), "place": LINE,
            "summary": LINES, "takers": PEOPLE, "tags": st.lists(NAME, max_size=2, unique=True),
            "url": st.one_of(st.just(""), URLS),
        }
    )
)  # fmt: skip
@example({"title": "a" * 74 + "中" * 60, "edtf": "2004-02-29", "summary": "x\\n;," * 30 + "\n end"})
@FEW
def test_calendars_hold_whole_days(folder: Path, told: dict[str, Any]) -> None:
    timeline = made(folder, [told])
    try:
        exported(timeline, "icalendar", folder)
        found = _read("icalendar_events", folder / "out.ics")
        _, identifier = cell_text.read_identifiers(found.pop("identifiers"))[0]
        (cells,) = cells_of(timeline)
        assert identifier == f"{cells['id']}@liaison"
        takers = [
            (one.person, one.role or "attendee")
            for one in cell_text.read_participants(found.pop("participants", ""))
        ]
        assert takers == [(name, role) for _, name, role in told.get("takers", ())]
        assert sorted(cell_text.read_list(found.pop("tags", ""))) == sorted(told.get("tags", ()))
        kept = {
            name: cells[name]
            for name in ("date", "title", "status", "place", "summary", "sources")
            if cells[name]
        }
        assert found == kept
    finally:
        timeline.close()


@given(
    st.fixed_dictionaries(
        {
            "title": NAME, "edtf": st.one_of(DAYS, SPANS, st.sampled_from(["2004", "2004-02", "2004-03/2005"])),
            "summary": LINES, "tags": st.lists(NAME, max_size=1), "url": st.one_of(st.just(""), URLS),
        }
    )
)  # fmt: skip
@FEW
def test_slides_hold_days_months_and_years(folder: Path, told: dict[str, Any]) -> None:
    timeline = made(folder, [told])
    try:
        exported(timeline, "timelinejs", folder)
        found = _read("timelinejs", folder / "out.json")
        (cells,) = cells_of(timeline)
        assert cell_text.read_identifiers(found.pop("identifiers")) == [("timelinejs", cells["id"])]
        kept = {name: cells[name] for name in ("date", "title", "tags", "summary", "sources") if cells[name]}
        found["sources"] = found.get("sources", "").replace("%27", "'")
        assert {name: cell for name, cell in found.items() if cell} == kept
    finally:
        timeline.close()


def _read(key: str, path: Path) -> dict[str, str]:
    table = of_key(key).read([path], Reading()).events
    assert table is not None
    assert not table.problems
    ((_, cells),) = table.rows
    return {name: cell for name, cell in zip(table.columns, cells, strict=True) if cell}


# --- sources -----------------------------------------------------------------------------------------------

PARTS = (
    st.text("abé中日 .'-", min_size=1, max_size=8)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: any(sign.isalpha() for sign in text))
)
AUTHOR = st.one_of(PARTS, st.tuples(st.text("ABé", min_size=1), st.text("xyz. ", min_size=1)).map(
    lambda parts: f"{parts[0]}, {' '.join(parts[1].split()) or 'X.'}"
))  # fmt: skip
SOURCE = st.fixed_dictionaries(
    {
        "title": NAME, "title_translated": LINE, "author": st.lists(AUTHOR, max_size=3).map("; ".join),
        "publisher": st.one_of(st.just(""), NAME), "kind": st.sampled_from(("", *KINDS)),
        "language": st.sampled_from(("", "en", "zh-Hans")), "retrieved": st.one_of(st.just(""), DAYS),
        "url": st.one_of(st.just(""), URLS), "archive_url": st.sampled_from(("", "https://web.archive.org/web/2/x")),
        "note": LINES, "edtf": st.one_of(DAYS, VAGUE),
    }
)  # fmt: skip
READERS = {
    "ris": (ris.read_text, "ris"),
    "bibtex": (bibtex.read_text, "bib"),
    "csl": (csl_json.read_text, "json"),
}


@given(st.lists(SOURCE, max_size=3), st.sampled_from(sorted(READERS)))
@example(
    [{"title": "x -- y --- `` '' {and} and \\ $", "author": "Rand and Sons; and, X", "note": "100 % {a}"}],
    "bibtex",
)
@FEW
def test_sources_come_back(folder: Path, told: list[dict[str, str]], key: str) -> None:
    def fill(session: Session) -> None:
        for each in told:
            fields = {name: value for name, value in each.items() if name != "edtf"}
            source = m.Source(id=IDS.next(), **fields)
            edtf = each.get("edtf", "")
            source.date = from_edtf(edtf) if edtf else None
            session.add(source)
            session.flush()

    timeline = Timeline.create(folder / f"{next(_number)}.liaison", fill)
    try:
        text = exported(timeline, key, folder).decode()
    finally:
        timeline.close()
    read, _ = READERS[key]
    found = [
        {name: _same(key, name, getattr(source, name)) for name in SOURCE_FIELDS} for source in read(text)
    ]
    expected = [{name: _same(key, name, each.get(name, "")) for name in SOURCE_FIELDS} for each in told]
    for each in [*found, *expected] if key == "ris" else []:
        del each["edtf"]  # RIS has years, months and days alone: the format says so
    assert sorted(map(str, found)) == sorted(map(str, expected))


SOURCE_FIELDS = (
    "title", "title_translated", "author", "publisher", "kind", "language", "retrieved", "url", "archive_url",
    "note", "edtf",
)  # fmt: skip


GENERAL = {"csl": "document", "ris": "other"}
"""The kind that a format gives a source which has none."""


def _same(key: str, name: str, value: str) -> str:
    """What is kept: of a note its words, in their order."""
    if name == "kind":
        return value or GENERAL.get(key, "")
    return " ".join(value.split()) if name == "note" else value
