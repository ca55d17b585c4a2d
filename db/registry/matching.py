"""Matching what is typed or imported with the records that bear such a name, in any script, nearly or wholly.

The names are kept in memory, per file and kind. A change of names adds a small index over the records it touched;
only many changes make the whole anew.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy.orm import Session

from db import heirs, search
from db.reading import fetch
from db.registry.name_index import RANKS, NameIndex
from db.registry.names import Candidate

KINDS: Final = ("actor", "person", "mechanism", "country")
"""What can be matched by name here; events have titles and are searched by their words."""

_MOST_KEPT: Final = 8
_MOST_TOUCHED: Final = 400

_ALIASED = "SELECT {kind}_id, text, folded FROM {kind}_name{where}"
_COUNTRY = "SELECT id, name, code, alpha3, name_zh, name_ja, name_ko FROM country{where}"
_DETAILS: Final = {
    "actor": "SELECT a.id, a.name, coalesce(CASE WHEN a.kind = 'organ' THEN p.name || ', ' || c.name END,"
    " c.name, p.name, a.kind) FROM actor a LEFT JOIN actor p ON p.id = a.parent_id"
    f" LEFT JOIN country c ON c.id = {heirs.home('a')}",
    "person": "SELECT a.id, a.name, coalesce((SELECT title FROM post WHERE person_id = a.id"
    " ORDER BY start_lo DESC, id LIMIT 1), '') FROM person a",
    "mechanism": "SELECT a.id, a.name, '' FROM mechanism a",
    "country": "SELECT a.id, a.name, a.code FROM country a",
}


def matches(session: Session, kind: str, typed: str, limit: int = 12) -> list[Candidate]:
    """Return records that bear a name like what was typed, best first, each with the word of `RANKS` for how.

    Names in all scripts and languages count; of one record's names the best stands as its alias.
    """
    text = typed.strip()
    folded = search.fold(text)
    if not folded:
        return []
    known = _known(session, kind)
    best: dict[int, tuple[int, str]] = {}
    for rank, record, alias in known.find(text, folded, limit):
        best.setdefault(record, (rank, alias))
        if len(best) == limit:
            break
    return _candidates(session, kind, best)


def read_names(session: Session) -> tuple[NameIndex, ...]:
    """Read the names of actors and people into memory.

    With `prepare` of each of them, which needs no session, the first letters typed need not wait for anything.
    """
    return tuple(_known(session, kind).whole for kind in ("actor", "person"))


def warm(session: Session) -> None:
    """Read the names of actors and people into memory and prepare them."""
    for index in read_names(session):
        index.prepare()


def _candidates(session: Session, kind: str, best: dict[int, tuple[int, str]]) -> list[Candidate]:
    sql = f"{_DETAILS[kind]} WHERE a.id IN (SELECT value FROM json_each(?))"
    rows = fetch(session, sql, (json.dumps(list(best)),))
    shown = {record: (name, detail) for record, name, detail in rows}
    return [
        Candidate(record, name, "" if alias == name else alias, detail, RANKS[rank])
        for record, (rank, alias) in best.items()
        if record in shown
        for name, detail in [shown[record]]
    ]


# --- what is kept ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Known:
    """The names of one kind in one file at a revision: the great index, and one over records touched since."""

    revision: tuple[int, str]
    whole: NameIndex
    touched: set[int] = field(default_factory=set[int])
    since: NameIndex = field(default_factory=lambda: NameIndex([]))

    def find(self, text: str, folded: str, limit: int) -> Iterator[tuple[int, int, str]]:
        """Yield (rank, record, name) of what matches, best first."""
        if not self.touched:
            for rank, place in self.whole.find(text, folded):
                yield rank, self.whole.records[place], self.whole.texts[place]
            return
        old = self._first(self.whole, text, folded, limit, lambda record: record not in self.touched)
        new = self._first(self.since, text, folded, limit, lambda _: True)
        yield from sorted([*old, *new], key=_shortest_first)

    @staticmethod
    def _first(
        index: NameIndex, text: str, folded: str, limit: int, wanted: Callable[[int], bool]
    ) -> list[tuple[int, int, str]]:
        found: dict[int, tuple[int, int, str]] = {}
        for rank, place in index.find(text, folded):
            record = index.records[place]
            if wanted(record):
                found.setdefault(record, (rank, record, index.texts[place]))
            if len(found) == limit:
                break
        return list(found.values())


def _shortest_first(match: tuple[int, int, str]) -> tuple[int, int]:
    """Return what matches are sorted by: their rank, then their length; near misses come the most similar first."""
    rank, _, name = match
    return rank, 0 if RANKS[rank] == "near" else len(name)


_kept: OrderedDict[tuple[str, int, str], _Known] = OrderedDict()
_lock: Final = Lock()


def _known(session: Session, kind: str) -> _Known:
    """Return the names of a kind as the session sees them."""
    file = _file(session)
    if file is None:  # an edit under way: what it changed may yet be taken back
        return _Known((0, ""), _index(session, kind))
    now: tuple[int, str] = (
        fetch(session, "SELECT id, made_at FROM edit ORDER BY id DESC LIMIT 1") or [(0, "")]
    )[0]
    with _lock:
        known = _kept.pop((*file, kind), None)
    if known is None or not _is_past(session, known.revision, now):
        known = _Known(now, _index(session, kind))
    elif known.revision != now:
        known = _caught_up(session, kind, known, now)
    with _lock:
        _kept[(*file, kind)] = known
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return known


def _file(session: Session) -> tuple[str, int] | None:
    """Return path and file number of the session's timeline; None for one in memory or being edited."""
    databases = {row[1]: row[2] for row in fetch(session, "PRAGMA database_list")}
    editing = "temp" in databases and fetch(
        session, "SELECT 1 FROM temp.sqlite_schema WHERE name = 'edit_now'"
    )
    if editing or not databases["main"]:
        return None
    return databases["main"], Path(databases["main"]).stat().st_ino


