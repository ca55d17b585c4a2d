"""What happens while nobody waits: caching columns, reading names, and saying so if a backup failed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from db.arrays import columns
from db.errors import Problem
from db.history import Changes
from desktop.desk import Desk
from desktop.tasks import Task

IDLE_MS = 60_000
"""How long nobody edits before the columns are cached anew."""

PREPARE_MS = 1500
"""How long after opening the backup is made that the first edit would wait for."""

NAMES_MS = 4000
"""How long after opening the names are read that the first search of one would wait for."""


class Upkeep(QObject):
    """Looks after one open timeline in the background; what fails is said, and touches nothing."""

    def __init__(self, desk: Desk, say: Callable[[str], None]) -> None:
        super().__init__(desk.live)
        self._desk = desk
        self._say = say
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._on_idle)
        desk.live.changed.connect(self._on_changed)
        QTimer.singleShot(PREPARE_MS, self, self._prepare)
        QTimer.singleShot(NAMES_MS, self, self._read_names)

    def _prepare(self) -> None:
        Task(self._desk.live.timeline.prepare).start()

    def _read_names(self) -> None:
        Task(_read_names, self._desk).start()

    def _on_changed(self, changes: Changes) -> None:
        del changes
        self._tell_problem()
        self._idle.start()

    def _on_idle(self) -> None:
        self._tell_problem()
        Task(_cache, self._desk).start()

    def _tell_problem(self) -> None:
        problem = self._desk.live.timeline.backup_problem
        if problem:
            self._say(problem)


def _read_names(desk: Desk) -> None:
    from db.registry import matching

    with desk.live.read() as session:
        indexes = matching.read_names(session)
    for index in indexes:  # after the read, which an edit would wait for
        index.prepare()


def _cache(desk: Desk) -> None:
    try:
        desk.live.timeline.maintain(lambda connection: columns.store(connection, desk.live.columns))
    except Problem:
        return  # the cache is a convenience: the next opening reads the rows
