"""Keys about who took part: parties, people, posts, and what counterparts were on the day.

Country, region, family, standing and relations are those of counterparts (any side but the focal one),
since the focal actor takes part in everything. An organ without a country or family of its own has its
party's.

"On the day" is the event's earliest start day: a span matches where it certainly or possibly covers that
day, that is, from its earliest start to its latest end; a bound that nobody knows does not exclude. An
event without an earliest start day matches no span.
"""

from collections.abc import Sequence

from db import direction as directions
from db.filters.lookups import Query, countries, like, named, regions, union
from db.filters.pieces import Piece, any_of, picked, through
from db.filters.value import Value

_ON_THE_DAY = (
    "event.start_lo BETWEEN coalesce(span.start_lo, -2147483648) AND coalesce(span.end_hi, 2147483647)"
)
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
    """Events with a counterpart from a country."""
    return _from_countries(union([countries(value.text) for value in values]))


def region(values: Sequence[Value]) -> Piece:
    """Events with a counterpart from a region."""
    return _from_countries(union([regions(value.text) for value in values]))


def _from_countries(found: Query) -> Piece:
    sql = (
        f"WITH place(id) AS ({found.sql}), inhabitant(id) AS ("
        "SELECT id FROM actor WHERE country_id IN (SELECT id FROM place)"
        " UNION ALL SELECT organ.id FROM place CROSS JOIN actor ON actor.country_id = place.id"
        " CROSS JOIN actor organ ON organ.parent_id = actor.id"
        " WHERE organ.country_id IS NULL AND organ.kind = 'organ')"
        f" {_BY_ACTOR} IN (SELECT id FROM inhabitant)"
        f" UNION ALL SELECT event_id FROM participation WHERE actor_id IS NULL AND {_COUNTERPART}"
        " AND person_id IN (SELECT id FROM person WHERE country_id IN (SELECT id FROM place))"
    )
    return picked(sql, *found.parameters)


def family(values: Sequence[Value]) -> Piece:
    """Events with a counterpart of an ideological family."""
    marks, words = _listed(values)
    sql = (
        f"{_BY_ACTOR} IN (SELECT id FROM actor WHERE family IN ({marks})"
        " UNION ALL SELECT organ.id FROM actor CROSS JOIN actor organ ON organ.parent_id = actor.id"
        f" WHERE organ.family = 'unknown' AND organ.kind = 'organ' AND actor.family IN ({marks}))"
    )
    return picked(sql, *words, *words)


def standing(values: Sequence[Value]) -> Piece:
    """Events with a counterpart, or an organ of one, that was so in its country on the day."""
    marks, words = _listed(values)
    return Piece(
        "EXISTS (WITH span(actor_id, start_lo, end_hi) AS MATERIALIZED ("
        f"SELECT actor_id, start_lo, end_hi FROM standing WHERE kind IN ({marks})"
        " UNION ALL SELECT organ.id, standing.start_lo, standing.end_hi FROM standing"
        f" CROSS JOIN actor organ ON organ.parent_id = standing.actor_id WHERE standing.kind IN ({marks})"
        " AND organ.kind = 'organ')"
        " SELECT 1 FROM participation CROSS JOIN span ON span.actor_id = participation.actor_id"
        f" WHERE participation.event_id = event.id AND {_COUNTERPART} AND {_ON_THE_DAY})",
        (*words, *words),
    )


def relations(values: Sequence[Value]) -> Piece:
    """Events with a counterpart from a country that had such relations with the focal actor's on the day."""
    marks, words = _listed(values)
    sql = (
        "WITH pair(country, start_lo, end_hi) AS (SELECT other_id, start_lo, end_hi FROM relation"
        f" WHERE country_id = {directions.FOCAL_HOME} AND kind IN ({marks})"
        " UNION ALL SELECT country_id, start_lo, end_hi FROM relation"
        f" WHERE other_id = {directions.FOCAL_HOME} AND kind IN ({marks})),"
        " span(actor_id, start_lo, end_hi) AS (SELECT actor.id, pair.start_lo, pair.end_hi FROM pair"
        " CROSS JOIN actor ON actor.country_id = country"
        " UNION ALL SELECT organ.id, pair.start_lo, pair.end_hi FROM pair"
        " CROSS JOIN actor ON actor.country_id = country CROSS JOIN actor organ ON organ.parent_id = actor.id"
        " WHERE organ.country_id IS NULL AND organ.kind = 'organ')"
        " SELECT event_id FROM span CROSS JOIN participation ON participation.actor_id = span.actor_id"
        f" AND {_COUNTERPART} CROSS JOIN event ON event.id = participation.event_id WHERE {_ON_THE_DAY}"
    )
    return picked(sql, *words, *words)


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
    return Piece(f"{_DIRECTED} IN ({marks}))", words)


HAS_DIRECTION = Piece(f"{_DIRECTED} IS NOT NULL)")
"""Events of which the direction is stated or can be derived."""
