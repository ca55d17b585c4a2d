"""What is understood at a glance is what the other readers understand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates import DateError, parse, plain
from db.dates.parse import parse_slowly

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
MONTHS = list(plain._MONTHS)


def forms(day: date, other: date) -> list[str]:
    iso = day.isoformat()
    typed = [f"{day.day} {MONTHS[day.month - 1]} {day.year:04}", f"{day.year:04}年{day.month}月{day.day}日"]
    padded = [
        f"{day.day:02} {MONTHS[day.month - 1]} {day.year:04}",
        f"{day.year:04}年{day.month:02}月{day.day:02}日",
    ]
    return [iso, f"{iso}/{other.isoformat()}", *typed, *padded]


@given(DAYS, DAYS)
def test_equals_the_other_readers(day: date, other: date) -> None:
    for text in forms(*sorted((day, other))):
        found = plain.read(text)
        assert found == parse(text) == parse_slowly(text) or found is None


@pytest.mark.parametrize("text", forms(date(2006, 10, 16), date(2006, 10, 18)))
def test_these_are_understood(text: str) -> None:
    assert plain.read(text) is not None


@pytest.mark.parametrize(
    "text",
    ["2006-02-30", "30 February 2006", "2006年13月1日", "0000-01-01", "2006-10-18/2006-10-16", "2006-10-16/2006-10-16",
     "２００６年10月16日", "16 october 2006", "2006-W10-1", "2006-10-16 ", "2006-10-1x", "20061016/20061018//////"],
)  # fmt: skip
def test_everything_else_is_left_to_them(text: str) -> None:
    assert plain.read(text) is None


def test_days_that_do_not_exist_are_errors() -> None:
    for text in ("2006-02-30", "30 February 2006", "2006年13月1日"):
        with pytest.raises(DateError):
            parse(text)
