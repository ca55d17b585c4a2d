"""The evidence for one or several records as a list, with the fields of the piece chosen and what adds another."""

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.forms.editing import Editing, unknown_name
from desktop.forms.evidence_fields import EvidenceFields
from desktop.forms.evidence_words import confidence_words, field_words
from desktop.forms.part import Fields
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.name_field import NameField
from desktop.widgets.records import Record, RecordList
from desktop.widgets.text_field import TextField
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.sourcing.evidence import Passage

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")


class Subject(NamedTuple):
    """A record that evidence can be for: the name of its table, its id, and words where that is not plain."""

    kind: str
    id: int
    words: str = ""


class Held(NamedTuple):
    """One piece of evidence and the record it is for."""

    subject: Subject
    passage: "Passage"


class PassageList(Fields):
    """Adds evidence by a pasted address and quote or from the library, changes and removes it.

    `choice_asked(id, taken)` asks to take a value as the one that holds; `record_requested(kind, id)` for a source.
    """

    choice_asked = Signal(object, bool)
    record_requested = Signal(str, object)

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.held: tuple[Held, ...] = ()
        self._subjects: tuple[Subject, ...] = ()
        self._owner: int | None = None
        self.list = RecordList(highest=8)
        self.list.setAccessibleName(tr("Evidence"))
        self.list.setToolTip(plain_tip(tr("Enter edits, Del removes, Ctrl+C copies.")))
        self.fields = EvidenceFields(editing)
        self.subject = ChoiceField()
        self.adder = TextField(lowest=2, highest=8)
        self.library = NameField(partial(editing.candidates, "source"))
        self.library.clears = True
        self.add = QPushButton(tr("Add evidence"))
        self.remove = QPushButton(tr("Remove"))
        self._name_all()
        self._lay_out()
        self.pending = [*self.fields.pending]
        self._connect()

    def show_passages(self, owner: int, subjects: Sequence[Subject], held: Sequence[Held]) -> None:
        """Show the evidence for what belongs to `owner`; the piece chosen stays chosen."""
        same = owner == self._owner
        chosen = self._chosen()
        if not same:
            self.adder.discard()
            self.library.discard()
        self._owner, self.held = owner, tuple(held)
        self._offer(tuple(subjects))
        self.choose(chosen.passage.id if same and chosen else 0)

    def choose(self, passage: int) -> None:
        """Choose a piece of evidence by its id; none if it is not there."""
        place = next((i for i, one in enumerate(self.held) if one.passage.id == passage), -1)
        self.list.fill([_record(one) for one in self.held], place)
        self._on_current(self.list.currentRow())

    def set_read_only(self, fixed: bool) -> None:
        """Allow reading and copying only."""
        super().set_read_only(fixed)
        for widget in (self.adder, self.library, self.add, self.remove):
            widget.setHidden(fixed)
        self._for.setHidden(fixed or len(self._subjects) < 2)

    # --- inside ---

    def _name_all(self) -> None:
        self.adder.setPlaceholderText(tr("Paste the address of a source, then what it says"))
        self.adder.setAccessibleName(tr("Add evidence"))
        tip = tr("What follows the address is the quote. Without one, the first line is the source's title.")
        self.adder.setToolTip(plain_tip(tip))
        self.library.setPlaceholderText(tr("… or find its source in the library"))
        self.library.setAccessibleName(tr("Source from the library"))
        quoted = tr("Choosing a source adds it as evidence, with what stands above as the quote.")
        self.library.setToolTip(plain_tip(quoted))
        self.subject.setAccessibleName(tr("Add evidence for"))
        self.subject.setToolTip(plain_tip(tr("Which of these the new evidence is for.")))
        self.add.setProperty("edits", "yes")
        self.add.setAutoDefault(False)
        self.add.setToolTip(plain_tip(tr("Adds the pasted source and quote (Ctrl+Enter)")))
        self.remove.setAutoDefault(False)
        self.remove.setToolTip(plain_tip(tr("Removes the chosen evidence; its source stays (Del)")))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.list)
        layout.addWidget(self.fields)
        self._for = self.editing.box("subject", self.subject)
        layout.addWidget(self._for)
        layout.addWidget(self.editing.box("source", self.adder))
        layout.addWidget(self.editing.box("library", self.library))
        layout.addLayout(buttons)
        self.editing.alias("evidence", "source")

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_current)
        self.list.removed.connect(self._on_removed)
        self.list.opened.connect(self._on_opened)
        self.remove.clicked.connect(self._on_remove)
        self.add.clicked.connect(self._on_add)
        self.adder.committed.connect(self._on_adder_committed)
        self.library.chosen.connect(self._on_library)
        self.library.unknown.connect(self._on_unknown)
        self.subject.committed.connect(self.subject.show_value)
        self.fields.choice_asked.connect(self.choice_asked)
        self.fields.record_requested.connect(self.record_requested)

    def _offer(self, subjects: tuple[Subject, ...]) -> None:
        """Offer what new evidence can be for; what was chosen stays chosen while it is there."""
        self._subjects = subjects
        self.subject.set_choices([Choice(one.id, tr("for: {what}", what=one.words)) for one in subjects])
        if self.subject.value not in {one.id for one in subjects}:
            self.subject.show_value(subjects[0].id if subjects else None)
        self._for.setVisible(len(subjects) > 1)
        self.setVisible(bool(subjects))

    def _chosen(self) -> Held | None:
        place = self.list.currentRow()
        return self.held[place] if 0 <= place < len(self.held) else None

    def _on_current(self, place: int) -> None:
        chosen = self.held[place] if 0 <= place < len(self.held) else None
        self.fields.show_passage(
            chosen.passage if chosen else None, chosen.subject.kind if chosen else "event"
        )
        self.remove.setEnabled(chosen is not None and not self.editing.live.read_only)
        if chosen is not None:
            self.subject.show_value(chosen.subject.id)

    def _on_opened(self, place: int) -> None:
        self.list.setCurrentRow(place)
        self.fields.setFocus()

    def _on_remove(self) -> None:
        if self.list.currentRow() >= 0:
            self._on_removed(self.list.currentRow())

    def _on_removed(self, place: int) -> None:
        from db.sourcing import evidence

        self.editing.edit(tr("Remove evidence"), "source", evidence.uncite, [self.held[place].passage.id])

    def _on_add(self) -> None:
        if not self.adder.text().strip():
            self.editing.refuse("source", tr("Paste the address or type the title of the source first."))
            self.adder.setFocus()
            return
        self._cite_pasted(self.adder.text())

    def _on_adder_committed(self, text: str) -> None:
        if self.adder.hasFocus():  # with Ctrl+Enter; whoever only leaves the field may come back to it
            self._cite_pasted(text)

    def _cite_pasted(self, text: str) -> None:
        address, title, quote = split_pasted(text)
        self._cite("source", address, title=title, quote=quote)

    def _on_library(self, source: int | None) -> None:
        self.library.discard()
        if source is not None:
            self._cite("library", source_id=source, quote=unquoted(self.adder.text()))

    def _on_unknown(self, typed: str) -> None:
        self.editing.refuse("library", unknown_name(typed, can_create=False))

    def _cite(self, box: str, *address: str, **fields: object) -> None:
        from db.sourcing import evidence

        subject = next((one for one in self._subjects if one.id == self.subject.value), None)
        if subject is None:
            return
        work, label = evidence.cite, tr("Add evidence")
        if self.editing.edit(label, box, work, subject.id, *address, kind=subject.kind, **fields):
            self.adder.discard()
            self.choose(self.editing.result)
            self.fields.setFocus()


