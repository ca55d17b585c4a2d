"""What a timeline knows by name, as far as it helps to recognise what the columns of a table are."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from db.reading import FOCAL
from db.search import fold
from db.words import TERM_VOCABULARIES


@dataclass(frozen=True, slots=True)
class Known:
    """Names as they are folded: of actors, people, mechanisms and countries, and the codebook's terms."""

    actors: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    mechanisms: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    """Names in all languages, and codes."""
    terms: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    """By vocabulary, keys of terms by folded keys and labels."""
    focal: str = ""
    """Name of the focal actor, empty where none is set."""
    focal_names: frozenset[str] = frozenset()


def fetch(connection: sqlite3.Connection) -> Known:
    """Return what a timeline knows."""
    cursor = connection.cursor()
    cursor.row_factory = None

    def folded(table: str) -> frozenset[str]:
        return frozenset(row[0] for row in cursor.execute(f"SELECT folded FROM {table}_name"))

    terms: dict[str, dict[str, str]] = {name: {} for name in TERM_VOCABULARIES}
    for vocabulary, key, label in cursor.execute('SELECT vocabulary, "key", label FROM term').fetchall():
        terms[vocabulary].update({fold(label): key, fold(key): key})
    focal = cursor.execute(
        "SELECT a.id, a.name FROM setting s JOIN actor a ON a.id = CAST(s.value AS INTEGER) "
        "WHERE s.\"key\" = 'focal_actor'"
    ).fetchone()
    names: Iterable[tuple[str]] = (
        cursor.execute(f"SELECT folded FROM actor_name WHERE actor_id IN ({FOCAL})").fetchall()
        if focal
        else ()
    )
    columns = "name, code, alpha3, name_zh, name_ja, name_ko"
    countries = frozenset(
        fold(text) for row in cursor.execute(f"SELECT {columns} FROM country") for text in row if text
    )
    return Known(
        folded("actor"),
        folded("person"),
        folded("mechanism"),
        countries,
        terms,
        focal[1] if focal else "",
        frozenset(row[0] for row in names),
    )
