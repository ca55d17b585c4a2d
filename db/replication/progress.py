"""Tells how far the writing or reading of a package is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is; what it raises stops the work, and nothing is changed."""


class Meter:
    """Adds up what is done and hands it on."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = max(1, total)
        self._done = 0.0

    def advance(self, more: float = 0) -> None:
        """Note that so much more is done; nothing more lets the listener stop the work all the same."""
        self._done += more
        if self._progress is not None:
            self._progress(min(int(self._done), self._total), self._total)
