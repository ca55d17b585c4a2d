"""Turns the pieces of a typed date into EDTF terms: what one leaves out another gives, nothing is guessed."""

from datetime import date

from db.dates.bounds import exact_spans, widened
from db.dates.calendars import (
    FIRST_DAY,
    LAST_DAY,
    WEEKDAYS,
    MonthSpan,
    months_of,
    outside_era,
    plain_day,
    wrong_day,
    wrong_month,
)
from db.dates.conventions import SEASONS, half_of_month, part_of_decade, part_of_month, part_of_year
from db.dates.errors import Fault
from db.dates.pieces import FOUR_DIGITS, Piece
from db.dates.terms import Choice, Run, Term, day_term, qualified


def complete(pieces: list[Piece]) -> None:
    """Fill in what one date leaves to another: the year and month of 16–17 Oct 2006, of 10月16日至18日."""
    for piece, lender in zip(reversed(pieces[:-1]), reversed(pieces[1:]), strict=True):
        _borrow(piece, lender)
    for piece, lender in zip(pieces[1:], pieces[:-1], strict=True):
        _borrow(piece, lender)


def _borrow(piece: Piece, lender: Piece) -> None:
    wants_month = piece.bare and (piece.day is not None or (piece.part and not piece.dated))
    if wants_month and lender.month is not None:
        piece.month, piece.month_at = lender.month, lender.month_at
    if piece.dated:
        return
    piece.year, piece.years, piece.year_at = lender.year, lender.years, lender.year_at
    if lender.year is not None:
        piece.era = piece.era or lender.era


def node_of(piece: Piece) -> Term | Choice:
    """Return the term, or the set of days, that a complete piece stands for; raises Fault."""
    node = _exact(piece)
    if piece.about:
        node = approximate(node)
    return qualified(node, "?") if piece.maybe else node


