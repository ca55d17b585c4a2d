"""Which backups to keep, as a pure function of their times and sizes."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta
from typing import Final

KEEP_ALL: Final = timedelta(days=2)
FEWEST: Final = 3
DAYS, WEEKS, MONTHS = 7, 4, 12


def to_keep(backups: Sequence[tuple[datetime, int]], now: datetime, limit: int) -> set[int]:
    """Return the places of the backups to keep.

    All of the last two days; of what is older the last of each of 7 days, then of 4 weeks, then of 12 months.
    Days, weeks and months without a backup don't count, so an old series is not lost by waiting.
    Then the oldest go until the rest fits into the limit. The newest three always stay.

    Args:
        backups: UTC time and size in bytes of each, in any order.
        now: UTC time.
        limit: total size in bytes that is worth keeping.
    """
    newest_first = sorted(range(len(backups)), key=lambda place: backups[place][0], reverse=True)
    older = [place for place in newest_first if now - backups[place][0] >= KEEP_ALL]
    kept = set(newest_first) - set(older) | set(newest_first[:FEWEST]) | _thinned(backups, older)
    total = 0
    for rank, place in enumerate(p for p in newest_first if p in kept):
        total += backups[place][1]
        if rank >= FEWEST and total > limit:
            kept.discard(place)
    return kept


def _thinned(backups: Sequence[tuple[datetime, int]], newest_first: Sequence[int]) -> set[int]:
    """Return the last backup of each day, then week, then month, as many as there are places for."""
    kept: set[int] = set()
    previous: datetime | None = None
    rest = iter(newest_first)
    place = next(rest, None)
    for count, period in _STEPS:
        left = count
        while place is not None and left:
            time = backups[place][0]
            if previous is None or period(time) != period(previous):
                kept.add(place)
                previous = time
                left -= 1
            place = next(rest, None)
    return kept


def _day(time: datetime) -> Hashable:
    return time.date()


def _week(time: datetime) -> Hashable:
    return time.isocalendar()[:2]


def _month(time: datetime) -> Hashable:
    return time.year, time.month


_STEPS: Final[tuple[tuple[int, Callable[[datetime], Hashable]], ...]] = (
    (DAYS, _day),
    (WEEKS, _week),
    (MONTHS, _month),
)
