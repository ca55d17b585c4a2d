"""Context: dated spans and days that are no exchange, for all or for one actor, country or mechanism."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from db.dates import UncertainDate
from db.errors import BadInput
from db.ids import IDS
from db.models import Context
from db.reading import date_of, fetch
from db.spans import dated
from db.typed_input import known_fields, needed, word
from db.words import CONTEXT_KINDS

FIELDS = frozenset(
    {
        "title", "kind", "colour", "date", "actor_id", "country_id", "mechanism_id", "source_id", "note",
        "unverified",
    }
)  # fmt: skip
"""Fields that `change` takes; `date` may be typed."""

_COLOUR: Final = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ContextRow:
    """One context; it is for all where it names no actor, country and mechanism. `colour` is #rrggbb or empty."""

    id: int
    title: str
    kind: str
    colour: str
    date: UncertainDate | None
    actor_id: int | None
    actor: str
    country_id: int | None
    country: str
    mechanism_id: int | None
    mechanism: str
    source_id: int | None
    source: str
    note: str
    unverified: bool

    @property
    def about(self) -> str:
        """What it is for, in words."""
        return ", ".join(filter(None, (self.actor, self.country, self.mechanism))) or "all"


_ROWS: Final = """SELECT x.id, x.title, x.kind, x.colour, x.edtf, x.date_text, x.actor_id, coalesce(a.name, ''),
  x.country_id, coalesce(c.name, ''), x.mechanism_id, coalesce(m.name, ''), x.source_id, coalesce(s.title, ''),
  x.note, x.unverified
FROM context x LEFT JOIN actor a ON a.id = x.actor_id LEFT JOIN country c ON c.id = x.country_id
LEFT JOIN mechanism m ON m.id = x.mechanism_id LEFT JOIN source s ON s.id = x.source_id {}
ORDER BY coalesce(x.start_lo, x.start_hi, 2147483647), x.title, x.id"""


def rows(session: Session) -> list[ContextRow]:
    """Return all contexts in order of time, those without a date last."""
    return _rows(session, "", ())


def applying(
    session: Session,
    *,
    actor_id: int | None = None,
    country_id: int | None = None,
    mechanism_id: int | None = None,
) -> list[ContextRow]:
    """Return the contexts that are for all, or for what is given."""
    where = """WHERE (x.actor_id IS NULL OR x.actor_id = ?) AND (x.country_id IS NULL OR x.country_id = ?)
    AND (x.mechanism_id IS NULL OR x.mechanism_id = ?)"""
    return _rows(session, where, (actor_id, country_id, mechanism_id))


def create(session: Session, title: str, **fields: Any) -> int:
    """Add a context and return its id; raises BadInput at the field where one is missing or wrong."""
    row = Context(id=IDS.next(), title="")
    _fill(row, fields | {"title": title})
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, context_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a context; raises BadInput as `create` does."""
    with session.no_autoflush:
        _fill(session.get_one(Context, context_id), fields)
    session.flush()


def delete(session: Session, context_id: int) -> None:
    """Delete a context with its evidence."""
    row = session.get(Context, context_id)
    if row is not None:
        session.delete(row)
        session.flush()


def as_colour(typed: str) -> str:
    """Return a colour as #rrggbb in lower case, empty for nothing; raises BadInput at `colour` for what is none."""
    text = typed.strip()
    if not text:
        return ""
    found = _COLOUR.fullmatch(text)
    if found is None:
        raise BadInput(f"“{text}” is no colour: type it as #rrggbb, such as #dfe5ec.", "colour")
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _rows(session: Session, where: str, values: Sequence[object]) -> list[ContextRow]:
    return [_row(*row) for row in fetch(session, _ROWS.format(where), values)]


def _row(record: int, title: str, kind: str, colour: str, edtf: str, text: str, *rest: Any) -> ContextRow:
    *about, unverified = rest
    values: tuple[Any, ...] = (record, title, kind, colour, date_of(edtf, text), *about, bool(unverified))
    return ContextRow(*values)


def _fill(row: Context, fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS, "a context")
    fields = dict(fields)
    if "title" in fields:
        row.title = needed(fields.pop("title"), "title", "A context needs a title.")
    if "date" in fields:
        row.date = dated(fields.pop("date"))
    if "kind" in fields:
        word(fields["kind"], CONTEXT_KINDS, "kind", "kind of context")
    if "colour" in fields:
        row.colour = as_colour(fields.pop("colour"))
    for name, value in fields.items():
        setattr(row, name, value)
