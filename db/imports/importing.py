"""Import of a CSV in Liaison's own columns: whole or not at all, as one undo step."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from db import bulk, history
from db.errors import Interrupted
from db.ids import IDS
from db.imports.planning.names import Named
from db.imports.planning.plan import FIELDS, Plan, Progress, plan
from db.imports.tables.own import BadCell, UnreadableTable, read
from db.search import fold
from db.table.event_table import COLUMNS
from db.timeline import Timeline

__all__ = ["COLUMNS", "BadCell", "Outcome", "UnreadableTable", "import_csv"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do; with problems, nothing was written."""

    file: str
    rows: int
    dry_run: bool
    created: int = 0
    updated: int = 0
    skipped: int = 0
    actors_created: int = 0
    people_created: int = 0
    mechanisms_created: int = 0
    tags_created: int = 0
    sources_created: int = 0
    skipped_rows: list[int] = field(default_factory=list[int])
    problems: list[BadCell] = field(default_factory=list[BadCell])

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form; the header is row 1 of `{"row", "column", "message"}`."""
        counts = {name: getattr(self, name) for name in _COUNTS}
        told = [{"row": each.row, "column": each.column, "message": each.message} for each in self.problems]
        return {
            "file": self.file,
            "rows": self.rows,
            **counts,
            "skipped_rows": self.skipped_rows,
            "problems": told,
            "dry_run": self.dry_run,
        }


_COUNTS: Final = (
    "created",
    "updated",
    "skipped",
    "actors_created",
    "people_created",
    "mechanisms_created",
    "tags_created",
    "sources_created",
)


_CACHE: Final = 256 * 1024
"""KiB of memory that SQLite may use for pages while it imports."""


def import_csv(
    timeline: Timeline,
    path: Path | str,
    *,
    day_first: bool | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Add the events of a CSV file to a timeline, or change those whose ids it has; see COLUMNS.

    Rows that are there already (same id and contents, or, without an id, same date, title and participants) are
    skipped. If any row has a problem, nothing is written. `day_first` decides dates such as 10/11/2006, which are
    problems without it. `progress` hears of rows read and, unless it is a dry run, of records written; what it raises
    stops the import. Raises UnreadableTable, CannotWrite where the timeline can't be edited, and Interrupted where it
    was edited meanwhile, so that the import should start again.
    """
    path = Path(path)
    with bulk.collector_paused():
        table = read(path)
        with timeline.reading() as connection:
            planned = history.revision(connection)
            made = plan(connection, table, day_first=day_first, progress=progress)
        rows = len(table.rows) + len(table.problems)
        if made.problems:
            return Outcome(path.name, rows, dry_run, problems=made.problems)
        if not dry_run and (made.created or made.touched):
            with timeline.edit(f"Import {path.name}") as session:
                raw = _raw(session)
                if history.revision(raw) != planned + 1:  # the one edit since is this one
                    raise Interrupted(f"Importing {path.name} gave way to an edit.")
                _write(raw, made, progress)
    return _outcome(path.name, rows, made, dry_run=dry_run)


def _outcome(name: str, rows: int, made: Plan, *, dry_run: bool) -> Outcome:
    reader = made.reader
    adds = bool(made.created or made.touched)
    return Outcome(
        name,
        rows,
        dry_run,
        created=len(made.created),
        updated=len(made.touched),
        skipped=len(made.skipped),
        actors_created=len(reader.actors.added) if adds else 0,
        people_created=len(reader.people.added) if adds else 0,
        mechanisms_created=len(reader.mechanisms.added) if adds else 0,
        tags_created=len(reader.terms["tag"].added) if adds else 0,
        sources_created=len(reader.sources.added) if adds else 0,
        skipped_rows=made.skipped,
    )


def _raw(session: Session) -> sqlite3.Connection:
    raw = session.connection().connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - a timeline is SQLite
    return raw


def _write(raw: sqlite3.Connection, made: Plan, progress: Progress | None) -> None:
    raw.execute(f"PRAGMA cache_size=-{_CACHE}")  # with less, index pages go to the disk again and again
    watch = None if progress is None else _Meter(progress, len(made.created) + len(made.takings)).advance
    reader = made.reader
    _add_named(raw, "actor", reader.actors, official=True)
    _add_named(raw, "person", reader.people)
    _add_named(raw, "mechanism", reader.mechanisms)
    tags = [(record, "tag", label, label) for record, label in reader.terms["tag"].added.items()]
    bulk.insert(raw, "term", ("id", "vocabulary", "key", "label"), tags)
    sources = [(record, *said) for record, said in reader.sources.added.items()]
    bulk.insert(raw, "source", ("id", "title", "url"), sources)
    bulk.insert(raw, "event", ("id", *FIELDS), made.created, watch)
    bulk.update(raw, "event", FIELDS, made.updated)
    raw.executemany("DELETE FROM participation WHERE event_id = ?", made.takings_gone)
    bulk.insert(raw, "participation", _TAKING, made.takings, watch)
    raw.executemany("DELETE FROM event_term WHERE event_id = ? AND term_id = ?", made.terms_gone)
    bulk.insert(raw, "event_term", ("id", "event_id", "term_id"), made.terms)
    bulk.insert(raw, "evidence", ("id", "source_id", "event_id"), made.evidence)
    bulk.insert(raw, "event_identifier", ("id", "event_id", "scheme", "value"), made.identifiers)


_TAKING: Final = (
    "id", "event_id", "actor_id", "person_id", "post_printed", "side", "role", "position", "note",
)  # fmt: skip


class _Meter:
    """Adds up what is written and tells the progress."""

    def __init__(self, progress: Progress, total: int) -> None:
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
