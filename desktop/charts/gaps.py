"""Silences as a strip for each dyad or mechanism: contacts as marks, the present silence against its own history."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D

from db.plots.marks import ContactMark, GapMark
from db.stats.bins import day_text
from db.stats.gaps import Gap, Range
from desktop.charts import timebase
from desktop.charts.drawn import Marked, boxes
from desktop.charts.key import Entry
from desktop.charts.palettes import GREY, area
from desktop.charts.sheet import Pane, Sheet, widest
from desktop.charts.text import plain
from desktop.charts.words import Word
from desktop.theme import mix

if TYPE_CHECKING:
    from db.plots.results import GapRow, GapsChart

_YEAR: Final = 365.2425
_NAMES: Final = 0.34  # of the width at most
_LEAST_ROW: Final = 9.0  # points
_MOST_ROW: Final = 30.0
_SILENCE: Final = 0.3  # half height of a silence's bar in rows
_CONTACT: Final = 0.36
_DOT: Final = 2.6  # points, half


def draw_gaps(sheet: Sheet, chart: "GapsChart") -> Marked:
    """Draw a strip per row up to the day; of more rows than fit the first, as the key's title says."""
    placed = [i for i, row in enumerate(chart.rows) if row.contacts]
    rows = [chart.rows[i] for i in placed]
    if not rows:
        sheet.say("Nobody has a contact with a date here. Widen the filter, or choose other rows.")
        return Marked()
    first = float(min(row.contacts[0][0] for row in rows))
    last = float(chart.day + 1)
    pad = max((last - first) * 0.012, 15)
    view = (first - pad, last)
    foot = timebase.days_room(*view, sheet.right - sheet.left, sheet.size)
    head = 3.2 * sheet.size
    room = sheet.high - sheet.low - foot - head
    many = min(len(rows), max(int(room / _LEAST_ROW), 1))
    shown = rows[:many]
    names = [plain(row.label, 60) for row in shown]
    told = [_history(row) for row in shown]
    left = sheet.left + min(widest(names, sheet.size), _NAMES * (sheet.right - sheet.left)) + 6
    beside = widest(told, sheet.small) + 6
    wide = sheet.right - beside - left
    if wide < 0.35 * (sheet.right - sheet.left):
        beside, told = 0.0, [""] * many
    low = max(sheet.low + foot, sheet.low + foot + room - many * sheet.row(_MOST_ROW))
    pane = sheet.keyed(left, sheet.right - beside, _title(chart, many), _entries(sheet, chart), low)
    pane.limits(view, (many, 0))
    if chart.spec.contexts:
        timebase.add_contexts(pane, timebase.bands_of(chart.contexts), named=False)
    if chart.spec.coverage and chart.unsearched:
        timebase.hatch_unsearched(pane, chart.unsearched)
    _strips(pane, shown)
    pane.rule(many)
    timebase.add_days(pane)
    sheet.names(
        names, left - 5, pane.y(np.arange(many) + 0.5).tolist(), left - sheet.left - 6, pane.tall / many
    )
    _beside(pane, shown, told)
    return _marked(pane, shown, placed[:many], chart)


def _beside(pane: Pane, rows: "list[GapRow]", told: list[str]) -> None:
    """Write a row's history right of it, darker where the present silence surely is out of the ordinary."""
    theme, size = pane.sheet.theme, pane.sheet.small
    ys = pane.y(np.arange(len(rows)) + 0.5).tolist()
    for y, words, row in zip(ys, told, rows, strict=True):
        colour = theme.text if row.gaps.longer == "surely" else theme.faint_text
        pane.sheet.words.put(Word(pane.right + 6, y, words, size, colour, 0, 0.5))


def _title(chart: "GapsChart", many: int) -> str:
    title = "silences between contacts" if chart.of == "all" else f"silences by {chart.of}"
    return title if many == len(chart.rows) else f"{title}: the first {many:,} of {len(chart.rows):,}"


def _entries(sheet: Sheet, chart: "GapsChart") -> list[Entry]:
    theme = sheet.theme
    usual, present = _colours(sheet)
    found = [
        Entry("contact", to_rgba(theme.text), bar=True),
        Entry("silence", to_rgba(usual)),
        Entry("present silence", to_rgba(present)),
        Entry("its usual length (median)", to_rgba(theme.text), marker="D"),
        Entry("95th percentile", to_rgba(theme.text), to_rgba(theme.text), marker="D"),
    ]
    if chart.unsearched and chart.spec.coverage:
        found.append(timebase.unsearched_entry(theme))
    return found


def _colours(sheet: Sheet) -> tuple[str, str]:
    """Fill of past silences and of the present one."""
    theme = sheet.theme
    present = theme.density if sheet.palette == GREY else area(theme, 1, sheet.palette)
    return mix(theme.density, theme.ground, 0.72), present


