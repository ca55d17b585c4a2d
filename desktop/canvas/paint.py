"""The whole picture of a timeline: what stands where for a view, painted in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from desktop.canvas.data import CanvasData, ContextBand, FrameCounters
from desktop.canvas.furniture import AXIS, CONTEXT_ROW, MOST_CONTEXT_ROWS, Frame, Furniture
from desktop.canvas.gaps import Silence, silences
from desktop.canvas.index import LaneIndex
from desktop.canvas.ink import BAR, Ink, rows_of
from desktop.canvas.labels import Labels, Titles
from desktop.canvas.lanes import Lanes
from desktop.canvas.layout import LABEL_GAP, View, lay_out
from desktop.canvas.sprites import Atlas
from desktop.look import colour
from desktop.theme import Theme

SLOP: Final = 3.0
"""Pixels beside a mark that still count as a hit."""
_MOST_HIDDEN: Final = 500
_MORE_LANES: Final = 4


@dataclass(slots=True)
class Overlay:
    """What the pointer is doing, drawn over the marks."""

    hovered: int | None = None
    """Placement under the pointer."""
    moving: int | None = None
    moved_by: int = 0
    """Days that the placement `moving` is being dragged."""
    moved_text: str = ""
    band: QRect | None = None
    focused: bool = False


class Picture:
    """Knows where everything stands in a view of given size, paints it, and finds what is at a point.

    Keeps the layout of the last frame, so that a pan only draws it elsewhere.
    """

    def __init__(self, theme: Theme, font: QFont, titles: Titles, ratio: float = 1.0) -> None:
        self.index = LaneIndex(CanvasData())
        self.contexts: list[ContextBand] = []
        self.counters = FrameCounters()
        self.overlay = Overlay()
        self.current_lane: int | None = None
        self.gaps_shown = True
        self.view = View(0.0, 1.0, 1)
        self.size = QSize(0, 0)
        self.scroll = 0
        self._titles = titles
        self._font = font
        self._selected = np.zeros(0, bool)
        self._selected_places = np.zeros(0, np.int64)
        self._counts: Sequence[int] = []
        self._ink: Ink | None = None
        self._silences: list[Silence] = []
        self.lanes = Lanes.fit(*self.index.lane_sizes(), 0)
        self.set_look(theme, font, ratio)

    # What is shown

    def set_look(self, theme: Theme, font: QFont, ratio: float) -> None:
        """Draw in another theme, font or density of pixels."""
        self.theme = theme
        self.labels = Labels(font, self._titles)
        self.furniture = Furniture(theme, font)
        self._font = font
        self._atlas = Atlas(theme, ratio)
        self.forget()

    def set_titles(self, titles: Titles) -> None:
        """Ask another provider for labels."""
        self._titles = titles
        self.labels = Labels(self._font, titles)
        self.forget()

    def set_index(self, index: LaneIndex) -> None:
        """Show other placements, or others of them."""
        self.index = index
        self.labels.forget()
        self._count_lanes()
        self._fit()

    def set_selection(self, rows: Sequence[int]) -> None:
        """Outline the placements of some rows."""
        wanted = np.sort(np.array(rows, np.int32))
        self._selected = np.zeros(int(wanted[-1]) + 1 if len(wanted) else 0, bool)
        self._selected[wanted] = True
        self._selected_places = self.index.places_of(wanted, _MOST_HIDDEN)

    def resize(self, size: QSize) -> None:
        """Fit the lanes to another size."""
        self.size = size
        self._fit()

    def forget(self) -> None:
        """Lay out anew at the next frame."""
        self._ink = None

    # Where things stand

    @property
    def header_width(self) -> int:
        """Width of the column of lane names."""
        return min(240, max(96, self.size.width() // 6 // 4 * 4))

    @property
    def context_height(self) -> int:
        """Height of the strip of context names."""
        return min(MOST_CONTEXT_ROWS, len(self.contexts)) * CONTEXT_ROW

    def plot_rect(self) -> QRect:
        """The rectangle of the lanes, right of their names and below axis and context names."""
        top = AXIS + self.context_height
        return QRect(
            self.header_width,
            top,
            max(1, self.size.width() - self.header_width),
            max(0, self.size.height() - top),
        )

    def frame(self) -> Frame:
        """Where things stand just now."""
        plot = self.plot_rect()
        shown = self.lanes.between(self.scroll, self.scroll + plot.height())
        return Frame(plot, self.view, self.lanes, shown, self.scroll, AXIS)

    def look_at(self, first: float, last: float, scroll: int) -> None:
        """Show the days from `first` to `last` (exclusive), lanes scrolled by some pixels."""
        self.view = View(first, last, self.plot_rect().width())
        self.scroll = scroll

    def placement_at(self, point: QPoint | QPointF) -> int | None:
        """The placement whose mark, or else label, is at a point; the nearest if marks are close."""
        if self._ink is None or not self.plot_rect().contains(QPointF(point).toPoint()):
            return None
        layout = self._ink.layout
        x, y = self._inner(point)
        reach = np.where(layout.thin, 4.0, BAR / 2 + 2)
        near = (layout.x0 - SLOP <= x) & (layout.x1 + SLOP >= x) & (np.abs(layout.y - y) <= reach)
        found = np.flatnonzero(near)
        if len(found):
            distance = np.abs((layout.x0[found] + layout.x1[found]) / 2 - x)
            return int(layout.position[found[np.argmin(distance)]])
        left = float(self.view.origin - layout.base)
        for at, middle, entry, room in self._ink.label_boxes(left, left + self.view.width):
            if at <= x <= at + room and abs(y - middle) <= BAR / 2 + 2:
                return int(layout.position[entry])
        return None

    def crowd_at(self, point: QPoint | QPointF) -> int:
        """How many events the density under a point stands for; 0 where there is none."""
        if self._ink is None or not self.plot_rect().contains(QPointF(point).toPoint()):
            return 0
        x, y = self._inner(point)
        return sum(
            int(shade.values[int(x)])
            for shade in self._ink.layout.shades
            if shade.top <= y < shade.top + shade.height and 0 <= x < len(shade.values)
        )

    def lane_at(self, y: float) -> int | None:
        """The lane at a height of the widget."""
        plot = self.plot_rect()
        return self.lanes.at(y - plot.top() + self.scroll) if y >= plot.top() else None

    def placements_in(self, area: QRect) -> NDArray[np.int32]:
        """All placements that touch a rectangle of the widget, drawn singly or not."""
        plot = self.plot_rect()
        area = area.intersected(plot)
        top = area.top() - plot.top() + self.scroll
        lanes = self.lanes.between(top, top + area.height())
        first = self.view.day(area.left() - plot.left())
        last = self.view.day(area.right() - plot.left())
        return self.index.visible(int(np.floor(first)), int(np.floor(last)), lanes)

    # Painting

    def paint(self, painter: QPainter) -> None:
        """Paint everything; the painter's state is left as it was."""
        begun = perf_counter()
        frame = self.frame()
        counters = FrameCounters(laid_out=self._prepare(frame))
        ticks = self.furniture.ticks(frame)
        painter.save()
        painter.setFont(self._font)
        self.furniture.draw_ground(painter, frame, ticks, self.contexts)
        self._paint_events(painter, frame, counters)
        self._paint_pointer(painter, frame)
        self.furniture.draw_context_labels(painter, frame, self.contexts)
        self.furniture.draw_axis(painter, frame, ticks, self.size.width())
        self.furniture.draw_headers(
            painter, frame, self.index.data.lane_labels, self._counts, self.current_lane
        )
        painter.restore()
        counters.ms = (perf_counter() - begun) * 1000
        self.counters = counters

    @property
    def waiting(self) -> bool:
        """Whether the last frame left labels to the next."""
        return self._ink is not None and self._ink.layout.waiting

    def _prepare(self, frame: Frame) -> bool:
        if self._ink is not None and self._ink.layout.serves(frame.view, frame.shown):
            return False
        shown = frame.shown
        if self._ink is not None and self._ink.layout.view == frame.view:
            # Who scrolls goes on scrolling: some lanes more spare the next steps a layout.
            shown = range(max(0, shown.start - _MORE_LANES), min(self.lanes.count, shown.stop + _MORE_LANES))
        layout = lay_out(self.index, self.lanes, shown, frame.view, self.labels.measure)
        self._ink = Ink(layout, self.index.data, self._atlas, self.labels)
        self._silences = silences(layout)
        return True

    def _paint_events(self, painter: QPainter, frame: Frame, counters: FrameCounters) -> None:
        ink = self._ink
        assert ink is not None  # noqa: S101 - _prepare has just seen to it
        left = float(frame.view.origin - ink.layout.base)
        right = left + frame.view.width
        painter.save()
        painter.setClipRect(frame.plot)
        painter.translate(frame.plot.left() - left, frame.plot.top() - frame.scroll)
        counters.visited = ink.layout.visited if counters.laid_out else 0
        counters.columns = ink.draw_density(painter, left, frame.view.width)
        self._paint_highlights(painter, ink, frame)
        counters.marks = ink.draw_marks(painter, left, right)
        counters.labels = ink.draw_labels(painter, left, right)
        if self.gaps_shown:
            self.furniture.draw_silences(painter, frame, self._silences)
        painter.restore()

    def _paint_highlights(self, painter: QPainter, ink: Ink, frame: Frame) -> None:
        layout, theme = ink.layout, self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = rows_of(layout, self._selected)
        painter.setPen(QPen(colour(theme.selection), 1.5))
        painter.setBrush(colour(theme.selection, 0.14))
        for entry in chosen.tolist():
            painter.drawRoundedRect(self._pill(ink, entry), 6, 6)
        self._paint_hidden(painter, ink, frame)
        if self.overlay.hovered is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(theme.selection, 0.12))
            for entry in np.flatnonzero(layout.position == self.overlay.hovered).tolist():
                painter.drawRoundedRect(self._pill(ink, entry), 6, 6)

    def _paint_hidden(self, painter: QPainter, ink: Ink, frame: Frame) -> None:
        """A ring where a selected event stands within density, so that a selection is never lost."""
        if not len(self._selected_places):
            return
        data, view = self.index.data, frame.view
        hidden = self._selected_places[~np.isin(self._selected_places, ink.layout.position)]
        for place in hidden.tolist():
            lane, day = int(data.lane[place]), int(data.start_lo[place])
            if lane in frame.shown and view.first <= day < view.last:
                top, _, _ = self.lanes.marks_zone(lane)
                x = (day + 0.5) * view.scale - ink.layout.base
                painter.drawEllipse(QPointF(x, top + 10), 5, 5)

    def _pill(self, ink: Ink, entry: int) -> QRectF:
        layout = ink.layout
        x0, x1 = max(float(layout.x0[entry]), -20.0), min(float(layout.x1[entry]), layout.width + 20.0)
        if layout.room[entry] and not layout.inside[entry]:
            x1 += float(layout.room[entry]) + LABEL_GAP
        half = 5 if layout.thin[entry] else BAR / 2 + 2
        return QRectF(x0 - 3.5, float(layout.y[entry]) - half + 0.5, x1 - x0 + 7, 2 * half - 1)

    def _paint_pointer(self, painter: QPainter, frame: Frame) -> None:
        over, theme = self.overlay, self.theme
        if over.moving is not None and self._ink is not None:
            self._paint_moving(painter, frame, self._ink, over.moving)
        if over.band is not None:
            painter.setPen(QPen(colour(theme.accent), 1))
            painter.setBrush(colour(theme.accent, 0.1))
            painter.drawRect(over.band)
        if over.focused:
            painter.setPen(QPen(colour(theme.accent, 0.6), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame.plot.adjusted(0, 0, -1, -1))

    def _paint_moving(self, painter: QPainter, frame: Frame, ink: Ink, moving: int) -> None:
        """The event where it would go, and its new date beside it."""
        entries = np.flatnonzero(ink.layout.position == moving)
        if not len(entries):
            return
        over, theme, entry = self.overlay, self.theme, int(entries[0])
        shift = round(over.moved_by * frame.view.scale)
        x = frame.plot.left() - (frame.view.origin - ink.layout.base) + shift
        y = frame.plot.top() - frame.scroll + float(ink.layout.y[entry])
        rect = QRectF(x + ink.layout.x0[entry], y - BAR / 2, ink.layout.x1[entry] - ink.layout.x0[entry], BAR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(theme.accent), 1.5))
        painter.setBrush(colour(theme.accent, 0.35))
        painter.drawRoundedRect(rect, 5, 5)
        width = painter.fontMetrics().horizontalAdvance(over.moved_text) + 16
        left = rect.right() + 6 if rect.right() + 6 + width < frame.plot.right() else rect.left() - 6 - width
        tag = QRectF(left, y - 11, width, 22)
        painter.setPen(QPen(colour(theme.accent), 1))
        painter.setBrush(colour(theme.ground))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(colour(theme.text))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, over.moved_text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _inner(self, point: QPoint | QPointF) -> tuple[float, float]:
        """A point of the widget in the layout's pixels."""
        plot = self.plot_rect()
        base = self._ink.layout.base if self._ink is not None else 0
        return point.x() - plot.left() + self.view.origin - base, point.y() - plot.top() + self.scroll

    def _count_lanes(self) -> None:
        precise, band = self.index.lane_sizes()
        self._counts = self.index.data.lane_counts if self.index.mask is None else (precise + band).tolist()

    def _fit(self) -> None:
        precise, band = self.index.lane_sizes()
        self.lanes = Lanes.fit(precise, band, self.plot_rect().height())
        self.forget()
