"""Importing: a file is read and planned without writing, then the plan is carried out whole or not at all."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from db import bulk, history, reading
from db.errors import Interrupted
from db.ids import IDS
from db.imports.incoming import BadCell, Incoming, UnreadableTable
from db.imports.planning.names import Named
from db.imports.planning.plan import Plan, Progress
from db.imports.planning.plan import plan as make_plan
from db.imports.planning.present import EVENT_FIELDS
from db.imports.planning.shape import Decisions
from db.imports.tables import own
from db.search import fold
from db.table.event_table import COLUMNS
from db.timeline import Timeline

__all__ = [
    "COLUMNS",
    "BadCell",
    "Outcome",
    "UnreadableTable",
    "carry_out",
    "import_csv",
    "import_incoming",
    "planned",
]

_CACHE: Final = 256 * 1024
"""KiB of memory that SQLite may use for pages while it imports."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do; with problems that are not left out, nothing was written."""

    plan: Plan
    rows: int
    dry_run: bool
    counted: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.plan.incoming.file

    @property
    def problems(self) -> list[BadCell]:
        """What is wrong with rows."""
        return self.plan.problems

    @property
    def skipped_rows(self) -> list[int]:
        """Rows that say nothing new."""
        return [] if self.plan.blocked else self.plan.skipped

    def __getattr__(self, name: str) -> int:
        """Return one of the totals: `created`, `updated`, `skipped`, `actors_created` …"""
        try:
            return self.counted[name]
        except KeyError:
            raise AttributeError(name) from None

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form; the header is row 1 of `{"row", "column", "message"}`."""
        told = [{"row": each.row, "column": each.column, "message": each.message} for each in self.problems]
        return {
            "file": self.file,
            "format": self.plan.incoming.format,
            "rows": self.rows,
            **self.counted,
            "skipped_rows": self.skipped_rows,
            "problems": told,
            "dry_run": self.dry_run,
            **self.plan.to_dict(),
        }


def import_csv(
    timeline: Timeline,
    path: Path | str,
    *,
    day_first: bool | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Import a CSV file in Liaison's own columns (COLUMNS); see `import_incoming`. Raises UnreadableTable."""
    path = Path(path)
    with bulk.collector_paused():
        incoming = Incoming(path.name, "own", own.read(path))
        return import_incoming(timeline, incoming, day_first=day_first, dry_run=dry_run, progress=progress)


