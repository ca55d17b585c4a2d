"""Coverage: which spans of which outlet were searched, by whom, when, how and how completely."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from db.dates import DateError, UncertainDate, parse
from db.errors import BadInput
from db.ids import IDS
from db.models import Coverage
from db.reading import date_of, fetch
from db.spans import dated
from db.typed_input import known_fields, needed

COMPLETENESS: Final = ("nothing", "a few examples", "the main ones", "nearly all", "all")
"""What the degrees 0 to 4 of completeness mean."""

FIELDS = frozenset(
    {"outlet", "source_id", "date", "searched_on", "searched_by", "query", "completeness", "missing", "note"}
)
"""Fields that `change` takes; `date` (the span searched) and `searched_on` may be typed."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One search: the outlet, the source that stands for it, the span searched, and how."""

    id: int
    outlet: str
    source_id: int | None
    source: str
    span: UncertainDate | None
    searched_on: str
    searched_by: str
    query: str
    completeness: int | None
    missing: str
    note: str

    @property
    def degree(self) -> str:
        """How completely it was searched, in words."""
        return "not judged" if self.completeness is None else COMPLETENESS[self.completeness]


_ROWS: Final = """SELECT v.id, v.outlet, v.source_id, coalesce(s.title, ''), v.edtf, v.date_text, v.searched_on,
  v.searched_by, v.query, v.completeness, v.missing, v.note
FROM coverage v LEFT JOIN source s ON s.id = v.source_id {}
ORDER BY v.outlet, coalesce(v.start_lo, -2147483648), v.id"""


def rows(session: Session, outlet: str | None = None, until: int | None = None) -> list[CoverageRow]:
    """Return all searches, or those of one outlet, by outlet and span; without those made after `until` (a day)."""
    where, values = ("", ()) if outlet is None else ("WHERE v.outlet = ?", (outlet,))
    found = [_row(*row) for row in fetch(session, _ROWS.format(where), values)]
    return found if until is None else [row for row in found if _made_by(row, until)]


def _made_by(row: CoverageRow, day: int) -> bool:
    """Tell whether a search may have been made by a day; what was typed there in other files may be no date."""
    try:
        first = parse(row.searched_on).start[0] if row.searched_on else None
    except DateError:
        return True
    return first is None or first <= day


def outlets(session: Session) -> list[str]:
    """Return the names of all outlets, for completion."""
    return [row[0] for row in fetch(session, "SELECT DISTINCT outlet FROM coverage ORDER BY outlet")]


def create(session: Session, outlet: str, **fields: Any) -> int:
    """Add a search and return its id; raises BadInput at the field where one is missing or wrong."""
    row = Coverage(id=IDS.next(), outlet="")
    _fill(row, {"date": None} | fields | {"outlet": outlet})
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, coverage_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a search; raises BadInput as `create` does."""
    with session.no_autoflush:
        _fill(session.get_one(Coverage, coverage_id), fields)
    session.flush()


def delete(session: Session, coverage_id: int) -> None:
    """Delete a search; its span counts as not looked at then, unless another covers it."""
    row = session.get(Coverage, coverage_id)
    if row is not None:
        session.delete(row)
        session.flush()


def _row(
    record: int, outlet: str, source_id: int | None, source: str, edtf: str, text: str, *rest: Any
) -> CoverageRow:
    return CoverageRow(record, outlet, source_id, source, date_of(edtf, text), *rest)


def _fill(row: Coverage, fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS, "coverage")
    fields = dict(fields)
    if "outlet" in fields:
        row.outlet = needed(fields.pop("outlet"), "outlet", "Coverage needs the outlet that was searched.")
    if "date" in fields:
        span = dated(fields.pop("date"))
        if span is None:
            raise BadInput("Coverage needs the span that was searched.", "date")
        row.date = span
    if "searched_on" in fields:
        when = dated(fields.pop("searched_on"), "searched_on")
        row.searched_on = when.edtf if when else ""
    if "completeness" in fields:
        row.completeness = _degree(fields.pop("completeness"))
    for name, value in fields.items():
        setattr(row, name, value)


def _degree(value: str | int | None) -> int | None:
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    if text not in tuple("01234"):
        raise BadInput(
            f"“{text}” is no completeness: type a number from 0 (nothing) to 4 (all).", "completeness"
        )
    return int(text)
