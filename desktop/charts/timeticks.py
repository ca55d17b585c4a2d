"""The days along the foot of a chart: the timeline's ticks, quick enough to draw in every frame."""

from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from desktop.canvas.ticks import ticks
from desktop.charts.text import point, write
from desktop.theme import Theme

_TICK = 3.0  # points, as all lengths here
_GAP = 2.0
_IN = 3.0
_LINE = 1.25  # line height in font sizes
_CHARACTER = 0.65  # width of a digit in font sizes


class TimeTicks(Artist):
    """Draws ticks and their labels under an axes whose x axis is in day ordinals."""

    zorder = 2.6

    def __init__(self, axes: Axes, theme: Theme, size: float) -> None:
        super().__init__()
        self._axes_box = axes
        self._theme = theme
        self._size = size
        self.beyond = float("inf")
        """Points right of the axes up to which a label may reach."""
        self.labels: list[str] = []
        """What the last drawing showed, from left to right."""

    def height(self, width: float) -> float:
        """Room needed below axes `width` points wide, in points: one row of labels or two."""
        return self.room(*self._axes_box.get_xlim(), width, self._size)

    @staticmethod
    def room(first: float, last: float, width: float, size: float) -> float:
        """The same for any span of days."""
        outer = any(tick.outer for tick in ticks(first, last, width, size * _CHARACTER))
        return _TICK + _GAP + (2 if outer else 1) * _LINE * size

    @allow_rasterization
    def draw(self, renderer: RendererBase) -> None:
        """Draw the ticks of the span the axes show now."""
        if not self.get_visible():
            return
        unit = point(renderer)
        box = self._axes_box.bbox
        first, last = self._axes_box.get_xlim()
        gc = renderer.new_gc()
        gc.set_linewidth(0.8)
        gc.set_foreground(self._theme.line)
        self.labels = []
        for tick in ticks(first, last, box.width, self._size * _CHARACTER * unit):
            x = box.x0 + (tick.day - first) / (last - first) * box.width
            stroke = Path([(x, box.y0), (x, box.y0 - _TICK * unit)])
            renderer.draw_path(gc, stroke, IdentityTransform())
            self._put(renderer, x, 0, tick.label, self._theme.faint_text)
            self._put(renderer, x, 1, tick.outer, self._theme.text)
        gc.restore()

    def _put(self, renderer: RendererBase, x: float, row: int, text: str, colour: str) -> None:
        if text:
            unit = point(renderer)
            y = self._axes_box.bbox.y0 - unit * (_TICK + _GAP + self._size * (row * _LINE + 0.95))
            wide = min(renderer.get_canvas_width_height()[0], self._axes_box.bbox.x1 + self.beyond * unit)
            if x + (_IN + len(text) * _CHARACTER * self._size) * unit > wide:
                return
            write(renderer, x + _IN * unit, y, text, self._size, colour)
            self.labels.append(text)
