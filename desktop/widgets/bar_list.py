"""A short list of words with a number and a horizontal bar each; every line is a link."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.look import colour, theme_for
from desktop.wording import plain_tip

COUNT: Final = int(Qt.ItemDataRole.UserRole) + 1
"""Role of a line's number."""
_PAD, _MOST_LETTERS, _BAR = 8, 24, 10

Index = QModelIndex | QPersistentModelIndex


class Bar(NamedTuple):
    """One line: its words, its number, and what it says of itself when pointed at."""

    words: str
    number: int
    tip: str = ""


class BarList(QListWidget):
    """As high as its lines. A click, Enter or Space opens one: `opened(place)`; the arrows go up and down."""

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.most = 1
        self._wide = 0, 0
        self._peers: Sequence[BarList] = (self,)
        self.setItemDelegate(_BarDelegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._on_clicked)

    def fill(self, bars: Sequence[Bar], most: int) -> None:
        """Show these lines, a bar for `most` taking the whole width.

        The line with the same words as before stays the current one.
        """
        before = self.currentItem().text() if self.currentItem() is not None else ""
        blocker = QSignalBlocker(self)
        self.clear()
        for bar in bars:
            item = QListWidgetItem(bar.words, self)
            item.setData(COUNT, bar.number)
            item.setToolTip(plain_tip(bar.tip))
            told = ", ".join(filter(None, (f"{bar.words} {bar.number}", bar.tip)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            if bar.words == before:
                self.setCurrentItem(item)
        blocker.unblock()
        self.most = max(most, 1)
        self._fit()

    def align_with(self, lists: "Sequence[BarList]") -> None:
        """Have the same columns as other lists, which may name this one too."""
        self._peers = lists

    @property
    def columns(self) -> tuple[int, int]:
        """How many pixels words and numbers take."""
        return max(each._wide[0] for each in self._peers), max(each._wide[1] for each in self._peers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if event.key() in keys and self.currentRow() >= 0:
            self.opened.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.opened.emit(self.row(item))

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        lines = [self.item(place) for place in range(self.count())]
        wide = max((metrics.horizontalAdvance(line.text()) for line in lines), default=0)
        most = _MOST_LETTERS * metrics.horizontalAdvance("n")
        self._wide = min(wide + 2, most), metrics.horizontalAdvance(f"{self.most:,}")
        self.setFixedHeight(sum(self.sizeHintForRow(place) for place in range(self.count())))
        self.setVisible(self.count() > 0)
        self.viewport().update()


class _BarDelegate(QStyledItemDelegate):
    """Draws words, number and bar side by side, the same columns in all lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(160, (round(option.fontMetrics.height() * 1.2) + 4 + 3) // 4 * 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        try:
            self._paint(painter, option, index)
        finally:
            painter.restore()

    def _paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = self.parent()
        assert isinstance(shown, BarList)  # noqa: S101 - made by it alone
        theme = theme_for(option.palette)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option)
        count = int(index.data(COUNT))
        wide, number_wide = shown.columns
        middle = Qt.AlignmentFlag.AlignVCenter
        area = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        words = QRect(area.left(), area.top(), wide, area.height())
        number = QRect(words.right() + 2 * _PAD, area.top(), number_wide, area.height())
        painter.setPen(colour(theme.text))
        text = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(middle), text)
        painter.setPen(colour(theme.accent))
        painter.drawText(number, int(middle | Qt.AlignmentFlag.AlignRight), f"{count:,}")
        left = number.right() + 2 * _PAD
        long = max(area.right() - left, 0) * count / shown.most
        bar = QRectF(left, area.center().y() + 1 - _BAR / 2, max(long, 1 if count else 0), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.accent, 0.55))
        painter.drawRoundedRect(bar, 1, 1)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    theme = theme_for(option.palette)
    box = QRectF(option.rect).adjusted(1, 1, -1, -1)
    if option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.accent, 0.10))
        painter.drawRoundedRect(box, 4, 4)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colour(theme.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
