"""The frequency chart on screen: Matplotlib's picture, moved with the time axis in every frame.

This module imports Matplotlib; the panel imports it after the window has been painted.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from db.stats.frequency import Frequency
from desktop.axis import TimeAxis
from desktop.canvas.data import ContextBand
from desktop.canvas.gestures import PAN_PER_NOTCH, ZOOM_PER_NOTCH, notches, pans
from desktop.canvas.ticks import ticks
from desktop.charts.frequency import FrequencyArtists, FrequencyOptions
from desktop.look import colour
from desktop.theme import Theme
from desktop.wording import plain_tip, tr

_TICK = 4
_CLICK = 4  # pixels the pointer may slip before a click is a brush


class ChartCanvas(FigureCanvasQTAgg):
    """Draws a frequency whole when it settles, and only what moves while the axis does.

    What stands still (the numbers on the left, the key) is kept as a picture. Days along the foot are drawn
    by Qt, as on the canvas above: Matplotlib takes longer for a dozen labels than for all the bars.
    """

    brushed = Signal(int, int)
    """First day, and the day after the last, of a span of whole bins the user dragged over."""

    def __init__(self, axis: TimeAxis, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Figure(dpi=QGuiApplication.primaryScreen().logicalDotsPerInch()))
        self.setParent(parent)
        self.axis = axis
        self.frequency: Frequency | None = None
        self.frames = 0
        """Frames drawn by moving the chart without drawing it whole."""
        self.wholes = 0
        self._theme = theme
        self._dots = self.figure.dpi  # before Matplotlib multiplies it by the screen's pixel ratio
        self._margins = 96, 0
        self._plot = QRect(96, 0, 1, 1)
        self._picture: object = None  # of what stands still
        self._stale = False
        self._brush: tuple[int, int] | None = None  # pixels where it began and where it is
        self._axes, self._artists = self._make()
        self.mpl_connect("draw_event", self._on_drawn)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        axis.moved.connect(self._on_moved)
        axis.settled.connect(self._on_settled)

    @property
    def artists(self) -> FrequencyArtists:
        """What is drawn."""
        return self._artists

    def show_result(self, frequency: Frequency, contexts: Sequence[ContextBand]) -> None:
        """Show another result; drawn whole only if more than bars and band changed."""
        first = self.frequency is None
        self.frequency = frequency
        self._artists.contexts.bands = contexts
        self._artists.set_view(self.axis.first, self.axis.last)
        if self._artists.update(frequency) or first:
            self._place()
            self.draw_idle()
        else:
            self._stale = True
            self.update()

    def set_margins(self, left: int, right: int) -> None:
        """Begin the time axis this many pixels from the left edge, and end it so many from the right."""
        if (left, right) != self._margins:
            self._margins = left, right
            self._redraw()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        contexts = self._artists.contexts.bands
        self.figure.clear()
        self._axes, self._artists = self._make()
        if self.frequency is not None:
            self._artists.contexts.bands = contexts
            self._artists.update(self.frequency)
        self._redraw()

    def plot_rect(self) -> QRect:
        """The rectangle of the bars, in pixels of the widget."""
        return self._plot

    def day_at(self, x: float) -> float:
        """The day, with its fraction, at a pixel of the widget."""
        plot = self.plot_rect()
        return self.axis.first + (x - plot.left()) / plot.width() * self.axis.span

    # --- Qt overrides ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._draw_idle()
        if self._stale and self._picture is not None:
            self._draw_frame()
        super().paintEvent(event)
        painter = QPainter(self)
        try:
            self._paint_days(painter)
            self._paint_brush(painter)
        finally:
            painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        across, away = notches(event.angleDelta())
        if pans(event.modifiers()) or (across and not away):
            self.axis.pan(-(away + across) * PAN_PER_NOTCH * self.axis.span)
        elif away:
            self.axis.zoom_at(self.day_at(event.position().x()), ZOOM_PER_NOTCH**away)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            x = round(event.position().x())
            self._set_brush((x, x))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._brush is not None:
            self._set_brush((self._brush[0], round(event.position().x())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        span = self._brushed_span()
        if event.button() == Qt.MouseButton.LeftButton and self._brush is not None:
            self._set_brush(None)
            if span is not None:
                self.brushed.emit(*span)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.axis.zoom_at(self.day_at(event.position().x()), 4.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._brush is not None:
            self._set_brush(None)
        else:
            QWidget.keyPressEvent(self, event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self.words_at(event.pos())), self)
            return True
        return super().event(event)

    def words_at(self, at: QPoint) -> str:
        """What the bin at a place of the widget holds, as words; empty outside the bins."""
        place = self._bin_at(at.x()) if self.plot_rect().contains(at) else None
        if place is None or self.frequency is None:
            return ""
        shown = self._artists.stack
        return tr(
            "{label}: {expected} expected, {certain} certain, {possible} possible",
            label=self.frequency.bins.labels[place],
            expected=f"{shown.expected[:, place].sum():.4g}",
            certain=f"{shown.certain[place]:.0f}",
            possible=f"{shown.possible[place]:.0f}",
        )

    # --- slots ---

    def _on_moved(self) -> None:
        self._artists.set_view(self.axis.first, self.axis.last)
        self._stale = True
        self.update()

    def _on_settled(self) -> None:
        self._artists.reshape()
        self._stale = True
        self.update()

    def _on_drawn(self, _event: object) -> None:
        self.wholes += 1
        self._picture = self.copy_from_bbox(self.figure.bbox)
        self._draw_moving()

    # --- helpers ---

    def _make(self) -> tuple[Axes, FrequencyArtists]:
        self.figure.set_facecolor(self._theme.ground)
        axes = self.figure.add_axes((0.1, 0.2, 0.85, 0.6))
        size = self.font().pointSizeF() if self.font().pointSizeF() > 0 else 9.0
        view = (self.axis.first, self.axis.last)
        options = FrequencyOptions(time_ticks=False, named_contexts=False, view=view, size=size * 0.9)
        artists = FrequencyArtists(axes, self._theme, options)
        artists.set_view(*view)
        artists.set_animated(animated=True)
        return axes, artists

    def _redraw(self) -> None:
        self._place()
        self._artists.reshape()
        self.draw_idle()

    def _place(self) -> None:
        """Find the plot's rectangle, between the key and the days, and put the axes there."""
        foot = self.fontMetrics().height() + _TICK + 4
        head = round(self._artists.key.height(self.get_renderer()) * self._dots / 72) + 4
        width, height = max(self.width(), 1), max(self.height(), 1)
        left, right = self._margins
        self._plot = QRect(left, head, max(1, width - left - right), max(1, height - head - foot))
        plot, bottom = self._plot, (height - self._plot.bottom() - 1) / height
        self._axes.set_position((plot.left() / width, bottom, plot.width() / width, plot.height() / height))

    def _draw_frame(self) -> None:
        self.frames += 1
        self.restore_region(self._picture)
        self._draw_moving()

    def _draw_moving(self) -> None:
        self._stale = False
        for artist in self._artists.moving:
            self._axes.draw_artist(artist)

    def _bin_at(self, x: float) -> int | None:
        if self.frequency is None or not len(self.frequency.bins):
            return None
        place = int(np.searchsorted(self.frequency.bins.edges, self.day_at(x), side="right")) - 1
        return place if 0 <= place < len(self.frequency.bins) else None

    def _set_brush(self, brush: tuple[int, int] | None) -> None:
        self._brush = brush
        self.update()

    def _brushed_span(self) -> tuple[int, int] | None:
        """The whole bins between the brush's ends, first day and day after the last; None for a click."""
        if self._brush is None or self.frequency is None or not len(self.frequency.bins):
            return None
        low, high = sorted(self._brush)
        if high - low < _CLICK:
            return None
        edges = self.frequency.bins.edges
        first = max(int(np.searchsorted(edges, self.day_at(low), side="right")) - 1, 0)
        last = min(int(np.searchsorted(edges, self.day_at(high), side="left")), len(edges) - 1)
        return (int(edges[first]), int(edges[last])) if last > first else None

    def _paint_brush(self, painter: QPainter) -> None:
        span = self._brushed_span()
        if span is None:
            return
        plot = self.plot_rect()
        scale = plot.width() / self.axis.span
        left = plot.left() + (span[0] - self.axis.first) * scale
        area = QRectF(left, plot.top(), (span[1] - span[0]) * scale, plot.height()).intersected(QRectF(plot))
        painter.fillRect(area, colour(self._theme.selection, 0.18))
        painter.setPen(colour(self._theme.selection))
        painter.drawLine(area.topLeft(), area.bottomLeft())
        painter.drawLine(area.topRight(), area.bottomRight())

    def _paint_days(self, painter: QPainter) -> None:
        """Ticks and, in one row, their labels: the larger unit where one begins, else the smaller."""
        if self.frequency is None or not len(self.frequency.bins):
            return
        plot, metrics = self.plot_rect(), painter.fontMetrics()
        scale, low, end = plot.width() / self.axis.span, plot.bottom() + 1, 0
        for tick in ticks(self.axis.first, self.axis.last, plot.width(), metrics.horizontalAdvance("0")):
            x = round(plot.left() + (tick.day - self.axis.first) * scale)
            painter.setPen(colour(self._theme.line))
            painter.drawLine(x, low, x, low + _TICK)
            if x >= end:
                words = tick.outer or tick.label
                painter.setPen(colour(self._theme.text if tick.outer else self._theme.faint_text))
                painter.drawText(x + 4, low + 2 + metrics.ascent(), words)
                end = x + 4 + metrics.horizontalAdvance(f"{words} ")
