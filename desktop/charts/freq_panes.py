"""A frequency in one pane: bars stacked or side by side, or lines, with their bands and marks."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from numpy.typing import NDArray

from db.plots.marks import BinMark
from desktop.charts import overlays
from desktop.charts.drawn import Boxes, boxes
from desktop.charts.layers import bars, sides
from desktop.charts.palettes import dash, paint, stroke
from desktop.charts.sheet import Pane
from desktop.charts.shown import Shown
from desktop.theme import mix

Floats = NDArray[np.float64]
Lot = tuple[list[BinMark], Boxes]

_ROOM = 0.82  # of a bin that bars side by side fill
_DOTS = 90  # points beyond which a line has none
_NEAR = 3.0  # points around a line's point that mean it


def draw_stack(pane: Pane, of: Shown, rows: Sequence[int], *, whisker: bool, banded: bool) -> list[Lot]:
    """Stack the groups at `rows`, with bands and intervals of all of them together."""
    values = np.nan_to_num(of.value[list(rows)])
    tops = np.cumsum(values, axis=0)
    scale = pane.wide / max(of.edges[-1] - of.edges[0], 1)
    left, right = (of.edges[:-1], of.edges[1:]) if of.style == "cumulative" else sides(of.edges, scale)
    lots = [_columns(pane, of, rows)]
    for i, (row, top) in enumerate(zip(rows, tops, strict=True)):
        foot = tops[i - 1] if i else np.zeros_like(top)
        _layer(pane, of, row, left, right, foot, top)
        if of.grouped and of.places[row] is not None:
            lots.append(_boxes(pane, left, right, foot, top, of.places[row]))
    if banded:
        low, high = of.band
        at = 0 if of.together else rows[0]
        overlays.band(pane, left, right, low[at], high[at])
        _draws(pane, of, at, left, right)
    if whisker and of.poisson is not None:
        low, high = of.poisson
        at = min(0 if of.together else rows[0], len(low) - 1)
        overlays.whiskers(pane, of.centres, low[at], high[at])
    return lots


def draw_beside(pane: Pane, of: Shown, rows: Sequence[int], *, whisker: bool, banded: bool) -> list[Lot]:
    """Set the groups' bars side by side within each bin."""
    lots = [_columns(pane, of, rows)]
    widths = np.diff(of.edges)
    low, high = of.band
    for i, row in enumerate(rows):
        step = widths * _ROOM / len(rows)
        left = of.edges[:-1] + widths * (1 - _ROOM) / 2 + i * step
        right = left + step * (0.94 if len(rows) > 1 else 1)
        top = np.nan_to_num(of.value[row])
        _layer(pane, of, row, left, right, np.zeros_like(top), top)
        if of.places[row] is not None:
            lots.append(_boxes(pane, left, right, np.zeros_like(top), top, of.places[row]))
        if banded:
            overlays.band(pane, left, right, low[row], high[row])
            _draws(pane, of, row, left, right)
        if whisker and of.poisson is not None:
            overlays.whiskers(pane, (left + right) / 2, of.poisson[0][row], of.poisson[1][row])
    return lots


def draw_lines(pane: Pane, of: Shown, rows: Sequence[int], *, whisker: bool, banded: bool) -> list[Lot]:
    """Draw each group as a line through the middle of the bins, its band as a shade of its colour."""
    lots = [_columns(pane, of, rows)]
    theme, palette = pane.sheet.theme, pane.sheet.palette
    low, high = of.band
    x = of.centres
    for row in rows:
        colour = stroke(theme, of.colours[row], palette)
        if banded:
            _shade(pane, of, row, low[row], high[row], colour)
        if whisker and of.poisson is not None:
            overlays.whiskers(pane, x, of.poisson[0][row], of.poisson[1][row], to_rgba(colour, 0.7))
        made = overlays.line(
            pane, x, of.value[row], colour, dash=dash(of.colours[row], palette), part=f"line {row}", width=1.5
        )
        _dots(made, of, pane)
        if of.places[row] is not None:
            lots.append(_points(pane, x, of.value[row], of.places[row]))
    return lots


