"""Importing a CSV file from the window: what it would do is shown first, then done whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from db.errors import Problem
from desktop import settings
from desktop.desk import Desk
from desktop.errors import tell
from desktop.tasks import Task
from desktop.wording import tr

if TYPE_CHECKING:
    from db.imports.importing import Outcome

MOST_SHOWN = 200


class Import(QObject):
    """One import: tried first without writing, asked about, then carried out, both in the pool."""

    advanced = Signal(int, int)

    def __init__(self, window: QWidget, desk: Desk, say: Callable[[str], None], path: Path) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._say = say
        self._path = path
        self._stopped = False
        self._progress = QProgressDialog(window)
        self._progress.setWindowTitle(tr("Import"))
        self._progress.setLabelText(tr("Reading the rows and looking for their names…"))
        self._progress.setRange(0, 0)
        self._progress.setMinimumDuration(400)
        self._progress.canceled.connect(self._on_cancelled)
        self.advanced.connect(self._on_advanced)

    def start(self) -> None:
        """Try the import without writing anything."""
        self._run(self._on_tried, dry_run=True)

    def _run(self, then: Callable[["Outcome"], None], *, dry_run: bool) -> None:
        task = Task(self._work, dry_run, parent=self)
        task.done.connect(then)
        task.failed.connect(self._on_failed)
        task.start()

    def _work(self, dry_run: bool) -> "Outcome":
        from db.imports.importing import import_csv

        return import_csv(self._desk.live.timeline, self._path, dry_run=dry_run, progress=self._advance)

    def _advance(self, done: int, total: int) -> None:
        """Hear from the pool how far it is; raising here gives the import up, with nothing written."""
        if self._stopped:
            raise Problem(tr("The import was cancelled; nothing was changed."))
        self.advanced.emit(done, total)

    def _on_advanced(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _on_cancelled(self) -> None:
        self._stopped = True

    def _on_tried(self, outcome: "Outcome") -> None:
        self._progress.reset()
        if outcome.problems:
            self._tell_problems(outcome)
        elif not outcome.created and not outcome.updated:
            tell(self._window, tr("Everything in {file} is in the timeline already.", file=outcome.file))
        elif not self._stopped and self._agreed(outcome):
            self._progress.setLabelText(tr("Importing the rows…"))
            self._progress.setRange(0, 0)
            self._run(self._on_done, dry_run=False)
            return
        self._end()

    def _on_done(self, outcome: "Outcome") -> None:
        self._end()
        if outcome.problems:  # the file or the timeline changed after it was tried
            self._tell_problems(outcome)
            return
        self._say(
            tr("{count} events were added, {changed} changed; undo takes the import back.",
               count=outcome.created, changed=outcome.updated)
        )  # fmt: skip

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, Problem):
            raise error
        tell(self._window, str(error))

    def _end(self) -> None:
        self._progress.reset()
        self._progress.deleteLater()
        self.deleteLater()

    def _agreed(self, outcome: "Outcome") -> bool:
        box = QMessageBox(QMessageBox.Icon.Question, tr("Import"), "", parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            tr("Of {rows} rows of {file}, {created} will be added, {updated} changed and {skipped} skipped as they are "
               "there already. New: {actors} actors, {people} people, {mechanisms} mechanisms.",
               rows=outcome.rows, file=outcome.file, created=outcome.created, updated=outcome.updated,
               skipped=outcome.skipped, actors=outcome.actors_created, people=outcome.people_created,
               mechanisms=outcome.mechanisms_created)
        )  # fmt: skip
        go = box.addButton(tr("&Import"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(go)
        box.exec()
        return box.clickedButton() is go

    def _tell_problems(self, outcome: "Outcome") -> None:
        lines = [str(each) for each in outcome.problems[:MOST_SHOWN]]
        tell(
            self._window,
            tr("{count} cells of {file} can't be used; nothing was imported. The first one: {first}",
               count=len(outcome.problems), file=outcome.file, first=lines[0]),
            details="\n".join(lines),
        )  # fmt: skip


def import_csv(window: QWidget, desk: Desk, say: Callable[[str], None], path: Path | None = None) -> None:
    """Import a CSV file in Liaison's own columns, asked for if it is not given."""
    if path is None:
        name, _ = QFileDialog.getOpenFileName(
            window,
            tr("Import CSV"),
            settings.text("files/folder", str(Path.home())),
            tr("CSV files") + " (*.csv *.tsv)",
        )
        if not name:
            return
        path = Path(name)
    Import(window, desk, say, path).start()
