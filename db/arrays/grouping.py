"""Groups of counted units: by counterpart and what it was on the day, or by a field of the event."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import numpy as np

from db import heirs
from db.arrays import direction_codes
from db.arrays.columns import EventColumns, Ids
from db.arrays.counting import Counted, pairs
from db.arrays.of_parts import PARTS, WHOLES, kin_of, lacking, taken, taken_note
from db.dates import OPEN_HI, OPEN_LO
from db.direction import FOCAL_HOME
from db.filters.value import Clause, Value
from db.stats.units import Groups, Ints, distinct, ranges
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
    "outlet": "outlet of the sources",
    "side": "side of the sources",
}
"""What units can be grouped by, with the words for it in a caption."""

_KEYS: Final = {"counterpart": "party", "outlet": "source", "side": ""}
"""The filter's key for a group, where it has another name, or none."""

_NOTHING: Final = {
    **{
        name: f"-has:{name}" for name in ("counterpart", "mechanism", "type", "level", "channel", "direction")
    },
    **{name: f"-has:{name}" for name in ("area", "issue", "tag")},
    "outlet": "-has:evidence",
}
"""What a filter says to mean events in no group."""


_OWN_ALONE: Final = ("type", "status")
"""Groups that an event is in for itself alone: a visit is no call because there was a call."""

_OF_WHOLES: Final = ("mechanism",)
"""Groups that an event has from what it is part of, too: a meeting during a session belongs to the mechanism."""


@dataclass(frozen=True, slots=True)
class _Found:
    """m memberships of units in groups, a unit possibly in several or in none.

    `values` are what a filter calls the groups, their names if empty.
    """

    names: Sequence[str]
    unit: Ints  # [m]
    code: Ints  # [m] index into names
    ordered: bool = False  # the names have an order of their own
    values: Sequence[str] = ()


def group(connection: sqlite3.Connection, columns: EventColumns, found: Counted, by: str) -> Groups | None:
    """Return which groups the units are in, None for `none`; those in no group make one of their own.

    A unit that is an event with several counterparts is in the group of each. An event that has none itself is in
    the groups of its parts, at any depth, that are of its own status: a visit that counts for the session it was
    made for is found under the session's mechanism. A meeting without a mechanism is under that of its visit.
    Groups stand in the order of their words where these have one, else the largest first. What a filter says for a
    group may find more, a party's organs or a type's subtypes, but not what is in a group for the place alone or
    for its parts.
    """
    return None if by == "none" else grouped(connection, columns, found, by)


def grouped(connection: sqlite3.Connection, columns: EventColumns, found: Counted, by: str) -> Groups:
    """Return the same for any group but `none`."""
    all_found, notes = _FIND[by](connection, columns, found), list[str]()
    for kinship in () if by in _OWN_ALONE else (PARTS, WHOLES) if by in _OF_WHOLES else (PARTS,):
        more = _of_kin(connection, columns, found, by, kinship, all_found)
        if more is not None:
            unit, code = more
            all_found = replace(
                all_found,
                unit=np.concatenate([all_found.unit, unit]), code=np.concatenate([all_found.code, code]),
            )  # fmt: skip
            notes.append(taken_note(len(distinct(np.sort(found.row[unit]))), GROUPS[by], kinship))
    return replace(_groups(all_found, len(found), by), note=" ".join(filter(None, notes)))


def _of_kin(
    connection: sqlite3.Connection,
    columns: EventColumns,
    found: Counted,
    by: str,
    kinship: str,
    own: "_Found",
) -> tuple[Ints, Ints] | None:
    """Return units that have no group of their own with the groups of their parts, or wholes; None without any."""
    unit = lacking(columns, found, own.unit, kinship, named=by in _ACTORS or by in _SPANS)
    if not len(unit):
        return None
    kin = kin_of(columns, found.row[unit], kinship)
    theirs = _FIND[by](connection, columns, Counted(distinct(np.sort(kin[0]))))
    place, code = taken(theirs.unit, theirs.code, kin, found.row[unit])
    return unit[place], code


def _groups(found: _Found, many: int, by: str) -> Groups:
    names = [*found.names, "no source" if by in ("outlet", "side") else f"no {by}"]
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
        unit, code = np.divmod(distinct(keys), width)  # once a group, in order of units
    sizes = np.bincount(code, minlength=width)
    shown = np.flatnonzero(sizes).tolist()
    if not found.ordered:
        shown.sort(key=lambda place: (place == width - 1, -sizes[place], names[place]))
    place_of = np.zeros(width, np.int64)
    place_of[shown] = np.arange(len(shown))
    several = unit is not None and len(unit) > many
    filters = tuple(_clause(found, place, by) for place in shown)
    return Groups(tuple(names[place] for place in shown), place_of[code], unit if several else None, filters)


def _clause(found: _Found, place: int, by: str) -> str:
    """Return what a filter says to mean a group; empty where it has no word for it."""
    if place == len(found.names):
        return _NOTHING.get(by, "")
    key = _KEYS.get(by, by)
    value = (found.values or found.names)[place]
    return str(Clause(key, (Value(value),))) if key and value else ""


# --- by a field of the event -----------------------------------------------------------------------------

