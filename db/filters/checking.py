"""Whether the names, terms and countries of a filter are in the file; if not, which is nearest."""

import sqlite3

from db.filters.errors import FilterError, nearest
from db.filters.keys import KEYS
from db.filters.lookups import lookup
from db.filters.value import Clause, Filter, Value

_NAMES = {
    "party": "SELECT text FROM actor_name UNION SELECT name FROM actor",
    "person": "SELECT text FROM person_name UNION SELECT name FROM person",
    "mechanism": "SELECT text FROM mechanism_name UNION SELECT name FROM mechanism",
    "country": "SELECT name FROM country UNION SELECT code FROM country WHERE code <> ''",
    "region": "SELECT region FROM country UNION SELECT subregion FROM country",
}
_CALLED = {
    "party": "No party or other actor",
    "person": "Nobody",
    "mechanism": "No mechanism",
    "country": "No country",
    "region": "No region",
}


def check(wanted: Filter, connection: sqlite3.Connection) -> None:
    """Raise FilterError for the first value of a filter that names nothing in the file."""
    for clause in wanted.clauses:
        for value in clause.values:
            _check(clause, value, connection)


def _check(clause: Clause, value: Value, connection: sqlite3.Connection) -> None:
    found = lookup(clause.key, value.text)
    if found is None:
        return
    cursor = connection.cursor()
    cursor.row_factory = None
    if cursor.execute(f"SELECT 1 FROM ({found.sql}) LIMIT 1", found.parameters).fetchone() is None:
        known = [row[0] for row in cursor.execute(*_known(clause.key)) if row[0]]
        called = _CALLED.get(clause.key, f"No {clause.key}")
        sentence = f"{called} in this timeline is called “{value.text}”"
        raise FilterError(sentence, value.position, value.length, nearest(value.text, known))


def _known(key: str) -> tuple[str, tuple[str, ...]]:
    if key in _NAMES:
        return _NAMES[key], ()
    assert KEYS[key].takes in ("term", "level")  # noqa: S101 - `lookup` knows no others
    return (
        'SELECT "key" FROM term WHERE vocabulary = ?1 UNION SELECT label FROM term WHERE vocabulary = ?1',
        (key,),
    )
