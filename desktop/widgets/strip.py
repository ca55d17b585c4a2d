"""A thin strip of time: spans as bands, happenings as marks with their uncertainty, and the gaps between them."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.canvas.ticks import ticks
from desktop.look import colour, theme_for
from desktop.theme import Theme
from desktop.widgets.tones import Tone, small_font, tone_colour
from desktop.wording import plain_tip, tr

_BAND, _LABEL, _MARK, _GAP, _AXIS, _SIDE, _RADIUS = 18, 14, 16, 16, 18, 8, 4.5
_READABLE = 48  # pixels in which the beginning of a band's words says something


class Band(NamedTuple):
    """A dated span: first and last day (None if open), its words, the colour's number, and a longer text."""

    first: int | None
    last: int | None
    words: str
    shade: int = 0
    tip: str = ""


class Mark(NamedTuple):
    """A happening somewhere between two days: what is written at it, what it says when pointed at, and its record."""

    first: int
    last: int
    words: str = ""
    tip: str = ""
    record: int = 0
    hollow: bool = False
    """Drawn as a ring: planned, inferred or unverified."""


class Gap(NamedTuple):
    """The silence between two days, in words; `long` if it is longer than it should be.

    `short` stands for the words where these don't fit.
    """

    first: int
    last: int
    words: str
    long: bool = False
    short: str = ""


