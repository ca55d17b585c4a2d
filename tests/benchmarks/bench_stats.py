"""Statistics: drawn bands, change points and exact intervals, against what others compute them with."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from db.stats.block_cells import Data, event_cells
from db.stats.blocks import blocks
from db.stats.montecarlo import band
from db.stats.partition import Cells, partition
from db.stats.poisson import garwood
from db.stats.stretches import stretch
from db.stats.units import Units
from tests.benchmarks import method
from tests.benchmarks.report import Row, most
from tests.benchmarks.stage import Stage
from tests.benchmarks.suite import ALL_SIZES, M1, benchmark, short

FIRST, AFTER = date(1966, 1, 1).toordinal(), date(2026, 1, 1).toordinal()
DRAWS = 200


@benchmark("montecarlo.", sizes=ALL_SIZES)
def montecarlo(stage: Stage, size: int) -> Iterator[Row]:
    """A band of 200 draws in 924 months of all events, against drawing a day for each event once."""
    columns = stage.live(size).columns
    units = Units(columns.start_lo, columns.start_hi)
    months = [date(1949 + month // 12, month % 12 + 1, 1).toordinal() for month in range(12 * 77 + 1)]
    edges = np.array(months)
    placed = (units.lo > 0) & (units.hi < 2**22)
    lo, length = units.lo[placed], (units.hi - units.lo)[placed] + 1

    def once() -> np.ndarray:
        days = lo + (np.random.default_rng(1).random(len(lo)) * length).astype(np.int64)
        return np.bincount(np.searchsorted(edges, days, side="right"), minlength=len(edges) + 1)

    found = method.pairs(lambda: band(units, edges, draws=DRAWS), once, count=stage.rounds)
    name = "1m" if size == M1 else short(size)
    yield Row.of(
        f"montecarlo.{name}",
        f"band of 200 draws in 924 months, {short(size)}",
        found,
        "one draw of every event, numpy",
        most(ms=500) if size == M1 else (),
    )


def _rates(size: int, random: np.random.Generator) -> np.ndarray:
    """Counts that change five times."""
    parts = [random.poisson(rate, size // 6) for rate in (3, 8, 4, 12, 2, 6)]
    return np.concatenate([*parts, random.poisson(6, size - 6 * (size // 6))]).astype(float)


@benchmark("cp.detect", sizes=None)
def detect(stage: Stage, _size: int) -> Iterator[Row]:
    """Change points of counts, against ruptures, and of event times, against astropy."""
    import ruptures
    from astropy.stats import bayesian_blocks

    for size, target in ((240, 0.1), (1000, 0.03)):
        counts = _rates(size, np.random.default_rng(0))
        cells = Cells(
            np.arange(size + 1.0)[None], counts[None], np.ones((1, size + 1), np.bool_), np.array([size])
        )
        penalty = 3 * float(np.log(size))

        def theirs(counts: np.ndarray = counts, penalty: float = penalty) -> object:
            search = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(counts)
            return search.predict(pen=penalty * counts.var() / 3)

        def ours(cells: Cells = cells, penalty: float = penalty) -> object:
            return partition(cells, np.array([penalty]))

        found = method.pairs(ours, theirs, count=stage.rounds, repeat=3)
        base = "ruptures Pelt l2 jump=1"
        yield Row.of(f"cp.detect.{size}", f"change points of {size} counts", found, base, most(target))
    days = np.unique(np.random.default_rng(1).integers(FIRST, AFTER, 1005))[:1000]
    units, span = Units(days, days), stretch(FIRST, AFTER)
    found = method.pairs(
        lambda: blocks(units, span), lambda: bayesian_blocks(days.astype(float)), count=stage.rounds, repeat=3
    )
    yield Row.of("cp.detect.events", "Bayesian blocks of 1000 events", found, "astropy", most(0.5))


@benchmark("cp.boot", sizes=None)
def boot(stage: Stage, _size: int) -> Iterator[Row]:
    """Change points of 200 draws of 240 events, a third of them known to the year, against one after another."""
    from astropy.stats import bayesian_blocks

    random = np.random.default_rng(2)
    lo = np.sort(random.integers(FIRST, AFTER, 240))
    hi = np.where(random.random(240) < 1 / 3, lo + 365, lo)
    units, span = Units(lo, hi), stretch(FIRST, AFTER)
    drawn = event_cells(Data(units, span), DRAWS, 1)
    middles = (drawn.edges[:, 1:] + drawn.edges[:, :-1]) / 2

    def theirs() -> None:
        for row in middles:
            bayesian_blocks(np.unique(row))

    found = method.pairs(lambda: blocks(units, span, draws=DRAWS), theirs, count=min(stage.rounds, 3))
    yield Row.of("cp.boot", "change points of 200 draws, 240 events", found, "astropy, each draw", most(0.12))


@benchmark("poisson", sizes=None)
def poisson(stage: Stage, _size: int) -> Iterator[Row]:
    """Exact intervals of 1000 different counts, against SciPy."""
    from scipy import stats

    counts = np.arange(1, 1001)

    def theirs() -> object:
        return stats.chi2.ppf(0.025, 2 * counts) / 2, stats.chi2.isf(0.025, 2 * counts + 2) / 2

    found = method.pairs(lambda: garwood(counts), theirs, count=stage.rounds, base_repeat=5)
    yield Row.of("poisson.1000", "exact intervals of 1000 counts", found, "scipy.stats.chi2", most(ms=100))
