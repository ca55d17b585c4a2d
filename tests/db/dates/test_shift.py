"""Moving a date keeps its length and refuses what is not known to the day."""

import pytest

from db.dates import parse, shift


@pytest.mark.parametrize(
    ("text", "days", "moved"),
    [
        ("2006-10-16", 20, "2006-11-05"),
        ("16–17 Oct 2006", -16, "2006-09-30/2006-10-01"),
        ("2004-02-28/..", 1, "2004-02-29/.."),
    ],
)
def test_shift(text: str, days: int, moved: str) -> None:
    assert shift(parse(text), days).edtf == moved


REFUSED = [
    "2006-10",
    "before 2005",
    "9999-12-31",
    "[2006-10-16,2006-10-18]",
    "{2006-10-16,2006-10-18}",
    "2006-10-16?",
]


@pytest.mark.parametrize("text", REFUSED)
def test_shift_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="day"):
        shift(parse(text), 1)
