"""Time between uncertain dates: complete months, least and most, and the words for them."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from db.dates import DateError, parse
from db.dates.elapsed import elapsed, length, month_words
from db.dates.rhythm import read_rhythm, rhythm_words


@pytest.mark.parametrize(
    ("first", "second", "words", "short"),
    [
        ("late February 2009", "2015-12-03", "between 6 years 9 months and 6 years 10 months", "6 y 9 m – 6 y 10 m"),
        ("February 2009", "3 December 2015", "between 6 years 9 months and 6 years 10 months", "6 y 9 m – 6 y 10 m"),
        ("10-12 October 2018", "14 January 2025", "6 years 3 months", "6 y 3 m"),
        ("2006-10-17", "2006-10-29", "12 days", "12 days"),
        ("2006-10-17", "2006-10-18", "1 day", "1 day"),
        ("2006-10-17", "2006-10-17", "0 days", "0 days"),
        ("2006-10-01", "mid October 2006", "between 10 days and 19 days", "10 days – 19 days"),
        ("2006-10-01", "October 2006", "up to 30 days", "up to 30 days"),
        ("2006-10-20", "November 2006", "between 12 days and 1 month", "12 days – 1 m"),
        ("2006", "2006", "up to 11 months", "up to 11 m"),
        ("2006", "2008", "between 1 year and 2 years 11 months", "1 y – 2 y 11 m"),
        ("2006", "after 2009", "at least 3 years", "at least 3 y"),
        ("before 2006", "2009", "at least 3 years", "at least 3 y"),
        ("before 2006", "before 2009", "not known", "not known"),
        ("2006-01-31", "2006-02-28", "28 days", "28 days"),
        ("2006-01-31", "2007-01-31", "1 year", "1 y"),
    ],
)  # fmt: skip
def test_gaps_in_words(first: str, second: str, words: str, short: str) -> None:
    found = elapsed(parse(first).end, parse(second).start)
    assert (str(found), found.short) == (words, short)


def test_what_lies_the_other_way_round_is_no_time() -> None:
    assert elapsed(parse("2010").end, parse("2009").start).days == (0, 0)


@pytest.mark.parametrize(("days", "answer"), [(2400, True), (2600, False), (2474, None)])
def test_longer_than(days: int, answer: bool | None) -> None:
    assert elapsed(parse("2009-02-21/2009-02-28").end, parse("2015-12-03").start).days == (2469, 2469)
    assert (
        elapsed(parse("[2009-02-21..2009-02-28]").end, parse("2015-12-03").start).longer_than(days) is answer
    )


@given(st.dates(), st.dates())
def test_complete_months_are_those_of_relativedelta(one: date, other: date) -> None:
    first, last = sorted((one, other))
    delta = relativedelta(last, first)
    assert length(first.toordinal(), last.toordinal()).months == delta.years * 12 + delta.months


@pytest.mark.parametrize(
    ("months", "words"), [(0, "0 months"), (1, "1 month"), (12, "1 year"), (82, "6 years 10 months")]
)
def test_month_words(months: int, words: str) -> None:
    assert month_words(months) == words


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1 year", 365), ("18 months", 548), ("2 years", 730), ("1 year 6 months", 548), ("1 year and 6 months", 548),
        ("every two years", 730), ("half a year", 183), ("a year", 365), ("year", 365), ("once a year", 365),
        ("yearly", 365), ("6 weeks", 42), ("90 days", 90), ("365", 365), ("1", 1), ("1.5 years", 548), ("每年", 365),
        ("6个月", 183), ("1年6か月", 548), ("18개월", 548), ("  2 Years ", 730), ("1y 6m", 548),
    ],
)  # fmt: skip
def test_lengths_as_typed(text: str, days: int) -> None:
    assert read_rhythm(text) == days


@pytest.mark.parametrize(
    "text", ["", "soon", "0", "0 days", "101 years", "1 year or so", "-1 year", "1 yearx", "1 year 3"]
)
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(DateError):
        read_rhythm(text)


@given(st.integers(1, 1200))
def test_lengths_come_back_from_their_words(months: int) -> None:
    days = read_rhythm(f"{months} months")
    assert read_rhythm(rhythm_words(days)) == days


@pytest.mark.parametrize(
    ("days", "words"),
    [(365, "1 year"), (548, "1 year 6 months"), (90, "90 days"), (42, "6 weeks"), (1, "1 day")],
)
def test_words_of_lengths(days: int, words: str) -> None:
    assert rhythm_words(days) == words
