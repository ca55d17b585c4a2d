"""Two or three spans compared: the bins about them, the rate of each, and the ratio of the rates."""

from collections.abc import Callable, Sequence
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch

from db.plots.marks import BinMark, SpanMark
from db.stats.caption import NOUNS
from db.stats.comparing_words import p_text
from db.stats.stretches import Stretch
from desktop.charts import overlays, scales, timebase
from desktop.charts.drawn import Marked, boxes, counts_told
from desktop.charts.layers import bars, nothing, sides
from desktop.charts.palettes import paint
from desktop.charts.sheet import LINE, Pane, Sheet, widest
from desktop.charts.text import plain
from desktop.charts.words import Word, fit, wrap

if TYPE_CHECKING:
    from db.plots.results import CompareChart
    from db.stats.compare import RateTest

_YEAR: Final = 365.2425
_ROW: Final = 2.4  # height of a row in font sizes
_LOWER: Final = 0.2  # of a large sheet that the rows take
_APART: Final = 26.0  # points between the two lower panes
_DECADES: Final = 3.0  # tenfolds shown to either side at most


def draw_compare(sheet: Sheet, chart: "CompareChart") -> Marked:
    """Draw the spans over time, below them their rates and the ratios with intervals, and the sentence."""
    if not len(chart.frequency.bins) or not chart.comparisons:
        sheet.say(nothing(chart.frequency.undated))
        return Marked()
    spans = _spans(chart)
    _sentence(sheet, chart.sentence)
    rows = max(len(spans), len(chart.comparisons))
    high = sheet.low + _under(sheet) + max(rows * _ROW * sheet.size, _LOWER * (sheet.high - sheet.low))
    middle = sheet.left + 0.56 * (sheet.right - sheet.left)
    marks, where = _rates(sheet, chart, spans, (sheet.left, middle - _APART / 2), high)
    _ratios(sheet, chart, (middle + _APART / 2, sheet.right), high)
    sheet.low = high + 2.2 * sheet.size
    columns = _over_time(sheet, chart, spans)
    return Marked([*columns.marks, *marks], np.concatenate([columns.boxes, where]), _teller(chart, spans))


def _spans(chart: "CompareChart") -> list[tuple[str, Stretch]]:
    """The spans with their names, each once, in order of time."""
    if chart.spans:
        return list(chart.spans)
    found = {str(each): each for _, pair in chart.comparisons for each in (pair.before, pair.after)}
    return sorted(found.items(), key=lambda item: item[1].first)


def _sentence(sheet: Sheet, text: str) -> None:
    lines = wrap(text, sheet.right - sheet.left, sheet.size)
    step = sheet.size * LINE
    for i, line in enumerate(lines):
        y = sheet.low + (len(lines) - 1 - i) * step
        sheet.words.put(Word(sheet.left, y, line, sheet.size, sheet.theme.text))
    sheet.low += len(lines) * step + 2


def _under(sheet: Sheet) -> float:
    return 1.6 * sheet.size


def _over_time(sheet: Sheet, chart: "CompareChart", spans: Sequence[tuple[str, Stretch]]) -> Marked:
    """The bins, in the colour of the span they lie in, and each span's rate as a line across it."""
    found, theme = chart.frequency, sheet.theme
    edges = found.bins.edges.astype(float)
    expected = found.expected.sum(axis=0)
    possible = found.possible.sum(axis=0).astype(float)
    certain = found.certain.sum(axis=0).astype(float)
    heights = _rate_of_spans(chart, spans) * float(np.median(np.diff(edges))) / _YEAR
    foot = timebase.days_room(edges[0], edges[-1], sheet.right - sheet.left, sheet.size)
    tall = sheet.high - sheet.low - foot - 2 * sheet.size
    top = max(
        1.0, float(possible.max() if chart.spec.band else expected.max()), float(heights.max(initial=0))
    )
    contexts = timebase.bands_of(chart.contexts) if chart.spec.contexts else ()
    top *= 1.04 * timebase.headroom(tall, sheet.size, lines=1.0 if contexts else 0.3)
    ticks = scales.steps(0, top, tall)
    title = f"{_noun(chart)} per {found.by}"
    banded = chart.spec.band and bool((possible > certain).any())
    entries = [overlays.band_entry(theme)] if banded else []
    pane = sheet.keyed(
        sheet.left + scales.room(ticks, sheet.size), sheet.right - 2, title, entries, sheet.low + foot
    )
    pane.limits((edges[0], edges[-1]), (0, top))
    timebase.add_contexts(pane, contexts)
    scales.up(pane, ticks)
    left, right = sides(edges, pane.wide / (edges[-1] - edges[0]))
    _span_bars(pane, spans, edges, expected)
    if banded:
        vague = possible > certain
        overlays.band(pane, left, right, np.where(vague, certain, np.nan), np.where(vague, possible, np.nan))
    for height, (_, span) in zip(heights.tolist(), spans, strict=True):
        overlays.line(pane, [span.first, span.after], [height] * 2, theme.text, width=1.3, part="rate")
    timebase.add_days(pane)
    return Marked(
        [BinMark(i, i + 1) for i in range(len(found.bins))],
        boxes(pane.x(edges[:-1]), pane.low, pane.x(edges[1:]), pane.high),
    )


