"""Where a term of the codebook is used, and the putting of another in its place."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.forms.contacts import filter_of
from desktop.forms.editing import Editing, unknown_name
from desktop.forms.record_form import DetailPart
from desktop.widgets.name_field import NameField, Suggestion
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import PlainLabel, plain_tip, tr

if TYPE_CHECKING:
    from db.codebook.codebook_terms import TermRow


class TermUse(DetailPart):
    """Counts what bears a term, shows the events, and merges the term into another of its vocabulary."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.term: TermRow | None = None
        self.said = ToneLabel("", Tone.QUIET)
        self.show_events = QPushButton(tr("Show events"))
        self.show_events.setAutoDefault(False)
        self.into = NameField(self._others)
        self.into.clears = True
        self.into.setPlaceholderText(tr("another term of the same vocabulary"))
        self.into.setAccessibleName(tr("Merge into"))
        self.into.setToolTip(plain_tip(tr("What bears this term bears the other one then; this one goes.")))
        self.pending = [self.into]
        head = QHBoxLayout()
        head.addWidget(self.show_events)
        head.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(PlainLabel(tr("Merge into")))
        line.addWidget(editing.box("into", self.into), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.said)
        layout.addLayout(head)
        layout.addLayout(line)
        self.show_events.clicked.connect(self._on_show)
        self.into.chosen.connect(self._on_into)
        self.into.unknown.connect(self._on_unknown)

    def show_detail(self, detail: "TermRow") -> None:
        """Show the use of a term."""
        self.term = detail
        none = tr("Nothing bears it.")
        self.said.setText(tr("Records that bear it: {count}", count=detail.uses) if detail.uses else none)
        self.show_events.setVisible(detail.uses > 0)

    def _others(self, typed: str) -> list[Suggestion]:
        if self.term is None:
            return []
        found = self.editing.codebook.lookup(self.term.vocabulary, typed)
        return [one for one in found if one.id != self.term.id]

    def _on_show(self) -> None:
        if self.term is not None:
            self.filter_requested.emit(filter_of(self.term.vocabulary, self.term.label))

    def _on_into(self, other: int | None) -> None:
        from db.codebook import codebook_edits

        if self.term is None or other is None:
            return
        words = tr("Merge term {name}", name=self.term.label)
        if self.editing.edit(words, "into", codebook_edits.merge, other, self.term.id):
            self.record_requested.emit("term", other)

    def _on_unknown(self, typed: str) -> None:
        self.editing.refuse("into", unknown_name(typed, can_create=False))
