"""How vague words are read: stated here once, shown where people type dates."""

from typing import Final

from db.dates.calendars import MonthSpan, month_length

SEASONS: Final[tuple[MonthSpan, ...]] = ((3, 3), (6, 3), (9, 3), (12, 3))

_THIRDS_OF_YEAR: Final[dict[str, MonthSpan]] = {"early": (1, 4), "mid": (5, 4), "late": (9, 4)}
_THIRDS_OF_DECADE: Final = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}

CONVENTIONS: Final = (
    ("early, mid, late March 2004", "days 1–10, 11–20, 21 to the end: [2004-03-01..2004-03-10] and so on"),
    ("beginning, middle, end of March 2004", "the same"),
    ("2004年3月上旬 中旬 下旬, 3月初 3月末 3月底", "the same"),
    ("2004년 3월 초순 중순 하순, 초, 말", "the same"),
    ("early, mid, late 2004", "January–April, May–August, September–December: [2004-01..2004-04] and so on"),
    ("2004年初 年底 年末, 2004년 초, 말", "the same"),
    ("early, mid, late 1990s", "1990–1993, 1994–1996, 1997–1999"),
    ("spring, summer, autumn 2004", "northern: March–May, June–August, September–November"),
    ("winter 2004", "December 2004 – February 2005"),
    ("Q1 2004, first half of 2004", "January–March, January–June; half of a month: days 1–15, 16 to the end"),
    ("2000s, 1990年代, 20th century", "2000–2009, 1990–1999, 1901–2000"),
    (
        "about, c., ~, 约, 頃, 경",
        "half the unit earlier or later: about March 2004 is 15 February – 15 April",
    ),
    ("about 16 March 2004", "a day earlier or later"),
    ("possibly, ?", "doubted, but not widened"),
    ("before 2005, 2005年之前", "one day up to 31 December 2004"),
    ("by 2005, 2005年以前, 2005년 이전", "one day up to 31 December 2005, the year named is included"),
    ("after 2005, 2005年之后", "one day from 1 January 2006 on"),
    (
        "not before 2005, 2005年以后, 2005년 이후",
        "one day from 1 January 2005 on, the year named is included",
    ),
    ("since 2004, from 2004, 2004年以来, 2004年から", "began some day in 2004, the end is open: 2004/.."),
    ("until 2004, 2004年まで", "ended some day in 2004, the beginning is open: ../2004"),
    ("2004–2006, from 2004 to 2006", "lasted from one to the other: 2004/2006"),
    ("between 2004 and 2006", "one day from 1 January 2004 to 31 December 2006: [2004..2006]"),
    ("2004 or 2006", "one day in either: [2004,2006]"),
    ("23 and 24 September 2019", "on both: {2019-09-23,2019-09-24}"),
    ("平成16年, 民國93年, H16.3.1", "years of an era; 元年 is its first"),
    ("10/11/2006", "never guessed: the order of day and month is asked"),
)
"""Pairs of words and what they are read as."""


def part_of_month(part: str, year: int, month: int) -> tuple[int, int]:
    """Return the first and last day that early, mid or late stand for."""
    if part == "late":
        return 21, month_length(year, month)
    return (1, 10) if part == "early" else (11, 20)


def half_of_month(half: int, year: int, month: int) -> tuple[int, int]:
    """Return the first and last day of a half."""
    return (1, 15) if half == 1 else (16, month_length(year, month))


def part_of_year(part: str) -> MonthSpan:
    """Return the months that early, mid or late stand for."""
    return _THIRDS_OF_YEAR[part]


def part_of_decade(part: str, first_year: int) -> tuple[int, int]:
    """Return the first and last year that early, mid or late stand for."""
    first, last = _THIRDS_OF_DECADE[part]
    return first_year + first, first_year + last
