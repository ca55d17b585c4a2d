"""Import of a CSV in Liaison's own columns: whole or not at all, as one undo step."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from db.event_table import COLUMNS
from db.ids import IDS
from db.search import fold
from db.timeline import Timeline
from db.transfer_names import Named
from db.transfer_plan import FIELDS, Plan, Progress, plan
from db.transfer_reading import BadCell, UnreadableTable, read

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
    problems without it. Raises UnreadableTable, and CannotWrite where the timeline can't be edited.
    """
    path = Path(path)
    table = read(path)
    with timeline.reading() as connection:
        made = plan(connection, table, day_first=day_first, progress=progress)
    rows = len(table.rows) + len(table.problems)
    if made.problems:
        return Outcome(path.name, rows, dry_run, problems=made.problems)
    if not dry_run and (made.created or made.touched):
        with timeline.edit(f"Import {path.name}") as session:
            _write(_raw(session), made)
    reader = made.reader
    adds = bool(made.created or made.touched)
    return Outcome(
        path.name,
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


def _write(raw: sqlite3.Connection, made: Plan) -> None:
    raw.execute(f"PRAGMA cache_size=-{_CACHE}")  # with less, index pages go to the disk again and again
    reader = made.reader
    _add_named(raw, "actor", reader.actors, official=True)
    _add_named(raw, "person", reader.people)
    _add_named(raw, "mechanism", reader.mechanisms)
    tags = [(record, label, label) for record, label in reader.terms["tag"].added.items()]
    raw.executemany("INSERT INTO term (id, vocabulary, \"key\", label) VALUES (?, 'tag', ?, ?)", tags)
    sources = [(record, *said) for record, said in reader.sources.added.items()]
    raw.executemany("INSERT INTO source (id, title, url) VALUES (?, ?, ?)", sources)
    fields = ", ".join(f'"{name}"' for name in FIELDS)
    marks = ", ".join("?" * (len(FIELDS) + 1))
    raw.executemany(f"INSERT INTO event (id, {fields}) VALUES ({marks})", made.created)
    assigned = ", ".join(f'"{name}" = ?' for name in FIELDS)
    raw.executemany(f"UPDATE event SET {assigned} WHERE id = ?", made.updated)
    raw.executemany("DELETE FROM participation WHERE event_id = ?", made.takings_gone)
    raw.executemany(
        "INSERT INTO participation (id, event_id, actor_id, person_id, post_printed, side, role, position, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        made.takings,
    )
    raw.executemany("DELETE FROM event_term WHERE event_id = ? AND term_id = ?", made.terms_gone)
    raw.executemany("INSERT INTO event_term (id, event_id, term_id) VALUES (?, ?, ?)", made.terms)
    raw.executemany("INSERT INTO evidence (id, source_id, event_id) VALUES (?, ?, ?)", made.evidence)


def _add_named(raw: sqlite3.Connection, table: str, named: Named, *, official: bool = False) -> None:
    """Add records with their one name."""
    raw.executemany(f"INSERT INTO {table} (id, name) VALUES (?, ?)", list(named.added.items()))
    kind = ", kind" if official else ""
    value = ", 'official'" if official else ""
    raw.executemany(
        f"INSERT INTO {table}_name (id, {table}_id, text, folded{kind}) VALUES (?, ?, ?, ?{value})",
        [(IDS.next(), record, name, fold(name)) for record, name in named.added.items()],
    )
