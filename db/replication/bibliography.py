"""The sources of a package as CSL-JSON, without their attached copies."""

import json
from collections.abc import Iterator

from sqlalchemy.orm import Session

from db.reading import date_of, raw
from db.replication.selection import Selection
from db.sourcing import citations
from db.sourcing.sources import FIELDS, SourceDetail


def csl_json(session: Session, chosen: Selection) -> str:
    """Return the chosen sources as CSL items, sorted by id; an item's id is the record's, as text."""
    items = [
        citations.item(source, initials=False) | {"id": str(source.id)}
        for source in _sources(session, chosen)
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _sources(session: Session, chosen: Selection) -> Iterator[SourceDetail]:
    end, values = chosen.where("source")
    names = ", ".join(f'"{name}"' for name in FIELDS)
    sql = f"SELECT id, edtf, date_text, {names} FROM source {end} ORDER BY id"
    for source_id, edtf, text, *fields in raw(session).execute(sql, values):
        said = dict(zip(FIELDS, fields, strict=True))
        yield SourceDetail(source_id, **said, published=date_of(edtf, text), attachments=(), uses=())
