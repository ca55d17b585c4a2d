"""Asks which events a report shall hold and how, and writes it in the pool."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from db.errors import Problem
from desktop.dialogs.saving import ask_path
from desktop.dialogs.working import Step, Working
from desktop.wording import tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.dialogs.report import ReportDialog, Wanted


class Reporting(QObject):
    """Serves the menu entry of one window."""

    def __init__(self, window: QWidget, say: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._say = say
        self._desk: Desk | None = None
        self.dialog: ReportDialog | None = None
        self.working: Working | None = None

    def ask(self, desk: "Desk") -> None:
        """Ask what to report, and write it."""
        from desktop.dialogs.report import ReportDialog

        if desk.browse.busy:
            self._say(tr("The filter is still being worked out; try again in a moment."))
            return
        self._desk = desk
        selected = len(desk.browse.selected_rows())
        name = desk.live.timeline.path.stem
        self.dialog = ReportDialog(selected, len(desk.browse.rows), name, self._window)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.chosen.connect(self._on_chosen)
        self.dialog.open()

    def write(self, desk: "Desk", wanted: "Wanted", out: Path) -> None:
        """Write a report to a file, with progress and Cancel."""
        browse = desk.browse
        rows = sorted(browse.selected_rows().tolist()) if wanted.selected else browse.rows.tolist()
        ids = desk.live.columns.ids[rows].tolist()
        text = str(browse.filter)
        title = tr("Writing the report")
        self.working = Working(self._window, title, lambda step: _written(desk, ids, text, wanted, out, step))
        self.working.done.connect(self._on_written)
        self.working.failed.connect(self._on_failed)
        self.working.cancelled.connect(self._on_cancelled)
        self.working.start()

    # --- slots ---

    def _on_chosen(self, wanted: "Wanted") -> None:
        from desktop.dialogs.report import KINDS

        out = ask_path(
            self._window, tr("Write a report"), KINDS[wanted.kind], wanted.title or "report", "report/folder"
        )
        if out is not None and self._desk is not None:
            self.write(self._desk, wanted, out)

    def _on_written(self, out: Path) -> None:
        self._say(tr("The report was written to {path}.", path=out))

    def _on_cancelled(self) -> None:
        self._say(tr("No report was written."))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self._say(str(error))


def _written(desk: "Desk", ids: Sequence[int], text: str, wanted: "Wanted", out: Path, step: Step) -> Path:
    """Compute and write a report (in the pool); raises Problem."""
    from db.exports.report_computing import compute
    from db.exports.report_writing import filter_words, write

    which = selected_words(len(ids)) if wanted.selected else filter_words(text)
    with desk.live.read() as session:
        report = compute(session, ids, which=which, title=wanted.title, style=wanted.style, step=step)
    write(report, out, step)
    return out


def selected_words(count: int) -> str:
    """Say that the events of a report were chosen one by one."""
    return "One event, selected by hand." if count == 1 else f"{count:,} events, selected by hand."
