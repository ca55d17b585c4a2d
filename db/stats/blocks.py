"""Change points of how often something happens, by Bayesian blocks, under uncertain dates and coverage."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.dates.rhythm import YEAR
from db.stats.bins import day_text
from db.stats.block_cells import Data, day_cells, event_cells, expected
from db.stats.comparing_words import short
from db.stats.consensus import Common, common
from db.stats.errors import StatError
from db.stats.montecarlo import DRAWS, SEED
from db.stats.partition import Cells, partition, prior
from db.stats.special import Floats
from db.stats.stretches import Stretch
from db.stats.units import Units

P0: Final = 0.05
TOLERANCE: Final = 91
LEAST: Final = 0.5
MOST_EVENTS: Final = 1500
"""Beyond so many, days are put together in cells."""
CELLS: Final = 1000


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which the rate changed, as far as the dates allow to tell."""

    day: int  # the first of the new block
    before: float  # per year of searched days
    after: float
    share: float  # of draws with a change in the same direction no more than `tolerance` searched days away
    low: int  # between these days it lies in 90 % of these draws
    high: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """k spans of constant rate, and the changes between them.

    The shares say how much the changes hang on dates that aren't known to the day, and nothing else: they are no
    probabilities that something changed. `others` is how many changes a draw has on average that are none of these.
    """

    edges: NDArray[np.int64]  # [k + 1] days; the last is the one after
    expected: Floats  # [k] units
    days: Floats  # [k] searched days, halves where a block begins between two days
    rates: Floats  # [k] units per year of searched days
    changes: tuple[Change, ...]  # k - 1
    others: float
    p0: float
    tolerance: int
    least: float
    draws: int
    seed: int
    cell_days: int  # days of a cell, 0 where each event was a cell of its own
    units: float  # expected in the searched days
    imprecise: int  # units not known to the day among them
    unsearched: float  # expected on days of the span that nobody searched, which are left out
    undated: int

    @property
    def note(self) -> str:
        """Return what a caption says of the method."""
        cells = f", in cells of {self.cell_days} days" if self.cell_days > 1 else ""
        shares = (
            f" A change is shown if at least {self.least * 100:.3g} % of {self.draws} draws of the uncertain dates"
            f" (seed {self.seed}) have it, at most {self.tolerance} days away; in brackets the share that do."
            if self.imprecise
            else ""
        )
        return f"Change points by Bayesian blocks (Scargle et al. 2013, p0 = {self.p0:g}{cells}).{shares}"


def blocks(
    units: Units,
    searched: Stretch,
    *,
    p0: float = P0,
    draws: int = DRAWS,
    seed: int = SEED,
    tolerance: int = TOLERANCE,
    least: float = LEAST,
) -> Blocks:
    """Divide the searched days of a stretch into blocks of constant rate.

    Time runs in searched days alone: what nobody searched is cut out, with the units that lie there. In every draw
    each unit falls on one of its possible days, and is a cell that reaches halfway to its neighbours, or to the
    ends of the stretch; the draw is divided by `partition`. The changes are those that at least the share `least`
    of the draws have in common (see `consensus`), all of them where every day is known. The rates are those of
    expected units. With more than MOST_EVENTS units, days are put together in about CELLS cells. Raises StatError
    where no unit with a date lies in the searched days.
    """
    if not 0 < p0 < 1 or draws < 1:
        raise StatError(
            "p0, the share of false alarms to be borne, must lie between 0 and 1; one draw is the least."
        )
    data = Data(units, searched)
    if not data.total:
        raise StatError(f"Nothing happened in {searched}: there is no rate to change.")
    width = -(-searched.days // CELLS) if len(data.units) > MOST_EVENTS else 0
    cells = day_cells(data, width, draws, seed) if width else event_cells(data, draws, seed)
    found, others = common(_steps(cells, p0), tolerance, least)
    edges = np.array([0.0, *(each.place for each in found), float(searched.days)])
    many, days = expected(data, edges), np.diff(edges)
    rates = many / days * YEAR
    changes = tuple(
        _change(each, before, after, searched)
        for each, before, after in zip(found, rates[:-1].tolist(), rates[1:].tolist(), strict=True)
    )
    starts = np.array([searched.first, *(change.day for change in changes), searched.after])
    return Blocks(
        edges=starts, expected=many, days=days, rates=rates, changes=changes, others=others, p0=p0,
        tolerance=tolerance, least=least, draws=draws, seed=seed, cell_days=width, units=data.total,
        imprecise=data.imprecise, unsearched=data.unsearched, undated=data.undated,
    )  # fmt: skip


def _steps(cells: Cells, p0: float) -> tuple[tuple[Floats, Floats], ...]:
    """Return where the changes of each draw lie, in searched days, and their directions, 1 or -1."""
    before = np.concatenate([np.zeros((len(cells.counts), 1)), np.cumsum(cells.counts, axis=1)], axis=1)
    parted = [len(np.unique(row[free])) - 1 for row, free in zip(before, cells.free, strict=True)]
    marks = partition(cells, prior(np.maximum(np.array(parted), 1), p0))
    found: list[tuple[Floats, Floats]] = []
    for place, row in enumerate(marks):
        edges = cells.edges[place, row]
        rates = np.diff(before[place, row]) / np.diff(edges)
        found.append((edges[1:-1], np.sign(np.diff(rates))))
    return tuple(found)


def _change(found: Common, before: float, after: float, searched: Stretch) -> Change:
    ends = np.quantile(found.places, (0.05, 0.95), method="inverted_cdf")
    day, low, high = np.ceil(searched.day_at(np.array([found.place, *ends])) - 1e-9).astype(int).tolist()
    return Change(day, before, after, found.share, low, high)


def change_text(change: Change) -> str:
    """Return a change as a sentence of a caption or a tip."""
    where = day_text(change.day)
    span = f", between {day_text(change.low)} and {day_text(change.high)}" if change.low < change.high else ""
    return (
        f"{where}: {short(change.before)} to {short(change.after)} a year ({change.share * 100:.0f} %{span})"
    )
