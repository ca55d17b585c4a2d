"""What stands around the marks: lane ground and names, context bands, the axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QLinearGradient, QPainter, QPen, QPixmap, QStaticText

from desktop.canvas.data import OPEN_HI, OPEN_LO, ContextBand
from desktop.canvas.gaps import Silence, silence_words
from desktop.canvas.labels import static_text
from desktop.canvas.lanes import Lanes
from desktop.canvas.layout import FADE, View
from desktop.canvas.packing import pack
from desktop.canvas.ticks import MONTHS, Tick, ticks
from desktop.look import colour
from desktop.theme import Theme, mix

AXIS: Final = 36
"""Height of the axis, in pixels: two lines of labels."""
CONTEXT_ROW: Final = 20
MOST_CONTEXT_ROWS: Final = 2
_SHORTEST_NAME: Final = 30.0
_NARROW: Final = 3.0
"""A context narrower than this is drawn as a line."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand in the widget: the plot's rectangle, the view and how far lanes are scrolled."""

    plot: QRect
    view: View
    lanes: Lanes
    shown: range
    scroll: int
    context_top: int

    def x(self, day: float) -> float:
        """Where a day begins, in pixels of the widget."""
        return self.plot.left() + self.view.x(day)

    def lane_rect(self, lane: int) -> QRect:
        """A lane's rectangle within the plot's columns."""
        top = self.plot.top() - self.scroll + int(self.lanes.tops[lane])
        height = int(self.lanes.tops[lane + 1] - self.lanes.tops[lane])
        return QRect(self.plot.left(), top, self.plot.width(), height)


