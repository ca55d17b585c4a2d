"""The copies kept of a source: attached from files, opened in a viewer, saved elsewhere and removed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.errors import Problem
from desktop import settings
from desktop.forms.editing import Editing
from desktop.forms.record_form import DetailPart
from desktop.live import LiveTimeline
from desktop.tasks import Task
from desktop.widgets.records import Record, RecordList
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.sourcing.attachments import Attached, Copy
    from db.sourcing.sources import SourceDetail

_KINDS = {"application/pdf": "PDF", "text/html": "HTML", "text/plain": tr("text")}


class Attachments(DetailPart):
    """Lists a source's copies. Files are read and written in the pool; what can't be is told under the list."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.copies: tuple[Attached, ...] = ()
        self.none = ToneLabel(
            tr("No copy yet: drop a PDF, a saved page, a text or an image here to keep it in the file."),
            Tone.QUIET,
        )
        self.list = RecordList(highest=6)
        self.list.setAccessibleName(tr("Attached copies"))
        self.add = self._button(tr("Attach…"), tr("Keeps a copy of a file inside the timeline"), edits=True)
        self.open = self._button(tr("Open"), tr("Opens a read-only copy in your viewer (Enter)"))
        self.save = self._button(tr("Save as…"), tr("Writes the copy to a file"))
        self.remove = self._button(tr("Remove"), tr("Takes the copy out of the timeline (Del)"), edits=True)
        self.progress = ToneLabel("", Tone.QUIET)
        self.progress.hide()
        self._source = 0
        self._lay_out()
        self.list.currentRowChanged.connect(self._enable)
        self.list.opened.connect(self.open_chosen)
        self.list.removed.connect(self._on_removed)
        self.add.clicked.connect(self._on_add)
        self.open.clicked.connect(self.open_chosen)
        self.save.clicked.connect(self._on_save)
        self.remove.clicked.connect(self._on_remove)

    def show_detail(self, detail: "SourceDetail") -> None:
        """Show the copies of a source; the one chosen stays chosen."""
        if self._source != detail.id:
            self.editing.clear("attachment")
        place = self.list.currentRow() if self._source == detail.id else 0
        self._source, self.copies = detail.id, detail.attachments
        self.none.setVisible(not self.copies)
        self.list.fill([_record(one) for one in self.copies], place)
        for at, one in enumerate(self.copies):
            self.list.item(at).setToolTip(plain_tip(f"SHA-256 {one.sha256}"))
        for button in (self.open, self.save, self.remove):
            button.setVisible(bool(self.copies))
        self._enable()

    def remark(self, detail: "SourceDetail") -> str:
        """Say how many there are."""
        return str(len(detail.attachments) or "")

    def set_read_only(self, fixed: bool) -> None:
        """Allow opening and saving only."""
        super().set_read_only(fixed)
        self.add.setHidden(fixed)
        self._enable()

    # --- what is asked for ---

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files to the source shown, all of them or none."""
        if paths and self._source and not self.editing.live.read_only:
            document = self.editing.live.timeline.path
            names = ", ".join(path.name for path in paths)
            self._begin(
                tr("Reading {names}…", names=names),
                partial(self._store, self._source),
                read_files,
                paths,
                document,
            )

    def open_chosen(self) -> None:
        """Open the chosen copy in the system's viewer, from a temporary file that can't be written."""
        copy = self._chosen()
        if copy is not None:
            self._begin(
                tr("Opening {name}…", name=copy.name), self._show_file, _open, self.editing.live, copy.id
            )

    def save_chosen(self, path: Path) -> None:
        """Write the chosen copy to a file."""
        copy = self._chosen()
        if copy is not None:
            self._begin(
                tr("Writing {name}…", name=path.name), self._end, _save, self.editing.live, copy.id, path
            )

    # --- inside ---

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.add, self.open, self.save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.none)
        layout.addWidget(self.editing.box("attachment", self.list))
        layout.addWidget(self.progress)
        layout.addLayout(buttons)

    def _button(self, words: str, tip: str, *, edits: bool = False) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setToolTip(plain_tip(tip))
        button.setAccessibleDescription(tip)
        if edits:
            button.setProperty("edits", "yes")
        return button

    def _chosen(self) -> "Attached | None":
        place = self.list.currentRow()
        return self.copies[place] if 0 <= place < len(self.copies) else None

    def _enable(self) -> None:
        chosen = self._chosen() is not None
        self.open.setEnabled(chosen)
        self.save.setEnabled(chosen)
        self.remove.setEnabled(chosen and not self.editing.live.read_only)

    def _begin(self, words: str, then: Any, work: Any, *args: Any) -> None:
        self.editing.clear("attachment")
        self.progress.setText(words)
        self.progress.show()
        task = Task(work, *args, parent=self)
        task.done.connect(then)
        task.failed.connect(self._on_failed)
        task.start()

    def _store(self, source: int, copies: "list[Copy]") -> None:
        self._end()
        stored = self.editing.edit(tr("Attach copy"), "attachment", attach_all, source, copies)
        if stored and source == self._source:
            self.list.setCurrentRow(len(self.copies) - 1)

    def _show_file(self, path: Path) -> None:
        self._end()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.editing.refuse(
                "attachment",
                tr("No program opens “{name}”: save the copy and open it there.", name=path.name),
            )

    def _end(self, _: object = None) -> None:
        self.progress.hide()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, Problem):
            raise error
        self.editing.refuse("attachment", str(error))

    def _on_add(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("Attach copies"), settings.text("files/attached", str(Path.home()))
        )
        if names:
            settings.remember("files/attached", str(Path(names[0]).parent))
            self.attach([Path(name) for name in names])

    def _on_save(self) -> None:
        from db.sourcing.copies import safe_name

        copy = self._chosen()
        if copy is None:
            return
        folder = Path(settings.text("files/attached", str(Path.home())))
        begun = str(folder / safe_name(copy.name, copy.media_type))
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the copy"), begun)
        if name:
            self.save_chosen(Path(name))

    def _on_remove(self) -> None:
        if self._chosen() is not None:
            self._on_removed(self.list.currentRow())

    def _on_removed(self, place: int) -> None:
        from db.sourcing import attachments

        self.editing.edit(tr("Remove copy"), "attachment", attachments.remove, [self.copies[place].id])


def read_files(paths: Sequence[Path], document: Path) -> "list[Copy]":
    """Read files that are to be attached, in the pool; raises BadInput for the first that can't be."""
    from db.sourcing.attachments import read_file

    return [read_file(path, document=document) for path in paths]


def attach_all(session: Any, source: int, copies: "Sequence[Copy]") -> list[int]:
    """Attach copies to a source and return their ids."""
    from db.sourcing import attachments

    return [attachments.add(session, source, copy) for copy in copies]


def _open(live: LiveTimeline, copy: int) -> Path:
    from db.sourcing.copies import open_copy

    with live.read() as session:
        return open_copy(session, copy)


def _save(live: LiveTimeline, copy: int, path: Path) -> None:
    from db.sourcing.copies import save_as

    with live.read() as session:
        save_as(session, copy, path)


def size_words(size: int) -> str:
    """Return a number of bytes as people read it, in powers of ten."""
    if size < 1000:
        return tr("{count} bytes", count=size)
    return f"{size / 1e3:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"


def _record(copy: "Attached") -> Record:
    kind = _KINDS.get(copy.media_type) or copy.media_type.rpartition("/")[2].upper()
    about = (kind, size_words(copy.size), f"SHA-256 {copy.sha256[:12]}…")
    return Record(copy.name, " · ".join(about))
