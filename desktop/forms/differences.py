"""What the sources of an event differ on, side by side."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from db import search
from desktop.forms.evidence_fields import field_words
from desktop.widgets.flow import FlowLayout
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.events import Passage


def differing(passages: Iterable["Passage"]) -> dict[str, list["Passage"]]:
    """Return the evidence for each field of which sources state different values."""
    stated: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.field and passage.value.strip():
            stated.setdefault(passage.field, []).append(passage)
    return {
        field: rows for field, rows in stated.items() if len({search.fold(r.value.strip()) for r in rows}) > 1
    }


class Differences(QWidget):
    """Shows contradicting values as buttons; `chosen(evidence, taken)` asks to take one, or none, as holding."""

    chosen = Signal(object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 4)
        self._layout.setSpacing(4)
        self._shown: dict[str, list[Passage]] = {}
        self.buttons: list[QToolButton] = []
        self._groups: list[QWidget] = []
        self.hide()

    def show_passages(self, passages: Iterable["Passage"]) -> None:
        """Show on which fields these differ."""
        found = differing(passages)
        if found == self._shown:
            return
        self._shown = found
        self.buttons = []
        for group in self._groups:
            self._layout.removeWidget(group)
            group.hide()
            group.deleteLater()
        self._groups = [self._group(field, rows) for field, rows in found.items()]
        for group in self._groups:
            self._layout.addWidget(group)
        self.setVisible(bool(found))

    def _group(self, field: str, rows: list["Passage"]) -> QWidget:
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
        for row in rows:
            button = self._button(row)
            self.buttons.append(button)
            flow.addWidget(button)
        layout.addWidget(line)
        return group

    def _button(self, passage: "Passage") -> QToolButton:
        button = QToolButton()
        said_by = passage.publisher or passage.source_title
        short = said_by if len(said_by) < 21 else said_by[:19] + "…"
        sign = "✓ " if passage.chosen else ""
        button.setText(f"{sign}{passage.value}\n{short}".replace("&", "&&"))
        button.setToolTip(plain_tip(tr("{source} says: {value}", source=said_by, value=passage.value)))
        button.setAccessibleName(f"{passage.value}, {said_by}")
        button.setCheckable(True)
        button.setChecked(passage.chosen)
        button.setProperty("edits", "yes")
        button.setProperty("evidence", str(passage.id))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self._on_clicked)
        return button

    def _on_clicked(self, taken: bool) -> None:
        self.chosen.emit(int(self.sender().property("evidence")), taken)