class Furniture:
    """Draws everything that is no event, in a theme and font; keeps its text laid out."""

    def __init__(self, theme: Theme, font: QFont, months: Sequence[str] = MONTHS) -> None:
        self.theme = theme
        self._months = months
        self._font = font
        self.small_font = QFont(font)
        if font.pixelSize() > 0:
            self.small_font.setPixelSize(round(font.pixelSize() * 0.9))
        else:
            self.small_font.setPointSizeF(font.pointSizeF() * 0.9 if font.pointSizeF() > 0 else 9.0)
        self._metrics = {id(f): QFontMetricsF(f) for f in (self._font, self.small_font)}
        self._names: dict[tuple[str, int, bool], list[str]] = {}
        self._header: tuple[object, QPixmap] | None = None
        """The lanes' names as they were drawn last, and what they were drawn for."""
        self._texts: dict[tuple[str, int, int], tuple[QStaticText, float]] = {}

    def ticks(self, frame: Frame) -> list[Tick]:
        """The ticks of a frame's axis."""
        digit = self._metrics[id(self.small_font)].horizontalAdvance("0")
        return ticks(frame.view.first, frame.view.last, frame.plot.width(), digit, self._months)

    def draw_ground(
        self, painter: QPainter, frame: Frame, marks: Sequence[Tick], contexts: Sequence[ContextBand]
    ) -> None:
        """Lane grounds, then context bands, then grid lines."""
        theme = self.theme
        left, top = frame.plot.left(), frame.context_top
        area = QRect(left, top, frame.plot.width(), frame.plot.bottom() + 1 - top)
        painter.fillRect(QRect(0, top, left, frame.plot.top() - top), colour(theme.header_ground))
        painter.fillRect(area, colour(theme.ground))
        painter.save()
        painter.setClipRect(area)
        for lane in frame.shown:
            if lane % 2:
                painter.fillRect(frame.lane_rect(lane), colour(theme.lane_ground))
        for band in contexts:
            self._draw_context(painter, frame, band)
        painter.setPen(QPen(colour(theme.grid), 1))
        top, bottom = frame.plot.top(), frame.plot.bottom()
        painter.drawLines([QLineF(x, top, x, bottom) for x in (round(frame.x(t.day)) + 0.5 for t in marks)])
        self._draw_separators(painter, frame)
        painter.restore()

    def draw_axis(self, painter: QPainter, frame: Frame, marks: Sequence[Tick], width: int) -> None:
        """Tick labels above the plot: the unit below, the larger unit above where a new one begins."""
        theme, left = self.theme, frame.plot.left()
        painter.fillRect(QRect(0, 0, width, AXIS), colour(theme.header_ground))
        two_lines = any(tick.outer for tick in marks)
        line = AXIS - 18 if two_lines else AXIS // 2 - 8
        painter.setFont(self.small_font)
        for tick in marks:
            x = round(frame.x(tick.day))
            painter.setPen(QPen(colour(theme.line), 1))
            painter.drawLine(QLineF(x + 0.5, AXIS - (20 if tick.outer else 16), x + 0.5, AXIS))
            label, _ = self._text(tick.label, self.small_font)
            painter.setPen(colour(theme.faint_text if two_lines else theme.text))
            painter.drawStaticText(QPointF(x + 4, line), label)
            if tick.outer:
                painter.setPen(colour(theme.text))
                painter.drawStaticText(QPointF(x + 4, 2), self._text(tick.outer, self.small_font)[0])
        self._draw_sticky_unit(painter, frame, marks)
        painter.setPen(QPen(colour(theme.line), 1))
        painter.drawLine(QLineF(0, AXIS - 0.5, width, AXIS - 0.5))
        painter.fillRect(QRect(0, 0, left, AXIS - 1), colour(theme.header_ground))

    @staticmethod
    def header_area(frame: Frame) -> QRect:
        """Where the lanes' names stand."""
        return QRect(0, frame.plot.top(), frame.plot.left(), frame.plot.height())

    def draw_headers(
        self,
        painter: QPainter,
        frame: Frame,
        labels: Sequence[str],
        counts: Sequence[int],
        current: int | None,
    ) -> None:
        """Names of the lanes on the left, elided, with the number of events in each; a pan leaves them as they are."""
        area = self.header_area(frame)
        if area.isEmpty():
            return
        ratio = painter.device().devicePixelRatioF()
        each = tuple((labels[lane], counts[lane], int(frame.lanes.tops[lane])) for lane in frame.shown)
        key = (area.getRect(), ratio, frame.scroll, frame.shown, frame.lanes.height, current, each)
        if self._header is None or self._header[0] != key:
            picture = QPixmap(area.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            inside = QPainter(picture)
            try:
                inside.translate(0, -area.top())
                self._draw_headers(inside, frame, area, each, current)
            finally:
                inside.end()
            self._header = key, picture
        painter.drawPixmap(area.topLeft(), self._header[1])

    def _draw_headers(
        self,
        painter: QPainter,
        frame: Frame,
        area: QRect,
        each: Sequence[tuple[str, int, int]],
        current: int | None,
    ) -> None:
        theme, width = self.theme, area.width()
        painter.fillRect(area, colour(theme.header_ground))
        for lane, (name, many, _) in zip(frame.shown, each, strict=True):
            rect = frame.lane_rect(lane)
            count, count_width = self._text(f"{many:,}".replace(",", "\u2009"), self.small_font)
            painter.setPen(colour(theme.faint_text))
            painter.setFont(self.small_font)
            painter.drawStaticText(QPointF(width - 8 - count_width, rect.top() + 6), count)
            painter.setPen(colour(theme.accent if lane == current else theme.text))
            painter.setFont(self._font)
            lines = self._lines(name, int(width - 28 - count_width), rect.height() // 20)
            for i, line in enumerate(lines):
                self._draw_line(painter, QPointF(12, rect.top() + 14 + 16 * i), line)
        self._draw_separators(painter, frame)
        painter.setPen(QPen(colour(theme.line), 1))
        painter.drawLine(QLineF(width - 0.5, area.top(), width - 0.5, area.bottom() + 1))

    def draw_context_labels(self, painter: QPainter, frame: Frame, contexts: Sequence[ContextBand]) -> None:
        """Names of the context bands in the strip above the lanes; those without room are left out."""
        strip = QRect(
            frame.plot.left(), frame.context_top, frame.plot.width(), frame.plot.top() - frame.context_top
        )
        if not strip.height():
            return
        painter.save()
        painter.setClipRect(strip)
        painter.setFont(self.small_font)
        painter.setPen(colour(self.theme.faint_text))
        for x, row, text, room in self._placed_contexts(frame, contexts, strip):
            label, _ = self._text(text, self.small_font, room)
            painter.drawStaticText(QPointF(x, strip.top() + 2 + row * CONTEXT_ROW), label)
        painter.restore()

    def _draw_line(self, painter: QPainter, at: QPointF, text: str) -> None:
        """Draw a line of text whose middle is at a height: lines of other scripts are higher."""
        label, _ = self._text(text, self._font)
        painter.drawStaticText(QPointF(at.x(), round(at.y() - label.size().height() / 2)), label)

    def _lines(self, text: str, room: int, most: int) -> list[str]:
        """A lane's name on at most two lines, broken at a space if there is one, the last line elided."""
        key = (text, room, most > 1)
        found = self._names.get(key)
        if found is None:
            if len(self._names) > 4000:
                self._names.clear()
            found = self._names[key] = two_lines(text, self._metrics[id(self._font)], room, most)
        return found

    def draw_silences(self, painter: QPainter, frame: Frame, silences: Sequence[Silence]) -> None:
        """How long each silence lasts, on a faint line in the middle of its lane; in the layout's pixels."""
        painter.setFont(self.small_font)
        for silence in silences:
            label, width = self._text(silence_words(silence.first, silence.last), self.small_font)
            if silence.x1 - silence.x0 < width + 56:
                continue
            top, height, _ = frame.lanes.marks_zone(silence.lane)
            y = top + height // 2
            middle = round((silence.x0 + silence.x1) / 2)
            painter.setPen(QPen(colour(self.theme.line), 1))
            for a, b in ((silence.x0 + 10, middle - width / 2 - 6), (middle + width / 2 + 6, silence.x1 - 8)):
                painter.drawLine(QLineF(a, y + 0.5, b, y + 0.5))
            painter.setPen(colour(self.theme.faint_text))
            painter.drawStaticText(QPointF(middle - width / 2, round(y - label.size().height() / 2)), label)

    def _placed_contexts(
        self, frame: Frame, contexts: Sequence[ContextBand], strip: QRect
    ) -> list[tuple[float, int, str, int]]:
        shown: list[tuple[float, float, str]] = []
        for band in contexts:
            start = max(frame.x(band.first), strip.left() + 0.0)
            end = min(frame.x(band.last + 1), strip.right() + 1.0)
            if frame.x(band.last + 1) >= strip.left() and start <= strip.right():
                shown.append((start + 5, end, band.label))
        shown.sort()
        metrics = self._metrics[id(self.small_font)]
        starts = [x for x, _, _ in shown]
        # Never cut off by the edge: shortened before it, or left out.
        widths = [min(200.0, metrics.horizontalAdvance(text) + 2, strip.right() - x) for x, _, text in shown]
        wanted = [width if width >= _SHORTEST_NAME else 0.0 for width in widths]
        packed = pack(starts, starts, wanted, strip.height() // CONTEXT_ROW, gap=8)
        return [
            (x, row, text, int(room))
            for (x, _, text), row, room in zip(shown, packed.rows, packed.room, strict=True)
            if row >= 0 and room > 0
        ]

    def _draw_context(self, painter: QPainter, frame: Frame, band: ContextBand) -> None:
        x0, x1 = frame.x(band.first), frame.x(band.last + 1)
        outer0 = x0 - FADE if band.lo == OPEN_LO else frame.x(min(band.lo, band.first))
        outer1 = x1 + FADE if band.hi == OPEN_HI else frame.x(max(band.hi, band.last) + 1)
        left, right = frame.plot.left() - 2.0, frame.plot.right() + 2.0
        if outer1 < left or outer0 > right:
            return
        name = self.theme.context(band.colour, band.own)
        edge = colour(mix(name, self.theme.text, 0.22))
        top, height = frame.context_top, frame.plot.bottom() + 1 - frame.context_top
        if x1 - x0 < _NARROW:
            painter.setPen(QPen(edge, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(round(x0) + 0.5, top, round(x0) + 0.5, top + height))
            return
        for a, b, sides in ((outer0, x0, (0.0, 1.0)), (x1, outer1, (1.0, 0.0))):
            if b - a >= 1:
                self._fill_fade(painter, QRectF(a, top, b - a, height), name, sides)
        a, b = max(x0, left), min(x1, right)
        if b > a:
            painter.fillRect(QRectF(round(a), top, round(b) - round(a), height), colour(name, 0.72))
        if outer0 == x0 > left:
            painter.fillRect(QRectF(round(x0), top, 1, height), edge)

    def _fill_fade(self, painter: QPainter, rect: QRectF, name: str, sides: tuple[float, float]) -> None:
        """Fill a rectangle with a colour whose opacity goes from that of one of its sides to the other's."""
        gradient = QLinearGradient(rect.left(), 0, rect.right(), 0)
        gradient.setColorAt(0, colour(name, sides[0]))
        gradient.setColorAt(1, colour(name, sides[1]))
        painter.fillRect(rect, gradient)

    def _draw_separators(self, painter: QPainter, frame: Frame) -> None:
        painter.setPen(QPen(colour(self.theme.grid), 1))
        lines = [frame.lane_rect(lane).bottom() + 0.5 for lane in frame.shown]
        painter.drawLines([QLineF(0, y, frame.plot.right() + 1, y) for y in lines])

    def _draw_sticky_unit(self, painter: QPainter, frame: Frame, marks: Sequence[Tick]) -> None:
        """A thin rule where each larger unit begins, through the plot."""
        units = [round(frame.x(tick.day)) + 0.5 for tick in marks[1:] if tick.outer]
        if units:
            painter.setPen(QPen(colour(self.theme.line), 1))
            painter.drawLines([QLineF(x, 4, x, AXIS) for x in units])

    def _text(self, text: str, font: QFont, room: int = 10_000) -> tuple[QStaticText, float]:
        key = (text, id(font), room)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > 4000:
                self._texts.clear()
            metrics = self._metrics[id(font)]
            shown = text if room == 10_000 else metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            found = self._texts[key] = (static_text(shown, font), metrics.horizontalAdvance(shown))
        return found


def two_lines(text: str, metrics: QFontMetricsF, room: int, most: int) -> list[str]:
    """Break a text into as many lines as may be (1 or 2) of `room` pixels; what is too long is elided."""
    if most < 2 or metrics.horizontalAdvance(text) <= room:
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)]
    fits = next(
        (n for n in range(1, len(text)) if metrics.horizontalAdvance(text[: n + 1]) > room), len(text)
    )
    space = text.rfind(" ", 1, fits + 1)
    # Chinese and Japanese have no spaces and may be broken anywhere.
    cut = space if space > 0 else fits
    rest = metrics.elidedText(text[cut:].lstrip(), Qt.TextElideMode.ElideRight, room)
    return [text[:cut], rest]
