"""What an event means in the ledgers: the invitations it fulfils, the commitments made at it or followed up by it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.editing import Editing, unknown_name
from desktop.forms.part import Fields, Part
from desktop.forms.shown import Shown
from desktop.widgets.name_field import NameField
from desktop.widgets.records import Record, RecordList
from desktop.wording import plain_tip, tr

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.ledgers.commitments import CommitmentRow
    from db.ledgers.invitations import InvitationRow

_MOST = 12


class Tie(NamedTuple):
    """One tie of an event: the kind and id of the record, how it shows, and what takes the tie away."""

    kind: str
    record: int
    shown: Record
    step: int = 0
    """The step or follow-up that ties them; 0 where the record itself names the event."""


class Offer(NamedTuple):
    """A record of a ledger that an event may be tied to."""

    id: int
    name: str
    detail: str
    alias: str = ""


class EventTies(Part):
    """Lists the ties of one event and makes new ones. Enter shows a record in its ledger, Del unties it.

    `record_requested(kind, id)` asks for a record to be shown in its ledger.
    """

    record_requested = Signal(str, object)

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        scope = Editing(editing.live, editing.codebook, editing)  # refusals stay inside this part
        super().__init__(scope, parent)
        scope.unchanged.connect(editing.unchanged)
        self.ties: tuple[Tie, ...] = ()
        self._event = 0
        self.list = RecordList(highest=6)
        self.list.setAccessibleName(tr("Invitations and commitments of this event"))
        self.list.setToolTip(plain_tip(tr("Enter shows it in its ledger, Del unties it from the event.")))
        self.fields = Fields(scope)
        self.fulfils = NameField(self._invitations)
        self.follows = NameField(self._commitments)
        self._lay_out()
        self.list.opened.connect(self._on_opened)
        self.list.removed.connect(self._on_removed)
        self.fulfils.chosen.connect(self._on_fulfils)
        self.follows.chosen.connect(self._on_follows)
        for name, field in (("fulfils", self.fulfils), ("follows", self.follows)):
            field.unknown.connect(lambda typed, at=name: self._on_unknown(at, typed))

    def show_event(self, shown: Shown) -> None:
        """Show the ties of an event; the one chosen stays chosen."""
        same = shown.detail.id == self._event
        at = self.list.currentRow() if same else -1
        self._event, self.ties = shown.detail.id, shown.ties
        self.list.fill([tie.shown for tie in self.ties], at)
        for field in (self.fulfils, self.follows):
            field.show_value(None, "")

    def takes(self, shown: Shown) -> object:
        """Return the ties."""
        return shown.ties

    def set_read_only(self, fixed: bool) -> None:
        """Allow following the ties only."""
        super().set_read_only(fixed)
        self.list.set_read_only(False)  # Enter still follows a tie
        self.fields.setHidden(fixed)

    def discard(self) -> None:
        """Give up what is half typed, and what was said about it."""
        super().discard()
        self.editing.clear()

    def _lay_out(self) -> None:
        self.fulfils.setPlaceholderText(tr("an invitation: who, whom or to what"))
        self.follows.setPlaceholderText(tr("a commitment: who, to whom or its words"))
        tip = tr("Ties this event to an invitation that it fulfils, as a step of the invitation.")
        self.fields.row(tr("Fulfils"), "fulfils", self.fulfils, tip=tip)
        tip = tr("Ties this event to a commitment that it kept, confirmed or broke.")
        self.fields.row(tr("Follows up"), "follows", self.follows, tip=tip)
        self.pending = self.fields.pending
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.editing.box("ties", self.list))
        layout.addWidget(self.fields)

    def _invitations(self, typed: str) -> list[Offer]:
        from db.ledgers import invitations

        with self.editing.live.read() as session:
            rows = invitations.rows(session)
        rows.sort(key=lambda row: row.state.open is False)  # the open ones first
        offers = [Offer(row.id, row.purpose or _between(row), _about(row)) for row in rows]
        return _matching(offers, typed)

    def _commitments(self, typed: str) -> list[Offer]:
        from db.ledgers import commitments

        with self.editing.live.read() as session:
            rows = commitments.rows(session)
        rows.sort(key=lambda row: row.status != "open")
        return _matching([Offer(row.id, row.words, _promise(row)) for row in rows], typed)

    def _on_opened(self, place: int) -> None:
        tie = self.ties[place]
        self.record_requested.emit(tie.kind, tie.record)

    def _on_removed(self, place: int) -> None:
        tie = self.ties[place]
        if self.editing.live.read_only:
            return
        if tie.kind == "invitation":
            label = tr("Untie invitation")
            self.editing.edit(label, "ties", _unfulfil, tie.record, tie.step)
        else:
            label = tr("Untie commitment")
            self.editing.edit(label, "ties", _unfollow, tie.record, tie.step)

    def _on_fulfils(self, invitation: int | None) -> None:
        from db.ledgers import invitation_edits

        if invitation is not None:
            label = tr("Fulfil invitation")
            self.editing.edit(label, "fulfils", invitation_edits.fulfil, invitation, self._event)

    def _on_follows(self, commitment: int | None) -> None:
        from db.ledgers import commitment_edits

        if commitment is not None:
            label = tr("Follow commitment up")
            self.editing.edit(label, "follows", commitment_edits.follow_up, commitment, self._event)

    def _on_unknown(self, name: str, typed: str) -> None:
        self.editing.refuse(name, unknown_name(typed, can_create=False))


def ties_of(session: "Session", event: int) -> tuple[Tie, ...]:
    """Return what ties an event to the ledgers."""
    from db.ledgers import commitments, invitations

    found: list[Tie] = []
    for row in invitations.fulfilled_by(session, event):
        step = next((one.id for one in row.steps if one.kind == "fulfilled" and one.event_id == event), 0)
        about = " · ".join((tr("fulfils the invitation"), _between(row)))
        found.append(
            Tie(
                "invitation", row.id, Record(row.purpose or _between(row), about, "✉", tr("invitation")), step
            )
        )
    for row in commitments.of_event(session, event):
        ways = [("", 0)] if row.made_at_id == event else []
        ways += [(tr("followed up here"), one.id) for one in row.follow_ups if one.event_id == event]
        for words, step in ways:
            about = " · ".join(filter(None, (words or tr("promised here"), _promise(row))))
            found.append(Tie("commitment", row.id, Record(row.words, about, "◇", tr("commitment")), step))
    return tuple(found)


def _unfulfil(session: "Session", invitation: int, step: int) -> None:
    from db.ledgers import invitation_edits
    from db.models import Invitation

    if step:
        invitation_edits.remove_step(session, step)
    else:
        session.get_one(Invitation, invitation).event_id = None
        session.flush()


def _unfollow(session: "Session", commitment: int, step: int) -> None:
    from db.ledgers import commitment_edits

    if step:
        commitment_edits.remove_follow_up(session, step)
    else:
        commitment_edits.change(session, commitment, made_at_id=None)


def _matching(offers: Sequence[Offer], typed: str) -> list[Offer]:
    """Return the offers in which all words of a text are found; all of them where nothing is typed."""
    from db.search import fold

    words = fold(typed).split()
    found = [one for one in offers if all(word in fold(f"{one.name} {one.detail}") for word in words)]
    return found[:_MOST]


def _between(row: "InvitationRow") -> str:
    return tr("{one} to {other}", one=row.inviter or "?", other=row.invitee or "?")


def _about(row: "InvitationRow") -> str:
    window = row.window.text if row.window else ""
    return " · ".join(filter(None, (_between(row) if row.purpose else "", window, str(row.state))))


def _promise(row: "CommitmentRow") -> str:
    parties = tr("{one} to {other}", one=row.promiser or "?", other=row.receiver or "?")
    return " · ".join(filter(None, (parties, row.due_words, tr(row.status))))
