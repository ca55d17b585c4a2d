"""What an import would do: the records it would write, row by row, and what it has to ask."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from db.imports.incoming import BadCell, Incoming, Table
from db.imports.planning.cells import Draft, Reader
from db.imports.planning.shape import Decisions, DuplicateQuestion, NameQuestion, PlannedRecords, RowPlan
from db.imports.tables.own import REQUIRED

_STEP: Final = 1000

Progress = Callable[[int, int], None]
"""Called with what is done of how much, for reading and then for writing; may raise, and nothing is written then."""

_COUNTED: Final = ("actor", "person", "mechanism", "tag", "source")


@dataclass(slots=True)
class Plan:
    """Records an import would write, as rows for SQL, with what happens to each row and what is asked."""

    incoming: Incoming
    reader: Reader
    decisions: Decisions
    revision: int = 0
    """The timeline's revision that it was made for."""
    problems: list[BadCell] = field(default_factory=list[BadCell])
    names: list[NameQuestion] = field(default_factory=list[NameQuestion])
    duplicates: list[DuplicateQuestion] = field(default_factory=list[DuplicateQuestion])
    records: PlannedRecords | None = None
    """What becomes of records that are no events; None where the file has none."""

    created: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    updated: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    takings: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    takings_gone: list[tuple[int]] = field(default_factory=list[tuple[int]])
    terms: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])
    terms_gone: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    evidence: list[tuple[int, int, int, str]] = field(default_factory=list[tuple[int, int, int, str]])
    identifiers: list[tuple[int, int, str, str]] = field(default_factory=list[tuple[int, int, str, str]])
    aliases: list[tuple[str, int, str]] = field(default_factory=list[tuple[str, int, str]])
    """Kind, record and name of what is remembered of the answers."""
    touched: set[int] = field(default_factory=set[int])
    """Events that are there already and would change."""
    skipped: list[int] = field(default_factory=list[int])
    """Rows that say nothing new."""
    done: dict[int, tuple[str, int]] = field(default_factory=dict[int, tuple[str, int]])
    """What happens to each row of the events, and to which event."""

    @property
    def blocked(self) -> bool:
        """Whether nothing can be imported: rows have problems, and they are not to be left out."""
        return bool(self.problems) and not self.decisions.leave_out_rejected

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (
            self.created
            or self.touched
            or self.evidence
            or self.identifiers
            or (self.records and self.records.writes)
        )

    @property
    def table(self) -> Table:
        """The events as cells."""
        return self.incoming.events or Table((), [], [])

    def row_plans(self) -> Iterator[RowPlan]:
        """Yield what happens to each row, in the order of the file: events, then records of other kinds."""
        others = frozenset(self.records.problems) if self.records is not None else frozenset[BadCell]()
        yield from (
            RowPlan(each.row, "event", "reject", 0, "", each.message, each.column)
            for each in self.problems
            if each not in others
        )
        title = self.table.columns.index("title") if "title" in self.table.columns else None
        for row, cells in self.table.rows:
            done = self.done.get(row)
            if done is not None:
                does: Any = done[0]
                yield RowPlan(row, "event", does, done[1], "" if title is None else cells[title].strip())
        if self.records is not None:
            yield from self.records.row_plans()

    def counts(self) -> dict[str, int]:
        """Return the totals: events by what happens to them, and records that would be made."""
        does = Counter(done for done, _ in self.done.values())
        made = {f"{kind}s_created" if kind != "person" else "people_created": 0 for kind in _COUNTED}
        if not self.empty:
            reader = self.reader
            made |= {
                "actors_created": len(reader.actors.added),
                "people_created": len(reader.people.added),
                "mechanisms_created": len(reader.mechanisms.added),
                "tags_created": len(reader.terms["tag"].added),
                "sources_created": len(reader.sources.added),
            }
        if self.records is not None:
            for name, count in self.records.counts().items():
                made[name] = made.get(name, 0) + count
        return {
            "created": len(self.created),
            "updated": len(self.touched),
            "skipped": len(self.skipped),
            "merged": does["merge"],
            "linked": does["link"],
            "rejected": len({each.row for each in self.problems}),
            **made,
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form of rows and questions."""
        return {
            "plan": [each.to_dict() for each in self.row_plans()],
            "names": [each.to_dict() for each in self.names],
            "duplicates": [each.to_dict() for each in self.duplicates],
            "left_out": list(self.incoming.left_out),
        }


def plan(
    connection: sqlite3.Connection,
    incoming: Incoming,
    decisions: Decisions | None = None,
    *,
    day_first: bool | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return what importing would do; while it is blocked by problems, its records must not be written."""
    from db import history
    from db.imports.planning.names_asked import answer_names, ask_names
    from db.imports.planning.planner import Planner

    decisions = decisions or Decisions()
    table = incoming.events or Table((), [], [])
    records = _plan_records(connection, incoming, decisions)
    made = Plan(
        incoming, Reader(connection, table.columns, day_first=day_first), decisions, history.revision(connection),
        [*incoming.problems, *table.problems, *(records.problems if records is not None else ())], records=records,
    )  # fmt: skip
    if records is not None:
        for record, name, others in records.new_names("actor"):
            made.reader.actors.know(record, name, others)
        for name, record in records.meant("actor"):
            made.reader.actors.answer(name, record)
        for record, title, url in records.new_sources():
            made.reader.sources.know(record, title, url)
    answer_names(made)
    drafts = _read(made, table, progress)
    ask_names(connection, made, drafts)
    Planner(connection, made, drafts).run()
    made.problems.sort(key=lambda problem: problem.row)
    return made


def _read(made: Plan, table: Table, progress: Progress | None) -> list[Draft]:
    """Return what the rows mean that have no problem; nothing can be made of rows without a date or title."""
    read, problems = made.reader.read, made.problems
    missing = [name for name in REQUIRED if name not in table.columns] if table.rows else []
    if missing and problems:
        return []  # reading the table has said so
    if missing:
        problems += [BadCell(1, "", f"no column says what the {name} of an event is") for name in missing]
        return []
    drafts: list[Draft] = []
    for start in range(0, len(table.rows), _STEP):
        if progress is not None:
            progress(start, len(table.rows))
        before = len(problems)
        some = [read(row, cells, problems) for row, cells in table.rows[start : start + _STEP]]
        if len(problems) > before:
            bad = {each.row for each in problems[before:]}
            some = [draft for draft in some if draft.row not in bad]
        drafts += some
    return drafts


def _plan_records(
    connection: sqlite3.Connection, incoming: Incoming, decisions: Decisions
) -> PlannedRecords | None:
    if not (
        incoming.actors or incoming.standings or incoming.successions or incoming.contexts or incoming.sources
    ):
        return None
    from db.imports.planning.records import plan_records

    return plan_records(connection, incoming, decisions)
