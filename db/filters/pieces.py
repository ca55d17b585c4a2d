"""Pieces of SQL: what one clause asks of a row of `event`, to be joined by AND, OR and NOT."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.filters.lookups import Query

Parameter = str | int


@dataclass(frozen=True, slots=True)
class Piece:
    """A condition on `event`, and, where it can be had, the same as a SELECT of event ids (never null).

    `@` stands before columns whose index may drive the query: it becomes nothing in the piece that drives
    and a unary plus, which bars the index, in the others. `unique` says that the SELECT gives no id twice.
    """

    condition: str
    parameters: tuple[Parameter, ...] = ()
    ids: str = ""
    unique: bool = False

    def driving(self) -> str:
        """The condition, free to use its index."""
        return self.condition.replace("@", "")

    def following(self) -> str:
        """The condition, tested on rows that another piece has found."""
        return self.condition.replace("@", "+")


def picked(sql: str, *parameters: Parameter, unique: bool = False) -> Piece:
    """Return the piece of a SELECT of event ids."""
    return Piece(f"@event.id IN ({sql})", parameters, sql, unique)


def through(before: str, query: Query, after: str = "") -> Piece:
    """Return the piece of a SELECT of event ids around the query of another record's ids."""
    return picked(f"{before} IN ({query.sql}){after}", *query.parameters)


def column(name: str, query: Query) -> Piece:
    """Return the piece of events of which a column is among the ids of a query."""
    return Piece(f"@event.{name} IN ({query.sql})", query.parameters)


def any_of(pieces: Iterable[Piece]) -> Piece:
    """Return the piece of which at least one of several holds."""
    listed = list(pieces)
    if len(listed) == 1:
        return listed[0]
    parameters = tuple(value for piece in listed for value in piece.parameters)
    if all(piece.ids for piece in listed):
        return picked(" UNION ALL ".join(f"SELECT * FROM ({piece.ids})" for piece in listed), *parameters)
    return Piece("(" + " OR ".join(f"({piece.condition})" for piece in listed) + ")", parameters)
