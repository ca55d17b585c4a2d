"""What the sources of an event differ on, side by side, and the choice of the value that holds."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from db.sourcing.stated import differing
from desktop.forms.editing import Editing
from desktop.forms.evidence_words import confidence_words, field_words
from desktop.forms.part import Fields
from desktop.widgets.flow import FlowLayout
from desktop.widgets.line_field import LineField
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.sourcing.evidence import Passage

_MOST = 3
"""Sources named on the button of a value."""


class Differences(Fields):
    """Shows contradicting values as buttons with who states them; a click takes one as holding, or none.

    Where sources differ the reason is asked for first, and shown afterwards. `chosen(id)` names the piece of
    evidence that a click was about.
    """

    chosen = Signal(object)

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 4)
        self._layout.setSpacing(8)
        self._event = 0
        self._shown: dict[str, list[Passage]] = {}
        self._wanted: Passage | None = None
        self.buttons: list[QToolButton] = []
        self._groups: dict[str, QWidget] = {}
        self.question = ToneLabel("", Tone.PLAIN)
        self.reason = LineField()
        self.reason.setPlaceholderText(tr("because …"))
        self.asking = QWidget()
        asked = QVBoxLayout(self.asking)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(4)
        asked.addWidget(self.question)
        asked.addWidget(editing.box("evidence.choice", self.reason))
        self._layout.addWidget(self.asking)
        self.asking.hide()
        self.pending = [self.reason]
        self.reason.committed.connect(self._on_reason)
        self.reason.entered.connect(self._on_entered)
        self.hide()

    def show_passages(self, event: int, passages: Iterable["Passage"]) -> None:
        """Show on which fields these differ."""
        found = {field: sorted(rows, key=lambda row: row.id) for field, rows in differing(passages).items()}
        if event != self._event:
            self._end()
        self._event = event
        if found == self._shown:
            return
        self._shown = found
        focused = next((button.property("evidence") for button in self.buttons if button.hasFocus()), None)
        self._rebuild()
        for button in self.buttons:
            if button.property("evidence") == focused:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._wanted is not None and self._wanted.field not in found:
            self._end()
        self.setVisible(bool(found))

    def choose(self, passage: "Passage", taken: bool) -> None:
        """Take the value of a piece of evidence as the one that holds, or no longer; ask why where sources differ."""
        from db.sourcing import evidence_choice

        self._end()
        if not taken:
            self.editing.edit(tr("Choose value"), "evidence.value", evidence_choice.unchoose, passage.id)
        elif passage.field in self._shown and not passage.reason:
            self._ask(passage)
        else:
            self._take(passage, passage.reason)

    def discard(self) -> None:
        """Give up what is half typed, and the question."""
        super().discard()
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._wanted is not None:
            self._end()
        else:
            super().keyPressEvent(event)

    # --- the choice ---

    def _ask(self, passage: "Passage") -> None:
        self._wanted = passage
        about = tr("Why does “{value}” hold? Sources differ.", value=passage.value)
        self.question.setText(about)
        self.reason.setAccessibleName(about)
        self._layout.removeWidget(self.asking)
        self._layout.insertWidget(self._layout.indexOf(self._groups[passage.field]) + 1, self.asking)
        self.asking.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        self._wanted = None
        self.reason.discard()
        self.editing.clear("evidence.choice")
        self.asking.hide()

    def _take(self, passage: "Passage", reason: str) -> None:
        from db.sourcing import evidence_choice

        box = "evidence.choice" if self._wanted is not None else "evidence.value"
        answered = self.reason.hasFocus()
        if self.editing.edit(tr("Choose value"), box, evidence_choice.choose, passage.id, reason):
            self._end()
            taken = next((one for one in self.buttons if one.property("evidence") == str(passage.id)), None)
            if answered and taken is not None:
                taken.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self, text: str) -> None:
        if self._wanted is not None and text.strip():
            self._take(self._wanted, text.strip())

    def _on_entered(self) -> None:
        if self._wanted is not None and not self.reason.text().strip():
            self.editing.refuse("evidence.choice", tr("Say why first; Esc leaves it open."))

    def _on_clicked(self, taken: bool) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            button.setChecked(not taken)  # what is stored stays shown, should the choice be refused
            passage = self._passage(int(button.property("evidence")))
            self.chosen.emit(passage.id)
            self.choose(passage, taken)

    def _passage(self, wanted: int) -> "Passage":
        return next(row for rows in self._shown.values() for row in rows if row.id == wanted)

    # --- what is shown ---

    def _rebuild(self) -> None:
        self.buttons = []
        for group in self._groups.values():
            self._layout.removeWidget(group)
            group.hide()
            group.deleteLater()
        self._groups = {field: self._group(field, rows) for field, rows in self._shown.items()}
        for place, group in enumerate(self._groups.values()):
            self._layout.insertWidget(place, group)

    def _group(self, field: str, rows: Sequence["Passage"]) -> QWidget:
        group = QWidget(self)
        layout = QVBoxLayout(group)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(ToneLabel(tr("⚑ Sources differ: {field}", field=field_words(field)), Tone.WARNING))
        line = QWidget(group)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        flow = FlowLayout(line)
        for value in dict.fromkeys(row.value for row in rows):
            button = self._button(value, [row for row in rows if row.value == value])
            self.buttons.append(button)
            flow.addWidget(button)
        layout.addWidget(line)
        layout.addWidget(_verdict(rows))
        return group

    def _button(self, value: str, rows: Sequence["Passage"]) -> QToolButton:
        taken = next((row for row in rows if row.chosen), None)
        best = taken or max(rows, key=lambda row: -1 if row.confidence is None else row.confidence)
        named = [_said_by(row, 24) for row in rows[:_MOST]]
        if len(rows) > _MOST:
            named.append(tr("and {count} more", count=len(rows) - _MOST))
        told = "; ".join(_said_by(row, 200) for row in rows)
        button = QToolButton()
        shown = value if len(value) < 40 else value[:38] + "…"
        button.setText("\n".join([("✓ " if taken else "") + shown, *named]).replace("&", "&&"))
        button.setToolTip(plain_tip(tr("{value}: {sources}", value=value, sources=told)))
        holds = tr("holds") if taken else ""
        button.setAccessibleName(", ".join(filter(None, (value, holds, told))))
        button.setCheckable(True)
        button.setChecked(taken is not None)
        button.setProperty("edits", "yes")
        button.setEnabled(not self.fixed)
        button.setProperty("evidence", str(best.id))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self._on_clicked)
        return button


def _said_by(row: "Passage", most: int) -> str:
    name = row.publisher or row.source_title
    short = name if len(name) <= most else name[: most - 1] + "…"
    sure = confidence_words(row.confidence)
    return f"{short} · {sure}" if sure else short


def _verdict(rows: Sequence["Passage"]) -> ToneLabel:
    """Return the words on what was decided, and why."""
    taken = next((row for row in rows if row.chosen), None)
    if taken is None:
        return ToneLabel(tr("Not decided: choose the value that holds."), Tone.QUIET)
    if not taken.reason:
        return ToneLabel(tr("✓ {value} holds; no reason is given.", value=taken.value), Tone.WARNING)
    return ToneLabel(tr("✓ {value} holds: {reason}", value=taken.value, reason=taken.reason), Tone.GOOD)
