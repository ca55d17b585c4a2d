"""Writing a new timeline: as a draft first, which gets its name only when it is whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db import schema, search
from db.errors import CannotOpen, CannotWrite
from db.file import opening
from db.file.connections import engine
from db.file.publishing import publish

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def create(path: Path, fill: Callable[[Session], None] | None) -> None:
    """Write a new timeline, filled by `fill`; an existing file is never touched.

    Raises CannotOpen if the name is taken or the folder is missing, CannotWrite if the disk refuses.
    """
    taken = CannotOpen(f"“{path}” exists already and was left as it is: choose another name.")
    if path.exists():
        raise taken
    if not path.parent.is_dir():
        raise CannotOpen(f"The folder “{path.parent}” does not exist: create it first.")
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _create_draft(draft, fill)
        if not publish(draft, path):
            raise taken
    except (OSError, sqlite3.OperationalError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CannotWrite(f"“{path}” can't be written ({reason}); nothing was created.") from error
    finally:
        for left in (draft, draft.with_name(draft.name + "-journal")):
            with suppress(OSError):  # the disk is gone
                left.unlink(missing_ok=True)


def _create_draft(draft: Path, fill: Callable[[Session], None] | None) -> None:
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        schema.create(connection)
    finally:
        connection.close()
    if fill is None:
        return
    raw = opening.connect(draft, write=True)
    try:
        from sqlalchemy.orm import Session

        raw.execute("PRAGMA synchronous=OFF")  # the draft is synced whole before it gets its name
        with Session(engine(raw)) as session:
            session.connection()
            raw.execute("BEGIN IMMEDIATE")
            fill(session)
            session.flush()
            search.rebuild(raw)
            from db.arrays import columns

            columns.store(raw)
            session.commit()
    finally:
        raw.close()
