"""Moving a date by whole days."""

from datetime import date

from db.dates.edtf import from_edtf
from db.dates.uncertain import UncertainDate


def shift(when: UncertainDate, days: int) -> UncertainDate:
    """Return a date known to the day, or lasting from one day to another, moved by whole days.

    The words of the source are not kept: they say another day.
    Raises ValueError for dates that are less precise and for days outside the years 1 to 9999.
    """
    first, last = when.start[0], when.end[1]
    if "{" in when.edtf or set("?~%").intersection(when.edtf):
        raise ValueError(f"{when.edtf} is more than a day or a span of days")
    if first is None or when.start[1] != first or when.end[0] not in (last, first):
        raise ValueError(f"{when.edtf} is not known to the day")
    begins = _iso(first + days)
    if "/" not in when.edtf:
        return from_edtf(begins)
    return from_edtf(f"{begins}/{'..' if last is None else _iso(last + days)}")


def _iso(day: int) -> str:
    try:
        return date.fromordinal(day).isoformat()
    except (ValueError, OverflowError) as error:
        raise ValueError("the day lies outside the years 1 to 9999") from error
