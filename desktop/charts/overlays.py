"""What stands over bars and lines: bands, whiskers, moving averages, and the steps between change points."""

from typing import Any

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import NDArray

from db.stats.blocks import Blocks
from desktop.charts.key import Entry
from desktop.charts.layers import bars
from desktop.charts.palettes import BAND_HATCH, Colour, band_colours
from desktop.charts.sheet import Pane
from desktop.charts.words import Word, length
from desktop.theme import Theme

Floats = NDArray[np.float64]

_CAP = 2.5  # points that a whisker's end reaches to either side
_DRAWS = 0.16  # how dark the band of draws is
_WHISKER = 0.8
_YEAR = 365.2425


def rectangles(left: Floats, low: Floats, right: Floats, high: Floats) -> Floats:
    """Corners [k, 4, 2] of the rectangles that have a height."""
    seen = high > low
    x0, y0, x1, y1 = left[seen], low[seen], right[seen], high[seen]
    return np.stack([np.stack(each, axis=1) for each in ((x0, y0), (x0, y1), (x1, y1), (x1, y0))], axis=1)


def band(pane: Pane, left: Floats, right: Floats, low: Floats, high: Floats) -> PathPatch | None:
    """Hatch from certain to possible over each bar where they differ: one path, since a hatching each takes long."""
    face, line = band_colours(pane.sheet.theme)
    made = _areas(pane, "band", left, right, low, high)
    if made is not None:
        made.set(facecolor=face, edgecolor=line, linewidth=0.5, hatch=BAND_HATCH, zorder=2.0)
        made.set_hatch_linewidth(0.4)
    return made


def band_entry(theme: Theme) -> Entry:
    """The key's entry of the band."""
    face, line = band_colours(theme)
    return Entry("certain to possible", face, line, BAND_HATCH)


def draws_colours(theme: Theme) -> tuple[Colour, Colour]:
    """Face and line of the band of draws."""
    return to_rgba(theme.text, _DRAWS), to_rgba(theme.text, 0.7)


def draws(pane: Pane, left: Floats, right: Floats, low: Floats, high: Floats) -> PathPatch | None:
    """Shade where most draws of the uncertain days lie."""
    colour, edge = draws_colours(pane.sheet.theme)
    made = _areas(pane, "draws", left, right, low, high)
    if made is not None:
        made.set(facecolor=colour, edgecolor=edge, linewidth=0.8, zorder=2.1)
    return made


def shade(
    pane: Pane, left: Floats, right: Floats, low: Floats, high: Floats, colour: Colour
) -> PathPatch | None:
    """Shade a line's band in its colour."""
    made = _areas(pane, "band", left, right, low, high)
    if made is not None:
        made.set(facecolor=colour, linewidth=0, zorder=0.9)
    return made


def _areas(pane: Pane, part: str, left: Floats, right: Floats, low: Floats, high: Floats) -> PathPatch | None:
    """Rectangles from low to high as one patch; None if none has a height."""
    path = bars(left, right, low, high)
    if not np.size(path.vertices):
        return None
    made = PathPatch(path)
    pane.add(made)
    pane.sheet.artists[part] = made
    return made


def whiskers(pane: Pane, x: Floats, low: Floats, high: Floats, colour: Any = None) -> LineCollection | None:
    """Draw an interval at each x as a line with ends."""
    seen = np.flatnonzero(np.isfinite(low) & np.isfinite(high))
    if not len(seen):
        return None
    first, last = pane.axes.get_xlim()
    cap = min(_CAP * (last - first) / pane.wide, 0.3 * float(np.min(np.diff(x), initial=np.inf)))
    at, foot, top = x[seen], low[seen], high[seen]
    ends = ((at, foot, at, top), (at - cap, foot, at + cap, foot), (at - cap, top, at + cap, top))
    lines = np.concatenate([np.stack(each, axis=1).reshape(-1, 2, 2) for each in ends])
    made = LineCollection(
        list(lines), colors=colour or to_rgba(pane.sheet.theme.text, 0.75), linewidths=_WHISKER, zorder=2.3
    )
    pane.add(made)
    pane.sheet.artists["whiskers"] = made
    return made


def line(
    pane: Pane, x: Any, y: Any, colour: str, *, width: float = 1.4, dash: Any = "-", zorder: float = 2.4,
    step: bool = False, halo: bool = True, part: str = "",
) -> Line2D:  # fmt: skip
    """Draw a line through points, broken where one is NaN; with a halo it shows over bars of any colour."""
    made = Line2D(
        x, y, color=colour, linewidth=width, zorder=zorder, solid_joinstyle="round", solid_capstyle="round",
        drawstyle="steps-post" if step else "default",
    )  # fmt: skip
    made.set_linestyle(dash)
    if halo:
        made.set_path_effects([Stroke(linewidth=width + 1.2, foreground=pane.sheet.theme.ground), Normal()])
    pane.add(made)
    if part:
        pane.sheet.artists[part] = made
    return made


def change_heights(found: Blocks, edges: Floats, *, rated: bool, calendar: bool) -> tuple[Floats, Floats]:
    """Days and heights of the steps: rates as counts in a bin, of which the calendar's are taken as equally long."""
    lengths = np.diff(edges)
    lengths = np.full(len(lengths), np.median(lengths)) if calendar and len(lengths) else lengths
    inner = edges if not (rated or calendar) else edges[[0, -1]]
    days = np.union1d(found.edges.astype(float), inner)
    days = days[(days >= found.edges[0]) & (days <= found.edges[-1])]
    block = np.clip(np.searchsorted(found.edges, days, side="right") - 1, 0, len(found.rates) - 1)
    per_year = found.rates[block]
    if rated or not len(lengths):
        return days, per_year
    place = np.clip(np.searchsorted(edges, days, side="right") - 1, 0, len(lengths) - 1)
    return days, per_year * lengths[place] / _YEAR


def changes(pane: Pane, found: Blocks, days: Floats, heights: Floats, *, under: float = 0.0) -> Line2D:
    """Draw the blocks' rates as steps, beside each change the share of draws that keep it.

    The shares stand `under` points below the pane's top at the highest, where other words have that room.
    """
    theme, small, words = pane.sheet.theme, pane.sheet.small, pane.sheet.words
    made = line(pane, days, heights, theme.accent, width=1.6, step=True, part="changes", zorder=2.6)
    end = -1e9
    for change in found.changes:
        at = int(np.searchsorted(days, change.day))
        before, after = heights[max(at - 1, 0)], heights[min(at, len(heights) - 1)]
        text = f"{change.share:.0%}"
        x, wide, y = float(pane.x(change.day)), length(text, small), float(pane.y(max(before, after))) + 2.5
        left, highest = x - wide / 2, pane.high - small - under
        if y > highest:  # the line goes on upwards: beside it, on the side of the lower step
            y, left = highest, x - wide - 3 if before < after else x + 3
        left = min(max(left, pane.left, end), pane.right - wide)
        words.put(Word(left, y, text, small, theme.accent))
        end = left + wide + 3
    return made
