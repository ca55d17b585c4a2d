"""The evidence for an event: a list, what sources differ on, and the fields of the piece chosen in the list."""

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.forms.differences import Differences
from desktop.forms.editing import Editing
from desktop.forms.evidence_fields import EvidenceFields, field_words
from desktop.forms.part import Part
from desktop.forms.shown import Shown
from desktop.widgets.records import Record, RecordList
from desktop.widgets.text_field import TextField
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.events import Passage

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")


class EvidenceList(Part):
    """Edits the evidence of one event: adds by a pasted address and quote, changes, chooses and removes."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.passages: tuple[Passage, ...] = ()
        self._event: int | None = None
        self.differences = Differences()
        self.list = RecordList(highest=8)
        self.list.setAccessibleName(tr("Evidence"))
        self.list.setToolTip(plain_tip(tr("Enter edits, Del removes, Ctrl+C copies.")))
        self.fields = EvidenceFields(editing)
        self.adder = TextField(lowest=2, highest=8)
        self.adder.setPlaceholderText(tr("Paste the address of a source, then what it says"))
        self.adder.setAccessibleName(tr("Add evidence"))
        tip = tr("What follows the address is the quote. Without one, the first line is the source's title.")
        self.adder.setToolTip(plain_tip(tip))
        self.add = QPushButton(tr("Add evidence"))
        self.add.setProperty("edits", "yes")
        self.add.setToolTip(plain_tip(tr("Adds the pasted source and quote (Ctrl+Enter)")))
        self.remove = QPushButton(tr("Remove"))
        self.remove.setToolTip(plain_tip(tr("Removes the chosen evidence; its source stays (Del)")))
        self._lay_out()
        self.pending = [*self.fields.pending]
        self._connect()

    def show_event(self, shown: Shown) -> None:
        """Show the evidence of an event; the piece chosen stays chosen."""
        same = self._event == shown.detail.id
        at = self.list.currentRow() if same else -1
        chosen = self.passages[at].id if 0 <= at < len(self.passages) else 0
        if not same:
            self.adder.discard()
        self._event, self.passages = shown.detail.id, shown.detail.passages
        self._fill(chosen)

    def choose(self, evidence: int) -> None:
        """Choose a piece of evidence by its id."""
        self.list.setCurrentRow(next((i for i, one in enumerate(self.passages) if one.id == evidence), -1))

    def set_read_only(self, fixed: bool) -> None:
        """Allow reading and copying only."""
        super().set_read_only(fixed)
        for widget in (self.adder, self.add, self.remove):
            widget.setHidden(fixed)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.differences)
        layout.addWidget(self.list)
        layout.addWidget(self.fields)
        layout.addWidget(self.editing.box("source", self.adder))
        layout.addLayout(buttons)
        self.editing.alias("evidence", "source")

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_current)
        self.list.removed.connect(self._on_removed)
        self.list.opened.connect(self._on_opened)
        self.remove.clicked.connect(self._on_remove)
        self.add.clicked.connect(self._on_add)
        self.adder.committed.connect(self._on_adder_committed)
        self.differences.chosen.connect(self.fields.choose_value)

    def _fill(self, chosen: int) -> None:
        place = next((i for i, one in enumerate(self.passages) if one.id == chosen), -1)
        self.list.fill([_record(one) for one in self.passages], place)
        self.differences.show_passages(self.passages)
        self._on_current(self.list.currentRow())

    def _on_current(self, place: int) -> None:
        chosen = self.passages[place] if 0 <= place < len(self.passages) else None
        self.fields.show_passage(chosen)
        self.remove.setEnabled(chosen is not None and not self.editing.live.read_only)

    def _on_opened(self, place: int) -> None:
        self.list.setCurrentRow(place)
        self.fields.setFocus()

    def _on_remove(self) -> None:
        if self.list.currentRow() >= 0:
            self._on_removed(self.list.currentRow())

    def _on_removed(self, place: int) -> None:
        from db import events

        self.editing.edit(tr("Remove evidence"), "source", events.uncite, [self.passages[place].id])

    def _on_add(self) -> None:
        if not self.adder.text().strip():
            self.editing.refuse("source", tr("Paste the address or type the title of the source first."))
            self.adder.setFocus()
            return
        self._cite(self.adder.text())

    def _on_adder_committed(self, text: str) -> None:
        if self.adder.hasFocus():  # with Ctrl+Enter; whoever only leaves the field may come back to it
            self._cite(text)

    def _cite(self, text: str) -> None:
        from db import events

        address, title, quote = split_pasted(text)
        if self.editing.edit(
            tr("Add evidence"), "source", events.cite, self._event, address, title=title, quote=quote
        ):
            self.adder.discard()
            self.choose(self.editing.result)


def split_pasted(text: str) -> tuple[str, str, str]:
    """Return address, title and quote of a pasted text; without an address the first line is the title."""
    found = _ADDRESS.search(text)
    if found:
        address = found.group().rstrip(".,;)")
        rest = text[: found.start()] + text[found.start() + len(address) :].lstrip(".,;")
        return address, "", _unquoted(rest)
    title, _, quote = text.strip().partition("\n")
    return "", title.strip(), _unquoted(quote)


def _unquoted(text: str) -> str:
    text = text.strip()
    for first, last in ("“”", '""', "「」", "«»"):
        if len(text) > 1 and text[0] == first and text[-1] == last and first not in text[1:-1]:
            return text[1:-1].strip()
    return text


def _record(passage: "Passage") -> Record:
    states = f"{field_words(passage.field)}: {passage.value}" if passage.value else field_words(passage.field)
    first = " · ".join(filter(None, (passage.publisher, states if passage.field or passage.value else "")))
    quote = f"“{' '.join(passage.quote.split())}”" if passage.quote else ""
    sign = "✓" if passage.chosen else "?" if passage.unverified else " "
    told = tr("chosen") if passage.chosen else tr("unverified") if passage.unverified else ""
    return Record(passage.source_title, "\n".join(filter(None, (first, quote))), sign, told)
