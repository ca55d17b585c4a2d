"""From foreign columns to Liaison's own: the mapping as a value, proposed, written as TOML, applied, saved."""

import sqlite3
from typing import TYPE_CHECKING

from db.imports.incoming import Incoming, Table
from db.imports.mapping.value import CellRule, DateRule, Mapping, ParticipantsRule, SourceRule
from db.imports.tables.book import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.imports.mapping.known import Known
    from db.imports.mapping.proposal import Proposal

__all__ = [
    "CellRule",
    "DateRule",
    "Mapping",
    "ParticipantsRule",
    "SourceRule",
    "apply",
    "fetch_known",
    "from_toml",
    "incoming",
    "is_own",
    "propose",
    "to_toml",
]


def fetch_known(connection: sqlite3.Connection) -> "Known":
    """Return the names of a timeline, by which `propose` recognises columns."""
    from db.imports.mapping import known

    return known.fetch(connection)


def propose(sheet: Sheet, known: "Known | None" = None) -> "Proposal":
    """Return what the columns of a table seem to be, with a reason and a confidence for each."""
    from db.imports.mapping import proposal

    return proposal.propose(sheet, known)


def apply(mapping: Mapping, sheet: Sheet) -> Table:
    """Return a table in Liaison's own columns; what can't be written is a problem at the file's own cell."""
    return incoming(mapping, sheet).events or Table((), [], [])


def incoming(mapping: Mapping, sheet: Sheet, file: str = "") -> Incoming:
    """Return all that a table says by a mapping: events, and what it says of their actors and sources."""
    from db.imports.mapping import applying

    return applying.incoming(mapping, sheet, file)


def to_toml(mapping: Mapping) -> str:
    """Return the mapping as text that people can read and write."""
    from db.imports.mapping import toml_text

    return toml_text.to_toml(mapping)


def from_toml(text: str) -> Mapping:
    """Return the mapping of a text; raises BadInput that names the key, and the nearest one that is known."""
    from db.imports.mapping import toml_text

    return toml_text.from_toml(text)


def is_own(header: "Sequence[str]") -> bool:
    """Whether a header is of Liaison's own columns, so that the table is read as it stands, without a mapping."""
    from db.imports.tables import own

    return own.is_own(header)
