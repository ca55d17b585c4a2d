"""Sources begun from addresses and files, each of them in the library once."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from db.clock import today
from db.errors import Problem
from desktop.forms.attachments import read_files
from desktop.forms.source_drops import is_address
from desktop.live import LiveTimeline
from desktop.tasks import Task
from desktop.wording import tr

if TYPE_CHECKING:
    from db.sourcing.attachments import Copy
    from db.sourcing.source_edits import Begun


class Beginnings(QObject):
    """Begins sources, all that are asked for at once or none.

    `begun(id)` names the one to show, `told(sentence)` says what is done, `refused(sentence)` why it is not.
    """

    begun = Signal(object)
    told = Signal(str)
    refused = Signal(str)

    def __init__(self, live: LiveTimeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live

    def from_addresses(self, addresses: Sequence[str]) -> None:
        """Begin a source at each address, retrieved today; one that is there already is shown."""
        self._edit(begin_at, list(addresses))

    def from_files(self, paths: Sequence[Path]) -> None:
        """Begin a source from each file, which is attached to it; files are read in the pool."""
        self.told.emit(tr("Reading {names}…", names=", ".join(path.name for path in paths)))
        task = Task(read_files, list(paths), self._live.timeline.path, parent=self)
        task.done.connect(self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def _on_read(self, copies: "list[Copy]") -> None:
        self._edit(_begin_from, copies)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Problem):
            raise error
        self.told.emit("")
        self.refused.emit(str(error))

    def _edit(self, work: Any, given: Sequence[Any]) -> None:
        words = tr("Add source") if len(given) == 1 else tr("Add {count} sources", count=len(given))
        try:
            found: list[Begun] = self._live.edit(words, work, given)
        except Problem as problem:
            self.refused.emit(str(problem))
            return
        self.told.emit(_outcome(found))
        self.begun.emit(found[0].id)


def begin_at(session: Any, addresses: Sequence[str]) -> "list[Begun]":
    """Return the sources at some addresses, made where they are new; raises BadInput."""
    from db.sourcing.source_edits import from_address

    day = date.fromordinal(today())
    return [from_address(session, address, retrieved=day) for address in addresses]


def begin_typed(session: Any, text: str, kind: str, side: str) -> int:
    """Return the source at the address or under the title typed; kind and side are for one that is new."""
    from db.errors import BadInput
    from db.sourcing import source_edits

    given: dict[str, Any] = {name: value for name, value in (("kind", kind), ("side", side)) if value}
    if not text.strip():
        raise BadInput(tr("Paste the address of the source or type its title."), "text")
    if not is_address(text):
        return source_edits.create(session, text, **given)
    (begun,) = begin_at(session, [text])
    if begun.new and given:
        source_edits.change(session, [begun.id], **given)
    return begun.id


def _begin_from(session: Any, copies: "Sequence[Copy]") -> "list[Begun]":
    from db.sourcing.source_edits import from_file

    return [from_file(session, copy) for copy in copies]


def _outcome(found: "Sequence[Begun]") -> str:
    new = len({one.id for one in found if one.new})
    if len(found) == 1:
        return tr("Source added: Ctrl+Z takes it back.") if new else tr("It is in the library already.")
    return tr("{new} sources added, {old} were there already.", new=new, old=len(found) - new)
