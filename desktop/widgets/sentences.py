"""A list of sentences that wrap, each with a sign before it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget

from desktop.widgets.records import Record

_PAD = 6


class Sentences(QListWidget):
    """As high as its sentences; chosen with the arrows, copied, and opened with Enter or a double click.

    `opened(place)` asks for what a sentence is about.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(self._on_double_clicked)

    def fill(self, records: Sequence[Record]) -> None:
        """Show these sentences, the detail of each after it."""
        self.clear()
        for record in records:
            words = " · ".join(filter(None, (record.title, record.detail)))
            item = QListWidgetItem(f"{record.sign}  {words}" if record.sign else words, self)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, (record.told, words))))
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentItem() is not None:
            QApplication.clipboard().setText(self.currentItem().text())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self.opened.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_double_clicked(self) -> None:
        self.opened.emit(self.currentRow())

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        width = self.viewport().width() - 2 * _PAD
        height = 0
        for place in range(self.count()):
            item = self.item(place)
            flags = int(Qt.TextFlag.TextWordWrap)
            box = metrics.boundingRect(0, 0, width, 10_000, flags, item.text())
            item.setSizeHint(QSize(width, box.height() + _PAD))
            height += box.height() + _PAD
        self.setFixedHeight(height + 2 * self.frameWidth())
        self.setVisible(self.count() > 0)
