"""The line in which a filter gets the name it is saved under."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.notice import Notice
from desktop.wording import PlainLabel, tr


class FilterNaming(QWidget):
    """Asks for a name in place. `named(text)` comes with Enter; `closed` when it is over either way."""

    named = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = PlainLabel(tr("Save as"))
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Name of the filter"))
        label.setBuddy(self.line)
        self.accept = QPushButton(tr("Save"))
        self.cancel = QPushButton(tr("Cancel"))
        self.notice = Notice()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.line, 1)
        row.addWidget(self.accept)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.notice)
        self.line.returnPressed.connect(self._on_accepted)
        self.accept.clicked.connect(self._on_accepted)
        self.cancel.clicked.connect(self.end)

    def begin(self, proposed: str) -> None:
        """Ask, with a name proposed."""
        self.notice.clear()
        self.line.setText(proposed)
        self.line.selectAll()
        self.show()
        self.line.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why a name can't be taken, and go on asking."""
        self.notice.say(sentence)

    def end(self) -> None:
        """Ask no more."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def _on_accepted(self) -> None:
        self.named.emit(self.line.text())
