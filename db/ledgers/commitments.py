"""Commitments: who promised what to whom, when it is due, and what is overdue on any day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from db.clock import today
from db.dates import OPEN_HI, UncertainDate
from db.dates.uncertain import Bounds
from db.ledgers.due import Course, due_after
from db.reading import date_of, fetch
from db.spans import Certainty


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An event that followed a commitment up."""

    id: int
    event_id: int
    event: str
    start: Bounds
    edtf: str
    date_text: str
    note: str

    @property
    def date(self) -> UncertainDate | None:
        """When it was, None if nothing is known."""
        return date_of(self.edtf, self.date_text)


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One commitment as of a day; `course` holds the days it was made, due and settled on.

    `due` is the date it is due, where it is one; otherwise it may be due `due_after_days` after an event.
    `pending` and `overdue` say how sure it is that it was unsettled, or overdue, on the day.
    """

    id: int
    words: str
    kind: str
    quantity: str
    promiser_id: int | None
    promiser: str
    receiver_id: int | None
    receiver: str
    made_at_id: int | None
    made_at: str
    due: UncertainDate | None
    due_after_id: int | None
    due_after: str
    due_after_days: int | None
    status: str
    renews_id: int | None
    note: str
    unverified: bool
    evidence: int
    follow_ups: tuple[FollowUp, ...]
    course: Course
    pending: Certainty
    overdue: Certainty

    @property
    def due_words(self) -> str:
        """When it is due, in words; empty where no day was agreed."""
        if self.due is not None:
            return self.due.text
        if self.due_after_id is None:
            return ""
        days = self.due_after_days or 0
        span = f"{days} day{'' if days == 1 else 's'} " if days else ""
        return f"{span}after “{self.due_after}”"


_ROWS: Final = """SELECT c.id, c.words, c.kind, c.quantity, c.promiser_id, coalesce(a.name, ''), c.receiver_id,
  coalesce(b.name, ''), c.made_at_id, coalesce(m.title, ''), c.edtf, c.date_text, c.due_after_id,
  coalesce(d.title, ''), c.due_after_days, c.status, c.renews_id, c.note, c.unverified,
  (SELECT count(*) FROM evidence v WHERE v.commitment_id = c.id),
  m.start_lo, m.start_hi, c.end_lo, c.end_hi, d.end_lo, d.end_hi
FROM commitment c LEFT JOIN actor a ON a.id = c.promiser_id LEFT JOIN actor b ON b.id = c.receiver_id
LEFT JOIN event m ON m.id = c.made_at_id LEFT JOIN event d ON d.id = c.due_after_id {}
ORDER BY coalesce(m.start_lo, m.start_hi, 2147483647), c.words, c.id"""
_FOLLOW_UPS: Final = """SELECT f.commitment_id, f.id, e.id, e.title, e.start_lo, e.start_hi, e.edtf, e.date_text, f.note
FROM commitment_follow_up f JOIN event e ON e.id = f.event_id {} ORDER BY e.sort_lo, e.sort_width, e.title, f.id"""


def rows(session: Session, day: int | None = None) -> list[CommitmentRow]:
    """Return all commitments in the order they were made, as of a day (ordinal), today if none is given."""
    return list(_rows(session, "", (), day))


def detail(session: Session, commitment_id: int, day: int | None = None) -> CommitmentRow | None:
    """Return one commitment as of a day, None if it is not there."""
    return next(_rows(session, "WHERE c.id = ?", (commitment_id,), day), None)


def overdue(session: Session, day: int | None = None) -> list[CommitmentRow]:
    """Return the commitments that were overdue on a day, or may have been: those certain first, longest due first.

    A commitment that was settled later was pending before its last follow-up event; one settled without any is
    taken as settled by today.
    """
    late = [row for row in rows(session, day) if row.overdue]
    return sorted(late, key=lambda row: (row.overdue != "certain", _latest_due(row)))


def of_actor(session: Session, actor_id: int, day: int | None = None) -> list[CommitmentRow]:
    """Return the commitments an actor gave or got."""
    return list(_rows(session, "WHERE c.promiser_id = ? OR c.receiver_id = ?", (actor_id, actor_id), day))


def of_event(session: Session, event_id: int) -> list[CommitmentRow]:
    """Return the commitments that were made at an event, or that it followed up."""
    where = """WHERE c.made_at_id = ? OR c.id IN
    (SELECT commitment_id FROM commitment_follow_up WHERE event_id = ?)"""
    return list(_rows(session, where, (event_id, event_id), None))


def chain(session: Session, commitment_id: int) -> list[int]:
    """Return the commitments one renews and those that renew it, the first promise first; itself included."""
    sql = """WITH RECURSIVE
    back(id, depth) AS (SELECT ?1, 0 UNION SELECT c.renews_id, depth - 1 FROM back
      JOIN commitment c ON c.id = back.id WHERE c.renews_id IS NOT NULL AND depth > -1000),
    onward(id, depth) AS (SELECT ?1, 0 UNION SELECT c.id, depth + 1 FROM onward
      JOIN commitment c ON c.renews_id = onward.id WHERE depth < 1000)
    SELECT id FROM (SELECT * FROM back UNION SELECT * FROM onward) GROUP BY id ORDER BY min(depth), id"""
    return [row[0] for row in fetch(session, sql, (commitment_id,))]


def _rows(session: Session, where: str, values: Sequence[object], day: int | None) -> Iterator[CommitmentRow]:
    now = today()
    day = now if day is None else day
    which = f"WHERE f.commitment_id IN (SELECT c.id FROM commitment c {where})" if where else ""
    followed: defaultdict[int, list[FollowUp]] = defaultdict(list)
    for commitment, *row in fetch(session, _FOLLOW_UPS.format(which), values):
        record, event, title, first, last, edtf, text, note = row
        followed[commitment].append(FollowUp(record, event, title, (first, last), edtf, text, note))
    for row in fetch(session, _ROWS.format(where), values):
        yield _row(row, tuple(followed.get(row[0], ())), day, now)


def _row(row: Sequence[Any], follow_ups: tuple[FollowUp, ...], day: int, today: int) -> CommitmentRow:
    *head, made_lo, made_hi, due_lo, due_hi, after_lo, after_hi = row
    edtf, text, due_after_id, due_title, due_days, status, renews_id, note, unverified, evidence = head[10:]
    due: Bounds | None = None
    if edtf:
        due = (due_lo, due_hi)
    elif due_after_id is not None:
        due = due_after((after_lo, after_hi), due_days or 0)
    settled = None if status == "open" else _settled(follow_ups, today)
    course = Course((made_lo, made_hi), due, settled)
    values: tuple[Any, ...] = (
        *head[:10], date_of(edtf, text), due_after_id, due_title, due_days, status, renews_id, note,
        bool(unverified), evidence, follow_ups, course, course.pending(day), course.overdue(day),
    )  # fmt: skip
    return CommitmentRow(*values)


def _latest_due(row: CommitmentRow) -> int:
    last = row.course.due[1] if row.course.due else None
    return OPEN_HI if last is None else last


def _settled(follow_ups: Sequence[FollowUp], today: int) -> Bounds:
    """Return when it was settled: at the last event that followed it up, else at some time until today."""
    if not follow_ups:
        return None, today
    first, last = follow_ups[-1].start
    return first, today if last is None else last