def _span_bars(
    pane: Pane, spans: Sequence[tuple[str, Stretch]], edges: np.ndarray, expected: np.ndarray
) -> None:
    """Draw the bins' bars in the colour of the span that their middle lies in."""
    sheet = pane.sheet
    left, right = sides(edges, pane.wide / (edges[-1] - edges[0]))
    centre = (edges[:-1] + edges[1:]) / 2
    span_of = np.full(len(centre), -1)
    for i, (_, span) in enumerate(spans):
        span_of[(centre >= span.first) & (centre < span.after)] = i
    for i in (-1, *range(len(spans))):
        some = span_of == i
        patch = PathPatch(bars(left[some], right[some], np.zeros(int(some.sum())), expected[some]))
        paint(patch, sheet.theme, i, sheet.palette)
        pane.add(patch)
        sheet.artists.setdefault("layers", []).append(patch)


def _rates(
    sheet: Sheet,
    chart: "CompareChart",
    spans: Sequence[tuple[str, Stretch]],
    across: tuple[float, float],
    high: float,
) -> tuple[list[SpanMark], np.ndarray]:
    """A row for each span: a bar as long as its rate, with the interval."""
    theme, size = sheet.theme, sheet.size
    names = [plain(name, 60) for name, _ in spans]
    room = min(widest(names, size) + 6, 0.5 * (across[1] - across[0]))
    pane = sheet.pane(across[0] + room, sheet.low + _under(sheet), across[1], high)
    rates, lows, highs = _limits(chart, spans)
    most = float(np.nanmax(np.where(np.isfinite(highs), highs, rates)))
    pane.limits((0, (most or 1.0) * 1.05), (len(spans), 0))
    ticks = scales.steps(0, most * 1.05, pane.wide / 2, whole=False)
    scales.along(pane, ticks, [scales.told(tick) for tick in ticks])
    for i, rate in enumerate(rates.tolist()):
        block = PolyCollection([_bar(rate, i)])
        paint(block, theme, i, sheet.palette)
        pane.add(block)
        sheet.artists.setdefault("spans", []).append(block)
    _intervals(pane, np.arange(len(spans)) + 0.5, lows, highs, theme.text)
    ys = pane.y(np.arange(len(spans)) + 0.5).tolist()
    sheet.names(names, pane.left - 5, ys, room - 6, pane.tall / len(spans))
    title = fit(f"{_noun(chart)} a year, 95 % interval", size, across[1] - across[0])
    sheet.words.put(Word(across[0], high + 0.5 * size, title, size, theme.text))
    marks = [SpanMark(i) for i in range(len(spans))]
    rows = pane.y(np.arange(len(spans) + 1))
    return marks, boxes(across[0], rows[:-1], across[1], rows[1:])


def _bar(rate: float, row: int) -> list[tuple[float, float]]:
    return [(0, row + 0.22), (rate, row + 0.22), (rate, row + 0.78), (0, row + 0.78)]


def _ratios(sheet: Sheet, chart: "CompareChart", across: tuple[float, float], high: float) -> None:
    """The ratio of each pair as a point with its interval on a logarithmic axis, one in the middle as a line."""
    theme, size = sheet.theme, sheet.size
    pane = sheet.pane(across[0], sheet.low + _under(sheet), across[1] - 0.5 * size, high)
    tests = [pair.test for _, pair in chart.comparisons]
    first, last = _ratio_axis(pane, tests)
    lows = np.array([max(_log(test.low), first) for test in tests])
    highs = np.array([min(_log(test.high), last) for test in tests])
    _intervals(pane, np.arange(len(tests)) + 0.5, lows, highs, theme.text, part="ratio intervals")
    seen = [(i, _log(test.ratio)) for i, test in enumerate(tests) if isfinite(test.ratio) and test.ratio > 0]
    places, rows = [x for _, x in seen], [i + 0.5 for i, _ in seen]
    points = overlays.line(pane, places, rows, theme.accent, dash="none", halo=False, part="ratios")
    points.set_marker("D")
    points.set_markersize(5)
    ys = pane.y(np.arange(len(tests)) + 0.12).tolist()
    for y, (label, pair) in zip(ys, chart.comparisons, strict=True):
        told = p_text(pair.test.p) if len(tests) == 1 else f"{plain(label)}: {p_text(pair.test.p)}"
        words = fit(told, sheet.small, pane.wide)
        sheet.words.put(Word(pane.right, y, words, sheet.small, theme.faint_text, 1, 0.5))
    title = fit("rate ratio, 95 % interval", size, across[1] - across[0])
    sheet.words.put(Word(across[0], high + 0.5 * size, title, size, theme.text))


