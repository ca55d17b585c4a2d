"""How many commitments were made and unsettled, over time: steps, certain and possible."""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import StepPatch

from db.plots.marks import DaysMark
from db.stats.bins import day_text
from desktop.charts import overlays, scales, timebase
from desktop.charts.drawn import Marked, boxes
from desktop.charts.key import Entry
from desktop.charts.palettes import BAND_HATCH, area, band_colours
from desktop.charts.sheet import Sheet

if TYPE_CHECKING:
    from db.plots.results import CommitmentsChart


def draw_commitments(sheet: Sheet, chart: "CommitmentsChart") -> Marked:
    """Draw the certain number as an area, up to the possible one hatched."""
    of, theme = chart.series, sheet.theme
    if not len(of.days) or not of.possible.any():
        sheet.say("No commitment was open in these days. Choose another period, or widen the filter.")
        return Marked()
    edges = np.append(of.days, of.after).astype(float)
    foot = timebase.days_room(edges[0], edges[-1], sheet.right - sheet.left, sheet.size)
    tall = sheet.high - sheet.low - foot - 2 * sheet.size
    contexts = timebase.bands_of(chart.contexts) if chart.spec.contexts else ()
    top = max(float(of.possible.max()), 1.0) * 1.06
    top *= timebase.headroom(tall, sheet.size, lines=1.0 if contexts else 0.0)
    ticks = scales.steps(0, top, tall)
    left = sheet.left + scales.room(ticks, sheet.size)
    pane = sheet.keyed(left, sheet.right - 2, "commitments open", _entries(sheet, chart), sheet.low + foot)
    pane.limits((edges[0], edges[-1]), (0, top))
    timebase.add_contexts(pane, contexts)
    scales.up(pane, ticks)
    certain, possible = of.certain.astype(float), of.possible.astype(float)
    sure = StepPatch(
        certain, edges, fill=True, linewidth=0, facecolor=area(theme, 0, sheet.palette), zorder=1.0
    )
    pane.add(sure)
    sheet.artists["certain"] = sure
    vague = possible > certain
    if vague.any():
        overlays.band(
            pane, edges[:-1], edges[1:], np.where(vague, certain, np.nan), np.where(vague, possible, np.nan)
        )
    ends = np.append(possible, possible[-1])
    overlays.line(pane, edges, ends, theme.text, width=0.9, step=True, part="possible", halo=False)
    timebase.add_days(pane)
    marks = [DaysMark(int(a), int(b)) for a, b in pairwise(edges.tolist())]
    where = boxes(pane.x(edges[:-1]), pane.low, pane.x(edges[1:]), pane.high)
    return Marked(marks, where, _teller(chart))


def _entries(sheet: Sheet, chart: "CommitmentsChart") -> list[Entry]:
    found = [Entry("certainly open", to_rgba(area(sheet.theme, 0, sheet.palette)))]
    if (chart.series.possible > chart.series.certain).any():
        face, line = band_colours(sheet.theme)
        found.append(Entry("possibly open", face, line, BAND_HATCH))
    return found


def _teller(chart: "CommitmentsChart") -> Callable[[DaysMark], str]:
    def tell(mark: DaysMark) -> str:
        certain, possible = chart.series.on(mark.first)
        open_ones = (
            f"{certain:,} certainly open" if certain == possible else f"{certain:,} to {possible:,} open"
        )
        return f"{day_text(mark.first)} to {day_text(mark.after - 1)}: {open_ones}"

    return tell
