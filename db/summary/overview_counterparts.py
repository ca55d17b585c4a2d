"""With whom there was contact: counterparts by country, region, family, standing and relations."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db import heirs
from db.arrays.columns import EventColumns, Ids
from db.arrays.counting import pairs
from db.direction import FOCAL_HOME
from db.filters.keys import KNOWN, UNKNOWN
from db.stats.units import Ints
from db.summary.overview_rows import Number, held
from db.words import FAMILIES, RELATION_KINDS, STANDINGS

Marks = NDArray[np.bool_]
RELATED: Final = "diplomatic relations"


@dataclass(frozen=True, slots=True)
class Counterparts:
    """Counterparts of the events that count; one may stand in several rows of a table."""

    total: Number
    countries: Number
    regions: Number
    by_region: tuple[Number, ...]
    by_family: tuple[Number, ...]
    by_standing: tuple[Number, ...]
    with_relations: Number
    without_relations: Number
    by_relations: tuple[Number, ...]


def counterparts(connection: sqlite3.Connection, columns: EventColumns, rows: Ints, day: int) -> Counterparts:
    """Count the counterparts of the events at `rows`, standing and relations as on a day.

    A counterpart is an actor that took part on another side than the focal one; an organ counts as its party.
    What an organ has no word of its own for is its party's, as in filters. A span holds where it certainly or
    possibly covers the day.
    """
    actors = Actors(connection, columns.keys["actor"])
    links = _Links(columns, rows, actors)
    iso = date.fromordinal(day).isoformat()
    region = links.by_word(actors.region, "region", sorted(set(actors.region) - {""}))
    standing = _spans(connection, actors, _STANDING, day)
    relations = _spans(connection, actors, _RELATIONS, day)
    by_standing = links.by_span(standing, "standing", STANDINGS, iso)
    by_relations = links.by_span(relations, "relations", RELATION_KINDS, iso)
    without = [word for word in RELATION_KINDS if word != RELATED]
    return Counterparts(
        total=links.number("counterparts", links.all, held("has", "counterpart")),
        countries=links.distinct("countries", actors.country, held("country", KNOWN)),
        regions=links.distinct("regions", actors.region, held("region", KNOWN)),
        by_region=region,
        by_family=links.by_word(actors.family, "family", FAMILIES),
        by_standing=by_standing,
        with_relations=links.of_spans("with relations", relations, "relations", [RELATED], iso),
        without_relations=links.of_spans("without relations", relations, "relations", without, iso),
        by_relations=by_relations,
    )


_ACTORS: Final = f"""
SELECT a.id, a.kind = 'organ', coalesce(a.parent_id, -1), {heirs.kin("a")},
       coalesce(c.id, -1), coalesce(c.region, ''), a.name
FROM actor a LEFT JOIN country c ON c.id = {heirs.home("a")}
"""


class Actors:
    """Knows of each code of `keys["actor"]` the party it counts as, and the family, country and region."""

    def __init__(self, connection: sqlite3.Connection, keys: Ids) -> None:
        rows = {row[0]: row for row in fetched(connection, _ACTORS)}
        self._rows = rows
        listed = [rows[key] for key in keys.tolist()]
        parties = [self.party_of(row[0]) for row in listed]
        self.parties, party = np.unique(np.array(parties, np.int64), return_inverse=True)
        self.party: Ids = party.astype(np.int64)
        self.code = {row[0]: code for code, row in enumerate(listed)}
        self.family: list[str] = [row[3] for row in listed]
        self.country: list[str] = [str(row[4]) if row[4] >= 0 else "" for row in listed]
        self.region: list[str] = [row[5] for row in listed]

    def party_of(self, actor: int) -> int:
        """Return the actor of which another is an organ, however deep, or itself."""
        seen = {actor}
        while self._rows[actor][1] and self._rows[actor][2] in self._rows:
            actor = self._rows[actor][2]
            if actor in seen:
                break
            seen.add(actor)
        return actor

    def knows(self, actor: int) -> bool:
        """Tell whether there is such an actor."""
        return actor in self._rows

    def name(self, actor: int) -> str:
        """Return an actor's name."""
        return self._rows[actor][6]


