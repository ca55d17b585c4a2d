"""The list of saved filters: a click applies one; rename, delete and order them in place."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from db import filters, saved_filters
from db.errors import Problem
from db.history import Changes
from desktop.desk import Desk
from desktop.widgets.notice import Notice
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

_ID, _TEXT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SavedFilters(QWidget):
    """Shows the file's saved filters in their order and edits them, one undo step each."""

    message = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list = _List()
        self.notice = Notice()
        self._empty = ToneLabel(tr("The ☆ beside the filter keeps one here."), Tone.QUIET)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(self.notice)
        self.list.applied.connect(self.apply)
        self.list.delete_asked.connect(self.delete)
        self.list.itemChanged.connect(self._on_renamed)
        self.list.model().rowsMoved.connect(self._on_moved)
        self.list.customContextMenuRequested.connect(self._on_menu)
        desk.live.changed.connect(self._on_changed)
        desk.browse.filter_changed.connect(self._show_current)
        self._fill()

    def apply(self, item: QListWidgetItem) -> None:
        """Show what passes a saved filter; one that this file can't answer any more says why."""
        self.notice.clear()
        try:
            wanted = filters.parse(item.data(_TEXT))
            with self._desk.live.reading() as connection:
                filters.check(wanted, connection)
        except Problem as problem:
            self.notice.say(str(problem))
        else:
            self._desk.browse.set_filter(wanted)

    def rename(self) -> None:
        """Edit the name of the current filter in place."""
        if self.list.currentItem() is not None and not self._desk.live.read_only:
            self.list.editItem(self.list.currentItem())

    def delete(self) -> None:
        """Delete the current filter; undo brings it back."""
        item = self.list.currentItem()
        if item is not None and self._edit(tr("Delete saved filter"), saved_filters.delete, item.data(_ID)):
            self.message.emit(tr("The saved filter was deleted; undo brings it back."))

    def shift(self, by: int) -> None:
        """Move the current filter up (-1) or down (1)."""
        ids, place = self._ids(), self.list.currentRow()
        if 0 <= place < len(ids) and 0 <= place + by < len(ids):
            ids[place], ids[place + by] = ids[place + by], ids[place]
            self._edit(tr("Order saved filters"), saved_filters.reorder, ids)

    def menu(self) -> QMenu:
        """Return the menu of the current filter."""
        menu = QMenu(self)
        item = self.list.currentItem()
        writable = item is not None and not self._desk.live.read_only
        menu.addAction(tr("&Apply"), lambda: self.apply(item)).setEnabled(item is not None)
        for words, call in (
            (tr("&Rename"), self.rename),
            (tr("&Delete"), self.delete),
            (tr("Move &up"), lambda: self.shift(-1)),
            (tr("Move d&own"), lambda: self.shift(1)),
        ):
            menu.addAction(words, call).setEnabled(writable)
        return menu

    # --- slots ---

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("saved_filter"):
            self._fill()

    def _on_renamed(self, item: QListWidgetItem) -> None:
        if not self._edit(tr("Rename saved filter"), saved_filters.rename, item.data(_ID), item.text()):
            self._fill(keep_notice=True)

    def _on_moved(self, *_: QModelIndex) -> None:
        self._edit(tr("Order saved filters"), saved_filters.reorder, self._ids())

    def _on_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(at))

    # --- helpers ---

    def _edit(self, label: str, work: object, *args: object) -> bool:
        try:
            self._desk.live.edit(label, work, *args)  # type: ignore[arg-type]
        except Problem as problem:
            self.notice.say(str(problem))
            return False
        return True

    def _ids(self) -> list[int]:
        return [self.list.item(place).data(_ID) for place in range(self.list.count())]

    def _fill(self, *, keep_notice: bool = False) -> None:
        with self._desk.live.reading() as connection:
            listed = saved_filters.listed(connection)
        item = self.list.currentItem()
        current = item.data(_ID) if item is not None else None
        self.list.blockSignals(True)  # noqa: FBT003 - Qt
        self.list.clear()
        for saved in listed:
            self._add(saved)
            if saved.id == current:
                self.list.setCurrentRow(self.list.count() - 1)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt
        self._empty.setVisible(not listed)
        self.list.setVisible(bool(listed))
        if not keep_notice:
            self.notice.clear()
        self._show_current()

    def _add(self, saved: saved_filters.Saved) -> None:
        item = QListWidgetItem(saved.name, self.list)
        item.setData(_ID, saved.id)
        item.setData(_TEXT, saved.text)
        item.setToolTip(plain_tip(saved.text))
        if not self._desk.live.read_only:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def _show_current(self) -> None:
        """Set the filter in use in bold."""
        used = str(self._desk.browse.filter)
        self.list.blockSignals(True)  # noqa: FBT003 - Qt
        for place in range(self.list.count()):
            item = self.list.item(place)
            font = item.font()
            font.setBold(bool(used) and item.data(_TEXT) == used)
            item.setFont(font)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt


class _List(QListWidget):
    """The list itself: click or Enter applies, F2 renames, Delete deletes, dragging orders."""

    applied = Signal(QListWidgetItem)
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Saved filters"))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.itemClicked.connect(self.applied)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in _ENTER and self.currentItem() is not None and not editing:
            self.applied.emit(self.currentItem())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)
