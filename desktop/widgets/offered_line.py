"""A line of text with a list of what is usual in it; anything may be typed."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QWidget

from desktop.widgets.line_field import LineField

_OF_THE_LIST = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up}


class OfferedLine(LineField):
    """Offers what holds the letters typed; Down, or a click into the field, shows all of it."""

    def __init__(self, offered: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = QStringListModel(list(offered), self)
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(16)
        completer.activated.connect(
            self._on_taken, Qt.ConnectionType.QueuedConnection
        )  # it writes the line first
        self.setCompleter(completer)

    def offer(self, offered: Sequence[str]) -> None:
        """Offer these words."""
        if list(offered) != self._model.stringList():
            self._model.setStringList(list(offered))

    def offer_all(self) -> None:
        """Show the whole list, whatever is in the line."""
        completer, popup = self.completer(), self.completer().popup()
        if popup is not None and self._model.stringList() and not self.isReadOnly():
            completer.setCompletionPrefix("")
            popup.setMinimumWidth(min(self._widest(), 420))
            completer.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self.completer().popup()
        enters = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        chosen = popup is not None and popup.currentIndex().isValid()
        if popup is not None and popup.isVisible() and event.key() in _OF_THE_LIST and (chosen or not enters):
            event.ignore()  # a key ignored here is the completer's while its list is open
        elif event.key() == Qt.Key.Key_Down:
            self.offer_all()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.hasSelectedText() and not self.edited:
            self.offer_all()

    def _on_taken(self, text: str) -> None:
        self.setText(text)
        self.commit()

    def _widest(self) -> int:
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(words) for words in self._model.stringList()) + 40
