"""An open timeline: read, edit, undo, redo, and who listens."""

from __future__ import annotations

import getpass
import os
import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db import history, schema, search
from db.errors import CannotWrite, Problem
from db.file import checking, drafts, identity, opening, owner
from db.file.connections import Reader, Unconfirmed, Writer, translated
from db.file.gate import Gate
from db.file.keeping import Keeper
from db.history import Changes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Listener = Callable[[Changes], None]


class Timeline:
    """One open `*.liaison` file. Reads may come from any thread; edits are one at a time.

    SQLAlchemy is loaded with the first `read()` or `edit()`, so that a window can paint the first events
    through `reading()` alone.
    """

    def __init__(self, path: Path, claim: owner.Owner | None, *, read_only: str = "") -> None:
        self.path = path
        self.read_only = read_only
        """Why the timeline can't be edited, as a sentence; empty if it can."""
        self.author = _author()
        self._claim = claim
        self._gate = Gate()
        self._lock = threading.Lock()
        self._idle: list[Reader] = []
        self._writer: Writer | None = None
        self._sound = False
        self._closed = False
        self._opened: tuple[Reader, identity.Identity] | None = None
        self._keeper = Keeper(path)
        self._listeners: list[Listener] = []

    @property
    def backup_problem(self) -> str:
        """Why the latest backup failed, as a sentence; empty if it didn't."""
        return self._keeper.problem

    # --- opening and closing ---

    @classmethod
    def create(cls, path: Path | str, fill: Callable[[Session], None] | None = None) -> Timeline:
        """Write a new timeline, filled by `fill`, and open it; an existing file is never touched.

        The file appears under its name only when it is whole.
        """
        drafts.create(Path(path), fill)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path | str, *, write: bool = True, thorough: bool | None = None) -> Timeline:
        """Open a timeline, for editing where that is possible.

        An older file is backed up and migrated first; a newer one, or one in a folder that can't be written,
        opens read-only and says why in `read_only`. Raises CannotOpen (no timeline, damaged, foreign schema)
        and, with `write`, `owner.InUse` where somebody else is editing it.
        """
        path = Path(path).absolute()
        header = opening.read_header(path)
        claim, reason = _claim(path, header) if write else (None, "It was opened for reading.")
        timeline = cls(path, claim, read_only=reason)
        try:
            if claim is not None and header.unfinished:
                opening.recover(path)
                header = opening.read_header(path)  # a migration that broke off is taken back by now
            if claim is not None and header.older:
                from db import migrations

                migrations.upgrade(path)
            timeline._examine(newer=header.newer, thorough=thorough)
        except BaseException:
            timeline.close()
            raise
        return timeline

    def _examine(self, *, newer: bool, thorough: bool | None) -> None:
        """Check the file as far as it needs it, and remember what it looked like."""
        known = not opening.needs_thorough_check(self.path)
        self._keeper.as_we_left_it = known
        needed = not known if thorough is None else thorough
        reader = Reader(self.path)
        self._idle.append(reader)
        checking.check(
            reader.raw, self.path, thorough=needed, expected=_any_schema(reader.raw) if newer else None
        )
        self._opened = reader, identity.Identity.of(reader.raw, self.path)
        self._sound = True

    def close(self) -> None:
        """Close all connections; a file that was edited gets its columns cached and a backup first."""
        self._keeper.stop()  # a copy under way is finished first, and none is begun any more
        try:
            self._leave_in_order()
        finally:
            self._let_go()

    def _leave_in_order(self) -> None:
        """Cache the columns of a file that was edited, and wait until its backups are made."""
        writer = self._writer
        if writer is not None and writer.edited:
            from db.arrays import columns

            with suppress(Problem, sqlite3.Error):
                if not columns.is_stored(writer.raw):
                    self.maintain(columns.store)
            self._keeper.at_close(writer.raw)
        self._keeper.wait()

    def _let_go(self) -> None:
        """Close the connections and let others edit; a read under way closes its own when it is over."""
        with self._lock:
            self._closed = True
            readers, self._idle = self._idle, []
        for reader in readers:
            reader.close()
        if self._writer is not None:
            with self._gate.writing():  # upkeep in another thread is finished first
                self._writer.close()
            self._writer = None
        if self._sound:
            self._sound = False
            opening.remember_clean_close(self.path)
        if self._claim is not None:
            self._claim.release()
            self._claim = None

    def __enter__(self) -> Timeline:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- reading ---

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """Give a raw connection inside one read transaction; an edit may interrupt it (raises Interrupted)."""
        with self._reader() as reader:
            yield reader.raw

    @contextmanager
    def read(self) -> Generator[Session]:
        """Give a session inside one read transaction; an edit may interrupt it (raises Interrupted)."""
        from sqlalchemy.exc import OperationalError

        with self._reader() as reader:
            try:
                with reader.session() as session:
                    yield session
            except OperationalError as error:
                raise translated(error.orig, self.path) from error

    @contextmanager
    def _reader(self) -> Generator[Reader]:
        with self._lock:
            reader = self._idle.pop() if self._idle else None
        reader = reader or Reader(self.path)
        try:
            with self._gate.reading(reader.raw):
                try:
                    reader.raw.execute("BEGIN")
                    yield reader
                finally:
                    if reader.raw.in_transaction:
                        reader.raw.execute("ROLLBACK")
        except sqlite3.OperationalError as error:
            raise translated(error, self.path) from error
        finally:
            with self._lock:
                over = self._closed
                if not over:
                    self._idle.append(reader)
            if over:
                reader.close()

    # --- editing ---

    @contextmanager
    def edit(self, label: str) -> Generator[Session]:
        """Give a session whose changes become one undo step, on disk when the block ends.

        Any exception leaves the file as it was. A block that changes nothing leaves no trace.
        """
        from sqlalchemy.exc import SQLAlchemyError

        doubt: Unconfirmed | None = None
        with self._writing() as writer:
            session = writer.session()
            try:
                connection = writer.begin(session)
                edit_id = history.begin(connection, label, self.author)
                yield session
                session.flush()
                changes = history.finish(connection, edit_id)
                if changes:
                    search.reindex(connection, changes)
                    doubt = writer.commit(self.path, edit_id)
            except SQLAlchemyError as error:
                raise translated(getattr(error, "orig", None), self.path, error) from error
            except sqlite3.Error as error:
                raise translated(error, self.path) from error
            finally:
                writer.roll_back()
                session.rollback()
                session.close()
        if changes:
            self._announce(changes, doubt)

    def undo(self) -> Changes | None:
        """Take back the latest edit that stands; returns what changed, or None if there is none."""
        return self._step(history.undoable, history.undo)

    def redo(self) -> Changes | None:
        """Carry out again what `undo` took back last; returns what changed, or None."""
        return self._step(history.redoable, history.redo)

    def _step(
        self,
        top: Callable[[sqlite3.Connection], tuple[int, str] | None],
        replay: Callable[[sqlite3.Connection, int, str, str], int],
    ) -> Changes | None:
        with self._writing() as writer:
            connection = writer.raw
            try:
                connection.execute("BEGIN IMMEDIATE")
                target = top(connection)
                if target is None:
                    return None
                changes = history.finish(connection, replay(connection, *target, self.author))
                search.reindex(connection, changes)
                doubt = writer.commit(self.path, changes.edit_id)
            except sqlite3.Error as error:
                raise translated(error, self.path) from error
            finally:
                writer.roll_back()
        self._announce(changes, doubt)
        return changes

    def steps(self) -> tuple[str | None, str | None]:
        """Return the labels of what `undo` and `redo` would do, None where there is nothing."""
        with self.reading() as connection:
            pair = history.undoable(connection), history.redoable(connection)
        undo, redo = (step[1] if step else None for step in pair)
        return undo, redo

    def maintain(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Run upkeep that changes no record (such as caching columns) in a transaction of its own."""
        with self._writing() as writer:
            try:
                writer.raw.execute("BEGIN IMMEDIATE")
                work(writer.raw)
                writer.raw.execute("COMMIT")
                writer.note(self.path, edited=False)
            except sqlite3.Error as error:
                raise translated(error, self.path) from error
            finally:
                writer.roll_back()

    @property
    def edited(self) -> bool:
        """Tell whether anything was edited since the file was opened."""
        return self._writer is not None and self._writer.edited

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the Changes of every edit, undo and redo; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _announce(self, changes: Changes, doubt: Unconfirmed | None) -> None:
        for listener in tuple(self._listeners):
            listener(changes)
        if doubt is not None:
            raise doubt

    @contextmanager
    def _writing(self) -> Generator[Writer]:
        if self.read_only:
            raise CannotWrite(f"“{self.path.name}” can't be edited. {self.read_only}")
        with self._gate.writing():
            if self._closed:
                raise CannotWrite(f"“{self.path.name}” is closed, so the edit was not made: open it again.")
            if self._claim is not None and not self._claim.is_ours:
                self.read_only = "Somebody else took over editing it."
                raise CannotWrite(f"“{self.path.name}” can't be edited. {self.read_only} Save a copy.")
            writer = self._ready_writer()
            try:
                yield writer
            except BaseException:
                writer.failed()
                raise

    def _ready_writer(self) -> Writer:
        """Return the connection that writes, once the file is known to be unchanged and a copy of it lies aside."""
        try:
            if self._writer is None:
                self._writer = self._first_writer()
            self._writer.verify(self.path)
            self._keeper.before_edit(self._writer.raw)
        except (
            sqlite3.Error
        ) as error:  # such as an edit before that a full disk broke off and keeps from going back
            raise translated(error, self.path) from error
        return self._writer

    def _first_writer(self) -> Writer:
        """Open the connection that writes, unless the file changed since it was opened."""
        if self._opened is not None:
            reader, seen = self._opened
            identity.verify(reader.raw, self.path, seen)
            self._opened = None
        return Writer(self.path)

    def prepare(self) -> None:
        """Make the backup that the first edit needs ahead of it, off the window's thread."""
        if not self.read_only:
            self._keeper.prepare()


def _author() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account name, as in some containers
        return ""


def _claim(path: Path, header: opening.Header) -> tuple[owner.Owner | None, str]:
    """Become the file's owner, or say in a sentence why it opens read-only; raises `owner.InUse`."""
    if header.newer:
        return None, (
            f"It was written by a newer version of Liaison (format {header.user_version}, this one writes"
            f" {schema.SCHEMA_VERSION}): install that version to edit it."
        )
    if not os.access(path, os.W_OK):
        return None, "The file is write-protected: save a copy elsewhere to edit it."
    try:
        return owner.Owner.claim(path), ""
    except owner.InUse:
        raise
    except Problem as problem:
        return None, str(problem)


def _any_schema(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """The file's own schema as the one to expect: what a newer version writes can't be known here."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'index')")
    return {(kind, name): schema.normalised(sql or "") for kind, name, sql in rows}
