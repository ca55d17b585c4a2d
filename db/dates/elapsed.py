"""Time between two uncertain dates, told in years and months as people do."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from db.dates.uncertain import Bounds


@dataclass(frozen=True, slots=True)
class Length:
    """The time from one day to another: complete calendar months, and all of it in days."""

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time between two uncertain dates: at least and at most; `most` is None where it has no limit."""

    least: Length
    most: Length | None

    @property
    def exact(self) -> bool:
        """Tell whether it is known to the day."""
        return self.least == self.most

    @property
    def known(self) -> bool:
        """Tell whether anything is known of it."""
        return self.most is not None or self.least.days > 0

    @property
    def days(self) -> Bounds:
        """Least and most in days."""
        return self.least.days, None if self.most is None else self.most.days

    @property
    def months(self) -> Bounds:
        """Least and most in months as they are told.

        Both are complete months, as ages are told. Where the time is uncertain and both come to the same
        number, it lies between that and the next.
        """
        low = self.least.months
        if self.most is None:
            return low, None
        high = self.most.months
        return low, high if self.exact or high > low else low + 1

    def __str__(self) -> str:
        return self._words(month_words, "and", "between ")

    @property
    def short(self) -> str:
        """The same for a label: "6 y 9 m – 6 y 10 m"."""
        return self._words(_short_months, "–", "")

    def longer_than(self, days: int) -> bool | None:
        """Tell whether it is longer than a number of days; None where that is not certain."""
        if self.least.days > days:
            return True
        return False if self.most is not None and self.most.days <= days else None

    def _words(self, months_in: Callable[[int], str], joint: str, head: str) -> str:
        low, high = self.months
        first = months_in(low) if low else _days(self.least.days)
        if high is None or self.most is None:
            return f"at least {first}" if self.known else "not known"
        if self.exact:
            return first
        last = months_in(high) if self.most.months else _days(self.most.days)
        return f"{head}{first} {joint} {last}" if self.least.days else f"up to {last}"


def length(first: int, last: int) -> Length:
    """Return the time from one day to a later one (ordinals): 31 January to 28 February is no month yet."""
    a, b = date.fromordinal(first), date.fromordinal(last)
    months = (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day)
    return Length(months, last - first)


def elapsed(end: Bounds, start: Bounds) -> Elapsed:
    """Return the time from the end of one thing to the start of the next, never less than none.

    The least runs from the latest end to the earliest start, the most from the earliest end to the latest start.
    """
    least = Length(0, 0) if end[1] is None or start[0] is None else length(end[1], max(end[1], start[0]))
    if end[0] is None or start[1] is None:
        return Elapsed(least, None)
    return Elapsed(least, length(end[0], max(end[0], start[1])))


def month_words(months: int) -> str:
    """Return months in years and months: 82 is "6 years 10 months"."""
    years, rest = divmod(months, 12)
    parts = [
        f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in ((years, "year"), (rest, "month"))
    ]
    kept = [part for part, count in zip(parts, (years, rest), strict=True) if count]
    return " ".join(kept) or parts[1]


def _short_months(months: int) -> str:
    years, rest = divmod(months, 12)
    return " ".join(f"{count} {unit}" for count, unit in ((years, "y"), (rest, "m")) if count)


def _days(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"
