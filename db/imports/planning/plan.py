"""What an import would do: rows against what the timeline holds, as records to be added and changed."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

from db import direction, heirs
from db.filters.ids import record_id
from db.ids import COUNTER_BITS, IDS
from db.imports.planning.cells import Draft, Reader, Values, Who, identity
from db.imports.tables.own import BadCell, Table
from db.models.base import DATE_COLUMNS
from db.words import AXES

FIELDS: Final = (
    *DATE_COLUMNS, "title", "type_id", "status", "summary", "place", "country_id", "direction", "channel_id",
    "level_id", "mechanism_id", "round", "round_basis", "part_of_id", "note", "unverified",
    *(f"mark_{axis}" for axis in AXES),
)  # fmt: skip
"""Columns of an event that an import writes."""

_NEW: Final[Values] = dict.fromkeys(FIELDS) | {
    "status": "held", "summary": "", "place": "", "note": "", "round_basis": "stated", "unverified": 0,
    **{f"mark_{axis}": 0 for axis in AXES},
}  # fmt: skip
_DATED: Final = itemgetter("edtf", "title")
_IN_ORDER: Final = itemgetter(*FIELDS)
_STEP: Final = 1000
_MOST_SPREAD = 2**24
"""Ids are looked up in arrays as long as the highest counter of each prefix; foreign ids would fill memory."""


@dataclass(slots=True)
class Plan:
    """Records an import would write, as rows for SQL, with the counts it reports."""

    reader: Reader
    problems: list[BadCell]
    created: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    updated: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    takings: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    takings_gone: list[tuple[int]] = field(default_factory=list[tuple[int]])
    terms: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])
    terms_gone: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    evidence: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])
    identifiers: list[tuple[int, int, str, str]] = field(default_factory=list[tuple[int, int, str, str]])
    touched: set[int] = field(default_factory=set[int])
    """Events that are there already and would change."""
    skipped: list[int] = field(default_factory=list[int])
    """Rows that say nothing new."""


@dataclass(slots=True)
class _Present:
    """One event as it is in the timeline."""

    values: Values
    takings: tuple[Who, ...] = ()
    terms: dict[str, list[int]] = field(default_factory=lambda: defaultdict[str, list[int]](list))
    sources: set[int] = field(default_factory=set[int])
    identifiers: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])


Progress = Callable[[int, int], None]
"""Called with what is done of how much, for reading and then for writing; may raise, and nothing is written then."""


def plan(
    connection: sqlite3.Connection,
    table: Table,
    *,
    day_first: bool | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Return what importing a table would do; where there are problems, they are all it holds."""
    made = Plan(Reader(connection, table.columns, day_first=day_first), list(table.problems))
    read, problems = made.reader.read, made.problems
    drafts: list[Draft] = []
    for start in range(0, len(table.rows), _STEP):
        if progress is not None:
            progress(start, len(table.rows))
        drafts += [read(row, cells, problems) for row, cells in table.rows[start : start + _STEP]]
    if not made.problems:
        _Planner(connection, made, drafts).run()
    made.problems.sort(key=lambda problem: problem.row)
    return made


