"""Says in plain English what a date was understood as, so that the convention behind it can be seen."""

from datetime import date
from functools import lru_cache

from db.dates.bounds import days_of, exact_spans, term_spans
from db.dates.calendars import FIRST_DAY, LAST_DAY, MONTHS, PARTS_OF_YEAR, WEEKDAYS, month_length
from db.dates.edtf import read
from db.dates.errors import DateError, Fault
from db.dates.terms import Choice, Edge, Interval, Node, Run, Term
from db.dates.uncertain import UncertainDate

_SEASONS = ("spring", "summer", "autumn", "winter")
_EN_DASH = "\N{EN DASH}"


def describe(when: UncertainDate) -> str:
    """Return a date in words: "Tue 25 September 2007", "some day in March 2004", "16–17 October 2006"."""
    return _described(when.edtf)


@lru_cache(maxsize=4096)
def _described(edtf: str) -> str:
    try:
        return _node(read(edtf))
    except Fault as fault:
        raise DateError(edtf, fault.position, fault.reason) from None


def _node(node: Node) -> str:
    if isinstance(node, Term):
        return _term(node)
    if isinstance(node, Choice):
        return _all(node) if node.every else _one_of(node)
    return _interval(node)


def _term(term: Term) -> str:
    if term.qualifier in ("~", "%"):
        return _about(term)
    doubt = " (uncertain)" if term.qualifier else ""
    if _kind(term) == "day":
        when = date.fromordinal(exact_spans(term)[0][0])
        return f"{WEEKDAYS[when.weekday()][:3]} {_name(term)}{doubt}"
    spans = exact_spans(term)
    if len(spans) != 1:
        count = sum(last - first + 1 for first, last in spans)
        first, last = min(spans)[0], max(spans)[1]
        return f"one of {count:,} days from {_day(first)} to {_day(last)} ({term}){doubt}"
    if _kind(term) == "part":
        return f"{_name(term)}, some day{doubt}"
    return f"some day in {_name(term)}{doubt}"


def _about(term: Term) -> str:
    spans = term_spans(term)
    first, last = spans[0][0], spans[-1][1]
    same_year = term.year.isdecimal() and {_year(first), _year(last)} == {int(term.year)}
    width = _range(first, last, short=True, year=not same_year)
    doubt = ", uncertain" if term.qualifier == "%" else ""
    return f"about {_name(term)} ({width}{doubt})"


def _one_of(choice: Choice) -> str:
    marks = {term.qualifier for item in choice.items for term in _terms(item)}
    doubt = " (uncertain)" if marks & {"?", "%"} else ""
    if len(choice.items) == 1:
        return _only(choice, choice.items[0], doubt)
    head = "" if _all_days(choice) else "some day in "
    return f"{head}{_listed([_member(item) for item in choice.items], 'or')}{doubt}"


def _only(choice: Choice, item: Term | Run, doubt: str) -> str:
    if isinstance(item, Term):
        return _term(item)
    if item.first is None or item.last is None:
        return _open_run(choice) + doubt
    return f"{_member(item)}, some day{doubt}"


def _open_run(choice: Choice) -> str:
    first, last = days_of(choice)[0]
    if first is not None:
        return f"on or after {_day(first)}"
    return f"on or before {_day(last)}" if last is not None else "some day"


def _all(choice: Choice) -> str:
    head = "on" if _all_days(choice) else "in"
    return f"{head} each of {_listed([_member(item) for item in choice.items], 'and')}"


def _all_days(choice: Choice) -> bool:
    return all(isinstance(item, Term) and _kind(item) == "day" for item in choice.items)


def _interval(node: Interval) -> str:
    start, end = node.start, node.end
    if isinstance(start, Edge):
        tail = ", start not known" if start is Edge.UNKNOWN else ""
        return f"until {_end(end)}{tail}"
    if isinstance(end, Edge):
        return f"from {_end(start)} on" if end is Edge.OPEN else f"from {_end(start)}, end not known"
    if _plain_day(start) and _plain_day(end):
        return _range(*_hull(start, end))
    return f"from {_end(start)} to {_end(end)}"


def _plain_day(end: Term | Choice) -> bool:
    return isinstance(end, Term) and _kind(end) == "day" and not end.qualifier


def _hull(start: Term | Choice, end: Term | Choice) -> tuple[int, int]:
    first, last = days_of(start)[0][0], days_of(end)[0][1]
    return first or FIRST_DAY, last or LAST_DAY


