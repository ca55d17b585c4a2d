"""The form of one event, all its fields from top to bottom."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.sourcing.stated import differing
from desktop.forms.basics import Basics
from desktop.forms.circumstances import Circumstances
from desktop.forms.editing import Editing
from desktop.forms.event_identifiers import EventIdentifiers
from desktop.forms.event_ties import EventTies
from desktop.forms.evidence import EvidenceList
from desktop.forms.part import Part
from desktop.forms.participants import Participants
from desktop.forms.shown import Shown
from desktop.forms.subjects import Subjects
from desktop.forms.verification import Note, Verification
from desktop.widgets.notice import Notice
from desktop.widgets.section import Section
from desktop.widgets.tones import Tone
from desktop.wording import tr


class EventForm(QWidget):
    """Shows one event in foldable sections and composes the parts that edit it.

    `record_requested(kind, id)` asks for a record on its own page.
    """

    record_requested = Signal(str, object)

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editing = editing
        self.shown: Shown | None = None
        self.banner = Notice()
        self.checked = QPushButton(tr("I checked it"))
        self.basics = Basics(editing)
        self.participants = Participants(editing)
        self.circumstances = Circumstances(editing)
        self.subjects = Subjects(editing)
        self.evidence = EvidenceList(editing)
        self.verification = Verification(editing)
        self.ties = EventTies(editing)
        self.note = Note(editing)
        self.identifiers = EventIdentifiers(editing)
        self.parts: tuple[Part, ...] = (
            self.basics, self.participants, self.circumstances, self.subjects,
            self.evidence, self.verification, self.ties, self.note, self.identifiers,
        )  # fmt: skip
        self.sections: dict[str, Section] = {}
        self._lay_out()
        self.checked.clicked.connect(self._on_checked)
        self.ties.record_requested.connect(self.record_requested)
        self.evidence.record_requested.connect(self.record_requested)

    def show_event(self, shown: Shown, read_only: str, *, again: bool = False) -> None:
        """Show an event; `read_only` says why it can't be edited, if so.

        Of the event shown already only what changed is shown anew, unless `again` asks for all of it.
        """
        if self.shown is None or self.shown.detail.id != shown.detail.id:
            self.discard()
            again = True
        self.editing.ids = (shown.detail.id,)
        self.shown = shown
        for part in self.parts:
            part.follow(shown, again=again)
            part.set_read_only(bool(read_only))
        self._show_remarks(shown)
        self.checked.setEnabled(not read_only)

    def commit(self) -> None:
        """Send what is half typed, but nothing that was refused already."""
        for part in self.parts:
            part.commit()

    def discard(self) -> None:
        """Give up what is half typed, and what was said about it."""
        for part in self.parts:
            part.discard()
        self.editing.clear()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        self._banner_frame = QFrame(self)
        self._banner_frame.setFrameShape(QFrame.Shape.StyledPanel)
        line = QHBoxLayout(self._banner_frame)
        line.setContentsMargins(8, 4, 4, 4)
        line.addWidget(self.banner, 1)
        line.addWidget(self.checked, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._banner_frame)
        layout.addWidget(self.basics)
        for name, title, part in (
            ("participants", tr("Participants"), self.participants),
            ("circumstances", tr("Circumstances"), self.circumstances),
            ("subjects", tr("Subjects"), self.subjects),
            ("evidence", tr("Evidence"), self.evidence),
            ("verification", tr("Verification"), self.verification),
            ("ties", tr("Invitations and commitments"), self.ties),
            ("note", tr("Note"), self.note),
            ("identifiers", tr("In other datasets"), self.identifiers),
        ):
            section = Section(title, f"inspector/{name}", self)
            section.content.addWidget(part)
            self.sections[name] = section
            layout.addWidget(section)
        layout.addStretch(1)

    def _show_remarks(self, shown: Shown) -> None:
        detail = shown.detail
        self.banner.say(
            tr("Unverified: nobody has checked this event against a source.") if detail.unverified else "",
            Tone.WARNING,
        )
        self._banner_frame.setVisible(detail.unverified)
        self.sections["ties"].say(str(len(self.ties.ties) or ""))
        self.sections["participants"].say(str(len(detail.takings) or ""))
        self.sections["identifiers"].say(str(len(detail.identifiers) or ""))
        differ = bool(differing(detail.passages))
        pieces = str(len(detail.passages) or "")
        self.sections["evidence"].say(
            tr("{count}  ⚑ sources differ", count=pieces) if differ else pieces,
            Tone.WARNING if differ else Tone.QUIET,
        )
        verified = sum(level == 2 for level in detail.marks)
        self.sections["verification"].say(tr("{count} of 5 verified", count=verified))

    def _on_checked(self) -> None:
        self.editing.change(tr("Change verification"), "unverified", value=False)
