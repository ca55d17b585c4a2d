"""The list of saved filters: a click applies one; rename, delete and order them in place."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from db import filters, saved_filters
from db.errors import Problem
from db.history import Changes
from desktop.desk import Desk
from desktop.widgets.named_list import Named, NamedList
from desktop.widgets.notice import Notice
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr


class SavedFilters(QWidget):
    """Shows the file's saved filters in their order and edits them, one undo step each."""

    message = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._texts: dict[int, str] = {}
        self.list = NamedList(tr("Saved filters"), opens=tr("&Apply"), one_click=True)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.notice = Notice()
        self._empty = ToneLabel(tr("The ☆ beside the filter keeps one here."), Tone.QUIET)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addWidget(self.notice)
        self.list.opened.connect(self.apply)
        self.list.renamed.connect(self._on_renamed)
        self.list.delete_asked.connect(self._on_delete)
        self.list.moved.connect(self._on_moved)
        desk.live.changed.connect(self._on_changed)
        desk.browse.filter_changed.connect(self._show_used)
        self._fill()

    def apply(self, saved: int) -> None:
        """Show what passes a saved filter; one that this file can't answer any more says why."""
        self.notice.clear()
        try:
            wanted = filters.parse(self._texts[saved])
            with self._desk.live.reading() as connection:
                filters.check(wanted, connection)
        except Problem as problem:
            self.notice.say(str(problem))
        else:
            self._desk.browse.set_filter(wanted)

    # --- slots ---

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("saved_filter"):
            self._fill()

    def _on_renamed(self, saved: int, name: str) -> None:
        self._edit(tr("Rename saved filter"), saved_filters.rename, saved, name)

    def _on_delete(self, saved: int) -> None:
        if self._edit(tr("Delete saved filter"), saved_filters.delete, saved):
            self.message.emit(tr("The saved filter was deleted; undo brings it back."))

    def _on_moved(self, ids: Sequence[int]) -> None:
        self._edit(tr("Order saved filters"), saved_filters.reorder, list(ids))

    # --- helpers ---

    def _edit(self, label: str, work: Callable[..., Any], *args: object) -> bool:
        try:
            self._desk.live.edit(label, work, *args)
        except Problem as problem:
            self._fill()  # what is stored shows again
            self.notice.say(str(problem))
            return False
        return True

    def _fill(self) -> None:
        with self._desk.live.reading() as connection:
            listed = saved_filters.listed(connection)
        self._texts = {saved.id: saved.text for saved in listed}
        fixed = bool(self._desk.live.read_only)
        self.list.fill([Named(saved.id, saved.name, saved.text) for saved in listed], fixed=fixed)
        self._empty.setVisible(not listed)
        self.list.setVisible(bool(listed))
        self.notice.clear()
        self._show_used()

    def _show_used(self) -> None:
        used = str(self._desk.browse.filter)
        self.list.mark_used([saved for saved, text in self._texts.items() if used and text == used])
