"""A number that may be missing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget


class OptionalSpin(QSpinBox):
    """Holds a number from 1 on, or None, shown as an empty field; sends it when it is finished."""

    committed = Signal(object)

    def __init__(self, highest: int = 9999, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored: int | None = None
        self.setRange(0, highest)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.editingFinished.connect(self.commit)

    @property
    def number(self) -> int | None:
        """The number in the field, or None."""
        return self.value() or None

    @property
    def edited(self) -> bool:
        """Whether the number differs from the stored one."""
        return self.number != self._stored

    def show_value(self, number: int | None) -> None:
        """Show a stored number, unless somebody is typing another."""
        keep = self.edited and number == self._stored
        self._stored = number
        if not keep:
            self.setValue(number or 0)

    def discard(self) -> None:
        """Bring back the stored number."""
        self.setValue(self._stored or 0)

    def commit(self, *, again: bool = True) -> None:
        """Send the number if it differs from the stored one."""
        del again
        if self.edited and not self.isReadOnly():
            self.committed.emit(self.number)

    def textFromValue(self, value: int) -> str:
        return str(value) if value else ""

    def valueFromText(self, text: str) -> int:
        return int(text) if text.strip().isdecimal() else 0

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        if not text.strip():
            return QValidator.State.Acceptable, text, position
        return super().validate(text, position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.edited:
            self.discard()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
