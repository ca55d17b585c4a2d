"""A list of what belongs to a record, such as its names or its spans, with the fields of the entry chosen in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.forms.editing import Editing
from desktop.forms.field_rows import FieldRows
from desktop.forms.new_entry import NewEntry, Work, with_new
from desktop.forms.part import Fields
from desktop.forms.specs import FieldSpec
from desktop.widgets.records import Record, RecordList
from desktop.wording import plain_tip, tr


@dataclass(frozen=True, slots=True)
class SubListSpec:
    """What a list is of, and the functions of `db` that edit it.

    `add(session, owner, **values)` returns the new entry's id, `change(session, entry, **values)` sets fields,
    `remove(session, entry)` takes it away; `record(row)` says how an entry shows. Rows have an `id`.
    """

    title: str
    """Told to screen readers."""
    fields: tuple[FieldSpec, ...]
    record: Callable[[Any], Record]
    add: Work
    change: Work
    remove: Work
    add_words: str
    change_words: str
    remove_words: str
    defaults: Mapping[str, object]
    """The values that a new entry begins with."""
    move: Work | None = None
    """`move(session, entry, place)`, where the order is the user's."""
    opens: bool = False
    """Whether Enter on an entry asks for it to be shown elsewhere instead of going to its fields."""


class SubList(Fields):
    """Shows entries and edits them, each finished field as one undo step.

    A new entry is typed whole before it is stored; what is refused is said at the field it is about, and nothing
    is stored then. `opened(entry)` asks for what an entry is about to be shown.
    """

    opened = Signal(object)

    def __init__(self, editing: Editing, spec: SubListSpec, parent: QWidget | None = None) -> None:
        scope = Editing(editing.live, editing.codebook, editing)  # refusals stay inside this list
        super().__init__(scope, parent)
        scope.unchanged.connect(editing.unchanged)
        self.spec = spec
        self.rows: tuple[Any, ...] = ()
        self._owner = 0
        self.list = RecordList(movable=spec.move is not None, highest=8)
        self.list.setAccessibleName(spec.title)
        self.list.setToolTip(plain_tip(tr("Enter edits, Del removes, Ctrl+C copies.")))
        self.fields = FieldRows(scope, spec.fields)
        self.pending = list(self.fields.pending)
        self.new = NewEntry(scope, self.fields, spec.defaults)
        self.begin = self._button(tr("Add…"), spec.add_words)
        self.store = self._button(tr("Add"), tr("Stores the new entry (Ctrl+Enter)"))
        self.cancel = self._button(tr("Cancel"), tr("Gives up the new entry (Esc)"))
        self.remove = self._button(tr("Remove"), f"{spec.remove_words} (Del)")
        self._lay_out()
        self._connect()
        self._show_fields()

    @property
    def adding(self) -> bool:
        """Whether a new entry is being typed."""
        return self.new.active

    def show_rows(self, owner: int, rows: Sequence[Any]) -> None:
        """Show the entries of a record; the one chosen stays chosen, and a half typed new one stays."""
        same = owner == self._owner
        chosen = self._chosen().id if same and self._chosen() is not None else 0
        if not same:
            self.new.end()
            self.editing.clear()
        self._owner, self.rows = owner, tuple(rows)
        self.choose(chosen)

    def choose(self, entry: int) -> None:
        """Choose an entry by its id; none if it is not there."""
        place = next((i for i, row in enumerate(self.rows) if row.id == entry), -1)
        self.list.fill([self.spec.record(row) for row in self.rows], place)
        self._show_fields()

    def begin_new(self) -> None:
        """Let a new entry be typed."""
        self.list.setCurrentRow(-1)
        self.new.begin()
        self._show_fields()
        self.fields.focus()

    def set_read_only(self, fixed: bool) -> None:
        """Allow reading and copying only."""
        super().set_read_only(fixed)
        self.begin.setVisible(not fixed and not self.adding)

    def commit(self) -> None:
        """Send what is half typed in the fields of an entry; a new entry waits for its button."""
        if not self.adding:
            super().commit()

    def discard(self) -> None:
        """Give up what is half typed, and a new entry."""
        super().discard()
        self.new.end()
        self.editing.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self.adding and event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        elif self.adding and enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_store()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.begin, self.store, self.cancel):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        self.fields.form.setContentsMargins(8, 4, 0, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.editing.box("entries", self.list))
        layout.addWidget(self.fields)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_current)
        self.list.removed.connect(self._on_removed)
        self.list.opened.connect(self._on_opened)
        self.list.moved.connect(self._on_moved)
        self.begin.clicked.connect(self.begin_new)
        self.store.clicked.connect(self._on_store)
        self.cancel.clicked.connect(self._on_cancel)
        self.remove.clicked.connect(self._on_remove)
        self.fields.stored.connect(self._on_stored)
        self.fields.create_requested.connect(self._on_create)

    def _button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setProperty("edits", "yes")
        button.setToolTip(plain_tip(tip))
        button.setAccessibleName(tip)
        return button

    def _chosen(self) -> Any:
        place = self.list.currentRow()
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def _show_fields(self) -> None:
        chosen = self._chosen()
        if self.adding:
            self.new.show()
            self.fields.fix_once(fixed=False)
        elif chosen is not None:
            self.fields.show_record(chosen)
            self.fields.fix_once(fixed=True)
        self.fields.setVisible(self.adding or chosen is not None)
        for button, wanted in (
            (self.begin, not self.adding),
            (self.store, self.adding),
            (self.cancel, self.adding),
        ):
            button.setVisible(wanted)
        self.remove.setVisible(not self.adding and bool(self.rows))
        self.remove.setEnabled(chosen is not None and not self.editing.live.read_only)

    def _on_current(self, place: int) -> None:
        if place >= 0:
            self.new.end()
        self.fields.discard()
        self._show_fields()

    def _on_stored(self, name: str, value: object) -> None:
        row = self._chosen()
        if self.adding or row is None:
            return
        stored = self.editing.edit(self.spec.change_words, name, self.spec.change, row.id, **{name: value})
        if not stored and not hasattr(self.fields.fields[name], "draft"):
            self.fields.show_record(row)  # a choice keeps no draft

    def _on_create(self, name: str, text: str) -> None:
        row = self._chosen()
        if not self.adding and row is not None:
            kinds = {name: (self.fields.specs[name].of, text)}
            self.editing.edit(self.spec.change_words, name, with_new, self.spec.change, (row.id,), kinds, {})

    def _on_store(self) -> None:
        if self.adding and self.new.store(self.spec.add_words, self.spec.add, self._owner):
            self.choose(self.editing.result)
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_cancel(self) -> None:
        self.new.end()
        self.fields.discard()
        self.editing.clear()
        self._show_fields()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_remove(self) -> None:
        if self.list.currentRow() >= 0:
            self._on_removed(self.list.currentRow())

    def _on_removed(self, place: int) -> None:
        self.editing.edit(self.spec.remove_words, "entries", self.spec.remove, self.rows[place].id)

    def _on_opened(self, place: int) -> None:
        if self.spec.opens:
            self.opened.emit(self.rows[place])
            return
        self.list.setCurrentRow(place)
        self.fields.focus()

    def _on_moved(self, start: int, to: int) -> None:
        if self.spec.move is not None:
            self.editing.edit(self.spec.change_words, "entries", self.spec.move, self.rows[start].id, to)
