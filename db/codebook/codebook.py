"""What every new timeline starts with: the codebook's terms and the table of countries."""

import csv
from collections.abc import Iterator
from importlib.resources import files

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.errors import Problem
from db.ids import IDS
from db.models import Country, Term

VOCABULARIES = ("type", "channel", "level", "area", "issue")
"""Vocabularies that are shipped; tags are the user's own."""


def fill(session: Session) -> None:
    """Add the shipped terms and all countries; the timeline must hold none of them yet."""
    session.execute(insert(Term), list(_terms()))
    session.execute(insert(Country), list(_countries()))


def keys(session: Session) -> dict[tuple[str, str], int]:
    """Return the ids of all terms, by vocabulary and key."""
    rows = session.execute(select(Term.vocabulary, Term.key, Term.id))
    return {(vocabulary, key): term for vocabulary, key, term in rows}


def rows_of(folder: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a shipped table, as `{column: text}`; raises Problem for a row of wrong length."""
    text = (files("resources") / folder / name).read_text(encoding="utf-8")
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    header = next(lines)
    rows: list[dict[str, str]] = []
    for cells in lines:
        if len(cells) != len(header):
            raise Problem(
                f"resources/{folder}/{name}, line {lines.line_num}: {len(cells)} cells stand under"
                f" {len(header)} columns; nothing was added."
            )
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


def _terms() -> Iterator[dict[str, object]]:
    for vocabulary in VOCABULARIES:
        ids: dict[str, int] = {}
        for row in rows_of("vocabularies", f"{vocabulary}.csv"):
            ids[row["key"]] = IDS.next()
            parent = row.pop("parent")
            yield {
                **row,
                "id": ids[row["key"]],
                "vocabulary": vocabulary,
                "position": int(row["position"]),
                "parent_id": ids[parent] if parent else None,
            }


def _countries() -> Iterator[dict[str, object]]:
    rows = rows_of("reference", "countries.csv")
    for identity, row in zip(IDS.take(len(rows)), rows, strict=True):
        yield {**row, "id": identity}
