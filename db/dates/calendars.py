"""Months, parts of the year, eras and numerals of the four languages."""

from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

FIRST_DAY: Final = 1
LAST_DAY: Final = date.max.toordinal()

MonthSpan = tuple[int, int]
"""First month (1 is January of the year) and number of months."""

SPRING, SUMMER, AUTUMN, WINTER = 21, 22, 23, 24

PARTS_OF_YEAR: Final[dict[int, MonthSpan]] = {
    **{base + season: (3 + 3 * season, 3) for base in (21, 25) for season in range(4)},
    29: (9, 3),
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),
    **{33 + quarter: (1 + 3 * quarter, 3) for quarter in range(4)},
    **{37 + third: (1 + 4 * third, 4) for third in range(3)},
    **{40 + half: (1 + 6 * half, 6) for half in range(2)},
}
"""ISO 8601-2 codes: seasons (21-28 read as northern, 29-32 southern), quarters, thirds, halves."""


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return monthrange(year, month)[1]


def months_of(year: int, months: MonthSpan) -> tuple[int, int, int, int]:
    """Return first year and month, last year and month of a span that may reach into the next year."""
    first = year * 12 + months[0] - 1
    last = first + months[1] - 1
    return first // 12, first % 12 + 1, last // 12, last % 12 + 1


def wrong_month(month: int) -> str:
    """Return why a month can't be, or nothing."""
    return "" if 1 <= month <= 12 else f"there is no month {month}"


def wrong_day(year: int, month: int, day: int) -> str:
    """Return why a day of a possible month can't be, or nothing."""
    length = month_length(year, month)
    if 1 <= day <= length:
        return ""
    return f"{MONTHS[month - 1]} {year} has {length} days, there is no day {day}"


class Era(NamedTuple):
    """An era whose years are counted: `year_one` is the Gregorian year of its first year."""

    name: str
    year_one: int
    first: int
    last: int


def _era(name: str, first: date, last: date = date.max) -> Era:
    return Era(name, first.year, first.toordinal(), last.toordinal())


MEIJI: Final = _era("Meiji", date(1868, 1, 25), date(1912, 7, 30))
TAISHO: Final = _era("Taishō", date(1912, 7, 30), date(1926, 12, 25))
SHOWA: Final = _era("Shōwa", date(1926, 12, 25), date(1989, 1, 7))
HEISEI: Final = _era("Heisei", date(1989, 1, 8), date(2019, 4, 30))
REIWA: Final = _era("Reiwa", date(2019, 5, 1))
MINGUO: Final = _era("Republic of China", date(1912, 1, 1))
JUCHE: Final = _era("Juche", date(1912, 1, 1))

SOLAR_JAPAN: Final = date(1873, 1, 1).toordinal()
"""Japan's months are the Gregorian ones from this day on; those of the years before can't be taken over."""


def outside_era(era: Era, first: int, last: int) -> str:
    """Return why the days from first to last can't carry the era's name, or nothing; an overlap is enough."""
    if first > era.last:
        return f"the {era.name} era's last day was {plain_day(era.last)}"
    if last < era.first:
        return f"the {era.name} era's first day was {plain_day(era.first)}"
    if era is MEIJI and first < SOLAR_JAPAN and last - first < 360:
        return "Japan's months before 1873 were those of a lunar calendar, only the year can be read"
    return ""


def plain_day(day: int) -> str:
    """Return a day in words, "7 January 1989"."""
    when = date.fromordinal(day)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
TENS: Final = {"廿": 20, "卅": 30}
PLACES: Final = {"十": 10, "百": 100, "千": 1000}


def numeral(text: str) -> int:
    """Return the value of a Chinese numeral below 10,000, digit by digit (二〇〇四) or with places (三十一).

    Raises ValueError where the characters make no number.
    """
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, pending, lowest = 0, None, 10000
    for c in text:
        if c in DIGITS:
            if pending:
                raise ValueError(text)
            pending = DIGITS[c]
            continue
        place, value = (10, TENS[c]) if c in TENS else (PLACES[c], PLACES[c] * (pending or 1))
        if place >= lowest or (c in TENS and pending):
            raise ValueError(text)
        total, pending, lowest = total + value, None, place
    return total + (pending or 0)