class _Planner:
    """Gives every row its event, and turns it into records."""

    def __init__(self, connection: sqlite3.Connection, made: Plan, drafts: Sequence[Draft]) -> None:
        self._connection = connection
        self._plan = made
        self._drafts = drafts
        self._present: dict[int, _Present] = {}
        self._events: dict[int, int] = {}
        self._wholes: dict[int, int | None] = {}
        self._homes = _Homes(connection)
        self._taking_ids: Iterator[int] = iter(())

    def run(self) -> None:
        """Fill the plan; where rows don't fit together, only its problems."""
        self._find_identified()
        self._check_ids()
        if self._plan.problems:
            return
        self._present = _present(self._connection, [d.given for d in self._drafts if d.given is not None])
        same = self._there_already()
        ids = IDS.take(len(self._drafts))
        self._events = {
            draft.row: draft.given or same.get(draft.row) or new
            for draft, new in zip(self._drafts, ids, strict=True)
        }
        self._tie_parts(same)
        if self._plan.problems:
            return
        self._taking_ids = iter(IDS.take(sum(len(draft.takings or ()) for draft in self._drafts)))
        for draft in self._drafts:
            if draft.row in same:
                self._plan.skipped.append(draft.row)
            elif draft.given in self._present:
                self._update(draft, self._present[draft.given])
            else:
                self._create(draft)
        self._put_wholes_first()
        self._plan.reader.drop_unused(
            tags={term for _, _, term in self._plan.terms},
            sources={source for _, source, _ in self._plan.evidence},
        )

    def _put_wholes_first(self) -> None:
        """Order the events to be added as foreign keys want them: a whole before its parts."""
        if not self._wholes:
            return
        new = {record[0] for record in self._plan.created}

        def depth(record: tuple[Any, ...]) -> int:
            steps, at = 0, self._wholes.get(record[0])
            while at is not None and at in new:
                steps, at = steps + 1, self._wholes.get(at)
            return steps

        self._plan.created.sort(key=depth)

    def _refuse(self, draft: Draft, column: str, message: str) -> None:
        self._plan.problems.append(BadCell(draft.row, column, message))

    def _find_identified(self) -> None:
        """Give rows without an own id the event that bears one of their ids in other datasets."""
        wanted = {each for draft in self._drafts if draft.given is None for each in draft.identifiers}
        if not wanted:
            return
        sql = "SELECT scheme, value, event_id FROM event_identifier ORDER BY id DESC"
        known = {
            (scheme, value): event
            for scheme, value, event in self._connection.execute(sql)
            if (scheme, value) in wanted
        }
        for draft in self._drafts:
            if draft.given is None:
                draft.given = next((known[each] for each in draft.identifiers if each in known), None)

    def _check_ids(self) -> None:
        seen: dict[int, int] = {}
        highest: dict[int, int] = {}
        spread = 0
        for draft in self._drafts:
            if draft.given is None:
                continue
            if draft.given in seen:
                self._refuse(draft, "id", f"row {seen[draft.given]} has the same id")
            seen[draft.given] = draft.row
            prefix, counter = draft.given >> COUNTER_BITS, draft.given & ((1 << COUNTER_BITS) - 1)
            spread += max(0, counter - highest.get(prefix, 0))
            highest[prefix] = max(highest.get(prefix, 0), counter)
            if spread > _MOST_SPREAD:
                self._refuse(draft, "id", "ids so far apart are not Liaison’s own: leave the column out")
                return

    # --- rows that are there already -----------------------------------------------------------------------

    def _there_already(self) -> dict[int, int]:
        """Return the event that each row without an id repeats, by row; each event is repeated once."""
        new = [draft for draft in self._drafts if draft.given is None]
        dates = {_DATED(draft.values) for draft in new}
        found = {
            event: dated
            for event, *dated in self._connection.execute("SELECT id, edtf, title FROM event")
            if tuple(dated) in dates
        }
        there = {tuple(dated) for dated in found.values()}
        wanted = {d.row: identity(d.values, d.takings or ()) for d in new if _DATED(d.values) in there}
        who: dict[int, set[tuple[int | None, int | None]]] = defaultdict(set)
        for event, actor, person in _about(self._connection, _WHO, found):
            who[event].add((actor, person))
        free: dict[Any, list[int]] = defaultdict(list)
        for event, (edtf, title) in found.items():
            free[edtf, title, frozenset(who[event])].append(event)
        return {row: free[key].pop(0) for row, key in wanted.items() if free.get(key)}

    # --- parts ---------------------------------------------------------------------------------------------

    def _tie_parts(self, same: dict[int, int]) -> None:
        tied = [draft for draft in self._drafts if draft.part_of is not None and draft.row not in same]
        if not any(draft.part_of for draft in tied):
            for draft in tied:
                draft.values["part_of_id"] = None
            return
        titles: dict[str, list[int]] = defaultdict(list)
        for draft in self._drafts:
            titles[draft.values["title"]].append(self._events[draft.row])
        known = {row[0] for row in self._connection.execute("SELECT id FROM event")} | {
            *self._events.values()
        }
        sql = "SELECT id, part_of_id FROM event WHERE part_of_id IS NOT NULL"
        wholes = self._wholes
        wholes.update(self._connection.execute(sql))
        for draft in tied:
            draft.values["part_of_id"] = wholes[self._events[draft.row]] = self._whole(draft, titles, known)
        for draft in tied:
            if _goes_round(wholes, self._events[draft.row]):
                self._refuse(draft, "part_of", "an event can't be part of itself or of its own parts")

    def _whole(self, draft: Draft, titles: dict[str, list[int]], known: set[int]) -> int | None:
        text = draft.part_of
        if not text:
            return None
        event = record_id(text)
        if event in known:
            return event
        named = titles.get(text, [])
        if len(named) == 1:
            return named[0]
        reason = f"{len(named)} rows have the title" if named else "neither an id nor another row’s title is"
        self._refuse(draft, "part_of", f"{reason} “{text}”")
        return None

    # --- records -------------------------------------------------------------------------------------------

    def _create(self, draft: Draft) -> None:
        event = self._events[draft.row]
        values = _NEW | draft.values
        takings = draft.takings or ()
        values["direction"] = self._overruled(draft, values, takings)
        self._plan.created.append((event, *_IN_ORDER(values)))
        self._take_part(event, takings)
        for terms in draft.terms.values():
            self._put_terms(event, terms)
        self._cite(event, draft.sources or ())
        self._identify(event, draft.identifiers)

    def _update(self, draft: Draft, old: _Present) -> None:
        event = self._events[draft.row]
        _keep_words(draft, old.values)
        values = old.values | draft.values
        takings = old.takings if draft.takings is None else draft.takings
        if draft.direction is not None and draft.direction != (old.values["direction"] or ""):
            values["direction"] = self._overruled(draft, values, takings)
        changed = values != old.values
        if changed:
            self._plan.updated.append((*_IN_ORDER(values), event))
        if takings != old.takings:
            changed = True
            self._plan.takings_gone.append((event,))
            self._take_part(event, takings)
        for vocabulary, terms in draft.terms.items():
            have = old.terms[vocabulary]
            gone, new = [term for term in have if term not in terms], [t for t in terms if t not in have]
            changed = changed or bool(gone or new)
            self._plan.terms_gone.extend((event, term) for term in gone)
            self._put_terms(event, new)
        cited = [source for source in draft.sources or () if source not in old.sources]
        self._cite(event, cited)
        named = [each for each in draft.identifiers if each not in old.identifiers]
        self._identify(event, named)
        if changed or cited or named:
            self._plan.touched.add(event)
        else:
            self._plan.skipped.append(draft.row)

    def _overruled(self, draft: Draft, values: Values, takings: Iterable[Who]) -> str | None:
        """Return the direction a row states, None where it says what place and participants say anyway."""
        if not draft.direction:
            return None
        return draft.direction if self._homes.direction(values, takings) != draft.direction else None

    def _take_part(self, event: int, takings: Sequence[Who]) -> None:
        for position, (actor, person, post, side, role, note) in enumerate(takings):
            record = next(self._taking_ids)
            self._plan.takings.append((record, event, actor, person, post, side, role, position, note))

    def _put_terms(self, event: int, terms: Iterable[int]) -> None:
        self._plan.terms.extend((IDS.next(), event, term) for term in terms)

    def _cite(self, event: int, sources: Iterable[int]) -> None:
        self._plan.evidence.extend((IDS.next(), source, event) for source in dict.fromkeys(sources))

    def _identify(self, event: int, identifiers: Iterable[tuple[str, str]]) -> None:
        self._plan.identifiers.extend((IDS.next(), event, *each) for each in identifiers)


