"""The small note under a cell: what a typed date means, or why a value was refused."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from desktop.widgets.tones import Tone, tone_colour
from desktop.wording import PlainLabel

WIDEST = 420


class CellHint(PlainLabel):
    """A label that floats under a cell, or above it where there is no room below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._room = parent
        self.setObjectName("cell_hint")
        self.setWordWrap(True)
        self.setMargin(6)
        self.setAutoFillBackground(True)
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # in a viewport it would be Text
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setFrameShape(PlainLabel.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, cell: QRect, tone: Tone = Tone.PLAIN) -> None:
        """Show a sentence beside a cell; an empty one hides the note."""
        if not text:
            self.hide()
            return
        palette = QPalette(self.window().palette())
        palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Base))
        palette.setColor(QPalette.ColorRole.WindowText, tone_colour(palette, tone))
        self.setPalette(palette)
        self.setText(f"⚠ {text}" if tone is Tone.ERROR else text)
        self.setAccessibleName(text)
        self._place(cell)
        self.show()
        self.raise_()

    def _place(self, cell: QRect) -> None:
        room = self._room.rect()
        longest = max(map(self.fontMetrics().horizontalAdvance, self.text().split("\n")))
        wide = min(max(min(cell.width(), WIDEST // 2), longest + 20), WIDEST, room.width())
        high = self.heightForWidth(wide)
        left = max(0, min(cell.left(), room.right() - wide))
        below = cell.bottom() + 2
        top = below if below + high <= room.bottom() else max(0, cell.top() - high - 2)
        self.setGeometry(left, top, wide, high)
