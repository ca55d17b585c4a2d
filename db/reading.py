"""Rows of plain SQL through a session, and the dates in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from db.dates import UncertainDate, from_edtf

FOCAL = """WITH RECURSIVE focal(id) AS (
  SELECT CAST(value AS INTEGER) FROM setting WHERE "key" = 'focal_actor'
  UNION SELECT a.id FROM focal JOIN actor a ON a.parent_id = focal.id AND a.kind = 'organ')
SELECT id FROM focal"""
"""SQL of the focal actor and its organs."""


def fetch(session: Session, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Any]:
    """Return all rows of a query as tuples; what the session has not written yet is written first."""
    session.flush()
    cursor = session.connection().connection.cursor()
    return cursor.execute(sql, values).fetchall()  # type: ignore[no-any-return]


def date_of(edtf: str, text: str) -> UncertainDate | None:
    """Return the date of two columns, None where nothing is known."""
    return from_edtf(edtf, text) if edtf else None


def focal_actors(session: Session) -> frozenset[int]:
    """Return the focal actor and its organs; nobody where none is set."""
    return frozenset(row[0] for row in fetch(session, FOCAL))
