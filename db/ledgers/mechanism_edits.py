"""Edits on mechanisms: their own fields, names, members, and what they follow from and lead to."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import search
from db.dates import DateError, describe
from db.dates.rhythm import read_rhythm
from db.errors import BadInput
from db.ids import IDS
from db.models import Mechanism, MechanismMember, MechanismName
from db.reading import fetch
from db.registry import names
from db.spans import Span, dated
from db.typed_input import Typed, check_chain, known_fields, needed

FIELDS = frozenset({"name", "date", "interval", "parent_id", "successor_id", "note"})
"""Fields that `change` takes; `date` and `interval` may be given as typed."""


def create(session: Session, name: str, **fields: Any) -> int:
    """Add a mechanism under a name and return its id; raises BadInput without one."""
    mechanism = names.create_mechanism(session, name)
    change(session, mechanism, **fields)
    return mechanism


def change(session: Session, mechanism_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a mechanism.

    `interval` is a length of time ("1 year", "18 months"), a number of days, or nothing. Raises BadInput at the
    field, also where a parent or successor would lead back to the mechanism itself.
    """
    known_fields(fields, FIELDS, "a mechanism")
    row = session.get_one(Mechanism, mechanism_id)
    for column, sentence in _LOOPS.items():
        if column in fields:
            check_chain(session, Mechanism, column, mechanism_id, fields[column], sentence)
            setattr(row, column, fields[column])
    if "date" in fields:
        row.date = dated(fields["date"])
    if "interval" in fields:
        row.interval_days = interval_days(fields["interval"])
    if "note" in fields:
        row.note = fields["note"]
    if "name" in fields:
        _rename(session, row, fields["name"])
    session.flush()


def interval_days(typed: str | int | None) -> int | None:
    """Return an expected interval in days, None for nothing; raises BadInput at `interval` for what is none."""
    if typed is None or typed == "":
        return None
    try:
        return read_rhythm(str(typed))
    except DateError as error:
        raise BadInput(f"“{typed}” is no interval: {error.reason}.", "interval") from error


def hanging(session: Session, mechanism_id: int) -> Mapping[str, int]:
    """Return how many records of each kind refer to a mechanism; events stay without it when it is deleted."""
    counted = {
        "events": "event", "members": "mechanism_member", "contexts": "context", "evidence": "evidence",
    }  # fmt: skip
    return {
        words: fetch(session, f"SELECT count(*) FROM {table} WHERE mechanism_id = ?", (mechanism_id,))[0][0]
        for words, table in counted.items()
    }


def delete(session: Session, mechanism_id: int) -> None:
    """Delete a mechanism with its names, members, contexts and evidence; its events stay, without mechanism."""
    row = session.get(Mechanism, mechanism_id)
    if row is not None:
        session.delete(row)
        session.flush()


# --- names -------------------------------------------------------------------------------------------------


def add_name(
    session: Session, mechanism_id: int, text: str, language: str = "", *, main: bool = False
) -> int:
    """Give a mechanism one more name, as its main one if wanted, and return the name's id."""
    row = session.get_one(Mechanism, mechanism_id)
    text = _free(session, mechanism_id, text)
    name = MechanismName(
        id=IDS.next(), mechanism_id=mechanism_id, text=text, folded=search.fold(text), language=language
    )
    session.add(name)
    if main:
        row.name = text
    session.flush()
    return name.id


def change_name(session: Session, name_id: int, text: str, language: str | None = None) -> None:
    """Set text and, if given, language of a name; the main name changes with its row."""
    name = session.get_one(MechanismName, name_id)
    row = session.get_one(Mechanism, name.mechanism_id)
    text = _free(session, row.id, text, name_id)
    if row.name == name.text:
        row.name = text
    name.text, name.folded = text, search.fold(text)
    if language is not None:
        name.language = language
    session.flush()


