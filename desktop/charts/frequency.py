"""The exchange frequency chart: expected counts as stacked bars under the band from certain to possible."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch, StepPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from db.stats.caption import NOUNS
from db.stats.frequency import ALL, Frequency
from desktop.canvas.data import ContextBand
from desktop.charts.bands import ContextBands
from desktop.charts.key import Entry, Key
from desktop.charts.layers import NOTHING, bars, nothing, sides, stack
from desktop.charts.overlays import band_entry
from desktop.charts.palettes import BAND_HATCH, area, band_colours
from desktop.charts.text import family, font
from desktop.charts.timeticks import TimeTicks
from desktop.theme import Theme

_HEADROOM = 1.04
_MANY = 1200  # bins drawn whether in view or not
_POINTS_PER_TICK = 20.0  # height of the axes that earns one more number beside it


@dataclass(frozen=True, slots=True)
class FrequencyOptions:
    """How a frequency is drawn; none of it changes a number."""

    contexts: Sequence[ContextBand] = ()
    named_contexts: bool = True
    band: bool = True
    key: bool = True
    time_ticks: bool = True
    most_groups: int = 8  # the smallest of more are drawn together, in grey
    view: tuple[float, float] | None = None  # days shown; the bins' span if None
    size: float = 8.0  # points of the text


class FrequencyArtists:
    """The artists of one frequency chart, made once and given new data by `update`.

    `moving` are those that follow the time axis, in the order of drawing; everything else stays where it
    is while the axis moves, so a window may keep it as a picture and draw the moving ones over it.
    """

    def __init__(self, axes: Axes, theme: Theme, options: FrequencyOptions) -> None:
        self.axes = axes
        self.theme = theme
        self.options = options
        self.stack = NOTHING
        self.view = options.view
        self.layers: list[PathPatch] = []
        self.contexts = ContextBands(axes, theme, options.size - 1, named=options.named_contexts)
        self.contexts.bands = options.contexts
        self.grid = LineCollection([], colors=theme.grid, linewidths=0.7, zorder=0.5)
        self.grid.set_transform(axes.get_yaxis_transform())
        self.band = StepPatch([np.nan], [0, 1], baseline=0, fill=True, zorder=2.0)
        self.ticks = TimeTicks(axes, theme, options.size)
        self.ticks.set_visible(options.time_ticks)
        self.key = Key(axes, theme, options.size)
        for artist in (self.contexts, self.grid, self.band, self.ticks, self.key):
            axes.add_artist(artist)
        self.message = axes.text(
            0.5,
            0.5,
            "",
            ha="center",
            va="center",
            color=theme.faint_text,
            fontproperties=font(options.size + 1),
        )
        self.message.set_transform(axes.transAxes)
        _hatch(self.band, theme)
        _quiet(axes, theme, options.size)

    @property
    def moving(self) -> list[Artist]:
        """What is drawn anew in each frame of a moving time axis, in order."""
        ticks = [self.ticks] if self.options.time_ticks else []
        return [self.contexts, self.grid, *self.layers, self.band, *ticks]

    def update(self, frequency: Frequency) -> bool:
        """Show another result with the same artists; tell whether more than the moving ones changed."""
        before = self._still()
        self.stack = stack(frequency, self.options.most_groups)
        empty = not len(frequency.bins)
        self.message.set_text(nothing(frequency.undated) if empty else "")
        self.key.title = "" if empty else f"{NOUNS[frequency.unit][1]} per {frequency.by}"
        self.key.entries = self._entries() if self.options.key else ()
        edges = frequency.bins.edges
        view = self.view or (None if empty else (float(edges[0]), float(edges[-1])))
        if view is not None:
            self.axes.set_xlim(*view)
        self._scale()
        self.axes.yaxis.set_visible(not empty)
        self.axes.spines["bottom"].set_visible(not empty)
        self.grid.set_visible(not empty)
        self.reshape()
        return self._still() != before

    def set_view(self, first: float, last: float) -> None:
        """Show the days from `first` to `last`; bars and band keep their shape until `reshape`."""
        self.view = (first, last)
        self.axes.set_xlim(first, last)

    def reshape(self) -> None:
        """Fit bars and band to the view: the room between bars, and which of very many bins are drawn."""
        part = _near(self.stack.edges, self.view)
        edges = self.stack.edges[part.start : part.stop + 1]
        tops = np.cumsum(self.stack.expected[:, part], axis=0)
        self._match_layers(len(tops))
        first, last = self.axes.get_xlim()
        left, right = sides(edges, self.axes.bbox.width / (last - first))
        for i, (layer, top) in enumerate(zip(self.layers, tops, strict=True)):
            layer.set_path(bars(left, right, tops[i - 1] if i else np.zeros_like(top), top))
            layer.set_facecolor(self.colour(i))
        self.band.set_visible(self.has_band)
        if self.has_band:
            vague, low, high = (a[part] for a in (self.stack.vague, self.stack.certain, self.stack.possible))
            foot: Any = np.where(vague, low, np.nan)  # Matplotlib's own types know a single number only
            self.band.set_data(np.where(vague, high, np.nan), edges, foot)

    def set_animated(self, *, animated: bool) -> None:
        """Leave the moving artists out of ordinary drawing, or take them in again."""
        for artist in self.moving:
            artist.set_animated(animated)

    @property
    def has_band(self) -> bool:
        """Whether any bin has a band to show."""
        return self.options.band and bool(self.stack.vague.any())

    def colour(self, layer: int) -> str:
        """The fill of a layer's bars."""
        return area(self.theme, self.stack.colours[layer], "theme")

    def _scale(self) -> None:
        """Fit the y axis to the data, whole numbers along it, with room for the names of contexts on top."""
        tops = self.stack.possible if self.options.band else self.stack.expected.sum(axis=0)
        high = max(float(tops.max(initial=0.0)), 1.0) * _HEADROOM
        if self.options.contexts and self.options.named_contexts:
            high /= 1 - min(0.4, (self.options.size + 6) / max(self._points_high(), 1.0))
        rows = int(min(max(self._points_high() / _POINTS_PER_TICK, 1), 5))
        self.axes.yaxis.set_major_locator(MaxNLocator(nbins=rows, integer=True, steps=[1, 2, 5, 10]))
        self.axes.set_ylim(0, high)
        ticks = [tick for tick in self.axes.yaxis.get_majorticklocs() if 0 < tick <= high]
        self.grid.set_segments([[(0, tick), (1, tick)] for tick in ticks])

    def _points_high(self) -> float:
        figure = self.axes.get_figure(root=True)
        return self.axes.bbox.height * 72 / (72 if figure is None else figure.dpi)

    def _still(self) -> tuple[object, ...]:
        """All that is drawn by artists that don't move."""
        return self.axes.get_ylim(), self.key.title, self.key.entries, self.message.get_text()

    def _match_layers(self, number: int) -> None:
        while len(self.layers) < number:
            patch = PathPatch(Path(np.empty((0, 2))), linewidth=0, snap=True, zorder=1.0)
            patch.set_animated(self.band.get_animated())
            self.axes.add_artist(patch)
            self.layers.append(patch)
        while len(self.layers) > number:
            self.layers.pop().remove()

    def _entries(self) -> tuple[Entry, ...]:
        """The key: nothing for a single group without a band."""
        names = ["expected" if name == ALL else name for name in self.stack.names]
        entries = [Entry(name, to_rgba(self.colour(i))) for i, name in enumerate(names)]
        if self.has_band:
            entries.append(band_entry(self.theme))
        return tuple(entries) if len(entries) > 1 else ()


