"""What a frequency chart shows around its counts: sums from bin to bin, intervals, draws, moving averages."""

import numpy as np
from numpy.typing import NDArray

from db.errors import BadInput
from db.plots.results import Cumulated, Floats
from db.stats.caption import draws as draws_sentence
from db.stats.exposure import Exposure
from db.stats.frequency import Frequency
from db.stats.montecarlo import DRAWS, SHARE, Band, drawn_counts, limits
from db.stats.poisson import garwood_between, rates
from db.stats.units import Groups, Ints, Units

CONFIDENCE = 0.95


def cumulated(units: Units, frequency: Frequency, groups: Groups | None) -> Cumulated:
    """Return the counts from the beginning of the first bin to the end of each, [g, b]; one group if None."""
    edges = np.asarray(frequency.bins.edges, np.int64)
    many = 1 if groups is None else len(groups.names)
    code = np.zeros(len(units), np.int64) if groups is None else groups.code.astype(np.int64)
    if groups is not None and groups.row is not None:
        units = units.take(groups.row)
    placed = units.placed
    begins = _first_day_from(units, int(edges[0]))
    certain = _running(units.hi, placed & (units.lo >= edges[0]), code, edges, many)
    possible = _running(begins, placed & (units.hi >= edges[0]), code, edges, many)
    expected = frequency.expected if groups is not None else frequency.expected.sum(axis=0, keepdims=True)
    return Cumulated(certain, np.clip(np.cumsum(expected, axis=1), certain, possible), possible)


def _first_day_from(units: Units, first: int) -> Ints:
    """Return the first possible day of each unit that is not before `first`."""
    begins = np.maximum(units.lo.astype(np.int64), first)
    if len(units.piece_unit):
        late = units.piece_hi >= first
        unit, low = units.piece_unit[late], np.maximum(units.piece_lo[late].astype(np.int64), first)
        begins[unit] = np.iinfo(np.int64).max
        np.minimum.at(begins, unit, low)
    return begins


def _running(days: Ints, kept: NDArray[np.bool_], code: Ints, edges: Ints, many: int) -> NDArray[np.int64]:
    """Count per group the kept days before the end of each bin."""
    place = np.searchsorted(edges[1:], days[kept], side="right")
    inside = place < len(edges) - 1
    cells = code[kept][inside] * (len(edges) - 1) + place[inside]
    found = np.bincount(cells, minlength=many * (len(edges) - 1)).reshape(many, -1)
    return np.cumsum(found, axis=1, dtype=np.int64)


def drawn_sums(units: Units, edges: Ints, groups: Groups | None = None, *, seed: int) -> Band:
    """Return the band of counts that add up from bin to bin: limits as `montecarlo.band` takes them."""
    sums = np.cumsum(drawn_counts(units, edges, groups, seed=seed), axis=2)
    first, last = limits(DRAWS, SHARE)
    sums.partition((first, last), axis=0)
    return Band(sums[first], sums[last], SHARE, DRAWS, seed)


def draws_note(draws: Band) -> str:
    """Return the sentence on a band of draws."""
    return draws_sentence(draws.draws, draws.seed, draws.share)


def intervals(frequency: Frequency, sums: Cumulated | None) -> tuple[Floats, Floats]:
    """Return Garwood's limits of each group's counts, of the sums or of the rates, [g, b]."""
    if frequency.on_searched is not None and frequency.exposure is not None:
        return _of_rates(frequency.on_searched, frequency.exposure)
    shown = frequency if sums is None else sums
    return garwood_between(shown.certain, shown.possible, CONFIDENCE)


def stacked_intervals(frequency: Frequency, sums: Cumulated | None) -> tuple[Floats, Floats]:
    """Return the same of all groups on top of each other, [1, b]."""
    if frequency.on_searched is not None and frequency.exposure is not None:
        return _of_rates(frequency.on_searched.sum(axis=0, keepdims=True), frequency.exposure)
    shown = frequency if sums is None else sums
    certain, possible = (each.sum(axis=0, keepdims=True) for each in (shown.certain, shown.possible))
    return garwood_between(certain, possible, CONFIDENCE)


def _of_rates(on_searched: Floats, found: Exposure) -> tuple[Floats, Floats]:
    per_year = rates(on_searched, np.broadcast_to(found.days, on_searched.shape), CONFIDENCE)
    return per_year.low, per_year.high


def intervals_note(measure: str) -> str:
    """Return the sentence on the intervals."""
    of = (
        "of the expected count on searched days"
        if measure == "rate"
        else "that hold for any count from certain to possible"
    )
    return f"Whiskers: exact {CONFIDENCE:.0%} Poisson intervals (Garwood 1936) {of}."


def moving_average(frequency: Frequency, bins: int) -> Floats:
    """Return the mean over so many bins around each, [g, b]; NaN where some of these lie outside.

    An even number takes in one bin more before than after. Rates are averaged as what was found ÷ years searched.
    """
    many = len(frequency.bins)
    if bins > many:
        raise BadInput(
            f"The moving average takes in {bins:,} bins, but there are {many:,}: choose fewer.", "average"
        )
    if frequency.on_searched is not None and frequency.exposure is not None:
        years = _sums(frequency.exposure.years[None], bins)
        found = _sums(frequency.on_searched, bins)
        return np.divide(found, years, out=np.full(found.shape, np.nan), where=years > 0)
    return _sums(frequency.expected, bins) / bins


def _sums(values: Floats, bins: int) -> Floats:
    before = bins // 2
    windows = np.lib.stride_tricks.sliding_window_view(values, bins, axis=1).sum(axis=2)
    found = np.full(values.shape, np.nan)
    found[:, before : before + windows.shape[1]] = windows
    return found
