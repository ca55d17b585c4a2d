"""Dates with a stated width of "about"."""

from db.dates.edtf import build
from db.dates.resolve import around
from db.dates.uncertain import UncertainDate


def widen(when: UncertainDate, days: int) -> UncertainDate:
    """Return a single date widened by a number of days on either side, as a set that says so in EDTF.

    Raises ValueError for intervals and open ends, which have no single width, and for a negative number.
    """
    first, last = when.start
    if "/" in when.edtf or "{" in when.edtf or first is None or last is None or days < 0:
        raise ValueError(f"{when.edtf} can't be widened by {days} days")
    return build(around(first, last, days), when.text)
