"""What can be pointed at in a chart: small values that lead to the events behind them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BinMark:
    """The bins from `first` up to, not including, `after`, of one group (its place) or of all if None."""

    first: int
    after: int
    group: int | None = None


@dataclass(frozen=True, slots=True)
class SideMark:
    """The same of one direction of a diverging chart: `incoming` or `outgoing`."""

    first: int
    after: int
    side: str


@dataclass(frozen=True, slots=True)
class SpanMark:
    """One of the spans of a comparison, by its place in time."""

    span: int


@dataclass(frozen=True, slots=True)
class CellMark:
    """A cell of a heat map."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class GapMark:
    """A silence of a row: `gap` is its place, -1 the present one; behind it stand the contacts at its ends."""

    row: int
    gap: int


@dataclass(frozen=True, slots=True)
class ContactMark:
    """A contact of a row of silences, by its place; None for all of them."""

    row: int
    contact: int | None = None


@dataclass(frozen=True, slots=True)
class InvitationMark:
    """An invitation."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class YearMark:
    """The invitations extended in a year, by its place among the shares."""

    year: int


@dataclass(frozen=True, slots=True)
class DaysMark:
    """The commitments possibly open on a day from `first` up to, not including, `after` (day ordinals)."""

    first: int
    after: int


Mark = BinMark | SideMark | SpanMark | CellMark | GapMark | ContactMark | InvitationMark | YearMark | DaysMark
