"""Bins of a time axis: whole calendar units, or multiples of them, cut exactly at given days."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]

UNITS = ("day", "week", "month", "quarter", "half", "year")
MAX_BINS = 100_000

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_STEPS = (("day", 1), ("week", 7), ("month", 30.44), ("quarter", 91.3), ("year", 365.25), ("5 years", 1826.2))
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST_MONTH = -1969 * 12  # January of the year 1, in months since January 1970
_SPEC = re.compile(
    r"(?i)\s*(?:(\d{1,6})\s*)?(day|(?:iso )?week|month|quarter|half(?:[ -]?year)?|halve|year)s?\s*"
)


class BinError(ValueError):
    """A bin width that is not understood, or one that would make too many bins."""


@dataclass(frozen=True, slots=True)
class Bins:
    """k half-open bins: bin i runs from day edges[i] up to, not including, day edges[i + 1]."""

    edges: Days  # [k + 1] day ordinals, ascending; empty when there are no bins
    labels: tuple[str, ...]
    by: str

    def __len__(self) -> int:
        return len(self.labels)


def parse_by(text: str) -> tuple[int, str]:
    """How many of which unit a bin width such as `month` or `5 years` names; raises `BinError`."""
    match = _SPEC.fullmatch(text)
    if match is None:
        raise BinError(
            f"“{text}” is no bin width{_nearest(text)}: use {', '.join(UNITS)} or a number of them,"
            " congress term, leader's term, government, election, or round of a mechanism."
        )
    number = int(match[1] or 1)
    if number == 0:
        raise BinError(f"“{text}” is a bin of no length: use 1 or more.")
    unit = match[2].lower().removeprefix("iso ")
    return number, "half" if unit.startswith("hal") else unit


def _nearest(text: str) -> str:
    """A guess at what was meant, as part of a sentence."""
    from difflib import get_close_matches  # the window starts without it

    words: list[str] = re.findall(r"[^\W\d_]+", text.lower())
    for word in words:
        found: list[str] = get_close_matches(word, (*UNITS, "congress term", "leader's term"), 1, 0.65)
        if found:
            return f" (did you mean “{found[0]}”?)"
    return ""


def name_by(number: int, unit: str) -> str:
    """The one spelling of a bin width: `year`, `5 years`."""
    plural = "halves" if unit == "half" else f"{unit}s"
    return unit if number == 1 else f"{number} {plural}"


def make_bins(by: str, first: int, last: int) -> Bins:
    """Bins of width `by` from day `first` up to, not including, day `last`, both cut exactly.

    Edges inside lie on calendar units (ISO weeks; multiples count from year 0, or from Monday,
    1 January of the year 1). No bins if `last` is not after `first`. Raises `BinError`.
    """
    number, unit = parse_by(by)
    if last <= first:
        return Bins(np.empty(0, np.int64), (), name_by(number, unit))
    low, high = _index_of(first, number, unit), _index_of(last - 1, number, unit) + 1
    if high - low > MAX_BINS:
        raise BinError(f"Bins of one {name_by(number, unit)} would be {high - low:,}: choose wider ones.")
    starts = _start_of(np.arange(low, high + 1, dtype=np.int64), number, unit)
    edges = np.clip(starts, first, last)
    return Bins(edges, _labels(starts, number, unit), name_by(number, unit))


def whole(by: str, first: int, last: int) -> tuple[int, int]:
    """The smallest span of whole bins around the days from `first` up to, not including, `last`."""
    number, unit = parse_by(by)
    low, high = _index_of(first, number, unit), _index_of(max(last - 1, first), number, unit) + 1
    edges = _start_of(np.array([low, high], dtype=np.int64), number, unit)
    return int(edges[0]), int(edges[1])


def auto_by(first: float, last: float, most: int = 80) -> str:
    """The finest usual bin width that cuts the span into no more than `most` bins."""
    days = max(last - first, 1.0)
    return next((by for by, length in _STEPS if days / length <= most), "10 years")


def day_text(day: int) -> str:
    """An ordinal as `YYYY-MM-DD`; also the day after 9999-12-31, which `date` can't hold."""
    return str(np.datetime64(int(day) - _EPOCH, "D"))


def _month_of(day: int) -> int:
    """Months since January 1970."""
    return int(np.datetime64(int(day) - _EPOCH, "D").astype("datetime64[M]").astype(np.int64))


def _month_start(months: Days) -> Days:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + _EPOCH


def _month_step(number: int, unit: str) -> int:
    return number * _MONTHS[unit]


def _index_of(day: int, number: int, unit: str) -> int:
    """The index of the bin that holds a day, counted from the origin of its unit."""
    if unit in _MONTHS:
        return (_month_of(day) - _FIRST_MONTH + 12) // _month_step(number, unit)
    return (day - 1) // (number * (7 if unit == "week" else 1))


def _start_of(index: Days, number: int, unit: str) -> Days:
    if unit in _MONTHS:
        return _month_start(index * _month_step(number, unit) + (_FIRST_MONTH - 12))
    return index * (number * (7 if unit == "week" else 1)) + 1


def _labels(starts: Days, number: int, unit: str) -> tuple[str, ...]:
    """One label per bin, of whole units even where the bin is cut; `starts` has one entry more."""
    if number == 1:
        return _names(starts[:-1], unit)
    ends = _names(_last_part(starts[1:], unit), unit)
    return tuple(f"{a}–{b}" for a, b in zip(_names(starts[:-1], unit), ends, strict=True))


def _last_part(after: Days, unit: str) -> Days:
    """The start of the last single unit before each day of `after`."""
    if unit not in _MONTHS:
        return after - (7 if unit == "week" else 1)
    months = (after - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return _month_start(months - _MONTHS[unit])


def _names(starts: Days, unit: str) -> tuple[str, ...]:
    if unit == "week":
        return tuple(_week_name(day) for day in starts.tolist())
    texts = np.datetime_as_string((starts - _EPOCH).astype("datetime64[D]")).tolist()
    return tuple(_NAMES[unit](text) for text in texts)


def _week_name(day: int) -> str:
    years = 400 if day > date.max.toordinal() else 0  # weeks repeat after 400 years to the day
    year, week, _ = date.fromordinal(max(day, 1) - (146_097 if years else 0)).isocalendar()
    return f"{year + years:04d}-W{week:02d}"


def _part_name(letter: str, months: int) -> Callable[[str], str]:
    return lambda text: f"{text[:-6]} {letter}{(int(text[-5:-3]) - 1) // months + 1}"


_NAMES: dict[str, Callable[[str], str]] = {
    "day": str,
    "month": lambda text: text[:-3],
    "quarter": _part_name("Q", 3),
    "half": _part_name("H", 6),
    "year": lambda text: text[:-6],
}
