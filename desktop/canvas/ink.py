"""A layout made ready to draw: numpy buffers by colour, so that a moved frame only draws them again."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from desktop.canvas.data import CanvasData, Fill, Int32
from desktop.canvas.labels import Labels
from desktop.canvas.layout import LABEL_GAP, Kind, Layout
from desktop.canvas.packing import SHORTEST_LABEL
from desktop.canvas.sprites import BLUR_ALPHA, Rects, Stamping, mark_code, mark_pen
from desktop.look import colour
from desktop.theme import Theme, channels, mix

BAR: Final = 14
"""Height of a bar or band, in pixels."""
THIN_BAR: Final = 4
_ROUND: Final = 4.0
_LONGEST_FADE: Final = 56.0
_TINT: Final = 0.42
"""How much of its colour a bar shows on the ground: a label must stay legible on it."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Bar:
    rect: QRectF
    colour: str
    fill: Fill


class Ink:
    """Everything of one layout that is drawn again in each frame until it is laid out anew."""

    def __init__(self, layout: Layout, data: CanvasData, atlas: Stamping, labels: Labels) -> None:
        self.layout = layout
        self._theme = atlas.theme
        self._atlas = atlas
        self._labels = labels
        self._colour = data.colour[layout.position]
        self._fill = data.fill[layout.position]
        shape = data.shape[layout.position]
        marks = (layout.kind == Kind.MARK) & ~layout.thin
        codes = mark_code(self._colour, shape, self._fill, layout.pale)
        middle = (layout.x0 + layout.x1) / 2
        self._marks = atlas.stamps(atlas.marks(middle[marks], layout.y[marks], codes[marks]))
        self._tints, self._fades = self._bands()
        self._strikes = self._lines()
        self._bars = self._solid_bars()
        self._shades = shading(layout, self._theme)
        self._labelled = np.flatnonzero(layout.room > 0)

    def draw_density(self, painter: QPainter, left: float, width: float) -> int:
        """Draw the shading between two x of the layout; returns the pixel columns drawn."""
        left = max(0.0, left)
        width = min(width, self.layout.width - left)
        for shade, row in zip(self.layout.shades, self._shades, strict=True):
            inset = 2 if shade.height > BAR else 1
            painter.fillRect(QRectF(left, shade.top + inset, width, shade.height - 2 * inset), row)
        return round(width) * len(self.layout.shades)

    def draw_marks(self, painter: QPainter, left: float, right: float) -> int:
        """Draw bands, bars and marks; returns how many of them stand between two x."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(Qt.PenStyle.NoPen)
        for name, rects in self._tints:
            painter.setBrush(colour(name, BLUR_ALPHA))
            rects.draw(painter)
        self._atlas.draw(painter, self._fades)
        for (name, fill), lines in self._strikes.items():
            painter.setPen(mark_pen(name, fill))
            painter.drawLines(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in self._bars:
            if bar.rect.right() >= left and bar.rect.left() <= right:
                self._draw_bar(painter, bar)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._atlas.draw(painter, self._marks)
        layout = self.layout
        return int(np.count_nonzero((layout.x1 >= left) & (layout.x0 <= right)))

    def draw_labels(self, painter: QPainter, left: float, right: float) -> int:
        """Draw the labels between two x; those inside a band follow its visible part. Returns how many."""
        painter.setPen(colour(self._theme.text))
        drawn = 0
        for x, y, entry, room in self.label_boxes(left, right):
            text = self._labels.text(int(self.layout.row[entry]), room)
            # Centred by its own height, as lines of other scripts are higher.
            painter.drawStaticText(QPointF(x, round(y - text.size().height() / 2)), text)
            drawn += 1
        return drawn

    def label_boxes(self, left: float, right: float) -> list[tuple[float, float, int, float]]:
        """Left, middle height, entry in the layout and width of each label that is drawn between two x."""
        layout, which = self.layout, self._labelled
        x0, x1, room = layout.x0[which], layout.x1[which], layout.room[which]
        inside = layout.inside[which]
        x = np.where(inside, np.maximum(x0, left) + 8, x1 + LABEL_GAP)
        # Never cut off by an edge: shortened at the right one, gone with its mark at the left one.
        wanted, room = room, np.minimum(room, right - 4 - x)
        shown = (x >= left) & (room >= np.minimum(wanted, SHORTEST_LABEL)) & (~inside | (x + room + 4 <= x1))
        middle = layout.y[which]
        return list(
            zip(np.round(x)[shown].tolist(), middle[shown].tolist(), which[shown].tolist(),
                room[shown].tolist(), strict=True)
        )  # fmt: skip

    def _bands(self) -> tuple[list[tuple[str, Rects]], Any]:
        """Pale rectangles by colour, and the fades at their ends."""
        layout = self.layout
        wide = layout.x1 - layout.x0
        blur = (layout.kind == Kind.BLUR) | (layout.thin & (layout.kind == Kind.MARK))
        bar = layout.kind == Kind.BAR
        fade = np.where(wide < 12, 0, np.round(np.minimum(0.35 * wide, _LONGEST_FADE)))
        inner0 = np.where(bar, np.minimum(layout.core0, layout.x1), layout.x0 + fade)
        inner1 = np.where(bar, np.maximum(layout.core1, layout.x0), layout.x1 - fade)
        height = np.where(layout.thin, THIN_BAR, BAR)
        drawn = blur | (bar & layout.thin)
        tints: list[tuple[str, Rects]] = []
        for index in sorted(
            set(self._colour[drawn].tolist())
        ):  # np.unique would load numpy.ma before the paint
            which = np.flatnonzero(drawn & (self._colour == index))
            rects = _boxes(inner0[which], inner1[which], layout.y[which], height[which], layout.width)
            tints.append((self._theme.mark(index), Rects(rects)))
        return tints, self._end_fades(blur | bar, inner0, inner1)

    def _end_fades(self, drawn: NDArray[np.bool_], inner0: Floats, inner1: Floats) -> Any:
        layout = self.layout
        parts: list[Floats] = []
        for left, a, b in ((True, layout.x0, inner0), (False, inner1, layout.x1)):
            for thin, height in ((False, BAR), (True, THIN_BAR)):
                near = (b > 0) & (a < layout.width) & (layout.thin == thin)
                which = np.flatnonzero(drawn & near & (b - a >= 2))
                parts.append(
                    self._atlas.fades(
                        a[which], b[which], layout.y[which], height, self._colour[which], left=left
                    )
                )
        return self._atlas.stamps(np.concatenate(parts))

    def _lines(self) -> dict[tuple[str, Fill], list[QLineF]]:
        """Lines under bands that are not plainly held; through them where cancelled."""
        layout = self.layout
        found: dict[tuple[str, Fill], list[QLineF]] = {}
        for i in np.flatnonzero(
            (layout.kind == Kind.BLUR) & (self._fill != Fill.FILLED) & ~layout.thin
        ).tolist():
            fill = Fill(int(self._fill[i]))
            y = float(layout.y[i]) + (0 if fill == Fill.CROSSED else BAR / 2)
            line = QLineF(max(-10.0, layout.x0[i] + 4), y, min(layout.width + 10.0, layout.x1[i] - 4), y)
            found.setdefault((self._theme.mark(int(self._colour[i])), fill), []).append(line)
        return found

    def _solid_bars(self) -> list[_Bar]:
        layout = self.layout
        which = np.flatnonzero((layout.kind == Kind.BAR) & ~layout.thin)
        x0 = np.maximum(layout.core0[which], -20.0)
        x1 = np.minimum(layout.core1[which], layout.width + 20.0)
        top = layout.y[which] - BAR / 2
        return [
            _Bar(QRectF(a + 0.5, y + 0.5, max(2.0, b - a - 1), BAR - 1), self._theme.mark(c), Fill(f))
            for a, b, y, c, f in zip(x0.tolist(), x1.tolist(), top.tolist(), self._colour[which].tolist(),
                                     self._fill[which].tolist(), strict=True)
        ]  # fmt: skip

    def _draw_bar(self, painter: QPainter, bar: _Bar) -> None:
        pen, inside = _bar_style(self._theme.ground, bar.colour, bar.fill)
        painter.setPen(pen)
        painter.setBrush(inside)
        painter.drawRoundedRect(bar.rect, _ROUND, _ROUND)
        if bar.fill == Fill.CROSSED:
            y = bar.rect.center().y()
            painter.drawLine(QLineF(bar.rect.left(), y, bar.rect.right(), y))


def _boxes(x0: Floats, x1: Floats, y: Floats, height: NDArray, width: int) -> Floats:
    x0, x1 = np.clip(x0, -20, width + 20), np.clip(x1, -20, width + 20)
    kept = x1 > x0
    return np.column_stack([x0, y - height / 2, x1 - x0, height])[kept]


def shading(layout: Layout, theme: Theme) -> list[QBrush]:
    """A brush with one row of pixels for each shade, darker where more stands; counts on a log scale.

    Filling a zone with such a row is four times faster than stretching an image over it.
    """
    if not layout.shades:
        return []
    values = np.stack([shade.values for shade in layout.shades])
    pixels = np.ascontiguousarray(_ramp(theme, int(values.max()))[values])
    height, width = pixels.shape
    image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    # Copied row by row, because Qt does not keep the numpy buffer alive.
    return [QBrush(image.copy(0, row, width, 1)) for row in range(height)]


def shade_alpha(most: int) -> NDArray[np.uint32]:
    """Opacity (0–255) of the density colour for each count of 0 to `most`."""
    # A few must be seen, and many must not drown the labels: between a tenth and seven tenths of opacity.
    alpha = (26 + np.log1p(np.arange(most + 1)) / np.log1p(max(12, most)) * 150).astype(np.uint32)
    alpha[0] = 0
    return alpha


def _ramp(theme: Theme, most: int) -> NDArray[np.uint32]:
    """Premultiplied pixels of the density colour for each count of 0 to `most`."""
    alpha = shade_alpha(most)
    red, green, blue = (alpha * channel // 255 for channel in channels(theme.density))
    return (alpha << 24 | red << 16 | green << 8 | blue).astype(np.uint32)


@lru_cache(maxsize=256)
def _bar_style(ground: str, name: str, fill: Fill) -> tuple[QPen, QColor]:
    """Outline and inside of a bar by its status."""
    share = {Fill.FILLED: _TINT, Fill.HALF: 0.2, Fill.DASHED: 0.12, Fill.DOTTED: 0.12}.get(fill, 0.0)
    return mark_pen(name, fill), colour(mix(ground, name, share))


def rows_of(layout: Layout, chosen: NDArray[np.bool_]) -> Int32:
    """Entries of a layout whose row is chosen by a lookup of rows (rows beyond it are not)."""
    known = layout.row < len(chosen)
    found = np.zeros(len(layout.row), bool)
    found[known] = chosen[layout.row[known]]
    return np.flatnonzero(found).astype(np.int32)
