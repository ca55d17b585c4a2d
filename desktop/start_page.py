"""The start page: recent timelines, a new one, and the sample."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import settings
from desktop.wording import PlainLabel, plain_tip, tr


class StartPage(QWidget):
    """Shown while no timeline is open; says what can be done and does none of it itself."""

    open_requested = Signal(object)
    browse_requested = Signal()
    new_requested = Signal()
    sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recent = QListWidget()
        self.recent.setAccessibleName(tr("Recent timelines"))
        self.recent.setFrameShape(QFrame.Shape.NoFrame)
        self.recent.setMinimumHeight(160)
        self.recent.itemActivated.connect(self._on_activated)
        self.none = PlainLabel(tr("Timelines that you open are listed here."))
        self.none.setEnabled(False)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(_title("Liaison", 2.0))
        column.addWidget(
            PlainLabel(tr("A timeline of exchanges between political parties, with the evidence for each."))
        )
        column.addSpacing(20)
        column.addLayout(self._buttons())
        column.addSpacing(20)
        column.addWidget(_title(tr("Recent"), 1.1))
        column.addWidget(self.none)
        column.addWidget(self.recent, 5)
        column.addStretch(3)
        frame = QWidget()
        frame.setLayout(column)
        frame.setMaximumWidth(640)
        frame.setMinimumWidth(420)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(frame, 4)
        row.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """List the recent timelines that still exist."""
        self.recent.clear()
        for path in settings.recent_files():
            item = QListWidgetItem(f"{path.stem}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setToolTip(plain_tip(str(path)))
            self.recent.addItem(item)
        some = self.recent.count() > 0
        self.recent.setVisible(some)
        self.none.setVisible(not some)
        if some:
            self.recent.setCurrentRow(0)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, signal in (
            (tr("&New timeline…"), self.new_requested),
            (tr("&Open…"), self.browse_requested),
            (tr("Open the &sample"), self.sample_requested),
        ):
            button = QPushButton(words)
            button.setMinimumHeight(32)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.open_requested.emit(Path(item.data(Qt.ItemDataRole.UserRole)))


def _title(text: str, scale: float) -> PlainLabel:
    label = PlainLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setBold(scale < 1.5)
    label.setFont(font)
    return label
