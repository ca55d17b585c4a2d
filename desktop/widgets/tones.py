"""The tones of small text: quiet, wrong, doubtful, good; readable on light and dark grounds."""

from enum import Enum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.wording import PlainLabel


class Tone(Enum):
    """What a text is to its reader; the two colours are for a light and for a dark ground."""

    PLAIN = ("", "")
    QUIET = ("#646d78", "#98a2ad")
    ERROR = ("#b3261e", "#ff9a90")
    WARNING = ("#8a5a00", "#e3b457")
    GOOD = ("#1d7a52", "#5fc79c")


def is_dark(palette: QPalette) -> bool:
    """Tell whether text is lighter than its ground."""
    ground = palette.color(QPalette.ColorRole.Base)
    return palette.color(QPalette.ColorRole.Text).lightness() > ground.lightness()


def tone_colour(palette: QPalette, tone: Tone) -> QColor:
    """Return the colour of a tone on the ground of a palette."""
    name = tone.value[is_dark(palette)]
    return QColor(name) if name else palette.color(QPalette.ColorRole.WindowText)


def small_font(font: QFont) -> QFont:
    """Return the font of small text beside text in a font; one that is sized in pixels stays as it is."""
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(font.pointSizeF() * 0.9)
    return small


class ToneLabel(PlainLabel):
    """A wrapping label of plain text, readable by mouse and screen reader, whose colour follows the theme."""

    def __init__(self, text: str = "", tone: Tone = Tone.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tone = tone
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._colour()

    @property
    def tone(self) -> Tone:
        """The tone shown."""
        return self._tone

    def set_tone(self, tone: Tone) -> None:
        """Show the text in another tone."""
        self._tone = tone
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self._colour()

    def _colour(self) -> None:
        palette = QPalette()
        if self._tone is not Tone.PLAIN:
            window = self.window().palette() if self.parentWidget() else palette
            palette.setColor(QPalette.ColorRole.WindowText, tone_colour(window, self._tone))
        self.setPalette(palette)

    def showEvent(self, event: object) -> None:
        self._colour()
        super().showEvent(event)  # type: ignore[arg-type]
