"""A Filter to SQL, and to the ids of its events."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from db.filters import of_events, taking_part
from db.filters.keys import WORDS
from db.filters.pieces import Parameter, Piece
from db.filters.value import Clause, Filter, Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PIECES: Final[Mapping[str, Callable[[Sequence[Value]], Piece]]] = {
    "id": of_events.by_id,
    "part": of_events.part,
    "person": taking_part.person,
    "mechanism": of_events.mechanism,
    "title": of_events.text_in("title"),
    "place": of_events.text_in("place", prefix=True),
    "summary": of_events.text_in("summary"),
    "note": of_events.text_in("note"),
    "quote": of_events.quote,
    WORDS: of_events.words,
    "party": taking_part.party,
    "tag": of_events.term_on("tag"),
    "issue": of_events.term_on("issue"),
    "area": of_events.term_on("area"),
    "source": of_events.source,
    "country": taking_part.country,
    "level": of_events.level,
    "type": of_events.term_in("type"),
    "channel": of_events.term_in("channel"),
    "family": taking_part.family,
    "date": of_events.date,
    "round": of_events.round_number,
    "region": taking_part.region,
    "relations": taking_part.relations,
    "standing": taking_part.standing,
    "post": taking_part.post,
    "status": of_events.status,
    "has": of_events.has,
    "evidence": of_events.evidence,
    "role": taking_part.role,
    "side": taking_part.side,
    "precision": of_events.precision,
    "direction": taking_part.direction,
    "verified": of_events.verified,
}
"""What each key asks; the first positive clause in this order drives the query.

Keys that usually leave few events come first: SQLite keeps no statistics here."""

_RANK: Final = {key: place for place, key in enumerate(_PIECES)}


@lru_cache(64)
def compile(wanted: Filter) -> tuple[str, tuple[Parameter, ...]]:  # noqa: A001 - read as `filters.compile`
    """Return one SELECT of the ids of matching events, each once, in no order, with its bound values."""
    asked = pieces_of(wanted)
    if (alone := _alone(asked)) is not None:
        return alone.ids if alone.unique else f"SELECT DISTINCT * FROM ({alone.ids})", alone.parameters
    tests, parameters = conditions(asked, driven=True)
    return f"SELECT event.id FROM event{f' WHERE {tests}' if tests else ''}", parameters


def pieces_of(wanted: Filter) -> list[tuple[Clause, Piece]]:
    """Return what each clause asks, in the order in which they had best be asked."""
    asked = [(clause, _PIECES[clause.key](clause.values)) for clause in wanted.clauses]
    return sorted(asked, key=lambda pair: (pair[0].negated, _RANK[pair[0].key]))


def conditions(
    asked: Iterable[tuple[Clause, Piece]], *, driven: bool = False
) -> tuple[str, tuple[Parameter, ...]]:
    """Return the SQL condition on `event` that all pieces hold; with `driven` the first may use its index."""
    tests: list[str] = []
    parameters: list[Parameter] = []
    for clause, piece in asked:
        if clause.negated:  # a null counts as no
            tests.append(f"({piece.following()}) IS NOT TRUE")
        else:
            tests.append(f"({piece.driving() if driven and not tests else piece.following()})")
        parameters += piece.parameters
    return " AND ".join(tests), tuple(parameters)


def _alone(asked: list[tuple[Clause, Piece]]) -> Piece | None:
    """Return the one piece there is, if it gives ids by itself."""
    return asked[0][1] if len(asked) == 1 and asked[0][1].ids and not asked[0][0].negated else None


def matching(connection: sqlite3.Connection, wanted: Filter) -> "NDArray[np.int64]":
    """Return the ids of matching events, each once, in no order."""
    import numpy as np

    from db.arrays.fetching import fetched

    if (alone := _alone(pieces_of(wanted))) is not None:
        ids = np.sort(fetched(connection, alone.ids, alone.parameters))
        return ids[np.diff(ids, prepend=ids[:1] - 1) != 0]
    return fetched(connection, *compile(wanted))
