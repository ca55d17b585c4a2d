"""How the columns of a foreign table become Liaison's own: a frozen value, which TOML and the window edit."""

from collections.abc import Iterator
from collections.abc import Mapping as Words
from dataclasses import dataclass, field
from typing import Final, Literal

from db.imports.tables.book import TableOptions

SINGLE: Final = (
    "id", "title", "type", "status", "mechanism", "round", "place", "country", "direction", "channel", "level",
    "part_of", "summary", "note", "unverified", "marks",
)  # fmt: skip
"""Own columns that a `CellRule` fills with one text."""
LISTS: Final = ("areas", "issues", "tags")
"""Own columns that a `CellRule` fills with a list."""
WHOLE: Final = ("participants", "sources")
"""Own columns that a `CellRule` may fill as they stand, written in Liaison's own way."""


_ORDER: Final = {own: place for place, own in enumerate((*SINGLE, *LISTS, *WHOLE))}


@dataclass(frozen=True, slots=True)
class DateRule:
    """Which columns say when: one for all, start and end, or numbers for years, months and days."""

    whole: str = ""
    start: str = ""
    end: str = ""
    year: str = ""
    month: str = ""
    day: str = ""
    end_year: str = ""
    end_month: str = ""
    end_day: str = ""
    precision: str = ""
    """A column that says how much of the date is known: day, month or year."""
    words: str = ""
    """The column with the words of the source."""
    day_first: bool | None = None
    """Whether 10/11/2006 is 10 November; None where nobody said."""
    serial: Literal[0, 1900, 1904] = 0
    """The year from which numbers count days, as spreadsheets do; 0 where numbers are no days."""
    empty: Literal["unknown", "refused"] = "unknown"
    """What a row without a date is."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that say when."""
        return tuple(
            filter(
                None,
                (
                    self.whole, self.start, self.end, self.year, self.month, self.day, self.end_year,
                    self.end_month, self.end_day, self.precision,
                ),
            )
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellRule:
    """What fills one own column: columns joined, a template with {column} in it, or one text for all rows."""

    own: str
    columns: tuple[str, ...] = ()
    template: str = ""
    """Text with columns in braces; {a|b} is the first of them that says anything."""
    constant: str = ""
    """Stands where the columns say nothing."""
    join: str = "; "
    split: str = ""
    """Signs that part a list in a cell, each by itself: `|;`."""
    values: Words[str, str] = field(default_factory=dict[str, str])
    """What a text of the file is called here; an empty one is left out."""
    otherwise: Literal["", "note", "tags"] = ""
    """Where a text goes that this column can't take; a problem is told if empty."""
    only_values: bool = False
    """Whether the column takes no other texts than those of `values`."""
    labelled: bool = False
    """Whether each text stands after the name of its column."""


@dataclass(frozen=True, slots=True)
class ParticipantsRule:
    """One group of participants: columns for actors, persons, posts, and what holds for all of them.

    A cell may list several actors, parted by any of the signs `split_actors`; persons and posts are parted by them
    alike, and within one actor by `split_people`. Posts go to persons one by one where there are as many; one
    person takes all; else they are put into the note of each.
    """

    actor: str = ""
    person: str = ""
    post: str = ""
    country: str = ""
    """The column with the actors' countries, by which a new actor gets its own."""
    note: str = ""
    side_column: str = ""
    role_column: str = ""
    fixed_actor: str = ""
    """Takes part where no actor is named, such as the focal party."""
    side: str = ""
    role: str = ""
    split_actors: str = ""
    split_people: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the group is made of."""
        parts = (
            self.actor, self.person, self.post, self.country, self.note, self.side_column, self.role_column,
        )  # fmt: skip
        return tuple(filter(None, parts))


@dataclass(frozen=True, slots=True)
class SourceRule:
    """The columns of one source; without a title it is called by its publisher and day."""

    title: str = ""
    url: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    kind: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the source is made of."""
        parts = (self.title, self.url, self.author, self.publisher, self.published, self.language, self.kind)
        return tuple(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a table is read and what its columns become; a column that is nowhere named is left out."""

    header: tuple[str, ...] = ()
    """The columns of the table it was made for."""
    options: TableOptions = field(default_factory=TableOptions)
    date: DateRule = field(default_factory=DateRule)
    cells: tuple[CellRule, ...] = ()
    participants: tuple[ParticipantsRule, ...] = ()
    sources: tuple[SourceRule, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    """Scheme and column of ids in other datasets."""

    def __post_init__(self) -> None:
        ordered = sorted(self.cells, key=lambda rule: _ORDER.get(rule.own, len(_ORDER)))
        object.__setattr__(self, "cells", tuple(ordered))  # so that equal mappings are equal

    def cell(self, own: str) -> CellRule | None:
        """Return the rule of an own column."""
        return next((rule for rule in self.cells if rule.own == own), None)

    def used(self) -> Iterator[str]:
        """Yield the columns that become something, in no order; one may come twice."""
        from db.imports.mapping.templates import named

        yield from self.date.columns
        yield from filter(None, (self.date.words,))
        for rule in self.cells:
            yield from (*rule.columns, *named(rule.template))
        for group in (*self.participants, *self.sources):
            yield from group.columns
        yield from (column for _, column in self.identifiers)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The columns of the header that become nothing."""
        used = frozenset(self.used())
        return tuple(name for name in self.header if name not in used)
