"""The sample timeline, built from the tables in `resources/sample`, whose rows name each other by keys."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.codebook import codebook
from db.dates import DateError, UncertainDate, from_edtf
from db.errors import Problem
from db.ids import IDS
from db.models import (
    Actor,
    ActorIdentifier,
    ActorName,
    Base,
    Commitment,
    CommitmentFollowUp,
    Context,
    Country,
    Coverage,
    Event,
    EventTerm,
    Evidence,
    Invitation,
    InvitationStep,
    Mechanism,
    MechanismMember,
    MechanismName,
    Participation,
    Person,
    PersonName,
    Post,
    Relation,
    Setting,
    Source,
    Standing,
    Succession,
)
from db.models.base import date_columns
from db.search import fold

Values: TypeAlias = dict[str, Any]
"""Values of one record, by column."""

RECORDS = ("event", "mechanism", "post", "standing", "invitation_step", "commitment", "context")
"""Kinds of record that evidence can be for."""


def build(session: Session) -> None:
    """Fill an empty timeline with the codebook and the sample.

    Raises Problem naming file, line and column where a table refers to nothing or holds what can't be read.
    """
    codebook.fill(session)
    keys = Keys(session)
    for table in TABLES:
        rows = [Row(table.file, line, cells, keys) for line, cells in enumerate(_cells(table.file), 2)]
        records = [_record(table, row) for row in rows]
        session.execute(insert(table.model), records)
        if table.model is Event:
            session.execute(insert(EventTerm), list(_event_terms(rows, records)))


class Keys:
    """Knows the ids of what was added so far, by kind and key, and of countries and terms."""

    def __init__(self, session: Session) -> None:
        self._ids: dict[tuple[str, str], int] = dict(codebook.keys(session))
        for code, country in session.execute(select(Country.code, Country.id)):
            self._ids["country", code] = country

    def add(self, kind: str, key: str) -> int | None:
        """Give a new id to a key, None if the key is taken."""
        if (kind, key) in self._ids:
            return None
        self._ids[kind, key] = IDS.next()
        return self._ids[kind, key]

    def get(self, kind: str, key: str) -> int | None:
        """Return the id of a key, None if there is none."""
        return self._ids.get((kind, key))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; reads its cells and says where a wrong one stands."""

    file: str
    line: int
    cells: Mapping[str, str]
    keys: Keys

    def reject(self, column: str, reason: str) -> NoReturn:
        """Raise the Problem that names the cell."""
        where = f"resources/sample/{self.file}.csv, line {self.line}, column {column}"
        raise Problem(f"{where}: {reason}; the sample was not made.")

    def reference(self, kind: str, column: str, key: str | None = None) -> int | None:
        """Return the id of the record that a cell (or one key of it) names, None for an empty cell."""
        key = self.cells[column] if key is None else key
        if not key:
            return None
        found = self.keys.get(kind, key)
        if found is None:
            self.reject(column, f"no {kind.replace('_', ' ')} has the key “{key}”")
        return found

    def number(self, column: str) -> int | None:
        """Return a whole number, None for an empty cell."""
        text = self.cells[column]
        if text and not text.isdecimal():
            self.reject(column, f"“{text}” is no number")
        return int(text) if text else None

    def date(self, column: str, words: str = "") -> UncertainDate | None:
        """Return the date of an EDTF cell, with the words of another column, None for an empty cell."""
        text = self.cells[column]
        try:
            return from_edtf(text, self.cells.get(words, "")) if text else None
        except DateError as error:
            self.reject(column, f"“{text}” is no date ({error.reason})")


# --- how a cell becomes values ------------------------------------------------------------------------------

Reader: TypeAlias = Callable[[Row], Values]


def _text(*columns: str) -> Reader:
    return lambda row: {column: row.cells[column] for column in columns}


def _refers(*kinds: str) -> Reader:
    return lambda row: {f"{kind}_id": row.reference(kind, kind) for kind in kinds}


def _names(kind: str, *columns: str) -> Reader:
    return lambda row: {f"{column}_id": row.reference(kind, column) for column in columns}


def _number(*columns: str) -> Reader:
    return lambda row: {column: row.number(column) for column in columns}


def _flag(*columns: str) -> Reader:
    return lambda row: {column: row.cells[column] == "1" for column in columns}


def _order(row: Row) -> Values:
    return {"position": row.number("position") or 0}


def _dated(row: Row) -> Values:
    return date_columns(row.date("edtf", "date_text"))


def _date_in(column: str) -> Reader:
    return lambda row: date_columns(row.date(column))


def _name(row: Row) -> Values:
    return {"text": row.cells["text"], "folded": fold(row.cells["text"]), "language": row.cells["language"]}


def _event(row: Row) -> Values:
    marks = row.cells["marks"]
    if len(marks) != 5 or not set(marks) <= set("012"):
        row.reject("marks", f"“{marks}” is not five digits from 0 to 2")
    axes = ("source", "date", "principal", "post", "counterpart")
    values: Values = {f"mark_{axis}": int(mark) for axis, mark in zip(axes, marks, strict=True)}
    return values | {"direction": None, "round_basis": row.cells["round_basis"] or "stated"}


def _evidence_for(row: Row) -> Values:
    kind = row.cells["record"]
    if kind not in RECORDS:
        row.reject("record", f"evidence can't be for “{kind}”")
    return {f"{record}_id": row.reference(kind, "of") if record == kind else None for record in RECORDS}


