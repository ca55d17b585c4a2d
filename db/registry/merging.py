"""Two records of the same actor, person or source made into one: what differs, and the merge as a single edit."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from db.dates import UncertainDate, describe
from db.errors import BadInput
from db.models import Actor, Country, Person, Source
from db.reading import fetch
from db.registry import actors, aliases, merging_joins, people, references
from db.search import fold
from db.typed_input import known_fields

FIELDS: Final = {
    "actor": ("name", "kind", "family", "parent_id", "country_id", "date", "note"),
    "person": ("name", "country_id", "date", "note"),
    "source": (
        "title", "title_translated", "author", "publisher", "kind", "side", "language", "date", "retrieved", "url",
        "archive_url", "note",
    ),
}  # fmt: skip
"""Fields that are set side by side, by kind of record."""

_MODELS: Final[dict[str, type[Actor | Person | Source]]] = {
    "actor": Actor,
    "person": Person,
    "source": Source,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One field of two records: its values, and the words to show for them."""

    field: str
    a: object
    b: object
    a_words: str
    b_words: str
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side: their fields, and how many records of each kind refer to each.

    `clashing` are standings of the one that overlap standings of the other: only those of the record that is kept
    stay. `joined` counts participations that both have in the same events, of which one each is left.
    """

    fields: tuple[Pair, ...]
    a_refers: dict[str, int]
    b_refers: dict[str, int]
    joined: int
    clashing: int


def compare(session: Session, kind: str, a: int, b: int) -> Comparison:
    """Return two records of one kind side by side; `b` is the one that would go."""
    one, other = session.get_one(_MODELS[kind], a), session.get_one(_MODELS[kind], b)
    fields = [_pair(session, field, getattr(one, field), getattr(other, field)) for field in FIELDS[kind]]
    return Comparison(
        tuple(fields),
        references.counts(session, kind, a),
        references.counts(session, kind, b),
        len(merging_joins.same_participations(session, f"{kind}_id", a, b)) if kind != "source" else 0,
        len(merging_joins.clashing_standings(session, a, b)) if kind == "actor" else 0,
    )


def _pair(session: Session, field: str, a: object, b: object) -> Pair:
    if field == "date":
        same = isinstance(a, UncertainDate) and isinstance(b, UncertainDate) and a.edtf == b.edtf
        return Pair(field, a, b, _words(session, field, a), _words(session, field, b), same or a is b)
    return Pair(field, a, b, _words(session, field, a), _words(session, field, b), a == b)


def _words(session: Session, field: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, UncertainDate):
        return describe(value)
    if field == "parent_id":
        return session.get_one(Actor, value).name
    return session.get_one(Country, value).name if field == "country_id" else str(value)


def merge(session: Session, kind: str, keep: int, drop: int, chosen: dict[str, Any] | None = None) -> None:
    """Make two records one: all that refers to `drop` refers to `keep` then, and `drop` is gone.

    `chosen` are the values (see FIELDS) that the record has in the end where not its own. The names of both stay
    as aliases. The same participation of both in one event is joined, as are other records that say the same twice;
    a succession of the one by the other goes, and so do standings of `drop` that overlap those of `keep`.
    Raises BadInput for a record with itself, and at a chosen field that is wrong.
    """
    known_fields(chosen or {}, FIELDS[kind], f"a merged {kind}")
    if keep == drop:
        raise BadInput("A record can't be merged with itself: choose another one.", "other")
    if chosen and chosen.get("parent_id") == drop:
        raise BadInput("An actor can't come under the one that it is merged with: choose another.", "parent")
    values = _values_kept(session, kind, keep, drop) | (chosen or {})
    session.flush()
    if kind == "actor":
        merging_joins.untie(session, keep, drop)
        merging_joins.drop_clashing_standings(session, keep, drop)
    if kind != "source":
        merging_joins.join_participations(session, f"{kind}_id", keep, drop)
        _gather_names(session, kind, drop)
    for table, column in references.to(kind):
        fetch(session, f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ?', (keep, drop))
    merging_joins.join_twins(session, kind, keep)
    if kind == "actor":
        sql = "UPDATE setting SET value = ? WHERE \"key\" = 'focal_actor' AND value = ?"
        fetch(session, sql, (str(keep), str(drop)))
    session.expire_all()
    session.delete(session.get_one(_MODELS[kind], drop))
    session.flush()
    _set(session, kind, keep, values)


def _values_kept(session: Session, kind: str, keep: int, drop: int) -> dict[str, Any]:
    """Return the values that `keep` takes over unasked: those it lacks, and both notes."""
    one, other = session.get_one(_MODELS[kind], keep), session.get_one(_MODELS[kind], drop)
    taken: dict[str, Any] = {}
    for field in FIELDS[kind]:
        mine, theirs = getattr(one, field), getattr(other, field)
        if field == "note":
            taken[field] = merging_joins.joined(mine, theirs)
        elif mine in (None, "", "unknown") and theirs not in (None, "", "unknown"):
            taken[field] = theirs
    if "parent_id" in taken and merging_joins.is_under(session, taken["parent_id"], keep):
        del taken["parent_id"]
    return taken


def _gather_names(session: Session, kind: str, drop: int) -> None:
    """See that the main name of `drop` is among its names, which are about to be those of `keep`."""
    name: str = fetch(session, f"SELECT name FROM {kind} WHERE id = ?", (drop,))[0][0]
    if fold(name) not in {fold(each.text) for each in aliases.names(session, kind, drop)}:
        aliases.add(session, kind, drop, name)


def _set(session: Session, kind: str, keep: int, values: dict[str, Any]) -> None:
    if kind == "actor":
        actors.change(session, keep, **values)
    elif kind == "person":
        people.change(session, keep, **values)
    else:
        if not str(values.get("title", "x")).strip():
            raise BadInput("A source needs a title; nothing was merged.", "title")
        row = session.get_one(Source, keep)
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()
