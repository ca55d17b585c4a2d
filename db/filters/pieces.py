"""Pieces of SQL: what one clause asks of a row of `event`, to be joined by AND, OR and NOT."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from db.filters.lookups import Query

Parameter = str | int


@dataclass(frozen=True, slots=True)
class Piece:
    """A condition on `event`, and, where it can be had, the same as a SELECT of event ids (never null).

    `@` stands before columns whose index may drive the query: it becomes nothing in the piece that drives
    and a unary plus, which bars the index, in the others. `unique` says that the SELECT gives no id twice.
    `shortcut` says the same of the columns in memory, where they can tell; `parts` are pieces of which one
    must hold.
    """

    condition: str
    parameters: tuple[Parameter, ...] = ()
    ids: str = ""
    unique: bool = False
    shortcut: Shortcut | None = None
    parts: tuple[Piece, ...] = ()

    def driving(self) -> str:
        """The condition, free to use its index."""
        return self.condition.replace("@", "")

    def following(self) -> str:
        """The condition, tested on rows that another piece has found."""
        return self.condition.replace("@", "+")


# --- what the columns of all events can tell -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Days:
    """The possible days meet a range of day numbers; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Width:
    """The start is known up to so many days more than one."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """A column holds something; `start_lo` stands for any bound of the start."""

    column: str


@dataclass(frozen=True, slots=True)
class Status:
    """The status is one of some words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unverified:
    """The event or its round is unverified."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A column names one of the records of a query."""

    column: str
    query: Query


@dataclass(frozen=True, slots=True)
class Without:
    """The event is none of those of a query."""

    query: Query


@dataclass(frozen=True, slots=True)
class Spanned:
    """A counterpart has one of a query's spans (actor, first day, last day) on the day; or, `never`, has none."""

    query: Query
    never: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """A counterpart is among the actors of a query."""

    query: Query


@dataclass(frozen=True, slots=True)
class Directed:
    """The direction, stated or derived, is one of some words."""

    words: tuple[str, ...]


Shortcut = Days | Width | Known | Status | Unverified | Coded | Without | Spanned | Linked | Directed


# --- making pieces -------------------------------------------------------------------------------------------


def picked(sql: str, *parameters: Parameter, unique: bool = False) -> Piece:
    """Return the piece of a SELECT of event ids."""
    return Piece(f"@event.id IN ({sql})", parameters, sql, unique)


def through(before: str, query: Query, after: str = "") -> Piece:
    """Return the piece of a SELECT of event ids around the query of another record's ids."""
    return picked(f"{before} IN ({query.sql}){after}", *query.parameters)


def column(name: str, query: Query) -> Piece:
    """Return the piece of events of which a column, `type_id` and the like, is among the ids of a query."""
    return Piece(
        f"@event.{name} IN ({query.sql})",
        query.parameters,
        shortcut=Coded(name.removesuffix("_id"), query),
    )


def any_of(pieces: Iterable[Piece]) -> Piece:
    """Return the piece of which at least one of several holds."""
    listed = tuple(pieces)
    if len(listed) == 1:
        return listed[0]
    parameters = tuple(value for piece in listed for value in piece.parameters)
    if all(piece.ids for piece in listed):
        found = picked(" UNION ALL ".join(f"SELECT * FROM ({piece.ids})" for piece in listed), *parameters)
        return replace(found, parts=listed) if any(piece.shortcut for piece in listed) else found
    condition = " OR ".join(f"({piece.condition})" for piece in listed)
    return Piece(f"({condition})", parameters, parts=listed)
