"""Standings, successions and contexts of a file as records: what is there is kept, open ends and gaps are filled."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.errors import BadInput
from db.ids import IDS
from db.imports.incoming import IncomingContext, IncomingStanding, IncomingSuccession
from db.imports.planning.records_registry import KnownActor, Registry
from db.imports.planning.records_rows import Rows, Values, days, fetched, one_of
from db.ledgers.contexts import as_colour
from db.models.base import DATE_COLUMNS
from db.search import fold
from db.spans import Span
from db.words import CONTEXT_KINDS, STANDINGS

_DATE: Final = ", ".join(DATE_COLUMNS)


@dataclass(slots=True)
class _Standing:
    """One standing, of the timeline or by an earlier row."""

    id: int
    kind: str
    source: int | None
    date: Values
    span: Span


def _span(date: Values) -> Span:
    return Span.of(*(date[name] for name in ("edtf", "start_lo", "start_hi", "end_lo", "end_hi")))


class Standings:
    """Plans the standings of a file; an actor never has two at once."""

    def __init__(
        self, connection: sqlite3.Connection, registry: Registry, rows: Rows, sources: Sequence[int]
    ) -> None:
        self._registry = registry
        self._rows = rows
        self._sources = sources
        self._there: dict[int, list[_Standing]] = defaultdict(list)
        sql = f"SELECT id, actor_id, kind, source_id, {_DATE} FROM standing ORDER BY id"
        for record, actor, kind, source, *values in fetched(connection, sql):
            date: Values = dict(zip(DATE_COLUMNS, values, strict=True))
            self._there[actor].append(_Standing(record, kind, source, date, _span(date)))

    def run(self, standings: Sequence[IncomingStanding]) -> None:
        """Plan all of them."""
        for standing in standings:
            title = f"{standing.kind} {standing.edtf}".strip()
            try:
                self._plan(standing)
            except BadInput as error:
                self._rows.refuse(standing.row, "standing", title, error)

    def _plan(self, standing: IncomingStanding) -> None:
        actor = _actor(self._registry, standing.actor)
        one_of(STANDINGS, standing.kind, "standing")
        date = days(standing.edtf)
        source = _cited(self._sources, standing.source)
        title = f"{actor.values['name']}: {standing.kind} {standing.edtf}".strip()
        there = self._there[actor.id]
        same = next((each for each in there if _is_same(each, standing.kind, date)), None)
        if same is not None:
            self._meet(standing, same, date, source, title)
            return
        span = _span(date)
        other = next((each for each in there if span.overlaps(each.span)), None)
        if other is not None:
            reason = f"it overlaps “{other.kind}” {other.date['edtf']}, which is kept"
            self._rows.tell(standing.row, "standing", "skip", other.id, title, reason)
            return
        record = IDS.next()
        there.append(_Standing(record, standing.kind, source, date, span))
        plain = {"id": record, "actor_id": actor.id, "kind": standing.kind, "note": standing.note}
        self._rows.add(
            "standing", {**plain, "source_id": source, "unverified": int(standing.unverified), **date}
        )
        self._rows.tell(standing.row, "standing", "create", record, title)

    def _meet(
        self, standing: IncomingStanding, same: _Standing, date: Values, source: int | None, title: str
    ) -> None:
        """Keep a standing that is there; if it is of the same source, an end that was not known is filled."""
        if same.date["edtf"] == date["edtf"]:
            self._rows.tell(standing.row, "standing", "skip", same.id, title, "it is there")
            return
        if source is None or same.source != source or same.date["end_hi"] is not None:
            reason = f"“{same.kind}” {same.date['edtf']} is there and is kept"
            self._rows.tell(standing.row, "standing", "skip", same.id, title, reason)
            return
        same.date, same.span = date, _span(date)
        self._rows.change("standing", same.id, date)
        self._rows.tell(standing.row, "standing", "update", same.id, title, "its end was not known")


def _is_same(there: _Standing, kind: str, date: Values) -> bool:
    begins = all(there.date[name] == date[name] for name in ("start_lo", "start_hi"))
    return there.kind == kind and begins and (bool(date["edtf"]) == bool(there.date["edtf"]))


def _actor(registry: Registry, identifier: tuple[str, str], field: str = "actor") -> KnownActor:
    found = registry.identified(identifier)
    if found is None:
        raise BadInput(f"no actor has the id {' '.join(identifier)}", field)
    return found


def _cited(sources: Sequence[int], place: int | None) -> int | None:
    if place is None:
        return None
    if not 0 <= place < len(sources):
        raise BadInput(f"there is no source number {place}", "source")
    return sources[place] or None


# --- successions -------------------------------------------------------------------------------------------


class Successions:
    """Plans the successions of a file; no actor comes after itself."""

    def __init__(self, connection: sqlite3.Connection, registry: Registry, rows: Rows) -> None:
        self._registry = registry
        self._rows = rows
        self._there: dict[tuple[int, int], list[tuple[int, Values]]] = defaultdict(list)
        self._after: dict[int, set[int]] = defaultdict(set)
        sql = "SELECT id, predecessor_id, successor_id, kind, note, edtf FROM succession ORDER BY id"
        for record, before, after, kind, note, edtf in fetched(connection, sql):
            self._know(before, after, record, {"kind": kind, "note": note, "edtf": edtf})

    def _know(self, before: int, after: int, record: int, values: Values) -> None:
        self._there[before, after].append((record, values))
        self._after[before].add(after)

    def run(self, successions: Sequence[IncomingSuccession]) -> None:
        """Plan all of them."""
        for each in successions:
            try:
                self._plan(each)
            except BadInput as error:
                title = f"{' '.join(each.predecessor)} → {' '.join(each.successor)}"
                self._rows.refuse(each.row, "succession", title, error)

    def _plan(self, each: IncomingSuccession) -> None:
        before = _actor(self._registry, each.predecessor, "predecessor")
        after = _actor(self._registry, each.successor, "successor")
        date = days(each.edtf)
        title = f"{before.values['name']} → {after.values['name']}"
        for record, values in self._there[before.id, after.id]:
            if not each.edtf or not values["edtf"] or values["edtf"] == each.edtf:
                self._fill(each, record, values, date, title)
                return
        if self._leads(after.id, before.id):
            reason = f"{before.values['name']} would come after itself"
            self._rows.tell(each.row, "succession", "skip", 0, title, reason)
            return
        record = IDS.next()
        said = {"kind": each.kind, "note": each.note}
        self._know(before.id, after.id, record, {**said, "edtf": each.edtf})
        row = {"id": record, "predecessor_id": before.id, "successor_id": after.id, **said, **date}
        self._rows.add("succession", row)
        self._rows.tell(each.row, "succession", "create", record, title)

    def _fill(self, each: IncomingSuccession, record: int, values: Values, date: Values, title: str) -> None:
        said = {"kind": each.kind, "note": each.note}
        changes: Values = {name: text for name, text in said.items() if text and not values[name]}
        if each.edtf and not values["edtf"]:
            changes |= date
        values |= changes
        if changes:
            self._rows.change("succession", record, changes)
        does, reason = ("update", "gaps are filled") if changes else ("skip", "it is there")
        self._rows.tell(each.row, "succession", does, record, title, reason)  # type: ignore[arg-type]

    def _leads(self, start: int, end: int) -> bool:
        """Tell whether successions lead from one actor to another."""
        seen: set[int] = set()
        level = {start}
        while level:
            if end in level:
                return True
            seen |= level
            level = set[int]().union(*(self._after.get(each, ()) for each in level)) - seen
        return False


# --- contexts ----------------------------------------------------------------------------------------------


class Contexts:
    """Plans the contexts of a file; one is the same as another by title, kind and date."""

    def __init__(self, connection: sqlite3.Connection, rows: Rows) -> None:
        self._rows = rows
        sql = "SELECT title, kind, edtf, id, colour, note FROM context ORDER BY id DESC"
        self._there: dict[tuple[str, str, str], tuple[int, Values]] = {
            (fold(title), kind, edtf): (record, {"colour": colour, "note": note})
            for title, kind, edtf, record, colour, note in fetched(connection, sql)
        }

    def run(self, contexts: Sequence[IncomingContext]) -> None:
        """Plan all of them."""
        for each in contexts:
            try:
                self._plan(each)
            except BadInput as error:
                self._rows.refuse(each.row, "context", each.title, error)

    def _plan(self, each: IncomingContext) -> None:
        title = each.title.strip()
        if not title:
            raise BadInput("a context needs a title", "title")
        one_of(CONTEXT_KINDS, each.kind, "kind")
        date = days(each.edtf)
        said = {"colour": as_colour(each.colour), "note": each.note.strip()}
        key = fold(title), each.kind, date["edtf"]
        found = self._there.get(key)
        if found is None:
            record = IDS.next()
            self._there[key] = record, dict(said)
            self._rows.add("context", {"id": record, "title": title, "kind": each.kind, **said, **date})
            self._rows.tell(each.row, "context", "create", record, title)
            return
        record, values = found
        changes = {name: text for name, text in said.items() if text and not values[name]}
        values |= changes
        if changes:
            self._rows.change("context", record, changes)
            self._rows.tell(each.row, "context", "update", record, title, f"filled: {', '.join(changes)}")
        else:
            self._rows.tell(each.row, "context", "skip", record, title, "it is there")
