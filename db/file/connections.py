"""The connections behind an open timeline: for reading, and the one that writes."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
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


class Unconfirmed(CannotWrite):
    """The edit is in the file, or may be, but the disk did not confirm it."""


class Writer(Reader):
    """The one connection that writes, with the recording triggers, the file's identity and its backups."""

    def __init__(self, path: Path) -> None:
        self.raw = opening.connect(path, write=True)
        self._engine = None
        self.edited = False
        self._failed = False
        try:
            history.install(self.raw)
            self._seen = identity.Identity.of(self.raw, path)
            self._revision = history.revision(self.raw)
        except BaseException:
            self.raw.close()
            raise

    def begin(self, session: Session) -> sqlite3.Connection:
        """Start the session's transaction and return the raw connection under it."""
        session.connection()
        self.raw.execute("BEGIN IMMEDIATE")
        return self.raw

    def verify(self, path: Path) -> None:
        """Before a write: raise ChangedUnderneath unless the document is the one last seen."""
        if self._failed:
            seen = self._seen.after_failure(self.raw, path)
            if history.revision(self.raw) == self._revision:
                self._seen = seen
            self._failed = False
        identity.verify(self.raw, path, self._seen)

    def failed(self) -> None:
        """Note that a write was broken off."""
        self._failed = True

    def commit(self, path: Path, edit_id: int) -> Unconfirmed | None:
        """Put an edit on the disk; returns the doubt where it is in the file without the disk's word for it.

        The last thing that a commit does is to sync the journal it has emptied: if that alone fails, SQLite reports
        an error although the edit stands. Raises Unconfirmed where even that can't be seen.
        """
        doubt = None
        try:
            self.raw.execute("COMMIT")
        except sqlite3.Error as error:
            self._failed = True
            if not self._stands(path, edit_id, error):
                raise
            self._revision = edit_id
            doubt = self._confirm(path, edit_id)
        self.edited = True
        if doubt is None:
            self.note(path)
        return doubt

    def note(self, path: Path, *, edited: bool = True) -> None:
        """After a write: remember what the document looks like now."""
        self.edited = self.edited or edited
        self._seen = self._seen.after_own_write(path)
        self._revision = history.revision(self.raw)

    def roll_back(self) -> None:
        """Take back what is under way; where the disk refuses even that, the next look at the file does it."""
        if self.raw.in_transaction:
            with suppress(sqlite3.Error):
                self.raw.execute("ROLLBACK")

    def _stands(self, path: Path, edit_id: int, error: sqlite3.Error) -> bool:
        """Tell whether an edit whose commit failed is in the file all the same."""
        self.roll_back()
        try:
            return self.raw.execute("SELECT 1 FROM edit WHERE id = ?", (edit_id,)).fetchone() is not None
        except sqlite3.Error:
            sentence = checking.explain(
                error, path, "whether the last edit was made shows when it can be read again"
            )
            raise Unconfirmed(
                sentence or str(error),
            ) from error

    def _confirm(self, path: Path, edit_id: int) -> Unconfirmed | None:
        """Have the disk confirm an edit by a second write, which begins the journal anew and syncs it."""
        try:
            self.raw.execute("BEGIN IMMEDIATE")
            self.raw.execute("UPDATE edit SET state = state WHERE id = ?", (edit_id,))
            self.raw.execute("COMMIT")
            self._seen = self._seen.after_failure(self.raw, path)
            self._failed = False
        except sqlite3.Error as error:
            self.roll_back()
            kept = "the last edit is in the file, but the disk did not confirm it"
            return Unconfirmed(checking.explain(error, path, kept) or str(error))
        return None


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
