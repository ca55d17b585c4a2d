"""Numbers along an axis: where they stand, what they say, and the faint lines across at each."""

from collections.abc import Sequence

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from desktop.charts.sheet import Pane
from desktop.charts.words import Word, length

_POINTS_PER_TICK = 20.0  # height that earns one more number
_BESIDE = 4.0


def steps(low: float, high: float, tall: float, *, whole: bool = True) -> list[float]:
    """Round numbers from `low` to `high` for an axis `tall` points high; `whole` ones alone if asked for."""
    rows = int(min(max(tall / _POINTS_PER_TICK, 1), 5))
    found = MaxNLocator(nbins=rows, integer=whole, steps=[1, 2, 5, 10]).tick_values(low, high)
    slack = (high - low) * 1e-9
    return [float(each) for each in found if low - slack <= each <= high + slack]


def told(value: float, *, percent: bool = False, sign: bool = True) -> str:
    """A number as it stands on an axis: 1,200, 0.25, 40 %; without `sign` 5 for -5 too."""
    value = value if sign else abs(value)
    if percent:
        return f"{value * 100:.10g} %"
    if abs(value) >= 1000 or value == int(value):
        return f"{value:,.10g}".replace("-", "\u2212")
    return f"{value:.6g}".replace("-", "\u2212")


def room(values: Sequence[float], size: float, *, percent: bool = False) -> float:
    """Points needed left of an axis for its numbers."""
    return max((length(told(value, percent=percent), size) for value in values), default=0.0) + _BESIDE


def up(
    pane: Pane, values: Sequence[float], *, percent: bool = False, sign: bool = True, words: bool = True
) -> None:
    """Write numbers left of a pane, with a faint line across at each but 0."""
    theme, size = pane.sheet.theme, pane.sheet.size
    lines = LineCollection(
        [[(0, value), (1, value)] for value in values if value], colors=theme.grid, linewidths=0.7, zorder=0.5
    )
    lines.set_transform(pane.axes.get_yaxis_transform())
    pane.add(lines)
    if not words:
        return
    for value, y in zip(values, pane.y(np.array(values)).tolist(), strict=True):
        text = told(value, percent=percent, sign=sign)
        pane.sheet.words.put(Word(pane.left - _BESIDE, y, text, size, theme.faint_text, 1, 0.5))


def along(pane: Pane, values: Sequence[float], labels: Sequence[str], *, lines: bool = True) -> None:
    """Write labels under a pane at numbers, with a faint line up at each; labels that would collide are left out."""
    theme, size, words = pane.sheet.theme, pane.sheet.size, pane.sheet.words
    if lines:
        grid = LineCollection(
            [[(value, 0), (value, 1)] for value in values], colors=theme.grid, linewidths=0.7, zorder=0.5
        )
        grid.set_transform(pane.axes.get_xaxis_transform())
        pane.add(grid)
    end = -1e9
    for x, label in zip(pane.x(np.array(values)).tolist(), labels, strict=True):
        half = length(label, size) / 2
        if x - half >= end:
            words.put(Word(x, pane.low - _BESIDE, label, size, theme.faint_text, 0.5, 1))
            end = x + half + size * 0.6
