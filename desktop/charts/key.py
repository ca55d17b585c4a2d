"""The line above a chart: what its height counts, and what each colour stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from desktop.charts.palettes import Colour, area, hatch, hatch_colour
from desktop.charts.text import point, write
from desktop.charts.words import fit, length
from desktop.theme import Theme

_ABOVE = 5.0  # points between axes and the lowest row; all lengths are points
_LINE = 1.5  # row height in font sizes
_GAP = 12.0
_SWATCH = 8.0
_BESIDE = 4.0
_WIDER = 1.04  # hinting widens text on screen


@dataclass(frozen=True, slots=True)
class Entry:
    """One colour of the key and its name; a hatched one has a border and hatching in `line`.

    With `dash`, a line style of Matplotlib's, it stands for a line, with `marker`, its kind of mark, for one of
    these, filled unless `line` is given; with `bar` for the interval about a number.
    """

    name: str
    face: Colour
    line: Colour | None = None
    hatch: str = ""
    dash: Any = None
    marker: str = ""
    bar: bool = False


def bar_entry(theme: Theme, name: str, index: int, palette: str) -> Entry:
    """The entry of a group's bars."""
    fill, kind = to_rgba(area(theme, index, palette)), hatch(index, palette)
    return (
        Entry(name, fill, to_rgba(hatch_colour(theme, index, palette)), kind) if kind else Entry(name, fill)
    )


def flow(widths: Sequence[float], start: float, room: float, gap: float) -> list[tuple[float, int]]:
    """Left edge and row of entries set in a row from `start` on; a row that is full goes on in the next."""
    places: list[tuple[float, int]] = []
    x, row = start, 0
    for width in widths:
        if x > 0 and x + width > room:
            x, row = 0.0, row + 1
        places.append((x, row))
        x += width + gap
    return places


class Key(Artist):
    """Draws a title and, after it, the entries; they break into rows that stand on the axes.

    Not a Matplotlib legend: that one drops names beginning with "_", sets "$…$" as formulas, and takes
    longer to lay out than all bars to draw.
    """

    zorder = 3.0

    def __init__(self, axes: Axes, theme: Theme, size: float) -> None:
        super().__init__()
        self._axes_box = axes
        self._theme = theme
        self._size = size
        self.title = ""
        self.entries: tuple[Entry, ...] = ()

    def height(self, _renderer: RendererBase | None = None) -> float:
        """Room needed above the axes, in points."""
        rows = 1 + max((row for _, row in self.places()), default=0)
        return _ABOVE + rows * self._size * _LINE

    @allow_rasterization
    def draw(self, renderer: RendererBase) -> None:
        """Draw title and entries."""
        if not self.get_visible() or not self.title:
            return
        unit = point(renderer)
        places = self.places()
        rows = 1 + max((row for _, row in places), default=0)
        x0, y0 = self._axes_box.bbox.x0, self._axes_box.bbox.y1 + (_ABOVE + 0.2 * self._size) * unit
        step = self._size * _LINE * unit
        title = fit(self.title, self._size, self._room())
        write(renderer, x0, y0 + (rows - 1) * step, title, self._size, self._theme.text)
        for (x, row), entry in zip(places, self.entries, strict=True):
            left, y = x0 + x * unit, y0 + (rows - 1 - row) * step
            self._swatch(renderer, left, y, entry)
            name = fit(entry.name, self._size, self._room() - _SWATCH - _BESIDE)
            write(renderer, left + (_SWATCH + _BESIDE) * unit, y, name, self._size, self._theme.faint_text)

    def places(self) -> list[tuple[float, int]]:
        """Left edge from the axes' left in points, and row, of each entry."""
        swatch = _SWATCH + _BESIDE
        widths = [swatch + length(entry.name, self._size) * _WIDER for entry in self.entries]
        start = length(self.title, self._size) * _WIDER + 1.5 * _GAP
        return flow(widths, start, self._room(), _GAP)

    def _room(self) -> float:
        figure = self._axes_box.get_figure(root=True)
        return self._axes_box.bbox.width * 72 / (72 if figure is None else figure.dpi)

    def _swatch(self, renderer: RendererBase, x: float, y: float, entry: Entry) -> None:
        unit = point(renderer)
        side = _SWATCH * unit
        gc = renderer.new_gc()
        gc.set_linewidth(0)
        if entry.dash is not None or entry.bar or entry.marker:
            self._stroke(renderer, x, y, entry)
            return
        if entry.line is not None:
            gc.set_linewidth(0.0 if entry.hatch and entry.face[3] == 1 else 0.6 * unit)
            gc.set_foreground(entry.line, isRGBA=True)
            gc.set_hatch(entry.hatch)
            gc.set_hatch_color(entry.line)
            gc.set_hatch_linewidth(0.4)
        square = [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]
        gc.set_snap(True)
        renderer.draw_path(gc, Path(square, closed=True), IdentityTransform(), entry.face)
        gc.restore()

    def _stroke(self, renderer: RendererBase, x: float, y: float, entry: Entry) -> None:
        unit = point(renderer)
        side, middle = _SWATCH * unit, y + _SWATCH / 2 * unit
        ends = ([x + side / 2] * 2, [y, y + side]) if entry.bar else ([x, x + side], [middle] * 2)
        line = Line2D(*ends, color=entry.face, linewidth=1.0 if entry.bar else 1.6)
        if entry.marker:
            line = Line2D(
                [x + side / 2], [middle], color=entry.face, marker=entry.marker, markersize=5, linewidth=0
            )
            line.set_markerfacecolor(entry.face if entry.line is None else self._theme.ground)
        elif not entry.bar:
            line.set_linestyle(entry.dash)
        figure = self._axes_box.get_figure(root=True)
        if figure is not None:
            line.set_figure(figure)
        line.set_transform(IdentityTransform())
        line.draw(renderer)
