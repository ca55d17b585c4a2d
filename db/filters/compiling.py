"""A Filter to SQL, and to the ids of its events."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
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
    pieces = [(clause, _PIECES[clause.key](clause.values)) for clause in wanted.clauses]
    pieces.sort(key=lambda pair: _cost(pair[0]))
    if len(pieces) == 1 and pieces[0][1].ids and not pieces[0][0].negated:
        piece = pieces[0][1]
        return piece.ids if piece.unique else f"SELECT DISTINCT * FROM ({piece.ids})", piece.parameters
    tests: list[str] = []
    for place, (clause, piece) in enumerate(pieces):
        if clause.negated:  # a null counts as no
            tests.append(f"({piece.following()}) IS NOT TRUE")
        else:
            tests.append(f"({piece.driving() if place == 0 else piece.following()})")
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    return f"SELECT event.id FROM event{where}", tuple(
        value for _, piece in pieces for value in piece.parameters
    )


def _cost(clause: Clause) -> tuple[bool, int]:
    return clause.negated, _RANK[clause.key]


def matching(connection: sqlite3.Connection, wanted: Filter) -> "NDArray[np.int64]":
    """Return the ids of matching events, each once, in no order."""
    import numpy as np

    cursor = connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(*compile(wanted))
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64)
