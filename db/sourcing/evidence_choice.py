"""Choosing which of several stated values is the one an event shows."""

from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from db import events
from db.dates import DateError, parse
from db.errors import BadInput
from db.models import Event, Evidence
from db.sourcing import evidence
from db.table import event_cells

PLAIN: Final = ("date", "title", "type", "status", "mechanism", "round", "place", "country", "direction", "channel",
                "level", "summary")  # fmt: skip
"""Fields that an event holds itself, so that a chosen value is written there; others are only marked as chosen."""


def choose(session: Session, evidence_id: int, reason: str) -> None:
    """Take the value a passage states as the one that holds, say why, and show it where the field is plain.

    Other passages of the field are no longer chosen. Raises BadInput at `reason` where values differ and none
    is given, at `value` where the value can't stand in the field; nothing is changed then.
    """
    row = session.get_one(Evidence, evidence_id)
    if row.event_id is None or not row.field or not row.value:
        raise BadInput("Only a value that is stated for a field of an event can be chosen.", "value")
    if not reason.strip() and len(evidence.values(session, row.event_id, row.field)) > 1:
        raise BadInput("Sources differ here: say why this value is taken.", "reason")
    _show(session, row.event_id, row.field, row.value)
    others = Evidence.event_id == row.event_id, Evidence.field == row.field, Evidence.id != row.id
    session.execute(update(Evidence).where(*others, Evidence.chosen).values(chosen=False))
    session.execute(update(Evidence).where(Evidence.id == row.id).values(chosen=True, reason=reason.strip()))


def unchoose(session: Session, evidence_id: int) -> None:
    """Take a choice back; the event's field keeps its value, and the reason is forgotten."""
    session.execute(update(Evidence).where(Evidence.id == evidence_id).values(chosen=False, reason=""))


def _show(session: Session, event_id: int, field: str, value: str) -> None:
    if field not in PLAIN:
        return
    event = session.get_one(Event, event_id)
    if field == "date":
        if event.edtf != value:  # the words of the source stay where the date is the same
            events.set_date(session, [event_id], _date(value))
        return
    events.change(session, [event_id], **_fields(session, field, value))


def _date(value: str) -> Any:
    try:
        return parse(value)
    except DateError as error:
        raise BadInput(f"“{value}” can't be the date of the event: {error}", "value") from error


def _fields(session: Session, field: str, value: str) -> dict[str, Any]:
    if field == "summary":
        return {"summary": value}
    try:
        return event_cells.value_of(session, field, value)
    except BadInput as error:
        raise BadInput(f"The value can't stand in the event: {error}", "value") from error
