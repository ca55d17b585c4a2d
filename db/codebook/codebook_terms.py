"""The codebook as the file holds it: its terms with how often each is used, its version, and its export."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, func, select
from sqlalchemy.orm import Session

from db.models import Setting, Term
from db.models.base import Base
from db.words import TERM_VOCABULARIES

VERSION_KEY: Final = "codebook/version"
"""Setting that holds the version; where it is missing the codebook is as it was shipped, version 1."""

CSV_COLUMNS: Final = ("vocabulary", "key", "label", "definition", "position", "parent", "cameo", "plover")


@dataclass(frozen=True, slots=True)
class TermRow:
    """One term; `uses` counts the records that bear it, `parent` is the key of the wider term."""

    id: int
    vocabulary: str
    key: str
    label: str
    definition: str
    position: int
    parent_id: int | None
    parent: str
    cameo: str
    plover: str
    uses: int

    @property
    def plover_event(self) -> str:
        """PLOVER's event, such as CONSULT."""
        return self.plover.partition(" ")[0]

    @property
    def plover_mode(self) -> str:
        """PLOVER's mode of the event, such as visit."""
        return self.plover.partition(" ")[2]


def references() -> Iterator[Column[Any]]:
    """Yield every column that refers to a term, other than a term's own parent."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if table.name != "term" and any(key.column.table.name == "term" for key in column.foreign_keys):
                yield column


def uses(session: Session) -> dict[int, int]:
    """Return how many records bear each term, `{term: count}`; those that nothing bears are left out."""
    found: dict[int, int] = {}
    for column in references():
        query = select(column, func.count()).where(column.is_not(None)).group_by(column)
        for term, count in session.execute(query):
            found[term] = found.get(term, 0) + count
    return found


def rows(session: Session, vocabulary: str | None = None) -> list[TermRow]:
    """Return the terms of one vocabulary or all, by vocabulary in their order, then position and label."""
    terms = session.scalars(select(Term)).all()
    keys, used = {term.id: term.key for term in terms}, uses(session)
    found = [
        TermRow(
            term.id, term.vocabulary, term.key, term.label, term.definition, term.position, term.parent_id,
            keys.get(term.parent_id or 0, ""), term.cameo, term.plover, used.get(term.id, 0),
        )
        for term in terms
        if vocabulary in (None, term.vocabulary)
    ]  # fmt: skip
    found.sort(key=lambda row: (TERM_VOCABULARIES.index(row.vocabulary), row.position, row.label))
    return found


def version(session: Session) -> int:
    """Return the codebook's version: 1 as it was shipped, one more with each edit of a term."""
    return int(session.scalar(select(Setting.value).where(Setting.key == VERSION_KEY)) or 1)


# --- export ------------------------------------------------------------------------------------------------


def export(session: Session) -> dict[str, Any]:
    """Return the codebook as JSON-ready values.

    `{"version": 3, "vocabularies": {"type": [{"key", "label", "definition", "position", "parent": key or null,
    "cameo": code or null, "plover": {"event", "mode": word or null} or null, "uses"}, …], …}}`
    """
    vocabularies: dict[str, list[dict[str, Any]]] = {name: [] for name in TERM_VOCABULARIES}
    for row in rows(session):
        vocabularies[row.vocabulary].append(_exported(row))
    return {"version": version(session), "vocabularies": vocabularies}


def _exported(row: TermRow) -> dict[str, Any]:
    plover = {"event": row.plover_event, "mode": row.plover_mode or None} if row.plover else None
    return {
        "key": row.key,
        "label": row.label,
        "definition": row.definition,
        "position": row.position,
        "parent": row.parent or None,
        "cameo": row.cameo or None,
        "plover": plover,
        "uses": row.uses,
    }


def csv_rows(session: Session) -> list[tuple[str, ...]]:
    """Return the codebook as rows of text, the first of them CSV_COLUMNS."""
    return [CSV_COLUMNS, *(tuple(str(getattr(row, name)) for name in CSV_COLUMNS) for row in rows(session))]
