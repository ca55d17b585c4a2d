"""Groups of counted units: by counterpart and what it was on the day, or by a field of the event."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from db.arrays.columns import EventColumns, Ids
from db.arrays.counting import Counted, pairs
from db.dates import OPEN_HI, OPEN_LO
from db.direction import FOCAL_HOME
from db.direction import SQL as DIRECTION
from db.stats.units import Groups, Ints
from db.words import DIRECTIONS, FAMILIES, RELATION_KINDS, STANDINGS, STATUSES

GROUPS: Final[Mapping[str, str]] = {
    "none": "",
    "counterpart": "counterpart",
    "country": "country",
    "region": "region",
    "family": "family",
    "standing": "standing on the day",
    "relations": "relations on the day",
    "mechanism": "mechanism",
    "type": "type",
    "level": "level",
    "channel": "channel",
    "direction": "direction",
    "status": "status",
    "area": "area",
    "issue": "issue",
    "tag": "tag",
}
"""What units can be grouped by, with the words for it in a caption."""


@dataclass(frozen=True, slots=True)
class _Found:
    """m memberships of units in groups, a unit possibly in several or in none."""

    names: Sequence[str]
    unit: Ints  # [m]
    code: Ints  # [m] index into names
    ordered: bool = False  # the names have an order of their own


def group(connection: sqlite3.Connection, columns: EventColumns, found: Counted, by: str) -> Groups | None:
    """Return which groups the units are in, None for `none`; those in no group make one of their own.

    A unit that is an event with several counterparts is in the group of each. Groups stand in the order of
    their words where these have one, else the largest first.
    """
    if by == "none":
        return None
    return _groups(_FIND[by](connection, columns, found), len(found), f"no {by}")


def _groups(found: _Found, many: int, nothing: str) -> Groups:
    names = [*found.names, nothing]
    width = len(names)
    times = np.bincount(found.unit, minlength=many)
    unit: Ints | None = None
    if times.max(initial=0) <= 1:
        code = np.full(many, width - 1)
        code[found.unit] = found.code
    else:
        missing = np.flatnonzero(times == 0)
        keys = np.concatenate(
            [found.unit.astype(np.int64) * width + found.code, missing * width + (width - 1)]
        )
        unit, code = np.divmod(np.unique(keys), width)  # once a group, in order of units
    sizes = np.bincount(code, minlength=width)
    shown = np.flatnonzero(sizes).tolist()
    if not found.ordered:
        shown.sort(key=lambda place: (place == width - 1, -sizes[place], names[place]))
    place_of = np.zeros(width, np.int64)
    place_of[shown] = np.arange(len(shown))
    several = unit is not None and len(unit) > many
    return Groups(tuple(names[place] for place in shown), place_of[code], unit if several else None)


# --- by a field of the event -----------------------------------------------------------------------------

_NAMES: Final = {
    "mechanism": "SELECT id, name FROM mechanism",
    "type": "SELECT id, label FROM term WHERE vocabulary = 'type'",
    "channel": "SELECT id, label FROM term WHERE vocabulary = 'channel'",
    "level": "SELECT id, label FROM term WHERE vocabulary = 'level' ORDER BY position, label",
}


def _by_field(field: str, connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> _Found:
    table = _rows(connection, _NAMES[field])
    place = {record: index for index, (record, _) in enumerate(table)}
    places = np.array([place.get(record, -1) for record in columns.keys[field].tolist()], np.int64)
    names = [name for _, name in table]
    return _known(names, places, getattr(columns, field)[found.row], ordered=field == "level")


def _known(names: Sequence[str], places: Ids, code: Ints, *, ordered: bool = False) -> _Found:
    """Return memberships of units by their codes, which `places` turns into names; -1 is none in both."""
    name = np.append(places, -1)[code]
    unit = np.flatnonzero(name >= 0)
    return _Found(names, unit, name[unit], ordered)


def _by_status(connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> _Found:
    del connection
    return _known(STATUSES, np.arange(len(STATUSES)), columns.status[found.row], ordered=True)


def _by_direction(connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> _Found:
    place = {word: index for index, word in enumerate(DIRECTIONS)}
    sql = f"SELECT e.id, {DIRECTION} FROM json_each(?) w CROSS JOIN event e ON e.id = w.value"
    listed = json.dumps(np.unique(columns.ids[found.row]).tolist())
    rows = [(event, place[word]) for event, word in _rows(connection, sql, listed) if word in place]
    return _by_links(DIRECTIONS, rows, columns, found, ordered=True)


_LINKS: Final = """SELECT x.event_id, x.term_id FROM term g CROSS JOIN event_term x ON x.term_id = g.id
WHERE g.vocabulary = ?"""


def _by_terms(
    vocabulary: str, connection: sqlite3.Connection, columns: EventColumns, found: Counted
) -> _Found:
    terms = _rows(connection, "SELECT id, label FROM term WHERE vocabulary = ?", vocabulary)
    place = {term: index for index, (term, _) in enumerate(terms)}
    links = [(event, place[term]) for event, term in _rows(connection, _LINKS, vocabulary)]
    return _by_links([label for _, label in terms], links, columns, found)


def _by_links(
    names: Sequence[str],
    links: Iterable[tuple[int, int]],
    columns: EventColumns,
    found: Counted,
    *,
    ordered: bool = False,
) -> _Found:
    """Return memberships from pairs of an event id and a place among the names."""
    table = np.array(list(links), np.int64).reshape(-1, 2)
    ids, which = np.unique(table[:, 0], return_inverse=True)
    present = np.isin(ids, columns.ids)
    rows_of = np.full(len(ids), -1, np.int64)
    rows_of[present] = columns.rows_of(ids[present])
    rows = rows_of[which]
    start = np.searchsorted(found.row, rows, side="left")
    many = np.searchsorted(found.row, rows, side="right") - start
    unit = np.arange(int(many.sum())) + np.repeat(start - np.cumsum(many) + many, many)
    return _Found(names, unit, np.repeat(table[:, 1], many), ordered)


# --- by counterpart --------------------------------------------------------------------------------------

_OWN_OR_PARTYS = """
FROM actor a LEFT JOIN actor o ON o.id = a.parent_id AND a.kind = 'organ'
LEFT JOIN country c ON c.id = coalesce(a.country_id, o.country_id)
"""
_FAMILY = "CASE a.family WHEN 'unknown' THEN coalesce(o.family, 'unknown') ELSE a.family END"
_ACTORS: Final = {
    "counterpart": ("SELECT id, name, id FROM actor", ()),
    "country": (f"SELECT a.id, c.name, c.id {_OWN_OR_PARTYS}", ()),
    "region": (f"SELECT a.id, nullif(c.region, ''), c.region {_OWN_OR_PARTYS}", ()),
    "family": (f"SELECT a.id, {_FAMILY}, {_FAMILY} {_OWN_OR_PARTYS}", FAMILIES),
}
"""Per group SQL of each actor's id, the group's name and what tells it apart; then names that have an order."""

_PLACES: Final = {
    "country": "SELECT id, name, id FROM country",
    "region": "SELECT id, nullif(region, ''), region FROM country",
}
"""Where an event names no counterpart with a country, the place it was held in."""


def _by_actor(by: str, connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> _Found:
    sql, order = _ACTORS[by]
    names = _Names(order)
    actor_place = names.places(_rows(connection, sql), columns.keys["actor"])
    unit, actor = _actors(columns, found)
    code = np.append(actor_place, -1)[actor]
    unit, code = unit[code >= 0], code[code >= 0]
    if by in _PLACES:
        held_in = names.places(_rows(connection, _PLACES[by]), columns.keys["country"])
        without = np.flatnonzero(np.bincount(unit, minlength=len(found)) == 0)
        place = np.append(held_in, -1)[columns.country[found.row[without]]]
        unit = np.concatenate([unit, without[place >= 0]])
        code = np.concatenate([code, place[place >= 0]])
    return _Found(names.listed, unit, code, bool(order))


class _Names:
    """Names of groups, each once, by what tells them apart: two countries may be called the same."""

    def __init__(self, order: Iterable[str]) -> None:
        self.listed: list[str] = list(order)
        self._place: dict[object, int] = {name: index for index, name in enumerate(self.listed)}

    def places(self, rows: Iterable[tuple[Any, ...]], keys: Ids) -> Ids:
        """Return the place of each key's group from rows of key, name and mark; -1 for none."""
        named = {key: self._add(name, mark) for key, name, mark in rows if name}
        return np.array([named.get(key, -1) for key in keys.tolist()], np.int64)

    def _add(self, name: str, mark: object) -> int:
        place = self._place.setdefault(mark, len(self.listed))
        if place == len(self.listed):
            self.listed.append(name)
        return place


