"""The connections behind an open timeline: for reading, and the one that writes."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from db import history
from db.errors import CannotWrite, Interrupted
from db.file import checking, identity, opening

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session


class Reader:
    """A read-only connection, and an engine over it once somebody wants a session."""

    def __init__(self, path: Path) -> None:
        self.raw = opening.connect(path, write=False)
        self._engine: Engine | None = None

    def session(self) -> Session:
        from sqlalchemy.orm import Session

        if self._engine is None:
            self._engine = engine(self.raw)
        return Session(self._engine, expire_on_commit=False)

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose(close=False)
        self.raw.close()


class Writer(Reader):
    """The one connection that writes, with the recording triggers, the file's identity and its backups."""

    def __init__(self, path: Path) -> None:
        self.raw = opening.connect(path, write=True)
        self._engine = None
        self.edited = False
        history.install(self.raw)
        self._seen = identity.Identity.of(self.raw, path)

    def begin(self, session: Session) -> sqlite3.Connection:
        """Start the session's transaction and return the raw connection under it."""
        session.connection()
        self.raw.execute("BEGIN IMMEDIATE")
        return self.raw

    def verify(self, path: Path) -> None:
        """Before a write: raise ChangedUnderneath unless the document is the one last seen."""
        identity.verify(self.raw, path, self._seen)

    def note(self, path: Path, *, edited: bool = True) -> None:
        """After a write: remember what the document looks like now."""
        self.edited = self.edited or edited
        self._seen = self._seen.after_own_write(path)


def engine(raw: sqlite3.Connection) -> Engine:
    """An engine over one raw connection; transactions are begun by us, since sqlite3 begins them too late."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    return create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)


def translated(error: BaseException | None, path: Path, original: Exception | None = None) -> Exception:
    """Turn SQLite's errors about the file into sentences; what is left is a bug and comes back as it was."""
    if isinstance(error, sqlite3.Error):
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            return Interrupted(f"Reading “{path.name}” gave way to an edit.")
        sentence = checking.explain(error, path, "the last edit was not made and the file is as it was")
        if sentence is not None:
            return CannotWrite(sentence)
    return original or (error if isinstance(error, Exception) else RuntimeError(str(error)))
