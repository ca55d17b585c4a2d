"""Two columns that stand side by side where there is room, else one below the other."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

_BETWEEN = 32


class TwoColumns(QWidget):
    """Lays two columns of widgets out by its width: for both it takes so many letters' width."""

    def __init__(self, letters: int, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = letters
        self._spacing = spacing
        self._columns = (QVBoxLayout(), QVBoxLayout())
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(spacing)
        for column in self._columns:
            column.setSpacing(spacing)
            self._layout.addLayout(column, 1)

    @property
    def side_by_side(self) -> bool:
        """Whether both columns stand beside each other."""
        return self._layout.direction() == QBoxLayout.Direction.LeftToRight

    def put(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        """Put widgets into the columns, from top to bottom."""
        for column, widgets in zip(self._columns, (left, right), strict=True):
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= self._letters * self.fontMetrics().horizontalAdvance("n")
        if wide != self.side_by_side:
            way = QBoxLayout.Direction
            self._layout.setDirection(way.LeftToRight if wide else way.TopToBottom)
            self._layout.setSpacing(_BETWEEN if wide else self._spacing)
