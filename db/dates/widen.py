"""Dates with a stated width of "about"."""

from db.dates.calendars import FIRST_DAY, LAST_DAY
from db.dates.edtf import build
from db.dates.resolve import day_run
from db.dates.uncertain import UncertainDate


def widen(when: UncertainDate, days: int) -> UncertainDate:
    """Return a single date widened by a number of days on either side, as a set that says so in EDTF.

    Raises ValueError for intervals, whose two ends would need a width each, and for a negative width.
    """
    first, last = when.start
    if "/" in when.edtf or "{" in when.edtf or first is None or last is None or days < 0:
        raise ValueError(f"{when.edtf} can't be widened by {days} days")
    return build(day_run(max(FIRST_DAY, first - days), min(LAST_DAY, last + days)), when.text)
