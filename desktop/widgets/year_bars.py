"""Small bars of contacts per year: the expected number, and how many are possible."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.look import colour, theme_for
from desktop.widgets.tones import Tone, small_font, tone_colour
from desktop.wording import plain_tip, tr

_HEIGHT, _AXIS, _SIDE, _WIDEST = 72, 16, 8, 32


class YearBar(NamedTuple):
    """One year with its certain, expected and possible number."""

    year: int
    certain: int
    expected: float
    possible: int

    @property
    def words(self) -> str:
        """The numbers in words."""
        if self.certain == self.possible:
            return tr("{year}: {count}", year=self.year, count=self.certain)
        return tr(
            "{year}: {expected} expected, {certain} certain, {possible} possible",
            year=self.year,
            expected=f"{self.expected:.3g}",
            certain=self.certain,
            possible=self.possible,
        )


class YearBars(QWidget):
    """Draws the years side by side over its whole width.

    Arrows go from year to year; Enter or a click opens one: `opened(place)`.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[YearBar, ...] = ()
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Contacts per year"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_bars(self, bars: Sequence[YearBar]) -> None:
        """Show these years."""
        self.bars = tuple(bars)
        self.current = min(self.current, len(self.bars) - 1)
        self.setVisible(bool(self.bars))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def bar_at(self, x: float) -> int:
        """Return which year is at a horizontal place, -1 for none."""
        place = int((x - _SIDE) // self._step()) if self.bars else -1
        return place if 0 <= place < len(self.bars) else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        try:
            painter.setFont(small_font(self.font()))
            self._paint(painter)
        finally:
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self.bars:
            self._go_to(max(0, min(len(self.bars) - 1, self.current + step)))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current >= 0:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.bar_at(event.position().x())
        if place >= 0:
            self._go_to(place)
            self.opened.emit(place)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.bar_at(event.pos().x())
            QToolTip.showText(
                event.globalPos(), plain_tip(self.bars[place].words) if place >= 0 else "", self
            )
            return True
        return super().event(event)

    def _paint(self, painter: QPainter) -> None:
        theme = theme_for(self.palette())
        bottom = self.height() - _AXIS
        most = max((bar.possible for bar in self.bars), default=1) or 1
        metrics = QFontMetricsF(painter.font())
        step, room = self._step(), bottom - metrics.height() - 2
        quiet = tone_colour(self.palette(), Tone.QUIET)
        free = -1e9
        for place, bar in enumerate(self.bars):
            left = _SIDE + place * step
            width = min(max(step - 2, 1), _WIDEST)
            left += max((step - 2 - width) / 2, 0)
            high = QRectF(left, bottom - room * bar.possible / most, width, room * bar.possible / most)
            painter.fillRect(high, colour(theme.accent, 0.22))
            solid = room * bar.expected / most
            painter.fillRect(QRectF(left, bottom - solid, width, solid), colour(theme.accent, 0.85))
            if place == self.current and self.hasFocus():
                painter.setPen(QPen(self.palette().color(self.foregroundRole()), 1))
                painter.drawRect(QRectF(left - 1, 0, width + 1, bottom))
            label = str(bar.year)
            if left > free and left + metrics.horizontalAdvance(label) <= self.width():
                painter.setPen(quiet)
                painter.drawText(
                    QRectF(left, bottom, self.width(), _AXIS), Qt.AlignmentFlag.AlignVCenter, label
                )
                free = left + metrics.horizontalAdvance(label) + 8
        painter.setPen(colour(theme.line))
        painter.drawLine(_SIDE, bottom, self.width() - _SIDE, bottom)
        painter.setPen(quiet)
        painter.drawText(QRectF(_SIDE, 0, self.width(), metrics.height()), 0, tr("most: {count}", count=most))

    def _step(self) -> float:
        return (self.width() - 2 * _SIDE) / max(len(self.bars), 1)

    def _go_to(self, place: int) -> None:
        self.current = place
        self.setAccessibleDescription(self.bars[place].words)
        self.update()