def split_pasted(text: str) -> tuple[str, str, str]:
    """Return address, title and quote of a pasted text; without an address the first line is the title."""
    found = _ADDRESS.search(text)
    if found:
        address = found.group().rstrip(".,;)")
        rest = text[: found.start()] + text[found.start() + len(address) :].lstrip(".,;")
        return address, "", unquoted(rest)
    title, _, quote = text.strip().partition("\n")
    return "", title.strip(), unquoted(quote)


def unquoted(text: str) -> str:
    """Return a text without the quotation marks around it."""
    text = text.strip()
    for first, last in ("“”", '""', "「」", "«»"):
        if len(text) > 1 and text[0] == first and text[-1] == last and first not in text[1:-1]:
            return text[1:-1].strip()
    return text


def _record(held: Held) -> Record:
    subject, passage = held
    field = field_words(passage.field, subject.kind)
    states = f"{field}: {passage.value}" if passage.value else field if passage.field else ""
    sure = confidence_words(passage.confidence)
    lines = [
        subject.words,
        " · ".join(filter(None, (passage.publisher, states, sure))),
        f"“{' '.join(passage.quote.split())}”" if passage.quote else "",
    ]
    sign = "✓" if passage.chosen else "?" if passage.unverified else " "
    told = tr("chosen") if passage.chosen else tr("unverified") if passage.unverified else ""
    return Record(passage.source_title, "\n".join(filter(None, lines)), sign, told)
