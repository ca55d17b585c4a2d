"""The evidence for an event: what its sources differ on, and the list of the pieces."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.differences import Differences
from desktop.forms.editing import Editing
from desktop.forms.part import Part
from desktop.forms.passages import Held, PassageList, Subject
from desktop.forms.shown import Shown

if TYPE_CHECKING:
    from db.sourcing.evidence import Passage


class EvidenceList(Part):
    """Edits the evidence of one event and chooses among values that differ.

    `record_requested(kind, id)` asks for the page of a source.
    """

    record_requested = Signal(str, object)

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.passages: tuple[Passage, ...] = ()
        self.differences = Differences(editing)
        self.pieces = PassageList(editing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.differences)
        layout.addWidget(self.pieces)
        self.pieces.choice_asked.connect(self._on_choice_asked)
        self.pieces.record_requested.connect(self.record_requested)
        self.differences.chosen.connect(self.choose)

    def show_event(self, shown: Shown) -> None:
        """Show the evidence of an event; the piece chosen stays chosen."""
        event, self.passages = shown.detail.id, shown.detail.passages
        self.differences.show_passages(event, self.passages)
        subject = Subject("event", event)
        self.pieces.show_passages(event, [subject], [Held(subject, one) for one in self.passages])

    def takes(self, shown: Shown) -> object:
        """Return the pieces of evidence."""
        return shown.detail.passages

    def choose(self, passage: int) -> None:
        """Choose a piece of evidence by its id."""
        self.pieces.choose(passage)

    def commit(self) -> None:
        """Send what is half typed, but nothing that was refused already."""
        self.differences.commit()
        self.pieces.commit()

    def discard(self) -> None:
        """Give up what is half typed."""
        self.differences.discard()
        self.pieces.discard()

    def _on_choice_asked(self, passage: int, taken: bool) -> None:
        self.differences.choose(next(one for one in self.passages if one.id == passage), taken)
