"""The library of sources: rows, one source whole, and what hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import search
from db.dates import UncertainDate
from db.models import Evidence, Source
from db.models.base import Base
from db.reading import among, fetch
from db.sourcing import addresses, attachments
from db.sourcing.attachments import Attached

FIELDS: Final = (
    "title", "title_translated", "author", "publisher", "kind", "side", "language", "retrieved", "url",
    "archive_url", "note",
)  # fmt: skip
"""Plain fields of a source; when it was published has a call of its own."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One line of the library; `published` is EDTF, `sort_day` its earliest day or None."""

    id: int
    title: str
    title_translated: str
    author: str
    publisher: str
    kind: str
    side: str
    language: str
    url: str
    published: str
    sort_day: int | None
    retrieved: str
    events: int
    passages: int
    attachments: int


@dataclass(frozen=True, slots=True)
class Use:
    """One passage of a source and the record it is for: the table's name, its id and what it is called."""

    evidence_id: int
    kind: str
    record_id: int
    record: str
    date: str
    field: str
    value: str
    quote: str
    locator: str


@dataclass(frozen=True, slots=True)
class SourceDetail:
    """Everything that the page of a source shows."""

    id: int
    title: str
    title_translated: str
    author: str
    publisher: str
    kind: str
    side: str
    language: str
    retrieved: str
    url: str
    archive_url: str
    note: str
    published: UncertainDate | None
    attachments: tuple[Attached, ...]
    uses: tuple[Use, ...]
    """What it is evidence for, MOST_USES at most."""
    passages: int = 0
    """How many passages of it are quoted, listed or not."""
    records: int = 0
    """How many records it is evidence for."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """What would be lost or left without a source if sources were deleted; `records` counts by table."""

    passages: int
    events: int
    attachments: int
    records: dict[str, int] = field(default_factory=dict[str, int])

    def __bool__(self) -> bool:
        return bool(self.passages or self.attachments or self.records)

    def __str__(self) -> str:
        said = [_counted(self.passages, "passage")] if self.passages else []
        if self.events:
            said[0] += f" for {_counted(self.events, 'event')}"
        if self.attachments:
            said.append(_counted(self.attachments, "attached copy", "attached copies"))
        said += [_counted(count, _TABLES.get(table, table)) for table, count in self.records.items()]
        return ", ".join(said)


_TABLES: Final = {"coverage": "searched span", "invitation_step": "step of an invitation"}


def _counted(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


# --- rows --------------------------------------------------------------------------------------------------

_ROWS: Final = """
SELECT s.id, s.title, s.title_translated, s.author, s.publisher, s.kind, s.side, s.language, s.url, s.edtf,
       s.start_lo, s.retrieved, coalesce(n.events, 0), coalesce(n.passages, 0), coalesce(a.copies, 0)
FROM source s
LEFT JOIN (SELECT source_id, count(DISTINCT event_id) AS events, count(*) AS passages
           FROM evidence GROUP BY source_id) n ON n.source_id = s.id
