"""What ties a field of a form to a field of the events it shows."""

from typing import TypeAlias

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox

from desktop.forms.editing import Editing, unknown_name
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.line_field import LineField
from desktop.widgets.marks import MarkButton
from desktop.widgets.name_field import NameField
from desktop.widgets.optional_spin import OptionalSpin
from desktop.widgets.text_field import TextField

Field: TypeAlias = LineField | TextField | ChoiceField | OptionalSpin | MarkButton
"""A field that sends a finished value and shows a stored one."""


class Binding(QObject):
    """Stores what a field sends in one plain field of the events shown, as one undo step."""

    def __init__(self, editing: Editing, name: str, label: str, field: Field, parent: QObject) -> None:
        super().__init__(parent)
        self.name = name
        self.field = field
        self._editing = editing
        self._label = label
        self._stored: object = None
        field.committed.connect(self._on_committed)

    def show_stored(self, value: object) -> None:
        """Show what is stored."""
        self._stored = value
        self.field.show_value(value)  # type: ignore[arg-type]

    def _on_committed(self, value: object) -> None:
        if not self._editing.change(self._label, self.name, value) and not hasattr(self.field, "draft"):
            self.show_stored(self._stored)  # a choice keeps no draft


class TickBinding(QObject):
    """Stores a tick in one plain field of the events shown, as one of two values."""

    def __init__(
        self,
        editing: Editing,
        name: str,
        label: str,
        box: QCheckBox,
        values: tuple[object, object] = (False, True),
    ) -> None:
        super().__init__(box)
        self.name = name
        self.box = box
        self._editing = editing
        self._label = label
        self._values = values
        self._stored: object = values[0]
        box.clicked.connect(self._on_clicked)

    def show_stored(self, value: object) -> None:
        """Show what is stored."""
        self._stored = value
        self.box.setChecked(value == self._values[1])

    def _on_clicked(self) -> None:
        if not self._editing.change(self._label, self.name, self._values[self.box.isChecked()]):
            self.show_stored(self._stored)


class NameBinding(QObject):
    """Stores the record that a name field chose in one plain field of the events shown."""

    def __init__(self, editing: Editing, name: str, label: str, field: NameField) -> None:
        super().__init__(field)
        self.name = name
        self.field = field
        self._editing = editing
        self._label = label
        field.chosen.connect(self._on_chosen)
        field.unknown.connect(self._on_unknown)

    def _on_chosen(self, record: int | None) -> None:
        self._editing.change(self._label, self.name, record)

    def _on_unknown(self, typed: str) -> None:
        can_create = bool(self.field.creates)
        self._editing.refuse(self.name, unknown_name(typed, can_create=can_create))