def draw(
    axes: Axes, frequency: Frequency, theme: Theme, options: FrequencyOptions | None = None
) -> FrequencyArtists:
    """Draw a frequency into empty axes; its x axis is in day ordinals, as the timeline's."""
    artists = FrequencyArtists(axes, theme, options or FrequencyOptions())
    artists.update(frequency)
    return artists


def _near(edges: NDArray[np.float64], view: tuple[float, float] | None) -> slice:
    """Which bins to draw: all, or of very many those in the view and one view's length beside it."""
    bins = max(len(edges) - 1, 0)
    if view is None or bins <= _MANY:
        return slice(0, bins)
    span = view[1] - view[0]
    low, high = np.searchsorted(edges, [view[0] - span, view[1] + span]).tolist()
    return slice(min(max(low - 1, 0), bins - 1), max(min(high, bins), 1))


def _hatch(band: StepPatch, theme: Theme) -> None:
    face, line = band_colours(theme)
    band.set_facecolor(face)
    band.set_edgecolor(line)
    band.set_linewidth(0.6)
    band.set_hatch(BAND_HATCH)
    band.set_hatch_linewidth(0.4)


def _quiet(axes: Axes, theme: Theme, size: float) -> None:
    """No frame but a line to stand on, numbers on the left; the days below are drawn by TimeTicks."""
    axes.set_facecolor("none")
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(theme.line)
    axes.spines["bottom"].set_linewidth(0.8)
    axes.xaxis.set_visible(False)
    axes.tick_params(axis="y", length=0, pad=4, labelsize=size, labelcolor=theme.faint_text)
    axes.tick_params(axis="y", labelfontfamily=list(family()))
