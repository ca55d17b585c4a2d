"""The card that appears over an event."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.canvas.data import Card
from desktop.theme import Theme

_WIDTH = 360


class HoverCard(QFrame):
    """Shows an event's title, date, participants with their posts and mechanism beside the pointer, as plain text.

    It lies within its parent rather than in a window of its own: not every desktop lets those be placed.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName("hover_card")
        self.hide()
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(12, 8, 12, 8)
        box.setSpacing(4)
        self._lines = [self._line(box, name) for name in ("title", "date", "participants", "mechanism")]
        font = QFont(self.font())
        font.setBold(True)
        self._lines[0].setFont(font)

    def set_theme(self, theme: Theme) -> None:
        """Take over a theme's colours."""
        self.setStyleSheet(
            f"#hover_card {{ background: {theme.ground}; border: 1px solid {theme.line}; }}"
            f" QLabel {{ color: {theme.faint_text}; }} QLabel#title {{ color: {theme.text}; }}"
        )

    def show_card(self, card: Card, at: QPoint) -> None:
        """Show a card near a point of the parent, moved so that it stays within."""
        for line, text in zip(
            self._lines, (card.title, card.date, card.participants, card.mechanism), strict=True
        ):
            line.setText(text)
            line.setVisible(bool(text))
        self._box.invalidate()  # the lines wrap anew
        self.setFixedSize(_WIDTH, self._box.heightForWidth(_WIDTH))
        self.move(self._within(at))
        self.show()
        self.raise_()

    def texts(self) -> list[str]:
        """The lines shown."""
        return [line.text() for line in self._lines if line.text()]

    def _line(self, box: QVBoxLayout, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        box.addWidget(label)
        return label

    def _within(self, at: QPoint) -> QPoint:
        around = self.parentWidget()
        area = around.rect() if around is not None else self.rect()
        x = min(at.x() + 16, area.right() - self.width() - 4)
        below = at.y() + 20
        y = below if below + self.height() <= area.bottom() else at.y() - 12 - self.height()
        return QPoint(max(area.left(), x), max(area.top(), y))
