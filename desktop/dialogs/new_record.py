"""Asks for the first fields of a new record; it is stored whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.forms.codebook import Codebook
from desktop.forms.editing import Editing
from desktop.forms.field_rows import FieldRows
from desktop.forms.new_entry import NewEntry
from desktop.forms.specs import FieldSpec
from desktop.live import LiveTimeline
from desktop.wording import tr


@dataclass(frozen=True, slots=True)
class NewSpec:
    """What is asked for, and `add(session, **values)`, which returns the new record's id."""

    title: str
    fields: tuple[FieldSpec, ...]
    add: Callable[..., Any]
    defaults: Mapping[str, object]


class NewRecord(QDialog):
    """Shows fields for a new record. What is refused is told at its field, and the dialog stays open."""

    def __init__(self, live: LiveTimeline, spec: NewSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(spec.title)
        self.setModal(True)
        self.setMinimumWidth(420)
        self.spec = spec
        self.result_id: int | None = None
        self.editing = Editing(live, Codebook(live, self), self)
        self.fields = FieldRows(self.editing, spec.fields)
        self.new = NewEntry(self.editing, self.fields, spec.defaults)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Add"))
        self.buttons.accepted.connect(self._on_accepted)
        self.fields.entered.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self.fields)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def begin(self, **values: object) -> None:
        """Show the dialog with some fields filled."""
        self.new.begin(**values)
        self.open()
        self.fields.focus()

    def _on_accepted(self) -> None:
        if self.new.store(self.spec.title, self.spec.add):
            self.result_id = self.editing.result
            self.accept()