def _setting(row: Row) -> Values:
    return {"key": row.cells["key"], "value": str(row.reference(row.cells["kind"], "of"))}


@dataclass(frozen=True, slots=True)
class Table:
    """A file, the model of its rows, the kind under which others refer to them, and how cells are read."""

    file: str
    model: type[Base]
    kind: str
    readers: tuple[Reader, ...]


# --- the tables, each after those it refers to --------------------------------------------------------------

_UNSURE = _flag("unverified")
_FLAGS = _flag("chosen", "unverified")
_SOURCE = _text("title", "title_translated", "author", "publisher", "kind", "side", "language", "url", "note")
_COVERAGE = _text("outlet", "searched_on", "searched_by", "query", "missing", "note")
_EVIDENCE = _text("field", "value", "quote", "locator", "note")

TABLES = (
    Table("sources", Source, "source", (_SOURCE, _date_in("published"))),
    Table(
        "relations",
        Relation,
        "",
        (_names("country", "country", "other"), _text("kind", "note"), _dated, _UNSURE),
    ),
    Table(
        "actors",
        Actor,
        "actor",
        (
            _text("name", "kind", "family", "note"),
            _names("actor", "parent"),
            _refers("country"),
            _date_in("date"),
        ),
    ),
    Table("actor_names", ActorName, "", (_refers("actor"), _name, _text("kind"))),
    Table("actor_ids", ActorIdentifier, "", (_refers("actor"), _text("scheme", "value"))),
    Table(
        "succession",
        Succession,
        "",
        (_names("actor", "predecessor", "successor"), _date_in("date"), _text("kind", "note")),
    ),
    Table("people", Person, "person", (_text("name", "note"), _refers("country"))),
    Table("person_names", PersonName, "", (_refers("person"), _name, _text("kind"))),
    Table(
        "posts",
        Post,
        "post",
        (_refers("person", "actor", "level", "source"), _dated, _text("title", "note"), _UNSURE),
    ),
    Table(
        "mechanisms",
        Mechanism,
        "mechanism",
        (_text("name", "note"), _number("interval_days"), _date_in("date")),
    ),
    Table("mechanism_names", MechanismName, "", (_refers("mechanism"), _name)),
    Table("members", MechanismMember, "", (_refers("mechanism", "actor"), _date_in("date"), _text("note"))),
    Table(
        "events",
        Event,
        "event",
        (
            _text("title", "status", "summary", "place", "note"),
            _dated,
            _refers("type", "country", "channel", "level", "mechanism"),
            _names("event", "part_of"),
            _number("round"),
            _UNSURE,
            _event,
        ),
    ),
    Table(
        "participations",
        Participation,
        "",
        (_refers("event", "actor", "person"), _text("post_printed", "side", "role", "note"), _order),
    ),
    Table(
        "standings",
        Standing,
        "standing",
        (_refers("actor", "source"), _text("kind", "note"), _dated, _UNSURE),
    ),
    Table(
        "contexts",
        Context,
        "context",
        (
            _text("title", "kind", "colour", "note"),
            _dated,
            _refers("country", "actor", "mechanism", "source"),
            _UNSURE,
        ),
    ),
    Table(
        "invitations",
        Invitation,
        "invitation",
        (
            _names("actor", "inviter", "invitee"),
            _text("purpose", "note"),
            _refers("channel", "event"),
            _dated,
            _UNSURE,
        ),
    ),
    Table(
        "steps",
        InvitationStep,
        "invitation_step",
        (_refers("invitation", "event"), _text("kind", "note"), _order, _dated),
    ),
    Table(
        "commitments",
        Commitment,
        "commitment",
        (
            _names("actor", "promiser", "receiver"),
            _names("event", "made_at", "due_after"),
            _text("words", "kind", "quantity", "status", "note"),
            _dated,
            _number("due_after_days"),
            _UNSURE,
        ),
    ),
    Table("follow_ups", CommitmentFollowUp, "", (_refers("commitment", "event"), _text("note"))),
    Table("coverage", Coverage, "", (_COVERAGE, _refers("source"), _dated, _number("completeness"))),
    Table(
        "evidence", Evidence, "", (_refers("source"), _evidence_for, _EVIDENCE, _number("confidence"), _FLAGS)
    ),
    Table("settings", Setting, "", (_setting,)),
)
"""Every file of the sample, in an order in which references go backwards only."""


def _cells(file: str) -> list[dict[str, str]]:
    return codebook.rows_of("sample", f"{file}.csv")


def _record(table: Table, row: Row) -> Values:
    values: Values = {}
    for read in table.readers:
        values |= read(row)
    if not table.kind:
        return values | {"id": IDS.next()}
    identity = row.keys.add(table.kind, row.cells["key"])
    if identity is None:
        row.reject("key", f"“{row.cells['key']}” stands here a second time")
    return values | {"id": identity}


def _event_terms(rows: list[Row], records: list[Values]) -> Iterator[Values]:
    for row, record in zip(rows, records, strict=True):
        for column, vocabulary in (("areas", "area"), ("issues", "issue")):
            for key in filter(None, row.cells[column].split(";")):
                term = row.reference(vocabulary, column, key)
                yield {"id": IDS.next(), "event_id": record["id"], "term_id": term}
