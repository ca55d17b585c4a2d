"""From a frequency result to the numbers its picture shows: names, colours, heights, and what is above and below."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from db.stats.caption import NOUNS
from db.stats.frequency import ALL, Frequency
from db.stats.montecarlo import Band
from desktop.charts.text import plain

if TYPE_CHECKING:
    from db.plots.results import Cumulated, FrequencyChart

Floats = NDArray[np.float64]
Range = tuple[Floats, Floats]

_NAME: Final = 40  # characters of a group's name
_TOGETHER: Final = ("stacked", "share", "cumulative")


@dataclass(frozen=True, slots=True)
class Shown:
    """What g groups × b bins show, in the units of the vertical axis; NaN where there is nothing to show."""

    names: tuple[str, ...]
    colours: tuple[int, ...]  # places in the theme's marks, -1 for grey
    places: tuple[int | None, ...]  # each group's place in the result, None for several put together
    edges: Floats  # [b + 1] days
    value: Floats  # [g, b] expected
    certain: Floats  # [g, b]
    possible: Floats  # [g, b]
    draws: Range | None  # [g, b], or [1, b] of all together
    poisson: Range | None
    average: Floats | None  # [g, b]
    style: str
    title: str

    @property
    def together(self) -> bool:
        """Whether groups stand on each other, so that bands are of all of them."""
        return self.style in _TOGETHER

    @property
    def grouped(self) -> bool:
        """Whether there are groups."""
        return self.names != (ALL,)

    @property
    def centres(self) -> Floats:
        """Middle of each bin, [b]."""
        return (self.edges[:-1] + self.edges[1:]) / 2

    @property
    def band(self) -> Range:
        """Certain and possible where they differ, NaN elsewhere: [1, b] of all together, or [g, b]."""
        low, high = self.certain, self.possible
        if self.together:
            low, high = low.sum(axis=0, keepdims=True), high.sum(axis=0, keepdims=True)
        vague = high > low
        return np.where(vague, low, np.nan), np.where(vague, high, np.nan)


def shown(chart: "FrequencyChart") -> Shown:
    """The numbers of a chart in the style and measure its spec asks for."""
    found, spec = chart.frequency, chart.spec
    names, colours, places, fold = _groups(found, spec.most)
    value, certain, possible = _numbers(chart)
    style = spec.style
    together = style in _TOGETHER
    draws = _pair(chart.stacked_draws if together else chart.draws)
    poisson = chart.stacked_poisson if together else chart.poisson
    average = chart.average
    value, certain, possible = (_folded(each, fold) for each in (value, certain, possible))
    average = None if average is None else _folded(average, fold)
    if len(fold) and not together:
        draws = poisson = None  # intervals of sums are no sums of intervals
    if style == "share":
        total = value.sum(axis=0)
        value = np.divide(value, total, out=np.full(value.shape, np.nan), where=total > 0)
        certain = possible = np.full(value.shape, np.nan)
        draws = poisson = average = None
    return Shown(
        names, colours, places, found.bins.edges.astype(np.float64), value, certain, possible, draws, poisson,
        average, style, _title(chart),
    )  # fmt: skip


def _numbers(chart: "FrequencyChart") -> tuple[Floats, Floats, Floats]:
    """Expected, certain and possible, [g, b], as counts, cumulated counts or rates."""
    found = chart.frequency
    if chart.spec.style == "cumulative":
        return _cumulated(found, chart.cumulated)
    rates = found.rates if chart.spec.measure == "rate" else None
    if rates is None or found.exposure is None:
        return found.expected, found.certain.astype(np.float64), found.possible.astype(np.float64)
    nothing = np.full(rates.shape, np.nan)  # what is certain on searched days isn't known
    return rates, nothing, nothing


def _cumulated(found: Frequency, sums: "Cumulated | None") -> tuple[Floats, Floats, Floats]:
    if sums is None:
        nothing = np.full(found.expected.shape, np.nan)
        return np.cumsum(found.expected, axis=1), nothing, nothing
    return sums.expected, sums.certain.astype(np.float64), sums.possible.astype(np.float64)


def _groups(
    found: Frequency, most: int
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int | None, ...], NDArray[np.int64]]:
    """Names, colours and places of the groups, and what to fold: the group each goes into, empty for none."""
    names = [plain(name, _NAME) or "(no name)" for name in found.groups]
    colours = list(range(len(names)))
    if len(names) == most + 1 and found.filters and not found.filters[-1] and names[-1].endswith(" others"):
        colours[-1] = -1
    if len(names) <= most + 1:
        return tuple(names), tuple(colours), tuple(range(len(names))), np.empty(0, np.int64)
    kept = np.sort(np.argsort(-found.expected.sum(axis=1), kind="stable")[:most])
    fold = np.full(len(names), most, np.int64)
    fold[kept] = np.arange(most)
    chosen = [names[i] for i in kept.tolist()]
    told = f"{len(names) - most:,} others"
    return (*chosen, told), (*range(most), -1), (*kept.tolist(), None), fold


def _folded(values: Floats, fold: NDArray[np.int64]) -> Floats:
    if not len(fold) or len(values) != len(fold):
        return values
    out = np.zeros((int(fold.max()) + 1, values.shape[1]))
    np.add.at(out, fold, values)
    return out


def _pair(band: Band | None) -> Range | None:
    return None if band is None else (band.low.astype(np.float64), band.high.astype(np.float64))


def _title(chart: "FrequencyChart") -> str:
    found = chart.frequency
    noun = NOUNS[found.unit][1]
    if chart.spec.style == "share":
        return f"share of {noun} per {found.by}"
    if chart.spec.style == "cumulative":
        return f"{noun} since the beginning, by {found.by}"
    if chart.spec.measure == "rate":
        return f"{noun} per year of coverage, by {found.by}"
    return f"{noun} per {found.by}"
