"""What two records say twice once they are one: found and joined, so that nothing stands there doubled."""

from typing import Final

from sqlalchemy.orm import Session

from db.reading import fetch
from db.registry import standings

_SAME: Final = """SELECT k.id, d.id, k.role, d.role, k.post_printed, d.post_printed, k.note, d.note
FROM participation d JOIN participation k ON k.event_id = d.event_id AND k.side = d.side
 AND k.{column} = ? AND k.{other} IS d.{other}
WHERE d.{column} = ? AND (k.role = d.role OR 'attendee' IN (k.role, d.role))
 AND (k.post_printed = d.post_printed OR '' IN (k.post_printed, d.post_printed)) ORDER BY d.id, k.position"""

_TWINS: Final = {
    "actor": (
        ("actor_name", "actor_id", ("text", "language", "edtf")),
        ("actor_identifier", "actor_id", ("scheme", "value")),
        ("succession", "predecessor_id", ("successor_id",)),
        ("succession", "successor_id", ("predecessor_id",)),
        ("mechanism_member", "actor_id", ("mechanism_id", "edtf")),
        ("standing", "actor_id", ("kind", "edtf")),
        ("post", "actor_id", ("person_id", "title", "edtf")),
    ),
    "person": (
        ("person_name", "person_id", ("text", "language")),
        ("post", "person_id", ("actor_id", "title", "edtf")),
    ),
    "source": (("attachment", "source_id", ("sha256",)),),
}
"""Tables in which a record may say the same twice, by which columns that is seen."""


def joined(mine: str, theirs: str) -> str:
    """Return two notes as one, either alone where the other is empty or a part of it."""
    if theirs in mine:
        return mine
    return theirs if mine in theirs else f"{mine}\n{theirs}"


# --- participations ----------------------------------------------------------------------------------------


def same_participations(session: Session, column: str, keep: int, drop: int) -> list[tuple[int, int]]:
    """Return (kept, dropped) participations that say the same of one event once the two are one.

    They do where side and the other party to it agree, and role and printed post don't contradict.
    """
    return [(row[0], row[1]) for row in _same(session, column, keep, drop)]


_Row = tuple[int, int, str, str, str, str, str, str]


def _same(session: Session, column: str, keep: int, drop: int) -> list[_Row]:
    other = "person_id" if column == "actor_id" else "actor_id"
    rows: list[_Row] = fetch(session, _SAME.format(column=column, other=other), (keep, drop))
    taken: set[int] = set()
    found: list[_Row] = []
    for row in rows:
        if row[0] not in taken and row[1] not in taken:
            taken.update(row[:2])
            found.append(row)
    return found


def join_participations(session: Session, column: str, keep: int, drop: int) -> None:
    """Leave one of each two participations that say the same, with what either says more."""
    rows = _same(session, column, keep, drop)
    values = [
        (theirs if role == "attendee" else role, post or their_post, joined(note, their_note), kept)
        for kept, _, role, theirs, post, their_post, note, their_note in rows
    ]
    raw = session.connection().connection.cursor()
    raw.executemany("UPDATE participation SET role = ?, post_printed = ?, note = ? WHERE id = ?", values)
    raw.executemany("DELETE FROM participation WHERE id = ?", [(row[1],) for row in rows])


# --- actors ------------------------------------------------------------------------------------------------


def untie(session: Session, keep: int, drop: int) -> None:
    """Take away what would tie the one actor to itself: a succession, and a place of the one under the other."""
    fetch(
        session,
        "DELETE FROM succession WHERE (predecessor_id = ? AND successor_id = ?)"
        " OR (predecessor_id = ? AND successor_id = ?)",
        (keep, drop, drop, keep),
    )
    parents = dict(fetch(session, "SELECT id, parent_id FROM actor"))
    if drop in _above(parents, keep):
        fetch(session, "UPDATE actor SET parent_id = ? WHERE id = ?", (parents[drop], keep))
    fetch(session, "UPDATE actor SET parent_id = NULL WHERE id = ?", (drop,))


def is_under(session: Session, actor: int, other: int) -> bool:
    """Tell whether an actor is another one, or under it at any depth."""
    return actor == other or other in _above(dict(fetch(session, "SELECT id, parent_id FROM actor")), actor)


def _above(parents: dict[int, int | None], actor: int) -> list[int]:
    found: list[int] = []
    at = parents.get(actor)
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return found


def clashing_standings(session: Session, keep: int, drop: int) -> list[int]:
    """Return the standings of `drop` that overlap others of `keep` for certain and do not say the same."""
    own = standings.spans(session, keep)
    said = {(mine.kind, str(mine.date)) for mine in own}
    return [
        theirs.id
        for theirs in standings.spans(session, drop)
        if (theirs.kind, str(theirs.date)) not in said
        and any(mine.span.overlaps(theirs.span) for mine in own)
    ]


def drop_clashing_standings(session: Session, keep: int, drop: int) -> None:
    """Take away the standings of `drop` that can't be beside those of `keep`."""
    standings.remove(session, clashing_standings(session, keep, drop))


# --- records that say the same -----------------------------------------------------------------------------


def join_twins(session: Session, kind: str, keep: int) -> None:
    """Leave one of each several records that say the same of a merged one; evidence for the others becomes its own."""
    for table, column, alike in _TWINS[kind]:
        listed = ", ".join(f'"{name}"' for name in alike)
        first: dict[tuple[object, ...], int] = {}
        for record, *key in fetch(
            session, f'SELECT id, {listed} FROM "{table}" WHERE "{column}" = ? ORDER BY id', (keep,)
        ):
            same = first.setdefault(tuple(key), record)
            if same != record:
                _replace(session, table, same, record)


def _replace(session: Session, table: str, kept: int, gone: int) -> None:
    if table in ("standing", "post"):
        fetch(session, f"UPDATE evidence SET {table}_id = ? WHERE {table}_id = ?", (kept, gone))
    fetch(session, f'DELETE FROM "{table}" WHERE id = ?', (gone,))
