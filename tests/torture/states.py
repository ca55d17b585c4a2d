"""What a timeline says, apart from the ids of its records, and whether it is sound in every respect."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from db import backup, history
from db.arrays import columns
from db.errors import Problem
from db.file import checking, opening, owner
from db.timeline import Timeline

EMPTY = "no timeline"
"""What is said by a file that is not there."""


def state(connection: sqlite3.Connection) -> str:
    """Return a mark of all that users entered; ids, which differ from run to run, are left out."""
    told = hashlib.sha256()
    for table in history.user_tables(connection):
        names = [name for name in history.columns(connection, table) if name != "id" and name[-3:] != "_id"]
        listed = ", ".join([f'"{name}"' for name in names] or ["1"])
        found = connection.execute(f'SELECT {listed} FROM "{table}"').fetchall()
        told.update(f"{table} {sorted(map(repr, found))}\n".encode())
    return told.hexdigest()[:16]


def state_of(timeline: Timeline) -> str:
    """Return the mark of an open timeline."""
    with timeline.reading() as connection:
        return state(connection)


def state_as_it_is(path: Path) -> str:
    """Return the mark of a file of whatever version, which is not brought up to date for it."""
    with closing(opening.connect(path, write=False)) as connection:
        return state(connection)


def undone(timeline: Timeline) -> str:
    """Return the mark after one step back, having gone forth again."""
    if timeline.undo() is None:
        return state_of(timeline)
    found = state_of(timeline)
    timeline.redo()
    return found


def faults(path: Path, allowed: dict[str, str]) -> list[str]:
    """Open a timeline as the program does after a crash, and return what is wrong with it.

    `allowed` has the marks that it may have, each with the mark that undoing must lead to.
    """
    if not path.exists():
        return [] if EMPTY in allowed else ["the timeline is gone"]
    try:
        with Timeline.open(path, thorough=True) as timeline:
            found = list(_faults(timeline, allowed))
    except Problem as problem:
        return [f"it does not open: {problem}"]
    except Exception as error:  # a bug counts as a fault, and the other points are still worth trying
        return [f"it does not open: {error!r}"]
    left = [found for found in (Path(f"{path}-journal"), owner.owner_file(path)) if found.exists()]
    return found + [f"“{each.name}” was left behind" for each in left]


def _faults(timeline: Timeline, allowed: dict[str, str]) -> Iterator[str]:
    now = state_of(timeline)
    if now not in allowed:
        yield f"its contents are none of the {len(allowed)} that may be"
        return
    if timeline.read_only:
        yield f"it can't be edited: {timeline.read_only}"
        return
    if undone(timeline) != allowed[now]:
        yield "undo leads elsewhere"
    if state_of(timeline) != now:
        yield "redo does not lead back"
    with timeline.reading() as connection:
        checking.check(connection, timeline.path, thorough=True)
        rows = [row[0] for row in connection.execute("SELECT id FROM event ORDER BY id")]
        if sorted(columns.load_now(connection).ids.tolist()) != rows:
            yield "the cached columns are of other events"


def backup_faults(folder: Path, known: set[str]) -> list[str]:
    """Return what is wrong with the backups and copies in a folder: each must be sound and of a known state."""
    found: list[str] = []
    for path in folder.glob("[!.]*.liaison"):
        if not backup.is_sound(path):
            found.append(f"“{path.name}” is not sound")
            continue
        with closing(opening.connect(path, write=False)) as connection:
            if state(connection) not in known:
                found.append(f"“{path.name}” holds what never was")
    return found
