"""The fields of one piece of evidence and of the source it is from."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QWidget

from desktop.forms.editing import Editing
from desktop.forms.evidence_words import confidence_choices, field_choices
from desktop.forms.part import Fields
from desktop.widgets.address import OpenButton
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.line_field import LineField
from desktop.widgets.name_field import NameField
from desktop.widgets.text_field import TextField
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.sourcing.evidence import Passage

_RENAME, _NEW = "title", "source"


class EvidenceFields(Fields):
    """Edits one piece of evidence and the texts of its source. Hidden while none is chosen.

    `choice_asked(id, taken)` asks to take its value as the one that holds, or no longer;
    `record_requested(kind, id)` for the page of its source.
    """

    choice_asked = Signal(object, bool)
    record_requested = Signal(str, object)

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self._passage: Passage | None = None
        words = {
            _RENAME: tr("Rename this source to “{name}”", name="{name}"),
            _NEW: tr("Add “{name}” to the library", name="{name}"),
        }
        self.source = NameField(partial(editing.candidates, "source"), words)
        self.show_source = QToolButton()
        self.show_source.setText(tr("Show"))
        self.show_source.setToolTip(plain_tip(tr("Shows the source in the library.")))
        self.publisher = LineField()
        self.url = LineField()
        self.open = OpenButton(self.url)
        self.field = ChoiceField()
        self.value = LineField()
        self.quote = TextField(lowest=2, highest=10)
        self.locator = LineField()
        self.confidence = ChoiceField(confidence_choices())
        self.note = LineField()
        self.reason = LineField()
        self.chosen = QCheckBox(tr("this value holds"))
        self.unverified = QCheckBox(tr("unverified"))
        self._add_rows()
        self._connect()

    def show_passage(self, passage: "Passage | None", kind: str = "event") -> None:
        """Show a piece of evidence for a record of a kind, or nothing."""
        if passage is None:
            self._passage = None
            self.hide()
            return
        if self._passage is None or passage.id != self._passage.id:
            self.discard()
        self._passage = passage
        self.source.show_value(passage.source_id, passage.source_title)
        self.field.set_choices(field_choices(kind, passage.field))
        self.field.show_value(passage.field)
        self.confidence.show_value(passage.confidence)
        for name in ("publisher", "url", "value", "quote", "locator", "note", "reason"):
            getattr(self, name).show_value(getattr(passage, name))
        self.chosen.setChecked(passage.chosen)
        self.chosen.setVisible(kind == "event")
        self.form.setRowVisible(self._reason_row, passage.chosen)
        self.unverified.setChecked(passage.unverified)
        self.show()

    # --- inside ---

    def _add_rows(self) -> None:
        source_tip = tr("A source of the library, found by its title. Type another title to rename it.")
        self.row(tr("Source"), "evidence.source", self.source, self.show_source, tip=source_tip)
        self.row(tr("Publisher"), "evidence.publisher", self.publisher, tip=tr("Who published the source."))
        self.row(tr("Address"), "evidence.url", self.url, self.open, tip=tr("Where the source is found."))
        self.row(tr("About"), "evidence.field", self.field, tip=tr("What the evidence is for."))
        self.row(tr("Value"), "evidence.value", self.value, tip=tr("What the source states for it."))
        self.row(tr("Quote"), "evidence.quote", self.quote, tip=tr("The passage. Ctrl+Enter stores it."))
        self.row(tr("Locator"), "evidence.locator", self.locator, tip=tr("Page, paragraph or minute."))
        sure = tr("How far the passage is to be believed, from hearsay to an official record.")
        self.row(tr("Confidence"), "evidence.confidence", self.confidence, tip=sure)
        self.row(tr("Remark"), "evidence.note", self.note, tip=tr("Anything else about the evidence."))
        why = tr("Why this value is taken where sources differ.")
        self.row(tr("Reason"), "evidence.reason", self.reason, tip=why)
        self._reason_row = self.form.rowCount() - 1
        ticks = QHBoxLayout()
        ticks.setSpacing(12)
        ticks.addWidget(self.chosen)
        ticks.addWidget(self.unverified)
        ticks.addStretch(1)
        self.form.addRow("", ticks)
        self.form.setContentsMargins(8, 4, 0, 4)
        self.chosen.setToolTip(plain_tip(tr("Of all values stated for this field, this one is taken.")))
        self.unverified.setToolTip(plain_tip(tr("Nobody has compared the quote with the source.")))

    def _connect(self) -> None:
        self.setFocusProxy(self.quote)
        self.source.chosen.connect(self._on_source)
        self.source.create_requested.connect(self._on_new_title)
        self.source.unknown.connect(self._on_unknown)
        self.show_source.clicked.connect(self._on_show_source)
        for field, label, name in (
            (self.publisher, tr("Change publisher"), "publisher"),
            (self.url, tr("Change address"), "url"),
        ):
            field.committed.connect(partial(self._change_source, label, name))
        for field, label, name in (
            (self.field, tr("Change what evidence is about"), "field"),
            (self.value, tr("Change value"), "value"),
            (self.quote, tr("Change quote"), "quote"),
            (self.locator, tr("Change locator"), "locator"),
            (self.confidence, tr("Change confidence"), "confidence"),
            (self.note, tr("Change remark"), "note"),
            (self.reason, tr("Change reason"), "reason"),
        ):
            field.committed.connect(partial(self._change, label, name))
        self.chosen.clicked.connect(self._on_chosen)
        self.unverified.clicked.connect(self._on_unverified)

    def _change(self, label: str, name: str, value: object) -> None:
        from db.sourcing import evidence

        if self._passage is not None:
            box = f"evidence.{name}" if name != "unverified" else "evidence.field"
            self.editing.edit(label, box, evidence.change, self._passage.id, **{name: value})

    def _change_source(self, label: str, name: str, value: str) -> None:
        from db.table import event_forms

        if self._passage is not None:
            box = "evidence.source" if name == "title" else f"evidence.{name}"
            work = event_forms.change_source
            self.editing.edit(label, box, work, self._passage.source_id, **{name: value.strip()})

    def _on_source(self, source: int | None) -> None:
        from db.sourcing import evidence

        if source is None:
            self.editing.refuse("evidence.source", tr("Evidence needs a source: Esc brings it back."))
        elif self._passage is not None:
            work = evidence.change
            self.editing.edit(
                tr("Change source"), "evidence.source", work, self._passage.id, source_id=source
            )

    def _on_new_title(self, title: str, kind: str) -> None:
        if kind == _RENAME:
            self._change_source(tr("Change source"), "title", title)
        elif self._passage is not None:
            label = tr("Add source “{name}”", name=title)
            self.editing.edit(label, "evidence.source", _from_new_source, self._passage.id, title)

    def _on_unknown(self, typed: str) -> None:
        told = tr(
            "No one source is called “{name}”: Down offers those like it, and to rename this.", name=typed
        )
        self.editing.refuse("evidence.source", told)

    def _on_show_source(self) -> None:
        if self._passage is not None:
            self.record_requested.emit("source", self._passage.source_id)

    def _on_chosen(self) -> None:
        if self._passage is not None:
            taken = self.chosen.isChecked()
            self.chosen.setChecked(not taken)  # what is stored stays shown, should the choice be refused
            self.choice_asked.emit(self._passage.id, taken)

    def _on_unverified(self) -> None:
        self._change(tr("Change verification"), "unverified", self.unverified.isChecked())


def _from_new_source(session: "Session", passage: int, title: str) -> None:
    from db.sourcing import evidence, source_edits

    evidence.change(session, passage, source_id=source_edits.create(session, title))
