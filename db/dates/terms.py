"""What an EDTF text consists of, and its canonical spelling."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum


class Edge(Enum):
    """An end of an interval without a date: open (`..`) or unknown (empty)."""

    OPEN = ".."
    UNKNOWN = ""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Term:
    """One date: four characters of year, two each of month and day, `X` for an unknown digit.

    A month of 21 to 41 is a season or another part of the year and has no day.
    """

    year: str
    month: str = ""
    day: str = ""
    qualifier: str = ""

    def __str__(self) -> str:
        if self.day:
            return f"{self.year}-{self.month}-{self.day}{self.qualifier}"
        return f"{self.year}-{self.month}{self.qualifier}" if self.month else self.year + self.qualifier


@dataclass(frozen=True, slots=True)
class Run:
    """Everything from one date to another inside a set; None where it is open."""

    first: Term | None
    last: Term | None

    def __str__(self) -> str:
        return f"{self.first or ''}..{self.last or ''}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A set: one of its items (`[…]`), or every one of them (`{…}`)."""

    items: tuple[Term | Run, ...]
    every: bool = False

    def __str__(self) -> str:
        inner = ",".join(map(str, self.items))
        return f"{{{inner}}}" if self.every else f"[{inner}]"


@dataclass(frozen=True, slots=True)
class Interval:
    """What lasted from one date to another.

    EDTF has no sets as ends of an interval; they are kept here nevertheless
    (`[2009-02-21..2009-02-28]/2009-03`), because sources say "from late February to March" and nothing
    shall be rounded.
    """

    start: Term | Choice | Edge
    end: Term | Choice | Edge

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


Node = Term | Choice | Interval


def day_term(day: int) -> Term:
    """Return the term of an ordinal day."""
    when = date.fromordinal(day)
    return Term(f"{when.year:04}", f"{when.month:02}", f"{when.day:02}")


def qualified(node: Term | Choice, mark: str) -> Term | Choice:
    """Return the term, or every term of a set, with `?`, `~` or `%` added."""
    if isinstance(node, Term):
        return _qualify(node, mark)
    items = tuple(
        _qualify(item, mark)
        if isinstance(item, Term)
        else Run(item.first and _qualify(item.first, mark), item.last and _qualify(item.last, mark))
        for item in node.items
    )
    return Choice(items, node.every)


def joined(marks: str) -> str:
    """Return the one qualifier that says the same as several: `?` and `~` together are `%`."""
    found = set(marks)
    return "%" if len(found) > 1 else "".join(found)


def _qualify(term: Term, mark: str) -> Term:
    return replace(term, qualifier=joined(term.qualifier + mark))
