"""The filter as a frozen value, and its text form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from db.filters.keys import WORDS
from db.filters.scanner import is_bare, is_date_like


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a clause; where it stood in the text is no part of what it is."""

    text: str
    comparison: str = ""
    """One of `<`, `<=`, `>`, `>=`, or nothing."""
    position: int = field(default=0, compare=False)
    length: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """One word of the filter: a key and values of which one must hold, or, negated, none may."""

    key: str
    values: tuple[Value, ...]
    negated: bool = False

    def __str__(self) -> str:
        shown = [value.comparison + written(value.text, free=self.key == WORDS) for value in self.values]
        bare = self.key == WORDS or (self.key == "date" and all(is_date_like(text) for text in shown))
        return f"{'-' if self.negated else ''}{'' if bare else self.key + ':'}{','.join(shown)}"


def written(text: str, *, free: bool = False) -> str:
    """Return a value as it stands in filter text, in quotation marks where it needs them."""
    if is_bare(text, free=free):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are meant: all clauses must hold. The text form round-trips: `parse(str(f)) == f`."""

    clauses: tuple[Clause, ...] = ()

    EMPTY: ClassVar[Filter]

    def __bool__(self) -> bool:
        return bool(self.clauses)

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    def __and__(self, other: Filter) -> Filter:
        """Return the filter that both must hold; clauses that both have stand once."""
        return Filter(tuple(dict.fromkeys(self.clauses + other.clauses)))

    def without(self, key: str) -> Filter:
        """Return the filter less all clauses of one key."""
        return Filter(tuple(clause for clause in self.clauses if clause.key != key))

    def says(self, key: str) -> bool:
        """Tell whether any clause is about a key."""
        return any(clause.key == key for clause in self.clauses)


Filter.EMPTY = Filter()


def names_status(wanted: Filter) -> bool:
    """Tell whether a filter says anything about status; counts take held events only unless it does."""
    return wanted.says("status")
