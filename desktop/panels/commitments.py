"""The page of commitments: words, who to whom, due and kept or not, with follow-ups and renewals."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox
from sqlalchemy.orm import Session

from db.dates import describe, from_edtf
from db.errors import BadInput
from db.ledgers import commitment_edits, commitments
from db.words import COMMITMENT_STATUSES
from desktop.desk import Desk
from desktop.dialogs.new_record import NewSpec
from desktop.forms.dated import NOTE, UNVERIFIED
from desktop.forms.event_links import EventLinks, of_commitment
from desktop.forms.record_evidence import evidence_for
from desktop.forms.record_form import FormSpec, SectionSpec
from desktop.forms.renewals import Renewals
from desktop.forms.specs import FieldSpec, chosen_from
from desktop.forms.sublist import SubListSpec
from desktop.models.rows_table import Column
from desktop.panels.records import RecordsPage, RecordsSpec
from desktop.widgets.records import Record
from desktop.widgets.tones import Tone
from desktop.wording import plain_tip, tr


class CommitmentsPage(RecordsPage):
    """Lists commitments as of any day, all or those overdue then."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _spec())
        self._rows: Sequence[commitments.CommitmentRow] = ()
        self.overdue_only = QCheckBox(tr("Overdue only"))
        self.overdue_only.setToolTip(
            plain_tip(tr("Shows those that were overdue on that day, or may have been."))
        )
        self.overdue_only.toggled.connect(self._on_overdue_only)
        self.tools.addWidget(self.overdue_only)

    def take_rows(self, rows: Any) -> None:
        """Show these commitments, or only the overdue ones of them."""
        self._rows = rows
        super().take_rows([row for row in rows if row.overdue] if self.overdue_only.isChecked() else rows)

    def _on_overdue_only(self) -> None:
        self.take_rows(self._rows)


_WORDS = FieldSpec("words", tr("Words"), "text", tr("What was promised, quoted from the source."))
_PARTIES = (
    FieldSpec("promiser_id", tr("Promised by"), "name", of="actor", creates=True),
    FieldSpec("receiver_id", tr("To"), "name", of="actor", creates=True),
)
_DUE = FieldSpec("due", tr("Due"), "date", tr("The date it is due, if one was said."))


def _spec() -> RecordsSpec:
    return RecordsSpec(
        name="commitments",
        noun=tr("Commitments"),
        rows=commitments.rows,
        columns=(
            Column(tr("Words"), lambda row: row.words, width=30),
            Column(tr("By"), lambda row: row.promiser, width=14),
            Column(tr("To"), lambda row: row.receiver, width=14),
            Column(tr("Due"), lambda row: row.due_words, sort=_due_day, width=14),
            Column(tr("State"), _state, width=16, tip=tr("What became of it; overdue as of that day")),
        ),
        tables=frozenset({"commitment", "commitment_follow_up", "actor", "event", "evidence", "source"}),
        form=_form(),
        new=NewSpec(
            title=tr("New commitment"),
            fields=(
                _WORDS,
                *_PARTIES,
                FieldSpec("made_at_id", tr("Made at"), "name", tr("The event it was made at."), of="event"),
                _DUE,
            ),
            add=commitment_edits.create,
            defaults={"words": ""},
        ),
        delete=commitment_edits.delete,
        delete_words=tr("Delete commitment"),
        dated=True,
        hint=tr("A commitment is what one actor promised another.\n\n“New…” (Ctrl+N) records one."),
    )


def _form() -> FormSpec:
    return FormSpec(
        name="commitment",
        load=commitments.detail,
        setter=commitment_edits.change,
        change_words=tr("Change commitment"),
        fields=(
            _WORDS,
            *_PARTIES,
            FieldSpec("kind", tr("Kind"), tip=tr("What sort of promise, in your own words.")),
            FieldSpec("quantity", tr("Quantity"), tip=tr("How much or how many, if it was said.")),
            FieldSpec("made_at_id", tr("Made at"), "name", tr("The event it was made at."), of="event"),
            _DUE,
            FieldSpec(
                "due_after_id",
                tr("Due after"),
                "name",
                tr("The event after which it is due, instead of a date."),
                of="event",
                shown="due_after",
            ),
            FieldSpec("due_after_days", tr("Days after"), "number", tr("How many days after that event.")),
            FieldSpec("status", tr("Status"), "choice", choices=chosen_from(COMMITMENT_STATUSES)),
            NOTE,
            UNVERIFIED,
        ),
        sections=(
            SectionSpec("follow_ups", tr("Followed up by"), _follow_ups(), "follow_ups"),
            SectionSpec("renewals", tr("Renewals"), Renewals),
            SectionSpec(
                "events",
                tr("Events"),
                partial(EventLinks, links=of_commitment, none=tr("It names no event.")),
            ),
            SectionSpec("evidence", tr("Evidence"), evidence_for("commitment")),
        ),
        remarks=_remarks,
    )


def _follow_ups() -> SubListSpec:
    return SubListSpec(
        title=tr("Follow-up events"),
        fields=(FieldSpec("event_id", tr("Event"), "name", of="event", once=True), NOTE),
        record=lambda row: Record(
            row.event,
            " · ".join(
                filter(None, (describe(from_edtf(row.edtf, row.date_text)) if row.edtf else "", row.note))
            ),
        ),
        add=_add_follow_up,
        change=commitment_edits.change_follow_up,
        remove=commitment_edits.remove_follow_up,
        add_words=tr("Add follow-up"),
        change_words=tr("Change follow-up"),
        remove_words=tr("Remove follow-up"),
        defaults={"note": ""},
    )


def _add_follow_up(session: Session, commitment: int, event_id: int | None, note: str) -> int:
    if event_id is None:
        raise BadInput(tr("Choose the event that followed it up."), "event")
    return commitment_edits.follow_up(session, commitment, event_id, note=note)


def _due_day(row: commitments.CommitmentRow) -> int | None:
    return row.course.due[1] if row.course.due else None


def _state(row: commitments.CommitmentRow) -> str:
    late = {"certain": tr("overdue"), "possible": tr("perhaps overdue"), "": ""}[row.overdue]
    return ", ".join(filter(None, (tr(row.status), late)))


def _remarks(row: commitments.CommitmentRow) -> tuple[str, Tone]:
    if not row.overdue:
        return "", Tone.QUIET
    due = row.due_words
    words = tr("Overdue on that day: it was due {due}.", due=due)
    return words if row.overdue == "certain" else tr("Perhaps overdue: due {due}.", due=due), Tone.WARNING
