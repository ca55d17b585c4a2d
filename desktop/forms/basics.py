"""The first fields of an event: title, date, type and status."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.dates import UncertainDate
from db.words import STATUSES
from desktop.forms.bindings import Binding
from desktop.forms.codebook import words_of
from desktop.forms.editing import Editing
from desktop.forms.part import Part
from desktop.forms.shown import Shown
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.date_field import DateField
from desktop.widgets.text_field import TextField
from desktop.wording import tr


class Basics(Part):
    """Edits what an event is called, when it was, what it was and whether it took place."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.title = TextField(paragraph=True, highest=7)
        self.date = DateField()
        self.type = ChoiceField()
        self.status = ChoiceField(words_of(STATUSES))
        self.row(tr("Title"), "title", self.title, tip=tr("What the event is called. Enter stores it."))
        self.row(tr("When"), "date", self.date, tip=tr("When it happened, as the source says it."))
        self.row(tr("Type"), "type_id", self.type, tip=tr("What kind of exchange it was, from the codebook."))
        self.row(tr("Status"), "status", self.status, tip=tr("Only events that were held count on plots."))
        self._bindings = (
            Binding(editing, "title", tr("Change title"), self.title, self),
            Binding(editing, "type_id", tr("Change type"), self.type, self),
            Binding(editing, "status", tr("Change status"), self.status, self),
        )
        self._new = False
        self.date.committed.connect(self._on_date)
        self.title.entered.connect(self._on_title_entered)

    def begin_new(self) -> None:
        """Let the title be typed over; Enter in it goes on to the date, this once."""
        self._new = True
        self.title.selectAll()

    def show_event(self, shown: Shown) -> None:
        """Show an event."""
        self.type.set_choices(self.editing.codebook.choices("type"))
        for binding in self._bindings:
            binding.show_stored(getattr(shown.detail, binding.name))
        self.date.show_value(shown.detail.date)

    def takes(self, shown: Shown) -> object:
        """Return title, date, type and status, and the types there are."""
        detail = shown.detail
        types = self.editing.codebook.terms("type")
        return detail.title, detail.date, detail.type_id, detail.status, types

    def _on_title_entered(self) -> None:
        if self._new and not self.title.edited:
            self._new = False
            self.date.line.setFocus(Qt.FocusReason.TabFocusReason)
            self.date.line.selectAll()

    def _on_date(self, date: UncertainDate | None) -> None:
        from db import events

        self.editing.edit(tr("Change date"), "date", events.set_date, self.editing.ids, date)
