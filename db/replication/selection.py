"""Which records a package holds: all, or the events of a filter with everything they lead to."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from db import filters
from db.replication.shape import Shape, shapes

WHOLE: Final = frozenset(
    {
        "term", "country", "relation", "context", "coverage", "setting", "saved_filter", "saved_chart",
        "saved_mapping",
    }
)  # fmt: skip
"""Tables that a package holds whole whatever its filter: reference, background, what was searched, what was saved."""

PARTS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "event": (
        ("participation", "event_id"), ("event_term", "event_id"), ("event_identifier", "event_id"),
        ("evidence", "event_id"),
    ),
    "actor": (
        ("actor_name", "actor_id"), ("actor_identifier", "actor_id"), ("standing", "actor_id"),
        ("succession", "predecessor_id"), ("succession", "successor_id"),
    ),
    "person": (("person_name", "person_id"), ("post", "person_id")),
    "mechanism": (
        ("mechanism_name", "mechanism_id"), ("mechanism_member", "mechanism_id"), ("evidence", "mechanism_id"),
    ),
    "post": (("evidence", "post_id"),),
    "standing": (("evidence", "standing_id"),),
    "invitation": (("invitation_step", "invitation_id"),),
    "invitation_step": (("evidence", "invitation_step_id"),),
    "commitment": (("commitment_follow_up", "commitment_id"), ("evidence", "commitment_id")),
    "context": (("evidence", "context_id"),),
    "source": (("attachment", "source_id"),),
}  # fmt: skip
"""What belongs to a record and goes where it goes."""

_LEDGERS: Final = {
    "invitation": (
        "SELECT id FROM invitation WHERE event_id IN wanted"
        " UNION SELECT invitation_id FROM invitation_step WHERE event_id IN wanted"
    ),
    "commitment": (
        "SELECT id FROM commitment WHERE made_at_id IN wanted OR due_after_id IN wanted"
        " UNION SELECT commitment_id FROM commitment_follow_up WHERE event_id IN wanted"
    ),
}
"""Records of the ledgers that begin, end or turn at one of the filter's events."""

_FOCAL: Final = """
SELECT id FROM actor
WHERE id IN (SELECT CAST(value AS INTEGER) FROM setting WHERE "key" = 'focal_actor')"""


@dataclass(frozen=True, slots=True)
class Selection:
    """The records of a package: `ids` by table, or None for all; `events` counts those that pass the filter."""

    filter: str
    events: int
    ids: Mapping[str, frozenset[int]] | None = None

    def where(self, table: str) -> tuple[str, tuple[str, ...]]:
        """Return the end of a query that keeps the chosen rows of a table, and its values."""
        if self.ids is None or table in WHOLE:
            return "", ()
        return "WHERE id IN (SELECT value FROM json_each(?))", (_listed(self.ids.get(table, ())),)


def select(connection: sqlite3.Connection, text: str) -> Selection:
    """Return what a package with this filter holds; raises FilterError."""
    wanted = filters.parse(text)
    if not wanted.clauses:
        return Selection("", connection.execute("SELECT count(*) FROM event").fetchone()[0])
    filters.check(wanted, connection)
    events = filters.matching(connection, wanted).tolist()
    return Selection(str(wanted), len(events), _Closure(connection).of(events))


@dataclass(slots=True)
class _Closure:
    """Follows references and parts from some events until nothing new comes."""

    connection: sqlite3.Connection
    found: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    waiting: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def of(self, events: Iterable[int]) -> Mapping[str, frozenset[int]]:
        """Return the ids of all records, by table."""
        wanted = list(events)
        self._note("event", wanted)
        self._note("actor", self._ids(_FOCAL))
        for table, sql in _LEDGERS.items():
            self._note(table, self._ids(f"WITH wanted AS (SELECT value FROM json_each(?)) {sql}", wanted))
        for table in sorted(WHOLE):
            self._note(table, self._ids(f'SELECT id FROM "{table}"'))
        shape = {each.table: each for each in shapes()}
        while self.waiting:
            table, ids = self.waiting.popitem()
            self._follow(shape[table], ids)
        return {table: frozenset(ids) for table, ids in self.found.items()}

    def _follow(self, shape: Shape, ids: set[int]) -> None:
        among = "IN (SELECT value FROM json_each(?))"
        if shape.references:
            columns = ", ".join(f'"{each.name}"' for each in shape.references)
            rows = self.connection.execute(
                f'SELECT {columns} FROM "{shape.table}" WHERE id {among}', (_listed(ids),)
            )
            for each, column in zip(shape.references, zip(*rows, strict=True), strict=False):
                self._note(each.target, set(column) - {None})
        for part, name in PARTS.get(shape.table, ()):
            self._note(part, self._ids(f'SELECT id FROM "{part}" WHERE "{name}" {among}', ids))

    def _note(self, table: str, ids: Iterable[int]) -> None:
        new = set(ids) - self.found[table]
        if new:
            self.found[table] |= new
            self.waiting[table] |= new

    def _ids(self, sql: str, ids: Iterable[int] | None = None) -> list[int]:
        return [row[0] for row in self.connection.execute(sql, () if ids is None else (_listed(ids),))]


def _listed(ids: Iterable[int]) -> str:
    return json.dumps(sorted(ids))
