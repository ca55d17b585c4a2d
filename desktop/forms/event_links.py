"""The events that an entry of a ledger has to do with, as links to the timeline."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.editing import Editing
from desktop.forms.record_form import DetailPart
from desktop.widgets.records import Record, RecordList
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from db.ledgers.commitments import CommitmentRow
    from db.ledgers.invitations import InvitationRow


class EventLink(NamedTuple):
    """One event: its id, its title, and what it is to the entry."""

    event: int
    title: str
    role: str


class EventLinks(DetailPart):
    """Lists events; Enter or a double click shows one."""

    def __init__(
        self,
        editing: Editing,
        links: Callable[[Any], Sequence[EventLink]],
        none: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(editing, parent)
        self._links = links
        self.links: tuple[EventLink, ...] = ()
        self.none = ToneLabel(none, Tone.QUIET)
        self.list = RecordList(highest=8)
        self.list.setAccessibleName(tr("Events"))
        self.list.setToolTip(plain_tip(tr("Enter or a double click shows the event.")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.none)
        layout.addWidget(self.list)
        self.list.opened.connect(self._on_opened)

    def show_detail(self, detail: Any) -> None:
        """Show the events of an entry."""
        self.links = tuple(self._links(detail))
        self.none.setVisible(not self.links)
        records = [Record(one.title, one.role, "→", tr("event")) for one in self.links]
        self.list.fill(records, self.list.currentRow())

    def set_read_only(self, fixed: bool) -> None:
        """Do nothing: links can always be followed, and nothing is edited here."""

    def remark(self, detail: Any) -> str:
        """Say how many there are."""
        del detail
        return str(len(self.links) or "")

    def _on_opened(self, place: int) -> None:
        self.event_requested.emit(self.links[place].event)


def of_invitation(row: "InvitationRow") -> list[EventLink]:
    """Return the events of an invitation: those its steps name, and the one that fulfilled it."""
    links = [EventLink(one.event_id, one.event, tr(one.kind)) for one in row.steps if one.event_id]
    if row.event_id and all(one.event != row.event_id for one in links):
        links.append(EventLink(row.event_id, row.event, tr("fulfilled")))
    return links


def of_commitment(row: "CommitmentRow") -> list[EventLink]:
    """Return the events of a commitment: where it was made, after which it is due, what followed it up."""
    links: list[EventLink] = []
    if row.made_at_id:
        links.append(EventLink(row.made_at_id, row.made_at, tr("made at")))
    if row.due_after_id:
        links.append(EventLink(row.due_after_id, row.due_after, tr("due after")))
    links += [EventLink(one.event_id, one.event, tr("followed up by")) for one in row.follow_ups]
    return links
