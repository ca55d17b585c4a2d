"""The frequency chart of page and figure: every style in one pane, or a small pane for each group."""

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.colors import to_rgba

from db.plots.marks import BinMark
from db.stats.cuts import parse_spec
from desktop.charts import overlays, scales, timebase
from desktop.charts.drawn import Marked, counts_told
from desktop.charts.freq_panes import Lot, draw_average, draw_beside, draw_lines, draw_stack, highest
from desktop.charts.key import Entry, bar_entry
from desktop.charts.layers import nothing
from desktop.charts.palettes import dash, stroke
from desktop.charts.sheet import LINE, Pane, Sheet
from desktop.charts.shown import Shown, shown
from desktop.charts.words import Word, fit

if TYPE_CHECKING:
    from db.plots.results import FrequencyChart

_DRAW: Final[dict[str, Callable[..., list[Lot]]]] = {
    "side by side": draw_beside,
    "lines": draw_lines,
}
_SPARE = 1.04
_STEEP = 1.15  # a short burst's rate goes on beyond the axis rather than press all bars flat
_CHANGES_ON: Final = ("stacked", "side by side", "lines")
_SMALL_WIDE, _SMALL_TALL = 130.0, 44.0  # least points of a small pane
_BETWEEN = 10.0


def draw_frequency(sheet: Sheet, chart: "FrequencyChart") -> Marked:
    """Draw how often, and return where its bins are."""
    found = chart.frequency
    if not len(found.bins):
        sheet.say(nothing(found.undated))
        return Marked()
    of = shown(chart)
    if of.style == "small multiples" and len(of.names) > 1:
        lots = _multiples(sheet, chart, of)
    else:
        lots = _whole(sheet, chart, of)
    marks = [mark for lot in lots for mark in lot[0]]
    return Marked(marks, np.concatenate([lot[1] for lot in lots]), _teller(chart, of))


def _whole(sheet: Sheet, chart: "FrequencyChart", of: Shown) -> list[Lot]:
    spec, found = chart.spec, chart.frequency
    first, last = of.edges[0], of.edges[-1]
    foot, names_at = _foot(sheet, chart, of)
    tall = sheet.high - sheet.low - foot - 2 * sheet.size
    steps = _steps_of(chart, of)
    top = highest(of, banded=_banded(chart, of), whisker=spec.poisson)
    top = max(top, min(float(np.max(steps[1], initial=0.0)), _STEEP * top) if steps else 0.0)
    high = _high(chart, of, top, tall, sheet.size)
    percent = of.style == "share"
    ticks = scales.steps(0, high, tall, whole=not percent and spec.measure == "count")
    ticks = [tick for tick in ticks if tick <= 1 + 1e-9] if percent else ticks
    left = sheet.left + scales.room(ticks, sheet.size, percent=percent)
    drawer = _DRAW.get(of.style, draw_stack)
    entries = _entries(sheet, chart, of, steps=steps is not None)
    pane = sheet.keyed(left, sheet.right - 2, of.title, entries, sheet.low + foot)
    pane.limits((first, last), (0, high))
    rows = range(len(of.names))
    timebase.add_contexts(pane, timebase.bands_of(chart.contexts) if spec.contexts else ())
    scales.up(pane, ticks, percent=percent)
    if spec.coverage:
        timebase.add_unsearched(pane, found.exposure)
    lots = drawer(pane, of, rows, whisker=spec.poisson, banded=_banded(chart, of))
    draw_average(pane, of, rows)
    if steps and chart.blocks is not None:
        named = spec.contexts and chart.contexts
        overlays.changes(pane, chart.blocks, *steps, under=sheet.small * LINE if named else 0.0)
    timebase.add_days(pane)
    _under(pane, chart, of, names_at)
    return lots


def _multiples(sheet: Sheet, chart: "FrequencyChart", of: Shown) -> list[Lot]:
    """A pane for each group, all to one scale; of more than fit the first, as the key's title says."""
    spec = chart.spec
    first, last = float(of.edges[0]), float(of.edges[-1])
    room = sheet.high - sheet.low - 2 * sheet.size * LINE
    many, columns, rows = _grid(len(of.names), sheet.right - sheet.left, room)
    high = max(highest(of, banded=_banded(chart, of), whisker=spec.poisson), 1.0) * _SPARE
    title = (
        of.title if many == len(of.names) else f"{of.title}: the first {many:,} of {len(of.names):,} groups"
    )
    key = sheet.keyed(sheet.left, sheet.right, title, _entries(sheet, chart, of, groups=False), sheet.low)
    head = sheet.size * LINE + 2
    foot = timebase.days_room(first, last, (sheet.right - sheet.left) / columns, sheet.size)
    tall = (key.high - sheet.low - foot) / rows - head
    ticks = scales.steps(0, high, tall, whole=spec.measure == "count")
    left = sheet.left + scales.room(ticks, sheet.size)
    wide = (sheet.right - left + _BETWEEN) / columns
    lots: list[Lot] = []
    for i in range(many):
        row, column = divmod(i, columns)
        x, y = left + column * wide, key.high - (row + 1) * (tall + head)
        pane = sheet.pane(x, y, x + wide - _BETWEEN, y + tall)
        pane.limits((first, last), (0, high))
        timebase.add_contexts(pane, timebase.bands_of(chart.contexts) if spec.contexts else (), named=False)
        scales.up(pane, ticks, words=column == 0)
        if spec.coverage:
            timebase.add_unsearched(pane, chart.frequency.exposure)
        lots += draw_stack(pane, of, [i], whisker=spec.poisson, banded=_banded(chart, of))
        draw_average(pane, of, [i])
        timebase.add_days(pane, labels=i + columns >= many, beyond=_BETWEEN - 2)
        name = fit(of.names[i], sheet.size, pane.wide)
        sheet.words.put(Word(x, pane.high + 3, name, sheet.size, sheet.theme.text))
    return lots