class _Links:
    """Counts counterparts and events of groups of actors, given as marks on their codes."""

    def __init__(self, columns: EventColumns, rows: Ints, actors: Actors) -> None:
        self._row, self._code = pairs(columns, rows)
        self._actors = actors
        self.all: Marks = np.zeros(len(actors.party), np.bool_)
        self.all[self._code] = True

    def number(self, label: str, marks: Marks, wanted: str) -> Number:
        among = marks & self.all
        rows = self._row[among[self._code]]
        events = int(np.count_nonzero(np.diff(rows))) + 1 if len(rows) else 0  # rows ascend
        return Number(label, len(np.unique(self._actors.party[among])), wanted, events)

    def distinct(self, label: str, words: list[str], wanted: str) -> Number:
        """Count not counterparts but the words they have."""
        found = self.number(label, np.array([word != "" for word in words], np.bool_), wanted)
        among = {words[code] for code in np.flatnonzero(self.all).tolist()} - {""}
        return Number(label, len(among), wanted, found.events)

    def by_word(self, words: list[str], key: str, listed: Iterable[str]) -> tuple[Number, ...]:
        held_by = np.array([word or UNKNOWN for word in words], np.str_)
        every = dict.fromkeys((*listed, UNKNOWN))
        found = (self.number(word, held_by == word, held(key, word)) for word in every)
        return tuple(number for number in found if number.count)

    def by_span(
        self, spans: Mapping[str, Marks], key: str, listed: Iterable[str], day: str
    ) -> tuple[Number, ...]:
        found = (self.of_spans(word, spans, key, [word], day) for word in (*listed, UNKNOWN))
        return tuple(number for number in found if number.count)

    def of_spans(
        self, label: str, spans: Mapping[str, Marks], key: str, words: list[str], day: str
    ) -> Number:
        marks = np.logical_or.reduce([spans[word] for word in words])
        return self.number(label, marks, held(key, *(f"{word}@{day}" for word in words)))


_STANDING: Final = (
    heirs.with_organs(
        "SELECT actor_id, kind FROM standing"
        " WHERE coalesce(start_lo, ?1) <= ?1 AND coalesce(end_hi, ?1) >= ?1",
        ("kind",),
    ),
    STANDINGS,
)
_RELATIONS: Final = (
    f"""WITH pair AS MATERIALIZED (
     SELECT other_id AS country, kind FROM relation
     WHERE country_id = {FOCAL_HOME} AND coalesce(start_lo, ?1) <= ?1 AND coalesce(end_hi, ?1) >= ?1
     UNION SELECT country_id, kind FROM relation
     WHERE other_id = {FOCAL_HOME} AND coalesce(start_lo, ?1) <= ?1 AND coalesce(end_hi, ?1) >= ?1)
    SELECT a.id, pair.kind FROM actor a JOIN pair ON pair.country = {heirs.home("a")}""",
    RELATION_KINDS,
)
"""SQL of actors and words on a day, `?1`; then the words."""


def _spans(
    connection: sqlite3.Connection, actors: Actors, asked: tuple[str, tuple[str, ...]], day: int
) -> dict[str, Marks]:
    sql, words = asked
    marks = {word: np.zeros(len(actors.party), np.bool_) for word in words}
    for actor, word in fetched(connection, sql, day):
        if actor in actors.code:
            marks[word][actors.code[actor]] = True
    marks[UNKNOWN] = ~np.logical_or.reduce(list(marks.values()))
    return marks


def fetched(connection: sqlite3.Connection, sql: str, *parameters: str | int) -> list[Any]:
    """Return a query's rows as plain tuples."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor.execute(sql, parameters).fetchall()
