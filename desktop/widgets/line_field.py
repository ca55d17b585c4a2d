"""A line of text that is stored when it is finished."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.widgets.draft import Draft, asks_undo


class LineField(QLineEdit):
    """Sends its text with Enter or when it loses the focus; Esc brings back what is stored.

    `entered` follows Enter.
    """

    committed = Signal(str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = Draft()

    @property
    def edited(self) -> bool:
        """Whether the text differs from what is stored."""
        return self.draft.edited(self.text())

    def show_value(self, text: str) -> None:
        """Show a stored text, unless somebody is typing another."""
        if self.draft.arrives(text, self.text()) and text != self.text():
            self.setText(text)
            self.setCursorPosition(0 if not self.hasFocus() else len(text))

    def discard(self) -> None:
        """Bring back what is stored."""
        self.draft.forget()
        self.setText(self.draft.stored)

    def commit(self, *, again: bool = True) -> None:
        """Send the text if it differs from what is stored; one that was refused only with `again`."""
        text = self.text()
        if not self.isReadOnly() and self.draft.worth_sending(text, again=again):
            with self.draft.sending(text):
                self.committed.emit(text)

    def event(self, event: QEvent) -> bool:
        if asks_undo(event) and not self.edited:
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.commit()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.edited:
            self.discard()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit(again=False)
