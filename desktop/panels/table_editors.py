"""Editors of the event table's cells: lines that complete names in every script and say what a date means."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from db.table.event_choices import Choice
from desktop.models.table_columns import Column
from desktop.wording import tr

_NAMES_ROLE = Qt.ItemDataRole.UserRole + 1
_MOST_SHOWN = 12
_LIST_WIDTH = 320


class ChoiceCompleter(QCompleter):
    """Offers choices that hold what is typed in any of their names, and completes to the main one."""

    def __init__(self, offered: Sequence[Choice], parent: QObject) -> None:
        super().__init__(parent)
        model = QStandardItemModel(self)
        for choice in offered:
            item = QStandardItem(choice.text)
            item.setData("\n".join((choice.text, *choice.also)), _NAMES_ROLE)
            model.appendRow(item)
        self.setModel(model)
        self.setCompletionRole(_NAMES_ROLE)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(_MOST_SHOWN)
        popup = self.popup()
        if popup is not None:
            popup.setMinimumWidth(_LIST_WIDTH)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class CellEditor(QLineEdit):
    """One line over a cell; with choices to offer, Down shows them all."""

    def __init__(self, column: Column, offered: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.begun = False
        """Whether the text was filled in; what is typed afterwards must not be overwritten."""
        self.setFrame(False)
        self.setAutoFillBackground(True)
        self.setAccessibleName(column.title)
        self.setPlaceholderText(_PLACEHOLDERS.get(column.key, str)())
        if offered:
            self.setCompleter(ChoiceCompleter(offered, self))

    def begin(self, text: str) -> None:
        """Fill in the cell's text, once."""
        if not self.begun:
            self.begun = True
            self.setText(text)
            self.selectAll()

    def offer_all(self) -> None:
        """Show every choice, whatever is typed."""
        completer = self.completer()
        if completer is not None:
            completer.setCompletionPrefix("")
            completer.complete()


_PLACEHOLDERS: dict[str, Callable[[], str]] = {
    "date": lambda: tr("such as 16–17 Oct 2006, March 2004, c. 2004"),
    "round": lambda: tr("3, or 3? if inferred"),
    "direction": lambda: tr("empty: from the place"),
    "unverified": lambda: tr("yes or no"),
}
