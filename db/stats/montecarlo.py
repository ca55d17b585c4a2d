"""Counts under uncertain dates by seeded draws: each start falls on one of its possible days, all alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.stats.counts import count
from db.stats.errors import StatError
from db.stats.units import OPEN_HI, OPEN_LO, Groups, Ints, Units

Counted = NDArray[np.int64]

DRAWS: Final = 200
SEED: Final = 20_060_101
SHARE: Final = 0.9
_SLAB: Final = 1_000_000  # drawn counts made at a time, where groups can be taken apart
_AT_ONCE: Final = 20_000_000  # drawn counts handed out
_MOST: Final = 1_000_000_000
_SPAN_BITS, _LO_BITS = np.uint64(22), np.uint64(22)


@dataclass(frozen=True, slots=True)
class Band:
    """Per group and bin the counts between which the middle `share` of the draws lie, both included."""

    low: Counted  # [g, b]
    high: Counted  # [g, b]
    share: float
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class _Open:
    """k different ranges of days that touch several bins, each with how many units of a group it has."""

    lo: Ints  # [k]
    hi: Ints  # [k]
    group: Ints  # [k] ascending
    weight: Ints  # [k]
    low: Ints  # [k] bin of lo; 0 before all bins, b + 1 after them
    high: Ints  # [k] bin of hi


def band(
    units: Units,
    edges: Ints,
    groups: Groups | None = None,
    *,
    certain: Counted | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    share: float = SHARE,
) -> Band:
    """Return the band of counts in the bins between `edges` (day ordinals, [b + 1]); one group if `groups` is None.

    In a draw each unit's start falls on any of its possible days with the same chance, a set's on its members,
    independently of all others; a unit in several groups is drawn for each. Units without an earliest or a
    latest day are left out. The limits are counts that were drawn: the smallest that (1 − share) ÷ 2 of the
    draws don't exceed, and that 1 − (1 − share) ÷ 2 don't (definition 1 of R. J. Hyndman and Y. Fan, "Sample
    quantiles in statistical packages", The American Statistician 50, 1996). The same seed, units and numpy give
    the same band, in whatever order the units stand. `certain` are those of `count`, if they are known already.
    Raises StatError where bins, groups and draws are too many to hold.
    """
    if draws < 1 or not 0 < share < 1:
        raise StatError("A band needs at least one draw and a share between 0 and 1.")
    if certain is None:
        certain = count(units, edges, groups).certain
    low, high = certain.copy(), certain.copy()
    first, last = limits(draws, share)
    for rows, touched, drawn in _slabs(units, edges, groups, draws, seed):
        drawn.partition((first, last) if first < last else first, axis=1)
        shape = low[rows].shape
        low[rows] += _unfolded(drawn[:, first], touched, shape)
        high[rows] += _unfolded(drawn[:, last], touched, shape)
    return Band(low, high, share, draws, seed)


def limits(draws: int, share: float) -> tuple[int, int]:
    """Return the places, among the sorted draws, between which the middle `share` of them lie: see `band`."""
    return max(ceil((1 - share) / 2 * draws) - 1, 0), ceil((1 - (1 - share) / 2) * draws) - 1


def drawn_counts(
    units: Units, edges: Ints, groups: Groups | None = None, *, draws: int = DRAWS, seed: int = SEED
) -> Counted:
    """Return the counts of every draw, [draws, g, b], of the draws that `band` makes its limits of."""
    certain = count(units, edges, groups).certain
    _check_size(certain.size * draws, _AT_ONCE)
    counts = np.repeat(certain[None], draws, axis=0)
    for rows, touched, drawn in _slabs(units, edges, groups, draws, seed):
        for draw in range(draws):
            counts[draw, rows] += _unfolded(drawn[:, draw], touched, certain[rows].shape)
    return counts


def drawn_days(units: Units, *, draws: int = DRAWS, seed: int = SEED) -> Counted:
    """Return a start day of every unit for every draw, [n, draws]; all must have an earliest and a latest day."""
    _check_size(len(units) * draws, _AT_ONCE)
    return _days(units, draws, np.random.default_rng(seed))


def _check_size(cells: int, most: int) -> None:
    if cells > most:
        raise StatError(
            f"{cells:,} drawn counts are too many: choose fewer draws, fewer groups or wider bins."
        )


def _unfolded(values: Ints, touched: Ints, shape: tuple[int, ...]) -> Counted:
    full = np.zeros(shape, np.int64)
    full.ravel()[touched] = values
    return full


def _slabs(
    units: Units, edges: Ints, groups: Groups | None, draws: int, seed: int
) -> Iterator[tuple[slice, Ints, Ints]]:
    """Yield some groups at a time, their cells that open ranges touch, and what was drawn in these, [cells, draws]."""
    names = 1 if groups is None else len(groups.names)
    width = max(len(edges) - 1, 0)
    if not width:
        return
    code = np.zeros(len(units), np.int64) if groups is None else groups.code
    if groups is not None and groups.row is not None:
        units = units.take(groups.row)
    rng = np.random.default_rng(seed)
    edges = np.asarray(edges, np.int64)
    plain, sets, set_code = _open(units, code, edges)
    _check_size(len(np.union1d(plain.group, set_code)) * width * draws, _MOST)
    step = max(_SLAB // ((width + 2) * draws), 1)
    for first in range(0, names, step):
        after = min(first + step, names)
        of = slice(*np.searchsorted(plain.group, (first, after)))
        which = np.flatnonzero((set_code >= first) & (set_code < after))
        if of.start == of.stop and not len(which):
            continue
        grid = np.zeros(((after - first) * (width + 2), draws), np.int32)
        _draw_ranges(plain, of, first, edges, grid, rng)
        _draw_sets(sets.take(which), set_code[which] - first, edges, grid, rng)
        inner = grid.reshape(after - first, width + 2, draws)[:, 1:-1].reshape(-1, draws)
        touched = np.flatnonzero(inner.any(axis=1))
        yield slice(first, after), touched, inner[touched]


def _open(units: Units, code: Ints, edges: Ints) -> tuple[_Open, Units, Ints]:
    """Return the ranges that touch several bins, and the sets that do, with the groups of these."""
    rows = np.flatnonzero(units.lo != units.hi)
    lo, hi = units.lo[rows].astype(np.int64), units.hi[rows].astype(np.int64)
    low, high = np.searchsorted(edges, lo, side="right"), np.searchsorted(edges, hi, side="right")
    kept = (lo != OPEN_LO) & (hi != OPEN_HI) & (low != high)
    rows, lo, hi = rows[kept], lo[kept], hi[kept]
    is_set = np.isin(rows, units.piece_unit) if len(units.piece_unit) else np.zeros(len(rows), np.bool_)
    plain = ~is_set
    packed = (code[rows[plain]].astype(np.uint64) << (_LO_BITS + _SPAN_BITS)) | (
        (lo[plain].astype(np.uint64) << _SPAN_BITS) | (hi - lo)[plain].astype(np.uint64)
    )
    keys, weight = np.unique(packed, return_counts=True)
    group = (keys >> (_LO_BITS + _SPAN_BITS)).astype(np.int64)
    first = ((keys >> _SPAN_BITS) & np.uint64(2**22 - 1)).astype(np.int64)
    last = first + (keys & np.uint64(2**22 - 1)).astype(np.int64)
    bins = np.searchsorted(edges, first, side="right"), np.searchsorted(edges, last, side="right")
    order = rows[is_set][np.lexsort((hi[is_set], lo[is_set], code[rows[is_set]]))]
    return _Open(first, last, group, weight, *bins), units.take(order), code[order]


def _draw_ranges(
    ranges: _Open, of: slice, first_group: int, edges: Ints, grid: Ints, rng: np.random.Generator
) -> None:
    """Add what was drawn of some ranges; many units of one range are drawn by bins at once, few day by day."""
    width = len(edges) + 1
    at = (ranges.group[of] - first_group) * width
    lo, hi, weight, low, high = (
        each[of] for each in (ranges.lo, ranges.hi, ranges.weight, ranges.low, ranges.high)
    )
    many = weight > 4 * (high - low) + 16  # where drawing by bins begins to cost less
    for i in np.flatnonzero(many).tolist():
        cuts = np.concatenate([lo[i : i + 1], edges[low[i] : high[i]], hi[i : i + 1] + 1])
        shares = np.diff(cuts) / (cuts[-1] - cuts[0])
        place = at[i] + low[i]
        grid[place : place + len(shares)] += rng.multinomial(weight[i], shares, grid.shape[1]).T
    few = np.repeat(np.flatnonzero(~many), weight[~many])
    _draw_singly(Units(lo[few], hi[few]), at[few], edges, grid, rng)


def _draw_sets(sets: Units, group: Ints, edges: Ints, grid: Ints, rng: np.random.Generator) -> None:
    _draw_singly(sets, group * (len(edges) + 1), edges, grid, rng)


def _draw_singly(units: Units, at: Ints, edges: Ints, grid: Ints, rng: np.random.Generator) -> None:
    """Draw a day of each unit and draw, and add it to its bin."""
    draws = grid.shape[1]
    step = max(max(2_000_000, grid.size) // draws, 1)
    base, last = int(edges[0]) - 1, int(edges[-1])
    table = np.searchsorted(edges, np.arange(base, last + 1), side="right")
    for first in range(0, len(units), step):
        rows = np.arange(first, min(first + step, len(units)), dtype=np.int64)
        days = _days(units.take(rows), draws, rng)
        cells = table[np.clip(days, base, last) - base] + at[rows, None]
        cells *= draws
        cells += np.arange(draws, dtype=np.int64)
        grid += np.bincount(cells.ravel(), minlength=grid.size).reshape(grid.shape).astype(np.int32)


def _days(units: Units, draws: int, rng: np.random.Generator) -> Counted:
    """Return a day of each unit for each draw, [n, draws]."""
    lo = units.lo.astype(np.int64)
    length = units.hi.astype(np.int64) - lo + 1
    if len(units.piece_unit):
        many = units.piece_hi.astype(np.int64) - units.piece_lo + 1
        total = np.bincount(units.piece_unit, many, len(units)).astype(np.int64)
        length = np.where(total > 0, total, length)
    place = (rng.random((len(units), draws)) * length[:, None]).astype(np.int64)
    return _members(units, place) if len(units.piece_unit) else place + lo[:, None]


def _members(units: Units, place: Counted) -> Counted:
    """Return the days at these places, counted from 0, among the possible days of each unit, [n, draws]."""
    many = units.piece_hi.astype(np.int64) - units.piece_lo + 1
    before = np.cumsum(many) - many
    days = place + units.lo.astype(np.int64)[:, None]
    sets, first = np.unique(units.piece_unit, return_index=True)
    within = place[sets] + before[first][:, None]
    piece = np.searchsorted(before, within, side="right") - 1
    days[sets] = within - before[piece] + units.piece_lo[piece]
    return days
