"""Exports in tests: a small timeline with everything that is hard to write, and files compared with those kept."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.codebook import codebook
from db.dates import parse
from db.exports import Options, of_key
from db.exports.writing import write
from db.search import fold
from db.timeline import Timeline
from db.version import VERSION

GOLDEN = Path(__file__).parents[1] / "db" / "exports" / "golden"
BAD = '=HYPERLINK("http://evil.example";"x")'


def exported(
    timeline: Timeline,
    key: str,
    folder: Path,
    filter_text: str = "",
    *,
    options: Options | None = None,
    ids: Sequence[int] | None = None,
) -> bytes:
    """Return what an export writes."""
    export = of_key(key)
    out = folder / f"out{export.ending}"
    write(timeline, export, out, filter_text, options=options, ids=ids)
    return out.read_bytes()


def check_golden(name: str, data: bytes) -> None:
    """Compare with the file kept under a name; a new one is written and has to be looked at."""
    told = data.replace(VERSION.encode(), b"VERSION")
    path = GOLDEN / name
    if not path.exists():
        path.write_bytes(told)
        pytest.fail(f"{path} is new: look at it and run again")
    assert told.decode() == path.read_bytes().decode()


def fill(session: Session) -> None:
    """Add events, all with ids of their own, so that what is written is the same each time."""
    codebook.fill(session)
    session.flush()
    terms = {(t.vocabulary, t.key): t.id for t in session.scalars(select(m.Term))}
    countries = {c.code: c.id for c in session.scalars(select(m.Country))}
    _who(session, countries)
    session.add_all([
        m.Mechanism(id=21, name="Ruling party dialogue"), m.Term(id=41, vocabulary="tag", key="历史", label="历史"),
        m.Term(id=42, vocabulary="tag", key="a, b; c", label="a, b; c"),
    ])  # fmt: skip
    session.add(m.MechanismName(id=22, mechanism_id=21, text="執政党対話", folded=fold("執政党対話")))
    session.flush()
    _events(session, terms, countries)
    _sources(session)
    _around(session)
    session.flush()


def _who(session: Session, countries: dict[str, int]) -> None:
    session.add(m.Setting(id=90, key="focal_actor", value="1"))
    session.add_all([
        m.Actor(id=1, name="Communist Party of China", country_id=countries["CN"], family="communist"),
        m.Actor(id=2, name="Liberal Democratic Party", country_id=countries["JP"], family="conservative"),
        m.Actor(id=3, name="Parliament: both [houses]", kind="parliament", country_id=countries["JP"]),
        m.Person(id=11, name="王家瑞", country_id=countries["CN"]),
        m.Person(id=12, name='Ann "Annie" O’Neil, Jr.'),
    ])  # fmt: skip
    session.flush()
    session.add_all([
        m.ActorName(id=4, actor_id=2, text="自由民主党", folded="自由民主党", language="ja"),
        m.ActorIdentifier(id=5, actor_id=2, scheme="Wikidata", value="Q232595"),
        m.Standing(id=6, actor_id=2, kind="leads government", date=parse("2005-09-21/2009-09-15")),
        m.Post(id=13, person_id=11, actor_id=1, title="Head of the International Department",
               date=parse("2003-03/2015-11")),
    ])  # fmt: skip


def _events(session: Session, terms: dict[tuple[str, str], int], countries: dict[str, int]) -> None:
    def event(number: int, title: str, date: str | None, **fields: object) -> None:
        row = m.Event(id=number, title=title, **fields)
        row.date = parse(date) if date else None
        session.add(row)
        session.flush()

    event(101, "First session", "2006-02-21/2006-02-22", type_id=terms["type", "session"], mechanism_id=21, round=1,
          place="北京", country_id=countries["CN"], level_id=terms["level", "minister"],
          channel_id=terms["channel", "in person"], mark_source=2, mark_date=1,
          summary="Two days;\n\nthree “themes”, \\ and $5 & 10 %.")  # fmt: skip
    event(102, "=SUM(A1) & <b>bold</b> $x$", "2007-09-25", type_id=terms["type", "visit"], country_id=countries["CN"],
          part_of_id=101, note=BAD, place="Dalian, Hall 1; upstairs")  # fmt: skip
    event(103, "日中与党交流協議会 – late", "late February 2009", status="planned", mechanism_id=21, round=4,
          round_basis="inferred", unverified=True, type_id=terms["type", "session"])  # fmt: skip
    event(104, "An undated talk", None, status="unconfirmed")
    event(105, "-1 + 1", "2004", status="cancelled", type_id=terms["type", "statement"])
    event(106, "Put off", "2010-05", status="postponed")
    event(107, "An old letter", "1899-05-01", type_id=terms["type", "letter"])
    for number, taking in enumerate((
        m.Participation(event_id=101, actor_id=1, person_id=11, side="focal", role="host", post_printed="Minister"),
        m.Participation(event_id=101, actor_id=2, person_id=12, role="head of delegation", note="a; b"),
        m.Participation(event_id=101, actor_id=3, side="other", role="observer"),
        m.Participation(event_id=102, actor_id=1, side="focal"), m.Participation(event_id=102, actor_id=2),
        m.Participation(event_id=103, person_id=12),
    ), 51):  # fmt: skip
        taking.id, taking.position = number, number
        session.add(taking)
    session.add_all([
        m.EventTerm(id=61, event_id=101, term_id=41), m.EventTerm(id=62, event_id=101, term_id=42),
        m.EventTerm(id=63, event_id=101, term_id=terms["area", "politics"]),
        m.EventIdentifier(id=64, event_id=102, scheme="ICEWS", value="0042"),
    ])  # fmt: skip


def _sources(session: Session) -> None:
    session.add_all([
        m.Source(id=31, title="Costs $5 & 10 %: {braces}, #1_a ~ ^ \\", author="Ito, Tatsuya; 王小明; Reuters",
                 publisher="People’s Daily", kind="news", language="en", retrieved="2024-01-31", side="state media",
                 url="https://example.org/a?b=%20c&d=1_2", date=parse("2006-02-23"), note="First.\n\nSecond."),
        m.Source(id=32, title="自民党 年報", title_translated="Yearbook", publisher="LDP", kind="readout",
                 archive_url="https://web.archive.org/x", date=parse("about 2006")),
        m.Source(id=33, title="A source that no event rests on", kind="book"),
    ])  # fmt: skip
    session.flush()
    session.add_all([
        m.Evidence(id=71, event_id=101, source_id=31, field="date", value="2006-02-21", quote="“on the 21st”",
                   locator="p. 3", confidence=4),
        m.Evidence(id=72, event_id=101, source_id=32, field="date", value="2006-02-22"),
        m.Evidence(id=73, event_id=102, source_id=31),
    ])  # fmt: skip


def _around(session: Session) -> None:
    session.add_all([
        m.Context(id=81, title="A crisis & more", kind="crisis", date=parse("2010-09-07/2010-09-24"), note="Boats."),
        m.Context(id=82, title="Since then", date=parse("since 2012")), m.Invitation(id=83, purpose="A visit"),
    ])  # fmt: skip