def _grid(groups: int, wide: float, tall: float) -> tuple[int, int, int]:
    """How many panes, in how many columns and rows."""
    most_columns, most_rows = max(int(wide / _SMALL_WIDE), 1), max(int(tall / _SMALL_TALL), 1)
    many = min(groups, most_columns * most_rows)
    columns = min(most_columns, max(ceil(many / most_rows), round((many * wide / tall / 2.2) ** 0.5), 1))
    return many, columns, ceil(many / columns)


def _banded(chart: "FrequencyChart", of: Shown) -> bool:
    return chart.spec.band and of.style != "share" and chart.spec.measure == "count"


def _high(chart: "FrequencyChart", of: Shown, top: float, tall: float, size: float) -> float:
    """The number at the top of the axis: room above for contexts' names and the shares of changes."""
    if of.style == "share":
        top = 1.0
    elif chart.spec.measure == "count":
        top = max(top, 1.0)
    lines = (1.0 if chart.spec.contexts and chart.contexts else 0.0) + (1.0 if chart.blocks else 0.0)
    return (top or 1.0) * _SPARE * timebase.headroom(tall, size, lines=lines)


def _steps_of(chart: "FrequencyChart", of: Shown) -> "tuple[np.ndarray, np.ndarray] | None":
    if chart.blocks is None or of.style not in _CHANGES_ON:
        return None
    rated, calendar = chart.spec.measure == "rate", parse_spec(chart.frequency.by).calendar
    return overlays.change_heights(chart.blocks, of.edges, rated=rated, calendar=calendar)


def _foot(sheet: Sheet, chart: "FrequencyChart", of: Shown) -> tuple[float, float]:
    """Points needed under the pane, and how far below it the names of bins stand."""
    first, last = float(of.edges[0]), float(of.edges[-1])
    days = timebase.days_room(first, last, sheet.right - sheet.left - 3 * sheet.size, sheet.size)
    named = 0.0 if parse_spec(chart.frequency.by).calendar else sheet.small * LINE
    exposed = chart.frequency.exposure if chart.spec.coverage else None
    return days + named + timebase.sources_room(exposed, first, last, sheet.small), days + sheet.small


def _under(pane: Pane, chart: "FrequencyChart", of: Shown, names_at: float) -> None:
    found, low = chart.frequency, pane.low - names_at
    if not parse_spec(found.by).calendar:
        timebase.add_bin_names(pane, of.edges.tolist(), found.bins.labels, low)
        low -= pane.sheet.small * LINE
    if chart.spec.coverage:
        timebase.add_sources(pane, found.exposure, low)


def _entries(
    sheet: Sheet, chart: "FrequencyChart", of: Shown, *, groups: bool = True, steps: bool = False
) -> list[Entry]:
    """The key: nothing for bars without groups and without anything over them."""
    theme, palette, spec, low = sheet.theme, sheet.palette, chart.spec, of.band[0]
    banded = _banded(chart, of) and bool(np.isfinite(low).any())
    found = _groups_of(sheet, of) if groups else []
    over: list[Entry] = []
    if banded and of.style == "lines":
        over.append(Entry("certain to possible", to_rgba(stroke(theme, 0, palette), 0.2)))
    elif banded:
        over.append(overlays.band_entry(theme))
    if of.draws is not None and _banded(chart, of):
        band = chart.stacked_draws or chart.draws
        over.append(Entry(f"{band.share if band else 0.9:.0%} of draws", *overlays.draws_colours(theme)))
    if spec.poisson and of.poisson is not None:
        over.append(Entry("95 % Poisson interval", to_rgba(theme.text, 0.75), bar=True))
    if of.average is not None:
        over.append(Entry(f"average of {spec.average} bins", to_rgba(theme.text), dash="-"))
    if steps:
        over.append(Entry("change points (share of draws)", to_rgba(theme.accent), dash="-"))
    if spec.coverage:
        over += timebase.unsearched_entries(theme, chart.frequency.exposure)
    return found + over if len(found) + len(over) > 1 else []


def _groups_of(sheet: Sheet, of: Shown) -> list[Entry]:
    theme, palette = sheet.theme, sheet.palette
    names = of.names if of.grouped else ("expected",)
    if of.style == "lines":
        pairs = zip(names, of.colours, strict=True)
        return [
            Entry(name, to_rgba(stroke(theme, at, palette)), dash=dash(at, palette)) for name, at in pairs
        ]
    return [bar_entry(theme, name, at, palette) for name, at in zip(names, of.colours, strict=True)]


def _teller(chart: "FrequencyChart", of: Shown) -> Callable[[BinMark], str]:
    """Words of a mark: the bins' name and their numbers as the chart shows them."""
    found = chart.frequency

    def tell(mark: BinMark) -> str:
        part = slice(mark.first, mark.after)
        labels = found.bins.labels[part]
        rows = slice(None) if mark.group is None else slice(mark.group, mark.group + 1)
        name = f"{found.groups[mark.group]}, " if mark.group is not None and of.grouped else ""
        counts = (each[rows, part] for each in (found.expected, found.certain, found.possible))
        words = f"{name}{counts_told(labels, *counts)}"
        rates = found.rates
        if chart.spec.measure == "rate" and rates is not None and len(labels) == 1:
            rate = float(np.nansum(rates[rows, part])) if np.isfinite(rates[rows, part]).any() else None
            words += "; not searched" if rate is None else f"; {rate:.4g} a year of coverage"
        return words

    return tell
