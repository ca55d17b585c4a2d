"""What an import would do with records that are no events: actors, standings, successions, contexts, sources."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from db.imports.incoming import BadCell, Incoming
from db.imports.planning.records_actors import Actors
from db.imports.planning.records_dated import Contexts, Standings, Successions
from db.imports.planning.records_registry import Registry
from db.imports.planning.records_rows import Rows
from db.imports.planning.records_sources import Sources
from db.imports.planning.shape import Decisions, RowPlan

_MANY: Final = {
    "source": "sources", "actor": "actors", "succession": "successions", "standing": "standings", "context": "contexts",
}  # fmt: skip
_DONE: Final = {"create": "created", "update": "updated", "skip": "skipped", "reject": "rejected"}


@dataclass(slots=True)
class RecordsPlan:
    """What becomes of the records of a file that are no events."""

    rows: Rows
    actors: Actors
    sources: Sources

    @property
    def writes(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.rows)

    @property
    def problems(self) -> list[BadCell]:
        """What can't be used; the records are left out of what is written."""
        return self.rows.problems

    def row_plans(self) -> Iterator[RowPlan]:
        """Yield what happens to each record, kind after kind."""
        yield from self.rows.plans

    def counts(self) -> dict[str, int]:
        """Return totals by kind of record and what happens to it: `actors_created`, `standings_skipped` …"""
        found = Counter((each.what, each.does) for each in self.rows.plans)
        kinds = [kind for kind in _MANY if any(what == kind for what, _ in found)]
        return {f"{_MANY[kind]}_{word}": found[kind, does] for kind in kinds for does, word in _DONE.items()}  # type: ignore[index]

    def new_names(self, kind: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
        """Yield id, main name and aliases of the records of a kind that would be made, so that events can name them."""
        if kind == "actor":
            yield from self.actors.new_names()

    def meant(self, kind: str) -> Iterator[tuple[str, int]]:
        """Yield the names that mean one record of a kind in this file, though actors of other countries bear them."""
        if kind == "actor":
            yield from self.actors.meant()

    def new_sources(self) -> Iterator[tuple[int, str, str]]:
        """Yield id, title and address of the sources that would be made, so that events can cite them."""
        yield from self.sources.new()


def plan_records(connection: sqlite3.Connection, incoming: Incoming, decisions: Decisions) -> RecordsPlan:
    """Return what becomes of a file's records other than events.

    Actors are found by the user's answers, by ids in datasets, then by exact name within their country. What is there
    is never overwritten: its gaps are filled, and names and ids are added. The same file again changes nothing.
    """
    rows = Rows()
    sources = Sources(connection, rows)
    sources.run(incoming.sources)
    registry = Registry(connection)
    actors = Actors(connection, registry, rows)
    actors.run(incoming.actors, decisions.names, loose=incoming.events is not None)
    Successions(connection, registry, rows).run(incoming.successions)
    Standings(connection, registry, rows, sources.ids).run(incoming.standings)
    Contexts(connection, rows).run(incoming.contexts)
    return RecordsPlan(rows, actors, sources)


def write_records(connection: sqlite3.Connection, plan: RecordsPlan) -> None:
    """Write the records of a plan, inside an edit and before the events that name them."""
    plan.rows.write(connection)
