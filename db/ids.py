"""Record ids that stay unique across all copies of a file: a random 40-bit prefix and a 23-bit counter."""

import itertools
import secrets
from collections.abc import Iterator
from threading import Lock

COUNTER_BITS = 23
PREFIX_BITS = 40


class Ids:
    """Hands out 63-bit ids; a new prefix is drawn when it is made and whenever the counter is used up."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counter: Iterator[int] = iter(())

    def next(self) -> int:
        """Return one id that was never given before."""
        with self._lock:
            value = next(self._counter, None)
            if value is None:
                self._counter = _block()
                value = next(self._counter)
            return value

    def take(self, count: int) -> list[int]:
        """Return `count` new ids in ascending order within each prefix."""
        with self._lock:
            ids = list(itertools.islice(self._counter, count))
            while len(ids) < count:
                self._counter = _block()
                ids.extend(itertools.islice(self._counter, count - len(ids)))
            return ids


def _block() -> Iterator[int]:
    start = (secrets.randbits(PREFIX_BITS) or 1) << COUNTER_BITS
    return iter(range(start, start + (1 << COUNTER_BITS)))


IDS = Ids()
"""The process's own source of ids: one prefix a sitting."""
