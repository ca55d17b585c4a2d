"""Mechanisms: their rows with sessions and silence, and everything the page of one shows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import heirs
from db.clock import today
from db.dates import UncertainDate
from db.dates.elapsed import Elapsed
from db.ledgers.rounds import Gap, Round, all_rounds, gaps, rounds, silence
from db.ledgers.rounds_check import Finding, Setting, check
from db.models import Mechanism
from db.reading import date_of, fetch
from db.registry.names import all_of


@dataclass(frozen=True, slots=True)
class MechanismRow:
    """One mechanism in the table: its sessions held, the first and the last, its rhythm and what is odd.

    `silence` is the time since the last session; None where none was held or the mechanism is known to have ended.
    `found_by` are all its names, by which a list finds it too.
    """

    id: int
    name: str
    sessions: int
    first: Round | None
    last: Round | None
    interval_days: int | None
    silence: Elapsed | None
    problems: int
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """A name of a mechanism; `main` for the one it is shown under."""

    id: int
    text: str
    language: str
    main: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A membership: the actor, when it belonged, a note."""

    id: int
    actor_id: int
    actor: str
    date: UncertainDate | None
    note: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Another mechanism that this one refers to, or that refers to it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class MechanismDetail:
    """Everything the page of a mechanism shows; sessions and gaps are in order of time."""

    id: int
    name: str
    names: tuple[Called, ...]
    members: tuple[Member, ...]
    parent: Linked | None
    successor: Linked | None
    children: tuple[Linked, ...]
    predecessors: tuple[Linked, ...]
    interval_days: int | None
    date: UncertainDate | None
    note: str
    sessions: tuple[Round, ...]
    gaps: tuple[Gap, ...]
    silence: Elapsed | None
    findings: tuple[Finding, ...]


def rows(session: Session, day: int | None = None) -> list[MechanismRow]:
    """Return all mechanisms by name, as of a day (ordinal), today if none is given."""
    day = today() if day is None else day
    held = all_rounds(session, day)
    homes, names = _homes(session), _countries(session)
    called = all_of(session, "mechanism")
    listed = fetch(session, "SELECT id, name, interval_days, end_hi, successor_id FROM mechanism")
    found: list[MechanismRow] = []
    for record, name, interval, ended, successor in listed:
        sessions = held.get(record, ())
        counted = [each for each in sessions if each.held]
        since = _silence(sessions, day, ended, successor)
        odd = check(sessions, Setting(homes.get(record, ()), names, interval, since))
        ends = (counted[0], counted[-1]) if counted else (None, None)
        row = MechanismRow(
            record, name, len(counted), *ends, interval, since, len(odd), called.get(record, "")
        )
        found.append(row)
    return sorted(found, key=lambda row: (row.name.casefold(), row.id))


def detail(session: Session, mechanism_id: int, day: int | None = None) -> MechanismDetail | None:
    """Return one mechanism whole as of a day (ordinal), today if none is given; None if it is not there."""
    day = today() if day is None else day
    row = session.get(Mechanism, mechanism_id)
    if row is None:
        return None
    return _detail(
        session, row, day, rounds(session, mechanism_id, day), _homes(session), _countries(session)
    )


def details(session: Session, day: int | None = None) -> list[MechanismDetail]:
    """Return all mechanisms whole, by name."""
    day = today() if day is None else day
    held, homes, names = all_rounds(session, day), _homes(session), _countries(session)
    found = [
        _detail(session, row, day, held.get(row.id, ()), homes, names)
        for row in session.scalars(select(Mechanism))
    ]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def _detail(
    session: Session,
    row: Mechanism,
    day: int,
    sessions: tuple[Round, ...],
    homes: Mapping[int, frozenset[int]],
    countries: Mapping[int, str],
) -> MechanismDetail:
    since = _silence(sessions, day, row.end_hi, row.successor_id)
    setting = Setting(homes.get(row.id, frozenset()), countries, row.interval_days, since)
    return MechanismDetail(
        id=row.id,
        name=row.name,
        names=_names(session, row),
        members=_members(session, row.id),
        parent=_linked(session, row.parent_id),
        successor=_linked(session, row.successor_id),
        children=_referring(session, "parent_id", row.id),
        predecessors=_referring(session, "successor_id", row.id),
        interval_days=row.interval_days,
        date=row.date,
        note=row.note,
        sessions=sessions,
        gaps=gaps(sessions),
        silence=since,
        findings=check(sessions, setting),
    )


def _silence(
    sessions: tuple[Round, ...], day: int, ended: int | None, successor: int | None
) -> Elapsed | None:
    over = successor is not None or (ended is not None and ended < day)
    return None if over else silence(sessions, day)


def _homes(session: Session) -> Mapping[int, frozenset[int]]:
    """Return the countries of each mechanism's members, those that organs have from above included."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    sql = f"""SELECT DISTINCT m.mechanism_id, {heirs.home("a")} AS home FROM mechanism_member m
    JOIN actor a ON a.id = m.actor_id WHERE home IS NOT NULL"""
    for mechanism, home in fetch(session, sql):
        found[mechanism].add(home)
    return {mechanism: frozenset(each) for mechanism, each in found.items()}


def _countries(session: Session) -> Mapping[int, str]:
    return dict(fetch(session, "SELECT id, name FROM country"))


def _names(session: Session, row: Mechanism) -> tuple[Called, ...]:
    sql = "SELECT id, text, language FROM mechanism_name WHERE mechanism_id = ? ORDER BY language, text, id"
    found = [Called(*each, main=each[1] == row.name) for each in fetch(session, sql, (row.id,))]
    return tuple(sorted(found, key=lambda each: not each.main))


def _members(session: Session, mechanism_id: int) -> tuple[Member, ...]:
    sql = """SELECT m.id, a.id, a.name, m.edtf, m.date_text, m.note FROM mechanism_member m
    JOIN actor a ON a.id = m.actor_id WHERE m.mechanism_id = ? ORDER BY coalesce(m.start_lo, 0), a.name, m.id"""
    return tuple(
        Member(record, actor, name, date_of(edtf, text), note)
        for record, actor, name, edtf, text, note in fetch(session, sql, (mechanism_id,))
    )


def _linked(session: Session, mechanism_id: int | None) -> Linked | None:
    name = session.scalar(select(Mechanism.name).where(Mechanism.id == mechanism_id))
    return None if mechanism_id is None or name is None else Linked(mechanism_id, name)


def _referring(session: Session, column: str, mechanism_id: int) -> tuple[Linked, ...]:
    sql = f"SELECT id, name FROM mechanism WHERE {column} = ? ORDER BY name, id"
    return tuple(Linked(*row) for row in fetch(session, sql, (mechanism_id,)))
