"""The list under the filter line: keys, and values from the file, looked up off the window's thread."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView

from db.filters import Completion
from desktop.live import LiveTimeline
from desktop.panels.filter_line import FilterLine
from desktop.tasks import Newest
from desktop.widgets.records import DETAIL, RecordDelegate

DEBOUNCE_MS = 60
"""How long typing must rest before completions are looked up."""
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_OFFER = Qt.ItemDataRole.UserRole + 16


class FilterOffers(QObject):
    """Offers what may stand at the cursor; Enter or Tab takes an offer, which `taken` tells."""

    taken = Signal()

    def __init__(self, line: FilterLine, live: LiveTimeline) -> None:
        super().__init__(line)
        self._line = line
        self._live = live
        self._asked = ("", 0)
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(12)
        self._completer.setWidget(line)
        self.popup = QListView()
        self._completer.setPopup(self.popup)
        self.popup.setItemDelegate(RecordDelegate(self.popup))
        self.popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.popup.installEventFilter(self)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(DEBOUNCE_MS)
        self._rest.timeout.connect(self.ask)
        self._query = Newest(self)
        self._query.done.connect(self._on_found)
        self._query.failed.connect(self._on_failed)
        line.textEdited.connect(self._on_edited)
        line.completion_asked.connect(self.ask)
        line.entered.connect(self.close)

    def ask(self) -> None:
        """Look up what may stand at the cursor."""
        self._rest.stop()
        self._asked = (self._line.text(), self._line.cursorPosition())
        self._query.ask(_completions, self._live, *self._asked)

    def close(self) -> None:
        """Offer nothing more for what is typed."""
        self._rest.stop()
        self._query.forget()
        self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the list before QCompleter hands them to the line."""
        if (
            watched is not self.popup
            or not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
        ):
            return super().eventFilter(watched, event)
        index = self.popup.currentIndex()
        if event.key() == Qt.Key.Key_Tab and not index.isValid():
            index = self._completer.completionModel().index(0, 0)
        if event.key() in _TAKES and index.isValid():
            self.popup.hide()
            self._on_activated(index)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.popup.hide()
            return True
        return super().eventFilter(watched, event)

    def _on_edited(self, text: str) -> None:
        if text.strip():
            self._rest.start()
        else:
            self.close()

    def _on_found(self, found: list[Completion]) -> None:
        if self._asked != (self._line.text(), self._line.cursorPosition()) or not self._line.hasFocus():
            return
        text, cursor = self._asked
        found = [offer for offer in found if offer.insert != text[offer.start : offer.end]]
        self._model.clear()
        for offer in found:
            item = QStandardItem(offer.text)
            item.setData(offer.detail, DETAIL)
            item.setData(offer, _OFFER)
            self._model.appendRow(item)
        if not found:
            self.popup.hide()
            return
        at = self._line.cursorRect()
        at.setLeft(
            max(at.left() - self._line.fontMetrics().horizontalAdvance(text[found[0].start : cursor]), 0)
        )
        at.setWidth(min(440, self._line.width()))
        self._completer.complete(at)
        self.popup.setCurrentIndex(QModelIndex())

    def _on_failed(self, error: Exception) -> None:
        raise error

    def _on_activated(self, index: QModelIndex) -> None:
        offer: Completion = index.data(_OFFER)
        text = self._line.text()
        end = " " if offer.end >= len(text) and not offer.insert.endswith(":") else ""
        self._line.setText(text[: offer.start] + offer.insert + end + text[offer.end :])
        self._line.setCursorPosition(offer.start + len(offer.insert) + len(end))
        if offer.insert.endswith(":"):
            self.ask()
        self.taken.emit()


def _completions(live: LiveTimeline, text: str, cursor: int) -> list[Completion]:
    from db.filters import completions

    with live.reading() as connection:
        return completions(text, cursor, connection)
