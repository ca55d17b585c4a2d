"""Computes the charts of the ledgers: how soon and how many invitations were fulfilled, commitments open."""

from collections.abc import Iterable

from db.dates import OPEN_LO
from db.dates.uncertain import Bounds
from db.errors import BadInput, Problem
from db.ledgers import commitments, invitations
from db.ledgers.commitments import CommitmentRow
from db.ledgers.invitation_steps import bounds
from db.ledgers.invitations import InvitationRow
from db.plots.asked import Asked, captioned, span_words
from db.plots.contexts_behind import context_spans
from db.plots.finding import events_of_invitations
from db.plots.ledger_series import Latency, commitments_open, fulfilled_per_year, lasting, latencies
from db.plots.ledger_words import known
from db.plots.results import CommitmentsChart, FulfilmentChart, LatencyChart
from db.stats.bins import day_text


def latency_chart(asked: Asked) -> LatencyChart:
    """Find how long the invitations fulfilled by a day took."""
    among = _invitations(asked)
    found = [
        each for each in latencies(asked.session, asked.day) if among is None or each.invitation_id in among
    ]
    if not found:
        raise Problem(f"No invitation {_that_passes(asked)}was fulfilled by {day_text(asked.day)}.")
    sure = sum(each.certain for each in found)
    perhaps = f", {len(found) - sure:,} perhaps" if sure < len(found) else ""
    open_ended = sum(each.least is None or each.most is None for each in found)
    words = (
        f"Days from the extension of an invitation to the visit that fulfilled it, by {day_text(asked.day)}: at least"
        f" and at most, where a date leaves it open. {sure:,} fulfilled{perhaps}.{_ranges(found)}"
        f"{_limitless(open_ended)} {_filter_words(asked, 'invitations')}"
    )
    begun = [day for each in found if (day := _either(each.extended)) is not None]
    more = known(asked, "invitation", [each.invitation_id for each in found], min(begun, default=None))
    return LatencyChart(asked.spec, tuple(found), asked.day, captioned(words, asked.spec, *more))


def fulfilment_chart(asked: Asked) -> FulfilmentChart:
    """Find what share of each year's invitations were fulfilled by a day."""
    among = _invitations(asked)
    shares = fulfilled_per_year(asked.session, asked.day, among)
    if not shares:
        raise Problem(f"No invitation {_that_passes(asked)}was extended by {day_text(asked.day)}.")
    extended, done, perhaps, still = (
        sum(getattr(each, name) for each in shares) for name in ("extended", "fulfilled", "perhaps", "open")
    )
    ids = {one for each in shares for one in each.invitation_ids}
    rows = [row for row in invitations.rows(asked.session, asked.day) if row.id in ids]
    unsure = sum(not row.state.certain for row in rows)
    later = f", {unsure:,} of them perhaps only later" if unsure else ""
    words = (
        f"Share of the invitations extended in a year that were fulfilled by {day_text(asked.day)}: certainly, and"
        f" with those that may have been. {extended:,} extended{later}, {done:,} fulfilled,"
        f" {perhaps:,} perhaps, {still:,} open still. {_filter_words(asked, 'invitations')}"
    )
    begun = [day for row in rows for day in _begun(row)]
    more = known(asked, "invitation", [row.id for row in rows], min(begun, default=None))
    return FulfilmentChart(asked.spec, tuple(shares), captioned(words, asked.spec, *more), asked.day)


def commitments_chart(asked: Asked) -> CommitmentsChart:
    """Count the commitments open over time, from the first one made to a day if nothing else is asked for."""
    rows = _commitments(asked)
    if not rows:
        raise Problem(f"No commitment {_that_passes(asked)}is on record.")
    begun = [day for row in rows if (day := row.course.made[0]) is not None]
    if not begun and asked.first is None:
        raise Problem("Of no commitment is it known when it was made: say from which day on to count.")
    first = min(begun) if asked.first is None else asked.first
    after = asked.day + 1 if asked.last is None else asked.last
    if first >= after:
        raise BadInput(
            f"The first commitment was made on {day_text(first)}: choose a later end than {day_text(after - 1)}.",
            "last",
        )
    ids = tuple(row.id for row in rows)
    series = commitments_open(asked.session, first, after, ids)
    if not series.possible.any():
        raise Problem(f"No commitment was open in {span_words(first, after)}: choose another period.")
    words = (
        f"Commitments made and not settled on a day, {span_words(first, after)}: certainly, and possibly where dates"
        f" leave it open. {len(rows):,} commitment{'s' if len(rows) != 1 else ''}."
        f"{_undated(rows)} {_filter_words(asked, 'commitments')}"
    )
    contexts = context_spans(asked.connection) if asked.spec.contexts else ()
    more = known(asked, "commitment", ids, first)
    return CommitmentsChart(asked.spec, series, captioned(words, asked.spec, *more), ids, contexts)


def _invitations(asked: Asked) -> set[int] | None:
    """Return the ids of the invitations that name an event that passes; None without a filter."""
    if not asked.filter:
        return None
    passing = set(asked.columns.ids[asked.rows].tolist())
    return {each for each, events in events_of_invitations(asked.session).items() if events & passing}


def _commitments(asked: Asked) -> list[CommitmentRow]:
    rows = commitments.rows(asked.session)
    if not asked.filter:
        return rows
    passing = set(asked.columns.ids[asked.rows].tolist())
    return [row for row in rows if passing & {row.made_at_id, *(each.event_id for each in row.follow_ups)}]


def _that_passes(asked: Asked) -> str:
    return "that names an event that passes the filter " if asked.filter else ""


def _filter_words(asked: Asked, things: str) -> str:
    if not asked.filter:
        return "No filter."
    return f"Filter: {asked.filter}, which leaves the {things} that name an event that passes."


def _ranges(found: Iterable[Latency]) -> str:
    """Return how many of the times are known within limits only."""
    many = sum(None not in (each.least, each.most) and each.least != each.most for each in found)
    return f" {many:,} not known to the day." if many else ""


def _begun(row: InvitationRow) -> list[int]:
    """Return the earliest, else the latest, day of the first step of an invitation, if one is known."""
    day = _either(bounds(row.steps)[0]) if row.steps else None
    return [] if day is None else [day]


def _either(when: Bounds) -> int | None:
    return when[1] if when[0] is None else when[0]


def _limitless(many: int) -> str:
    return f" Of {many:,} the dates set no limit." if many else ""


def _undated(rows: Iterable[CommitmentRow]) -> str:
    many = sum(lasting(row.course).possible[0] < OPEN_LO for row in rows)
    return f" Of {many:,} it is unknown since when." if many else ""
