"""The form for several events at once."""

from functools import partial

import numpy as np
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from db.words import AXES, STATUSES
from desktop.forms.bindings import Binding, NameBinding
from desktop.forms.codebook import words_of
from desktop.forms.editing import Editing, unknown_name
from desktop.forms.part import Fields
from desktop.forms.verification import Marks
from desktop.widgets.chips import ChipsField
from desktop.widgets.choice_field import SEVERAL, ChoiceField
from desktop.widgets.name_field import NameField
from desktop.widgets.tones import ToneLabel
from desktop.wording import plain_tip, tr


class SeveralForm(Fields):
    """Shows what several events share and “several values” where they differ; a change is made to all of them."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.heading = ToneLabel()
        self.type = ChoiceField()
        self.status = ChoiceField(words_of(STATUSES))
        self.level = ChoiceField()
        self.channel = ChoiceField()
        self.country = NameField(partial(editing.candidates, "country"))
        create = {"mechanism": tr("Create mechanism “{name}”", name="{name}")}
        self.mechanism = NameField(partial(editing.candidates, "mechanism"), create)
        create_tag = tr("Create tag “{name}”", name="{name}")
        self.tag = ChipsField(partial(editing.codebook.lookup, "tag"), create_tag, tr("add to all"))
        whole = Marks()
        self.marks = whole.buttons
        self.adopt = QPushButton(tr("Adopt what the records bear out"))
        self.adopt.setAutoDefault(False)
        self.adopt.setProperty("edits", "yes")
        tip = tr("Sets the five marks of each event to what its own record bears out, in one step.")
        self.adopt.setToolTip(plain_tip(tip))
        self._add_rows(whole)
        self._choices = {
            "type": self.type,
            "status": self.status,
            "level": self.level,
            "channel": self.channel,
        }
        self._bindings = {
            name: Binding(editing, name if name == "status" else f"{name}_id", _label(name), field, self)
            for name, field in self._choices.items()
        }
        self._marks = [
            Binding(editing, f"mark_{axis}", tr("Mark {axis}", axis=tr(axis)), button, self)
            for axis, button in self.marks.items()
        ]
        for axis in AXES:
            editing.alias(f"mark_{axis}", "tag")
        NameBinding(editing, "mechanism_id", _label("mechanism"), self.mechanism)
        NameBinding(editing, "country_id", _label("country"), self.country)
        self.adopt.clicked.connect(self._on_adopt)
        self.mechanism.create_requested.connect(self._on_create_mechanism)
        self.tag.added.connect(self._on_tag)
        self.tag.create_requested.connect(self._on_create_tag)
        self.tag.unknown.connect(self._on_unknown_tag)

    def show_events(self, ids: tuple[int, ...], read_only: str) -> None:
        """Show what the events share; `read_only` says why they can't be edited, if so."""
        if ids != self.editing.ids:
            self.discard()
            self.editing.clear()
        self.editing.ids = ids
        self.heading.setText(
            tr("{count} events selected. A change here is made to all of them.", count=len(ids))
        )
        for vocabulary in ("type", "level", "channel"):
            self._choices[vocabulary].set_choices(self.editing.codebook.choices(vocabulary))
        for name, binding in self._bindings.items():
            binding.show_stored(self._shared(name))
        for name, field in (("country", self.country), ("mechanism", self.mechanism)):
            self._show_name(field, name)
        self._show_marks(ids)
        self.set_read_only(bool(read_only))

    def _add_rows(self, marks: Marks) -> None:
        self.form.setContentsMargins(8, 8, 8, 8)
        self.form.addRow(self.heading)
        everywhere = tr("Changes all selected events in one step.")
        self.row(tr("Type"), "type_id", self.type, tip=everywhere)
        self.row(tr("Status"), "status", self.status, tip=everywhere)
        self.row(tr("Mechanism"), "mechanism_id", self.mechanism, tip=everywhere)
        self.row(tr("Country"), "country_id", self.country, tip=everywhere)
        self.row(tr("Channel"), "channel_id", self.channel, tip=everywhere)
        self.row(tr("Level"), "level_id", self.level, tip=everywhere)
        self.row(tr("Add tag"), "tag", self.tag, tip=everywhere)
        self.form.addRow(marks)
        self.adopt.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        rest = QWidget()
        rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.form.addRow(self.editing.box("adopt", self.adopt, rest))

    def _shared(self, name: str) -> object:
        """Return the value of a column that all events shown share, or SEVERAL."""
        columns = self.editing.live.columns
        codes = np.unique(getattr(columns, name)[columns.rows_of(self.editing.ids)])
        if len(codes) != 1:
            return SEVERAL
        code = int(codes[0])
        if name == "status":
            return STATUSES[code]
        return int(columns.keys[name][code]) if code >= 0 else None

    def _show_name(self, field: NameField, kind: str) -> None:
        shared = self._shared(kind)
        field.setPlaceholderText(tr("several values") if shared is SEVERAL else tr("none"))
        record = shared if isinstance(shared, int) else None
        name = self.editing.live.names(kind).get(record, "") if record is not None else ""
        field.show_value(record, name)

    def _show_marks(self, ids: tuple[int, ...]) -> None:
        from db.table import event_forms

        with self.editing.live.read() as session:
            levels = event_forms.shared_marks(session, ids)
        for binding, level in zip(self._marks, levels, strict=True):
            binding.show_stored(SEVERAL if level is None else level)

    def _on_adopt(self) -> None:
        from db.sourcing import verification

        self.editing.edit(tr("Adopt marks"), "adopt", verification.adopt, self.editing.ids)

    def _on_create_mechanism(self, name: str) -> None:
        from db.table import event_forms

        label = tr("Create mechanism “{name}”", name=name)
        self.editing.edit(label, "mechanism_id", event_forms.put_under, self.editing.ids, name)

    def _on_tag(self, term: int) -> None:
        from db.table import event_forms

        self.editing.edit(tr("Add tag"), "tag", event_forms.add_term, self.editing.ids, term)

    def _on_create_tag(self, name: str) -> None:
        from db.table import event_forms

        label = tr("Create tag “{name}”", name=name)
        self.editing.edit(label, "tag", event_forms.add_tag, self.editing.ids, name)

    def _on_unknown_tag(self, typed: str) -> None:
        self.editing.refuse("tag", unknown_name(typed, can_create=True))


def _label(name: str) -> str:
    return tr("Change {field} of several events", field=tr(name))
