"""How long invitations took: a bar from the fewest to the most days for each, and the median of all."""

from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba

from db.plots.marks import InvitationMark
from db.stats.bins import day_text
from desktop.charts import scales
from desktop.charts.drawn import Marked, boxes
from desktop.charts.key import Entry
from desktop.charts.palettes import area
from desktop.charts.sheet import Pane, Sheet, widest
from desktop.charts.text import plain

if TYPE_CHECKING:
    from db.plots.ledger_series import Latency
    from db.plots.results import LatencyChart

_NAMES: Final = 0.36  # of the width at most
_LEAST_ROW: Final = 9.0  # points
_MOST_ROW: Final = 24.0
_HALF: Final = 0.22  # of a row
_OPEN: Final = 0.12  # of the axis by which a bar without a limit goes on
_LEAST_DAYS: Final = 30.0


def draw_latency(sheet: Sheet, chart: "LatencyChart") -> Marked:
    """Draw a row per invitation in order of extension; of more than fit the last, as the key's title says."""
    known = [each for each in chart.latencies if each.least is not None or each.most is not None]
    if not known:
        sheet.say("No invitation was fulfilled of which both days are known. Add the days of its steps.")
        return Marked()
    foot = 1.8 * sheet.size
    room = sheet.high - sheet.low - foot - 2 * sheet.size
    many = min(len(known), max(int(room / _LEAST_ROW), 1))
    shown = known[-many:]
    title = "days from invitation to visit"
    title = title if many == len(known) else f"{title}: the last {many:,} of {len(known):,}"
    names = [_name(each) for each in shown]
    left = sheet.left + min(widest(names, sheet.size), _NAMES * (sheet.right - sheet.left)) + 6
    low = max(sheet.low + foot, sheet.low + foot + room - many * sheet.row(_MOST_ROW))
    pane = sheet.keyed(left, sheet.right - 4, title, _entries(sheet, shown), low)
    most = max([_LEAST_DAYS, *(float(each.most or each.least or 0) for each in shown)])
    top = most * (1 + (_OPEN if any(each.most is None for each in shown) else 0.04))
    pane.limits((0, top), (many, 0))
    ticks = scales.steps(0, top, pane.wide / 2.5)
    scales.along(pane, ticks, [scales.told(tick) for tick in ticks])
    _bars(pane, shown, top)
    _median(pane, shown)
    pane.rule(many)
    ys = pane.y(np.arange(many) + 0.5).tolist()
    sheet.names(names, left - 5, ys, left - sheet.left - 6, pane.tall / many)
    rows = pane.y(np.arange(many + 1))
    marks = [InvitationMark(each.invitation_id) for each in shown]
    return Marked(marks, boxes(sheet.left, rows[1:], pane.right, rows[:-1]), _teller(chart))


def _name(each: "Latency") -> str:
    """Year and counterpart of an invitation."""
    lo, hi = each.extended
    day = lo if lo is not None else hi
    year = "" if day is None else f"{'' if lo is not None else 'by '}{day_text(day)[:4]} "
    return plain(f"{year}{each.counterpart or each.purpose}", 60)


def _bars(pane: Pane, rows: "list[Latency]", top: float) -> None:
    """From least to most; exact ones as a mark, those without a limit fade out by a dashed line."""
    theme, palette = pane.sheet.theme, pane.sheet.palette
    shapes: list[list[tuple[float, float]]] = []
    colours: list[object] = []
    dashed: list[list[tuple[float, float]]] = []
    ends: list[list[tuple[float, float]]] = []
    for i, each in enumerate(rows):
        y, least = i + 0.5, float(each.least or 0)
        most = least if each.most is None else float(each.most)
        fill = to_rgba(area(theme, 0, palette), 1.0 if each.certain else 0.5)
        shapes.append([(least, y - _HALF), (least, y + _HALF), (most, y + _HALF), (most, y - _HALF)])
        colours.append(fill)
        if each.most is None:
            dashed.append([(least, y), (top, y)])
        ends += [
            [(x, y - _HALF - 0.06), (x, y + _HALF + 0.06)]
            for x in ({least} if each.most is None else {least, most})
        ]
    blocks = PolyCollection(shapes, facecolors=colours, linewidths=0, zorder=1.0)
    limits = LineCollection(ends, colors=theme.text, linewidths=1.2, zorder=1.2)
    beyond = LineCollection(
        dashed, colors=theme.marks[0], linewidths=1.4, linestyles=[(0, (3, 2))], zorder=1.1
    )
    for name, artist in (("ranges", blocks), ("limits", limits), ("beyond", beyond)):
        pane.add(artist)
        pane.sheet.artists[name] = artist


def medians(rows: "list[Latency]") -> tuple[float, float] | None:
    """The median of the fewest days and of the most, between which that of the days lies; None if it has no limit."""
    if not rows:
        return None
    low = float(median(each.least or 0 for each in rows))
    high = float(median(float("inf") if each.most is None else each.most for each in rows))
    return low, high


def _median(pane: Pane, rows: "list[Latency]") -> None:
    found = medians([each for each in rows if each.certain] or rows)
    if found is None:
        return
    last = pane.axes.get_xlim()[1]
    low, high = found[0], min(found[1], 2 * last)  # without a limit its edge is out of sight
    colour = pane.sheet.theme.accent
    span = PolyCollection(
        [[(low, 0), (low, len(rows)), (high, len(rows)), (high, 0)]], facecolors=[to_rgba(colour, 0.12)],
        edgecolors=[to_rgba(colour, 0.8)], linewidths=0.9, zorder=0.7,
    )  # fmt: skip
    pane.add(span)
    pane.sheet.artists["median"] = span


def _entries(sheet: Sheet, rows: "list[Latency]") -> list[Entry]:
    theme = sheet.theme
    fill = area(theme, 0, sheet.palette)
    found = [Entry("fewest to most days", to_rgba(fill))]
    if any(not each.certain for each in rows):
        found.append(Entry("perhaps fulfilled", to_rgba(fill, 0.5)))
    if any(each.most is None for each in rows):
        found.append(Entry("at least so many", to_rgba(theme.marks[0]), dash=(0, (3, 2))))
    found.append(Entry("median", to_rgba(theme.accent, 0.12), to_rgba(theme.accent, 0.8)))
    return found


def _teller(chart: "LatencyChart") -> Callable[[InvitationMark], str]:
    by_id = {each.invitation_id: each for each in chart.latencies}

    def tell(mark: InvitationMark) -> str:
        each = by_id[mark.invitation_id]
        if each.most is None:
            days = "" if each.least is None else f"at least {each.least:,} days"
        else:
            days = (
                f"{each.most:,} days"
                if each.least == each.most
                else f"{each.least or 0:,} to {each.most:,} days"
            )
        sure = "" if each.certain else ", perhaps fulfilled"
        return plain(f"{each.counterpart}: {each.purpose}: {days}{sure}")

    return tell
