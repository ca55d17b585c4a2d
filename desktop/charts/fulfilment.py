"""The share of each year's invitations that were fulfilled, for certain and at most."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba

from db.plots.marks import YearMark
from desktop.charts import overlays, scales
from desktop.charts.drawn import Marked, boxes
from desktop.charts.key import Entry
from desktop.charts.palettes import area
from desktop.charts.sheet import Sheet
from desktop.charts.text import plain
from desktop.charts.words import Word, fit

if TYPE_CHECKING:
    from db.plots.results import FulfilmentChart

_WIDE: Final = 0.62  # of its place that a bar fills
_MOST_WIDE: Final = 64.0  # points of a place


def draw_fulfilment(sheet: Sheet, chart: "FulfilmentChart") -> Marked:
    """Draw a bar per year, beneath it how many of how many."""
    shares = chart.shares
    if not shares:
        sheet.say("No invitation is on record as extended. Add invitations with their steps.")
        return Marked()
    foot = 3.2 * sheet.size
    ticks = [0, 0.25, 0.5, 0.75, 1.0] if sheet.high - sheet.low - foot > 90 else [0, 0.5, 1.0]
    left = sheet.left + scales.room(ticks, sheet.size, percent=True)
    right = min(sheet.right, left + len(shares) * _MOST_WIDE)
    title = "share of invitations fulfilled, by year of extension"
    vague = any(each.share_most > each.share for each in shares)
    key = sheet.keyed(left, sheet.right, title, _entries(sheet, vague=vague), sheet.low + foot)
    pane = sheet.pane(left, key.low, right, key.high)
    pane.limits((0, len(shares)), (0, 1.04))
    scales.up(pane, ticks, percent=True)
    place = np.arange(len(shares), dtype=float)
    low, high = (np.array([getattr(each, name) for each in shares]) for name in ("share", "share_most"))
    x0, x1 = place + (1 - _WIDE) / 2, place + (1 + _WIDE) / 2
    made = PolyCollection(
        list(overlays.rectangles(x0, np.zeros_like(low), x1, low)), facecolors=[area(sheet.theme, 0, sheet.palette)],
        linewidths=0, zorder=1.0,
    )  # fmt: skip
    pane.add(made)
    sheet.artists["bars"] = made
    overlays.band(pane, x0, x1, low, high)
    pane.rule(0)
    _names(sheet, chart, pane.x(place + 0.5).tolist(), pane.low, pane.wide / len(shares))
    marks = [YearMark(i) for i in range(len(shares))]
    return Marked(marks, boxes(pane.x(place), pane.low, pane.x(place + 1), pane.high), _teller(chart))


def _names(sheet: Sheet, chart: "FulfilmentChart", xs: list[float], low: float, wide: float) -> None:
    size, theme = sheet.size, sheet.theme
    every = max(int(np.ceil(4.2 * size / wide)), 1)
    for i in range(0, len(xs), every):
        each = chart.shares[i]
        name = fit(plain(each.year), size, wide * every - 2)
        sheet.words.put(Word(xs[i], low - 4, name, size, theme.text, 0.5, 1))
        told = fit(f"{each.fulfilled:,} of {each.extended:,}", sheet.small, wide * every - 2)
        sheet.words.put(Word(xs[i], low - 4 - 1.4 * size, told, sheet.small, theme.faint_text, 0.5, 1))


def _entries(sheet: Sheet, *, vague: bool) -> list[Entry]:
    found = [Entry("fulfilled", to_rgba(area(sheet.theme, 0, sheet.palette)))]
    return [*found, overlays.band_entry(sheet.theme)] if vague else found


def _teller(chart: "FulfilmentChart") -> Callable[[YearMark], str]:
    def tell(mark: YearMark) -> str:
        each = chart.shares[mark.year]
        perhaps = f", {each.perhaps:,} perhaps" if each.perhaps else ""
        return plain(
            f"{each.year}: {each.fulfilled:,} of {each.extended:,} fulfilled{perhaps}, {each.open:,} open still"
        )

    return tell
