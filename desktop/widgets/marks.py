"""A button with three states for how well something is verified."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from desktop.widgets.choice_field import SEVERAL
from desktop.widgets.tones import Tone, tone_colour
from desktop.wording import plain_tip, tr

LEVELS: Final = (Tone.QUIET, Tone.WARNING, Tone.GOOD)
_SIZE = 14


def level_words() -> tuple[str, str, str]:
    """Return the words for empty, amber and green."""
    return tr("not checked"), tr("in doubt"), tr("verified")


class MarkButton(QToolButton):
    """Shows the level of a mark as shape, colour and words; a click goes to the next, 0, 1 and 2 set one."""

    committed = Signal(object)

    def __init__(self, axis: str, question: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axis = axis
        self._question = question
        self._level: object = 0
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(_SIZE, _SIZE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        self.show_value(0)

    @property
    def value(self) -> object:
        """The level shown: 0, 1, 2, or SEVERAL."""
        return self._level

    def show_value(self, level: object) -> None:
        """Show a level."""
        self._level = level
        words = level_words()[level] if isinstance(level, int) else tr("several values")
        text = f"{self._axis}: {words}"
        self.setText(f"{self._axis}\n{words}")
        self.setAccessibleName(text)
        about = tr("A click goes to the next level; the keys 0, 1 and 2 set one.")
        self.setToolTip(plain_tip(" ".join((f"{text}.", self._question, about))))
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        level = {Qt.Key.Key_0: 0, Qt.Key.Key_1: 1, Qt.Key.Key_2: 2}.get(Qt.Key(event.key()))
        if level is None:
            super().keyPressEvent(event)
        elif level != self._level:
            self.committed.emit(level)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _on_clicked(self) -> None:
        self.committed.emit((self._level + 1) % 3 if isinstance(self._level, int) else 2)

    def _draw(self) -> None:
        """Draw the level: an empty ring, a half filled one, a full one with a tick."""
        scale = self.devicePixelRatioF()
        level = 0 if self._level is SEVERAL else self._level
        assert isinstance(level, int)  # noqa: S101 - nothing else is shown
        shade = tone_colour(self.palette(), LEVELS[level])
        pixmap = QPixmap(round(_SIZE * scale), round(_SIZE * scale))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(shade, 1.5))
            box = QRectF(1.5, 1.5, _SIZE - 3, _SIZE - 3)
            painter.setBrush(shade if level == 2 else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box)
            if level == 1:
                painter.setBrush(shade)
                painter.drawPie(box, 90 * 16, 180 * 16)
            elif level == 2:
                painter.setPen(QPen(self.palette().base().color(), 1.6))
                painter.drawPolyline([QPointF(4, 7.2), QPointF(6.2, 9.4), QPointF(10, 5)])
        finally:
            painter.end()
        self.setIcon(QIcon(pixmap))
