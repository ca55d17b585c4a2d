"""The line above a chart: what its height counts, and what each colour stands for."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from desktop.charts.text import measure, point, write
from desktop.theme import Theme

Colour = tuple[float, float, float, float]

_ABOVE = 5.0  # points between axes and the lowest row; all lengths are points
_LINE = 1.5  # row height in font sizes
_GAP = 12.0
_SWATCH = 8.0
_BESIDE = 4.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One colour of the key and its name; a hatched one has a border and hatching in `line`."""

    name: str
    face: Colour
    line: Colour | None = None
    hatch: str = ""


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

    def height(self, renderer: RendererBase) -> float:
        """Room needed above the axes, in points."""
        rows = 1 + max((row for _, row in self._places(renderer)), default=0)
        return _ABOVE + rows * self._size * _LINE

    @allow_rasterization
    def draw(self, renderer: RendererBase) -> None:
        """Draw title and entries."""
        if not self.get_visible() or not self.title:
            return
        unit = point(renderer)
        places = self._places(renderer)
        rows = 1 + max((row for _, row in places), default=0)
        x0, y0 = self._axes_box.bbox.x0, self._axes_box.bbox.y1 + (_ABOVE + 0.2 * self._size) * unit
        step = self._size * _LINE * unit
        write(renderer, x0, y0 + (rows - 1) * step, self.title, self._size, self._theme.text)
        for (x, row), entry in zip(places, self.entries, strict=True):
            y = y0 + (rows - 1 - row) * step
            self._swatch(renderer, x0 + x, y, entry)
            left = x0 + x + (_SWATCH + _BESIDE) * unit
            write(renderer, left, y, entry.name, self._size, self._theme.faint_text)

    def _places(self, renderer: RendererBase) -> list[tuple[float, int]]:
        """Left edge from the axes' left in pixels, and row, of each entry."""
        unit = point(renderer)
        swatch = (_SWATCH + _BESIDE) * unit
        widths = [swatch + self._width(renderer, entry.name) for entry in self.entries]
        start = self._width(renderer, self.title) + 1.5 * _GAP * unit
        return flow(widths, start, self._axes_box.bbox.width, _GAP * unit)

    def _width(self, renderer: RendererBase, text: str) -> float:
        return measure(renderer, text, self._size)[0] if text else 0.0

    def _swatch(self, renderer: RendererBase, x: float, y: float, entry: Entry) -> None:
        unit = point(renderer)
        side = _SWATCH * unit
        gc = renderer.new_gc()
        gc.set_linewidth(0)
        if entry.line is not None:
            gc.set_linewidth(0.6)
            gc.set_foreground(entry.line, isRGBA=True)
            gc.set_hatch(entry.hatch)
            gc.set_hatch_color(entry.line)
            gc.set_hatch_linewidth(0.4)
        square = [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]
        gc.set_snap(True)
        renderer.draw_path(gc, Path(square, closed=True), IdentityTransform(), entry.face)
        gc.restore()
