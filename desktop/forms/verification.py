"""How well an event is verified: five marks, what its record bears out, and the tick for what nobody checked."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.words import AXES
from desktop.forms.bindings import Binding, TickBinding
from desktop.forms.editing import Editing
from desktop.forms.part import Part
from desktop.forms.shown import Shown
from desktop.widgets.flow import FlowLayout
from desktop.widgets.marks import LEVELS, MarkButton, level_words
from desktop.widgets.text_field import TextField
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.sourcing.verification import Proposal

QUESTIONS: Final = {
    "source": "Was the source read, and is it what it claims to be?",
    "date": "Is the day confirmed by a source of its own?",
    "principal": "Is it certain who led each side?",
    "post": "Is the post that of the day of the event?",
    "counterpart": "Does the counterpart's own report say the same?",
}
SIGNS: Final = ("○", "◐", "●")
"""Signs of the levels of a mark."""


def mark_buttons(whole: QWidget) -> dict[str, MarkButton]:
    """Return a button for each of the five marks, all as wide as the longest words need."""
    buttons = {axis: MarkButton(tr(axis.capitalize()), tr(QUESTIONS[axis])) for axis in AXES}
    words = (*level_words(), tr("several values"), *(tr(axis.capitalize()) for axis in AXES))
    widest = max(map(whole.fontMetrics().horizontalAdvance, words)) + 36
    for button in buttons.values():
        button.setFixedWidth(widest)
        button.setProperty("edits", "yes")
    return buttons


class Marks(QWidget):
    """The buttons of the five marks, side by side as far as they fit, by axis in `buttons`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = mark_buttons(self)
        layout = FlowLayout(self)
        for button in self.buttons.values():
            layout.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class Proposed(QWidget):
    """What the record bears out on one axis, in a word with its sign, and why; `adopt` takes it over."""

    def __init__(self, axis: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ToneLabel()
        self.reason = ToneLabel("", Tone.QUIET)
        self.adopt = QToolButton()
        self.adopt.setText(tr("Adopt"))
        self.adopt.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.adopt.setProperty("edits", "yes")
        self._axis = axis
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(4)
        layout.setVerticalSpacing(0)
        layout.addWidget(self.words, 0, 0)
        layout.addWidget(self.adopt, 0, 1)
        layout.addWidget(self.reason, 1, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        layout.setRowStretch(1, 1)

    def show_proposal(self, proposal: "Proposal") -> None:
        """Show what is proposed for a mark."""
        level = proposal.proposed
        words = level_words()[level]
        said = tr("the record says so") if proposal.agrees else f"{SIGNS[level]} {words}"
        self.words.setText(f"{'=' if proposal.agrees else '→'} {said}")
        self.words.set_tone(Tone.QUIET if proposal.agrees else LEVELS[level])
        self.reason.setText(proposal.reason)
        self.adopt.setVisible(not proposal.agrees)
        about = tr(
            "Mark {axis} as {words}: {reason}", axis=tr(self._axis), words=words, reason=proposal.reason
        )
        self.adopt.setAccessibleName(about)
        self.adopt.setToolTip(plain_tip(about))


class Verification(Part):
    """Edits the marks of the five axes, beside each what the record bears out, and the tick for an unverified event."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.marks = mark_buttons(self)
        self.proposed = {axis: Proposed(axis) for axis in AXES}
        self.adopt_all = QPushButton()
        self.adopt_all.setAutoDefault(False)
        self.adopt_all.setToolTip(plain_tip(tr("Sets each mark to what the record bears out, in one step.")))
        self.unverified = QCheckBox(tr("Unverified"))
        self.unverified.setToolTip(plain_tip(tr("Nobody has checked this event against a source.")))
        self._event = 0
        self._lay_out()
        self._bindings = [
            Binding(editing, f"mark_{axis}", tr("Mark {axis}", axis=tr(axis)), button, self)
            for axis, button in self.marks.items()
        ]
        for axis in AXES:
            editing.alias(f"mark_{axis}", "unverified")
            self.proposed[axis].adopt.clicked.connect(partial(self._adopt, axis))
        self.adopt_all.clicked.connect(self._on_adopt_all)
        self._tick = TickBinding(editing, "unverified", tr("Change verification"), self.unverified)

    def show_event(self, shown: Shown) -> None:
        """Show an event."""
        self._event = shown.detail.id
        for binding, level in zip(self._bindings, shown.detail.marks, strict=True):
            binding.show_stored(level)
        for proposal in shown.proposals:
            self.proposed[proposal.axis].show_proposal(proposal)
        self._show_count(shown.proposals)
        self._tick.show_stored(shown.detail.unverified)

    def takes(self, shown: Shown) -> object:
        """Return the marks, what the record bears out, and the tick."""
        return shown.detail.marks, shown.proposals, shown.detail.unverified

    def set_read_only(self, fixed: bool) -> None:
        """Allow reading and copying only."""
        super().set_read_only(fixed)
        self.adopt_all.setEnabled(not fixed)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for place, axis in enumerate(AXES):
            grid.addWidget(self.marks[axis], place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.proposed[axis], place, 1)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(grid)
        layout.addWidget(self.adopt_all, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.editing.box("unverified", self.unverified))

    def _show_count(self, proposals: Sequence["Proposal"]) -> None:
        differ = sum(not one.agrees for one in proposals)
        self.adopt_all.setText(tr("Adopt all {count}", count=differ))
        self.adopt_all.setVisible(differ > 1)

    def _adopt(self, axis: str) -> None:
        from db.sourcing import verification

        label = tr("Mark {axis}", axis=tr(axis))
        self.editing.edit(label, "unverified", verification.adopt, [self._event], [axis])
        self.marks[axis].setFocus(Qt.FocusReason.OtherFocusReason)  # the button that was pressed is gone

    def _on_adopt_all(self) -> None:
        from db.sourcing import verification

        self.editing.edit(tr("Adopt marks"), "unverified", verification.adopt, [self._event])
        self.marks[AXES[0]].setFocus(Qt.FocusReason.OtherFocusReason)


class Note(Part):
    """Edits the note on an event."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.note = TextField(lowest=3, highest=14)
        self.note.setAccessibleName(tr("Note"))
        self.note.setToolTip(
            plain_tip(tr("Your own remarks, never printed as evidence. Ctrl+Enter stores them."))
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(editing.box("note", self.note))
        self.pending = [self.note]
        self._binding = Binding(editing, "note", tr("Change note"), self.note, self)

    def show_event(self, shown: Shown) -> None:
        """Show an event."""
        self._binding.show_stored(shown.detail.note)

    def takes(self, shown: Shown) -> object:
        """Return the note."""
        return shown.detail.note
