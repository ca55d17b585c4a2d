"""Keys about who took part: parties, people, posts, and what counterparts were on the day.

Country, region, family, standing and relations are those of counterparts (any side but the focal one),
since the focal actor takes part in everything. An organ without a country or family of its own has that of the
actor it belongs to, and so on down: an office of a department of a party has the party's.

"On the day" is the event's earliest start day: a span matches where it certainly or possibly covers that
day, that is, from its earliest start to its latest end; a bound that nobody knows does not exclude. An
event without an earliest start day matches no span.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from db import direction as directions
from db import heirs
from db.filters.keys import KNOWN, UNKNOWN
from db.filters.lookups import Query, countries, like, named, regions, union
from db.filters.pieces import Directed, Linked, Piece, Spanned, any_of, picked, through
from db.filters.value import Value
from db.words import DIRECTIONS, RELATION_KINDS, STANDINGS

_ON_THE_DAY = (
    "event.start_lo BETWEEN coalesce(span.start_lo, -2147483648) AND coalesce(span.end_hi, 2147483647)"
)
_BOUNDS = ("start_lo", "end_hi")
_COUNTERPART = "side IN ('counterpart', 'other')"
_BY_ACTOR = f"SELECT event_id FROM participation WHERE {_COUNTERPART} AND actor_id"


def party(values: Sequence[Value]) -> Piece:
    """Events in which an actor took part, or one of its organs."""
    found = union([named("party", value.text) for value in values])
    family = Query(
        f"WITH RECURSIVE member(id) AS (SELECT * FROM ({found.sql}) UNION SELECT actor.id FROM member"
        " JOIN actor ON actor.parent_id = member.id WHERE actor.kind = 'organ') SELECT id FROM member",
        found.parameters,
    )
    return through("SELECT event_id FROM participation WHERE actor_id", family)


def person(values: Sequence[Value]) -> Piece:
    """Events in which a person took part."""
    found = union([named("person", value.text) for value in values])
    return through("SELECT event_id FROM participation WHERE person_id", found)


def country(values: Sequence[Value]) -> Piece:
    """Events with a counterpart from a country; or of which the country is known, or unknown."""
    return any_of(_on_record(values, "home.id IS NOT NULL") + _from_countries(countries, values))


def region(values: Sequence[Value]) -> Piece:
    """Events with a counterpart from a region; or of which the region is known, or unknown."""
    return any_of(_on_record(values, "coalesce(home.region, '') <> ''") + _from_countries(regions, values))


def _on_record(values: Sequence[Value], known: str) -> list[Piece]:
    """Pieces of the values that ask whether something is known of a counterpart's country, `home`."""
    tests = {KNOWN: known, UNKNOWN: f"NOT ({known})"}
    homes = f"SELECT a.id FROM actor a LEFT JOIN country home ON home.id = {heirs.home('a')} WHERE"
    return [
        linked(Query(f"{homes} {tests[word]}"))
        for word in (value.text.lower() for value in values)
        if word in tests
    ]


def _with_organs(
    actors: str,
    inherits: str = "TRUE",
    parameters: Sequence[str | int] = (),
    carried: Sequence[str] = (),
) -> Query:
    """Return actors and, down to the last, those of their organs that have something of them.

    `actors` is the SELECT of those that have it themselves, by id and the columns `carried` down; `inherits` is the
    condition on an `organ` to have it of the actor it belongs to.
    """
    return Query(heirs.with_organs(actors, carried, inherits), tuple(parameters))


def _from_countries(named_by: Callable[[str], Query], values: Sequence[Value]) -> list[Piece]:
    listed = [named_by(value.text) for value in values if value.text.lower() not in (KNOWN, UNKNOWN)]
    if not listed:
        return []
    found = union(listed)
    inhabitants = _with_organs(
        "SELECT id FROM actor WHERE country_id IN (SELECT id FROM place)", "organ.country_id IS NULL"
    )
    sql = (
        f"WITH place(id) AS ({found.sql}) {_BY_ACTOR} IN ({inhabitants.sql})"
        f" UNION ALL SELECT event_id FROM participation WHERE actor_id IS NULL AND {_COUNTERPART}"
        " AND person_id IN (SELECT id FROM person WHERE country_id IN (SELECT id FROM place))"
    )
    return [picked(sql, *found.parameters)]


def family(values: Sequence[Value]) -> Piece:
    """Events with a counterpart of an ideological family."""
    marks, words = _listed(values)
    return linked(Query(f"SELECT a.id FROM actor a WHERE {heirs.kin('a')} IN ({marks})", words))


def linked(found: Query) -> Piece:
    """Return the piece of events with a counterpart among the actors of a query."""
    return replace(through(_BY_ACTOR, found), shortcut=Linked(found))


def standing(values: Sequence[Value]) -> Piece:
    """Events with a counterpart, or an organ of one, that was so in its country on the day.

    `unknown` are counterparts of which no standing is on record for that day.
    """
    words, others = _apart(values, _standings, STANDINGS)
    if not words:
        return any_of(others)
    spans = _standings(words)
    piece = Piece(
        f"EXISTS (WITH span(actor_id, start_lo, end_hi) AS MATERIALIZED ({spans.sql})"
        " SELECT 1 FROM participation CROSS JOIN span ON span.actor_id = participation.actor_id"
        f" WHERE participation.event_id = event.id AND {_COUNTERPART} AND {_ON_THE_DAY})",
        spans.parameters,
        shortcut=Spanned(spans),
    )
    return any_of([piece, *others])


