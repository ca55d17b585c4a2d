"""What people type into the fields of a record: checked, and refused with a sentence at the field."""

from collections.abc import Collection
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.errors import BadInput
from db.models import Base

Typed: TypeAlias = UncertainDate | str | None
"""A date as a field gives it: understood already, or as typed (`db.spans.dated` reads it)."""


def word(value: str, known: Collection[str], field: str, what: str) -> str:
    """Return one of the fixed words; raises BadInput for any other."""
    if value not in known:
        raise BadInput(f"“{value}” is no {what}: use {', '.join(known)}.", field)
    return value


def needed(text: str, field: str, sentence: str) -> str:
    """Return a text without blanks around it; raises BadInput with the sentence where nothing is left."""
    if not text.strip():
        raise BadInput(sentence, field)
    return text.strip()


def known_fields(fields: Collection[str], allowed: Collection[str], what: str) -> None:
    """Raise TypeError (a bug of the caller) where a record has no such field."""
    unknown = set(fields).difference(allowed)
    if unknown:
        raise TypeError(f"{what} has no field {', '.join(sorted(unknown))}")


def check_chain(
    session: Session, model: type[Base], column: str, record: int, target: int | None, sentence: str
) -> None:
    """Raise BadInput where `target` leads back to `record` by following a column from record to record."""
    link = getattr(model, column)
    seen: set[int] = set()
    while target is not None and target not in seen:
        if target == record:
            raise BadInput(sentence, column.removesuffix("_id"))
        seen.add(target)
        target = session.scalar(select(link).where(model.id == target))
