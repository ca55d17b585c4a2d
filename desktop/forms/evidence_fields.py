"""The fields of one piece of evidence and of the source it is from."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox, QToolButton, QWidget

from desktop.forms.editing import Editing
from desktop.forms.part import Part
from desktop.forms.shown import Shown
from desktop.widgets.address import OpenAddress, can_open
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.flow import FlowLayout
from desktop.widgets.line_field import LineField
from desktop.widgets.text_field import TextField
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.events import Passage

FIELDS: Final = {
    "": "the whole event",
    "title": "title",
    "date": "date",
    "type": "type",
    "status": "status",
    "participants": "participants",
    "person": "person",
    "post": "post",
    "mechanism": "mechanism",
    "round": "round",
    "place": "place",
    "country": "country",
    "direction": "direction",
    "channel": "channel",
    "level": "level",
    "summary": "summary",
}
"""Fields of an event that a piece of evidence can be about, with the words for them."""


def field_words(field: str) -> str:
    """Return the words for a field; one of another program is shown as it is."""
    return tr(FIELDS[field]) if field in FIELDS else field


class EvidenceFields(Part):
    """Edits one piece of evidence, its source's title, publisher and address. Hidden while none is chosen."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self._passage: Passage | None = None
        self.source = LineField()
        self.publisher = LineField()
        self.url = LineField()
        self.open = QToolButton()
        self.field = ChoiceField()
        self.value = LineField()
        self.quote = TextField(lowest=2, highest=10)
        self.locator = LineField()
        self.note = LineField()
        self.chosen = QCheckBox(tr("this value holds"))
        self.unverified = QCheckBox(tr("unverified"))
        self._add_rows()
        self._connect()

    def show_event(self, shown: Shown) -> None:
        """Do nothing: the list says which piece is shown."""

    def show_passage(self, passage: "Passage | None") -> None:
        """Show a piece of evidence, or nothing."""
        if passage is None:
            self._passage = None
            self.hide()
            return
        if self._passage is None or passage.id != self._passage.id:
            self.discard()
        self._passage = passage
        self.source.show_value(passage.source_title)
        self.publisher.show_value(passage.publisher)
        self.url.show_value(passage.url)
        self.open.setEnabled(can_open(passage.url))
        self.field.set_choices(_choices(passage.field))
        self.field.show_value(passage.field)
        for field, text in (
            (self.value, passage.value),
            (self.quote, passage.quote),
            (self.locator, passage.locator),
            (self.note, passage.note),
        ):
            field.show_value(text)
        self.chosen.setChecked(passage.chosen)
        self.unverified.setChecked(passage.unverified)
        self.show()

    def choose_value(self, evidence: int, taken: bool) -> None:
        """Take a piece's value as the one that holds, or no longer."""
        from db import event_forms

        work = event_forms.choose_evidence
        self.editing.edit(tr("Choose value"), "evidence.field", work, evidence, chosen=taken)

    def _add_rows(self) -> None:
        self.open.setText(tr("Open…"))
        self.open.setToolTip(plain_tip(tr("Shows the whole address before your browser opens it.")))
        self.row(tr("Source"), "evidence.source", self.source, tip=tr("Title of the source."))
        self.row(tr("Publisher"), "evidence.publisher", self.publisher, tip=tr("Who published the source."))
        self.row(tr("Address"), "evidence.url", self.url, self.open, tip=tr("Where the source is found."))
        self.row(tr("About"), "evidence.field", self.field, tip=tr("What the evidence is for."))
        self.row(tr("Value"), "evidence.value", self.value, tip=tr("What the source states for it."))
        self.row(tr("Quote"), "evidence.quote", self.quote, tip=tr("The passage. Ctrl+Enter stores it."))
        self.row(tr("Locator"), "evidence.locator", self.locator, tip=tr("Page, paragraph or minute."))
        self.row(tr("Remark"), "evidence.note", self.note, tip=tr("Anything else about the evidence."))
        ticks = FlowLayout(spacing=8)
        for tick in (self.chosen, self.unverified):
            ticks.addWidget(tick)
        self.form.addRow("", ticks)
        self.form.setContentsMargins(8, 4, 0, 4)
        self.chosen.setToolTip(plain_tip(tr("Of all values stated for this field, this one is taken.")))
        self.unverified.setToolTip(plain_tip(tr("Nobody has compared the quote with the source.")))

    def _connect(self) -> None:
        self.setFocusProxy(self.quote)
        self.source.committed.connect(self._on_source)
        self.publisher.committed.connect(self._on_publisher)
        self.url.committed.connect(self._on_url)
        self.open.clicked.connect(self._on_open)
        self.field.committed.connect(self._on_field)
        self.value.committed.connect(self._on_value)
        self.quote.committed.connect(self._on_quote)
        self.locator.committed.connect(self._on_locator)
        self.note.committed.connect(self._on_note)
        self.chosen.clicked.connect(self._on_chosen)
        self.unverified.clicked.connect(self._on_unverified)

    def _change(self, label: str, name: str, value: object) -> None:
        from db import events

        if self._passage is not None:
            box = f"evidence.{name}" if name != "unverified" else "evidence.field"
            self.editing.edit(label, box, events.change_evidence, self._passage.id, **{name: value})

    def _change_source(self, label: str, box: str, name: str, value: str) -> None:
        from db import event_forms

        if self._passage is not None:
            work = event_forms.change_source
            self.editing.edit(label, box, work, self._passage.source_id, **{name: value.strip()})

    def _on_source(self, text: str) -> None:
        self._change_source(tr("Change source"), "evidence.source", "title", text)

    def _on_publisher(self, text: str) -> None:
        self._change_source(tr("Change publisher"), "evidence.publisher", "publisher", text)

    def _on_url(self, text: str) -> None:
        self._change_source(tr("Change address"), "evidence.url", "url", text)

    def _on_open(self) -> None:
        if self._passage is not None and can_open(self._passage.url):
            OpenAddress(self._passage.url, self).open()

    def _on_field(self, name: str) -> None:
        self._change(tr("Change what evidence is about"), "field", name)

    def _on_value(self, text: str) -> None:
        self._change(tr("Change value"), "value", text.strip())

    def _on_quote(self, text: str) -> None:
        self._change(tr("Change quote"), "quote", text.strip())

    def _on_locator(self, text: str) -> None:
        self._change(tr("Change locator"), "locator", text.strip())

    def _on_note(self, text: str) -> None:
        self._change(tr("Change remark"), "note", text.strip())

    def _on_chosen(self) -> None:
        if self._passage is not None:
            self.choose_value(self._passage.id, self.chosen.isChecked())

    def _on_unverified(self) -> None:
        self._change(tr("Change verification"), "unverified", self.unverified.isChecked())


def _choices(field: str) -> list[Choice]:
    known = FIELDS if field in FIELDS else {**FIELDS, field: field}
    return [Choice(name, field_words(name)) for name in known]
