"""The evidence for a record of a ledger or the registry, and for what belongs to it, such as its steps or posts."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.forms.dated import days
from desktop.forms.editing import Editing
from desktop.forms.passages import Held, PassageList, Subject
from desktop.forms.record_form import DetailPart
from desktop.widgets.tones import Tone, ToneLabel
from desktop.wording import tr

if TYPE_CHECKING:
    from db.ledgers.invitations import InvitationRow
    from db.registry.actor_detail import ActorDetail
    from db.registry.people import PersonDetail

Subjects = Callable[[Any], Sequence[Subject]]
"""Tells of a record's detail what evidence can be for."""


class RecordEvidence(DetailPart):
    """Lists and edits the evidence for what belongs to one record; each piece says what it is for."""

    def __init__(
        self, editing: Editing, subjects: Subjects, none: str, parent: QWidget | None = None
    ) -> None:
        scope = Editing(editing.live, editing.codebook, editing)  # refusals stay inside this part
        super().__init__(scope, parent)
        scope.unchanged.connect(editing.unchanged)
        self._subjects = subjects
        self.pieces = PassageList(scope)
        self.none = ToneLabel(none, Tone.QUIET)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.none)
        layout.addWidget(self.pieces)
        self.pieces.record_requested.connect(self.record_requested)

    def show_detail(self, detail: Any) -> None:
        """Show the evidence for a record."""
        from db.sourcing import evidence

        subjects = self._subjects(detail)
        with self.editing.live.read() as session:
            held = [
                Held(one, passage)
                for one in subjects
                for passage in evidence.passages(session, one.id, one.kind)
            ]
        self.none.setVisible(not subjects)
        self.pieces.show_passages(detail.id, subjects, held)

    def remark(self, detail: Any) -> str:
        """Say how many pieces there are."""
        del detail
        return str(len(self.pieces.held) or "")

    def commit(self) -> None:
        """Send what is half typed, but nothing that was refused already."""
        self.pieces.commit()

    def discard(self) -> None:
        """Give up what is half typed, and what was said about it."""
        self.pieces.discard()
        self.editing.clear()


def evidence_for(kind: str) -> Callable[[Editing], DetailPart]:
    """Return the part of a form for the evidence of records of a kind; of an actor or a person, of what it held."""
    subjects, none = _PARTS.get(kind, (partial(_itself, kind), ""))
    return partial(_make, subjects, none)


def _make(subjects: Subjects, none: str, editing: Editing) -> RecordEvidence:
    return RecordEvidence(editing, subjects, tr(none))


def _itself(kind: str, detail: Any) -> list[Subject]:
    return [Subject(kind, detail.id)]


def _steps(detail: "InvitationRow") -> list[Subject]:
    return [_dated("invitation_step", one, tr(one.kind)) for one in detail.steps]


def _of_actor(detail: "ActorDetail") -> list[Subject]:
    own = [one for one in detail.standings if not one.inherited]
    standings = [_dated("standing", one, tr(one.kind)) for one in own]
    return [*standings, *(_dated("post", one, f"{one.person}, {one.title}") for one in detail.posts)]


def _of_person(detail: "PersonDetail") -> list[Subject]:
    return [_dated("post", one, ", ".join(filter(None, (one.title, one.actor)))) for one in detail.posts]


def _dated(kind: str, row: Any, words: str) -> Subject:
    return Subject(kind, row.id, f"{words}, {days(row.date)}" if row.date else words)


_PARTS: dict[str, tuple[Subjects, str]] = {
    "invitation": (_steps, "Evidence is for the steps of an invitation: add one first."),
    "actor": (_of_actor, "Evidence is for standings and posts: add one first."),
    "person": (_of_person, "Evidence is for posts: add one first."),
}
"""Of records with evidence only for what belongs to them: what that is, and what is said while there is none."""
