"""Marks, fades and density of the canvas drawn as shapes, where the screen stamps pixels."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from desktop.canvas.data import Fill, Shape
from desktop.canvas.furniture import Frame, Furniture
from desktop.canvas.ink import BAR, Ink, shade_alpha
from desktop.canvas.sprites import BLUR_ALPHA, CELL, draw_mark
from desktop.canvas.ticks import Tick
from desktop.look import colour
from desktop.theme import Theme

Floats = NDArray[np.float64]
_MARK: Final = -1.0
"""Stands in the column for a fade's direction where the row is a mark."""
Row = tuple[float, float, float, float, float, float]


class VectorAtlas:
    """Draws marks and fades one by one with the code that fills the screen's atlas; safe in any thread."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def marks(self, x: Floats, y: Floats, codes: NDArray) -> Floats:
        """Rows (n, 6): left, right, middle height, height, code, and that it is a mark."""
        size, kind = np.full(len(x), float(CELL)), np.full(len(x), _MARK)
        return np.column_stack([x - CELL / 2, x + CELL / 2, y, size, codes, kind])

    def fades(
        self, x0: Floats, x1: Floats, y: Floats, height: float, colours: NDArray, *, left: bool
    ) -> Floats:
        """Rows (n, 6): left, right, middle height, height, colour, and whether it fades in."""
        n = len(x0)
        return np.column_stack([x0, x1, y, np.full(n, float(height)), colours, np.full(n, float(left))])

    def stamps(self, rows: Floats) -> Floats:
        """The rows themselves."""
        return rows

    def draw(self, painter: QPainter, stamps: Floats) -> None:
        """Draw what touches the painter's clip."""
        clip = painter.clipBoundingRect()
        seen = (
            (stamps[:, 1] >= clip.left()) & (stamps[:, 0] <= clip.right())
            & (stamps[:, 2] + CELL >= clip.top()) & (stamps[:, 2] - CELL <= clip.bottom())
        )  # fmt: skip
        for row in stamps[seen].tolist():
            (self._draw_mark if row[5] == _MARK else self._draw_fade)(painter, row)

    def _draw_mark(self, painter: QPainter, row: Row) -> None:
        x0, x1, y, _, code, _ = row
        rest = int(code) // 2
        name = self.theme.mark(rest // 32 - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate((x0 + x1) / 2, y)
        draw_mark(painter, self.theme, name, Shape(rest // 8 % 4), Fill(rest % 8), pale=bool(int(code) % 2))
        painter.restore()

    def _draw_fade(self, painter: QPainter, row: Row) -> None:
        x0, x1, y, height, index, fades_in = row
        fill_fade(painter, QRectF(x0, y - height / 2, x1 - x0, height), self.theme.mark(int(index)),
                  *((0.0, BLUR_ALPHA) if fades_in else (BLUR_ALPHA, 0.0)))  # fmt: skip


def fill_fade(painter: QPainter, rect: QRectF, name: str, begin: float, end: float) -> None:
    """Fill a rectangle with a colour whose opacity goes from `begin` on its left to `end`, one of them 0.

    Qt's PDF knows no gradients of opacity. Steps laid over each other, each from where it begins to the opaque
    side, have no seams between them.
    """
    most = max(begin, end)
    if begin == end:
        painter.fillRect(rect, colour(name, most))
        return
    steps = int(min(max(rect.width() / 3, 5), 16))
    reached = 0.0
    for step in range(steps):
        wanted = most * (step + 0.5) / steps
        part = rect.adjusted(rect.width() * step / steps, 0, 0, 0)
        if begin > end:
            part = rect.adjusted(0, 0, -rect.width() * step / steps, 0)
        painter.fillRect(part, colour(name, (wanted - reached) / (1 - reached)))
        reached = wanted


class VectorInk(Ink):
    """Draws density as rectangles, one for each run of columns that hold as many."""

    def draw_density(self, painter: QPainter, left: float, width: float) -> int:
        layout = self.layout
        most = max((int(shade.values.max(initial=0)) for shade in layout.shades), default=0)
        alpha = shade_alpha(most) / 255
        first, after = max(0, int(left)), min(layout.width, int(np.ceil(left + width)))
        painter.setPen(Qt.PenStyle.NoPen)
        for shade in layout.shades:
            inset = 2 if shade.height > BAR else 1
            for begin, end, value in _runs(shade.values[first:after]):
                rect = QRectF(first + begin, shade.top + inset, end - begin, shade.height - 2 * inset)
                painter.fillRect(rect, colour(self._theme.density, float(alpha[value])))
        return (after - first) * len(layout.shades)


def _runs(values: NDArray[np.int32]) -> list[tuple[int, int, int]]:
    """First column, the one after the last, and value of each run of equal values above 0."""
    if not len(values):
        return []
    starts = np.flatnonzero(np.diff(values, prepend=values[0] - 1))
    ends = np.append(starts[1:], len(values))
    found = zip(starts.tolist(), ends.tolist(), values[starts].tolist(), strict=True)
    return [run for run in found if run[2] > 0]


class VectorFurniture(Furniture):
    """Draws lane names themselves, where the screen keeps a picture of them."""

    def __init__(self, theme: Theme, font: QFont, clean: Callable[[str], str]) -> None:
        super().__init__(theme, font)
        self._clean = clean

    def ticks(self, frame: Frame) -> list[Tick]:
        """The ticks, without the names of those that the edge of the paper would cut."""
        found = super().ticks(frame)
        width, room = self._metrics[id(self.small_font)].horizontalAdvance, frame.plot.right() - 5
        return [
            Tick(
                tick.day,
                *(
                    label if frame.x(tick.day) + width(label) <= room else ""
                    for label in (tick.label, tick.outer)
                ),
            )
            for tick in found
        ]

    def _fill_fade(self, painter: QPainter, rect: QRectF, name: str, sides: tuple[float, float]) -> None:
        fill_fade(painter, rect, name, *sides)

    def draw_headers(
        self,
        painter: QPainter,
        frame: Frame,
        labels: Sequence[str],
        counts: Sequence[int],
        current: int | None,
    ) -> None:
        area = self.header_area(frame)
        if area.isEmpty():
            return
        each = tuple(
            (self._clean(labels[lane]), counts[lane], int(frame.lanes.tops[lane])) for lane in frame.shown
        )
        painter.save()
        painter.setClipRect(area)
        self._draw_headers(painter, frame, area, each, current)
        painter.restore()
