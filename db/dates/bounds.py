"""Which days the parts of an EDTF text allow."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from db.dates.calendars import (
    FIRST_DAY,
    LAST_DAY,
    PARTS_OF_YEAR,
    month_length,
    months_of,
)
from db.dates.errors import Fault
from db.dates.terms import Choice, Edge, Interval, Node, Run, Term
from db.dates.uncertain import Bounds

Span = tuple[int, int]

MOST_SPANS: Final = 10_000
"""More separate spans than this (`XXXX-XX-X1`) would cost memory and say nothing."""


def days_of(node: Node) -> tuple[Bounds, Bounds, tuple[Span, ...]]:
    """Return the bounds of the start, those of the end, and the members of a set (see `UncertainDate`)."""
    if isinstance(node, Interval):
        return _interval(node)
    if isinstance(node, Choice) and node.every:
        return _every(node)
    hull, members = _one_of(node)
    return hull, hull, members


@lru_cache(maxsize=512)
def term_spans(term: Term) -> tuple[Span, ...]:
    """Return the disjoint ascending day ranges of a term, an approximate one widened; empty if none fits."""
    spans = exact_spans(term)
    if term.qualifier in ("", "?"):
        return spans
    return merged(widened(first, last, (last - first + 1) // 2) for first, last in spans)


def exact_spans(term: Term) -> tuple[Span, ...]:
    """Return the day ranges of a term without the width of "about"."""
    if "X" not in term.year + term.month + term.day:
        return (_plain(int(term.year), int(term.month or 0), int(term.day or 0)),)
    return merged(_masked(term))


def widened(first: int, last: int, width: int) -> Span:
    """Return a range widened on either side, by one day at least, inside the years 0001 to 9999."""
    width = max(1, width)
    return max(FIRST_DAY, first - width), min(LAST_DAY, last + width)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return ranges in ascending order with neighbours joined; refuses more than `MOST_SPANS` of them."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    if len(found) > MOST_SPANS:
        raise Fault(f"it leaves more than {MOST_SPANS:,} separate spans open")
    return tuple(found)


def in_order(start: Term | Choice, end: Term | Choice) -> bool:
    """Say whether an end can lie on or after a start, "about" not counted."""
    first, last = _exact_hull(start)[0], _exact_hull(end)[1]
    return first is None or last is None or first <= last


def _plain(year: int, month: int, day: int) -> Span:
    if day:
        only = date(year, month, day).toordinal()
        return only, only
    if not month:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if month <= 12:
        first = date(year, month, 1).toordinal()
        return first, first + month_length(year, month) - 1
    first_year, first_month, last_year, last_month = months_of(year, PARTS_OF_YEAR[month])
    first = date(first_year, first_month, 1).toordinal()
    if last_year > date.max.year:
        return first, LAST_DAY
    return first, date(last_year, last_month, month_length(last_year, last_month)).toordinal()


def _masked(term: Term) -> Iterator[Span]:
    years = _matching(term.year, 1, 9999)
    if not term.month or (term.month == "XX" and term.day in ("", "XX")):
        return (_plain(year, 0, 0) for year in years)
    if term.month.isdecimal() and int(term.month) > 12:
        return (_plain(year, int(term.month), 0) for year in years)
    return _masked_days(years, _matching(term.month, 1, 12), term.day)


def _masked_days(years: Iterable[int], months: list[int], mask: str) -> Iterator[Span]:
    count = 0
    runs = _runs(_matching(mask or "XX", 1, 31))
    for year in years:
        for month in months:
            before = date(year, month, 1).toordinal() - 1
            length = month_length(year, month)
            for first, last in runs:
                if first <= length:
                    yield before + first, before + min(last, length)
                    count += 1
        if count > 12 * MOST_SPANS:
            raise Fault(f"it leaves more than {MOST_SPANS:,} separate spans open")


def _matching(mask: str, lowest: int, highest: int) -> list[int]:
    """Return the numbers, ascending, whose digits a mask allows."""
    found = [0]
    for c in mask:
        digits = range(10) if c == "X" else (int(c),)
        found = [10 * head + digit for head in found for digit in digits]
    return [number for number in found if lowest <= number <= highest]


def _runs(numbers: Iterable[int]) -> list[Span]:
    return list(merged((number, number) for number in numbers))


def _run(run: Run) -> Bounds:
    first = term_spans(run.first)[0][0] if run.first else None
    last = term_spans(run.last)[-1][1] if run.last else None
    return first, last


def _hull(item: Term | Run) -> Bounds:
    if isinstance(item, Run):
        return _run(item)
    spans = term_spans(item)
    return spans[0][0], spans[-1][1]


def _around(hulls: Iterable[Bounds]) -> Bounds:
    firsts, lasts = zip(*hulls, strict=True)
    return _lowest(firsts), _highest(lasts)


def _exact_hull(node: Term | Choice) -> Bounds:
    if isinstance(node, Term):
        spans = exact_spans(node)
        return spans[0][0], spans[-1][1]
    return _around(map(_hull, node.items))


def _one_of(node: Term | Choice) -> tuple[Bounds, tuple[Span, ...]]:
    if isinstance(node, Term):
        spans = term_spans(node)
        return (spans[0][0], spans[-1][1]), spans if len(spans) > 1 else ()
    found: list[Span] = []
    hull = _around(map(_hull, node.items))
    for item in node.items:
        if isinstance(item, Term):
            found += term_spans(item)
            continue
        first, last = _run(item)
        if first is None or last is None:
            return hull, ()
        found.append((first, last))
    return hull, merged(found)


def _every(node: Choice) -> tuple[Bounds, Bounds, tuple[Span, ...]]:
    """Return the days of what happened on all members: it began in the first and ended in the last.

    A run of days lasts, so it begins in its first date and ends in its last.
    """
    first_ends: list[Bounds] = []
    last_ends: list[Bounds] = []
    for item in node.items:
        first, last = (item, item) if isinstance(item, Term) else (item.first, item.last)
        first_ends.append(_hull(first) if first else (None, _hull(item)[1]))
        last_ends.append(_hull(last) if last else (_hull(item)[0], None))
    start = _lowest(hull[0] for hull in first_ends), _lowest(_known(hull[1] for hull in first_ends))
    end = _highest(_known(hull[0] for hull in last_ends)), _highest(hull[1] for hull in last_ends)
    return *_fit(start, end), ()


def _known(days: Iterable[int | None]) -> list[int]:
    return [day for day in days if day is not None]


def _lowest(days: Iterable[int | None]) -> int | None:
    """Return the least day, None if one is open or there is none."""
    found = list(days)
    return None if not found or None in found else min(_known(found))


def _highest(days: Iterable[int | None]) -> int | None:
    """Return the greatest day, None if one is open or there is none."""
    found = list(days)
    return None if not found or None in found else max(_known(found))


def _interval(node: Interval) -> tuple[Bounds, Bounds, tuple[Span, ...]]:
    if isinstance(node.start, Edge):
        end, _ = _one_of(_dated(node.end))
        return (None, end[1]), end, ()
    start, members = _one_of(node.start)
    if isinstance(node.end, Edge):
        return start, (start[0], None), members
    end, end_members = _one_of(node.end)
    fitted_start, fitted_end = _fit(start, end)
    members = _clipped(members, *fitted_start)
    end_members = _clipped(end_members, *fitted_end)
    start = (members[0][0], members[-1][1]) if members else fitted_start
    return start, (end_members[0][0], end_members[-1][1]) if end_members else fitted_end, members


def _clipped(spans: tuple[Span, ...], first: int | None, last: int | None) -> tuple[Span, ...]:
    """Return what lies within two days, so that no bound falls into a gap."""
    low, high = first or FIRST_DAY, last or LAST_DAY
    return tuple((max(low, a), min(high, b)) for a, b in spans if a <= high and b >= low)


def _dated(end: Term | Choice | Edge) -> Term | Choice:
    if isinstance(end, Edge):
        raise Fault("an interval needs a date at one end at least")
    return end


def _fit(start: Bounds, end: Bounds) -> tuple[Bounds, Bounds]:
    """Return both with the end not before the start and the start not after the end."""
    start_first, start_last = start
    end_first, end_last = end
    if start_first is not None:
        end_first = start_first if end_first is None else max(start_first, end_first)
    if end_last is not None:
        start_last = end_last if start_last is None else min(start_last, end_last)
    return (start_first, start_last), (end_first, end_last)
