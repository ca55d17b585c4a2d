"""Incoming against outgoing: the one upwards, the other downwards, and the balance as a line."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch

from db.plots.marks import SideMark
from db.stats.caption import NOUNS
from db.stats.diverging import IN, OUT, Side
from desktop.charts import overlays, scales, timebase
from desktop.charts.drawn import Marked, boxes, counts_told
from desktop.charts.key import Entry, bar_entry
from desktop.charts.layers import Floats, bars, nothing, sides
from desktop.charts.palettes import paint
from desktop.charts.sheet import Pane, Sheet

if TYPE_CHECKING:
    from db.plots.results import DivergingChart


def draw_diverging(sheet: Sheet, chart: "DivergingChart") -> Marked:
    """Draw both directions about a line of none."""
    of, spec = chart.diverging, chart.spec
    found = of.frequency
    if not len(found.bins):
        sheet.say(nothing(found.undated))
        return Marked()
    edges = found.bins.edges.astype(float)
    foot = timebase.days_room(edges[0], edges[-1], sheet.right - sheet.left, sheet.size)
    tall = sheet.high - sheet.low - foot - 2 * sheet.size
    tops = [
        float((side.possible if spec.band else side.expected).max(initial=0))
        for side in (of.incoming, of.outgoing)
    ]
    contexts = timebase.bands_of(chart.contexts) if spec.contexts else ()
    up, down = max(tops[0], 0.5) * 1.06, max(tops[1], 0.5) * 1.06
    span = (up + down) * timebase.headroom(tall, sheet.size, lines=1.0 if contexts else 0.2)
    ticks = scales.steps(-down, span - down, tall)
    left = sheet.left + scales.room(ticks, sheet.size)
    title = f"{NOUNS[found.unit][1]} per {found.by}"
    pane = sheet.keyed(left, sheet.right - 2, title, _entries(sheet, chart), sheet.low + foot)
    pane.limits((edges[0], edges[-1]), (-down, span - down))
    timebase.add_contexts(pane, contexts)
    scales.up(pane, ticks, sign=False)
    if spec.coverage:
        timebase.add_unsearched(pane, found.exposure)
    left_of, right_of = sides(edges, pane.wide / (edges[-1] - edges[0]))
    _side(pane, chart, of.incoming, 0, 1, left_of, right_of)
    _side(pane, chart, of.outgoing, 1, -1, left_of, right_of)
    overlays.line(pane, (edges[:-1] + edges[1:]) / 2, of.balance, sheet.theme.text, part="balance", width=1.3)
    pane.rule(0, sheet.theme.faint_text, 0.9, 2.2)
    timebase.add_days(pane)
    return _marked(pane, chart, edges)


def _side(
    pane: Pane, chart: "DivergingChart", side: Side, colour: int, sign: int, left: Floats, right: Floats
) -> None:
    ends = np.zeros_like(side.expected), side.expected * sign
    patch = PathPatch(bars(left, right, np.minimum(*ends), np.maximum(*ends)), snap=True, zorder=1.0)
    paint(patch, pane.sheet.theme, colour, pane.sheet.palette)
    pane.add(patch)
    pane.sheet.artists.setdefault("layers", []).append(patch)
    vague = side.possible > side.certain
    if chart.spec.band and vague.any():
        low, high = sorted((side.certain * sign, side.possible * sign), key=lambda each: float(each.sum()))
        overlays.band(pane, left, right, np.where(vague, low, np.nan), np.where(vague, high, np.nan))


def _entries(sheet: Sheet, chart: "DivergingChart") -> list[Entry]:
    theme, palette, of = sheet.theme, sheet.palette, chart.diverging
    names = f"{IN}, upwards", f"{OUT}, downwards"
    entries = [bar_entry(theme, name, at, palette) for at, name in enumerate(names)]
    entries.append(Entry("balance", to_rgba(theme.text), dash="-"))
    vague = any(bool((side.possible > side.certain).any()) for side in (of.incoming, of.outgoing))
    if chart.spec.band and vague:
        entries.append(overlays.band_entry(theme))
    if chart.spec.coverage:
        entries += timebase.unsearched_entries(theme, of.frequency.exposure)
    return entries


def _marked(pane: Pane, chart: "DivergingChart", edges: Floats) -> Marked:
    many = len(edges) - 1
    marks = [SideMark(i, i + 1, side) for side in (IN, OUT) for i in range(many)]
    zero, x = float(pane.y(0)), pane.x(edges)
    up, down = boxes(x[:-1], zero, x[1:], pane.high), boxes(x[:-1], pane.low, x[1:], zero)
    return Marked(marks, np.concatenate([up, down]), _teller(chart))


def _teller(chart: "DivergingChart") -> Callable[[SideMark], str]:
    of = chart.diverging

    def tell(mark: SideMark) -> str:
        side = of.incoming if mark.side == IN else of.outgoing
        part = slice(mark.first, mark.after)
        counts = (each[part] for each in (side.expected, side.certain, side.possible))
        return f"{mark.side}, {counts_told(of.frequency.bins.labels[part], *counts)}"

    return tell