def _actors(columns: EventColumns, found: Counted) -> tuple[Ints, Ints]:
    """Return units, each repeated for each of its counterparts, and the counterparts' codes."""
    if found.actor is not None:
        return np.arange(len(found)), found.actor
    row, actor = pairs(columns, found.row)
    return np.searchsorted(found.row, row), actor  # units that are events have a row each


# --- by what a counterpart was on the day ----------------------------------------------------------------

_SPANS: Final = {
    "standing": (
        """SELECT a.id, s.kind, s.start_lo, s.end_hi FROM standing s JOIN actor a ON a.id = s.actor_id
        UNION ALL SELECT a.id, s.kind, s.start_lo, s.end_hi FROM standing s
        JOIN actor a ON a.parent_id = s.actor_id AND a.kind = 'organ'""",
        STANDINGS,
    ),
    "relations": (
        f"""SELECT a.id, r.kind, r.start_lo, r.end_hi FROM
        (SELECT other_id AS country, kind, start_lo, end_hi FROM relation WHERE country_id = {FOCAL_HOME}
         UNION ALL
         SELECT country_id, kind, start_lo, end_hi FROM relation WHERE other_id = {FOCAL_HOME}) r
        JOIN actor a ON r.country = coalesce(a.country_id,
         (SELECT o.country_id FROM actor o WHERE o.id = a.parent_id AND a.kind = 'organ'))""",
        RELATION_KINDS,
    ),
}
"""SQL of each actor's spans: word, earliest start and latest end; then the words in their order."""


