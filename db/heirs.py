"""What organs have of the actors they belong to: the one rule, as SQL.

An organ without a country or an ideological family of its own has those of the actor it belongs to, which may be an
organ in turn: an office of a department of a party has the party's. Standings come down to all organs, beside their
own. Actors of other kinds have nothing of their parents. Parents in a circle, which no edit lets arise, have nothing
to hand down that is not somebody's own, and end every query.
"""

from collections.abc import Sequence


def home(actor: str = "a") -> str:
    """Return an SQL expression: the id of the country that the actor of this alias has, NULL where none is known."""
    return _nearest(actor, "country_id", "{}.country_id IS NOT NULL", "NULL")


def kin(actor: str = "a") -> str:
    """Return an SQL expression: the ideological family that the actor of this alias has, `unknown` if need be."""
    return _nearest(actor, "family", "{}.family <> 'unknown'", "'unknown'")


def _nearest(actor: str, column: str, has: str, nothing: str) -> str:
    """Return the value of the nearest actor, itself or going up from organs, that has one.

    Going up from the few organs that lack one is faster than handing down to all: 6 ms to 15 ms for 10,000 actors.
    """
    own, above = has.format(actor), has.format("above")
    return f"""CASE WHEN {own} OR {actor}.kind <> 'organ' OR {actor}.parent_id IS NULL THEN {actor}.{column}
 ELSE coalesce((WITH RECURSIVE above(id, kind, parent_id, {column}) AS (
   SELECT id, kind, parent_id, {column} FROM actor WHERE id = {actor}.parent_id
   UNION SELECT parent.id, parent.kind, parent.parent_id, parent.{column} FROM above
   CROSS JOIN actor parent ON parent.id = above.parent_id WHERE above.kind = 'organ' AND NOT ({above}))
  SELECT {column} FROM above WHERE {above}), {nothing}) END"""


def with_organs(holders: str, carried: Sequence[str] = (), inherits: str = "TRUE") -> str:
    """Return a SELECT of actors and, down to the last, those of their organs that have something of them.

    `holders` is the SELECT of those that have it themselves, by id and the columns `carried` down; `inherits` is the
    condition on an `organ` to have it of the actor it belongs to. The SELECT begins with WITH: as a part of a
    UNION it has to stand in a subquery.
    """
    names = ", ".join(("id", *carried))
    handed = ", ".join(("organ.id", *(f"holder.{name}" for name in carried)))
    return (
        f"WITH RECURSIVE holder({names}) AS ({holders} UNION SELECT {handed} FROM holder CROSS JOIN actor organ"
        f" ON organ.parent_id = holder.id AND organ.kind = 'organ' AND {inherits}) SELECT {names} FROM holder"
    )
