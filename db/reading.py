"""Rows of plain SQL through a session, and the dates in them."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Integer, Select, column, func, select
from sqlalchemy.orm import Session

from db import heirs
from db.dates import UncertainDate, from_edtf

FOCAL = heirs.with_organs("SELECT CAST(value AS INTEGER) FROM setting WHERE \"key\" = 'focal_actor'")
"""SQL of the focal actor and its organs."""


def raw(session: Session) -> sqlite3.Connection:
    """Return sqlite3's connection under a session; what the session has not written yet is written first."""
    session.flush()
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - a timeline is SQLite
    return connection


def fetch(session: Session, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Any]:
    """Return all rows of a query as tuples; what the session has not written yet is written first."""
    session.flush()
    cursor = session.connection().connection.cursor()
    return cursor.execute(sql, values).fetchall()  # type: ignore[no-any-return]


def among(ids: Iterable[int]) -> Select[int]:
    """Return a query of these ids, for `column.in_(among(ids))`.

    It takes one variable however many there are: SQLite allows 32,766 in a statement unless it was built otherwise.
    """
    return select(func.json_each(json.dumps(list(ids))).table_valued(column("value", Integer)).c.value)


def date_of(edtf: str, text: str) -> UncertainDate | None:
    """Return the date of two columns, None where nothing is known."""
    return from_edtf(edtf, text) if edtf else None


def focal_actors(session: Session) -> frozenset[int]:
    """Return the focal actor and its organs; nobody where none is set."""
    return frozenset(row[0] for row in fetch(session, FOCAL))
