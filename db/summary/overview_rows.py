"""The rows of the overview: numbers, years, silences and to-do lists, each with the filter that shows its events."""

from dataclasses import asdict, dataclass
from typing import Any, Final

from db.filters import Clause, Filter, Value

HELD: Final = Filter((Clause("status", (Value("held"),)),))
"""Events that count."""


def held(key: str, *values: str, but: Clause | None = None) -> str:
    """Return filter text for events that count and for which a key has one of the values."""
    clauses = (Clause(key, tuple(map(Value, values))), *((but,) if but else ()))
    return str(HELD & Filter(clauses))


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are of something; `filter` shows the `events` behind it."""

    label: str
    count: int
    filter: str
    events: int


@dataclass(frozen=True, slots=True)
class Year:
    """Contacts of one year as a plot counts them; `filter` shows the `events` that may have to do with it."""

    year: int
    certain: int
    expected: float
    possible: int
    filter: str
    events: int


Days = tuple[float, float]
"""At least and at most so many days."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A dyad's present silence beside its past ones, all in days; `longer` than the 95th of 100 of them?"""

    actor: int
    label: str
    contacts: int
    last: tuple[int, int]  # the last contact's first day lies between these
    silence: Days
    median: Days
    percentile_95: Days
    longer: str  # surely, possibly, no
    filter: str
    events: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on a list: a record, what it says, its date as EDTF, and the events it has to do with."""

    id: int
    text: str
    date: str
    events: tuple[int, ...]
    certain: bool = True  # whether it belongs on the list on any reading of its dates


@dataclass(frozen=True, slots=True)
class ToDo:
    """What waits to be done: how many, the first of them, and the filter that shows the `events` behind it.

    `certain` of them belong on the list on any reading of their dates.
    """

    label: str
    count: int
    certain: int
    lines: tuple[Line, ...]
    filter: str
    events: int


def shown(row: object) -> dict[str, Any]:
    """Return a row as JSON-ready values under its own names."""
    return asdict(row)  # type: ignore[call-overload, no-any-return]
