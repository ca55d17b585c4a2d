"""Marks and fades drawn once each, then stamped by the thousand in one call."""

from typing import Any, Final, Protocol

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QPixmap, QPolygonF

from desktop.canvas.data import Fill, Shape
from desktop.canvas.layout import MARK
from desktop.look import colour
from desktop.theme import Theme, mix

CELL: Final = 16
"""Logical pixels of a mark's cell in the atlas: the mark and room for its outline."""
FADE_CELL: Final = 64
"""Logical width of a fade, stretched to the length that is needed."""
_ACROSS: Final = 32
Floats = NDArray[np.float64]


def mark_code(colour_index: NDArray, shape: NDArray, fill: NDArray, pale: NDArray) -> NDArray:
    """One number for each look of a mark (colours -1 to 7)."""
    return (((colour_index.astype(np.int64) + 1) * 4 + shape) * 8 + fill) * 2 + pale


class Stamps:
    """A numpy buffer that Qt reads as `PixmapFragment`s: one call draws them all."""

    def __init__(self, fragments: Floats) -> None:
        self._buffer = np.ascontiguousarray(fragments, dtype=np.float64)
        self.count = len(self._buffer)
        self._first = (
            shiboken6.wrapInstance(self._buffer.ctypes.data, QPainter.PixmapFragment) if self.count else None
        )

    def draw(self, painter: QPainter, pixmap: QPixmap) -> None:
        """Stamp all fragments from an atlas."""
        if self._first is not None:
            # The wrapper's type is not to be known to a checker.
            painter.drawPixmapFragments(self._first, self.count, pixmap)  # pyright: ignore[reportArgumentType]


class Rects:
    """A numpy buffer of n rectangles (x, y, width, height) that Qt reads as `QRectF`s."""

    def __init__(self, rects: Floats) -> None:
        self._buffer = np.ascontiguousarray(rects, dtype=np.float64)
        self.count = len(self._buffer)
        self._first = shiboken6.wrapInstance(self._buffer.ctypes.data, QRectF) if self.count else None

    def draw(self, painter: QPainter) -> None:
        """Draw all rectangles with the painter's pen and brush."""
        if self._first is not None:
            # The stub wants a list, but the pointer and count of C++ are taken too: no object per rectangle.
            painter.drawRects(self._first, self.count)  # pyright: ignore[reportCallIssue, reportArgumentType]


class Stamping(Protocol):
    """What marks and fades are made ready with, and drawn by."""

    theme: Theme

    def marks(self, x: Floats, y: Floats, codes: NDArray) -> Floats:
        """Rows, one a mark, that `stamps` takes."""
        ...

    def fades(
        self, x0: Floats, x1: Floats, y: Floats, height: float, colours: NDArray, *, left: bool
    ) -> Floats:
        """Rows, one a fade, that `stamps` takes."""
        ...

    def stamps(self, rows: Floats) -> Any:
        """Make marks or fades ready to be drawn again and again."""
        ...

    def draw(self, painter: QPainter, stamps: Any) -> None:
        """Draw what `stamps` made ready."""
        ...


