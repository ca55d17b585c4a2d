"""What an event was about: areas, issues, tags and a summary."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.forms.bindings import Binding
from desktop.forms.editing import Editing, unknown_name
from desktop.forms.part import Part
from desktop.forms.shown import Shown
from desktop.widgets.chips import ChipsField
from desktop.widgets.text_field import TextField
from desktop.wording import tr


class Subjects(Part):
    """Edits the terms put on an event, and its summary."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        lookup = editing.codebook.lookup
        self.area = ChipsField(partial(lookup, "area"), "", tr("add"))
        self.issue = ChipsField(partial(lookup, "issue"), "", tr("add"))
        self.tag = ChipsField(partial(lookup, "tag"), tr("Create tag “{name}”", name="{name}"), tr("add"))
        self.summary = TextField(lowest=3, highest=14)
        self.row(tr("Areas"), "area", self.area, tip=tr("Fields of cooperation, from the codebook."))
        self.row(tr("Issues"), "issue", self.issue, tip=tr("Matters discussed, from the codebook."))
        self.row(tr("Tags"), "tag", self.tag, tip=tr("Your own words; a new one is made as you type it."))
        self.row(
            tr("Summary"), "summary", self.summary, tip=tr("What was said and agreed. Ctrl+Enter stores it.")
        )
        self._terms: tuple[int, ...] = ()
        self._summary = Binding(editing, "summary", tr("Change summary"), self.summary, self)
        self._fields = {"area": self.area, "issue": self.issue, "tag": self.tag}
        for field in self._fields.values():
            field.added.connect(self._on_added)
            field.removed.connect(self._on_removed)
            field.unknown.connect(self._on_unknown)
        self.tag.create_requested.connect(self._on_create)

    def show_event(self, shown: Shown) -> None:
        """Show an event."""
        self._terms = shown.detail.terms
        for vocabulary, field in self._fields.items():
            field.show_value(self.editing.codebook.named(vocabulary, self._terms))
        self._summary.show_stored(shown.detail.summary)

    def takes(self, shown: Shown) -> object:
        """Return the terms with their words, and the summary."""
        named = [self.editing.codebook.named(vocabulary, shown.detail.terms) for vocabulary in self._fields]
        return named, shown.detail.summary

    def _store(self, label: str, terms: set[int]) -> None:
        from db import events

        self.editing.edit(label, self._vocabulary(), events.set_terms, self.editing.ids[0], terms)

    def _vocabulary(self) -> str:
        return next((name for name, field in self._fields.items() if field is self.sender()), "tag")

    def _on_added(self, term: int) -> None:
        self._store(tr("Add {kind}", kind=tr(self._vocabulary())), {*self._terms, term})

    def _on_removed(self, term: int) -> None:
        self._store(tr("Remove {kind}", kind=tr(self._vocabulary())), set(self._terms) - {term})

    def _on_create(self, name: str) -> None:
        from db.table import event_forms

        label = tr("Create tag “{name}”", name=name)
        self.editing.edit(label, "tag", event_forms.add_tag, self.editing.ids, name)

    def _on_unknown(self, typed: str) -> None:
        name = self._vocabulary()
        self.editing.refuse(name, unknown_name(typed, can_create=name == "tag"))
