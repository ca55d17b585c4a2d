"""The canvas's own picture made for paper: light, as vectors, laid out once for all pages."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from desktop.canvas.data import ContextBand, FrameCounters
from desktop.canvas.furniture import AXIS, Frame
from desktop.canvas.gaps import Silence, silences
from desktop.canvas.index import LaneIndex
from desktop.canvas.labels import Labels, Titles
from desktop.canvas.lanes import ROW, Ints, Lanes
from desktop.canvas.layout import Kind, Layout, View, lay_out
from desktop.canvas.paint import Picture
from desktop.picture import fonts
from desktop.picture.vector import VectorAtlas, VectorFurniture, VectorInk
from desktop.theme import LIGHT, Theme

MOST_MARKS: Final = 20_000
"""Marks of one row of pages drawn singly at most; the screen, which redraws, has a lower limit."""
LONGEST: Final = 420.0
"""Pixels of a label at most: nobody can hover over paper to read on."""
_NAME: Final = 0.2
"""Of the width, that the lanes' names take at most."""
_ASIDE: Final = 56
"""Pixels beside a lane's name: its edges and how many events it has."""


@dataclass(frozen=True, slots=True)
class Tile:
    """The part of the picture on one page: pixels of the whole plot from `left` on, and some lanes."""

    left: int
    width: int
    lanes: range


class Drawing(Picture):
    """Draws tiles of a span of days in lanes. Only its measures are pixels: the painter scales them.

    No pixmap is used, so that it works in any thread.
    """

    def __init__(self, index: LaneIndex, contexts: Sequence[ContextBand], titles: Titles) -> None:
        self._widest = 0.0
        super().__init__(LIGHT, fonts.font(fonts.TEXT), titles)
        self.contexts = [_cleaned(band) for band in contexts]
        self._laid_out: tuple[range, VectorInk, list[Silence]] | None = None
        self.whole = View(0.0, 1.0, 1)
        self.set_index(index)
        advance = QFontMetricsF(self._font).horizontalAdvance
        self._widest = max((advance(fonts.clean(name)) for name in index.data.lane_labels), default=0.0)

    def set_look(self, theme: Theme, font: QFont, ratio: float) -> None:
        del ratio
        self.theme = theme
        self.labels = Labels(font, self._clean_titles, math.inf, LONGEST)
        self.furniture = VectorFurniture(theme, font, fonts.clean)
        self._font = font
        self._atlas = VectorAtlas(theme)
        self.forget()

    def forget(self) -> None:
        super().forget()
        self._laid_out = None

    def show(self, first: float, last: float, width: int, available: int, *, crowded: bool = False) -> None:
        """Show the days from `first` to `last` (exclusive) on a plot of `width` pixels, lanes in a height if they fit.

        Lanes are as high as what they hold in these days asks; `crowded` ones have one row if they don't fit else.
        """
        self.whole = View(first, last, width)
        days = math.floor(first), math.ceil(last) - 1
        sizes = [
            [self.index.count_touching(band, lane, *days) for lane in range(self.index.lanes)]
            for band in (False, True)
        ]
        precise, band = (np.array(each, np.int64) for each in sizes)
        self._counts = (precise + band).tolist()
        self.lanes = Lanes.fit(precise, band, available)
        if crowded and self.lanes.height > available:
            self.lanes = self.lanes.with_mark_rows(np.ones(self.lanes.count, np.int64))
        self.forget()
        if self.lanes.count:
            self._trim(precise)
            self.forget()

    @property
    def counts(self) -> list[int]:
        """How many placements of each lane stand in the days shown."""
        return list(self._counts)

    @property
    def shown(self) -> int:
        """How many placements stand in the days shown."""
        return sum(self._counts)

    @property
    def header_width(self) -> int:
        """Width of the column of lane names: as wide as the widest of them, if that is not too wide."""
        return int(min(max(96.0, self._widest + _ASIDE), max(96.0, self.size.width() * _NAME)))

    def paint_tile(self, painter: QPainter, tile: Tile, size: QSize) -> None:
        """Paint a tile into a rectangle of a size, axis and names included, from the painter's origin."""
        self.size = size
        scale = self.whole.scale
        first = (self.whole.origin + tile.left) / scale
        self.view = View(first, first + tile.width / scale, tile.width)
        self.scroll = int(self.lanes.tops[tile.lanes.start])
        self.paint(painter)

    def tile_height(self, lanes: range) -> int:
        """How high a tile with some lanes is."""
        height = int(self.lanes.tops[lanes.stop] - self.lanes.tops[lanes.start])
        return AXIS + self.context_height + height

    def layouts(self, rows: Sequence[range]) -> Iterator[Layout]:
        """The layouts of some rows of lanes, which tell what is drawn singly and how."""
        for lanes in rows:
            yield self._ink_of(lanes).layout

    @property
    def waiting(self) -> bool:
        return False

    # --- what the screen does anew for each frame ---

    def _prepare(self, frame: Frame) -> bool:
        self._ink = self._ink_of(frame.shown)
        left = float(frame.view.origin - self._ink.layout.base)
        _, _, found = self._laid_out or (None, None, [])
        self._silences = [each for each in found if each.x1 >= left and each.x0 <= left + frame.view.width]
        return True

    def _trim(self, precise: Ints) -> None:
        """Take away the rows in which nothing came to stand."""
        layout = self._ink_of(range(self.lanes.count)).layout
        rows = np.ones(self.lanes.count, np.int64)
        zones = np.array([self.lanes.marks_zone(lane)[0] for lane in range(self.lanes.count)], np.int64)
        used = ((layout.y - zones[layout.lane]) // ROW + 1).astype(np.int64)
        inside = (used >= 1) & (used <= self.lanes.mark_rows[layout.lane])
        np.maximum.at(rows, layout.lane[inside], used[inside])
        shaded = {shade.lane for shade in layout.shades if not shade.band}
        rows = np.where(np.isin(np.arange(len(rows)), list(shaded)), self.lanes.mark_rows, rows)
        self.lanes = self.lanes.with_mark_rows(
            np.minimum(np.where(precise > 0, rows, 1), self.lanes.mark_rows)
        )

    def _ink_of(self, lanes: range) -> VectorInk:
        if self._laid_out is None or self._laid_out[0] != lanes:
            layout = lay_out(self.index, self.lanes, lanes, self.whole, self.labels.measure, MOST_MARKS)
            ink = VectorInk(layout, self.index.data, self._atlas, self.labels)
            self._laid_out = lanes, ink, silences(layout)
        return self._laid_out[1]

    def _paint_highlights(self, painter: QPainter, ink: object, frame: Frame) -> None:
        """Nothing is selected on paper."""

    def _fit(self) -> None:
        """Lanes are fitted to what is shown, by `show`."""
        self.forget()

    def _clean_titles(self, rows: list[int]) -> list[str]:
        return [fonts.clean(text) for text in self._titles(rows)]


def single(layout: Layout, view: View) -> np.ndarray:
    """Entries of a layout drawn singly within a view."""
    left = float(view.origin - layout.base)
    return np.flatnonzero((layout.x1 >= left) & (layout.x0 <= left + view.width))


def _cleaned(band: ContextBand) -> ContextBand:
    return ContextBand(
        band.first, band.last, band.lo, band.hi, fonts.clean(band.label), band.colour, band.kind, band.own
    )


__all__ = ["Drawing", "FrameCounters", "Kind", "Tile", "single"]
