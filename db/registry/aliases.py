"""The names a record bears: languages and scripts, kinds, when they were in use, and which one is the main one."""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.errors import BadInput
from db.ids import IDS
from db.models import Actor, ActorName, Mechanism, MechanismName, Person, PersonName
from db.search import fold
from db.spans import Span, dated
from db.typed_input import known_fields, needed, word
from db.words import NAME_KINDS

Owner: TypeAlias = Actor | Person | Mechanism
Bearing: TypeAlias = ActorName | PersonName | MechanismName

_OWNERS: Final[dict[str, type[Owner]]] = {"actor": Actor, "person": Person, "mechanism": Mechanism}
_NAMES: Final[dict[str, type[Bearing]]] = {
    "actor": ActorName,
    "person": PersonName,
    "mechanism": MechanismName,
}
FIELDS: Final = {
    "actor": frozenset({"text", "language", "kind", "date"}),
    "person": frozenset({"text", "language", "kind"}),
    "mechanism": frozenset({"text", "language"}),
}
"""What a name has, by the kind of record that bears it."""

_NEEDED: Final = "A name is needed; nothing was changed."


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a record; `date` says when it was in use; `main` is the one it is shown by."""

    id: int
    text: str
    language: str
    kind: str
    date: UncertainDate | None
    main: bool


def names(session: Session, kind: str, record: int) -> tuple[Name, ...]:
    """Return a record's names, the main one first, then in the order they were added."""
    main: str = session.get_one(_OWNERS[kind], record).name
    model = _NAMES[kind]
    rows = session.scalars(select(model).where(_owner_column(kind) == record).order_by(model.id)).all()
    first = next((row.id for row in rows if row.text == main), 0)
    found = [
        Name(
            row.id,
            row.text,
            row.language,
            getattr(row, "kind", "other"),
            row.date if isinstance(row, ActorName) else None,
            row.id == first,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda name: not name.main))


def name_on(session: Session, actor_id: int, day: int, language: str = "") -> str:
    """Return the name an actor bore on a day: one in use then, else its main name.

    Names without dates never outdo one in use on that day for certain; among several, the given language's and the
    main name's go first.
    """
    main = session.get_one(Actor, actor_id).name
    found: list[tuple[bool, bool, bool, bool, str]] = []
    for row in session.scalars(select(ActorName).where(ActorName.actor_id == actor_id)):
        certainty = Span.of_row(row).covers(day) if row.edtf else ""
        if certainty and row.kind != "abbreviation":
            other = bool(language) and row.language != language
            found.append((other, certainty != "certain", row.text != main, row.kind == "short", row.text))
    return min(found)[-1] if found else main


# --- edits -------------------------------------------------------------------------------------------------


def add(session: Session, owner: str, record: int, text: str, **fields: Any) -> int:
    """Give a record one more name (see FIELDS) and return the name's id; raises BadInput at a wrong field.

    Raises BadInput too where it bears the name already, in the same language.
    """
    row = _NAMES[owner](id=IDS.next(), **{f"{owner}_id": record})
    _set(session, owner, record, row, {"language": "", **fields, "text": text})
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, owner: str, name_id: int, **fields: Any) -> None:
    """Set fields of a name (see FIELDS); the record is called by the new text if it was its main name."""
    row = session.get_one(_NAMES[owner], name_id)
    record = session.get_one(_OWNERS[owner], _owner_of(owner, row))
    was_main = row.text == record.name
    _set(session, owner, record.id, row, fields)
    if was_main:
        record.name = row.text
    session.flush()


def remove(session: Session, owner: str, name_id: int) -> None:
    """Take a name away; raises BadInput for the main one."""
    row = session.get_one(_NAMES[owner], name_id)
    record = session.get_one(_OWNERS[owner], _owner_of(owner, row))
    same = [each for each in names(session, owner, record.id) if each.text == record.name]
    if row.text == record.name and len(same) == 1:
        raise BadInput(
            f"“{row.text}” is the main name and was kept: make another the main one first.", "text"
        )
    session.delete(row)
    session.flush()


def make_main(session: Session, owner: str, name_id: int) -> None:
    """Show the record by this name from now on; the one before stays as an alias."""
    row = session.get_one(_NAMES[owner], name_id)
    record = session.get_one(_OWNERS[owner], _owner_of(owner, row))
    _keep_as_alias(session, owner, record)
    record.name = row.text
    session.flush()


def rename(session: Session, owner: str, record: int, text: str) -> None:
    """Show the record by this name: one it bears already, or a new one; the one before stays as an alias."""
    text = needed(text, "name", _NEEDED)
    found = session.get_one(_OWNERS[owner], record)
    _keep_as_alias(session, owner, found)
    if text not in {name.text for name in names(session, owner, record)}:
        add(session, owner, record, text)
    found.name = text
    session.flush()


def _keep_as_alias(session: Session, owner: str, record: Owner) -> None:
    if record.name not in {name.text for name in names(session, owner, record.id)}:
        add(session, owner, record.id, record.name)


def _set(session: Session, owner: str, record: int, row: Bearing, fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS[owner], "a name")
    if fields.get("kind") is not None:
        word(fields["kind"], NAME_KINDS, "kind", "kind of name")
    if "date" in fields:
        fields = fields | {"date": dated(fields["date"])}
    if "text" in fields:
        text = needed(fields["text"], "text", _NEEDED)
        fields = fields | {"text": text, "folded": fold(text)}
        language = fields.get("language", row.language)
        for other in names(session, owner, record):
            if other.id != row.id and (other.text, other.language) == (text, language):
                raise BadInput(f"It bears the name “{text}” already; nothing was added.", "text")
    for name, value in fields.items():
        setattr(row, name, value)


def _owner_column(kind: str) -> Any:
    return getattr(_NAMES[kind], f"{kind}_id")


def _owner_of(kind: str, row: Bearing) -> int:
    return getattr(row, f"{kind}_id")