def _on_the_day(by: str, connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> _Found:
    """A span holds where it certainly or possibly covers the earliest start day, as it does in filters."""
    sql, words = _SPANS[by]
    unit, actor = _actors(columns, found)
    day = columns.start_lo[found.row[unit]]
    order = np.lexsort((day, actor))
    unit, actor, day = unit[order], actor[order], day[order]
    code_of = {record: code for code, record in enumerate(columns.keys["actor"].tolist())}
    units, codes = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for record, word, lo, hi in _rows(connection, sql):
        if record not in code_of or word not in words:
            continue
        low, high = np.searchsorted(actor, [code_of[record], code_of[record] + 1]).tolist()
        days = day[low:high]
        first = low + int(np.searchsorted(days, OPEN_LO + 1 if lo is None else lo, side="left"))
        after = low + int(np.searchsorted(days, OPEN_HI if hi is None else hi, side="right"))
        units.append(unit[first:after].astype(np.int64))
        codes.append(np.full(max(after - first, 0), words.index(word), np.int64))
    return _Found(words, np.concatenate(units), np.concatenate(codes), ordered=True)


def _rows(connection: sqlite3.Connection, sql: str, *parameters: str) -> list[Any]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, parameters).fetchall()


_FIND: Final[Mapping[str, Callable[[sqlite3.Connection, EventColumns, Counted], _Found]]] = {
    **{name: partial(_by_actor, name) for name in _ACTORS},
    **{name: partial(_on_the_day, name) for name in _SPANS},
    **{name: partial(_by_field, name) for name in _NAMES},
    **{name: partial(_by_terms, name) for name in ("area", "issue", "tag")},
    "direction": _by_direction,
    "status": _by_status,
}
