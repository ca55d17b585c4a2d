"""Invitations: who invited whom, to what and in which window, and where each stands on any day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from db.clock import today
from db.dates import UncertainDate
from db.dates.elapsed import Elapsed
from db.ledgers.invitation_steps import State, Step, latency, state
from db.reading import date_of, fetch, focal_actors


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation as of a day.

    `counterpart` is the one of the two that is not on the focal side. `window` is when the visit was to be.
    `latency` is the time from extension to fulfilment, None unless it was or may have been fulfilled by then.
    """

    id: int
    inviter_id: int | None
    inviter: str
    invitee_id: int | None
    invitee: str
    counterpart_id: int | None
    counterpart: str
    purpose: str
    window: UncertainDate | None
    channel_id: int | None
    channel: str
    event_id: int | None
    event: str
    note: str
    unverified: bool
    steps: tuple[Step, ...]
    state: State
    latency: Elapsed | None


_ROWS: Final = """SELECT i.id, i.inviter_id, coalesce(a.name, ''), i.invitee_id, coalesce(b.name, ''), i.purpose,
  i.edtf, i.date_text, i.channel_id, coalesce(t.label, ''), i.event_id, coalesce(e.title, ''), i.note, i.unverified,
  e.start_lo, e.start_hi, i.end_hi
FROM invitation i LEFT JOIN actor a ON a.id = i.inviter_id LEFT JOIN actor b ON b.id = i.invitee_id
LEFT JOIN term t ON t.id = i.channel_id LEFT JOIN event e ON e.id = i.event_id {}
ORDER BY coalesce(i.start_lo, i.start_hi, 2147483647), i.purpose, i.id"""
_STEPS: Final = """SELECT s.invitation_id, s.id, s.kind, s.edtf, s.date_text, s.start_lo, s.start_hi, s.event_id,
  coalesce(e.title, ''), s.note, (SELECT count(*) FROM evidence v WHERE v.invitation_step_id = s.id),
  e.start_lo, e.start_hi
FROM invitation_step s LEFT JOIN event e ON e.id = s.event_id {} ORDER BY s.position, s.id"""


def rows(session: Session, day: int | None = None) -> list[InvitationRow]:
    """Return all invitations in the order of their windows, as of a day (ordinal), today if none is given."""
    return list(_rows(session, "", (), day))


def detail(session: Session, invitation_id: int, day: int | None = None) -> InvitationRow | None:
    """Return one invitation as of a day, None if it is not there."""
    return next(_rows(session, "WHERE i.id = ?", (invitation_id,), day), None)


def open_on(session: Session, day: int | None = None) -> list[InvitationRow]:
    """Return the invitations that were open on a day, or may have been (their state says which)."""
    return [row for row in rows(session, day) if row.state.open is not False]


def fulfilled_by(session: Session, event_id: int) -> list[InvitationRow]:
    """Return the invitations that an event fulfils: what the event's page lists."""
    where = """WHERE i.event_id = ? OR i.id IN
    (SELECT invitation_id FROM invitation_step WHERE event_id = ? AND kind = 'fulfilled')"""
    return list(_rows(session, where, (event_id, event_id), None))


def of_actor(session: Session, actor_id: int, day: int | None = None) -> list[InvitationRow]:
    """Return the invitations an actor gave or got."""
    return list(_rows(session, "WHERE i.inviter_id = ? OR i.invitee_id = ?", (actor_id, actor_id), day))


def steps_of(session: Session, invitation_id: int) -> tuple[Step, ...]:
    """Return the recorded steps of an invitation in their order."""
    return _steps(session, "WHERE s.invitation_id = ?", (invitation_id,)).get(invitation_id, ())


def _rows(session: Session, where: str, values: Sequence[object], day: int | None) -> Iterator[InvitationRow]:
    now = today()
    day = now if day is None else day
    focal = focal_actors(session)
    found = fetch(session, _ROWS.format(where), values)
    which = f"WHERE s.invitation_id IN (SELECT i.id FROM invitation i {where})" if where else ""
    steps = _steps(session, which, values)
    for row in found:
        (record, inviter_id, inviter, invitee_id, invitee, purpose, edtf, text, *rest) = row
        channel_id, channel, event_id, event, note, unverified, *days = rest
        taken = _completed(steps.get(record, ()), event_id, event, days)
        other = (inviter_id, inviter) if invitee_id in focal else (invitee_id, invitee)
        if other[0] is None:
            other = (inviter_id, inviter) if inviter_id not in focal else (None, "")
        stands = state(taken, day, now)
        done = "fulfilled" in (stands.certain, *stands.possible)
        yield InvitationRow(
            record, inviter_id, inviter, invitee_id, invitee, *other, purpose, date_of(edtf, text),
            channel_id, channel, event_id, event, note, bool(unverified), steps.get(record, ()),
            stands, latency(taken) if done else None,
        )  # fmt: skip


def _completed(
    steps: tuple[Step, ...], event_id: int | None, event: str, days: Sequence[int | None]
) -> tuple[Step, ...]:
    """Return the steps with those that the record implies: it was extended, and its event fulfilled it.

    Without a date of its own the extension came by the end of the window at the latest.
    """
    first, last, window_end = days
    if not steps:
        steps = (Step(0, "extended", "", "", (None, None)),)
    if event_id is not None and all(step.kind != "fulfilled" for step in steps):
        steps = (*steps, Step(0, "fulfilled", "", "", (first, last), event_id, event))
    head = steps[0]
    if head.kind == "extended" and head.start == (None, None) and window_end is not None:
        steps = (Step(head.id, head.kind, "", "", (None, window_end)), *steps[1:])
    return steps


def _steps(session: Session, where: str, values: Sequence[object]) -> dict[int, tuple[Step, ...]]:
    found: defaultdict[int, list[Step]] = defaultdict(list)
    for invitation, *row in fetch(session, _STEPS.format(where), values):
        found[invitation].append(_step(row))
    return {invitation: tuple(steps) for invitation, steps in found.items()}


def _step(row: Sequence[Any]) -> Step:
    record, kind, edtf, text, first, last, event_id, event, note, evidence, *of_event = row
    start = (first, last) if edtf or kind != "fulfilled" else (of_event[0], of_event[1])
    return Step(record, kind, edtf, text, start, event_id, event, note, evidence)