def _keep_words(draft: Draft, old: Values) -> None:
    """Leave the words of a date as they were where the row says nothing new of them."""
    new = draft.values
    if new["edtf"] == old["edtf"] and new["date_text"] in ("", new["edtf"]):
        new["date_text"] = old["date_text"]


def _goes_round(wholes: dict[int, int | None], event: int) -> bool:
    seen = {event}
    at = wholes.get(event)
    while at is not None and at not in seen:
        seen.add(at)
        at = wholes.get(at)
    return at == event


class _Homes:
    """Knows the countries of actors and the keys of types and channels, for deriving directions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._keys: dict[int, str] = dict(connection.execute('SELECT id, "key" FROM term').fetchall())
        sql = f"SELECT a.id, {heirs.home('a')} FROM actor a"
        self._homes: dict[int, int | None] = dict(connection.execute(sql).fetchall())
        self._focal = {connection.execute(f"SELECT {direction.FOCAL_HOME}").fetchone()[0]} - {None}

    def direction(self, values: Values, takings: Iterable[Who]) -> str | None:
        """Return the direction that an event's place and participants say."""
        homes: dict[str, set[int]] = defaultdict(set)
        for actor, _, _, side, _, _ in takings:
            home = self._homes.get(actor) if actor is not None else None
            if home is not None:
                homes[side].add(home)
        means = self._keys.get(values["channel_id"]) or self._keys.get(values["type_id"])
        return direction.derived(
            means, values["country_id"], homes["focal"] or self._focal, homes["counterpart"]
        )


