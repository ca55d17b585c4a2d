"""Numbers that can be followed: a tile with its words underneath, and a plain link in a line of text."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.look import colour, theme_for
from desktop.widgets.tones import Tone, tone_colour
from desktop.wording import plain_tip

_PAD, _ROUND = 8, 4


class Link(QAbstractButton):
    """A text in the colour of links, followed by a click, Enter or Space; disabled, it is plain text."""

    pad = 4

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_number(self, count: str, name: str, tip: str, *, leads: bool = True) -> None:
        """Show a count; `name` says to a screen reader of what, `tip` where it leads, if it `leads` anywhere."""
        self.setText(count)
        self.setAccessibleName(f"{count} {name}")
        self.setAccessibleDescription(tip)
        self.setToolTip(plain_tip(tip))
        self.setEnabled(leads)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * self.pad, _even(metrics.height() + 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._write(painter)
        finally:
            painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = theme_for(self.palette())
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(theme.accent, 0.20 if self.isDown() else 0.10))
            painter.drawRoundedRect(box, _ROUND, _ROUND)
        if self.hasFocus():
            painter.setPen(QPen(colour(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, _ROUND, _ROUND)

    def _set_pen(self, painter: QPainter) -> None:
        shade = colour(theme_for(self.palette()).accent) if self.isEnabled() else self._quiet()
        painter.setPen(shade)

    def _write(self, painter: QPainter) -> None:
        self._set_pen(painter)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _quiet(self) -> QColor:
        return tone_colour(self.palette(), Tone.QUIET)


class Tile(Link):
    """A large number over the words that say of what; all of it is the link."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words

    def sizeHint(self) -> QSize:
        big, small = QFontMetrics(self._big()), self.fontMetrics()
        wide = max(big.horizontalAdvance(self.text()), small.horizontalAdvance(self.words), 80)
        return QSize(_even(wide + 2 * _PAD), _even(big.height() + small.height() + 2 * _PAD))

    def _write(self, painter: QPainter) -> None:
        big, area = self._big(), self.rect().adjusted(_PAD, _PAD, -_PAD, -_PAD)
        painter.setFont(big)
        self._set_pen(painter)
        left = Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, left | Qt.AlignmentFlag.AlignTop, self.text())
        painter.setFont(self.font())
        painter.setPen(self._quiet())
        painter.drawText(area, left | Qt.AlignmentFlag.AlignBottom, self.words)

    def _big(self) -> QFont:
        font = QFont(self.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * 1.9)
        return font


def _even(length: int) -> int:
    """Return a length on the 4-pixel grid, not below the given one."""
    return -(-length // 4) * 4
