"""The form of one record of any kind: its own fields, then foldable sections of what belongs to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.editing import Editing, Setter
from desktop.forms.field_rows import FieldRows
from desktop.forms.new_entry import with_new
from desktop.forms.part import Fields
from desktop.forms.specs import FieldSpec
from desktop.forms.sublist import SubList, SubListSpec
from desktop.widgets.notice import Notice
from desktop.widgets.section import Section
from desktop.widgets.tones import Tone
from desktop.wording import tr


class DetailPart(Fields):
    """A part of a form made by hand: it shows a record's detail its own way.

    `filter_requested(text)` asks for the events behind something shown, `event_requested(id)` for one event and
    `record_requested(kind, id)` for another record's page.
    """

    filter_requested = Signal(str)
    event_requested = Signal(object)
    record_requested = Signal(str, object)

    def show_detail(self, detail: Any) -> None:
        """Show what belongs to a record."""
        raise NotImplementedError

    def remark(self, detail: Any) -> str:
        """Return a few words to stand beside the section's heading."""
        del detail
        return ""


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One foldable section: a list of the rows in an attribute of the detail, or a part made by hand."""

    name: str
    title: str
    part: SubListSpec | Callable[[Editing], DetailPart]
    rows: str = ""
    """The attribute of the detail that holds the rows of a list."""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """What a form shows and how it stores it: `load(session, id)` gives the detail or None."""

    name: str
    """Where the settings remember which sections are folded."""
    load: Callable[..., Any]
    setter: Setter
    change_words: str
    fields: tuple[FieldSpec, ...]
    sections: tuple[SectionSpec, ...] = ()
    remarks: Callable[[Any], tuple[str, Tone]] | None = None
    """A sentence on top of the form, such as that nobody verified the record; empty for none."""


class RecordForm(QWidget):
    """Shows one record and edits it; composed from a spec."""

    filter_requested = Signal(str)
    event_requested = Signal(object)
    record_requested = Signal(str, object)

    def __init__(self, editing: Editing, spec: FormSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editing = editing
        self.spec = spec
        self.detail: Any = None
        self.banner = Notice()
        self.fields = FieldRows(editing, spec.fields)
        self.parts: dict[str, SubList | DetailPart] = {}
        self.sections: dict[str, Section] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.banner)
        layout.addWidget(self.fields)
        for section in spec.sections:
            layout.addWidget(self._make(section))
        layout.addStretch(1)
        self.fields.stored.connect(self._on_stored)
        self.fields.create_requested.connect(self._on_create)

    def show_record(self, detail: Any, read_only: str) -> None:
        """Show a record; `read_only` says why it can't be edited, if so."""
        if self.detail is None or self.detail.id != detail.id:
            self.discard()
        self.detail = detail
        self.editing.record = detail.id
        self.fields.show_record(detail)
        for section in self.spec.sections:
            part = self.parts[section.name]
            if isinstance(part, SubList):
                rows: Sequence[Any] = getattr(detail, section.rows)
                part.show_rows(detail.id, rows)
                self.sections[section.name].say(str(len(rows) or ""))
            else:
                part.show_detail(detail)
                self.sections[section.name].say(part.remark(detail))
            part.set_read_only(bool(read_only))
        self.fields.set_read_only(bool(read_only))
        text, tone = self.spec.remarks(detail) if self.spec.remarks else ("", Tone.QUIET)
        self.banner.say(text, tone)

    def commit(self) -> None:
        """Send what is half typed, but nothing that was refused already."""
        for part in (self.fields, *self.parts.values()):
            part.commit()

    def discard(self) -> None:
        """Give up what is half typed, and what was said about it."""
        for part in (self.fields, *self.parts.values()):
            part.discard()
        self.editing.clear()

    def _make(self, spec: SectionSpec) -> Section:
        section = Section(spec.title, f"{self.spec.name}/{spec.name}", self)
        part = (
            SubList(self.editing, spec.part)
            if isinstance(spec.part, SubListSpec)
            else spec.part(self.editing)
        )
        if isinstance(part, DetailPart):
            part.filter_requested.connect(self.filter_requested)
            part.event_requested.connect(self.event_requested)
            part.record_requested.connect(self.record_requested)
        section.content.addWidget(part)
        self.parts[spec.name], self.sections[spec.name] = part, section
        return section

    def _on_stored(self, name: str, value: object) -> None:
        if self.detail is None:
            return
        stored = self.editing.change(self.spec.change_words, name, value)
        if not stored and not hasattr(self.fields.fields[name], "draft"):
            self.fields.show_record(self.detail)  # a choice keeps no draft

    def _on_create(self, name: str, text: str) -> None:
        kinds = {name: (self.fields.specs[name].of, text)}
        words = tr("Create “{name}”", name=text)
        self.editing.edit(words, name, with_new, self.spec.setter, (self.editing.record,), kinds, {})
