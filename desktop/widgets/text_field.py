"""Plain text of several lines that grows with what is in it and is stored when it is finished."""

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop.widgets.draft import Draft, asks_undo
from desktop.widgets.focus import paint_focus


class TextField(QPlainTextEdit):
    """Sends its text when it loses the focus or with Ctrl+Enter (Enter if it is one paragraph); Esc reverts.

    `entered` follows the key that sends. Its height follows the text between `lowest` and `highest` lines.
    """

    committed = Signal(str)
    entered = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, paragraph: bool = False, lowest: int = 1, highest: int = 8
    ) -> None:
        super().__init__(parent)
        self.draft = Draft()
        self._paragraph = paragraph
        self._lines = (lowest, highest)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @property
    def edited(self) -> bool:
        """Whether the text differs from what is stored."""
        return self.draft.edited(self.toPlainText())

    def text(self) -> str:
        """Return the text as it stands."""
        return self.toPlainText()

    def show_value(self, text: str) -> None:
        """Show a stored text, unless somebody is typing another."""
        if self.draft.arrives(text, self.toPlainText()) and text != self.toPlainText():
            self.setPlainText(text)

    def discard(self) -> None:
        """Bring back what is stored."""
        self.draft.forget()
        self.setPlainText(self.draft.stored)

    def commit(self, *, again: bool = True) -> None:
        """Send the text if it differs from what is stored; one that was refused only with `again`."""
        text = self.toPlainText()
        if not self.isReadOnly() and self.draft.worth_sending(text, again=again):
            with self.draft.sending(text):
                self.committed.emit(text)

    def sizeHint(self) -> QSize:
        return QSize(160, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height())

    def event(self, event: QEvent) -> bool:
        if asks_undo(event) and not self.edited:
            event.ignore()
            return False
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and self.hasFocus():
            paint_focus(self)  # most styles frame a field of several lines the same with and without
        return handled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and (self._paragraph or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.commit()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.edited:
            self.discard()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._paragraph:
            self.insertPlainText(" ".join(source.text().split()))
        else:
            super().insertFromMimeData(source)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit(again=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _height(self) -> int:
        line = QFontMetrics(self.font()).lineSpacing()
        lowest, highest = (count * line for count in self._lines)
        frame = 2 * self.frameWidth() + round(2 * self.document().documentMargin())
        return min(max(self._text_height(), lowest), highest) + frame

    def _text_height(self) -> int:
        """Return the pixels the text needs; lines with CJK glyphs are higher than the font says."""
        layout, block, height = self.document().documentLayout(), self.document().begin(), 0.0
        while block.isValid() and height < 2000:
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return round(height)

    def _fit(self) -> None:
        fits = self._text_height() <= self._lines[1] * QFontMetrics(self.font()).lineSpacing()
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        if self._height() != self.height():
            self.setFixedHeight(self._height())