def approximate(node: Term | Choice) -> Term | Choice:
    """Return a term with `~`, or a set of days widened by half its own length on either side."""
    if isinstance(node, Term):
        return qualified(node, "~")
    first, last = ends_of(node)
    return day_run(*widened(first, last, (last - first + 1) // 2))


def around(first: int, last: int, days: int) -> Choice:
    """Return the set of days from one to another with a stated number of days added on either side."""
    return day_run(max(FIRST_DAY, first - days), min(LAST_DAY, last + days))


def day_run(first: int | None, last: int | None) -> Choice:
    """Return the set of the days from one ordinal to another."""
    if (first is not None and first > LAST_DAY) or (last is not None and last < FIRST_DAY):
        raise Fault("no day is left within the years 0001 to 9999")
    ends = [None if day is None else day_term(day) for day in (first, last)]
    return Choice((Run(*ends),))


def ends_of(node: Term | Choice) -> tuple[int, int]:
    """Return first and last day, "about" not counted; a set made here is one run with two ends."""
    if isinstance(node, Term):
        spans = exact_spans(node)
        return spans[0][0], spans[-1][1]
    return exact_spans(first_term(node))[0][0], exact_spans(last_term(node))[-1][1]


def first_term(node: Term | Choice) -> Term:
    """Return the term with which a date made here begins."""
    while not isinstance(node, Term):
        item = node.items[0]
        first = item if isinstance(item, Term) else item.first
        if first is None:
            raise Fault("the beginning is open")
        node = first
    return node


def last_term(node: Term | Choice) -> Term:
    """Return the term with which a date made here ends."""
    while not isinstance(node, Term):
        item = node.items[-1]
        last = item if isinstance(item, Term) else item.last
        if last is None:
            raise Fault("the end is open")
        node = last
    return node


def _exact(piece: Piece) -> Term | Choice:
    if piece.years is not None:
        return _years(piece, *piece.years)
    if piece.year is None:
        raise Fault("the year is missing", piece.at)
    half_year = piece.half is not None and piece.month is None
    if piece.season is not None or piece.quarter is not None or half_year:
        return _months(piece, piece.year)
    if piece.month is None:
        return _year(piece, piece.year)
    if reason := wrong_month(piece.month):
        raise Fault(reason, piece.month_at)
    return _month(piece, piece.year, piece.month)


def _years(piece: Piece, first: int, last: int) -> Term | Choice:
    if piece.month is not None or piece.day is not None or not piece.bare:
        raise Fault("a year is needed, not a decade or century", piece.year_at)
    _no_loose_ends(piece)
    if last - first == 9 and not piece.part:
        return Term(f"{first // 10:03}X")
    if piece.part:
        if last - first != 9:
            raise Fault("early, mid and late are read of decades, years and months only", piece.at)
        first, last = part_of_decade(piece.part, first)
    return Choice((Run(Term(f"{first:04}"), Term(f"{last:04}")),))


def _year(piece: Piece, year: int) -> Term | Choice:
    if piece.day is not None:
        raise Fault(f"the month is missing; if {piece.day} is a year, {FOUR_DIGITS}", piece.day_at)
    _no_loose_ends(piece)
    if piece.part:
        return _in_era(piece, _month_run(year, part_of_year(piece.part)))
    return _in_era(piece, Term(f"{year:04}"))


def _months(piece: Piece, year: int) -> Choice:
    named = [part for part in (piece.season, piece.quarter, piece.half) if part is not None]
    if len(named) > 1 or piece.part or piece.month is not None or piece.day is not None:
        raise Fault("two different parts of the year are named", piece.at)
    _no_loose_ends(piece)
    if piece.season is not None:
        months = SEASONS[piece.season]
    elif piece.quarter is not None:
        months = 3 * piece.quarter - 2, 3
    else:
        months = 6 * (piece.half or 1) - 5, 6
    found = _month_run(year, months)
    _in_era(piece, found)
    return found


def _month(piece: Piece, year: int, month: int) -> Term | Choice:
    if piece.day is None:
        _no_loose_ends(piece)
        if piece.part and piece.half is not None:
            raise Fault("two different parts of the month are named", piece.at)
        if piece.part:
            return _in_era(piece, _days(year, month, *part_of_month(piece.part, year, month)))
        if piece.half is not None:
            return _in_era(piece, _days(year, month, *half_of_month(piece.half, year, month)))
        return _in_era(piece, Term(f"{year:04}", f"{month:02}"))
    if piece.part or piece.half is not None:
        raise Fault("early, mid and late go with a month or a year, not with a day", piece.at)
    if reason := wrong_day(year, month, piece.day):
        raise Fault(reason, piece.day_at)
    found = _in_era(piece, Term(f"{year:04}", f"{month:02}", f"{piece.day:02}"))
    _check_weekday(piece, date(year, month, piece.day))
    return found


def _days(year: int, month: int, first: int, last: int) -> Choice:
    first_day, last_day = (Term(f"{year:04}", f"{month:02}", f"{day:02}") for day in (first, last))
    return Choice((Run(first_day, last_day),))


def _month_run(year: int, months: MonthSpan) -> Choice:
    first_year, first_month, last_year, last_month = months_of(year, months)
    if last_year > date.max.year:
        last_year, last_month = date.max.year, 12
    first, last = Term(f"{first_year:04}", f"{first_month:02}"), Term(f"{last_year:04}", f"{last_month:02}")
    return Choice((Run(first, last),))


def _in_era(piece: Piece, node: Term | Choice) -> Term | Choice:
    if piece.era and (reason := outside_era(piece.era, *ends_of(node))):
        raise Fault(reason, piece.year_at)
    return node


def _no_loose_ends(piece: Piece) -> None:
    if piece.weekday is not None:
        raise Fault("a weekday needs a day of the month", piece.weekday_at)
    if piece.time_at is not None:
        raise Fault("a time needs a day of the month", piece.time_at)


def _check_weekday(piece: Piece, when: date) -> None:
    if piece.weekday is not None and piece.weekday != when.weekday():
        right, wrong = WEEKDAYS[when.weekday()], WEEKDAYS[piece.weekday]
        raise Fault(f"{plain_day(when.toordinal())} was a {right}, not a {wrong}", piece.weekday_at)
