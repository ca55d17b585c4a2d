"""Series of the ledgers: how soon invitations were fulfilled, how many of a year's, how many commitments were open."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.dates.uncertain import Bounds
from db.ledgers import commitments, invitations
from db.ledgers.due import Course
from db.ledgers.invitation_rates import extension_year, per_year
from db.ledgers.invitation_steps import bounds
from db.stats.bins import day_text
from db.stats.steps import EVER_AFTER, EVER_SINCE, Lasting, StepSeries, step_series


@dataclass(frozen=True, slots=True)
class Latency:
    """How long one invitation took from extension to the visit: days at least and at most, None without a limit.

    `extended` bounds the day of the extension. `certain` is whether it was fulfilled for certain by the day asked.
    """

    invitation_id: int
    counterpart: str
    purpose: str
    extended: Bounds
    least: int | None
    most: int | None
    event_id: int | None
    event: str
    certain: bool

    def to_json(self) -> dict[str, Any]:
        """Return the documented form."""
        return {
            "invitation": str(self.invitation_id),
            "counterpart": self.counterpart,
            "purpose": self.purpose,
            "extended": [None if day is None else day_text(day) for day in self.extended],
            "days": [self.least, self.most],
            "event": None if self.event_id is None else str(self.event_id),
            "title": self.event,
            "certain": self.certain,
        }


@dataclass(frozen=True, slots=True)
class YearShare:
    """The invitations extended in a year (in the words of `invitation_rates.per_year`), and what came of them."""

    year: str
    extended: int
    fulfilled: int
    perhaps: int
    open: int
    share: float
    share_most: float
    invitation_ids: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the documented form."""
        return {
            "year": self.year,
            "extended": self.extended,
            "fulfilled": self.fulfilled,
            "perhaps": self.perhaps,
            "open": self.open,
            "share": [self.share, self.share_most],
        }


def latencies(session: Session, day: int | None = None) -> list[Latency]:
    """Return the invitations fulfilled, or perhaps fulfilled, by a day (today if None), by their extension.

    Those of which neither end is known come last, as they are: nothing is made up for them.
    """
    found = [_latency(row) for row in invitations.rows(session, day) if row.latency is not None]
    return sorted(found, key=lambda each: (_first(each.extended), each.counterpart, each.invitation_id))


def fulfilled_per_year(
    session: Session, day: int | None = None, among: Collection[int] | None = None
) -> list[YearShare]:
    """Return for each year of extension how many invitations were fulfilled by a day (today if None).

    `among` are the ids meant, all if None.
    """
    rows = [row for row in invitations.rows(session, day) if among is None or row.id in among]
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.state.begun:
            ids[extension_year(row)].append(row.id)
    return [
        YearShare(
            rate.key, rate.extended, rate.fulfilled, rate.perhaps, rate.open, rate.share, rate.share_most,
            tuple(ids[rate.key]),
        )
        for rate in per_year(rows)
    ]  # fmt: skip


def commitments_open(
    session: Session, first: int, after: int, among: Collection[int] | None = None
) -> StepSeries:
    """Return how many commitments were made and unsettled from day `first` up to, not including, `after`.

    On each day these are as many as `Course.pending` calls certain, and as it calls certain or possible. `among`
    are the ids meant, all if None.
    """
    rows = commitments.rows(session)
    courses = [row.course for row in rows if among is None or row.id in among]
    return step_series(map(lasting, courses), first, after)


def commitments_on(session: Session, day: int) -> tuple[list[int], list[int]]:
    """Return the ids of the commitments certainly open on a day, and of those possibly open besides."""
    rows = commitments.rows(session, day)
    return (
        [row.id for row in rows if row.pending == "certain"],
        [row.id for row in rows if row.pending == "possible"],
    )


def lasting(course: Course) -> Lasting:
    """Return the days on which a commitment was pending: what `Course.pending` says of each day."""
    made, settled = course.made, course.settled
    begins = EVER_SINCE if made[0] is None else made[0]
    surely = max(begins, EVER_SINCE if made[1] is None else made[1])
    if settled is None:
        return Lasting((surely, EVER_AFTER), (begins, EVER_AFTER))
    ends = EVER_AFTER if settled[1] is None else settled[1]
    still = surely if settled[0] is None else min(settled[0], ends)
    return Lasting((surely, max(still, surely)), (begins, max(ends, begins)))


def _latency(row: invitations.InvitationRow) -> Latency:
    time = row.latency
    least, most = (None, None) if time is None or not time.known else time.days
    steps = row.steps
    extended = bounds(steps)[0] if steps and steps[0].kind == "extended" else (None, None)
    done = next((step for step in steps if step.kind == "fulfilled"), None)
    event_id, event = (row.event_id, row.event) if done is None else (done.event_id, done.event)
    return Latency(
        row.id, row.counterpart, row.purpose, extended, least, most, event_id, event,
        row.state.certain == "fulfilled",
    )  # fmt: skip


def _first(when: Bounds) -> int:
    return next((day for day in when if day is not None), EVER_AFTER)
