"""Where a time axis has its ticks and what they say, for any span of the years 1–9999; knows no Qt."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""The months' names where the caller gives none."""
_LAST_DAY: Final = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Tick:
    """A day marked on the axis: its label, and the larger unit ("2004") where a new one begins."""

    day: int
    label: str
    outer: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    days: float
    """Length of the shortest gap between two ticks."""
    characters: int
    """Width of the widest label."""
    starts: Callable[[date], Iterator[date]]
    label: Callable[[date, Sequence[str]], str]
    outer: Callable[[date, Sequence[str]], str]


def ticks(
    first: float, last: float, width: float, character: float = 7.0, months: Sequence[str] = MONTHS
) -> list[Tick]:
    """Ticks of the days `first` to `last` (ordinals, clipped to the years 1–9999) on `width` pixels.

    The finest step whose labels stay two characters and a half apart is taken; `character` is the width of
    a digit. Labels start at their tick. An `outer` label is given where a new larger unit begins and on
    the first tick, unless the next one would run into it.
    """
    if not (last > first and width > 0):
        return []
    scale = width / (last - first)
    step = next((s for s in _STEPS if s.days * scale >= (s.characters + 2.5) * character), _STEPS[-1])
    low, high = max(int(first), 1), min(int(-(-last // 1)), _LAST_DAY + 1)
    if low >= high:
        return []
    found: list[Tick] = []
    unit = ""
    for day in step.starts(date.fromordinal(low)):
        ordinal = day.toordinal()
        if ordinal >= high:
            break
        if ordinal < first:
            continue
        outer = step.outer(day, months)
        found.append(Tick(ordinal, step.label(day, months), outer if outer != unit else ""))
        unit = outer
    return _without_collision(found, scale, character)


def _without_collision(found: list[Tick], scale: float, character: float) -> list[Tick]:
    """Drop the first outer label where the second would run into it."""
    outer = [i for i, tick in enumerate(found) if tick.outer]
    if len(outer) > 1:
        a, b = found[outer[0]], found[outer[1]]
        if (b.day - a.day) * scale < (len(a.outer) + 1.5) * character:
            found[outer[0]] = Tick(a.day, a.label)
    return found


def _every_days(count: int) -> Callable[[date], Iterator[date]]:
    def starts(day: date) -> Iterator[date]:
        # Counted from the month's first, so that the same days are marked wherever the view begins.
        month = day.replace(day=1)
        while True:
            for offset in range(0, _days_in(month) - count + 1, count):
                yield month + timedelta(offset)
            if (month.year, month.month) == (9999, 12):
                return
            month = _add_months(month, 1)

    return starts


def _weeks(day: date) -> Iterator[date]:
    ordinal = max(1, day.toordinal() - day.weekday())
    while ordinal <= _LAST_DAY:
        yield date.fromordinal(ordinal)
        ordinal += 7


def _every_months(count: int) -> Callable[[date], Iterator[date]]:
    def starts(day: date) -> Iterator[date]:
        month = day.replace(day=1, month=day.month - (day.month - 1) % count)
        while True:
            yield month
            if month.year * 12 + month.month + count > 9999 * 12 + 12:
                return
            month = _add_months(month, count)

    return starts


def _every_years(count: int) -> Callable[[date], Iterator[date]]:
    def starts(day: date) -> Iterator[date]:
        for year in range(day.year - day.year % count, 10_000, count):
            if year >= 1:
                yield date(year, 1, 1)

    return starts


def _add_months(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    return date.max if months >= 120_000 else day.replace(year=months // 12, month=months % 12 + 1)


def _days_in(month: date) -> int:
    return 31 if month.month == 12 else (_add_months(month, 1) - month).days


def _day(day: date, months: Sequence[str]) -> str:  # noqa: ARG001 - one signature for all steps
    return str(day.day)


def _month(day: date, months: Sequence[str]) -> str:
    return months[day.month - 1]


def _year(day: date, months: Sequence[str]) -> str:  # noqa: ARG001
    return str(day.year)


def _month_and_year(day: date, months: Sequence[str]) -> str:
    return f"{months[day.month - 1]} {day.year}"


def _nothing(day: date, months: Sequence[str]) -> str:  # noqa: ARG001
    return ""


_STEPS: Final = (
    _Step(1, 2, _every_days(1), _day, _month_and_year),
    _Step(2, 2, _every_days(2), _day, _month_and_year),
    _Step(7, 2, _weeks, _day, _month_and_year),
    _Step(28, 4, _every_months(1), _month, _year),
    _Step(90, 4, _every_months(3), _month, _year),
    *(_Step(365 * n, 4, _every_years(n), _year, _nothing)
      for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)  # fmt: skip