class Atlas:
    """The pixmap that holds each look of a mark, and each colour's fades, once it has been asked for."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self.theme = theme
        self.ratio = ratio
        rows = 2 * len(theme.marks) * len(Shape) * len(Fill) // _ACROSS + 1
        self._fade_top = rows * CELL
        height = self._fade_top + len(theme.marks) * CELL
        self.pixmap = QPixmap(round(_ACROSS * CELL * ratio), round(height * ratio))
        self.pixmap.fill(Qt.GlobalColor.transparent)
        self._slots: dict[int, int] = {}
        self._draw_fades()

    def marks(self, x: Floats, y: Floats, codes: NDArray) -> Floats:
        """Fragments (n, 10) that draw the marks of some codes centred at x, y."""
        unique = sorted(set(codes.tolist()))  # np.unique would load numpy.ma before the first paint
        missing = [code for code in unique if code not in self._slots]
        if missing:
            self._draw_marks(missing)
        slots = np.array([self._slots[code] for code in unique], np.int64)[np.searchsorted(unique, codes)]
        return self._fragments(
            x,
            y,
            slots % _ACROSS * CELL,
            slots // _ACROSS * CELL,
            np.full(len(x), CELL),
            np.ones(len(x)),
            CELL,
        )

    def fades(
        self, x0: Floats, x1: Floats, y: Floats, height: float, colours: NDArray, *, left: bool
    ) -> Floats:
        """Fragments that fade a colour in from x0 to x1 (`left`) or out, centred at y."""
        n = len(x0)
        source_x = np.full(n, 0 if left else FADE_CELL)
        source_y = self._fade_top + np.where(colours < 0, len(self.theme.marks) - 1, colours) * CELL
        found = self._fragments(
            (x0 + x1) / 2, y, source_x, source_y, np.full(n, FADE_CELL), (x1 - x0) / FADE_CELL, CELL
        )
        found[:, 7] *= height / CELL
        return found

    def stamps(self, rows: Floats) -> Stamps:
        """Make fragments ready to be stamped."""
        return Stamps(rows)

    def draw(self, painter: QPainter, stamps: Stamps) -> None:
        """Stamp all fragments."""
        stamps.draw(painter, self.pixmap)

    def _fragments(
        self, x: Floats, y: Floats, sx: NDArray, sy: NDArray, width: NDArray, stretch: Floats, height: int
    ) -> Floats:
        # The fields of PixmapFragment: x, y, source left and top, width, height, scales, rotation, opacity.
        ratio = self.ratio
        found = np.empty((len(x), 10))
        found[:, 0], found[:, 1] = x, y
        found[:, 2], found[:, 3] = sx * ratio, sy * ratio
        found[:, 4], found[:, 5] = width * ratio, height * ratio
        found[:, 6], found[:, 7] = stretch / ratio, 1 / ratio
        found[:, 8], found[:, 9] = 0, 1
        return found

    def _draw_fades(self) -> None:
        painter = QPainter(self.pixmap)
        try:
            painter.scale(self.ratio, self.ratio)
            for i, name in enumerate(self.theme.marks):
                top = self._fade_top + i * CELL
                for left, sides in ((0, (0.0, BLUR_ALPHA)), (FADE_CELL, (BLUR_ALPHA, 0.0))):
                    gradient = QLinearGradient(left, 0, left + FADE_CELL, 0)
                    gradient.setColorAt(0, colour(name, sides[0]))
                    gradient.setColorAt(1, colour(name, sides[1]))
                    painter.fillRect(QRectF(left, top, FADE_CELL, CELL), gradient)
        finally:
            painter.end()

    def _draw_marks(self, codes: list[int]) -> None:
        painter = QPainter(self.pixmap)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for code in codes:
                slot = self._slots[code] = len(self._slots)
                painter.resetTransform()
                painter.scale(self.ratio, self.ratio)
                painter.translate(slot % _ACROSS * CELL + CELL / 2, slot // _ACROSS * CELL + CELL / 2)
                pale, rest = code % 2, code // 2
                name = self.theme.mark(rest // 32 - 1)
                draw_mark(painter, self.theme, name, Shape(rest // 8 % 4), Fill(rest % 8), pale=bool(pale))
        finally:
            painter.end()


BLUR_ALPHA: Final = 0.34
"""Opacity of what lies somewhere in its range."""


def draw_mark(painter: QPainter, theme: Theme, name: str, shape: Shape, fill: Fill, *, pale: bool) -> None:
    """Draw one mark centred at the origin: shape by group, fill by status, pale if its day is not known."""
    outline = name if not pale else mix(name, theme.ground, 0.35)
    inner = {Fill.FILLED: name if not pale else mix(name, theme.ground, 0.55)}.get(fill, theme.ground)
    if fill in (Fill.DOTTED, Fill.DASHED):
        inner = mix(name, theme.ground, 0.78)
    painter.setPen(mark_pen(outline, fill))
    painter.setBrush(colour(inner))
    half = MARK / 2 - 0.75
    _draw_shape(painter, shape, half)
    if fill == Fill.HALF:
        painter.save()
        painter.setClipRect(QRectF(-CELL / 2, 0, CELL, CELL / 2))
        painter.setBrush(colour(outline))
        _draw_shape(painter, shape, half)
        painter.restore()
    elif fill == Fill.CROSSED:
        reach = half * 0.62
        painter.drawLine(QPointF(-reach, -reach), QPointF(reach, reach))
        painter.drawLine(QPointF(-reach, reach), QPointF(reach, -reach))


def mark_pen(name: str, fill: Fill) -> QPen:
    """The outline of a mark or bar: dashed and dotted where nobody verified or confirmed it."""
    pen = QPen(QColor(name), 1.5 if fill != Fill.FILLED else 1.0)
    if fill == Fill.DASHED:
        pen.setDashPattern([2.0, 1.4])
    elif fill == Fill.DOTTED:
        pen.setDashPattern([0.8, 1.4])
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _draw_shape(painter: QPainter, shape: Shape, half: float) -> None:
    if shape == Shape.DISC:
        painter.drawEllipse(QPointF(0, 0), half, half)
    elif shape == Shape.SQUARE:
        painter.drawRoundedRect(QRectF(-half + 0.5, -half + 0.5, 2 * half - 1, 2 * half - 1), 1, 1)
    elif shape == Shape.DIAMOND:
        reach = half + 0.75
        painter.drawPolygon(_polygon((0, -reach), (reach, 0), (0, reach), (-reach, 0)))
    else:
        painter.drawPolygon(_polygon((0, -half), (half + 0.5, half - 0.5), (-half - 0.5, half - 0.5)))


def _polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])
