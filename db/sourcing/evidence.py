"""Evidence: passages of sources tied to events and other records, and the edits on them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.errors import BadInput
from db.ids import IDS
from db.models import Evidence, Source
from db.reading import among
from db.sourcing import sources
from db.sourcing.source_words import CONFIDENCES, RECORDS
from db.sourcing.stated import canonical, differing
from db.typed_input import known_fields

FIELDS: Final = frozenset(
    {
        "source_id",
        "field",
        "value",
        "quote",
        "locator",
        "confidence",
        "note",
        "chosen",
        "reason",
        "unverified",
    }
)
"""What `change` takes; to choose a value takes `evidence_choice`, which shows it in the event too."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of evidence with the source it is from; `confidence` is None where nobody judged it."""

    id: int
    source_id: int
    source_title: str
    publisher: str
    url: str
    side: str
    field: str
    value: str
    quote: str
    locator: str
    confidence: int | None
    note: str
    chosen: bool
    reason: str
    unverified: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """One value that is stated for a field, with the passages that state it."""

    value: str
    passages: tuple[Passage, ...]

    @property
    def chosen(self) -> Passage | None:
        """The passage by which the value was chosen, if it was."""
        return next((passage for passage in self.passages if passage.chosen), None)

    @property
    def confidence(self) -> int | None:
        """The highest confidence in it, None where nobody judged."""
        return max((p.confidence for p in self.passages if p.confidence is not None), default=None)


# --- queries -----------------------------------------------------------------------------------------------


def passages(session: Session, record_id: int, kind: str = "event") -> tuple[Passage, ...]:
    """Return the evidence for a record, by field, the chosen value first."""
    rows = session.execute(
        select(Evidence, Source.title, Source.publisher, Source.url, Source.side)
        .join(Source, Source.id == Evidence.source_id)
        .where(_record(kind) == record_id)
        .order_by(Evidence.field, Evidence.chosen.desc(), Evidence.id)
    )
    return tuple(
        Passage(id=row.id, source_title=title, publisher=publisher, url=url, side=side, **_plain(row))
        for row, title, publisher, url, side in rows
    )


def values(session: Session, event_id: int, field: str) -> tuple[Stated, ...]:
    """Return all values that sources state for a field of an event, the chosen one first, then as they came."""
    return _stated(one for one in passages(session, event_id) if one.field == field)


def conflicts(session: Session, event_id: int) -> dict[str, tuple[Stated, ...]]:
    """Return what the sources of an event differ on: the values stated, by field (see `stated.differing`)."""
    return {field: _stated(rows) for field, rows in differing(passages(session, event_id)).items()}


def _stated(rows: Iterable[Passage]) -> tuple[Stated, ...]:
    found: dict[str, list[Passage]] = {}
    for passage in rows:
        if passage.value:
            found.setdefault(passage.value, []).append(passage)
    stated = [Stated(value, tuple(alike)) for value, alike in found.items()]
    return tuple(sorted(stated, key=lambda one: one.chosen is None))


# --- edits -------------------------------------------------------------------------------------------------


def cite(
    session: Session, record_id: int, url: str = "", *, kind: str = "event", title: str = "", **fields: Any
) -> int:
    """Tie a source to a record and return the evidence's id.

    The source is found by its address, however that is spelled, or made under the title; `source_id` among
    the fields (see FIELDS) names one instead. Raises BadInput.
    """
    if "source_id" not in fields:
        fields["source_id"] = _source(session, url.strip(), title.strip())
    row = Evidence(id=IDS.next(), **{f"{_known(kind)}_id": record_id}, **_checked(fields))
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, evidence_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a piece of evidence; raises BadInput, whose `field` is the column."""
    if {"field", "value"} & fields.keys():
        row = session.get_one(Evidence, evidence_id)
        fields = {"field": row.field, "value": row.value, **fields}
    session.execute(update(Evidence).where(Evidence.id == evidence_id).values(**_checked(fields)))


def uncite(session: Session, evidence_ids: Collection[int]) -> None:
    """Remove pieces of evidence; their sources stay."""
    session.execute(delete(Evidence).where(Evidence.id.in_(among(evidence_ids))))


def _source(session: Session, url: str, title: str) -> int:
    if not url and not title:
        raise BadInput("Evidence needs the address or the title of its source.", "source")
    found = sources.by_address(session, url)
    if found is not None:
        return found
    source = Source(id=IDS.next(), title=title or url, url=url)
    session.add(source)
    session.flush()
    return source.id


def _plain(row: Evidence) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS}


def _known(kind: str) -> str:
    if kind not in RECORDS:
        raise ValueError(kind)
    return kind


def _record(kind: str) -> Any:
    return getattr(Evidence, f"{_known(kind)}_id")


def _checked(fields: dict[str, Any]) -> dict[str, Any]:
    known_fields(fields, FIELDS, "evidence")
    given = fields.get("confidence")
    if given is not None and given not in range(len(CONFIDENCES)):
        said = ", ".join(f"{level} {words}" for level, words in enumerate(CONFIDENCES))
        raise BadInput(f"Confidence runs from {said}; {given} is none of them.", "confidence")
    values = {name: text.strip() if isinstance(text, str) else text for name, text in fields.items()}
    if values.get("value"):
        values["value"] = canonical(values.get("field", ""), values["value"])
    return values
