"""Edits on commitments, their follow-up events and renewals."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.errors import BadInput
from db.ids import IDS
from db.models import Commitment, CommitmentFollowUp, Event
from db.spans import dated
from db.typed_input import check_chain, known_fields, needed, word
from db.words import COMMITMENT_STATUSES

FIELDS = frozenset(
    {
        "words", "kind", "quantity", "promiser_id", "receiver_id", "made_at_id", "due", "due_after_id",
        "due_after_days", "status", "renews_id", "note", "unverified",
    }
)  # fmt: skip
"""Fields that `change` takes; `due` may be typed, `due_after_days` too."""


def create(session: Session, words: str, **fields: Any) -> int:
    """Add a commitment in the words of its source and return its id.

    Raises BadInput at the field: no words, a due date that is none, a date and an event both, a promise to oneself,
    a loop of renewals.
    """
    row = Commitment(id=IDS.next(), words="")
    with session.no_autoflush:
        _fill(session, row, fields | {"words": words})
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, commitment_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a commitment; raises BadInput as `create` does."""
    row = session.get_one(Commitment, commitment_id)
    with session.no_autoflush:
        _fill(session, row, fields)
    session.flush()


def renew(session: Session, commitment_id: int, words: str = "", **fields: Any) -> int:
    """Add a commitment that renews another between the same two, in the same words if none are given."""
    old = session.get_one(Commitment, commitment_id)
    kept = {"promiser_id": old.promiser_id, "receiver_id": old.receiver_id, "kind": old.kind}
    return create(session, words or old.words, **kept | fields | {"renews_id": commitment_id})


def delete(session: Session, commitment_id: int) -> None:
    """Delete a commitment with its evidence and follow-ups; events and renewals stay."""
    row = session.get(Commitment, commitment_id)
    if row is not None:
        session.delete(row)
        session.flush()


# --- follow-ups --------------------------------------------------------------------------------------------


def follow_up(
    session: Session, commitment_id: int, event_id: int, *, status: str | None = None, note: str = ""
) -> int:
    """Say that an event followed a commitment up, and set its status if one is given; returns the link's id.

    Raises BadInput for an event that does so already, or one certainly before the commitment was made.
    """
    commitment = session.get_one(Commitment, commitment_id)
    event = session.get_one(Event, event_id)
    same = select(CommitmentFollowUp.id).where(
        CommitmentFollowUp.commitment_id == commitment_id, CommitmentFollowUp.event_id == event_id
    )
    if session.scalars(same).first() is not None:
        raise BadInput(f"“{event.title}” follows this commitment up already.", "event")
    made = session.get(Event, commitment.made_at_id) if commitment.made_at_id is not None else None
    if made is not None and _surely_before(event, made):
        raise BadInput(f"“{event.title}” came before the commitment was made at “{made.title}”.", "event")
    row = CommitmentFollowUp(id=IDS.next(), commitment_id=commitment_id, event_id=event_id, note=note)
    session.add(row)
    if status is not None:
        commitment.status = word(status, COMMITMENT_STATUSES, "status", "status of a commitment")
    session.flush()
    return row.id


def change_follow_up(session: Session, follow_up_id: int, note: str) -> None:
    """Set the note of a follow-up."""
    session.get_one(CommitmentFollowUp, follow_up_id).note = note
    session.flush()


def remove_follow_up(session: Session, follow_up_id: int) -> None:
    """Take a follow-up from a commitment; the event stays, and so does the status."""
    row = session.get(CommitmentFollowUp, follow_up_id)
    if row is not None:
        session.delete(row)
        session.flush()


# --- checks ------------------------------------------------------------------------------------------------


def _fill(session: Session, row: Commitment, fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS, "a commitment")
    fields = dict(fields)
    if "words" in fields:
        row.words = needed(fields.pop("words"), "words", "A commitment needs the words in which it was made.")
    if "due" in fields:
        row.date = dated(fields.pop("due"), "due")
    if "due_after_days" in fields:
        row.due_after_days = _days(fields.pop("due_after_days"))
    if "status" in fields:
        word(fields["status"], COMMITMENT_STATUSES, "status", "status of a commitment")
    if fields.get("renews_id") is not None:
        check_chain(session, Commitment, "renews_id", row.id, fields["renews_id"], _LOOP)
    for name, value in fields.items():
        setattr(row, name, value)
    if row.due_after_days is not None and row.due_after_id is None:
        raise BadInput("A number of days needs the event after which it is due.", "due_after")
    if row.edtf and row.due_after_id is not None:
        raise BadInput("It is due on a date or after an event, not both: empty one of them.", "due")
    if row.promiser_id is not None and row.promiser_id == row.receiver_id:
        raise BadInput("Nobody promises to themselves: choose another one.", "receiver")


_LOOP = "A commitment can't renew itself or what renews it; what it renews was kept."


def _days(typed: str | int | None) -> int | None:
    text = "" if typed is None else str(typed).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise BadInput(f"“{text}” is no number of days: type a whole number.", "due_after_days")
    return int(text)


def _surely_before(one: Event, other: Event) -> bool:
    return one.end_hi is not None and other.start_lo is not None and one.end_hi < other.start_lo