def draw_average(pane: Pane, of: Shown, rows: Sequence[int]) -> None:
    """Draw the moving average of all stacked groups, or of each line's."""
    if of.average is None or not len(of.centres):
        return
    theme, palette = pane.sheet.theme, pane.sheet.palette
    if of.together or not of.grouped or len(rows) == 1:
        total = of.average[list(rows)].sum(axis=0) if len(of.average) > max(rows) else of.average[0]
        overlays.line(pane, of.centres, total, theme.text, part="average", width=1.3)
        return
    for row in rows:
        colour = mix(stroke(theme, of.colours[row], palette), theme.text, 0.35)
        overlays.line(
            pane, of.centres, of.average[row], colour, part="average", width=1.1, dash=(0, (3, 1.5))
        )


def highest(of: Shown, *, banded: bool, whisker: bool) -> float:
    """The highest number that any bar, band, interval or line reaches."""
    value = np.nan_to_num(of.value)
    tops: list[Any] = [value.sum(axis=0) if of.together else value]
    if banded:
        tops += [of.band[1], *([] if of.draws is None else [of.draws[1]])]
    if whisker and of.poisson is not None:
        tops.append(of.poisson[1])
    if of.average is not None:
        tops.append(of.average.sum(axis=0) if of.together else of.average)
    return max((float(np.max(np.nan_to_num(np.asarray(top)), initial=0.0)) for top in tops), default=0.0)


def _layer(pane: Pane, of: Shown, row: int, left: Floats, right: Floats, foot: Floats, top: Floats) -> None:
    patch = PathPatch(bars(left, right, foot, top), snap=True, zorder=1.0)
    paint(patch, pane.sheet.theme, of.colours[row], pane.sheet.palette)
    pane.add(patch)
    pane.sheet.artists.setdefault("layers", []).append(patch)


def _draws(pane: Pane, of: Shown, at: int, left: Floats, right: Floats) -> None:
    if of.draws is not None:
        low, high = of.draws
        at = min(at, len(low) - 1)
        inset = (right - left) * 0.22
        overlays.draws(pane, left + inset, right - inset, low[at], high[at])


def _shade(pane: Pane, of: Shown, row: int, low: Floats, high: Floats, colour: str) -> None:
    """From certain to possible as steps; the draws darker inside."""
    left, right = of.edges[:-1], of.edges[1:]
    overlays.shade(pane, left, right, low, high, to_rgba(colour, 0.13))
    if of.draws is not None:
        overlays.shade(pane, left, right, of.draws[0][row], of.draws[1][row], to_rgba(colour, 0.2))


def _dots(made: Line2D, of: Shown, pane: Pane) -> None:
    if len(of.centres) <= _DOTS:
        made.set_marker("o")
        made.set_markersize(3.2)
        made.set_markeredgecolor(pane.sheet.theme.ground)
        made.set_markeredgewidth(0.6)


def _columns(pane: Pane, of: Shown, rows: Sequence[int]) -> Lot:
    """The whole column of each bin, which means all groups, or the only one of the pane."""
    group = of.places[rows[0]] if of.grouped and len(rows) == 1 else None
    marks = [BinMark(i, i + 1, group) for i in range(len(of.centres))]
    return marks, boxes(pane.x(of.edges[:-1]), pane.low, pane.x(of.edges[1:]), pane.high)


def _boxes(pane: Pane, left: Floats, right: Floats, foot: Floats, top: Floats, group: int | None) -> Lot:
    seen = np.flatnonzero(top > foot)
    marks = [BinMark(i, i + 1, group) for i in seen.tolist()]
    return marks, boxes(pane.x(left[seen]), pane.y(foot[seen]), pane.x(right[seen]), pane.y(top[seen]))


def _points(pane: Pane, x: Floats, y: Floats, group: int | None) -> Lot:
    seen = np.flatnonzero(np.isfinite(y))
    px, py = pane.x(x[seen]), pane.y(y[seen])
    return [BinMark(i, i + 1, group) for i in seen.tolist()], boxes(
        px - _NEAR, py - _NEAR, px + _NEAR, py + _NEAR
    )
