"""Which benchmarks there are: functions that announce themselves and give rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.benchmarks.report import Row

if TYPE_CHECKING:
    from tests.benchmarks.stage import Stage

Measure = Callable[["Stage", int], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark: the beginnings of its rows' ids, what it does, and for which numbers of events."""

    prefixes: tuple[str, ...]
    measure: Measure
    sizes: tuple[int, ...] | None
    """None: once, whatever the sizes."""

    def is_wanted(self, only: str) -> bool:
        """Tell whether it gives rows whose id begins so."""
        return any(prefix.startswith(only) or only.startswith(prefix) for prefix in self.prefixes)


K10, K100, M1 = 10_000, 100_000, 1_000_000
ALL_SIZES = (K10, K100, M1)

BENCHMARKS: list[Benchmark] = []


def benchmark(*prefixes: str, sizes: tuple[int, ...] | None = ALL_SIZES) -> Callable[[Measure], Measure]:
    """Announce a benchmark whose rows' ids begin with one of `prefixes`."""

    def announce(measure: Measure) -> Measure:
        BENCHMARKS.append(Benchmark(prefixes, measure, sizes))
        return measure

    return announce


def short(size: int) -> str:
    """Return a number of events as in ids: 10k, 100k, 1M."""
    return f"{size // 1_000_000}M" if size % 1_000_000 == 0 else f"{size // 1000}k"
