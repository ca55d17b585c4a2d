"""Edits on invitations and their steps."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.errors import BadInput
from db.ids import IDS
from db.ledgers.invitation_steps import Step, check_order, place_for
from db.ledgers.invitations import steps_of
from db.models import Event, Invitation, InvitationStep
from db.spans import dated
from db.typed_input import Typed, known_fields, word
from db.words import INVITATION_STEPS

FIELDS = frozenset({"inviter_id", "invitee_id", "purpose", "date", "channel_id", "note", "unverified"})
"""Fields that `change` takes; `date` is the window and may be typed. The event is set by `fulfil`."""

STEP_FIELDS = frozenset({"kind", "date", "event_id", "note"})
"""Fields of a step that `change_step` takes; `date` may be typed."""


def create(session: Session, extended: Typed = None, **fields: Any) -> int:
    """Add an invitation with its first step, extended on a day or when nobody knows, and return its id.

    Raises BadInput at the field for one by nobody to nobody, one to oneself, or a date that is none.
    """
    invitation = Invitation(id=IDS.next())
    _fill(invitation, fields)
    session.add(invitation)
    session.flush()
    add_step(session, invitation.id, "extended", extended)
    return invitation.id


def change(session: Session, invitation_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of an invitation."""
    with session.no_autoflush:
        _fill(session.get_one(Invitation, invitation_id), fields)
    session.flush()


def delete(session: Session, invitation_id: int) -> None:
    """Delete an invitation with its steps and their evidence; the event stays."""
    row = session.get(Invitation, invitation_id)
    if row is not None:
        session.delete(row)
        session.flush()


# --- steps -------------------------------------------------------------------------------------------------


def add_step(
    session: Session, invitation_id: int, kind: str, date: Typed = None, *,
    event_id: int | None = None, note: str = "", at: int | None = None,
) -> int:  # fmt: skip
    """Add a step, where it belongs or as number `at` (from 0), and return its id.

    Raises BadInput at `kind`, `date` or `event` where it can't be taken there.
    """
    word(kind, INVITATION_STEPS, "kind", "step of an invitation")
    row = InvitationStep(id=IDS.next(), invitation_id=invitation_id, kind=kind, event_id=event_id, note=note)
    row.date = dated(date)
    steps = list(steps_of(session, invitation_id))
    start = (row.start_lo, row.start_hi) if row.edtf else _days_of(session, event_id)
    new = Step(row.id, kind, row.edtf, row.date_text, start, event_id)
    steps.insert(place_for(steps, new) if at is None else at, new)
    check_order(steps, (new.id,))
    _check_event(session, kind, event_id)
    session.add(row)
    session.flush()
    _set_order(session, invitation_id, [step.id for step in steps])
    return row.id


def change_step(session: Session, step_id: int, **fields: Any) -> None:
    """Set fields (see STEP_FIELDS) of a step; raises BadInput where it can't stand where it does then."""
    known_fields(fields, STEP_FIELDS, "a step")
    row = session.get_one(InvitationStep, step_id)
    event = row.event_id if row.kind == "fulfilled" else None
    if "date" in fields:
        row.date = dated(fields.pop("date"))
    row.kind = word(fields.pop("kind", row.kind), INVITATION_STEPS, "kind", "step of an invitation")
    for name, value in fields.items():
        setattr(row, name, value)
    _check_event(session, row.kind, row.event_id)
    check_order(steps_of(session, row.invitation_id), (step_id,))
    _keep_event(session, row.invitation_id, event)


def remove_step(session: Session, step_id: int) -> None:
    """Take a step out, with its evidence; without its fulfilment an invitation has no event any more."""
    row = session.get(InvitationStep, step_id)
    if row is None:
        return
    session.delete(row)
    session.flush()
    _keep_event(session, row.invitation_id, row.event_id if row.kind == "fulfilled" else None)


def reorder_steps(session: Session, invitation_id: int, ids: Sequence[int]) -> None:
    """Put the steps into this order, those not named after them; raises BadInput for one that can't be."""
    steps = steps_of(session, invitation_id)
    place = {step: at for at, step in enumerate(ids)}
    ordered = sorted(steps, key=lambda step: place.get(step.id, len(place)))
    check_order(ordered, place)
    _set_order(session, invitation_id, [step.id for step in ordered])


def fulfil(session: Session, invitation_id: int, event_id: int, date: Typed = None, note: str = "") -> int:
    """Say that an event fulfilled an invitation, and link both; returns the step's id.

    Without a date the event's own counts. An earlier fulfilment is replaced.
    """
    present = select(InvitationStep.id).where(
        InvitationStep.invitation_id == invitation_id, InvitationStep.kind == "fulfilled"
    )
    step = session.scalars(present).first()
    if step is None:
        return add_step(session, invitation_id, "fulfilled", date, event_id=event_id, note=note)
    change_step(session, step, event_id=event_id, date=date, **({"note": note} if note else {}))
    return step


# --- checks ------------------------------------------------------------------------------------------------


def _fill(row: Invitation, fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS, "an invitation")
    if "date" in fields:
        row.date = dated(fields["date"])
    for name in fields.keys() - {"date"}:
        setattr(row, name, fields[name])
    if row.inviter_id is None and row.invitee_id is None:
        raise BadInput("An invitation needs somebody who invited, or who was invited.", "inviter")
    if row.inviter_id == row.invitee_id:
        raise BadInput("Nobody invites themselves: choose another one.", "invitee")


def _check_event(session: Session, kind: str, event_id: int | None) -> None:
    if kind != "fulfilled" or event_id is None:
        return
    event = session.get_one(Event, event_id)
    if event.status in ("planned", "postponed", "cancelled"):
        raise BadInput(
            f"“{event.title}” is {event.status}: only what was held fulfils an invitation.", "event"
        )


def _days_of(session: Session, event_id: int | None) -> tuple[int | None, int | None]:
    event = session.get(Event, event_id) if event_id is not None else None
    return (None, None) if event is None else (event.start_lo, event.start_hi)


def _set_order(session: Session, invitation_id: int, ids: Sequence[int]) -> None:
    for position, step in enumerate(ids, 1):
        session.get_one(InvitationStep, step).position = position
    session.flush()
    _keep_event(session, invitation_id, None)


def _keep_event(session: Session, invitation_id: int, was: int | None) -> None:
    """Let the invitation name the event of its fulfilment; `was` is the one an edit took from it."""
    session.flush()
    invitation = session.get_one(Invitation, invitation_id)
    done = [step.event_id for step in steps_of(session, invitation_id) if step.kind == "fulfilled"]
    if done:
        invitation.event_id = done[-1]
    elif was is not None and invitation.event_id == was:
        invitation.event_id = None
    session.flush()
