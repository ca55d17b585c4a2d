"""Opening, creating and copying timelines, with the questions this may need."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from db.errors import Problem
from db.file import opening, owner
from db.timeline import Timeline
from desktop import settings
from desktop.errors import tell
from desktop.tasks import Task
from desktop.wording import tr

ENDING = ".liaison"
LARGE = 20_000_000
"""Bytes from which on a file that needs a thorough check is checked off the window's thread."""


class Documents(QObject):
    """Gets timelines open for the window: `opened(timeline)` is called with each one that is."""

    def __init__(self, window: QWidget, opened: Callable[[Timeline], None]) -> None:
        super().__init__(window)
        self._window = window
        self._opened = opened

    def browse(self) -> None:
        """Ask for a timeline and open it."""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open a timeline"), _folder(), _kinds())
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a timeline; large files that must be checked page by page are checked in the pool."""
        path = path.absolute()
        try:
            slow = path.stat().st_size > LARGE and opening.needs_thorough_check(path)
        except (OSError, Problem):
            slow = False  # opening it says what is wrong
        if slow:
            self._open_slowly(path)
        else:
            self._attempt(lambda: Timeline.open(path), path)

    def new(self) -> None:
        """Ask for a name and create an empty timeline there."""
        from db.codebook import codebook

        path = self._ask_new(tr("New timeline"), "Timeline" + ENDING)
        if path is not None:
            self._attempt(lambda: Timeline.create(path, codebook.fill), path)

    def sample(self) -> None:
        """Open the copy of the sample made before, or ask where to put a new one."""
        from db import sample

        kept = settings.text("files/sample")
        if kept and Path(kept).exists():
            self.open(Path(kept))
            return
        path = self._ask_new(tr("Where to keep your copy of the sample"), "Sample" + ENDING)
        if path is not None:
            settings.remember("files/sample", str(path))
            self._attempt(lambda: Timeline.create(path, sample.build), path)

    def save_copy(self, timeline: Timeline) -> str:
        """Ask for a name and write a checked copy there; returns a sentence for the status line."""
        from db import backup

        path = self._ask_new(tr("Save a copy"), timeline.path.stem + " copy" + ENDING)
        if path is None:
            return ""
        backup.copy_to(timeline.path, path)
        return tr("A checked copy was written to {path}.", path=path)

    # --- helpers ---

    def _attempt(self, make: Callable[[], Timeline], path: Path) -> None:
        try:
            timeline = make()
        except owner.InUse as problem:
            self._ask_about_use(problem, path)
        except Problem as problem:
            tell(self._window, str(problem))
        else:
            self._take(timeline)

    def _take(self, timeline: Timeline) -> None:
        from desktop.ahead import Ahead  # with numpy: the start page needs none of it

        with suppress(Problem):  # whoever needs what it reads says what is wrong
            Ahead(timeline).start()
        settings.add_recent(timeline.path)
        QSettings().setValue("files/folder", str(timeline.path.parent))
        self._opened(timeline)

    def _ask_about_use(self, problem: owner.InUse, path: Path) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Question, "Liaison", "", QMessageBox.StandardButton.Cancel, self._window
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(str(problem))
        read = box.addButton(tr("Open for &reading"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(read)
        box.exec()
        if box.clickedButton() is read:
            self._attempt(lambda: Timeline.open(path, write=False), path)

    def _open_slowly(self, path: Path) -> None:
        progress = QProgressDialog(self._window)
        progress.setWindowTitle(tr("Checking the file"))
        progress.setLabelText(
            tr("The file comes from elsewhere or was not closed cleanly: checking every page.")
        )
        progress.setRange(0, 0)
        progress.setMinimumDuration(0)
        task = Task(Timeline.open, path, parent=self)
        task.done.connect(lambda timeline: self._on_checked(task, progress, timeline))
        task.failed.connect(lambda error: self._on_refused(progress, error, path))
        progress.canceled.connect(task.cancel)
        task.start()

    def _on_checked(self, task: Task, progress: QProgressDialog, timeline: Timeline) -> None:
        progress.deleteLater()
        if task.cancelled:
            timeline.close()
        else:
            self._take(timeline)

    def _on_refused(self, progress: QProgressDialog, error: Exception, path: Path) -> None:
        progress.deleteLater()
        if isinstance(error, owner.InUse):
            self._ask_about_use(error, path)
        elif isinstance(error, Problem):
            tell(self._window, str(error))
        else:
            raise error

    def _ask_new(self, title: str, name: str) -> Path | None:
        proposed = str(Path(_folder()) / name)
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, title, proposed, _kinds(), options=QFileDialog.Option.DontConfirmOverwrite
        )
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix == ENDING else path.with_name(path.name + ENDING)


def _folder() -> str:
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return settings.text("files/folder", home)


def _kinds() -> str:
    return tr("Timelines") + f" (*{ENDING})"
