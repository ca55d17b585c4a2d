"""The line a filter is typed into: it underlines what can't be understood and remembers what was typed before."""

from collections.abc import Sequence

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import settings
from desktop.widgets.tones import Tone, tone_colour
from desktop.wording import tr

HISTORY = "filter/history"
MOST_KEPT = 30


class FilterLine(QLineEdit):
    """Up and Down go through earlier filters, Ctrl+Space and Down at the end ask for completions, Esc clears."""

    completion_asked = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong: tuple[int, int] | None = None
        self._history = _kept()
        self._place = 0
        self._draft = ""
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(tr("Filter, such as  party:LDP  2004..2012  -status:cancelled  “yellow sea”"))
        self.setAccessibleName(tr("Filter"))
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_changed)

    @property
    def wrong(self) -> tuple[int, int] | None:
        """The first character that can't be understood and the one after the last."""
        return self._wrong

    def underline(self, position: int, length: int) -> None:
        """Mark a place in the text as not understood; at the end of the text, the last character."""
        first = min(position, max(len(self.text()) - 1, 0))
        self._wrong = (first, min(first + max(length, 1), max(len(self.text()), 1)))
        self.update()

    def underline_nothing(self) -> None:
        """Take the mark away."""
        self._wrong = None
        self.update()

    def keep(self, text: str) -> None:
        """Remember a filter that was used."""
        if text and self._history[:1] != [text]:
            self._history = [text, *(each for each in self._history if each != text)][:MOST_KEPT]
            settings.remember(HISTORY, self._history)
        self._place = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.entered.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Up:
            self._recall(self._place + 1)
        elif key == Qt.Key.Key_Down and self._place:
            self._recall(self._place - 1)
        elif key == Qt.Key.Key_Down or (
            key == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.completion_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._wrong is None:
            return
        metrics, text, cursor = self.fontMetrics(), self.text(), self.cursorRect()
        left = cursor.center().x() - metrics.horizontalAdvance(text[: self.cursorPosition()])
        first, last = (left + metrics.horizontalAdvance(text[:place]) for place in self._wrong)
        bottom = min(cursor.center().y() + metrics.height() // 2 + 1, self.height() - 3)
        painter = QPainter(self)
        try:
            painter.setPen(QPen(tone_colour(self.palette(), Tone.ERROR), 2, Qt.PenStyle.DotLine))
            painter.drawLine(max(first, 4), bottom, min(max(last, first + 6), self.width() - 4), bottom)
        finally:
            painter.end()

    def _recall(self, place: int) -> None:
        if place > len(self._history):
            return
        if not self._place:
            self._draft = self.text()
            if self._history[:1] == [self._draft]:  # the filter in use is no earlier one
                place += 1
        if place <= len(self._history):
            self._place = max(place, 0)
            self.setText(self._history[self._place - 1] if self._place else self._draft)
            self.entered.emit()

    def _on_edited(self) -> None:
        self._place = 0

    def _on_changed(self) -> None:
        self._wrong = None


def _kept() -> list[str]:
    kept = QSettings().value(HISTORY, [])
    listed: Sequence[object] = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
    return [text for text in listed if isinstance(text, str)][:MOST_KEPT]
