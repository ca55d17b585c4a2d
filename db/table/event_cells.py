"""Cells of the event table: what a typed text means in each column, and setting many cells in one go."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import partial
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import events, search
from db.dates import DateError, parse
from db.errors import BadInput
from db.models import Country, Mechanism
from db.reading import raw
from db.table.event_choices import FIXED, Choice, choices
from db.typed_input import needed

KEYS: Final = (
    "date", "title", "type", "status", "mechanism", "round", "place", "country", "direction", "channel", "level",
    "note", "unverified",
)  # fmt: skip
"""Columns whose cells can be set."""

_YES, _NO = ("yes", "y", "1", "true", "unverified"), ("no", "n", "0", "false", "verified", "")

Cell = tuple[Sequence[int], str, str]
"""Events, the key of a column, and the text typed for them."""


def set_cells(session: Session, cells: Iterable[Cell]) -> None:
    """Set cells by what was typed; raises BadInput, whose `field` is the column's key, and nothing is kept then."""
    meant = [(ids, value_of(session, key, text)) for ids, key, text in cells]
    for ids, fields in meant:
        if "date" in fields:
            events.set_date(session, ids, fields["date"])
        else:
            events.change(session, ids, **fields)


def value_of(session: Session, key: str, text: str) -> dict[str, Any]:
    """Return the fields of an event that a text typed into a column stands for; raises BadInput."""
    typed = text.strip()
    if key == "date":
        return {"date": _date(typed)}
    if key == "title":
        return {"title": needed(typed, "title", "An event needs a title.")}
    if key in ("place", "note"):
        return {key: typed}
    if key == "round":
        return _round(typed)
    if key == "unverified":
        return {"unverified": _yes_or_no(typed)}
    if key == "status":
        return {"status": _word(key, typed)}
    if key == "direction":
        return {"direction": _word(key, typed) if typed else None}
    return {f"{key}_id": _record(session, key, typed) if typed else None}


def _date(typed: str) -> Any:
    try:
        return parse(typed) if typed else None
    except DateError as error:
        raise BadInput(str(error), "date") from error


def _round(typed: str) -> dict[str, Any]:
    """Read `3`, or `3?` and `3 inferred` for a number that no source states."""
    if not typed:
        return {"round": None, "round_basis": "stated"}
    digits = typed.removesuffix("inferred").rstrip(" ?")
    if not digits.isdecimal() or int(digits) < 1 or int(digits) > 9999:
        raise BadInput(
            f"“{typed}” is no round: type a number from 1, or 3? for one that was inferred.", "round"
        )
    return {"round": int(digits), "round_basis": "stated" if digits == typed else "inferred"}


def _yes_or_no(typed: str) -> bool:
    folded = typed.casefold()
    if folded not in _YES + _NO:
        raise BadInput(f"“{typed}” is neither yes nor no.", "unverified")
    return folded in _YES


def _word(key: str, typed: str) -> str:
    found = _meant(typed, [Choice(word) for word in FIXED[key]])
    if found is None:
        raise BadInput(f"“{typed}” is no {key}: use {', '.join(FIXED[key])}.", key)
    return found


def _record(session: Session, key: str, typed: str) -> int:
    offered = choices(raw(session), key)
    meant = _meant(typed, offered)
    if meant is None:
        raise BadInput(f"There is no {key} “{typed}”{_nearest(typed, offered)}", key)
    found = _FIND[key](session, meant)
    if len(found) > 1:
        raise BadInput(f"“{typed}” is the name of {len(found)} records: choose one in the inspector.", key)
    return found[0]


def _meant(typed: str, offered: Sequence[Choice]) -> str | None:
    """Return the one choice that was meant: by a whole name, or the only one with a name that begins so."""
    folded = search.fold(typed)
    called = [
        ({search.fold(name) for name in (choice.text, *choice.also)}, choice.text) for choice in offered
    ]
    same = {text for names_, text in called if folded in names_}
    begun = {text for names_, text in called if any(name.startswith(folded) for name in names_)}
    found = same or begun
    return found.pop() if len(found) == 1 else None


def _nearest(typed: str, offered: Sequence[Choice]) -> str:
    folded = {search.fold(name): choice.text for choice in offered for name in (choice.text, *choice.also)}
    near = get_close_matches(search.fold(typed), list(folded), n=1, cutoff=0.5)
    return f": did you mean “{folded[near[0]]}”?" if near else "; nothing was changed."


def _term_of(session: Session, label: str, vocabulary: str) -> list[int]:
    found = events.term_id(session, vocabulary, label)
    return [] if found is None else [found]


_FIND: dict[str, Callable[[Session, str], list[int]]] = {
    "country": lambda session, name: list(session.scalars(select(Country.id).where(Country.name == name))),
    "mechanism": lambda session, name: list(
        session.scalars(select(Mechanism.id).where(Mechanism.name == name))
    ),
    **{key: partial(_term_of, vocabulary=key) for key in ("type", "channel", "level")},
}