def _strips(pane: Pane, rows: "list[GapRow]") -> None:
    """Silences as bars, contacts as upright strokes, or as wide as their range; the present one's usual lengths."""
    usual, present = _colours(pane.sheet)
    theme = pane.sheet.theme
    past: list[list[tuple[float, float]]] = []
    now: list[list[tuple[float, float]]] = []
    exact: list[list[tuple[float, float]]] = []
    vague: list[list[tuple[float, float]]] = []
    median: list[tuple[float, float]] = []
    high: list[tuple[float, float]] = []
    for i, row in enumerate(rows):
        y = i + 0.5
        past += [_bar(gap, y) for gap in row.gaps.gaps]
        if row.gaps.current is not None:
            now.append(_bar(row.gaps.current, y))
            begun = sum(row.gaps.current.begun) / 2
            if row.gaps.gaps:
                median.append((begun + sum(row.gaps.median) / 2, y))
                high.append((begun + sum(row.gaps.percentile_95) / 2, y))
        for lo, hi in row.contacts:
            (exact if lo == hi else vague).append(_tick(lo, y) if lo == hi else _box(lo, hi + 1, y, _CONTACT))
    for name, shapes, colour in (("silences", past, usual), ("present", now, present)):
        patches = PolyCollection(shapes, facecolors=[colour], linewidths=0, zorder=1.0)
        pane.add(patches)
        pane.sheet.artists[name] = patches
    ranges = PolyCollection(vague, facecolors=[to_rgba(theme.text, 0.55)], linewidths=0, zorder=1.3)
    contacts = LineCollection(exact, colors=theme.text, linewidths=1.3, zorder=1.4, capstyle="butt")
    for name, artist in (("ranges", ranges), ("contacts", contacts)):
        pane.add(artist)
        pane.sheet.artists[name] = artist
    size = min(5.0, 0.4 * pane.tall / len(rows))
    for name, points, filled in (("high", high, False), ("median", median, True)):
        _diamonds(pane, name, points, size, filled=filled)


def _diamonds(pane: Pane, name: str, points: list[tuple[float, float]], size: float, *, filled: bool) -> None:
    """Mark the usual lengths of a row's silences from where the present one began, up to the day."""
    last = pane.axes.get_xlim()[1]
    seen = [(x, y) for x, y in points if x <= last]
    made = Line2D(
        [x for x, _ in seen], [y for _, y in seen], marker="D", markersize=size, linewidth=0, zorder=1.5
    )
    theme = pane.sheet.theme
    made.set_markerfacecolor(theme.text if filled else theme.ground)
    made.set_markeredgecolor(theme.ground if filled else theme.text)
    made.set_markeredgewidth(0.7)
    pane.add(made)
    pane.sheet.artists[name] = made


def _bar(gap: Gap, y: float) -> list[tuple[float, float]]:
    return _box(gap.begun[0], max(gap.ended[1], gap.begun[0] + 1), y, _SILENCE)


def _box(left: float, right: float, y: float, half: float) -> list[tuple[float, float]]:
    return [(left, y - half), (left, y + half), (right, y + half), (right, y - half)]


def _tick(x: float, y: float) -> list[tuple[float, float]]:
    return [(x, y - _CONTACT), (x, y + _CONTACT)]


def _history(row: "GapRow") -> str:
    """The present silence beside its own history, in years."""
    now = row.gaps.current
    if now is None:
        return ""
    if not row.gaps.gaps:
        return _years(now.days)
    return f"{_years(now.days)} · median {_years(row.gaps.median)}"


def _years(days: Range) -> str:
    low, high = (f"{day / _YEAR:.1f}" for day in days)
    return f"{low} y" if low == high else f"{low}–{high} y"


def _marked(pane: Pane, rows: "list[GapRow]", places: list[int], chart: "GapsChart") -> Marked:
    marks: list[GapMark | ContactMark] = []
    spots: list[tuple[float, float, float, float]] = []
    for i, (row, place) in enumerate(zip(rows, places, strict=True)):
        y = i + 0.5
        gaps = [*enumerate(row.gaps.gaps), *([(-1, row.gaps.current)] if row.gaps.current else [])]
        for at, gap in gaps:
            marks.append(GapMark(place, at))
            spots.append((gap.begun[0], y - _SILENCE, max(gap.ended[1], gap.begun[0] + 1), y + _SILENCE))
        for at, (lo, hi) in enumerate(row.contacts):
            marks.append(ContactMark(place, at))
            spots.append((lo, y - _CONTACT, hi + (hi > lo), y + _CONTACT))
    found = np.array(spots)
    where = boxes(pane.x(found[:, 0]), pane.y(found[:, 1]), pane.x(found[:, 2]), pane.y(found[:, 3]))
    narrow = where[:, 2] - where[:, 0] < 2 * _DOT
    middle = (where[:, 0] + where[:, 2]) / 2
    where[narrow, 0], where[narrow, 2] = middle[narrow] - _DOT, middle[narrow] + _DOT
    return Marked(marks, where, _teller(chart))


def _teller(chart: "GapsChart") -> Callable[[GapMark | ContactMark], str]:
    def tell(mark: GapMark | ContactMark) -> str:
        row = chart.rows[mark.row]
        name = plain(row.label)
        if isinstance(mark, ContactMark):
            if mark.contact is None:
                return f"{name}: {len(row.contacts):,} contacts"
            number = row.numbers[mark.contact] if mark.contact < len(row.numbers) else None
            told = "" if number is None else f", session {number}"
            return f"{name}: {_span(*row.contacts[mark.contact])}{told}"
        if mark.gap >= 0:
            gap = row.gaps.gaps[mark.gap]
            return f"{name}: silent for {_days(gap.days)}, from {_span(*gap.begun)} to {_span(*gap.ended)}"
        gap = row.gaps.current
        if gap is None:
            return name
        longer = {
            "surely": "; longer than 95 % of its own",
            "possibly": "; possibly longer than 95 % of its own",
        }
        return (
            f"{name}: silent for {_days(gap.days)} since {_span(*gap.begun)}{longer.get(row.gaps.longer, '')}"
        )

    return tell


def _span(lo: int, hi: int) -> str:
    return day_text(lo) if lo == hi else f"{day_text(lo)}–{day_text(hi)}"


def _days(days: Range) -> str:
    return f"{days[0]:,.0f} days" if days[0] == days[1] else f"{days[0]:,.0f} to {days[1]:,.0f} days"
