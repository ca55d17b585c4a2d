"""How things are timed: in interleaved pairs with a floor or peer, so that a busy machine slows both alike."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import numpy as np

Work = Callable[[], object]
Clock = Callable[[], float]

CPU: Final[Clock] = time.process_time
"""For work inside this process: other processes don't count."""
WALL: Final[Clock] = time.perf_counter
"""For whole processes, threads and anything that waits for the disk."""


@dataclass(frozen=True, slots=True)
class Paired:
    """Medians of both, in milliseconds, and the median of the ratios of each pair."""

    ms: float
    base_ms: float
    ratio: float
    quartile: float
    """The lower quartile of the ratios: what a noisy machine can't be blamed for lies above the target too."""

    @classmethod
    def of(cls, found: Sequence[tuple[float, float]]) -> "Paired":
        """Return the figures of measured pairs."""
        ratios = [a / max(b, 1e-6) for a, b in found]
        return cls(
            statistics.median(a for a, _ in found),
            statistics.median(b for _, b in found),
            statistics.median(ratios),
            float(np.quantile(ratios, 0.25)),
        )


def pairs(
    work: Work, base: Work, *, count: int = 7, clock: Clock = CPU, repeat: int = 1, base_repeat: int = 1
) -> Paired:
    """Time A B A B …, after one warm-up of each; each is run `repeat` times for one figure."""
    return paired(lambda: timed(work, clock, repeat), lambda: timed(base, clock, base_repeat), count=count)


def paired(measure: Clock, measure_base: Clock, *, count: int = 7) -> Paired:
    """The same of functions that return milliseconds."""
    measure()
    measure_base()
    with settled_memory():
        found = [(measure(), measure_base()) for _ in range(count)]
    return Paired.of(found)


def timed(work: Work, clock: Clock = CPU, repeat: int = 1) -> float:
    """Return the milliseconds that one run takes, on average over `repeat` runs."""
    begun = clock()
    for _ in range(repeat):
        work()
    return (clock() - begun) * 1000 / repeat


def each(frames: Iterator[Work], clock: Clock = CPU) -> np.ndarray:
    """Return the milliseconds that each frame takes, in order."""
    with settled_memory():
        return np.array([timed(frame, clock) for frame in frames])


@contextmanager
def settled_memory() -> Iterator[None]:
    """Keep the collector from looking through what was there before."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
