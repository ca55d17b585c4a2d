"""Columns of an earlier revision brought up to date: what changed since is known from the file's history."""

import sqlite3
from dataclasses import replace
from typing import Final

from db import history
from db.arrays.column_patch import SOURCES, with_changed
from db.arrays.columns import EventColumns
from db.history import Changes

MOST_LOOKED_AT: Final = 20_000
"""Row changes up to which the history is worth reading; beyond it the events are read anew."""
MOST_PATCHED: Final = 3_000
"""Changes of events and participations up to which patching is quicker than reading anew, where events are many."""
LEAST_SHARE: Final = 20
"""One change in so many events is patched: of few events all are quickly read."""


def caught_up(connection: sqlite3.Connection, old: EventColumns) -> EventColumns | None:
    """Return `old` brought to the file's present revision; None where reading all events anew is better.

    That is so where much changed, or where the history since then is not whole.
    """
    revision = history.revision(connection)
    if not 0 <= old.revision <= revision or not _is_whole(connection, old.revision, revision):
        return None
    rows = _changes_since(connection, old.revision, revision)
    if rows is None or len(rows) > min(MOST_PATCHED, len(old) // LEAST_SHARE):
        return None
    if not rows:
        return replace(old, revision=revision)
    return with_changed(old, connection, Changes(revision, "", "edit", tuple(rows)))


def _is_whole(connection: sqlite3.Connection, since: int, revision: int) -> bool:
    """Tell whether every edit after `since` is on record, and `since` itself."""
    (edits,) = connection.execute("SELECT count(*) FROM edit WHERE id > ?", (since,)).fetchone()
    known = connection.execute("SELECT 1 FROM edit WHERE id = ?", (since,)).fetchone()
    return edits == revision - since and (known is not None or since == 0)


def _changes_since(
    connection: sqlite3.Connection, since: int, revision: int
) -> list[tuple[str, int, str, str | None]] | None:
    """Return what happened to events and participations after an edit, in order; None where it is too much."""
    rows = connection.execute(
        'SELECT "table", row_id, op, old FROM change WHERE edit_id > ? AND edit_id <= ?'
        " ORDER BY edit_id, id LIMIT ?",
        (since, revision, MOST_LOOKED_AT + 1),
    ).fetchall()
    if len(rows) > MOST_LOOKED_AT:
        return None
    return [row for row in rows if row[0] in SOURCES]
