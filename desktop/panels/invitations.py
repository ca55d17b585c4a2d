"""The page of invitations: who invited whom to what, its dated steps, and how many were answered how soon."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox
from sqlalchemy.orm import Session

from db.dates import describe
from db.errors import BadInput
from db.ledgers import invitation_edits, invitation_rates, invitations
from db.words import INVITATION_STEPS
from desktop.desk import Desk
from desktop.dialogs.new_record import NewSpec
from desktop.forms.dated import NOTE, UNVERIFIED, days
from desktop.forms.event_links import EventLinks, of_invitation
from desktop.forms.record_evidence import evidence_for
from desktop.forms.record_form import FormSpec, SectionSpec
from desktop.forms.specs import FieldSpec, chosen_from
from desktop.forms.sublist import SubListSpec
from desktop.models.rows_table import Column
from desktop.panels.rates import RatesPanel
from desktop.panels.records import RecordsPage, RecordsSpec
from desktop.widgets.records import Record
from desktop.widgets.tones import Tone
from desktop.wording import plain_tip, tr


class InvitationsPage(RecordsPage):
    """Lists invitations as of any day, all or the open ones, with the rates of their fulfilment below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _spec())
        self._rows: Sequence[invitations.InvitationRow] = ()
        self.open_only = QCheckBox(tr("Open only"))
        self.open_only.setToolTip(plain_tip(tr("Shows those that were open on that day, or may have been.")))
        self.open_only.toggled.connect(self._on_open_only)
        self.tools.addWidget(self.open_only)
        self.rates = RatesPanel()
        self.left.addWidget(self.rates)

    def take_rows(self, rows: Any) -> None:
        """Show these invitations, or only the open ones of them, and the rates of all."""
        self._rows = rows
        self.rates.show_rates(invitation_rates.per_counterpart(rows), invitation_rates.per_year(rows))
        wanted = [row for row in rows if row.state.open is not False] if self.open_only.isChecked() else rows
        super().take_rows(wanted)

    def _on_open_only(self) -> None:
        self.take_rows(self._rows)


def _spec() -> RecordsSpec:
    return RecordsSpec(
        name="invitations",
        noun=tr("Invitations"),
        rows=invitations.rows,
        columns=(
            Column(tr("Purpose"), lambda row: row.purpose, width=24),
            Column(tr("By"), lambda row: row.inviter, width=18),
            Column(tr("To"), lambda row: row.invitee, width=18),
            Column(
                tr("Window"),
                lambda row: describe(row.window) if row.window else "",
                sort=lambda row: row.window.start[0] if row.window else None,
                width=16,
            ),
            Column(tr("State"), lambda row: str(row.state), width=16, tip=tr("Where it stood on that day")),
            Column(
                tr("Latency"),
                lambda row: str(row.latency) if row.latency else "",
                sort=lambda row: row.latency.days[0] if row.latency else None,
                tip=tr("From its extension to its fulfilment"),
                width=14,
            ),
        ),
        tables=frozenset(
            {"invitation", "invitation_step", "actor", "event", "evidence", "term", "source", "setting"}
        ),
        form=_form(),
        new=NewSpec(
            title=tr("New invitation"),
            fields=(
                *_PARTIES,
                FieldSpec("purpose", tr("Purpose")),
                FieldSpec(
                    "extended", tr("Extended"), "date", tr("When it was extended, as the source says it.")
                ),
            ),
            add=invitation_edits.create,
            defaults={"purpose": ""},
        ),
        delete=invitation_edits.delete,
        delete_words=tr("Delete invitation"),
        dated=True,
        hint=tr("An invitation has dated steps and ends in an event.\n\n“New…” (Ctrl+N) begins one."),
    )


_PARTIES = (
    FieldSpec("inviter_id", tr("Invited by"), "name", of="actor", creates=True),
    FieldSpec("invitee_id", tr("Invited"), "name", of="actor", creates=True),
)


def _form() -> FormSpec:
    return FormSpec(
        name="invitation",
        load=invitations.detail,
        setter=invitation_edits.change,
        change_words=tr("Change invitation"),
        fields=(
            *_PARTIES,
            FieldSpec("purpose", tr("Purpose"), "paragraph", tr("To what they were invited.")),
            FieldSpec(
                "date",
                tr("Window"),
                "date",
                tr("When the visit was to be, as the source says it."),
                read=lambda row: row.window,
            ),
            FieldSpec("channel_id", tr("Channel"), "term", tr("How it was extended."), of="channel"),
            NOTE,
            UNVERIFIED,
        ),
        sections=(
            SectionSpec("steps", tr("Steps"), _steps(), "steps"),
            SectionSpec(
                "events",
                tr("Events"),
                partial(EventLinks, links=of_invitation, none=tr("No event has fulfilled it.")),
            ),
            SectionSpec("evidence", tr("Evidence"), evidence_for("invitation")),
        ),
        remarks=_remarks,
    )


def _remarks(row: invitations.InvitationRow) -> tuple[str, Tone]:
    latency = tr("after {time}", time=row.latency) if row.latency and row.event_id else ""
    event = tr("fulfilled by “{event}” {latency}", event=row.event, latency=latency) if row.event_id else ""
    return " · ".join(filter(None, (tr("State: {state}", state=row.state), event.strip()))), Tone.QUIET


def _steps() -> SubListSpec:
    return SubListSpec(
        title=tr("Steps"),
        fields=(
            FieldSpec("kind", tr("Step"), "choice", choices=chosen_from(INVITATION_STEPS)),
            FieldSpec("date", tr("When"), "date", tr("The day of the step, as the source says it.")),
            FieldSpec(
                "event_id",
                tr("Event"),
                "name",
                tr("For a fulfilment, the visit that fulfilled it."),
                of="event",
            ),
            NOTE,
        ),
        record=_step_record,
        add=_add_step,
        change=invitation_edits.change_step,
        remove=invitation_edits.remove_step,
        add_words=tr("Add step"),
        change_words=tr("Change step"),
        remove_words=tr("Remove step"),
        defaults={"kind": "accepted", "note": ""},
        move=_move_step,
    )


def _add_step(session: Session, invitation: int, kind: str, **values: Any) -> int:
    return invitation_edits.add_step(session, invitation, kind, **values)


def _move_step(session: Session, step: int, place: int) -> None:
    from db.models import InvitationStep

    owner = session.get_one(InvitationStep, step).invitation_id
    ids = [one.id for one in invitations.steps_of(session, owner) if one.id != step]
    ids.insert(place, step)
    try:
        invitation_edits.reorder_steps(session, owner, ids)
    except BadInput as problem:
        raise BadInput(str(problem), "entries") from problem


def _step_record(row: Any) -> Record:
    evidence = tr("evidence: {count}", count=row.evidence) if row.evidence else ""
    about = " · ".join(filter(None, (days(row.date) if row.date else tr("undated"), row.event, evidence)))
    return Record(tr(row.kind), about)
