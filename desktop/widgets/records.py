"""Lists of records with a title, quiet lines under it and a sign before it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.widgets.focus import pale_if_left
from desktop.widgets.tones import Tone, small_font, tone_colour

DETAIL: Final = int(Qt.ItemDataRole.UserRole) + 1
"""Role of the quiet lines, separated by line breaks."""
SIGN: Final = int(Qt.ItemDataRole.UserRole) + 2
"""Role of the sign drawn before the title."""
PLACE: Final = int(Qt.ItemDataRole.UserRole) + 3
"""Role of the place a record had when the list was filled."""
_PAD = 4
_SIGN_WIDTH = 20
_PLACED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextDontClip)

Index = QModelIndex | QPersistentModelIndex


class Record(NamedTuple):
    """What one entry shows."""

    title: str
    detail: str = ""
    sign: str = ""
    told: str = ""
    """What a screen reader says of the sign."""


class RecordDelegate(QStyledItemDelegate):
    """Draws records as plain text, each line cut to the width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        big, small = _metrics(option.font)
        lines = str(index.data(DETAIL)).count("\n") + 1 if index.data(DETAIL) else 0
        return QSize(80, _line_height(big) + lines * _line_height(small) + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        title, option.text = option.text, ""
        style = option.widget.style() if option.widget else QApplication.style()
        painter.save()
        try:
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
            self._write(painter, option, index, title)
        finally:
            painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, title: str) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        strong = option.palette.color(role)
        quiet = strong if chosen else tone_colour(option.palette, Tone.QUIET)
        big, small = _metrics(option.font)
        line = option.rect.adjusted(2 * _PAD, _PAD, -2 * _PAD, -_PAD)
        line.setHeight(_line_height(big))
        sign = index.data(SIGN)
        painter.setFont(option.font)
        if sign:
            painter.setPen(quiet)
            painter.drawText(line, _PLACED, str(sign))
            line.setLeft(line.left() + _SIGN_WIDTH)
        painter.setPen(strong)
        painter.drawText(line, _PLACED, big.elidedText(title, Qt.TextElideMode.ElideRight, line.width()))
        painter.setFont(small_font(option.font))
        painter.setPen(quiet)
        line.moveTop(line.bottom() + 1)
        line.setHeight(_line_height(small))
        for text in str(index.data(DETAIL) or "").split("\n"):
            painter.drawText(line, _PLACED, small.elidedText(text, Qt.TextElideMode.ElideRight, line.width()))
            line.translate(0, line.height())


class RecordList(QListWidget):
    """A list as high as what is in it. Rows are chosen with the arrows, moved with Alt+arrows or the mouse,
    removed with Del and opened with Enter.

    `moved(from, to)`, `removed(row)` and `opened(row)` ask for it; whoever listens fills the list anew.
    """

    moved = Signal(int, int)
    removed = Signal(int)
    opened = Signal(int)
    _dropped = Signal(int, int)

    def __init__(self, parent: QWidget | None = None, *, movable: bool = False, highest: int = 10) -> None:
        super().__init__(parent)
        self._highest = highest
        self._editable = True
        self._movable = movable
        self.setItemDelegate(RecordDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        if movable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.model().rowsMoved.connect(self._on_rows_moved)
            # queued, because whoever listens fills the list anew, which a drop under way does not survive
            self._dropped.connect(self.moved, Qt.ConnectionType.QueuedConnection)
        self.itemDoubleClicked.connect(self._on_double_click)
        self._fit()

    def fill(self, records: Sequence[Record], current: int = -1) -> None:
        """Show these records; the row `current` is chosen."""
        blocker = QSignalBlocker(self)
        self.clear()
        for place, record in enumerate(records):
            item = QListWidgetItem(record.title, self)
            item.setData(DETAIL, record.detail)
            item.setData(SIGN, record.sign)
            item.setData(PLACE, place)
            told = ", ".join(filter(None, (record.told, record.title, record.detail.replace("\n", ", "))))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        self.setCurrentRow(min(current, len(records) - 1))
        blocker.unblock()
        self._fit()

    def set_read_only(self, fixed: bool) -> None:
        """Allow choosing and copying only."""
        self._editable = not fixed
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.InternalMove if self._movable and not fixed else mode.NoDragDrop)

    def initViewItemOption(self, option: QStyleOptionViewItem) -> None:
        super().initViewItemOption(option)
        pale_if_left(self, option)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentRow()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif row >= 0 and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.opened.emit(row)
        elif row < 0 or not self._editable:
            super().keyPressEvent(event)
        elif alt and step and self._movable:
            self.ask_move(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit(row)
        else:
            super().keyPressEvent(event)

    def ask_move(self, step: int) -> None:
        """Ask for the chosen row to move up (-1) or down (1)."""
        row = self.currentRow()
        if row >= 0 and 0 <= row + step < self.count():
            self.moved.emit(row, row + step)

    def copy(self) -> None:
        """Put what the chosen row says on the clipboard."""
        item = self.currentItem()
        if item is not None:
            lines = (item.text(), item.data(DETAIL))
            QApplication.clipboard().setText("\n".join(filter(None, lines)))

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_ours(event)
            and self.currentRow() >= 0
        ):
            event.accept()  # Del in this list is not the window's, which deletes events, nor is Alt+Up
            return True
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _is_ours(self, event: QKeyEvent) -> bool:
        moves = self._movable and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        return event.key() == Qt.Key.Key_Delete or (
            moves and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        )

    def _on_double_click(self, item: QListWidgetItem) -> None:
        self.opened.emit(self.row(item))

    def _on_rows_moved(
        self, _from: QModelIndex, start: int, _end: int, _into: QModelIndex, before: int
    ) -> None:
        self._dropped.emit(start, before - 1 if before > start else before)

    def _fit(self) -> None:
        rows = min(self.count(), self._highest)
        height = sum(self.sizeHintForRow(row) for row in range(rows)) + 2 * self.frameWidth()
        if self.height() != height:
            self.setFixedHeight(height)
        self.setVisible(self.count() > 0)


def _line_height(metrics: QFontMetrics) -> int:
    """Return the height of a line that also takes the taller glyphs of CJK fonts."""
    return round(metrics.height() * 1.2)


def _metrics(font: QFont) -> tuple[QFontMetrics, QFontMetrics]:
    return QFontMetrics(font), QFontMetrics(small_font(font))


__all__ = ["DETAIL", "PLACE", "SIGN", "Record", "RecordDelegate", "RecordList"]
