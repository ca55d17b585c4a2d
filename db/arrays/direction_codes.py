"""The direction of all events at once: the rule of `db.direction` over the columns, for filters and for sorting."""

import json
import sqlite3
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db import direction, heirs
from db.arrays.columns import EventColumns
from db.arrays.fetching import fetched, numbers
from db.words import DIRECTIONS

Codes = NDArray[np.int8]
NONE: Final = -1
"""Code of events of which too little is known."""

_AT_HOME: Final = f"SELECT id, {heirs.home('a')} AS home FROM actor a WHERE home IS NOT NULL"
_TOOK_PART = """SELECT event_id FROM participation
WHERE actor_id IN (SELECT value FROM json_each(?)) AND side = ?"""


def codes(connection: sqlite3.Connection, columns: EventColumns) -> Codes:
    """Return places in `db.words.DIRECTIONS`, int8[n], NONE where nothing is stated and nothing can be derived.

    The columns must be of the revision that the connection reads; they are found once for these columns.
    """
    found: Codes | None = columns.__dict__.get("_directions")
    if found is None:
        found = columns.__dict__["_directions"] = _found(connection, columns)
        found.setflags(write=False)
    return found


def _found(connection: sqlite3.Connection, columns: EventColumns) -> Codes:
    home = connection.execute(f"SELECT {direction.FOCAL_HOME}").fetchone()[0]
    has_focal, focal_here = _homes(connection, columns, "focal")
    has_other, other_here = _homes(connection, columns, "counterpart")
    home_here = columns.country == _code(columns, home)
    lacks_focal = ~has_focal
    steps = (  # as in the SQL rule, the first that holds
        (_is_remote(connection, columns), "remote"),
        (columns.country < 0, ""),
        (focal_here | (lacks_focal & home_here), "incoming"),
        (lacks_focal if home is None else np.zeros(len(columns), np.bool_), ""),
        (other_here, "outgoing"),
        (has_other, "third place"),
    )
    found = np.select([holds for holds, _ in steps], [_place(word) for _, word in steps], NONE).astype(
        np.int8
    )
    stated = "SELECT direction, group_concat(id) FROM event WHERE direction IS NOT NULL GROUP BY direction"
    for word, ids in connection.execute(stated):
        found[columns.rows_of(numbers(ids))] = _place(word)
    return found


def _place(word: str) -> int:
    return DIRECTIONS.index(word) if word else NONE


def _code(columns: EventColumns, country: int | None) -> int:
    """Return a country's code in the columns, or one that no event has."""
    found = np.flatnonzero(columns.keys["country"] == (NONE if country is None else country))
    return int(found[0]) if len(found) else len(columns.keys["country"])


def _homes(
    connection: sqlite3.Connection, columns: EventColumns, side: str
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where somebody on a side has a country, and where that country is the one it took place in."""
    some, here = np.zeros(len(columns), np.bool_), np.zeros(len(columns), np.bool_)
    actors: dict[int, list[int]] = {}
    for actor, home in connection.execute(_AT_HOME):
        actors.setdefault(home, []).append(actor)
    for home, mine in actors.items():
        rows = columns.rows_of(fetched(connection, _TOOK_PART, (json.dumps(mine), side)))
        some[rows] = True
        here[rows[columns.country[rows] == _code(columns, home)]] = True
    return some, here


def _is_remote(connection: sqlite3.Connection, columns: EventColumns) -> NDArray[np.bool_]:
    """Return where the channel, or where there is none the type, brings nobody to a place."""
    marks = ", ".join("?" * len(direction.REMOTE))
    terms = fetched(connection, f'SELECT id FROM term WHERE "key" IN ({marks})', direction.REMOTE)
    by_channel = np.append(np.isin(columns.keys["channel"], terms), np.False_)[columns.channel]
    by_type = np.append(np.isin(columns.keys["type"], terms), np.False_)[columns.type]
    return np.where(columns.channel >= 0, by_channel, by_type)
