"""Columns made from the rows of a file, where no cache of them is of use."""

import sqlite3
from contextlib import suppress
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db import history
from db.arrays.columns import (
    CODED,
    DAYS,
    ORDER,
    SELECT,
    VALUES,
    EventColumns,
    Finder,
    Ids,
    Ints,
    few,
    table_of,
    width,
    with_finder,
)
from db.arrays.fetching import numbers
from db.words import STATUSES

_AT_ONCE: Final = 50_000
"""Events whose values SQLite joins into one text each."""
_TOOK_PART = "FROM participation WHERE side <> 'focal' AND actor_id NOT NULL"
_LINKS = f"SELECT actor_id, group_concat(event_id) {_TOOK_PART} GROUP BY actor_id"
_EACH_LINK = f"SELECT actor_id, event_id {_TOOK_PART} ORDER BY actor_id"
_HELD: Final = (np.int64, *(np.int32,) * 4, *(np.int64,) * 6, np.int16, np.uint8)
"""How each of the values is held."""


def read(connection: sqlite3.Connection) -> EventColumns:
    """Return the columns made from the rows themselves."""
    order = _order(connection)
    parts = (_values(connection, *span) for span in _spans(order))
    table = [np.concatenate(each) for each in zip(*parts, strict=True)]
    place = Finder.of(table[0]).find(order)
    finder = Finder.of(order)
    coded = {name: _codes(table[column]) for column, name in enumerate(CODED, len(DAYS) + 1)}
    arrays: dict[str, NDArray[Any]] = {name: table[column].take(place) for column, name in enumerate(DAYS, 1)}
    arrays |= {name: codes.take(place) for name, (_, codes) in coded.items()}
    whole = table[10].take(place)
    inside = np.flatnonzero(whole >= 0)
    arrays["part_of"] = np.full(len(order), -1, np.int32)
    arrays["part_of"][inside] = finder.find(whole[inside])
    actors, offsets, links = _links(_linked(connection), finder, len(order))
    built = EventColumns(
        revision=history.revision(connection),
        ids=order,
        **arrays,
        status=table[11].take(place).astype(width(len(STATUSES))),
        flags=table[12].take(place),
        link_offsets=offsets,
        link_actor=links,
        keys={name: keys for name, (keys, _) in coded.items()} | {"actor": actors},
    )
    return with_finder(built, finder)


# --- the queries -------------------------------------------------------------------------------------------


def _order(connection: sqlite3.Connection) -> Ids:
    """Return the ids of all events in order of time, from the index alone."""
    ordered = "SELECT id FROM event" + ORDER
    with suppress(sqlite3.DataError):  # longer than SQLite lets a value be
        return numbers(connection.execute(f"SELECT group_concat(id) FROM ({ordered})").fetchone()[0])
    return table_of(connection.execute(ordered), 1)[:, 0]


def _spans(ids: Ids) -> list[tuple[int, int]]:
    """Return ranges of ids that hold all events, so many each: after one id, up to another."""
    ends = np.sort(ids)[_AT_ONCE - 1 :: _AT_ONCE].tolist()
    return list(zip([-1, *ends], [*ends, 2**63 - 1], strict=True))


def _values(connection: sqlite3.Connection, after: int, last: int) -> list[NDArray[Any]]:
    """Return the values of the events of a range of ids, an array each, in the order of storage.

    Joined in SQL they come quicker than as rows of Python's integers, and in this order than in that of time.
    """
    joined = ", ".join(f"group_concat({value})" for value in VALUES)
    span = " WHERE e.id > ? AND e.id <= ?"
    try:
        row = connection.execute(f"SELECT {joined} FROM event e{span}", (after, last)).fetchone()
        found = [numbers(text) for text in row]
    except sqlite3.DataError:  # longer than SQLite lets a value be
        found = table_of(connection.execute(SELECT + span, (after, last)), len(VALUES)).T
    return [each.astype(kind) for each, kind in zip(found, _HELD, strict=True)]


def _linked(connection: sqlite3.Connection) -> list[tuple[int, Ids]]:
    """Return each actor with the ids of its events."""
    try:
        found = connection.execute(_LINKS).fetchall()
    except sqlite3.DataError:  # one actor's are longer together than SQLite lets a value be
        return _linked_row_by_row(connection)
    return [(actor, numbers(listed)) for actor, listed in found]


def _linked_row_by_row(connection: sqlite3.Connection) -> list[tuple[int, Ids]]:
    table = table_of(connection.execute(_EACH_LINK), 2)
    actors, starts = np.unique(table[:, 0], return_index=True)
    return list(zip(actors.tolist(), np.split(table[:, 1], starts[1:]), strict=True)) if len(table) else []


def _links(linked: list[tuple[int, Ids]], finder: Finder, events: int) -> tuple[Ids, Ints, Ints]:
    """Return the ids of actors, where each event's links begin, and the actor's code of each link."""
    parts = [finder.find(ids).astype(np.int64) << 32 | code for code, (_, ids) in enumerate(linked)]
    pairs = np.sort(np.concatenate([np.empty(0, np.int64), *parts]))
    pairs = pairs[np.diff(pairs, prepend=-1) != 0]  # an actor may take part with several people
    many = np.bincount(pairs >> 32, minlength=events)
    offsets = np.concatenate([np.zeros(1, np.int32), np.cumsum(many, dtype=np.int32)])
    return np.array([actor for actor, _ in linked], np.int64), offsets, (pairs & 0xFFFFFFFF).astype(np.int32)


def _codes(values: Ids) -> tuple[Ids, NDArray[Any]]:
    """Return the distinct values but -1, for none, and the place of each value among them, -1 for none."""
    keys, codes = few(values)
    if len(keys) and keys[0] == -1:
        keys, codes = keys[1:], codes - 1
    return keys, codes.astype(width(len(keys)))
