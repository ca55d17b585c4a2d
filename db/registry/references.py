"""What refers to a record: every foreign key of the models, found from their metadata so that none is forgotten."""

from functools import lru_cache
from typing import Final

from sqlalchemy.orm import Session

from db.models import Base
from db.reading import fetch

PARTS: Final = {
    "actor": ("actor_name", "actor_identifier"),
    "person": ("person_name",),
    "source": ("attachment",),
}
"""Tables that hold part of a record itself, so that they don't count as what hangs on it."""

_WORDS: Final = {
    ("participation", "actor_id"): "participation",
    ("participation", "person_id"): "participation",
    ("actor", "parent_id"): "actor under it",
    ("actor", "country_id"): "actor",
    ("person", "country_id"): "person",
    ("event", "country_id"): "event",
    ("standing", "actor_id"): "standing",
    ("post", "actor_id"): "post",
    ("post", "person_id"): "post",
    ("succession", "predecessor_id"): "successor",
    ("succession", "successor_id"): "predecessor",
    ("mechanism_member", "actor_id"): "membership of a mechanism",
    ("invitation", "inviter_id"): "invitation by it",
    ("invitation", "invitee_id"): "invitation to it",
    ("commitment", "promiser_id"): "commitment by it",
    ("commitment", "receiver_id"): "commitment to it",
    ("relation", "country_id"): "relation",
    ("relation", "other_id"): "relation",
    ("evidence", "source_id"): "piece of evidence",
    ("coverage", "source_id"): "record of coverage",
}
_PLURALS: Final = {"person": "people"}


@lru_cache
def to(table: str) -> tuple[tuple[str, str], ...]:
    """Return (table, column) of every foreign key to a table, in the order of the tables' names."""
    return tuple(
        sorted(
            (key.parent.table.name, key.parent.name)
            for each in Base.metadata.tables.values()
            for key in each.foreign_keys
            if key.column.table.name == table
        )
    )


def counts(session: Session, table: str, record: int) -> dict[str, int]:
    """Return how many records of each kind refer to one, by the words for it; kinds without any are left out."""
    found: dict[str, int] = {}
    for other, column in to(table):
        if other in PARTS.get(table, ()):
            continue
        sql = f'SELECT count(*) FROM "{other}" WHERE "{column}" = ?'
        many: int = fetch(session, sql, (record,))[0][0]
        if many:
            word = _WORDS.get((other, column), other.replace("_", " "))
            found[word] = found.get(word, 0) + many
    if table == "actor" and is_focal(session, record):
        found["setting"] = 1
    return found


def is_focal(session: Session, actor: int) -> bool:
    """Tell whether an actor is the one whose diplomacy the timeline is about."""
    sql = "SELECT 1 FROM setting WHERE \"key\" = 'focal_actor' AND value = ?"
    return bool(fetch(session, sql, (str(actor),)))


def described(found: dict[str, int]) -> str:
    """Return counts as words: "12 participations, 1 post and 2 actors under it"."""
    parts = [f"{many:,} {word if many == 1 else _plural(word)}" for word, many in found.items()]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _plural(word: str) -> str:
    head, space, rest = word.partition(" ")
    return _PLURALS.get(word, f"{head}s{space}{rest}")