def _ratio_axis(pane: Pane, tests: "Sequence[RateTest]") -> tuple[float, float]:
    """Set the logarithmic axis that holds all ratios, with a line at one, and return its ends as powers of ten."""
    ends = [_log(v) for test in tests for v in (test.low, test.ratio, test.high) if isfinite(v) and v > 0]
    first = max(min([-0.35, *(end - 0.1 for end in ends)]), -_DECADES)
    last = min(max([0.35, *(end + 0.1 for end in ends)]), _DECADES)
    pane.limits((first, last), (len(tests), 0))
    values = [v for v in _round_ratios(first, last) if first <= log10(v) <= last]
    scales.along(pane, [log10(v) for v in values], [scales.told(v) for v in values])
    lines = [[(0, i + 0.26), (0, i + 1)] for i in range(len(tests))]
    pane.add(LineCollection(lines, colors=pane.sheet.theme.faint_text, linewidths=0.9, zorder=1.0))
    return first, last


def _intervals(
    pane: Pane, ys: np.ndarray, lows: np.ndarray, highs: np.ndarray, colour: str, part: str = "intervals"
) -> None:
    last = pane.axes.get_xlim()[1]
    highs = np.where(np.isfinite(highs), highs, last)
    lines = [[(low, y), (high, y)] for y, low, high in zip(ys, lows, highs, strict=True) if np.isfinite(low)]
    caps = [
        [(x, y - 0.1), (x, y + 0.1)]
        for y, low, high in zip(ys, lows, highs, strict=True)
        for x in (low, high)
        if np.isfinite(low)
    ]
    made = LineCollection(lines + caps, colors=[to_rgba(colour, 0.8)], linewidths=1.0, zorder=2.3)
    pane.add(made)
    pane.sheet.artists[part] = made


def _limits(
    chart: "CompareChart", spans: Sequence[tuple[str, Stretch]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rate of each span with its limits, per year."""
    found: dict[tuple[int, int], tuple[float, float, float]] = {}
    for _, pair in chart.comparisons:
        for i, each in enumerate((pair.before, pair.after)):
            of = pair.test.rates
            found[each.first, each.after] = (float(of.rate[i]), float(of.low[i]), float(of.high[i]))
    rows = np.array([found.get((span.first, span.after), (np.nan,) * 3) for _, span in spans])
    return rows[:, 0], rows[:, 1], rows[:, 2]


def _rate_of_spans(chart: "CompareChart", spans: Sequence[tuple[str, Stretch]]) -> np.ndarray:
    return np.nan_to_num(_limits(chart, spans)[0])


def _round_ratios(first: float, last: float) -> list[float]:
    """1, 2 and 5 of each tenfold between two powers of ten."""
    many = range(floor(first), ceil(last) + 1)
    return [round(lead * 10.0**power, 10) for power in many for lead in (1, 2, 5)]


def _log(value: float) -> float:
    """The power of ten of a ratio, far out for 0 and infinity."""
    if not isfinite(value):
        return _DECADES if value > 0 else float("nan")
    return log10(value) if value > 0 else -_DECADES


def _noun(chart: "CompareChart") -> str:
    return NOUNS[chart.spec.unit][1]


def _teller(
    chart: "CompareChart", spans: Sequence[tuple[str, Stretch]]
) -> Callable[[BinMark | SpanMark], str]:
    def tell(mark: BinMark | SpanMark) -> str:
        if isinstance(mark, SpanMark):
            name, span = spans[mark.span]
            rates, lows, highs = _limits(chart, spans)
            i = mark.span
            return f"{plain(name)} ({span}): {rates[i]:.3g} a year, {lows[i]:.3g} to {highs[i]:.3g}"
        found = chart.frequency
        part = slice(mark.first, mark.after)
        counts = (each[:, part] for each in (found.expected, found.certain, found.possible))
        return counts_told(found.bins.labels[part], *counts)

    return tell
