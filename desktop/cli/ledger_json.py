"""The ledgers as JSON; its keys are documented in the help of `liaison ledger` and stay as they are."""

from datetime import date
from typing import TYPE_CHECKING, Any

from db.dates import UncertainDate, to_dict
from db.dates.rhythm import rhythm_words

if TYPE_CHECKING:
    from db.dates.elapsed import Elapsed
    from db.dates.uncertain import Bounds
    from db.ledgers.commitments import CommitmentRow
    from db.ledgers.coverage import CoverageRow
    from db.ledgers.invitation_rates import Rate
    from db.ledgers.invitations import InvitationRow
    from db.ledgers.mechanisms import MechanismDetail

KEYS = """keys of --json, which stay as they are:
  ledger as_of rows
  a row of invitations   id inviter invitee counterpart purpose window channel event note unverified
                         state: certain possible open (true, false, null if not certain) words
                         latency: from extension to fulfilment
                         steps: id kind date event note evidence (passages that support it)
  beside these rows      rates: by_counterpart by_year, each with key extended fulfilled perhaps open
                         share share_most latency_days (medians of the least and the most)
  a row of commitments   id words kind quantity promiser receiver made_at due due_after (event, days)
                         due_days status pending overdue (certain, possible or empty) renews evidence
                         note unverified; follow_ups: event date note
  a row of mechanisms    id name held interval_days interval silence
                         sessions: id number basis status title date place country hosts
                         gaps: before after (ids) before_number after_number days months words
                         findings: kind sentence certain sessions (ids)
  a row of coverage      id outlet source span searched_on searched_by query completeness degree
                         missing note
  A date is null or edtf start end text; an event is null or id title; latency and silence are null or
  days months words; days and months are [least, most], the most null where it has no limit."""


def invitation(row: "InvitationRow") -> dict[str, Any]:
    """Return one invitation."""
    return {
        "id": row.id,
        "inviter": row.inviter,
        "invitee": row.invitee,
        "counterpart": row.counterpart,
        "purpose": row.purpose,
        "window": dated(row.window),
        "channel": row.channel,
        "event": event(row.event_id, row.event),
        "note": row.note,
        "unverified": row.unverified,
        "state": {
            "certain": row.state.certain,
            "possible": list(row.state.possible),
            "open": row.state.open,
            "words": str(row.state),
        },
        "latency": time(row.latency),
        "steps": [
            {
                "id": step.id,
                "kind": step.kind,
                "date": dated(step.date),
                "event": event(step.event_id, step.event),
                "note": step.note,
                "evidence": step.evidence,
            }
            for step in row.steps
        ],
    }


def rate(row: "Rate") -> dict[str, Any]:
    """Return the rates of one counterpart or year."""
    return {
        "key": row.key,
        "extended": row.extended,
        "fulfilled": row.fulfilled,
        "perhaps": row.perhaps,
        "open": row.open,
        "share": round(row.share, 6),
        "share_most": round(row.share_most, 6),
        "latency_days": list(row.latency),
    }


def commitment(row: "CommitmentRow") -> dict[str, Any]:
    """Return one commitment."""
    after = event(row.due_after_id, row.due_after)
    return {
        "id": row.id,
        "words": row.words,
        "kind": row.kind,
        "quantity": row.quantity,
        "promiser": row.promiser,
        "receiver": row.receiver,
        "made_at": event(row.made_at_id, row.made_at),
        "due": dated(row.due),
        "due_after": after and {"event": after, "days": row.due_after_days or 0},
        "due_days": None if row.course.due is None else days(row.course.due),
        "status": row.status,
        "pending": row.pending,
        "overdue": row.overdue,
        "renews": row.renews_id,
        "evidence": row.evidence,
        "note": row.note,
        "unverified": row.unverified,
        "follow_ups": [
            {"event": event(each.event_id, each.event), "date": dated(each.date), "note": each.note}
            for each in row.follow_ups
        ],
    }


def mechanism(found: "MechanismDetail") -> dict[str, Any]:
    """Return one mechanism with its sessions, the gaps between them and what is odd about them."""
    return {
        "id": found.id,
        "name": found.name,
        "held": sum(each.held for each in found.sessions),
        "interval_days": found.interval_days,
        "interval": rhythm_words(found.interval_days) if found.interval_days else "",
        "silence": time(found.silence),
        "sessions": [
            {
                "id": each.id,
                "number": each.number,
                "basis": each.basis,
                "status": each.status,
                "title": each.title,
                "date": dated(each.date),
                "place": each.place,
                "country": each.country,
                "hosts": list(each.hosts),
            }
            for each in found.sessions
        ],
        "gaps": [
            {
                "before": gap.before.id,
                "after": gap.after.id,
                "before_number": gap.before.number,
                "after_number": gap.after.number,
                **(time(gap.time) or {}),
            }
            for gap in found.gaps
        ],
        "findings": [
            {
                "kind": each.kind,
                "sentence": each.sentence,
                "certain": each.certain,
                "sessions": list(each.sessions),
            }
            for each in found.findings
        ],
    }


def coverage(row: "CoverageRow") -> dict[str, Any]:
    """Return one search."""
    plain = ("searched_on", "searched_by", "query", "completeness", "degree", "missing", "note")
    return {
        "id": row.id,
        "outlet": row.outlet,
        "source": row.source,
        "span": dated(row.span),
        **{name: getattr(row, name) for name in plain},
    }


def dated(when: UncertainDate | None) -> dict[str, Any] | None:
    """Return a date."""
    return None if when is None else to_dict(when)


def event(record: int | None, title: str) -> dict[str, Any] | None:
    """Return an event by id and title."""
    return None if record is None else {"id": record, "title": title}


def time(elapsed: "Elapsed | None") -> dict[str, Any] | None:
    """Return a time between two dates."""
    if elapsed is None:
        return None
    return {"days": list(elapsed.days), "months": list(elapsed.months), "words": str(elapsed)}


def days(bounds: "Bounds") -> list[str | None]:
    """Return the ISO days of two bounds."""
    return [None if day is None else date.fromordinal(day).isoformat() for day in bounds]
