"""What a chart is computed from: the events that pass its filter, and its options read as days."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from db import filters
from db.arrays.columns import EventColumns
from db.arrays.counting import Counted, counted
from db.arrays.counts import UNITS, rows_counted, units
from db.clock import today
from db.dates import DateError, parse
from db.errors import BadInput, Problem
from db.filters.rows import matching_rows
from db.plots.exposure import searches
from db.plots.spec import ChartSpec
from db.reading import raw
from db.stats.bins import day_text
from db.stats.caption import NOUNS, extended
from db.stats.exposure import Span, exposure
from db.stats.units import Ints, Units
from db.version import VERSION

_MADE_BY: Final = f" Liaison {VERSION}."


@dataclass(frozen=True, slots=True)
class Asked:
    """A chart's options with the events they are about: `rows` of the columns pass the filter, whatever their status.

    `filter` is the filter in its one spelling; `first` and `last` (exclusive) are the days asked for.
    """

    session: Session
    connection: sqlite3.Connection
    columns: EventColumns
    spec: ChartSpec
    rows: Ints
    filter: str
    first: int | None
    last: int | None

    @property
    def day(self) -> int:
        """The day as of which ledgers and silences are told: the last one of what was asked for, or today."""
        if not self.spec.as_of.strip():
            return today()
        return days_of(self.spec.as_of, "as_of")[1] - 1

    def counted(self) -> tuple[Counted, Units]:
        """Return the units that count, by the chart's rule; raises Problem where there are none with a date."""
        rows = rows_counted(self.columns, self.rows, self.filter)
        found = counted(self.columns, rows, self.spec.unit)
        made = units(self.connection, self.columns, found)
        self.refuse_nothing(len(rows), made)
        return found, made

    def refuse_nothing(self, counting: int, made: Units) -> None:
        """Raise Problem, saying why, where nothing can be counted."""
        if not len(self.columns):
            raise Problem("The timeline has no event yet: there is nothing to show. Add events first.")
        if not len(self.rows):
            raise Problem("No event passes the filter: there is nothing to show. Widen the filter.")
        if not counting:
            many = len(self.rows)
            none = (
                "The one event that passes wasn't"
                if many == 1
                else f"None of the {many:,} events that pass was"
            )
            raise Problem(f"{none} held: say in the filter which status counts.")
        if not len(made):
            raise Problem(f"The events that pass make no {NOUNS[self.spec.unit][1]}: choose another rule.")
        if not made.placed.any():
            raise Problem(
                "No event that passes has both an earliest and a latest day: none can be placed in time."
            )

    def unsearched(self, first: int, after: int) -> tuple[Span, ...]:
        """Return the days of a span that nobody searched, none if coverage isn't wanted or isn't on record."""
        if not self.spec.coverage:
            return ()
        known = searches(self.connection, self.spec.outlets)
        return exposure(known, np.array([first, after])).unsearched if known else ()


def asked(session: Session, columns: EventColumns, spec: ChartSpec, rows: Ints | None = None) -> Asked:
    """Read a chart's options; finds the events that pass where `rows` is None.

    Raises FilterError, and BadInput at the option that can't be.
    """
    connection = raw(session)
    wanted = filters.parse(spec.filter)
    if rows is None:
        filters.check(wanted, connection)
        rows = matching_rows(connection, wanted, columns)
    if spec.unit not in UNITS:
        raise BadInput(f"“{spec.unit}” is no counting rule: use {', '.join(UNITS)}.", "unit")
    if not 0 <= spec.seed < 2**63:
        raise BadInput("A seed is a number from 0 on.", "seed")
    first, last = first_day(spec.first, "first"), first_day(spec.last, "last")
    if first is not None and last is not None and first >= last:
        raise BadInput(f"{spec.first} must lie before {spec.last}: bins would have no length.", "first")
    _check_outlets(connection, spec.outlets)
    return Asked(session, connection, columns, spec, rows, str(wanted), first, last)


def days_of(text: str, field: str) -> tuple[int, int]:
    """Return the first day of a span as typed, and the one after its last: `2004`, `2004..2009-08`, `2004/2009`.

    Raises BadInput at the field for what is no span, or has an open end.
    """
    head, dots, tail = text.partition("..")
    ends = (head, tail) if dots and "/" not in text else (text, text)
    try:
        first, last = parse(ends[0]).start[0], parse(ends[1]).end[1]
    except DateError as error:
        raise BadInput(f"“{text}” is no span: write it as 2004..2009-08. {error}", field) from error
    if first is None or last is None:
        raise BadInput(f"“{text}” needs a first and a last day: write it as 2004..2009-08.", field)
    if last < first:
        raise BadInput(f"“{text}” ends before it begins.", field)
    return first, last + 1


def captioned(words: str, spec: ChartSpec, *notes: str) -> str:
    """Return a caption with sentences more, the program's version last, then the user's own words."""
    head, _, tail = words.rpartition(_MADE_BY) if _MADE_BY in words else (words, "", "")
    program = " ".join(filter(None, (head, tail.strip(), *notes))) + _MADE_BY
    return extended(program, spec.note)


def span_words(first: int, after: int) -> str:
    """Return a span of days as `2004-01-01 to 2009-08-31`."""
    return f"{day_text(first)} to {day_text(after - 1)}"


def first_day(text: str, field: str) -> int | None:
    """Return the first day of a date as typed, None for nothing; raises BadInput at the field."""
    if not text.strip():
        return None
    try:
        day = parse(text).start[0]
    except DateError as error:
        raise BadInput(f"{error}", field) from error
    if day is None:
        raise BadInput(f"“{text}” has no first day.", field)
    return day


def _check_outlets(connection: sqlite3.Connection, outlets: Sequence[str]) -> None:
    if not outlets:
        return
    known = {each.outlet for each in searches(connection)}
    for outlet in outlets:
        if outlet not in known:
            raise BadInput(
                f"No search of “{outlet}” is on record: add its coverage, or leave it out.", "outlets"
            )
