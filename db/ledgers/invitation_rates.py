"""How many invitations were fulfilled and how soon, per counterpart and per year of extension."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from math import inf
from statistics import median

from db.ledgers.invitation_steps import bounds
from db.ledgers.invitations import InvitationRow


@dataclass(frozen=True, slots=True)
class Rate:
    """Invitations of one counterpart or year: how many, how many fulfilled or open by the day, and how soon.

    `fulfilled` and `open` are what is certain, `perhaps` counts those that may have been fulfilled besides.
    `share` is fulfilled ÷ extended at least, `share_most` with those that may have been. `latency` is the median
    of the days from extension to fulfilment, at least and at most, over those certainly fulfilled; None where
    nothing is known or (for the most) where half of them have no limit.
    """

    key: str
    id: int | None
    extended: int
    fulfilled: int
    perhaps: int
    open: int
    latency: tuple[float | None, float | None]

    @property
    def share(self) -> float:
        """The share that was fulfilled for certain."""
        return self.fulfilled / self.extended

    @property
    def share_most(self) -> float:
        """The share with those that may have been fulfilled."""
        return (self.fulfilled + self.perhaps) / self.extended


def per_counterpart(rows: Iterable[InvitationRow]) -> list[Rate]:
    """Return the rates of each counterpart by name; `rows` are `db.ledgers.invitations.rows` of the day wanted."""
    return _rates(rows, lambda row: (row.counterpart or "unknown", row.counterpart_id))


def per_year(rows: Iterable[InvitationRow]) -> list[Rate]:
    """Return the rates of each year of extension: "2007", "by 2007", "since 2006", "2006–2007" or "unknown".

    An invitation of which only the latest day is known counts under "by" that year: no year is made up for it.
    """
    return _rates(rows, lambda row: (extension_year(row), None))


def extension_year(row: InvitationRow) -> str:
    """Return the year in which an invitation was extended, in the words of `per_year`."""
    head = bounds(row.steps)[0] if row.steps and row.steps[0].kind == "extended" else (None, None)
    first, last = (None if day is None else date.fromordinal(day).year for day in head)
    if last is None:
        return "unknown" if first is None else f"since {first}"
    if first is None:
        return f"by {last}"
    return str(first) if first == last else f"{first}–{last}"


def _rates(
    rows: Iterable[InvitationRow], key: Callable[[InvitationRow], tuple[str, int | None]]
) -> list[Rate]:
    groups: defaultdict[tuple[str, int | None], list[InvitationRow]] = defaultdict(list)
    for row in rows:
        if row.state.begun:
            groups[key(row)].append(row)
    return [_rate(*group, of_it) for group, of_it in sorted(groups.items(), key=lambda pair: pair[0][0])]


def _rate(key: str, record: int | None, rows: list[InvitationRow]) -> Rate:
    done = [row for row in rows if row.state.certain == "fulfilled"]
    days = [row.latency.days for row in done if row.latency is not None]
    least = median([day for day, _ in days if day is not None]) if days else None
    most = median([inf if day is None else day for _, day in days]) if days else None
    return Rate(
        key=key,
        id=record,
        extended=len(rows),
        fulfilled=len(done),
        perhaps=sum("fulfilled" in row.state.possible for row in rows),
        open=sum(row.state.open is True for row in rows),
        latency=(least, None if most == inf else most),
    )
