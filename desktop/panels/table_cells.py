"""Drawing and editing of the event table's cells."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.table.event_choices import Choice
from desktop.models.events_table import ROW_ROLE, EventsTable
from desktop.models.table_columns import COLUMNS
from desktop.panels.table_editors import CellEditor
from desktop.panels.table_hint import CellHint
from desktop.panels.table_view import EventsView
from desktop.widgets.tones import Tone, tone_colour
from desktop.wording import tr

Index = QModelIndex | QPersistentModelIndex
_DOT, _PITCH = 8, 11
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CellDelegate(QStyledItemDelegate):
    """Edits cells so that a refused value keeps its editor open, and Ctrl+Enter sets all selected events."""

    def __init__(self, view: EventsView, hint: CellHint, offered: Callable[[str], Sequence[Choice]]) -> None:
        super().__init__(view)
        self.for_all = False
        """Whether the next commit goes to all selected events."""
        self._view = view
        self._hint = hint
        self._offered = offered
        self._taken = True
        self._editor: CellEditor | None = None

    @property
    def editor(self) -> CellEditor | None:
        """The editor that is open."""
        return self._editor

    # --- editing ---

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        column = COLUMNS[index.column()]
        editor = CellEditor(column, self._offered(column.key), parent)
        editor.textChanged.connect(self._on_typed)
        completer = editor.completer()
        if completer is not None:
            completer.activated.connect(self._on_chosen)
        self._editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self._editor:
            self._editor = None
            self.for_all = False
            if self._taken:
                self._hint.hide()
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        cast(CellEditor, editor).begin(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = cast(CellEditor, editor).text()
        table = cast(EventsTable, model)
        places = self._view.selected_places() if self.for_all else []
        if len(places) > 1:
            self._taken = table.set_many([index.row(), *(p for p in places if p != index.row())],
                                         COLUMNS[index.column()].key, text)  # fmt: skip
        else:
            self._taken = model.setData(cast(QModelIndex, index), text, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        del index
        rect = QRect(option.rect)  # type: ignore[attr-defined]
        rect.setWidth(max(rect.width(), min(200, self._view.viewport().width() - rect.left())))
        editor.setGeometry(rect)

    def eventFilter(self, object: QObject, event: QEvent) -> bool:  # noqa: A002 - Qt's name
        editor = self._editor
        if event.type() == QEvent.Type.KeyPress and editor is not None and object is editor:
            key, modifiers = cast(QKeyEvent, event).key(), cast(QKeyEvent, event).modifiers()
            if key in _ENTER:
                self.for_all = self.for_all or bool(modifiers & _CONTROL)
                self._commit(QStyledItemDelegate.EndEditHint.NoHint)
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                back = key == Qt.Key.Key_Backtab
                hint = QStyledItemDelegate.EndEditHint
                self._commit(hint.EditPreviousItem if back else hint.EditNextItem)
                return True
            if key == Qt.Key.Key_Down and editor.completer() is not None:
                editor.offer_all()
                return True
            if key == Qt.Key.Key_Escape:
                self._taken = True
        return super().eventFilter(object, event)

    def _commit(self, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Store what is typed; if it is refused the editor stays, with what was typed."""
        editor = self._editor
        if editor is None:
            return
        self.commitData.emit(editor)
        if self._taken:
            self.closeEditor.emit(editor, hint)
        else:
            self.for_all = False

    def _on_chosen(self) -> None:
        if self._editor is not None and self._editor.hasFocus():
            self._commit(QStyledItemDelegate.EndEditHint.NoHint)

    def _on_typed(self, text: str) -> None:
        editor = self._editor
        if editor is None:
            return
        sentence, tone = understood(editor.column.key, text)
        count = len(self._view.selected_places())
        if self.for_all and count > 1:
            sentence = "\n".join(
                filter(None, (sentence, tr("Enter sets this for {count} events.", count=count)))
            )
        self._hint.say(sentence, editor.geometry(), tone)


class MarksDelegate(QStyledItemDelegate):
    """Draws the five verification marks by shape as well as colour, and how many are green in words."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = index.data(ROW_ROLE)
        if row is not None:
            _draw_marks(painter, option, row.marks, index.data())


def understood(key: str, text: str) -> tuple[str, Tone]:
    """Return what a text typed into a column means, as far as it can be told at once, and its tone."""
    if key != "date" or not text.strip():
        return "", Tone.PLAIN
    from db.dates import DateError, describe, parse

    try:
        date = parse(text)
    except DateError as error:
        return str(error), Tone.WARNING
    return f"{describe(date)}\nEDTF {date.edtf}", Tone.PLAIN


def unverified_sign(palette: QPalette, size: int = 14) -> QIcon:
    """Return the sign of events that nobody has checked: a question mark in a ring."""
    icon = QIcon()
    selected = palette.color(QPalette.ColorRole.HighlightedText)
    for mode, shade in (
        (QIcon.Mode.Normal, tone_colour(palette, Tone.WARNING)),
        (QIcon.Mode.Selected, selected),
    ):
        picture = QPixmap(size * 2, size * 2)
        picture.setDevicePixelRatio(2)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(shade, 1.2))
            painter.drawEllipse(1, 1, size - 2, size - 2)
            font = painter.font()
            font.setPixelSize(size - 4)
            font.setBold(True)
            painter.setFont(font)
            painter.drawText(QRect(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, "?")
        finally:
            painter.end()
        icon.addPixmap(picture, mode)
    return icon


def _draw_marks(painter: QPainter, option: QStyleOptionViewItem, marks: Sequence[int], words: str) -> None:
    """Draw five marks by shape as well as colour (ring, half disc, disc), and their number in words."""
    rect, palette = option.rect, option.palette  # type: ignore[attr-defined]
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
    plain = palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
    faint = plain if chosen else tone_colour(palette, Tone.QUIET)
    shades = (
        (faint, plain, plain)
        if chosen
        else (faint, tone_colour(palette, Tone.WARNING), tone_colour(palette, Tone.GOOD))
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left, top = rect.left() + 4, rect.center().y() - _DOT // 2
    for place, mark in enumerate(marks):
        box = QRect(left + place * _PITCH, top, _DOT, _DOT)
        painter.setPen(QPen(shades[mark], 1.2))
        painter.setBrush(shades[mark] if mark == len(shades) - 1 else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if mark == 1:
            painter.setBrush(shades[mark])
            painter.drawPie(box, 90 * 16, 180 * 16)
    painter.setPen(faint)
    text = rect.adjusted(4 + len(marks) * _PITCH + 4, 0, -2, 0)
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    painter.restore()
