"""The chain of renewals that a commitment stands in."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.forms.editing import Editing
from desktop.forms.record_form import DetailPart
from desktop.widgets.records import Record, RecordList
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.ledgers.commitments import CommitmentRow


class Renewals(DetailPart):
    """Lists what a commitment renews and what renews it, the first promise first; makes a renewal."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self.chain: tuple[CommitmentRow, ...] = ()
        self._commitment = 0
        self.list = RecordList(highest=8)
        self.list.set_read_only(True)
        self.list.setAccessibleName(tr("Renewals"))
        self.none = ToneLabel(tr("It renews no other, and none renews it."), Tone.QUIET)
        self.renew = QPushButton(tr("Renew"))
        self.renew.setAutoDefault(False)
        self.renew.setProperty("edits", "yes")
        self.renew.setToolTip(plain_tip(tr("Adds a commitment in the same words that renews this one.")))
        buttons = QHBoxLayout()
        buttons.addWidget(self.renew)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.none)
        layout.addWidget(editing.box("renews", self.list))
        layout.addLayout(buttons)
        self.renew.clicked.connect(self._on_renew)
        self.list.opened.connect(self._on_opened)

    def show_detail(self, detail: "CommitmentRow") -> None:
        """Show the chain of a commitment."""
        from db.ledgers import commitments

        self._commitment = detail.id
        with self.editing.live.read() as session:
            ids = commitments.chain(session, detail.id)
            found = [commitments.detail(session, one) for one in ids]
        self.chain = tuple(one for one in found if one is not None)
        alone = len(self.chain) < 2
        self.none.setVisible(alone)
        place = next(i for i, one in enumerate(self.chain) if one.id == detail.id)
        self.list.fill([] if alone else [_record(one, detail.id) for one in self.chain], place)

    def remark(self, detail: "CommitmentRow") -> str:
        """Say how many promises the chain has."""
        del detail
        return str(len(self.chain)) if len(self.chain) > 1 else ""

    def _on_renew(self) -> None:
        from db.ledgers import commitment_edits

        if self.editing.edit(tr("Renew commitment"), "renews", commitment_edits.renew, self._commitment):
            self.record_requested.emit("commitment", self.editing.result)

    def _on_opened(self, place: int) -> None:
        self.record_requested.emit("commitment", self.chain[place].id)


def _record(row: "CommitmentRow", shown: int) -> Record:
    about = " · ".join(filter(None, (row.made_at, row.due_words, tr(row.status))))
    return Record(row.words, about, "▸" if row.id == shown else " ", tr("shown") if row.id == shown else "")
