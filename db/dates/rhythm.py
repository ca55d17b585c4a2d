"""How long something is expected to take, as people type it: "1 year", "18 months", 每 6 个月 as days."""

import re
from typing import Final

from db.dates.elapsed import month_words
from db.dates.errors import DateError

YEAR: Final = 365.2425
"""Days of a mean Gregorian year."""

LONGEST: Final = 36524
"""A hundred years, in days."""

_UNITS: Final = {
    YEAR: "years|year|yrs|yr|y|年間|年|년",
    YEAR / 12: "months|month|mo|m|个月|個月|か月|ヶ月|カ月|月|개월|달",
    7: "weeks|week|w|周|週間|週|星期|주",
    1: "days|day|d|日間|日|天|일",
}
_DAYS: Final = {unit: days for days, units in _UNITS.items() for unit in units.split("|")}
_ALONE: Final = {
    "yearly": YEAR, "annual": YEAR, "annually": YEAR, "half-yearly": YEAR / 2, "twice a year": YEAR / 2,
    "quarterly": YEAR / 4, "monthly": YEAR / 12, "weekly": 7, "biennial": 2 * YEAR,
}  # fmt: skip
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "half a": 0.5,
}  # fmt: skip
_LEAD: Final = re.compile(r"(?:every|each|once|about|每隔|每|매)\s*")
_PART: Final = re.compile(
    rf"\s*(\d{{1,5}}(?:\.\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})?\s*"
    rf"({'|'.join(sorted(_DAYS, key=len, reverse=True))})(?![a-z])(?:\s*(?:,|and)(?=\s))?"
)


def read_rhythm(text: str) -> int:
    """Return a length of time in whole days: "1 year" is 365, "18 months" 548, "90" 90.

    Raises DateError where it is none, is shorter than a day or longer than a hundred years.
    """
    words = " ".join(text.lower().split())
    start = at = lead.end() if (lead := _LEAD.match(words)) else 0
    days = float(words) if re.fullmatch(r"\d{1,6}", words) else _ALONE.get(words, 0.0)
    while not days or at > start:
        part = _PART.match(words, at)
        if part is None:
            break
        number = part[1] or "1"
        days += (_NUMBERS.get(number) or float(number)) * _DAYS[part[2]]
        at = part.end()
    if not days or (at > start and at < len(words)):
        raise DateError(text, 0, 'it is no length of time: type "1 year", "18 months" or a number of days')
    if not 0.5 <= days <= LONGEST + 1:
        raise DateError(text, 0, "it must be a day at least and a hundred years at most")
    return max(1, round(days))


def rhythm_words(days: int) -> str:
    """Return a length of time in the words it was probably typed in: 548 is "1 year 6 months"."""
    months = round(days / (YEAR / 12))
    if months and round(months * YEAR / 12) == days:
        return month_words(months)
    count, unit = (days // 7, "week") if days % 7 == 0 else (days, "day")
    return f"{count} {unit}{'' if count == 1 else 's'}"
