"""Asks in which format events go out, and says beforehand what it can't hold."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.exports import EXPORTS, Export, Options
from desktop import settings
from desktop.tasks import Newest
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import PlainLabel, plain_tip, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.timeline import Timeline

_FORMAT: Final = "export/format"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: the selected events, or all that pass the filter, in a format with its options."""

    selected: bool
    export: Export
    options: Options


class ExportDialog(QDialog):
    """Offers the formats; `chosen(Wanted)` follows the button."""

    chosen = Signal(object)

    def __init__(
        self,
        timeline: "Timeline",
        filtered: "Sequence[int]",
        selected: "Sequence[int]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self._timeline = timeline
        self._ids = {"filtered": filtered, "selected": selected}
        which = [Choice("filtered", tr("All that pass the filter ({count})", count=f"{len(filtered):,}"))]
        if selected:
            which.append(Choice("selected", tr("The selected ones ({count})", count=f"{len(selected):,}")))
        self.which = ChoiceField(which)
        self.which.show_value(which[0].value)
        self.formats = QListWidget()
        self.guard = QCheckBox(tr("&Keep spreadsheets from taking text for formulas"))
        self.bom = QCheckBox(tr("&Mark it as UTF-8 for Excel"))
        self.lost = ToneLabel("", Tone.QUIET)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write = self.buttons.addButton(tr("&Write…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._losses = Newest(self)
        self._fill()
        self._lay_out()
        self.which.committed.connect(self._on_which)
        self.formats.currentRowChanged.connect(self._show)
        self.formats.itemActivated.connect(self._on_accepted)
        self._losses.done.connect(self._on_losses)
        self._losses.failed.connect(self._on_losses_failed)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self._show()

    @property
    def export(self) -> Export:
        """The format that is chosen."""
        return EXPORTS[self.formats.currentRow()]

    @property
    def _chosen_ids(self) -> str:
        return str(self.which.value) if self.export.writer else "filtered"

    def _fill(self) -> None:
        for each in EXPORTS:
            item = QListWidgetItem(tr(each.title))
            item.setToolTip(plain_tip(each.ending))
            self.formats.addItem(item)
        kept = settings.text(_FORMAT, "csv")
        self.formats.setCurrentRow(next((at for at, each in enumerate(EXPORTS) if each.key == kept), 0))
        self.guard.setChecked(True)
        self.bom.setChecked(settings.text("export/bom") == "yes")

    def _show(self) -> None:
        export = self.export
        self.guard.setVisible("guard" in export.takes)
        self.bom.setVisible("bom" in export.takes)
        self.which.setEnabled(bool(export.writer))  # a package is always of the filter
        ids = self._ids[self._chosen_ids]
        self.write.setEnabled(bool(ids) or not export.writer)
        self.lost.setText(tr("Looking what it can’t hold…"))
        if not ids and export.writer:
            self._losses.forget()
            self.lost.setText(tr("No event passes the filter: clear it first."))
        else:
            self._losses.ask(partial(_lost, self._timeline, export, list(ids)))

    def _on_which(self, value: object) -> None:
        self.which.show_value(value)
        self._show()

    def _on_losses(self, sentences: "list[str]") -> None:
        said = "\n".join(f"–  {sentence}" for sentence in sentences)
        self.lost.setText(said or tr("It holds everything."))

    def _on_losses_failed(self, error: Exception) -> None:
        self.lost.setText(str(error))

    def _on_accepted(self) -> None:
        if not self.write.isEnabled():
            return
        settings.remember(_FORMAT, self.export.key)
        settings.remember("export/bom", "yes" if self.bom.isChecked() else "no")
        options = Options(guard=self.guard.isChecked(), bom=self.bom.isChecked())
        wanted = Wanted(self._chosen_ids == "selected", self.export, options)
        self.accept()
        self.chosen.emit(wanted)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.addRow(tr("&Events"), self.which)
        self.which.setAccessibleName(tr("Events"))
        self.formats.setAccessibleName(tr("Formats"))
        self.formats.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.formats.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lost.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.lost.setWordWrap(True)
        self.lost.setAccessibleName(tr("What it can’t hold"))
        below = QScrollArea()
        below.setWidget(self.lost)
        below.setWidgetResizable(True)
        below.setFrameShape(QScrollArea.Shape.NoFrame)
        below.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        heading = PlainLabel(tr("&Format"))
        heading.setBuddy(self.formats)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(heading)
        column.addWidget(self.formats)
        column.addWidget(self.guard)
        column.addWidget(self.bom)
        column.addSpacing(4)
        column.addWidget(PlainLabel(tr("What it can’t hold")))
        column.addWidget(below, 1)
        column.addWidget(self.buttons)
        self.resize(560, 680)
        self.write.setDefault(True)
        self.formats.setFocus()


def _lost(timeline: "Timeline", export: Export, ids: "list[int]") -> list[str]:
    """Return what a format can't hold of some events (in the pool)."""
    from db.exports.losses import losses

    with timeline.reading() as connection:
        return losses(connection, export, ids)