def import_incoming(
    timeline: Timeline,
    incoming: Incoming,
    decisions: Decisions | None = None,
    *,
    day_first: bool | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Add what a file says to a timeline, or change the events whose ids it has.

    Rows that are there already (same id and contents, or, without an id, same date, title and participants) are
    skipped. If any row has a problem, nothing is written, unless the decisions leave such rows out. `day_first`
    decides dates such as 10/11/2006, which are problems without it. `progress` hears of rows read and, unless it is
    a dry run, of records written; what it raises stops the import. Raises CannotWrite where the timeline can't be
    edited, and Interrupted where it was edited meanwhile, so that the import should start again.
    """
    with bulk.collector_paused():
        made = planned(timeline, incoming, decisions, day_first=day_first, progress=progress)
        if not dry_run and not made.blocked:
            carry_out(timeline, made, progress)
    return outcome(made, dry_run=dry_run)


def planned(
    timeline: Timeline,
    incoming: Incoming,
    decisions: Decisions | None = None,
    *,
    day_first: bool | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return what importing would do, without writing anything."""
    with timeline.reading() as connection:
        return make_plan(connection, incoming, decisions, day_first=day_first, progress=progress)


def carry_out(timeline: Timeline, made: Plan, progress: Progress | None = None) -> None:
    """Write what was planned as one edit; raises Interrupted where the timeline was edited since."""
    if made.blocked or made.empty:
        return
    with timeline.edit(f"Import {made.incoming.file}") as session:
        raw = reading.raw(session)
        if history.revision(raw) != made.revision + 1:  # the one edit since is this one
            raise Interrupted(f"Importing {made.incoming.file} gave way to an edit.")
        _write(raw, made, progress)


def outcome(made: Plan, *, dry_run: bool = False) -> Outcome:
    """Return what a plan did or would do, as it is reported."""
    table = made.incoming.events
    bad = {each.row for each in table.problems} if table is not None else set[int]()
    rows = len(made.table.rows) + len(bad)
    if table is None and made.records is not None:
        rows = sum(1 for _ in made.records.row_plans())
    counted = made.counts()
    if made.blocked:
        counted = dict.fromkeys(counted, 0) | {"rejected": counted["rejected"]}
    return Outcome(made, rows, dry_run, counted)


def _write(raw: sqlite3.Connection, made: Plan, progress: Progress | None) -> None:
    raw.execute(f"PRAGMA cache_size=-{_CACHE}")  # with less, index pages go to the disk again and again
    watch = None if progress is None else _Meter(progress, len(made.created) + len(made.takings)).advance
    if made.records is not None:
        from db.imports.planning.records import write_records

        write_records(raw, made.records)  # pyright: ignore[reportArgumentType] - the one that plan_records made
    reader = made.reader
    _add_named(raw, "actor", reader.actors, official=True)
    _add_named(raw, "person", reader.people)
    _add_named(raw, "mechanism", reader.mechanisms)
    _add_aliases(raw, made)
    tags = [(record, "tag", label, label) for record, label in reader.terms["tag"].added.items()]
    bulk.insert(raw, "term", ("id", "vocabulary", "key", "label"), tags)
    sources = [(record, *said) for record, said in reader.sources.added.items()]
    bulk.insert(raw, "source", ("id", "title", "url"), sources)
    bulk.insert(raw, "event", ("id", *EVENT_FIELDS), made.created, watch)
    bulk.update(raw, "event", EVENT_FIELDS, made.updated)
    raw.executemany("DELETE FROM participation WHERE event_id = ?", made.takings_gone)
    bulk.insert(raw, "participation", _TAKING, made.takings, watch)
    raw.executemany("DELETE FROM event_term WHERE event_id = ? AND term_id = ?", made.terms_gone)
    bulk.insert(raw, "event_term", ("id", "event_id", "term_id"), made.terms)
    bulk.insert(raw, "evidence", ("id", "source_id", "event_id", "note"), made.evidence)
    bulk.insert(raw, "event_identifier", ("id", "event_id", "scheme", "value"), made.identifiers)


_TAKING: Final = (
    "id", "event_id", "actor_id", "person_id", "post_printed", "side", "role", "note", "position",
)  # fmt: skip


class _Meter:
    """Adds up what is written and tells the progress."""

    def __init__(self, progress: Callable[[int, int], None], total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def advance(self, count: int) -> None:
        """Tell what is done, then add what comes next."""
        self._progress(self._done, self._total)
        self._done += count


def _add_named(raw: sqlite3.Connection, table: str, named: Named, *, official: bool = False) -> None:
    """Add records with their one name."""
    bulk.insert(raw, table, ("id", "name"), list(named.added.items()))
    names = ("id", f"{table}_id", "text", "folded", *(("kind",) if official else ()))
    kind = ("official",) if official else ()
    rows = [(IDS.next(), record, name, fold(name), *kind) for record, name in named.added.items()]
    bulk.insert(raw, f"{table}_name", names, rows)


def _add_aliases(raw: sqlite3.Connection, made: Plan) -> None:
    """Add the names that were answered to the records they mean, unless these bear them already."""
    for kind, record, name in made.aliases:
        folded = fold(name.strip())
        borne = raw.execute(
            f"SELECT 1 FROM {kind}_name WHERE {kind}_id = ? AND folded = ?", (record, folded)
        ).fetchone()
        if borne is None:
            raw.execute(
                f"INSERT INTO {kind}_name (id, {kind}_id, text, folded) VALUES (?, ?, ?, ?)",
                (IDS.next(), record, name.strip(), folded),
            )
