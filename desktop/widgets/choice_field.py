"""A choice among fixed words that can be empty, or open because several records differ."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop.wording import plain_tip, tr


class Choice(NamedTuple):
    """One entry: the value stored, the words shown, and a longer explanation."""

    value: object
    words: str
    explanation: str = ""


class _Several:
    """Stands for values that differ among the records shown."""

    def __repr__(self) -> str:
        return "SEVERAL"


SEVERAL: Final = _Several()


class _Combo(QComboBox):
    """Opens with Up and Down instead of storing every entry passed; the wheel scrolls what is around it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(QWidget):
    """Shows one of the choices and sends the value chosen; read-only it is a line that can be copied."""

    committed = Signal(object)

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._value: object = None
        self.combo = _Combo(self)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(6)
        self.combo.setMaxVisibleItems(24)
        self.combo.activated.connect(self._on_activated)
        self._fixed = QLineEdit(self)
        self._fixed.setReadOnly(True)
        self._fixed.setProperty("always_read_only", "yes")
        self._fixed.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)
        layout.addWidget(self._fixed)
        self.setFocusProxy(self.combo)
        self.set_choices(choices)

    @property
    def value(self) -> object:
        """The value shown; SEVERAL while the records differ."""
        return self._value

    @property
    def words(self) -> str:
        """The words shown."""
        return self.combo.currentText()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these choices, in this order."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        self.combo.clear()
        for place, choice in enumerate(self._choices):
            self.combo.addItem(choice.words)
            self.combo.setItemData(place, plain_tip(choice.explanation), Qt.ItemDataRole.ToolTipRole)
        self.show_value(self._value)

    def show_value(self, value: object) -> None:
        """Show a stored value."""
        self._value = value
        place = next((i for i, choice in enumerate(self._choices) if choice.value == value), -1)
        self.combo.setPlaceholderText(tr("several values") if value is SEVERAL else "")
        self.combo.setCurrentIndex(-1 if value is SEVERAL else place)
        self._fixed.setText(self.combo.currentText())
        self._fixed.setCursorPosition(0)

    def set_read_only(self, fixed: bool) -> None:
        """Allow reading and copying only."""
        self.combo.setHidden(fixed)
        self._fixed.setVisible(fixed)
        self.setFocusProxy(self._fixed if fixed else self.combo)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ToolTipChange:
            self.combo.setToolTip(self.toolTip())

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.combo.setAccessibleName(name)
        self._fixed.setAccessibleName(name)

    def _on_activated(self, place: int) -> None:
        value = self._choices[place].value
        if value != self._value:
            self.committed.emit(value)
