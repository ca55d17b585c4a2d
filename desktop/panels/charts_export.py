"""Writing a chart: in which size and look, to a file, or as a picture to the clipboard."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from db.errors import Problem
from db.plots.spec import SIZES, ChartSpec
from desktop import settings
from desktop.panels.charts_uses import COLOURS
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.number_field import NumberField
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

if TYPE_CHECKING:
    from db.plots.results import Result

KINDS: Final = {
    "svg": "SVG (*.svg)",
    "pdf": "PDF (*.pdf)",
    "png": "PNG (*.png)",
    "csv": "CSV (*.csv)",
    "json": "JSON (*.json)",
}
"""What a chart is written as, by the ending of the file."""

_SIZES: Final = {
    "window": "Wide", "column": "Column", "page": "Page", "tall page": "Tall page", "slide": "Slide",
}  # fmt: skip
_LOOKS: Final = {"light": "Light", "dark": "Dark"}
_GUARD: Final = "charts/guard formulas"


class ExportDialog(QDialog):
    """Asks for size, look and format; `chosen(ChartSpec, kind, guard)` follows the button."""

    chosen = Signal(object, str, bool)

    def __init__(self, spec: ChartSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export the chart"))
        self._spec = spec
        self.kind = _choice(KINDS, settings.text("charts/kind", "svg"))
        self.size_ = ChoiceField([Choice(name, _size_words(name)) for name in SIZES])
        self.dpi = NumberField(50, 1200)
        self.look = _choice(_LOOKS, spec.look)
        self.palette_ = _choice(COLOURS, spec.palette)
        self.guard = QCheckBox(tr("Keep spreadsheets from taking &names for formulas"))
        self.guard.setChecked(settings.text(_GUARD, "yes") == "yes")
        self.told = ToneLabel("", Tone.QUIET)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write = self.buttons.addButton(tr("&Write…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.size_.show_value(spec.size)
        self.dpi.show_value(spec.dpi)
        self._lay_out()
        self.kind.committed.connect(self._on_kind)
        self.size_.committed.connect(self.size_.show_value)
        self.look.committed.connect(self.look.show_value)
        self.palette_.committed.connect(self.palette_.show_value)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self._on_kind(self.kind.value)

    def _on_kind(self, kind: object) -> None:
        self.kind.show_value(kind)
        picture = kind in {"svg", "pdf", "png"}
        for field in (self.size_, self.look, self.palette_):
            self._form.setRowVisible(field, picture)
        self._form.setRowVisible(self.dpi, kind == "png")
        self._form.setRowVisible(self.guard, kind == "csv")
        self.told.setText(_told(str(kind)))
        self.adjustSize()

    def _on_accepted(self) -> None:
        self.dpi.commit()
        settings.remember("charts/kind", self.kind.value)
        settings.remember(_GUARD, "yes" if self.guard.isChecked() else "no")
        spec = replace(
            self._spec, size=str(self.size_.value), dpi=self.dpi.value(), look=str(self.look.value),
            palette=str(self.palette_.value),
        )  # fmt: skip
        self.accept()
        self.chosen.emit(spec, str(self.kind.value), self.guard.isChecked())

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self._form.addRow(tr("&Format"), self.kind)
        self._form.addRow(tr("&Size"), self.size_)
        self._form.addRow(tr("&Dots per inch"), self.dpi)
        self._form.addRow(tr("&Look"), self.look)
        self._form.addRow(tr("&Palette"), self.palette_)
        self._form.addRow(self.guard)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(self._form)
        column.addWidget(self.told)
        column.addWidget(self.buttons)
        self.setMinimumWidth(360)
        self.write.setDefault(True)


def ask_path(parent: QWidget, kind: str, name: str) -> Path | None:
    """Ask where a chart should be written; None if the user gives up."""
    folder = settings.text("figures/folder", settings.text("files/folder", str(Path.home())))
    proposed = str(Path(folder) / f"{_file_name(name)}.{kind}")
    while True:
        chosen, _ = QFileDialog.getSaveFileName(parent, tr("Export the chart"), proposed, KINDS[kind])
        if not chosen:
            return None
        out = Path(chosen)
        if out.suffix.lower() == f".{kind}":
            break
        out = out.with_name(f"{out.name}.{kind}")
        if not out.exists():
            break
        proposed = str(out)  # the dialog asked about a file without the ending
    settings.remember("figures/folder", str(out.parent))
    return out


def write(result: "Result", out: Path, *, guard: bool) -> Path:
    """Write a chart's picture or numbers, as the ending says (in the pool); raises Problem if the disk refuses."""
    kind = out.suffix.lower().removeprefix(".")
    try:
        out.write_bytes(as_bytes(result, kind, guard=guard))
    except OSError as error:
        raise Problem(
            f"“{out}” can't be written ({error.strerror or error}); the timeline is as it was. Choose another place."
        ) from error
    return out


def as_bytes(result: "Result", kind: str, *, guard: bool = False) -> bytes:
    """Return a chart as the bytes of one of KINDS."""
    if kind == "json":
        return (json.dumps(result.to_json(), ensure_ascii=False, indent=1) + "\n").encode()
    if kind == "csv":
        return result.to_csv(guard_formulas=guard).encode()
    from desktop.charts.figure import to_bytes

    return to_bytes(result, kind)


def on_clipboard(pictures: dict[str, bytes]) -> None:
    """Put a picture on the clipboard: as pixels, and as SVG for programs that take it."""
    data = QMimeData()
    data.setImageData(QImage.fromData(pictures["png"]))
    data.setData("image/svg+xml", pictures["svg"])
    QApplication.clipboard().setMimeData(data)


def pictures(result: "Result") -> dict[str, bytes]:
    """Return what goes to the clipboard (in the pool)."""
    return {kind: as_bytes(result, kind) for kind in ("png", "svg")}


def _choice(words: dict[str, str], value: str) -> ChoiceField:
    field = ChoiceField([Choice(name, tr(said)) for name, said in words.items()])
    field.show_value(value if value in words else next(iter(words)))
    return field


def _size_words(name: str) -> str:
    width, height = SIZES[name]
    return tr("{name}: {width} × {height} in", name=tr(_SIZES[name]), width=width, height=height)


def _told(kind: str) -> str:
    if kind in {"svg", "pdf"}:
        return tr("Lines stay lines at any size; fonts are in the file.")
    if kind == "png":
        return tr("300 dots per inch are usual for print.")
    return tr("The numbers behind the picture, with all their digits.")


def _file_name(name: str) -> str:
    return "".join(c if c.isalnum() or c in " -_" else "-" for c in name).strip()[:80] or "chart"
