"""The ids of an event in other datasets, by which a later import updates it."""

from PySide6.QtWidgets import QWidget

from db.table import cell_text
from desktop.forms.editing import Editing
from desktop.forms.part import Part
from desktop.forms.shown import Shown
from desktop.widgets.line_field import LineField
from desktop.wording import tr


class EventIdentifiers(Part):
    """Edits the ids as one line of text."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.line = LineField()
        self.line.setPlaceholderText(tr("scheme: value; …"))
        self.row(
            tr("Ids"), "identifiers", self.line,
            tip=tr("Such as “ICEWS: 20718170”. Importing the dataset again updates the event that bears its id."),
        )  # fmt: skip
        self.line.committed.connect(self._on_committed)

    def show_event(self, shown: Shown) -> None:
        """Show an event."""
        self.line.show_value(cell_text.write_identifiers(shown.detail.identifiers))

    def takes(self, shown: Shown) -> object:
        """Return the ids."""
        return shown.detail.identifiers

    def _on_committed(self, text: object) -> None:
        from db import events

        label = tr("Change ids in other datasets")
        self.editing.edit(label, "identifiers", events.set_identifiers, self.editing.ids[0], str(text))
