"""A Filter to rows of the columns of all events: the set of each clause, and what they have in common."""

import json
import sqlite3
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from db import history
from db.arrays.columns import EventColumns
from db.filters.compiling import conditions, matching, pieces_of
from db.filters.masks import Mask, found_by, mask
from db.filters.pieces import Piece
from db.filters.value import Clause, Filter

_FEW = 16
"""Events are looked at one by one where at most every so many-th is left; else all are read in their order."""

Asked = tuple[Clause, Piece]


def matching_rows(connection: sqlite3.Connection, wanted: Filter, columns: EventColumns) -> NDArray[np.int32]:
    """Return the rows of matching events, ascending: those whose ids `matching` gives.

    Columns of another revision than the connection reads know nothing of the filter; their rows are those of the
    ids that they have.
    """
    if columns.revision != history.revision(connection):
        return np.sort(columns.rows_of(matching(connection, wanted)))
    found: Mask | None = None
    later: list[Asked] = []
    for clause, piece in sorted(pieces_of(wanted), key=lambda asked: asked[1].shortcut is None):
        if found is not None and not found.any():
            break
        holds = mask(connection, columns, piece)
        if holds is None:
            later.append((clause, piece))
        else:
            found = _both(found, ~holds if clause.negated else holds)
    if later:
        found = _both(found, _looked_at(connection, columns, later, found))
    if found is None:
        return np.arange(len(columns), dtype=np.int32)
    return np.flatnonzero(found).astype(np.int32)


def _both(one: Mask | None, other: Mask) -> Mask:
    return other if one is None else one & other


def _looked_at(
    connection: sqlite3.Connection, columns: EventColumns, asked: Iterable[Asked], among: Mask | None
) -> Mask:
    """Return where conditions hold that each event must be looked at for; events not `among` don't matter."""
    sql, parameters = conditions(asked)
    listed = None if among is None else columns.ids[among]
    if listed is None or len(listed) * _FEW > len(columns):
        return found_by(connection, columns, f"SELECT event.id FROM event WHERE {sql}", parameters)
    few = "json_each(?) few CROSS JOIN event ON event.id = few.value"
    values = (json.dumps(listed.tolist()), *parameters)
    return found_by(connection, columns, f"SELECT event.id FROM {few} WHERE {sql}", values)