# --- what is there -----------------------------------------------------------------------------------------

_WHO = "SELECT p.event_id, p.actor_id, p.person_id FROM json_each(?) w JOIN participation p ON p.event_id = w.value"
_OLD = f"SELECT e.id, {', '.join(f'e.{name}' for name in FIELDS)} FROM json_each(?) w JOIN event e ON e.id = w.value"
_OLD_WHO = """SELECT p.event_id, p.actor_id, p.person_id, p.post_printed, p.side, p.role, p.note
FROM json_each(?) w JOIN participation p ON p.event_id = w.value ORDER BY p.position, p.id"""
_OLD_TERMS = """SELECT x.event_id, g.vocabulary, g.id FROM json_each(?) w
JOIN event_term x ON x.event_id = w.value JOIN term g ON g.id = x.term_id"""
_OLD_SOURCES = "SELECT v.event_id, v.source_id FROM json_each(?) w JOIN evidence v ON v.event_id = w.value"

_OLD_IDENTIFIERS = """SELECT x.event_id, x.scheme, x.value FROM json_each(?) w
JOIN event_identifier x ON x.event_id = w.value"""


def _about(connection: sqlite3.Connection, sql: str, events: Iterable[int]) -> list[Any]:
    return connection.execute(sql, (json.dumps(list(events)),)).fetchall()


def _present(connection: sqlite3.Connection, events: Sequence[int]) -> dict[int, _Present]:
    """Return those of the events that the timeline has, as they are."""
    found = {
        row[0]: _Present(dict(zip(FIELDS, row[1:], strict=True))) for row in _about(connection, _OLD, events)
    }
    for event, *who in _about(connection, _OLD_WHO, found):
        found[event].takings += (tuple(who),)
    for event, vocabulary, term in _about(connection, _OLD_TERMS, found):
        found[event].terms[vocabulary].append(term)
    for event, source in _about(connection, _OLD_SOURCES, found):
        found[event].sources.add(source)
    for event, *identifier in _about(connection, _OLD_IDENTIFIERS, found):
        found[event].identifiers.add(tuple(identifier))
    return found
