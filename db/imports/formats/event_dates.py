"""Dates of foreign files in EDTF: put together of parts, or as days from the first to the last."""

import re
from datetime import date, timedelta
from typing import Final

from db.dates import DateError, from_edtf, parse
from db.errors import BadInput

BEFORE_CHRIST: Final = "years before 0001 are not kept"


def of_parts(year: str, month: str = "", day: str = "") -> str:
    """Return the EDTF of a year, month and day in digits, the latter two possibly empty; raises BadInput."""
    numbers = [_number(name, text) for name, text in (("year", year), ("month", month), ("day", day))]
    if numbers[0] is None:
        raise BadInput("a date needs a year", "date")
    if numbers[2] is not None and numbers[1] is None:
        raise BadInput("a day needs a month", "date")
    if numbers[0] < 1:
        raise BadInput(f"{year.strip()}: {BEFORE_CHRIST}", "date")
    said = f"{numbers[0]:04}" + "".join(f"-{number:02}" for number in numbers[1:] if number is not None)
    return checked(said)


def _number(name: str, text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not re.fullmatch(r"[+-]?[0-9]{1,6}(?:\.0)?", text):
        raise BadInput(f"“{text[:40]}” is no {name}", "date")
    return int(text.removesuffix(".0"))


def checked(edtf: str) -> str:
    """Return an EDTF text as it is spelled canonically; raises BadInput that says what is wrong."""
    try:
        return from_edtf(edtf).edtf
    except DateError as error:
        raise BadInput(f"“{edtf[:60]}” is no date: {error.reason}", "date") from error


def understood(text: str, day_first: bool | None) -> str:
    """Return the EDTF of a date as people write it; raises BadInput."""
    try:
        return parse(text, day_first).edtf
    except DateError as error:
        raise BadInput(f"“{text[:60]}”: {error.reason}", "date") from error


def span(first: str, last: str) -> str:
    """Return the EDTF of what lasted from one date to another, of one date where they are the same.

    Raises BadInput where the end lies before the start.
    """
    if not last or last == first:
        return first
    if not first:
        return checked(f"../{last}")
    return checked(f"{first}/{last}")


def day_before(day: str) -> str:
    """Return the day before an ISO day: the last day of what ends at midnight, or ends exclusively."""
    try:
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError) as error:
        raise BadInput(f"“{day}” has no day before it that is kept", "date") from error
