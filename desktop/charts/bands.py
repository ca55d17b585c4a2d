"""Context behind a chart: crises, governments, congresses as pale bands with small names."""

from collections.abc import Sequence

from matplotlib.artist import Artist, allow_rasterization
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_rgb
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from desktop.canvas.data import ContextBand
from desktop.charts.text import measure, plain, point, write
from desktop.theme import Theme, mix

_LEAST = 1.5  # points: a single day must be seen in a view of decades
_THIN = 8.0  # points: the name of a band thinner than this may stand beside it
_ASIDE = 24.0  # points: how far beside such a band its name may begin
_INDENT = 3.0
_PALER = 0.3  # how far a tint is moved towards the ground, so that the grid shows on it
_EDGE = 0.18  # how far a band's edge is darker than the band
_TALL = "Ag"
_LONGEST = 40  # characters of a name


class ContextBands(Artist):
    """Draws dated spans over the height of an axes in pale tints, named where there is room."""

    zorder = 0.4

    def __init__(self, axes: Axes, theme: Theme, size: float, *, named: bool) -> None:
        super().__init__()
        self._axes_box = axes
        self._theme = theme
        self._size = size
        self._named = named
        self.bands: Sequence[ContextBand] = ()
        self.labels: list[str] = []
        """The names that the last drawing had room for."""

    @allow_rasterization
    def draw(self, renderer: RendererBase) -> None:
        """Draw the bands that touch the span the axes show now, short ones over long ones."""
        if not self.get_visible():
            return
        first, last = self._axes_box.get_xlim()
        self.labels = []
        shown = [band for band in self.bands if band.first < last and band.last + 1 > first]
        for band in sorted(shown, key=lambda band: band.first - band.last):
            tint = mix(self._theme.context(band.colour, band.own), self._theme.ground, _PALER)
            self._fill(renderer, *self._ends(renderer, band), tint)
        for band in shown:
            self._part(renderer, band)
        free = self._axes_box.bbox.x0
        for band in sorted(shown, key=lambda band: band.first) if self._named else ():
            free = self._put_name(renderer, band, free)

    def _ends(self, renderer: RendererBase, band: ContextBand) -> tuple[float, float]:
        """Left and right of a band in pixels, inside the axes."""
        box = self._axes_box.bbox
        first, last = self._axes_box.get_xlim()
        scale = box.width / (last - first)
        left = box.x0 + (band.first - first) * scale
        right = max(box.x0 + (band.last + 1 - first) * scale, left + _LEAST * point(renderer))
        return max(left, box.x0), min(right, box.x1)

    def _fill(self, renderer: RendererBase, left: float, right: float, colour: str) -> None:
        low, high = self._axes_box.bbox.y0, self._axes_box.bbox.y1
        gc = renderer.new_gc()
        gc.set_linewidth(0)
        corners = [(left, low), (left, high), (right, high), (right, low), (left, low)]
        renderer.draw_path(gc, Path(corners, closed=True), IdentityTransform(), to_rgb(colour))
        gc.restore()

    def _part(self, renderer: RendererBase, band: ContextBand) -> None:
        """Draw a faint line where a band begins: one government is told from the next by it."""
        left, right = self._ends(renderer, band)
        if right - left < _THIN * point(renderer) or left <= self._axes_box.bbox.x0:
            return
        low, high = self._axes_box.bbox.y0, self._axes_box.bbox.y1
        gc = renderer.new_gc()
        gc.set_linewidth(0.6)
        gc.set_snap(True)
        gc.set_foreground(mix(self._theme.context(band.colour, band.own), self._theme.text, _EDGE))
        renderer.draw_path(gc, Path([(left, low), (left, high)]), IdentityTransform())
        gc.restore()

    def _put_name(self, renderer: RendererBase, band: ContextBand, free: float) -> float:
        """Write a band's name at its top if it has room right of pixel `free`; return where the next has."""
        text = plain(band.label, _LONGEST)
        if not text:
            return free
        unit = point(renderer)
        left, right = self._ends(renderer, band)
        thin = right - left < _THIN * unit
        room = self._axes_box.bbox.x1 if thin else right
        left, width = max(left + _INDENT * unit, free), measure(renderer, text, self._size)[0]
        if left + width > room or (thin and left > right + _ASIDE * unit):
            return free
        _, height = measure(renderer, _TALL, self._size)  # the same for all: names stand on one line
        y = self._axes_box.bbox.y1 - height - _INDENT * unit
        write(renderer, left, y, text, self._size, self._theme.faint_text)
        self.labels.append(text)
        return left + width + 2 * _INDENT * unit
