"""Writing a new timeline: as a draft first, which gets its name only when it is whole."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from db import schema, search
from db.errors import CannotOpen, CannotWrite
from db.file import opening
from db.file.connections import engine

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def create(path: Path, fill: Callable[[Session], None] | None) -> None:
    """Write a new timeline, filled by `fill`; an existing file is never touched.

    Raises CannotOpen if the name is taken or the folder is missing, CannotWrite if the disk refuses.
    """
    if path.exists():
        raise CannotOpen(f"“{path}” exists already and was left as it is: choose another name.")
    if not path.parent.is_dir():
        raise CannotOpen(f"The folder “{path.parent}” does not exist: create it first.")
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _create_draft(draft, fill)
        _publish(draft, path)
    except (OSError, sqlite3.OperationalError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CannotWrite(f"“{path}” can't be written ({reason}); nothing was created.") from error
    finally:
        for left in (draft, draft.with_name(draft.name + "-journal")):
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

        raw.execute(
            "PRAGMA synchronous=OFF"
        )  # the draft has no name yet: it is synced whole before it gets one
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


def _publish(draft: Path, path: Path) -> None:
    """Give a whole file its name without ever replacing another."""
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        raise CannotOpen(f"“{path}” exists already and was left as it is: choose another name.") from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise CannotOpen(f"“{path}” exists already and was left as it is: choose another name.") from None
        draft.rename(path)
