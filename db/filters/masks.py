"""Which events a piece of a filter means, as a mask over the columns of all events."""

import sqlite3
from collections.abc import Sequence
from functools import reduce
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.arrays import direction_codes
from db.arrays.columns import UNVERIFIED, EventColumns
from db.arrays.fetching import fetched
from db.dates import OPEN_HI, OPEN_LO
from db.filters.pieces import (
    Coded,
    Days,
    Directed,
    Known,
    Linked,
    Parameter,
    Piece,
    Shortcut,
    Spanned,
    Status,
    Unverified,
    Width,
    Without,
)
from db.words import DIRECTIONS, STATUSES

Mask = NDArray[np.bool_]


def mask(connection: sqlite3.Connection, columns: EventColumns, piece: Piece) -> Mask | None:
    """Return bool[n], true where a piece holds; None where only a look at each event could tell.

    The columns must be of the revision that the connection reads.
    """
    if piece.shortcut is not None:
        return _by_columns(connection, columns, piece.shortcut)
    if piece.parts:
        return _any(connection, columns, piece)
    return found_by(connection, columns, piece.ids, piece.parameters) if piece.ids else None


def found_by(
    connection: sqlite3.Connection, columns: EventColumns, sql: str, parameters: Sequence[Parameter]
) -> Mask:
    """Return bool[n], true at the rows of the events that a query gives the ids of."""
    near = int(columns.ids[len(columns) // 2]) if len(columns) else 0
    return of_ids(columns, fetched(connection, sql, parameters, near=near))


def of_ids(columns: EventColumns, ids: NDArray[np.int64]) -> Mask:
    """Return bool[n], true at the rows of some events, which may be named more than once."""
    found = np.zeros(len(columns), np.bool_)
    found[columns.rows_of(ids)] = True
    return found


def _any(connection: sqlite3.Connection, columns: EventColumns, piece: Piece) -> Mask | None:
    found: list[Mask] = []
    for part in piece.parts:
        holds = mask(connection, columns, part)
        if holds is None:
            return None
        found.append(holds)
    return reduce(np.logical_or, found)


def _by_columns(connection: sqlite3.Connection, columns: EventColumns, shortcut: Shortcut) -> Mask:
    match shortcut:
        case Days(first, last):
            return _meets(columns, first, last)
        case Width(least, most):
            return _as_wide(columns, least, most)
        case Known("start_lo"):
            return _is_dated(columns)
        case Known(name):
            return getattr(columns, name) >= 0
        case Status(words):
            return np.isin(np.arange(len(STATUSES)), [STATUSES.index(word) for word in words])[columns.status]
        case Unverified():
            return columns.flags & UNVERIFIED != 0
        case Coded(name, query):
            return _among(columns, name, fetched(connection, query.sql, query.parameters))
        case Without(query):
            return ~found_by(connection, columns, query.sql, query.parameters)
        case Directed(words):
            codes = direction_codes.codes(connection, columns)
            return np.append(np.isin(np.array(DIRECTIONS), words), np.False_)[codes]
        case Linked(query):
            return _linked(columns, fetched(connection, query.sql, query.parameters))
        case Spanned(query, never):
            cursor = connection.cursor()
            cursor.row_factory = None
            return _on_the_day(columns, cursor.execute(query.sql, query.parameters).fetchall(), never=never)


# --- dates -------------------------------------------------------------------------------------------------


def _is_dated(columns: EventColumns) -> Mask:
    return (columns.start_lo != OPEN_LO) | (columns.start_hi != OPEN_HI)


def _meets(columns: EventColumns, first: int | None, last: int | None) -> Mask:
    found = _is_dated(columns)
    if last is not None:
        found &= columns.start_lo <= last
    if first is not None:
        found &= columns.end_hi >= first
    return found


def _as_wide(columns: EventColumns, least: int, most: int | None) -> Mask:
    known = (columns.start_lo != OPEN_LO) & (columns.start_hi != OPEN_HI)
    width = columns.start_hi.astype(np.int64) - columns.start_lo
    return known & (width >= least) & (width <= (OPEN_HI if most is None else most))


# --- records -----------------------------------------------------------------------------------------------


def _among(columns: EventColumns, name: str, records: NDArray[np.int64]) -> Mask:
    """Return where a coded column names one of some records."""
    chosen = of_ids(columns, records) if name == "part_of" else np.isin(columns.keys[name], records)
    return np.append(chosen, np.False_)[getattr(columns, name)]  # -1, for none, picks the last


def _linked(columns: EventColumns, actors: NDArray[np.int64]) -> Mask:
    """Return where a counterpart is among some actors."""
    found = np.zeros(len(columns), np.bool_)
    found[columns.link_event[np.isin(columns.keys["actor"], actors)[columns.link_actor]]] = True
    return found


def _on_the_day(columns: EventColumns, spans: list[Any], *, never: bool) -> Mask:
    """Return where a counterpart has one of the spans (actor, from, to) on the day of the event, or has none.

    That day is the earliest start; an event without one is on the day of no span. Round by round each actor's next
    span is compared with all days, since few actors have more than a handful.
    """
    place = {actor: code for code, actor in enumerate(columns.keys["actor"].tolist())}
    days = columns.start_lo[columns.link_event]
    held = np.zeros(len(days), np.bool_)
    for rows in _rounds([span for span in spans if span[0] in place]):
        low = np.full(len(place), OPEN_HI, np.int32)
        high = np.full(len(place), OPEN_LO, np.int32)
        for actor, start, end in rows:
            low[place[actor]] = OPEN_LO if start is None else start
            high[place[actor]] = OPEN_HI if end is None else end
        held |= (days >= low[columns.link_actor]) & (days <= high[columns.link_actor])
    held &= days != OPEN_LO
    found = np.zeros(len(columns), np.bool_)
    found[columns.link_event[~held if never else held]] = True
    return found


def _rounds(spans: list[Any]) -> list[list[Any]]:
    """Return spans in lists of which none has two of one actor."""
    found: list[list[Any]] = []
    for _, mine in groupby(sorted(spans, key=lambda span: span[0]), key=lambda span: span[0]):
        for number, span in enumerate(mine):
            if number == len(found):
                found.append([])
            found[number].append(span)
    return found
