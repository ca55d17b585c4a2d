"""What lies behind a chart over time: contexts, days nobody searched, sources added, and the days along its foot."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba

from db.stats.exposure import Exposure
from db.words import CONTEXT_KINDS
from desktop.canvas.data import ContextBand
from desktop.charts.bands import ContextBands
from desktop.charts.key import Entry
from desktop.charts.palettes import GREY, UNSEARCHED_HATCH
from desktop.charts.sheet import LINE, Pane
from desktop.charts.text import plain
from desktop.charts.timeticks import TimeTicks
from desktop.charts.words import Word, fit, length
from desktop.theme import Theme

if TYPE_CHECKING:
    from db.plots.results import ContextSpan

_GAP = 2.0


def bands_of(contexts: "Sequence[ContextSpan | ContextBand]") -> tuple[ContextBand, ...]:
    """Contexts as bands: certain days, or possible ones where none is certain. Bands stay as they are."""
    return tuple(each if isinstance(each, ContextBand) else _band(each) for each in contexts)


def seen_from(result: Any) -> tuple[float, float] | None:
    """The days that a result's time axis shows, if it has one."""
    chart = result.spec.chart
    if chart == "commitments":
        days = result.series.days
        return (float(days[0]), float(result.series.after)) if len(days) else None
    if chart == "gaps":
        starts = [lo for row in result.rows for lo, _ in row.contacts[:1]]
        return (float(min(starts)), float(result.day)) if starts else None
    if chart not in ("frequency", "compare", "diverging"):
        return None
    edges = (result.diverging.frequency if chart == "diverging" else result.frequency).bins.edges
    return (float(edges[0]), float(edges[-1])) if len(edges) else None


def add_contexts(pane: Pane, bands: Sequence[ContextBand], *, named: bool = True) -> ContextBands:
    """Draw contexts behind a pane, named at its top where there is room."""
    artist = ContextBands(pane.axes, pane.sheet.theme, pane.sheet.small, named=named)
    grey = pane.sheet.palette == GREY
    artist.bands = [replace(band, own="") for band in bands] if grey else bands
    pane.add(artist)
    pane.sheet.artists["contexts"] = artist
    return artist


def add_days(pane: Pane, *, labels: bool = True, beyond: float = float("inf")) -> None:
    """Draw the line that the chart stands on, and the days below it, up to so many points right of the pane."""
    pane.rule(pane.axes.get_ylim()[0])
    if labels:
        ticks = TimeTicks(pane.axes, pane.sheet.theme, pane.sheet.size)
        ticks.beyond = beyond
        pane.add(ticks)
        pane.sheet.artists["days"] = ticks


def days_room(first: float, last: float, wide: float, size: float) -> float:
    """Points needed under a pane for its days."""
    return TimeTicks.room(first, last, wide, size)


def headroom(tall: float, size: float, *, lines: float = 1.0) -> float:
    """By how much an axis grows so that so many lines of text fit above the highest bar."""
    return 1 / (1 - min(0.4, lines * (size + 5) / max(tall, 1.0)))


def add_unsearched(pane: Pane, found: Exposure | None) -> None:
    """Hatch the days that nobody searched; without any search on record there are none to tell from others."""
    if found is None or not found.outlets or not found.unsearched:
        return
    hatch_unsearched(pane, found.unsearched)


def hatch_unsearched(pane: Pane, days: "Sequence[tuple[int, int]]") -> None:
    """Hatch spans of days, each up to its second day, as far as the pane shows them."""
    first, last = pane.axes.get_xlim()
    spans = [(max(a, first), min(b, last)) for a, b in days if a < last and b > first]
    patches = PolyCollection(
        [[(a, 0), (a, 1), (b, 1), (b, 0)] for a, b in spans], facecolors="none", linewidths=0,
        edgecolors=pane.sheet.theme.hatch, hatch=UNSEARCHED_HATCH, zorder=0.6,
    )  # fmt: skip
    patches.set_transform(pane.axes.get_xaxis_transform())
    pane.add(patches)
    pane.sheet.artists["unsearched"] = patches


def unsearched_entries(theme: Theme, found: Exposure | None) -> list[Entry]:
    """The key's entry of the days nobody searched, if there are any."""
    if found is None or not found.outlets or not found.unsearched:
        return []
    return [unsearched_entry(theme)]


def unsearched_entry(theme: Theme) -> Entry:
    """The key's entry of that hatching."""
    return Entry("not searched", (0, 0, 0, 0), to_rgba(theme.hatch), UNSEARCHED_HATCH)


def add_sources(pane: Pane, found: Exposure | None, low: float) -> None:
    """Mark under a pane, at `low` points, the days on which an outlet comes in, named where there is room."""
    first, last = pane.axes.get_xlim()
    added = [] if found is None else [each for each in found.added if first < each[0] < last]
    if not added:
        return
    sheet, small = pane.sheet, pane.sheet.small
    xs = pane.x(np.array([day for day, _ in added])).tolist()
    ticks = LineCollection(
        [[(day, 0), (day, 1)] for day, _ in added], colors=sheet.theme.faint_text, linewidths=0.7,
        linestyles=[(0, (1, 2))], zorder=0.7,
    )  # fmt: skip
    ticks.set_transform(pane.axes.get_xaxis_transform())
    pane.add(ticks)
    sheet.artists["sources added"] = ticks
    ends = [*xs[1:], sheet.right]
    for x, after, (_, outlet) in zip(xs, ends, added, strict=True):
        text = fit(f"+ {plain(outlet)}", small, max(after, x + 1) - x - 2 * _GAP)
        if length(text, small) > 3 * small:
            sheet.words.put(Word(x, low, text, small, sheet.theme.faint_text))


def sources_room(found: Exposure | None, first: float, last: float, size: float) -> float:
    """Points needed under the days for the sources added."""
    some = found is not None and any(first < day < last for day, _ in found.added)
    return size * LINE if some else 0.0


def add_bin_names(pane: Pane, edges: Sequence[float], labels: Sequence[str], low: float) -> None:
    """Name bins that are no calendar units, under the days at `low` points, as far as each has room."""
    sheet, small = pane.sheet, pane.sheet.small
    lefts = pane.x(np.asarray(edges[:-1], float)).tolist()
    rights = pane.x(np.asarray(edges[1:], float)).tolist()
    for left, right, label in zip(lefts, rights, labels, strict=True):
        text = fit(plain(label), small, right - left - _GAP)
        if text == plain(label) or len(text) > 4:
            sheet.words.put(Word((left + right) / 2, low, text, small, sheet.theme.text, 0.5))


def _band(span: "ContextSpan") -> ContextBand:
    certain = span.first <= span.last
    first, last = (span.first, span.last) if certain else (span.possible_first, span.possible_last)
    kind = CONTEXT_KINDS.index(span.kind) if span.kind in CONTEXT_KINDS else len(CONTEXT_KINDS) - 1
    return ContextBand(
        first, last, span.possible_first, span.possible_last, span.label, kind, span.kind, span.colour
    )
