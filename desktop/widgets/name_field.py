"""A field for a record that is found by any of its names, or made under a new one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop.widgets.draft import Draft, asks_undo
from desktop.widgets.records import DETAIL, RecordDelegate
from desktop.wording import tr

DEBOUNCE_MS = 120
"""How long typing must rest before names are looked up."""
_ID = int(Qt.ItemDataRole.UserRole) + 8


class Suggestion(Protocol):
    """A record that may be meant: its main name, the alias that matched and a detail."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def alias(self) -> str: ...
    @property
    def detail(self) -> str: ...


Lookup = Callable[[str], Sequence[Suggestion]]


class NameField(QLineEdit):
    """Suggests records while one types. Down opens the list, Enter chooses, Esc brings back what is stored.

    `chosen(id)` (None for an emptied field) and `create_requested(text, kind)` ask for the change;
    `unknown(text)` says that it was left with a name that nothing bears. `creates` are the last entries
    of the list, by the kind of record each makes, with `{name}` in their words.
    """

    chosen = Signal(object)
    create_requested = Signal(str, str)
    unknown = Signal(str)

    def __init__(
        self, lookup: Lookup, creates: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.draft = Draft()
        self.record: int | None = None
        self.clears = False
        self._lookup = lookup
        self.creates = dict(creates or {})
        self._found: tuple[str, Sequence[Suggestion]] = ("", ())
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(14)
        self._completer.setWidget(self)  # not setCompleter(): that writes highlighted entries into the text
        popup = QListView()
        self._completer.setPopup(popup)
        popup.setItemDelegate(RecordDelegate(popup))
        popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(DEBOUNCE_MS)
        self._rest.timeout.connect(self._on_rest)
        self.textEdited.connect(self._on_edited)

    @property
    def edited(self) -> bool:
        """Whether the text differs from the name of what is stored."""
        return self.draft.edited(self.text())

    @property
    def popup(self) -> QListView:
        """The list of suggestions."""
        view = self._completer.popup()
        assert isinstance(view, QListView)  # noqa: S101 - it is the one made above
        return view

    def show_value(self, record: int | None, name: str) -> None:
        """Show a stored record, unless somebody is typing another name."""
        self.record = record
        if self.draft.arrives(name, self.text()) and name != self.text():
            self.setText(name)
            self.setCursorPosition(0)

    def discard(self) -> None:
        """Bring back the name of what is stored."""
        self._rest.stop()
        self.draft.forget()
        self.setText(self.draft.stored)

    def commit(self, *, again: bool = True) -> None:
        """Send what is typed: a name some record bears, or nothing at all; anything else is `unknown`."""
        self._rest.stop()
        typed = self.text().strip()
        if self.isReadOnly() or not self.draft.worth_sending(self.text(), again=again):
            return
        with self.draft.sending(self.text()):
            if not typed:
                self.chosen.emit(None)
                return
            exact = _exact(self._suggestions(typed), typed)
            if len(exact) == 1:
                self.chosen.emit(exact[0].id)
            else:
                self.unknown.emit(typed)

    def suggest(self) -> None:
        """Open the list for what is typed."""
        self._rest.stop()
        typed = self.text().strip()
        found = self._suggestions(typed)
        self._model.clear()
        for candidate in found:
            about = " · ".join(filter(None, (candidate.alias, candidate.detail)))
            self._add(candidate.name, about, str(candidate.id))  # Qt's int has 32 bits, ids have 63
        if typed and not _exact(found, typed):
            for kind, words in self.creates.items():
                self._add(words.replace("{name}", typed), tr("new record"), kind)
        if not self._model.rowCount():
            self.popup.hide()
            return
        self._completer.complete()
        self.popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def event(self, event: QEvent) -> bool:
        if (asks_undo(event) and not self.edited) or (_is_for_popup(event) and self.popup.isVisible()):
            event.ignore()  # a key ignored here is the completer's while its list is open
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Down:
            self.suggest()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_enter()
        elif event.key() == Qt.Key.Key_Escape and self.edited:
            self.discard()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self.popup.isVisible():
            self.commit(again=False)

    def _on_edited(self) -> None:
        self._rest.start()

    def _on_rest(self) -> None:
        if self.text().strip():
            self.suggest()
        else:
            self.popup.hide()

    def _on_enter(self) -> None:
        typed = self.text().strip()
        if not self.edited:
            return
        if not typed or len(_exact(self._suggestions(typed), typed)) == 1:
            self.commit()
            return
        self.suggest()
        if not self.popup.isVisible():
            self.commit()

    def _on_activated(self, index: QModelIndex) -> None:
        self._rest.stop()
        record, typed = str(index.data(_ID)), self.text().strip()
        with self.draft.sending(self.text()):
            if record.isdecimal():
                self.chosen.emit(int(record))
            else:
                self.create_requested.emit(typed, record)
        if self.clears:
            self.show_value(None, "")
            self.discard()

    def _suggestions(self, typed: str) -> Sequence[Suggestion]:
        if self._found[0] != typed or not self._rest.isActive():
            self._found = (typed, self._lookup(typed))
        return self._found[1]

    def _add(self, name: str, detail: str, record: str) -> None:
        item = QStandardItem(name)
        item.setEditable(False)
        item.setData(detail, DETAIL)
        item.setData(record, _ID)
        item.setData(", ".join(filter(None, (name, detail))), Qt.ItemDataRole.AccessibleTextRole)
        self._model.appendRow(item)


def _is_for_popup(event: QEvent) -> bool:
    keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape}
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys


def _exact(found: Sequence[Suggestion], typed: str) -> list[Suggestion]:
    """Return the suggestions that bear exactly this name, the main names before aliases."""
    wanted = typed.casefold()
    named = [one for one in found if one.name.casefold() == wanted]
    return named or [one for one in found if one.alias.casefold() == wanted]
