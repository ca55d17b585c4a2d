"""The thin strip that shows the whole span, how much stands where, and which part the canvas shows."""

from enum import Enum, auto
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.axis import TimeAxis
from desktop.canvas.data import Int32
from desktop.canvas.ticks import ticks
from desktop.look import colour, theme_for
from desktop.theme import Theme

HEIGHT: Final = 44
_GRIP: Final = 6
"""Pixels around an edge of the handle that resize it."""
_LABELS: Final = 14


class _Hold(Enum):
    NOTHING = auto()
    MIDDLE = auto()
    LEFT = auto()
    RIGHT = auto()


class OverviewStrip(QWidget):
    """Shows the axis's whole span with the visible window as a handle to drag, resize, or send elsewhere."""

    def __init__(self, axis: TimeAxis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = axis
        self._days: Int32 = np.zeros(0, np.int32)
        self._heights: NDArray[np.float64] = np.zeros(0)
        self._counted: tuple[float, float, int] | None = None
        self._theme: Theme | None = None
        self._hold = _Hold.NOTHING
        self._offset = 0.0
        axis.moved.connect(self._on_moved)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Overview of the whole span"))

    def set_days(self, days: Int32) -> None:
        """Show how many of these days (ascending ordinals of starts) fall where."""
        self._days = days
        self._counted = None
        self.update()

    def set_theme(self, theme: Theme | None) -> None:
        """Draw in a theme's colours; None follows the palette."""
        self._theme = theme
        self.update()

    def handle(self) -> QRectF:
        """The visible window's rectangle."""
        left, right = self._x(self.axis.first), self._x(self.axis.last)
        return QRectF(left, 0, max(2.0, right - left), self.height())

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        try:
            self._paint(painter, self._theme or theme_for(self.palette()))
        finally:
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        self._hold = self._what_is_at(x)
        if self._hold is _Hold.NOTHING:
            self._center(x)
            self._hold = _Hold.MIDDLE
        self._offset = self._day(x) - self.axis.first

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._hold is _Hold.MIDDLE:
            self.axis.pan(self._day(x) - self._offset - self.axis.first)
        elif self._hold is _Hold.LEFT:
            self.axis.set_view(min(self._day(x), self.axis.last - 3), self.axis.last)
        elif self._hold is _Hold.RIGHT:
            self.axis.set_view(self.axis.first, max(self._day(x), self.axis.first + 3))
        else:
            edge = self._what_is_at(x) in {_Hold.LEFT, _Hold.RIGHT}
            self.setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._hold = _Hold.NOTHING

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        self.axis.show_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -0.25, Qt.Key.Key_Right: 0.25}
        key = Qt.Key(event.key())
        if key in steps:
            self.axis.pan(steps[key] * self.axis.span)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.axis.show_all()
        else:
            super().keyPressEvent(event)

    def _on_moved(self) -> None:
        self.update()

    def _what_is_at(self, x: float) -> _Hold:
        handle = self.handle()
        # On a handle too narrow to have a middle, its middle third still moves it.
        grip = min(_GRIP, handle.width() / 3)
        if abs(x - handle.left()) <= grip:
            return _Hold.LEFT
        if abs(x - handle.right()) <= grip:
            return _Hold.RIGHT
        return _Hold.MIDDLE if handle.left() < x < handle.right() else _Hold.NOTHING

    def _center(self, x: float) -> None:
        self.axis.pan(self._day(x) - (self.axis.first + self.axis.last) / 2)

    def _x(self, day: float) -> float:
        axis = self.axis
        return (day - axis.lowest) / (axis.highest - axis.lowest) * self.width()

    def _day(self, x: float) -> float:
        axis = self.axis
        return axis.lowest + x / max(1, self.width()) * (axis.highest - axis.lowest)

    def _count(self) -> None:
        """Count the days per pixel column, once per size and span; heights go with the square root."""
        key = (self.axis.lowest, self.axis.highest, self.width())
        if key == self._counted:
            return
        edges = np.ceil(np.linspace(self.axis.lowest, self.axis.highest, self.width() + 1)).astype(np.int32)
        counts = np.diff(np.searchsorted(self._days, edges))
        # Smoothed over five columns, or a sparse timeline would be a comb.
        smooth = np.convolve(counts, np.array([1, 2, 3, 2, 1]) / 9, mode="same")
        self._heights = np.sqrt(smooth / max(1e-9, float(smooth.max(initial=0))))
        self._counted = key

    def _paint(self, painter: QPainter, theme: Theme) -> None:
        self._count()
        width, bottom = self.width(), self.height() - _LABELS
        painter.fillRect(self.rect(), colour(theme.header_ground))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.density, 0.55))
        top = bottom - self._heights * (bottom - 6)
        outline = [QPointF(0, bottom), *map(QPointF, range(width), top.tolist()), QPointF(width, bottom)]
        painter.drawPolygon(QPolygonF(outline))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._paint_years(painter, theme, bottom)
        self._paint_handle(painter, theme)

    def _paint_years(self, painter: QPainter, theme: Theme, bottom: int) -> None:
        font = self.font()
        font.setPointSizeF(max(6.0, font.pointSizeF() * 0.8))
        painter.setFont(font)
        painter.setPen(colour(theme.line))
        painter.drawLine(0, bottom, self.width(), bottom)
        digit = painter.fontMetrics().horizontalAdvance("0") * 1.6
        for tick in ticks(self.axis.lowest, self.axis.highest, self.width(), digit):
            x = round(self._x(tick.day))
            painter.setPen(colour(theme.line))
            painter.drawLine(x, bottom, x, bottom + 3)
            painter.setPen(colour(theme.faint_text))
            painter.drawText(x + 3, self.height() - 3, tick.label)

    def _paint_handle(self, painter: QPainter, theme: Theme) -> None:
        handle = self.handle()
        shade = colour(theme.ground, 0.55)
        painter.fillRect(QRectF(0, 0, handle.left(), self.height()), shade)
        painter.fillRect(QRectF(handle.right(), 0, self.width() - handle.right(), self.height()), shade)
        painter.setPen(QPen(colour(theme.accent, 0.8), 1))
        painter.setBrush(colour(theme.accent, 0.08))
        painter.drawRect(handle.adjusted(0.5, 0.5, -0.5, -0.5).toRect())
        if self.hasFocus():
            painter.setPen(QPen(colour(theme.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
