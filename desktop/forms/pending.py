"""The open invitations and commitments of an actor; Enter or a double click shows one in its ledger."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.dates import describe
from desktop.forms.editing import Editing
from desktop.forms.record_form import DetailPart
from desktop.widgets.records import Record, RecordList
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

if TYPE_CHECKING:
    from db.registry.actor_detail import ActorDetail, Pending


class Pendings(DetailPart):
    """Lists what is still open between an actor and others."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self._shown: list[tuple[str, int]] = []
        self.none = ToneLabel(tr("Nothing is open."), Tone.QUIET)
        self.list = RecordList(highest=8)
        self.list.set_read_only(True)
        self.list.setAccessibleName(tr("Open invitations and commitments"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.none)
        layout.addWidget(self.list)
        self.list.opened.connect(self._on_opened)

    def show_detail(self, detail: "ActorDetail") -> None:
        """Show what is open of an actor."""
        open_ones = [("invitation", one) for one in detail.invitations]
        open_ones += [("commitment", one) for one in detail.commitments]
        self._shown = [(kind, one.id) for kind, one in open_ones]
        self.none.setVisible(not open_ones)
        self.list.fill([_record(kind, one) for kind, one in open_ones], self.list.currentRow())

    def remark(self, detail: "ActorDetail") -> str:
        """Say how many there are."""
        return str(len(detail.invitations) + len(detail.commitments) or "")

    def _on_opened(self, place: int) -> None:
        self.record_requested.emit(*self._shown[place])


def _record(kind: str, one: "Pending") -> Record:
    words = {
        ("invitation", True): tr("invited {other}", other=one.other or "?"),
        ("invitation", False): tr("invited by {other}", other=one.other or "?"),
        ("commitment", True): tr("promised to {other}", other=one.other or "?"),
        ("commitment", False): tr("promised by {other}", other=one.other or "?"),
    }[kind, one.outgoing]
    when = describe(one.date) if one.date else ""
    return Record(
        one.words or words,
        " · ".join(filter(None, (words if one.words else "", when))),
        "✉" if kind == "invitation" else "◇",
    )
