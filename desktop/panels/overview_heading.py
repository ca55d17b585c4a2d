"""The heading of a part of the overview page: its title, a count that may be a link, and a quiet remark."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.look import colour, theme_for
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.links import Link
from desktop.wording import PlainLabel


class Heading(QWidget):
    """A bold title over a hairline; `count` is hidden until it is shown a number."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.count = Link()
        self.count.hide()
        self.remark = ElidedLabel()
        self.remark.setIndent(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 4)
        row.setSpacing(4)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addWidget(self.remark, 1)
        self.setMinimumHeight(28)

    def show_count(self, count: int, tip: str, remark: str = "", *, leads: bool) -> None:
        """Show a count, where it leads, and a remark."""
        self.count.show_number(f"{count:,}", self.title.text(), tip, leads=leads)
        self.count.show()
        self.remark.show_text(remark)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        try:
            painter.setPen(colour(theme_for(self.palette()).line))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        finally:
            painter.end()
