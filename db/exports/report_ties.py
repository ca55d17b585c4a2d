"""The commitments and invitations that have to do with the events of a report."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from db.exports.report import Tie
from db.ledgers import commitments, invitations
from db.ledgers.commitments import CommitmentRow
from db.ledgers.invitation_steps import Step
from db.ledgers.invitations import InvitationRow


def ties(session: Session, ids: Sequence[int]) -> dict[int, list[Tie]]:
    """Return, by event, what was promised or followed up there, fell due after it, or led to it."""
    wanted = set(ids)
    found: dict[int, list[Tie]] = {}
    for promise in commitments.rows(session):
        for event, how in _of_commitment(promise):
            if event in wanted:
                found.setdefault(event, []).append(_commitment(promise, how))
    for invitation in invitations.rows(session):
        for event, how in _of_invitation(invitation):
            if event in wanted:
                found.setdefault(event, []).append(_invitation(invitation, how))
    return found


def _of_commitment(row: CommitmentRow) -> list[tuple[int, str]]:
    events: dict[int, str] = {}
    if row.made_at_id is not None:
        events[row.made_at_id] = "made here"
    for follow_up in row.follow_ups:
        events.setdefault(follow_up.event_id, "followed up here")
    if row.due_after_id is not None:
        events.setdefault(row.due_after_id, "due after this")
    return list(events.items())


def _commitment(row: CommitmentRow, how: str) -> Tie:
    who = " to ".join(filter(None, (row.promiser, row.receiver)))
    details = (
        who,
        row.quantity,
        f"due {row.due_words}" if row.due_words else "",
        row.status,
        *(f"followed up: {each.event}" for each in row.follow_ups if how != "followed up here"),
        row.note,
    )
    return Tie("Commitment", how, row.words, tuple(filter(None, details)), row.unverified)


def _of_invitation(row: InvitationRow) -> list[tuple[int, str]]:
    events: dict[int, str] = {}
    if row.event_id is not None:
        events[row.event_id] = "fulfilled by this"
    for step in row.steps:
        if step.event_id is not None:
            events.setdefault(step.event_id, f"{step.kind} here")
    return list(events.items())


def _invitation(row: InvitationRow, how: str) -> Tie:
    who = " invites ".join(filter(None, (row.inviter, row.invitee)))
    window = f"for {row.window.text or row.window.edtf}" if row.window is not None else ""
    details = (window, row.channel, "; ".join(map(_step, row.steps)), row.note)
    words = ": ".join(filter(None, (who, row.purpose))) or "Invitation"
    return Tie("Invitation", how, words, tuple(filter(None, details)), row.unverified)


def _step(step: Step) -> str:
    when = step.date_text or step.edtf
    return f"{step.kind} {when}" if when else step.kind