class TimeStrip(QWidget):
    """Draws bands, marks and gaps on one axis. Arrows go from mark to mark; Enter or a click opens one.

    `opened(record)` asks for the happening to be shown.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bands: tuple[Band, ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.gaps: tuple[Gap, ...] = ()
        self.current = -1
        self._span = (0, 1)
        self._axis = _AXIS
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Strip of time"))

    def show_content(
        self,
        *,
        bands: Sequence[Band] = (),
        marks: Sequence[Mark] = (),
        gaps: Sequence[Gap] = (),
        span: tuple[int, int] | None = None,
    ) -> None:
        """Show these; the axis spans them all, or from the one day up to the other of `span`.

        A strip with a span stands under something that says the years, and has no labels of its own.
        """
        self.bands, self.gaps = tuple(bands), tuple(gaps)
        self.marks = tuple(sorted(marks))
        self.current = min(self.current, len(self.marks) - 1)
        days = [day for band in self.bands for day in (band.first, band.last) if day is not None]
        days += [day for mark in self.marks for day in (mark.first, mark.last)]
        days += [day for gap in self.gaps for day in (gap.first, gap.last)]
        low, high = (min(days), max(days)) if days else (0, 0)
        margin = max((high - low) // 30, 60)
        self._span = span or (low - margin, high + margin)
        self._axis = 4 if span else _AXIS
        self.setVisible(bool(days))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            theme = theme_for(self.palette())
            small = small_font(self.font())
            painter.setFont(small)
            self._paint_axis(painter, theme)
            self._paint_bands(painter, theme)
            self._paint_gaps(painter, theme)
            self._paint_marks(painter, theme)
        finally:
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self.marks:
            self._go_to(max(0, min(len(self.marks) - 1, self.current + step)))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and 0 <= self.current < len(self.marks):
            self.opened.emit(self.marks[self.current].record)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.mark_at(event.position())
        if place >= 0:
            self._go_to(place)
            self.opened.emit(self.marks[place].record)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.mark_at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._tip_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def x_of(self, day: float) -> float:
        """Return where a day begins, in pixels."""
        first, last = self._span
        return _SIDE + (day - first) / (last - first) * (self.width() - 2 * _SIDE)

    def mark_at(self, place: QPointF) -> int:
        """Return which mark is at a place, -1 for none."""
        top = self._marks_top()
        if not top - _LABEL <= place.y() <= top + _MARK:
            return -1
        near = [(abs(self._centre(mark) - place.x()), i) for i, mark in enumerate(self.marks)]
        within = [
            (distance, i)
            for distance, i in near
            if distance <= _RADIUS + 3
            or self.x_of(self.marks[i].first) <= place.x() <= self.x_of(self.marks[i].last + 1)
        ]
        return min(within)[1] if within else -1

    # --- painting ---

    def _paint_axis(self, painter: QPainter, theme: Theme) -> None:
        bottom = self.height() - self._axis
        painter.setPen(colour(theme.line))
        painter.drawLine(QPointF(_SIDE, bottom + 0.5), QPointF(self.width() - _SIDE, bottom + 0.5))
        metrics = QFontMetricsF(painter.font())
        first, last = self._span
        for tick in ticks(first, last, self.width() - 2 * _SIDE, metrics.horizontalAdvance("0")):
            left = self.x_of(tick.day)
            painter.setPen(colour(theme.grid))
            painter.drawLine(QPointF(left, 0), QPointF(left, bottom))
            if self._axis < _AXIS:
                continue
            painter.setPen(tone_colour(self.palette(), Tone.QUIET))
            text = tick.label if not tick.outer or tick.outer == tick.label else f"{tick.label} {tick.outer}"
            if left + metrics.horizontalAdvance(text) < self.width():
                painter.drawText(QPointF(left + 2, bottom + metrics.ascent() + 2), text)

    def _paint_bands(self, painter: QPainter, theme: Theme) -> None:
        metrics = QFontMetricsF(painter.font())
        for band in self.bands:
            box = self._band_box(band)
            if box.isNull():
                continue
            shade = colour(theme.mark(band.shade), 0.30)
            painter.fillRect(box, shade)
            if box.left() > _SIDE:  # it begins there
                painter.setPen(QPen(colour(theme.mark(band.shade)), 1))
                painter.drawLine(box.topLeft(), box.bottomLeft())
            painter.setPen(self.palette().color(self.foregroundRole()))
            words = metrics.elidedText(band.words, Qt.TextElideMode.ElideRight, box.width() - 6)
            if words == band.words or box.width() >= _READABLE:
                painter.drawText(box.adjusted(4, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_gaps(self, painter: QPainter, theme: Theme) -> None:
        top = self._marks_top() + _MARK
        middle = self._marks_top() + _MARK / 2
        metrics = QFontMetricsF(painter.font())
        for gap in self.gaps:
            left, right = self.x_of(gap.first) + _RADIUS + 2, self.x_of(gap.last) - _RADIUS - 2
            if right <= left:
                continue
            tone = tone_colour(self.palette(), Tone.WARNING if gap.long else Tone.QUIET)
            dashes = Qt.PenStyle.DotLine if gap.long else Qt.PenStyle.SolidLine
            painter.setPen(QPen(tone if gap.long else colour(theme.line), 1, dashes))
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
            said = [f"⚠ {words}" if gap.long else words for words in (gap.words, gap.short) if words]
            fits = [words for words in said if metrics.horizontalAdvance(words) <= right - left]
            if fits:
                words = fits[0]
                painter.setPen(tone)
                painter.drawText(QRectF(left, top, right - left, _GAP), Qt.AlignmentFlag.AlignCenter, words)

    def _paint_marks(self, painter: QPainter, theme: Theme) -> None:
        top = self._marks_top()
        metrics = QFontMetricsF(painter.font())
        free = -1e9
        accent = colour(theme.accent)
        for place, mark in enumerate(self.marks):
            centre = self._centre(mark)
            left, right = self.x_of(mark.first), self.x_of(mark.last + 1)
            painter.setPen(QPen(accent, 1.5))
            painter.setBrush(QColor(Qt.GlobalColor.transparent) if mark.hollow else accent)
            if right - left > 2 * _RADIUS:  # a dot would claim a day
                painter.setBrush(colour(theme.accent, 0.15 if mark.hollow else 0.35))
                painter.drawRoundedRect(QRectF(left, top + 4, right - left, _MARK - 8), 3, 3)
            else:
                painter.drawEllipse(QPointF(centre, top + _MARK / 2), _RADIUS, _RADIUS)
            if place == self.current and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self.palette().color(self.foregroundRole()), 1))
                painter.drawEllipse(QPointF(centre, top + _MARK / 2), _RADIUS + 3, _RADIUS + 3)
            width = metrics.horizontalAdvance(mark.words)
            if mark.words and centre - width / 2 > free + 2:
                painter.setPen(self.palette().color(self.foregroundRole()))
                painter.drawText(QPointF(centre - width / 2, top - 2), mark.words)
                free = centre + width / 2

    # --- where things are ---

    def _height(self) -> int:
        return self._marks_top() + (_MARK if self.marks else 0) + (_GAP if self.gaps else 0) + self._axis

    def _marks_top(self) -> int:
        labels = any(mark.words for mark in self.marks)
        return (_BAND + 4 if self.bands else 0) + (_LABEL if labels else 2)

    def _centre(self, mark: Mark) -> float:
        return self.x_of((mark.first + mark.last + 1) / 2)

    def _band_box(self, band: Band) -> QRectF:
        lowest, highest = float(_SIDE), float(self.width() - _SIDE)
        left = max(self.x_of(band.first), lowest) if band.first is not None else lowest
        right = min(self.x_of(band.last + 1), highest) if band.last is not None else highest
        if right < lowest or left > highest:
            return QRectF()
        return QRectF(left, 0, max(right - left, 1), _BAND)

    def _tip_at(self, place: QPointF) -> str:
        found = self.mark_at(place)
        if found >= 0:
            return self.marks[found].tip or self.marks[found].words
        if self.bands and place.y() <= _BAND:
            over = [band for band in self.bands if self._band_box(band).contains(place)]
            return "\n".join(band.tip or band.words for band in over)
        over_gaps = [gap for gap in self.gaps if self.x_of(gap.first) < place.x() < self.x_of(gap.last)]
        return "\n".join(gap.words for gap in over_gaps) if place.y() > self._marks_top() else ""

    def _go_to(self, place: int) -> None:
        self.current = place
        self.setAccessibleDescription(self.marks[place].tip or self.marks[place].words)
        self.update()
