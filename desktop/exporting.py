"""Asks in which format events go out, and writes them in the pool."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from db.errors import Problem
from desktop.dialogs.folder import FolderButton
from desktop.dialogs.saving import ask_path
from desktop.dialogs.working import Step, Working
from desktop.wording import tr

if TYPE_CHECKING:
    from db.timeline import Timeline
    from desktop.desk import Desk
    from desktop.dialogs.export import ExportDialog, Wanted


class Exporting(QObject):
    """Serves the menu entry of one window."""

    def __init__(self, window: QWidget, say: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._say = say
        self._desk: Desk | None = None
        self.dialog: ExportDialog | None = None
        self.working: Working | None = None

    def ask(self, desk: "Desk") -> None:
        """Ask what to write and how, and write it."""
        from desktop.dialogs.export import ExportDialog

        if desk.browse.busy:
            self._say(tr("The filter is still being worked out; try again in a moment."))
            return
        self._desk = desk
        filtered, selected = _ids(desk, selected=False), _ids(desk, selected=True)
        self.dialog = ExportDialog(desk.live.timeline, filtered, selected, self._window)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.chosen.connect(self._on_chosen)
        self.dialog.open()

    def write(self, desk: "Desk", wanted: "Wanted", out: Path) -> None:
        """Write a file, with progress and Cancel."""
        ids = _ids(desk, selected=True) if wanted.selected else None
        text = str(desk.browse.filter)
        timeline = desk.live.timeline
        self.working = Working(
            self._window, tr("Exporting"), lambda step: _written(timeline, wanted, out, text, ids, step)
        )
        self.working.done.connect(self._on_written)
        self.working.failed.connect(self._on_failed)
        self.working.cancelled.connect(lambda: self._say(tr("Nothing was written.")))
        self.working.start()

    # --- slots ---

    def _on_chosen(self, wanted: "Wanted") -> None:
        if self._desk is None:
            return
        export = wanted.export
        words = f"{export.title.partition(':')[0]} (*{export.ending})"
        out = ask_path(self._window, tr("Export"), words, self._desk.live.timeline.path.stem, "export/folder")
        if out is not None:
            self.write(self._desk, wanted, out)

    def _on_written(self, told: dict[str, Any]) -> None:
        count, of = told.get("records", told.get("events")), told.get("of", "events")
        self._say(
            tr("{count} {of} were written to {path}.", count=f"{count:,}", of=tr(of), path=told["file"])
        )
        if isinstance(self._window, QMainWindow):
            FolderButton(self._window.statusBar(), Path(told["file"]))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self._say(str(error))


def _ids(desk: "Desk", *, selected: bool) -> list[int]:
    """Return the events that pass the filter, or the selected ones of them, in order of time."""
    browse = desk.browse
    rows = sorted(browse.selected_rows().tolist()) if selected else browse.rows.tolist()
    return desk.live.columns.ids[rows].tolist() if rows else []


def _written(
    timeline: "Timeline", wanted: "Wanted", out: Path, text: str, ids: list[int] | None, step: Step
) -> dict[str, Any]:
    """Write a file (in the pool) and return what was written; raises Problem."""
    if not wanted.export.writer:
        from desktop import replicating

        return replicating.write(timeline, out, text, step).to_dict()
    from db.exports.writing import write

    return write(timeline, wanted.export, out, text, ids=ids, options=wanted.options, step=step).to_dict()
