"""The direction of an exchange as seen from the focal actor's country, derived from where and how it took place."""

from collections.abc import Collection
from typing import Final

from db.heirs import home

REMOTE: Final = ("video", "phone", "letter")
"""Keys of channels, and of event types where no channel is given, that bring nobody to a place."""


def derived(
    means: str | None,
    place: int | None,
    focal: Collection[int],
    counterparts: Collection[int],
) -> str | None:
    """Return the direction, one of `db.words.DIRECTIONS`, or None where too little is known.

    `means` is the key of the channel, or of the type where no channel is given; `place` is the country it took
    place in; `focal` and `counterparts` are the countries of the participants on either side.
    """
    if means in REMOTE:
        return "remote"
    if place is None or not focal:
        return None
    if place in focal:
        return "incoming"
    if not counterparts:
        return None
    return "outgoing" if place in counterparts else "third place"


FOCAL_HOME: Final = f"""(SELECT {home("a")} FROM setting s JOIN actor a ON a.id = CAST(s.value AS INTEGER)
 WHERE s.key = 'focal_actor')"""
"""SQL of the focal actor's country; it stands in where an event names nobody on the focal side."""


def _homes(side: str) -> str:
    return f"""SELECT {home("a")} AS home FROM participation p JOIN actor a ON a.id = p.actor_id
 WHERE p.event_id = e.id AND p.side = '{side}' AND home IS NOT NULL"""


_MEANS = """coalesce((SELECT "key" FROM term WHERE id = e.channel_id),
 (SELECT "key" FROM term WHERE id = e.type_id), '')"""
SQL: Final = f"""coalesce(e.direction, CASE
 WHEN {_MEANS} IN ({", ".join(f"'{key}'" for key in REMOTE)}) THEN 'remote'
 WHEN e.country_id IS NULL THEN NULL
 WHEN e.country_id IN ({_homes("focal")}) THEN 'incoming'
 WHEN NOT EXISTS ({_homes("focal")}) AND e.country_id = {FOCAL_HOME} THEN 'incoming'
 WHEN NOT EXISTS ({_homes("focal")}) AND {FOCAL_HOME} IS NULL THEN NULL
 WHEN e.country_id IN ({_homes("counterpart")}) THEN 'outgoing'
 WHEN EXISTS ({_homes("counterpart")}) THEN 'third place' END)"""
"""The same rule as an SQL expression over `event e`, for sorting."""