def _end(end: Term | Choice | Edge) -> str:
    if isinstance(end, Edge):
        return ""
    if isinstance(end, Choice):
        return f"some day in {_listed([_member(item) for item in end.items], 'or')}"
    if end.qualifier in ("~", "%"):
        return _about(end)
    return _name(end) + (" (uncertain)" if end.qualifier else "")


def _member(item: Term | Run) -> str:
    """Return the name of a member of a set; a run between months or years is named by these."""
    if isinstance(item, Term):
        return f"about {_name(item)}" if item.qualifier in ("~", "%") else _name(item)
    if item.first is None:
        return f"any time up to {_name(item.last)}" if item.last else "any time"
    if item.last is None:
        return f"any time from {_name(item.first)} on"
    kind = _kind(item.first)
    if kind != _kind(item.last) or kind in ("part", "mask") or item.first.qualifier or item.last.qualifier:
        return f"{_name(item.first)} {_EN_DASH} {_name(item.last)}"
    if kind == "year":
        return f"{int(item.first.year)}{_EN_DASH}{int(item.last.year)}"
    if kind == "month":
        same = item.first.year == item.last.year
        head = MONTHS[int(item.first.month) - 1] if same else _name(item.first)
        return f"{head}{_EN_DASH if same else f' {_EN_DASH} '}{_name(item.last)}"
    return _range(exact_spans(item.first)[0][0], exact_spans(item.last)[0][0])


def _terms(item: Term | Run) -> list[Term]:
    return [item] if isinstance(item, Term) else [term for term in (item.first, item.last) if term]


def _kind(term: Term) -> str:
    """Return day, month, year, part (of the year) or mask."""
    if "X" in term.year + term.month + term.day:
        return "mask"
    if term.day:
        return "day"
    if not term.month:
        return "year"
    return "month" if int(term.month) <= 12 else "part"


def _name(term: Term) -> str:
    kind = _kind(term)
    if kind == "mask":
        return _mask_name(term)
    year = str(int(term.year))
    if kind == "year":
        return year
    if kind == "month":
        return f"{MONTHS[int(term.month) - 1]} {year}"
    if kind == "day":
        return f"{int(term.day)} {MONTHS[int(term.month) - 1]} {year}"
    return f"{_part_name(int(term.month))} {year} ({_part_months(term)})"


def _mask_name(term: Term) -> str:
    """Return the span of a mask without gaps as a name, or the mask itself."""
    spans = exact_spans(term)
    if len(spans) != 1:
        return str(term)
    first, last = spans[0]
    a, b = date.fromordinal(first), date.fromordinal(last)
    if (a.month, a.day, b.month, b.day) == (1, 1, 12, 31):
        return str(a.year) if a.year == b.year else f"{a.year}{_EN_DASH}{b.year}"
    if (a.year, a.month, a.day, b.day) == (b.year, b.month, 1, month_length(b.year, b.month)):
        return f"{MONTHS[a.month - 1]} {a.year}"
    return _range(first, last)


def _part_name(code: int) -> str:
    if code <= 32:
        return _SEASONS[(code - 21) % 4] + (" in the south" if code >= 29 else "")
    if code <= 36:
        return f"quarter {code - 32} of"
    return f"third {code - 36} of" if code <= 39 else f"half {code - 39} of"


def _part_months(term: Term) -> str:
    first, months = PARTS_OF_YEAR[int(term.month)]
    last = first + months - 1
    if last <= 12:
        return f"{MONTHS[first - 1]}{_EN_DASH}{MONTHS[last - 1]}"
    year = int(term.year)
    return f"{MONTHS[first - 1]} {year} {_EN_DASH} {MONTHS[last - 13]} {year + 1}"


def _listed(names: list[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def _day(day: int) -> str:
    when = date.fromordinal(day)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def _year(day: int) -> int:
    return date.fromordinal(day).year


def _range(first: int, last: int, *, short: bool = False, year: bool = True) -> str:
    """Return a span of days without repeating the month or year both share."""
    a, b = date.fromordinal(first), date.fromordinal(last)
    cut = 3 if short else None
    month_a, month_b = MONTHS[a.month - 1][:cut], MONTHS[b.month - 1][:cut]
    tail = f" {b.year}" if year else ""
    if first == last:
        return f"{b.day} {month_b}{tail}"
    if a.year != b.year:
        return f"{a.day} {month_a} {a.year} {_EN_DASH} {b.day} {month_b} {b.year}"
    if a.month != b.month:
        return f"{a.day} {month_a} {_EN_DASH} {b.day} {month_b}{tail}"
    return f"{a.day}{_EN_DASH}{b.day} {month_b}{tail}"
