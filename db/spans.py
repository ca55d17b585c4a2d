"""Dated spans under uncertainty: whether one covers a day for certain or possibly, and whether two overlap."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from db.dates import OPEN_HI, OPEN_LO, DateError, UncertainDate, describe, parse
from db.errors import BadInput

if TYPE_CHECKING:
    from db.models.base import Dated

Certainty = Literal["", "possible", "certain"]
"""How sure it is that a span covers a day; empty where it can't."""


@dataclass(frozen=True, slots=True)
class Span:
    """The four days of a span as numbers: OPEN_LO and OPEN_HI stand for "ever since" and "ever after".

    It begins between `first` and `first_latest`, ends between `last_earliest` and `last`; a bound that nobody
    knows is as wide as can be, while an end that EDTF calls open (`..`) is certain to be so.
    """

    first: int
    first_latest: int
    last_earliest: int
    last: int

    @classmethod
    def of(
        cls, edtf: str, start_lo: int | None, start_hi: int | None, end_lo: int | None, end_hi: int | None
    ) -> "Span":
        """Return the span of an uncertain date's columns."""
        return cls(
            OPEN_LO if start_lo is None else start_lo,
            OPEN_LO if edtf.startswith("..") else OPEN_HI if start_hi is None else start_hi,
            OPEN_HI if edtf.endswith("..") else OPEN_LO if end_lo is None else end_lo,
            OPEN_HI if end_hi is None else end_hi,
        )

    @classmethod
    def of_row(cls, row: "Dated") -> "Span":
        """Return the span of a dated record."""
        return cls.of(row.edtf, row.start_lo, row.start_hi, row.end_lo, row.end_hi)

    @classmethod
    def of_date(cls, date: UncertainDate | None) -> "Span":
        """Return the span of a date; without one it may be any time."""
        return (
            cls.of("", None, None, None, None) if date is None else cls.of(date.edtf, *date.start, *date.end)
        )

    def covers(self, day: int, until: int | None = None) -> Certainty:
        """Say how sure it is that the span covers a day, or some day between `day` and `until`.

        With `until` the day itself is uncertain: the span is certain to cover it if it covers all of them.
        """
        until = day if until is None else until
        if self.first_latest <= day and until <= self.last_earliest:
            return "certain"
        return "possible" if self.first <= until and day <= self.last else ""

    def overlaps(self, other: "Span") -> bool:
        """Tell whether two spans overlap for certain; one may end on the day on which the other begins."""
        if self == other and self.first == self.first_latest and self.last == self.last_earliest:
            return True  # the same days, be it a single one
        return self.first_latest < other.last_earliest and other.first_latest < self.last_earliest


def dated(typed: UncertainDate | str | None, field: str = "date") -> UncertainDate | None:
    """Return a date as it was given or typed, None for nothing; raises BadInput at the field."""
    if typed is None or isinstance(typed, UncertainDate):
        return typed
    if not typed.strip():
        return None
    try:
        return parse(typed)
    except DateError as error:
        raise BadInput(f"{error} Nothing was changed: write a day, month, year or span.", field) from error


def from_to(first: str, last: str, field: str = "date") -> UncertainDate | None:
    """Return the span from one typed date to another, either of them empty where it is open.

    Raises BadInput at the field if one is no date or the end lies before the beginning.
    """
    begin, end = dated(first, field), dated(last, field)
    if begin is None and end is None:
        return None
    if begin is not None and end is not None and _surely_before(end, begin):
        raise BadInput(f"It ends ({describe(end)}) before it begins ({describe(begin)}).", field)
    return dated(f"{begin or '..'}/{end or '..'}", field)


def _surely_before(end: UncertainDate, begin: UncertainDate) -> bool:
    last, first = end.end[1], begin.start[0]
    return last is not None and first is not None and last < first


def words(date: UncertainDate | None) -> str:
    """Return a span in words for a sentence."""
    return "an unknown time" if date is None else date.text or describe(date)