_NAMES: Final = {
    "mechanism": "SELECT id, name, id FROM mechanism",
    "type": "SELECT id, label, \"key\" FROM term WHERE vocabulary = 'type'",
    "channel": "SELECT id, label, \"key\" FROM term WHERE vocabulary = 'channel'",
    "level": "SELECT id, label, \"key\" FROM term WHERE vocabulary = 'level' ORDER BY position, label",
}


def _by_field(field: str, connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> _Found:
    table = _rows(connection, _NAMES[field])
    place = {record: index for index, (record, *_) in enumerate(table)}
    places = np.array([place.get(record, -1) for record in columns.keys[field].tolist()], np.int64)
    names, values = [name for _, name, _ in table], [str(value) for *_, value in table]
    return _known(names, places, getattr(columns, field)[found.row], ordered=field == "level", values=values)


def _known(
    names: Sequence[str], places: Ids, code: Ints, *, ordered: bool = False, values: Sequence[str] = ()
) -> _Found:
    """Return memberships of units by their codes, which `places` turns into names; -1 is none in both."""
    name = np.append(places, -1)[code]
    unit = np.flatnonzero(name >= 0)
    return _Found(names, unit, name[unit], ordered, values)


def _by_status(connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> _Found:
    del connection
    return _known(STATUSES, np.arange(len(STATUSES)), columns.status[found.row], ordered=True)


def _by_direction(connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> _Found:
    codes = direction_codes.codes(connection, columns)[found.row]
    return _known(DIRECTIONS, np.arange(len(DIRECTIONS)), codes, ordered=True)


_LINKS: Final = """SELECT x.event_id, x.term_id FROM term g CROSS JOIN event_term x ON x.term_id = g.id
WHERE g.vocabulary = ?"""


def _by_terms(
    vocabulary: str, connection: sqlite3.Connection, columns: EventColumns, found: Counted
) -> _Found:
    terms = _rows(connection, 'SELECT id, label, "key" FROM term WHERE vocabulary = ?', vocabulary)
    place = {term: index for index, (term, *_) in enumerate(terms)}
    links = [(event, place[term]) for event, term in _rows(connection, _LINKS, vocabulary)]
    return _by_links([label for _, label, _ in terms], links, columns, found, [key for *_, key in terms])


def _by_source(field: str, connection: sqlite3.Connection, columns: EventColumns, found: Counted) -> _Found:
    """Return memberships by what the sources of an event's evidence are."""
    sql = f"""SELECT DISTINCT x.event_id, s.{field} FROM evidence x JOIN source s ON s.id = x.source_id
    WHERE x.event_id IS NOT NULL AND s.{field} <> ''"""
    rows = _rows(connection, sql)
    place = {word: index for index, word in enumerate(sorted({word for _, word in rows}))}
    return _by_links(list(place), [(event, place[word]) for event, word in rows], columns, found)


def _by_links(
    names: Sequence[str],
    links: Iterable[tuple[int, int]],
    columns: EventColumns,
    found: Counted,
    values: Sequence[str] = (),
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
    return _Found(names, ranges(start, many), np.repeat(table[:, 1], many), values=values)


# --- by counterpart --------------------------------------------------------------------------------------

_KIN = f"""WITH kin(id, family) AS MATERIALIZED (SELECT a.id, {heirs.kin("a")} FROM actor a)
SELECT id, family, family FROM kin"""
_AT_HOME = f"FROM actor a JOIN country c ON c.id = {heirs.home('a')}"
_ACTORS: Final = {
    "counterpart": ("SELECT id, name, id FROM actor", ()),
    "country": (f"SELECT a.id, c.name, c.id {_AT_HOME}", ()),
    "region": (f"SELECT a.id, nullif(c.region, ''), c.region {_AT_HOME}", ()),
    "family": (_KIN, FAMILIES),
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
    values = names.marks
    if by == "country":
        codes = dict(_rows(connection, "SELECT id, coalesce(nullif(code, ''), name) FROM country"))
        values = [codes.get(mark, "") for mark in values]
    return _Found(names.listed, unit, code, bool(order), [str(value) for value in values])


class _Names:
    """Names of groups, each once, by what tells them apart: two countries may be called the same."""

    def __init__(self, order: Iterable[str]) -> None:
        self.listed: list[str] = list(order)
        self._place: dict[Any, int] = {name: index for index, name in enumerate(self.listed)}

    @property
    def marks(self) -> list[Any]:
        """What tells the names apart, in their order."""
        return list(self._place)

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
        heirs.with_organs(
            "SELECT actor_id, kind, start_lo, end_hi FROM standing", ("kind", "start_lo", "end_hi")
        ),
        STANDINGS,
    ),
    "relations": (
        f"""SELECT a.id, r.kind, r.start_lo, r.end_hi FROM
        (SELECT other_id AS country, kind, start_lo, end_hi FROM relation WHERE country_id = {FOCAL_HOME}
         UNION ALL
         SELECT country_id, kind, start_lo, end_hi FROM relation WHERE other_id = {FOCAL_HOME}) r
        JOIN actor a ON r.country = {heirs.home("a")}""",
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
    "outlet": partial(_by_source, "publisher"),
    "side": partial(_by_source, "side"),
}
