"""Asks which events a report shall hold, how sources are cited and in which format it is written."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from db.sourcing.citations import STYLES
from desktop import settings
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.line_field import LineField
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

KINDS: Final = {"docx": "Word (*.docx)", "html": "HTML (*.html)"}
"""Formats of a report, by the ending of the file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be reported: the selected events, or all that pass the filter."""

    selected: bool
    style: str
    kind: str
    title: str


class ReportDialog(QDialog):
    """Offers the choices; `chosen(Wanted)` follows the button."""

    chosen = Signal(object)

    def __init__(self, selected: int, filtered: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Write a report"))
        which = [Choice("filtered", tr("All that pass the filter ({count})", count=f"{filtered:,}"))]
        if selected:
            which.insert(0, Choice("selected", tr("The selected ones ({count})", count=f"{selected:,}")))
        self.which = ChoiceField(which)
        self.which.show_value("selected" if selected else "filtered")
        self.style_ = ChoiceField([Choice(key, tr(words)) for key, words in STYLES.items()])
        self.style_.show_value(_kept("report/style", STYLES, "chicago-bibliography"))
        self.kind = ChoiceField([Choice(key, tr(words)) for key, words in KINDS.items()])
        self.kind.show_value(_kept("report/kind", KINDS, "docx"))
        self.title = LineField()
        self.title.setText(title)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write = self.buttons.addButton(tr("&Write…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.write.setEnabled(bool(selected or filtered))
        self._lay_out(bool(selected or filtered))
        for field in (self.which, self.style_, self.kind):
            field.committed.connect(field.show_value)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)

    def _on_accepted(self) -> None:
        settings.remember("report/style", self.style_.value)
        settings.remember("report/kind", self.kind.value)
        wanted = Wanted(
            self.which.value == "selected",
            str(self.style_.value),
            str(self.kind.value),
            self.title.text().strip(),
        )
        self.accept()
        self.chosen.emit(wanted)

    def _lay_out(self, some: bool) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for words, field in (
            (tr("&Events"), self.which), (tr("&Title"), self.title), (tr("&Citations"), self.style_),
            (tr("&Format"), self.kind),
        ):  # fmt: skip
            form.addRow(words, field)
            field.setAccessibleName(words.replace("&", ""))
        said = tr("Each event with its people, evidence and conflicts, then the list of sources.")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(
            ToneLabel(said if some else tr("No event passes the filter: clear it first."), Tone.QUIET)
        )
        column.addWidget(self.buttons)
        self.setMinimumWidth(420)
        self.write.setDefault(True)


def _kept(key: str, words: dict[str, str], default: str) -> str:
    kept = settings.text(key, default)
    return kept if kept in words else default
