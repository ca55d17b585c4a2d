"""How well an event is verified: five marks and the tick for what nobody checked."""

from typing import Final

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from db.words import AXES
from desktop.forms.bindings import Binding, TickBinding
from desktop.forms.editing import Editing
from desktop.forms.part import Part
from desktop.forms.shown import Shown
from desktop.widgets.flow import FlowLayout
from desktop.widgets.marks import MarkButton, level_words
from desktop.widgets.text_field import TextField
from desktop.wording import plain_tip, tr

QUESTIONS: Final = {
    "source": "Was the source read, and is it what it claims to be?",
    "date": "Is the day confirmed by a source of its own?",
    "principal": "Is it certain who led each side?",
    "post": "Is the post that of the day of the event?",
    "counterpart": "Does the counterpart's own report say the same?",
}


class Marks(QWidget):
    """The buttons of the five marks, side by side as far as they fit, by axis in `buttons`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {axis: MarkButton(tr(axis.capitalize()), tr(QUESTIONS[axis])) for axis in AXES}
        layout = FlowLayout(self)
        metrics = self.fontMetrics()
        words = (*level_words(), tr("several values"), *(tr(axis.capitalize()) for axis in AXES))
        widest = max(map(metrics.horizontalAdvance, words)) + 36
        for button in self.buttons.values():
            button.setFixedWidth(widest)
            button.setProperty("edits", "yes")
            layout.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class Verification(Part):
    """Edits the marks of the five axes and the tick for an unverified event."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        whole = Marks()
        self.marks = whole.buttons
        self.unverified = QCheckBox(tr("Unverified"))
        self.unverified.setToolTip(plain_tip(tr("Nobody has checked this event against a source.")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(whole)
        layout.addWidget(editing.box("unverified", self.unverified))
        self._bindings = [
            Binding(editing, f"mark_{axis}", tr("Mark {axis}", axis=tr(axis)), button, self)
            for axis, button in self.marks.items()
        ]
        for axis in AXES:
            editing.alias(f"mark_{axis}", "unverified")
        self._tick = TickBinding(editing, "unverified", tr("Change verification"), self.unverified)

    def show_event(self, shown: Shown) -> None:
        """Show an event."""
        for binding, level in zip(self._bindings, shown.detail.marks, strict=True):
            binding.show_stored(level)
        self._tick.show_stored(shown.detail.unverified)


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