def _is_past(session: Session, then: tuple[int, str], now: tuple[int, str]) -> bool:
    """Tell whether a revision is one that this file went through."""
    if then == now or then[0] == 0:
        return then[0] <= now[0]
    return bool(fetch(session, "SELECT 1 FROM edit WHERE id = ? AND made_at = ?", then))


def _caught_up(session: Session, kind: str, known: _Known, now: tuple[int, str]) -> _Known:
    """Return the names with those changed since they were read."""
    fresh = _touched(session, kind, known.revision[0])
    if not fresh:
        return _Known(now, known.whole, known.touched, known.since)
    touched = known.touched | fresh
    if len(touched) > _MOST_TOUCHED:
        return _Known(now, _index(session, kind))
    return _Known(now, known.whole, touched, _index(session, kind, touched))


def _touched(session: Session, kind: str, revision: int) -> set[int]:
    """Return the records of which a name changed after a revision."""
    table = "country" if kind == "country" else f"{kind}_name"
    column = "id" if kind == "country" else f"{kind}_id"
    found: set[int] = set()
    for row, old, now in fetch(
        session,
        f'SELECT c.row_id, c.old, n."{column}" FROM change c LEFT JOIN "{table}" n ON n.id = c.row_id'
        ' WHERE c.edit_id > ? AND c."table" = ?',
        (revision, table),
    ):
        before: dict[str, Any] = json.loads(old) if old else {}
        found.update(each for each in (before.get(column), now) if isinstance(each, int))
        if kind == "country":
            found.add(row)
    return found


def _index(session: Session, kind: str, only: set[int] | None = None) -> NameIndex:
    column = "id" if kind == "country" else f"{kind}_id"
    where = "" if only is None else f" WHERE {column} IN (SELECT value FROM json_each(?))"
    values = () if only is None else (json.dumps(list(only)),)
    if kind != "country":
        rows = fetch(session, _ALIASED.format(kind=kind, where=where), values)
        return NameIndex(rows, in_any_order=kind == "person")
    rows = fetch(session, _COUNTRY.format(where=where), values)
    return NameIndex((row[0], name, search.fold(name)) for row in rows for name in row[1:] if name)
