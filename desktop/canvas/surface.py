"""The canvas as something to look at: holds the picture, the scroll bar and the look; knows no gestures."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from desktop.axis import TimeAxis
from desktop.canvas.data import ContextBand, FrameCounters
from desktop.canvas.index import LaneIndex
from desktop.canvas.labels import Titles
from desktop.canvas.paint import Picture
from desktop.look import colour, theme_for
from desktop.theme import Theme


class CanvasSurface(QWidget):
    """Paints the picture of a timeline for the days of an axis, scrolled through its lanes."""

    painted_first = Signal()

    def __init__(self, axis: TimeAxis, titles: Titles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = axis
        self.selection: list[int] = []
        self.current: int | None = None
        """Placement that the keyboard stands on."""
        self._theme: Theme | None = None
        self._empty = (self.tr("No events yet"), self.tr("Add one with Ctrl+N, or open the sample timeline."))
        self._painted = False
        self.picture = Picture(theme_for(self.palette()), self.font(), titles, self.devicePixelRatioF())
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.hide()
        self._bar.valueChanged.connect(self._on_moved)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._on_labels_waiting)
        axis.moved.connect(self._on_moved)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Timeline"))
        self.setMinimumSize(320, 160)

    @property
    def counters(self) -> FrameCounters:
        """What the last frame took."""
        return self.picture.counters

    def set_index(self, index: LaneIndex) -> None:
        """Show other placements, or others of them; labels are fetched anew, the selection is kept by rows."""
        self.picture.set_index(index)
        self.picture.set_selection(self.selection)
        self.current = None
        self.picture.overlay.hovered = None
        self.picture.current_lane = None
        self._refit()

    def set_contexts(self, contexts: Sequence[ContextBand]) -> None:
        """Draw these bands behind the lanes, in this order."""
        self.picture.contexts = list(contexts)
        self._refit()

    def set_gaps_shown(self, *, shown: bool) -> None:
        """Name the long silences between a lane's events, or don't."""
        self.picture.gaps_shown = shown
        self.update()

    def set_selection(self, rows: Sequence[int]) -> None:
        """Outline some rows; says nothing, as it was not the user."""
        self.selection = list(rows)
        self.picture.set_selection(self.selection)
        self.update()

    def set_titles(self, titles: Titles) -> None:
        """Fetch labels from another provider."""
        self.picture.set_titles(titles)
        self.update()

    def set_empty_text(self, headline: str, hint: str) -> None:
        """What to say where there is nothing to show."""
        self._empty = (headline, hint)
        self.update()

    def set_theme(self, theme: Theme | None) -> None:
        """Draw in a theme's colours; None follows the palette."""
        self._theme = theme
        self._follow_look()

    def row_at(self, point: QPoint | QPointF) -> int:
        """The row whose mark or label is at a point; -1 if there is none."""
        return self.row_of(self.picture.placement_at(point))

    def row_of(self, placement: int | None) -> int:
        """The row that a placement stands for; -1 for none."""
        return -1 if placement is None else int(self.picture.index.data.rows[placement])

    def day_at(self, x: float) -> float:
        """The day, with its fraction, at a pixel of the widget."""
        plot = self.picture.plot_rect()
        return self.axis.first + (x - plot.left()) / plot.width() * self.axis.span

    def reveal(self, row: int) -> None:
        """Bring a row's first placement into view, in time and by lane."""
        for place in self.picture.index.places_of(np.array([row], np.int32), 1).tolist():
            self.reveal_placement(place)

    def reveal_placement(self, placement: int) -> None:
        """Bring a placement into view, moving as little as needed."""
        index, lanes = self.picture.index, self.picture.lanes
        self.axis.reveal(index.first_day(placement) + 0.5)
        lane = int(index.data.lane[placement])
        low = int(lanes.tops[lane + 1]) - self.picture.plot_rect().height()
        self._bar.setValue(min(max(self._bar.value(), low), int(lanes.tops[lane])))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), colour(self.picture.theme.header_ground))
            self.picture.look_at(self.axis.first, self.axis.last, self._bar.value())
            self.picture.paint(painter)
            if not self.picture.index.count:
                self._paint_empty(painter)
        finally:
            # A painter that outlives an exception takes the process down with it.
            painter.end()
        if self.picture.waiting:
            self._again.start()
        if not self._painted:
            self._painted = True
            self.painted_first.emit()
            QTimer.singleShot(0, self, self.picture.labels.warm)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.DevicePixelRatioChange)
        if event.type() in kinds:
            self._follow_look()

    def _on_moved(self) -> None:
        # The picture alone: drawing the scroll bar anew takes longer than all the events.
        self.update(QRect(QPoint(0, 0), self.picture.size))

    def _on_labels_waiting(self) -> None:
        self.picture.forget()
        self.update()

    def _refit(self) -> None:
        self.picture.resize(self.size())
        plot = self.picture.plot_rect()
        hidden = max(0, self.picture.lanes.height - plot.height())
        width = self._bar.sizeHint().width()
        if hidden:
            self.picture.resize(QSize(self.width() - width, self.height()))
        self._bar.setVisible(hidden > 0)
        self._bar.setRange(0, hidden)
        self._bar.setPageStep(max(1, plot.height()))
        self._bar.setSingleStep(20)
        self._bar.setGeometry(self.width() - width, plot.top(), width, plot.height())
        self.update()

    def _follow_look(self) -> None:
        theme = self._theme or theme_for(self.palette())
        self.picture.set_look(theme, self.font(), self.devicePixelRatioF())
        self._refit()

    def _paint_empty(self, painter: QPainter) -> None:
        plot, theme = self.picture.plot_rect(), self.picture.theme
        middle = plot.center().y()
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        font = self.font()
        font.setPointSizeF(max(1.0, font.pointSizeF()) * 1.3)
        painter.setFont(font)
        painter.setPen(colour(theme.text))
        painter.drawText(QRect(plot.left(), middle - 32, plot.width(), 28), flags, self._empty[0])
        painter.setFont(self.font())
        painter.setPen(colour(theme.faint_text))
        painter.drawText(QRect(plot.left() + 24, middle, plot.width() - 48, 48), flags, self._empty[1])
