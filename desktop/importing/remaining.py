"""How long something still takes, by how long it took so far."""

import time

from desktop.wording import tr

_LEAST = 1.5
"""Seconds before anything is said: the first rows tell little."""


class Remaining:
    """Estimates the time that is left of a work whose parts take about the same."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def begin(self) -> None:
        """Start anew."""
        self._began = time.monotonic()

    def words(self, done: int, total: int) -> str:
        """Return what to tell at this point, empty while it can't be said."""
        took = time.monotonic() - self._began
        if not done or took < _LEAST or done >= total:
            return ""
        left = took * (total - done) / done
        if left < 60:
            return tr("about {count} s left", count=max(round(left), 1))
        return tr("about {count} min left", count=round(left / 60))
