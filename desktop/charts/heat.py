"""Heat maps: counts in two directions in one hue, and who met whom."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import ListedColormap, to_rgba
from matplotlib.image import AxesImage
from matplotlib.patches import Rectangle

from db.plots.marks import CellMark
from db.stats.caption import NOUNS
from db.stats.matrix import Matrix
from desktop.charts.drawn import Marked, boxes
from desktop.charts.key import Entry
from desktop.charts.layers import nothing
from desktop.charts.palettes import BAND_HATCH, GREY
from desktop.charts.scales import told
from desktop.charts.sheet import LINE, Pane, Sheet, widest
from desktop.charts.text import plain
from desktop.charts.words import Word, fit, length
from desktop.theme import Theme, contrast, mix

if TYPE_CHECKING:
    from db.plots.results import HeatChart

_NAMES: Final = 0.34  # of the width at most
_MOST_HEAD: Final = 0.32  # of the height
_SHADES: Final = 64
_LEAST_CELL: Final = 9.0  # points of a cell whose numbers are written
_GAP_FROM: Final = 6.0  # points of a cell that has a line about it
_MOST_TALL: Final = 34.0  # points of a row
_SLANT: Final = 90.0


def draw_heat(sheet: Sheet, chart: "HeatChart") -> Marked:
    """Draw the cells, names left and on top, numbers in the cells where they fit."""
    of = chart.matrix
    rows, columns = of.expected.shape
    if not rows or not columns or not of.possible.any():
        sheet.say(nothing())
        return Marked()
    vague = of.possible > of.certain
    down = [plain(name, 60) for name in of.down.labels]
    across = [plain(name, 40) for name in of.across.labels]
    left = sheet.left + min(widest(down, sheet.size), _NAMES * (sheet.right - sheet.left)) + 6
    title = _title(chart)
    key = sheet.keyed(left, sheet.right, title, _entries(sheet, of, vague=bool(vague.any())), sheet.low)
    wide = (sheet.right - left) / columns
    upright = widest(across, sheet.size) + 4 > wide and not _sparse(across, wide, sheet.size)
    head = min(widest(across, sheet.size) + 6, _MOST_HEAD * sheet.height) if upright else sheet.size * LINE
    high = key.high - head
    tall = min((high - sheet.low) / rows, sheet.row(_MOST_TALL))
    pane = sheet.pane(left, high - tall * rows, sheet.right, high)
    pane.limits((0, columns), (rows, 0))
    _cells(pane, of)
    _unsure(pane, vague, min(wide, tall))
    if of.symmetric:
        _diagonal(pane, rows)
    _row_names(sheet, pane, down, tall, left)
    _column_names(sheet, pane, across, upright=upright)
    _numbers(pane, of, wide, tall)
    marks = [CellMark(r, c) for r in range(rows) for c in range(columns)]
    x, y = pane.x(np.arange(columns + 1)), pane.y(np.arange(rows + 1))
    where = boxes(
        np.tile(x[:-1], rows), np.repeat(y[1:], columns), np.tile(x[1:], rows), np.repeat(y[:-1], columns)
    )
    return Marked(marks, where, _teller(of))


def shades(theme: Theme, palette: str) -> list[str]:
    """One hue from the ground to its darkest (on a dark ground, to its lightest)."""
    end = mix(theme.text, theme.ground, 0.2) if palette == GREY else mix(theme.marks[0], theme.text, 0.3)
    empty = mix(theme.ground, theme.text, 0.035)
    start = mix(theme.ground, end, 0.14)
    return [empty, *(mix(start, end, i / (_SHADES - 2)) for i in range(_SHADES - 1))]


def _title(chart: "HeatChart") -> str:
    of = chart.matrix
    noun = NOUNS[of.unit][1]
    if of.symmetric:
        return f"{noun} in which both took part"
    return f"{noun} by {of.down.name} and {of.across.name}"


def _places(of: Matrix) -> np.ndarray:
    """Shade of each cell, 0 for none: even steps of the root, which tells small numbers apart."""
    top = float(of.expected.max()) or 1.0
    share = np.sqrt(np.clip(of.expected / top, 0, 1))
    return np.where(of.expected > 0, 1 + np.round(share * (_SHADES - 2)), 0).astype(int)


def _cells(pane: Pane, of: Matrix) -> None:
    """All cells as one picture of a pixel each, with lines of the ground between where they are large."""
    sheet = pane.sheet
    rows, columns = of.expected.shape
    colours = ListedColormap(shades(sheet.theme, sheet.palette))
    image = AxesImage(
        pane.axes, cmap=colours, interpolation="nearest", origin="upper", extent=(0, columns, rows, 0)
    )
    image.set_data(_places(of))
    image.set_clim(0, _SHADES - 1)
    image.set_zorder(0.8)
    pane.axes.add_image(image)
    sheet.artists["cells"] = image
    if min(pane.wide / columns, pane.tall / rows) < _GAP_FROM:
        return
    lines = [[(c, 0), (c, rows)] for c in range(1, columns)] + [
        [(0, r), (columns, r)] for r in range(1, rows)
    ]
    pane.add(LineCollection(lines, colors=sheet.theme.ground, linewidths=1.0, zorder=0.9))


def _unsure(pane: Pane, vague: np.ndarray, cell: float) -> None:
    """A corner of each cell in which less is certain than possible, as the key says."""
    places = np.argwhere(vague).tolist()
    if not places:
        return
    rows, columns = vague.shape
    side = min(0.32 * cell, 6.0)
    w, h = side / (pane.wide / columns), side / (pane.tall / rows)
    corners = [[(c + 1, r), (c + 1 - w, r), (c + 1, r + h)] for r, c in places]
    made = PolyCollection(
        corners, facecolors=[to_rgba(pane.sheet.theme.text, 0.75)], linewidths=0, zorder=1.1
    )
    pane.add(made)
    pane.sheet.artists["imprecise"] = made


def _diagonal(pane: Pane, rows: int) -> None:
    """Nobody meets himself: those cells are hatched, not empty."""
    for i in range(rows):
        square = Rectangle(
            (i, i), 1, 1, facecolor=pane.sheet.theme.ground, edgecolor=pane.sheet.theme.hatch, linewidth=0,
            hatch=BAND_HATCH, zorder=1.0,
        )  # fmt: skip
        pane.add(square)


def _row_names(sheet: Sheet, pane: Pane, names: list[str], tall: float, left: float) -> None:
    every = max(int(np.ceil(sheet.size * 1.1 / tall)), 1)
    chosen = range(0, len(names), every)
    ys = pane.y(np.array(chosen) + 0.5).tolist()
    sheet.names([names[i] for i in chosen], left - 5, ys, left - sheet.left - 6, tall)


def _column_names(sheet: Sheet, pane: Pane, names: list[str], *, upright: bool) -> None:
    xs, size, colour = pane.x(np.arange(len(names)) + 0.5).tolist(), sheet.size, sheet.theme.text
    end = -1e9
    room = _MOST_HEAD * sheet.height - 8
    for x, name in zip(xs, names, strict=True):
        half = size * 0.6 if upright else length(name, size) / 2
        if x - half < end:
            continue
        end = x + half + (0 if upright else 0.5 * size)
        if upright:
            word = Word(x, pane.high + 4, fit(name, size, room), size, colour, 0, 0.5, _SLANT)
        else:
            word = Word(x, pane.high + 4, name, size, colour, 0.5)
        sheet.words.put(word)


def _sparse(names: list[str], wide: float, size: float) -> bool:
    """Whether names may be left out in a row: years and other bins are read off their neighbours."""
    return all(name[:4].isdigit() for name in names) and 6 * wide >= widest(names, size)


def _numbers(pane: Pane, of: Matrix, wide: float, tall: float) -> None:
    """Expected counts in the cells, if all have room."""
    sheet = pane.sheet
    texts = {(r, c): _short(float(of.expected[r, c])) for r, c in np.argwhere(of.expected > 0).tolist()}
    if not texts or tall < max(sheet.small + 2, _LEAST_CELL):
        return
    size = sheet.small
    if widest(list(set(texts.values())), size) + 3 > wide:
        size = sheet.small - 1
        if widest(list(set(texts.values())), size) + 1.5 > wide:
            return
    places, palette = _places(of), shades(sheet.theme, sheet.palette)
    xs, ys = pane.x(np.arange(len(of.across)) + 0.5), pane.y(np.arange(len(of.down)) + 0.5)
    for (r, c), text in texts.items():
        fill = palette[places[r, c]]
        pair = (sheet.theme.text, sheet.theme.ground)
        ink = max(pair, key=lambda each: contrast(each, fill))
        sheet.words.put(Word(float(xs[c]), float(ys[r]), text, size, ink, 0.5, 0.5))


def _short(value: float) -> str:
    if value >= 9.95 or abs(value - round(value)) < 0.005:
        return told(float(round(value)))
    return f"{value:.1f}" if value >= 0.05 else "<.1"


def _entries(sheet: Sheet, of: Matrix, *, vague: bool) -> list[Entry]:
    """A few shades with their numbers, and what a corner means."""
    palette = shades(sheet.theme, sheet.palette)
    top = float(of.expected.max())
    values = sorted({_short(v): v for v in (top / 9, top / 2.25, top) if v > 0}.values())
    found = [Entry("none", to_rgba(palette[0]), to_rgba(sheet.theme.line))]  # else it is lost in the ground
    for value in values:
        place = 1 + round((value / top) ** 0.5 * (_SHADES - 2))
        found.append(Entry(_short(value), to_rgba(palette[place])))
    if vague:
        found.append(Entry("dates leave open (corner)", to_rgba(sheet.theme.text, 0.75)))
    return found


def _teller(of: Matrix) -> Callable[[CellMark], str]:
    def tell(mark: CellMark) -> str:
        r, c = mark.row, mark.column
        names = f"{plain(of.down.labels[r])}, {plain(of.across.labels[c])}"
        return f"{names}: {of.expected[r, c]:.4g} expected, {of.certain[r, c]} certain, {of.possible[r, c]} possible"

    return tell
