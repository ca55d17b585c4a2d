"""A list of things that have a name: opened, renamed, deleted and put in order where they stand."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QMenu, QWidget

from desktop.wording import plain_tip, tr

_ID: Final = Qt.ItemDataRole.UserRole
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OURS: Final = (*_ENTER, Qt.Key.Key_Delete)


@dataclass(frozen=True, slots=True)
class Named:
    """One entry: its id, its name, and what its tooltip says."""

    id: int
    name: str
    tip: str = ""


class NamedList(QListWidget):
    """Enter or a double click opens, F2 renames, Del deletes, Alt with an arrow or dragging moves.

    What is asked for comes as a signal with ids; whoever listens fills the list anew. `one_click` opens too, if
    wanted; `opens` are the words of the menu for it.
    """

    opened = Signal(object)
    renamed = Signal(object, str)
    delete_asked = Signal(object)
    moved = Signal(object)
    """The ids in their new order."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, opens: str = "", one_click: bool = False
    ) -> None:
        super().__init__(parent)
        self._fixed = False
        self._opens = opens or tr("&Open")
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        clicked = self.itemClicked if one_click else self.itemDoubleClicked
        clicked.connect(lambda item: self.opened.emit(item.data(_ID)))
        self.itemChanged.connect(lambda item: self.renamed.emit(item.data(_ID), item.text()))
        # queued: whoever listens fills the list anew, which a drop under way does not survive
        self.model().rowsMoved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        self.customContextMenuRequested.connect(self._on_menu)

    @property
    def chosen(self) -> int | None:
        """The id of the entry that has the cursor."""
        item = self.currentItem()
        return None if item is None else item.data(_ID)

    @property
    def ids(self) -> list[int]:
        """The ids in their order."""
        return [self.item(place).data(_ID) for place in range(self.count())]

    def fill(self, entries: Iterable[Named], *, fixed: bool = False, bold: int | None = None) -> None:
        """Show these entries; `fixed` ones are only opened, the one in use is `bold`."""
        blocker = QSignalBlocker(self)
        current, self._fixed = self.chosen, fixed
        self.clear()
        for entry in entries:
            item = QListWidgetItem(entry.name, self)
            item.setData(_ID, entry.id)
            item.setToolTip(plain_tip(entry.tip))
            item.setSizeHint(QSize(0, (self.fontMetrics().height() + 7) // 4 * 4))
            if not fixed:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.choose(current)
        blocker.unblock()
        self.mark_used(() if bold is None else (bold,))
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.NoDragDrop if fixed else mode.InternalMove)

    def mark_used(self, ids: Collection[int]) -> None:
        """Set the names of entries in use in bold."""
        blocker = QSignalBlocker(self)
        for place in range(self.count()):
            item = self.item(place)
            font = item.font()
            font.setBold(item.data(_ID) in ids)
            item.setFont(font)
        blocker.unblock()

    def fit(self, most: int) -> None:
        """Be as high as the entries, up to so many."""
        rows = range(min(self.count(), most))
        self.setFixedHeight(sum(map(self.sizeHintForRow, rows)) + 2 * self.frameWidth())

    def choose(self, wanted: int | None) -> None:
        """Put the cursor on an entry."""
        ids = self.ids
        self.setCurrentRow(ids.index(wanted) if wanted in ids else -1)

    def begin_rename(self) -> None:
        """Edit the name of the chosen entry in place."""
        if self.currentItem() is not None and not self._fixed:
            self.editItem(self.currentItem())

    def ask_move(self, by: int) -> None:
        """Ask for the chosen entry to move up (-1) or down (1)."""
        ids, place = self.ids, self.currentRow()
        if not self._fixed and place >= 0 and 0 <= place + by < len(ids):
            ids[place], ids[place + by] = ids[place + by], ids[place]
            self.moved.emit(ids)

    def menu(self) -> QMenu:
        """Return the menu of the chosen entry."""
        menu = QMenu(self)
        chosen = self.chosen
        there, writable = chosen is not None, chosen is not None and not self._fixed
        menu.addAction(self._opens, lambda: self.opened.emit(chosen)).setEnabled(there)
        for words, call in (
            (tr("&Rename"), self.begin_rename),
            (tr("&Delete"), lambda: self.delete_asked.emit(chosen)),
            (tr("Move &up"), lambda: self.ask_move(-1)),
            (tr("Move d&own"), lambda: self.ask_move(1)),
        ):
            menu.addAction(words, call).setEnabled(writable)
        return menu

    # --- Qt overrides ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if self.chosen is None or self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self.opened.emit(self.chosen)
        elif event.key() == Qt.Key.Key_Delete and not self._fixed:
            self.delete_asked.emit(self.chosen)
        elif step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.ask_move(step)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            moves = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and bool(
                event.modifiers() & Qt.KeyboardModifier.AltModifier
            )
            if self.chosen is not None and (event.key() in _OURS or moves):
                event.accept()  # not the window's, which act on events
                return True
        return super().event(event)

    # --- slots ---

    def _on_moved(self, *_: QModelIndex | int) -> None:
        self.moved.emit(self.ids)

    def _on_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))
