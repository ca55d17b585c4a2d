"""What cells of the event table can hold: the names and words to offer for a column, read by the raw cursor."""

import sqlite3
from dataclasses import dataclass
from typing import Final

from db.words import DIRECTIONS, STATUSES

FIXED: Final = {"status": STATUSES, "direction": DIRECTIONS}
"""Columns that take one of a few fixed words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to offer, and the other names it goes by."""

    text: str
    also: tuple[str, ...] = ()


_COUNTRIES = "SELECT name, code, alpha3, name_zh, name_ja, name_ko FROM country ORDER BY name"
_MECHANISMS = """SELECT m.name, n.text FROM mechanism m LEFT JOIN mechanism_name n ON n.mechanism_id = m.id
 ORDER BY m.name, m.id"""
_TERMS = 'SELECT label, "key" FROM term WHERE vocabulary = ? ORDER BY position, label'


def choices(connection: sqlite3.Connection, key: str) -> list[Choice]:
    """Return what a column (its key) takes, in the order to offer it; empty where any text will do."""
    if key in FIXED:
        return [Choice(word) for word in FIXED[key]]
    if key == "country":
        return [Choice(name, tuple(filter(None, also))) for name, *also in connection.execute(_COUNTRIES)]
    if key == "mechanism":
        found: dict[str, list[str]] = {}
        for name, alias in connection.execute(_MECHANISMS):
            found.setdefault(name, []).extend([alias] if alias and alias != name else [])
        return [Choice(name, tuple(also)) for name, also in found.items()]
    if key in ("type", "channel", "level"):
        return [Choice(label, (word,)) for label, word in connection.execute(_TERMS, (key,))]
    return []