def make_main(session: Session, name_id: int) -> None:
    """Show a mechanism under this one of its names."""
    name = session.get_one(MechanismName, name_id)
    session.get_one(Mechanism, name.mechanism_id).name = name.text
    session.flush()


def remove_name(session: Session, name_id: int) -> None:
    """Take a name from a mechanism; raises BadInput for its main name."""
    name = session.get(MechanismName, name_id)
    if name is None:
        return
    if session.get_one(Mechanism, name.mechanism_id).name == name.text:
        raise BadInput(
            f"“{name.text}” is the main name and was kept: make another name the main one first.", "name"
        )
    session.delete(name)
    session.flush()


# --- members -----------------------------------------------------------------------------------------------


def add_member(session: Session, mechanism_id: int, actor_id: int, date: Typed = None, note: str = "") -> int:
    """Make an actor a member for a span (or for an unknown time) and return the membership's id.

    Raises BadInput where the same actor is a member at that time already.
    """
    member = MechanismMember(id=IDS.next(), mechanism_id=mechanism_id, actor_id=actor_id, note=note)
    member.date = dated(date)
    _check_twice(session, member)
    session.add(member)
    session.flush()
    return member.id


def change_member(session: Session, member_id: int, **fields: Any) -> None:
    """Set `actor_id`, `date` (may be typed) or `note` of a membership."""
    known_fields(fields, {"actor_id", "date", "note"}, "a membership")
    with session.no_autoflush:
        member = session.get_one(MechanismMember, member_id)
        if "date" in fields:
            member.date = dated(fields.pop("date"))
        for name, value in fields.items():
            setattr(member, name, value)
        _check_twice(session, member)
    session.flush()


def remove_member(session: Session, member_id: int) -> None:
    """End a membership as if it had never been recorded."""
    member = session.get(MechanismMember, member_id)
    if member is not None:
        session.delete(member)
        session.flush()


# --- checks ------------------------------------------------------------------------------------------------

_LOOPS = {
    "parent_id": "A mechanism can't stand under itself or under what stands under it; its parent was kept.",
    "successor_id": "A mechanism can't be followed by itself or by what it follows; its successor was kept.",
}


def _rename(session: Session, row: Mechanism, name: str) -> None:
    text = needed(name, "name", "A mechanism needs a name.")
    if text == row.name:
        return
    present = select(MechanismName).where(MechanismName.mechanism_id == row.id)
    rows = session.scalars(present).all()
    if not any(each.text == text for each in rows):
        main = next((each for each in rows if each.text == row.name), None)
        if main is None:
            main = MechanismName(id=IDS.next(), mechanism_id=row.id, text=text, folded="", language="")
            session.add(main)
        main.text, main.folded = text, search.fold(text)
    row.name = text


def _free(session: Session, mechanism_id: int, text: str, but: int = 0) -> str:
    text = needed(text, "name", "A name is needed.")
    same = select(MechanismName.id).where(
        MechanismName.mechanism_id == mechanism_id, MechanismName.text == text, MechanismName.id != but
    )
    if session.scalars(same).first() is not None:
        raise BadInput(f"The mechanism bears the name “{text}” already.", "name")
    return text


def _check_twice(session: Session, member: MechanismMember) -> None:
    """Refuse a membership that certainly overlaps another of the same actor in the same mechanism."""
    others = select(MechanismMember).where(
        MechanismMember.mechanism_id == member.mechanism_id,
        MechanismMember.actor_id == member.actor_id,
        MechanismMember.id != member.id,
    )
    for other in session.scalars(others):
        if _overlap(member, other):
            when = describe(other.date) if other.date else "an unknown time"
            raise BadInput(f"The actor is a member already ({when}); nothing was changed.", "date")


def _overlap(one: MechanismMember, other: MechanismMember) -> bool:
    if not one.edtf or not other.edtf:
        return True
    return Span.of_date(one.date).overlaps(Span.of_date(other.date))