LEFT JOIN (SELECT source_id, count(*) AS copies FROM attachment GROUP BY source_id) a ON a.source_id = s.id"""


def rows(session: Session, words: str = "") -> list[SourceRow]:
    """Return the library by title; with words, the sources that have each of them somewhere in their texts."""
    found = [SourceRow(*row) for row in fetch(session, _ROWS)]
    asked = search.fold(words).split()
    if asked:
        found = [row for row in found if _has_all(row, asked)]
    found.sort(key=lambda row: (search.fold(row.title), row.id))
    return found


def _has_all(row: SourceRow, asked: Sequence[str]) -> bool:
    texts = row.title, row.title_translated, row.author, row.publisher, row.url, row.kind, row.published
    searched = search.fold("\n".join(texts))
    return all(word in searched for word in asked)


def by_address(session: Session, address: str) -> int | None:
    """Return the source with this address or archive address, however it is spelled, None if there is none."""
    if not address.strip():
        return None
    exact = session.scalar(select(Source.id).where(Source.url == address.strip()).limit(1))
    if exact is not None:
        return exact
    wanted, host = addresses.normalised(address), addresses.host(address)
    at_host = Source.url.contains(host, autoescape=True) | Source.archive_url.contains(host, autoescape=True)
    query = select(Source.id, Source.url, Source.archive_url).where(at_host).order_by(Source.id)
    for source_id, url, archived in session.execute(query):
        if wanted in (addresses.normalised(url), addresses.normalised(archived)):
            return source_id
    return None


# --- one source --------------------------------------------------------------------------------------------


def detail(session: Session, source_id: int) -> SourceDetail | None:
    """Return one source whole, or None if it is not there."""
    source = session.get(Source, source_id)
    if source is None:
        return None
    passages, records = fetch(session, _COUNTED, {"source": source_id})[0]
    return SourceDetail(
        id=source.id,
        published=source.date,
        attachments=attachments.listed(session, source_id),
        uses=uses(session, source_id, MOST_USES),
        passages=passages,
        records=records,
        **{name: getattr(source, name) for name in FIELDS},
    )


_CALLED: Final = {
    "event": ("event", "r.title", "r.edtf"),
    "mechanism": ("mechanism", "r.name", "''"),
    "post": (
        "post",
        "(SELECT name FROM person WHERE id = r.person_id) || ', ' || r.title",
        "r.edtf",
    ),
    "standing": ("standing", "(SELECT name FROM actor WHERE id = r.actor_id) || ', ' || r.kind", "r.edtf"),
    "invitation_step": (
        "invitation_step",
        "r.kind || coalesce((SELECT ': ' || purpose FROM invitation WHERE id = r.invitation_id AND purpose <> ''), '')",
        "r.edtf",
    ),
    "commitment": ("commitment", "r.words", "r.edtf"),
    "context": ("context", "r.title", "r.edtf"),
}
"""Tables that evidence is for, and SQL for what one row `r` is called and when it was."""

MOST_USES: Final = 200
"""How many passages the page of a source lists."""
_USES: Final = tuple(
    f"SELECT e.id, '{table}', r.id, {called}, {date}, e.field, e.value, e.quote, e.locator"
    f" FROM evidence e JOIN {table} r ON r.id = e.{kind}_id WHERE e.source_id = ? ORDER BY {date}, e.id LIMIT ?"
    for kind, (table, called, date) in _CALLED.items()
)
_COUNTED: Final = f"""SELECT (SELECT count(*) FROM evidence WHERE source_id = :source),
 (SELECT count(DISTINCT event_id) FROM evidence WHERE source_id = :source)
 + (SELECT {" + ".join(f"count(DISTINCT {kind}_id)" for kind in _CALLED)}
    FROM evidence WHERE source_id = :source AND event_id IS NULL)"""


def uses(session: Session, source_id: int, most: int = -1) -> tuple[Use, ...]:
    """Return the passages of a source with the records they are for: events first, each kind by date.

    `most` is how many, the first of them; all if it is below 0.
    """
    found: list[Use] = []
    for query in _USES:
        left = most if most < 0 else most - len(found)
        found += [Use(*row) for row in fetch(session, query, (source_id, left))]
    return tuple(found)


def hanging(session: Session, ids: Sequence[int]) -> Hanging:
    """Return what hangs on sources: deleted with them, or (`records`) left without a source."""
    counted = func.count(), func.count(Evidence.event_id.distinct())
    passages, events = session.execute(select(*counted).where(Evidence.source_id.in_(among(ids)))).one()
    counts = {
        table.name: session.scalar(select(func.count()).where(column.in_(among(ids)))) or 0
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "source" for key in column.foreign_keys)
    }
    copies = counts.pop("attachment")
    del counts["evidence"]
    return Hanging(passages, events, copies, {table: count for table, count in counts.items() if count})
