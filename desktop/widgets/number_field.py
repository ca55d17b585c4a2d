"""A whole number between two limits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget


class NumberField(QSpinBox):
    """Sends the number when it is finished: with Enter, by leaving the field, or step by step with the arrows."""

    committed = Signal(object)

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored = least
        self.setRange(least, most)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._on_value)

    def show_value(self, number: int) -> None:
        """Show a stored number."""
        self._stored = number
        self.setValue(number)

    def commit(self, *, again: bool = True) -> None:
        """Send what is half typed."""
        del again
        self.interpretText()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _on_value(self, number: int) -> None:
        if number != self._stored:
            self._stored = number
            self.committed.emit(number)