def _standings(words: Sequence[str]) -> Query:
    """Spans of actors and of their organs."""
    marks = ", ".join("?" * len(words))
    own = f"SELECT actor_id, start_lo, end_hi FROM standing WHERE kind IN ({marks})"
    return _with_organs(own, parameters=words, carried=_BOUNDS)


def relations(values: Sequence[Value]) -> Piece:
    """Events with a counterpart from a country that had such relations with the focal actor's on the day.

    `unknown` are counterparts of whose country no relations are on record for that day.
    """
    words, others = _apart(values, _relations, RELATION_KINDS)
    if not words:
        return any_of(others)
    spans = _relations(words)
    sql = (
        f"WITH span(actor_id, start_lo, end_hi) AS ({spans.sql})"
        " SELECT event_id FROM span CROSS JOIN participation ON participation.actor_id = span.actor_id"
        f" AND {_COUNTERPART} CROSS JOIN event ON event.id = participation.event_id WHERE {_ON_THE_DAY}"
    )
    return any_of([replace(picked(sql, *spans.parameters), shortcut=Spanned(spans)), *others])


def _relations(words: Sequence[str]) -> Query:
    """Spans of actors by their country's relations with the focal actor's."""
    marks = ", ".join("?" * len(words))
    pairs = (
        f"SELECT other_id AS country, start_lo, end_hi FROM relation"
        f" WHERE country_id = {directions.FOCAL_HOME} AND kind IN ({marks})"
        " UNION ALL SELECT country_id, start_lo, end_hi FROM relation"
        f" WHERE other_id = {directions.FOCAL_HOME} AND kind IN ({marks})"
    )
    own = (
        f"SELECT actor.id, pair.start_lo, pair.end_hi FROM ({pairs}) pair"
        " CROSS JOIN actor ON actor.country_id = pair.country"
    )
    return _with_organs(own, "organ.country_id IS NULL", (*words, *words), carried=_BOUNDS)


def _apart(
    values: Sequence[Value], spans: Callable[[Sequence[str]], Query], every: Sequence[str]
) -> tuple[list[str], list[Piece]]:
    """Return the plain words, and the pieces of the values `unknown` and `word@day`."""
    words: list[str] = []
    pieces: list[Piece] = []
    for value in values:
        word, _, day = value.text.partition("@")
        if day:
            pieces.append(_on(date.fromisoformat(day).toordinal(), word, spans, every))
        elif word == UNKNOWN:
            pieces.append(_never_on_the_day(spans(every)))
        else:
            words.append(word)
    return words, pieces


def _on(day: int, word: str, spans: Callable[[Sequence[str]], Query], every: Sequence[str]) -> Piece:
    """Events with a counterpart that has a span, or for `unknown` none, that may cover a given day."""
    found = spans(every if word == UNKNOWN else [word])
    test = "NOT IN" if word == UNKNOWN else "IN"
    actors = (
        f"WITH span(actor_id, start_lo, end_hi) AS ({found.sql}) SELECT id FROM actor WHERE id {test}"
        " (SELECT actor_id FROM span WHERE coalesce(start_lo, ?) <= ? AND coalesce(end_hi, ?) >= ?)"
    )
    return linked(Query(actors, (*found.parameters, day, day, day, day)))


def _never_on_the_day(spans: Query) -> Piece:
    """Events with a counterpart of which no span may cover the day of the event."""
    piece = picked(
        f"WITH span(actor_id, start_lo, end_hi) AS MATERIALIZED ({spans.sql})"
        " SELECT event_id FROM participation CROSS JOIN event ON event.id = participation.event_id"
        f" WHERE {_COUNTERPART} AND participation.actor_id IS NOT NULL AND NOT EXISTS"
        f" (SELECT 1 FROM span WHERE span.actor_id = participation.actor_id AND {_ON_THE_DAY})",
        *spans.parameters,
    )
    return replace(piece, shortcut=Spanned(spans, never=True))


def post(values: Sequence[Value]) -> Piece:
    """Events in which somebody took part under a post, as the source prints it or by tenure on the day."""
    return any_of(
        picked(
            "SELECT event_id FROM participation WHERE post_printed LIKE ? ESCAPE '\\'"
            " UNION ALL SELECT event_id FROM post span"
            " CROSS JOIN participation ON participation.person_id = span.person_id"
            " CROSS JOIN event ON event.id = participation.event_id"
            f" WHERE span.title LIKE ? ESCAPE '\\' AND {_ON_THE_DAY}",
            like(value.text),
            like(value.text),
        )
        for value in values
    )


def side(values: Sequence[Value]) -> Piece:
    """Events in which somebody took part on a side."""
    marks, words = _listed(values)
    return picked(f"SELECT event_id FROM participation WHERE side IN ({marks})", *words)


def role(values: Sequence[Value]) -> Piece:
    """Events in which somebody took part in a role."""
    marks, words = _listed(values)
    return picked(f"SELECT event_id FROM participation WHERE role IN ({marks})", *words)


def _listed(values: Sequence[Value]) -> tuple[str, tuple[str, ...]]:
    return ", ".join("?" * len(values)), tuple(value.text for value in values)


_DIRECTED = f"EXISTS (SELECT 1 FROM event e WHERE e.id = event.id AND {directions.SQL}"


def direction(values: Sequence[Value]) -> Piece:
    """Events of a direction as seen from the focal actor's country."""
    marks, words = _listed(values)
    return Piece(f"{_DIRECTED} IN ({marks}))", words, shortcut=Directed(words))


HAS_DIRECTION = Piece(f"{_DIRECTED} IS NOT NULL)", shortcut=Directed(DIRECTIONS))
"""Events of which the direction is stated or can be derived."""
