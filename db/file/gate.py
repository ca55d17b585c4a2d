"""Lets background reads run until an edit wants the file: it interrupts them, waits for them to leave, and goes."""

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager


class Gate:
    """Keeps readers and the one writer of a timeline apart, within this process.

    A commit needs the file to itself, and a slow background query would hold it up. So a writer interrupts
    running reads (they raise `sqlite3.OperationalError: interrupted` and are started again by their caller)
    and new ones wait until it has finished.
    """

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._reading: dict[sqlite3.Connection, int] = {}
        self._writer: int | None = None

    @contextmanager
    def reading(self, connection: sqlite3.Connection) -> Generator[None]:
        """Hold the gate for one read on a connection."""
        me = threading.get_ident()
        with self._turn:
            self._turn.wait_for(lambda: self._writer in (None, me))
            self._reading[connection] = me
        try:
            yield
        finally:
            with self._turn:
                del self._reading[connection]
                self._turn.notify_all()

    @contextmanager
    def writing(self) -> Generator[None]:
        """Hold the gate alone; raises RuntimeError if this very thread is still reading (a bug)."""
        me = threading.get_ident()
        with self._turn:
            if me in self._reading.values() or self._writer == me:
                raise RuntimeError("an edit was begun inside a read or another edit of the same thread")
            self._turn.wait_for(lambda: self._writer is None)
            self._writer = me
            while self._reading:
                for connection in self._reading:
                    connection.interrupt()
                self._turn.wait(0.01)  # a read between two statements does not see the interrupt: repeat it
        try:
            yield
        finally:
            with self._turn:
                self._writer = None
                self._turn.notify_all()
