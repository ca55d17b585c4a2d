"""Completion of filter text at the cursor: keys, then the values of the key, those used most first."""

import re
import sqlite3
from dataclasses import dataclass
from typing import Final

from db.filters.keys import ALIASES, KEYS, Key
from db.filters.lookups import NAMED, with_words
from db.filters.value import written
from db.search import fold, match_expression

MOST: Final = 20
"""Completions offered at once."""
_SAMPLE = 5000  # rows by which use is judged: enough for a ranking, and the same cost in a file of any size

_VALUE = r'(?:"(?:[^"]|"")*(?:"|$)|[^\s,，"][^\s,，]*)?'
_PART = re.compile(rf"[<>≤≥=]*({_VALUE})")
_CLAUSE = re.compile(rf"(-?)(?:([A-Za-z][A-Za-z_-]*)[:：])?[<>≤≥=]*{_VALUE}(?:[,，][<>≤≥=]*{_VALUE})*")


@dataclass(frozen=True, slots=True)
class Completion:
    """One offer: what the list shows, and the text that replaces `[start, end)`."""

    text: str
    insert: str
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Typed:
    """The word at the cursor: its key, what of its value is typed so far, and what a completion replaces."""

    key: str
    text: str
    start: int
    end: int

    def offer(self, text: str, insert: str, detail: str = "") -> Completion:
        return Completion(text, insert, self.start, self.end, detail)


def completions(text: str, cursor: int, connection: sqlite3.Connection | None = None) -> list[Completion]:
    """Return what may stand at the cursor, best first, at most `MOST`; names and terms need a connection.

    Fixed words keep their own order. A word that is no key is offered as the beginning of a name as well.
    """
    typed = _typed(text, cursor)
    if not typed.key:
        return [*_keys(typed), *(_all_names(typed, connection) if connection else ())][:MOST]
    key = KEYS.get(ALIASES.get(typed.key.lower(), typed.key.lower()))
    if key is None:
        return []
    if key.words:
        return _words(typed, key)
    return _records(typed, key, connection)[:MOST] if connection else []


def _typed(text: str, cursor: int) -> _Typed:
    before = text[:cursor]
    at = 0
    while at < len(before):
        found = _CLAUSE.match(before, at)
        if found is None or found.end() == at:  # a space, or a sign out of place
            at += 1
        elif found.end() < len(before):
            at = found.end()
        else:
            return _last_value(text, before, found)
    return _Typed("", "", len(before), len(before))


def _last_value(text: str, before: str, found: re.Match[str]) -> _Typed:
    at = found.end(2) + 1 if found[2] else found.end(1)
    part = _PART.match(before, at)
    while part and part.end() < len(before):
        part = _PART.match(before, part.end() + 1)
    start = part.start(1) if part else len(before)
    value = before[start:]
    quoted = value.startswith('"')
    rest = re.match(r'[^"]*"' if quoted else r"[^\s,，]*", text[len(before) :])
    typed = value.strip('"').replace('""', '"')
    return _Typed(found[2] or "", typed, start, len(before) + (rest.end() if rest else 0))


def _keys(typed: _Typed) -> list[Completion]:
    begun = typed.text.lower()
    return [typed.offer(f"{key}:", f"{key}:", KEYS[key].about) for key in KEYS if key.startswith(begun)]


def _words(typed: _Typed, key: Key) -> list[Completion]:
    begun = f" {fold(typed.text)}"
    found = [word for word in key.words if begun in f" {word}"]
    return [typed.offer(word, written(word)) for word in found[:MOST]]


def _records(typed: _Typed, key: Key, connection: sqlite3.Connection) -> list[Completion]:
    if key.name in NAMED:
        return [
            typed.offer(name, written(name), detail)
            for name, detail in _names(key.name, typed.text, connection)
        ]
    if key.takes in ("term", "level"):
        return _listed(typed, connection, *_terms(key.name))
    if key.name in _LISTED:
        return _listed(typed, connection, _LISTED[key.name], ())
    return []


# --- names -------------------------------------------------------------------------------------------------

_USES = {
    "party": f"SELECT actor_id AS record_id FROM participation ORDER BY id DESC LIMIT {_SAMPLE}",
    "person": f"SELECT person_id AS record_id FROM participation ORDER BY id DESC LIMIT {_SAMPLE}",
    "mechanism": f"SELECT mechanism_id AS record_id FROM event ORDER BY id DESC LIMIT {_SAMPLE}",
}
_DETAILS = {
    "party": "coalesce((SELECT name FROM country WHERE id = record.country_id), record.kind)",
    "person": "coalesce((SELECT title FROM post WHERE person_id = record.id LIMIT 1), '')",
    "mechanism": "coalesce(record.date_text, '')",
}


def _names(key: str, begun: str, connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return names and details of the records with a name that begins so, in any script."""
    table = NAMED[key]
    expression = match_expression(begun, phrase=True, prefix=True)
    if expression is None and begun.strip():
        return []
    found = with_words(table, expression) if expression else None
    among = f"SELECT id FROM {table}" if found is None else found.sql
    sql = (
        f"WITH used(id, times) AS MATERIALIZED (SELECT record_id, count(*) FROM ({_USES[key]}) GROUP BY 1),"
        f" best AS MATERIALIZED (SELECT record.*, coalesce(used.times, 0) AS times FROM ({among}) among"
        f" JOIN {table} record ON record.id = among.id LEFT JOIN used ON used.id = among.id"
        f" ORDER BY times DESC, length(name), name LIMIT {MOST})"
        f" SELECT name, {_DETAILS[key]} FROM best record ORDER BY times DESC, length(name), name"
    )
    cursor = connection.cursor()
    cursor.row_factory = None
    rows: list[tuple[str, str]] = cursor.execute(sql, found.parameters if found else ()).fetchall()
    whole = fold(begun.strip())
    return sorted(dict.fromkeys(rows), key=lambda row: fold(row[0]) != whole)


def _all_names(typed: _Typed, connection: sqlite3.Connection) -> list[Completion]:
    if len(typed.text) < 2 and typed.text.isascii():
        return []
    return [
        typed.offer(f"{key}:{name}", f"{key}:{written(name)}", detail)
        for key in NAMED
        for name, detail in _names(key, typed.text, connection)[:6]
    ]


# --- short lists -------------------------------------------------------------------------------------------

_LISTED = {
    "country": """
        SELECT name, code, (SELECT count(*) FROM actor WHERE country_id = country.id) AS times,
        name || ' ' || code || ' ' || name_zh || ' ' || name_ja || ' ' || name_ko FROM country
        UNION ALL VALUES ('known', '', 0, 'known'), ('unknown', '', 0, 'unknown')""",
    "region": """
        SELECT region, '', count(*) AS times, region FROM country WHERE region <> '' GROUP BY region
        UNION ALL SELECT subregion, region, count(*), subregion FROM country
        WHERE subregion <> '' GROUP BY subregion
        UNION ALL VALUES ('known', '', 0, 'known'), ('unknown', '', 0, 'unknown')""",
    "post": f"""
        SELECT title, '', sum(times) AS times, title FROM (
        SELECT title, count(*) AS times FROM post GROUP BY title UNION ALL
        SELECT post_printed, count(*) FROM
        (SELECT post_printed FROM participation ORDER BY id DESC LIMIT {_SAMPLE}) GROUP BY post_printed)
        WHERE title <> '' GROUP BY title""",
    "source": """
        SELECT publisher, '', count(*) AS times, publisher FROM source WHERE publisher <> ''
        GROUP BY publisher""",
}
"""Names, details, uses, and the text to look in."""


def _terms(vocabulary: str) -> tuple[str, tuple[str, ...]]:
    column = (
        f"event WHERE {vocabulary}_id"
        if vocabulary in ("type", "channel", "level")
        else "event_term WHERE term_id"
    )
    uses = f"(SELECT count(*) FROM (SELECT 1 FROM {column} = term.id LIMIT {_SAMPLE}))"
    order = "-position" if vocabulary == "level" else uses
    return (
        f'SELECT "key", label, {order} AS times, "key" || \' \' || label FROM term WHERE vocabulary = ?',
        (vocabulary,),
    )


def _listed(
    typed: _Typed, connection: sqlite3.Connection, sql: str, parameters: tuple[str, ...]
) -> list[Completion]:
    cursor = connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(f"SELECT * FROM ({sql}) ORDER BY times DESC, 1", parameters).fetchall()
    begun = fold(typed.text)
    found = [row for row in rows if _begins(begun, fold(row[3]))]
    return [typed.offer(name, written(name), detail) for name, detail, _, _ in found]


def _begins(begun: str, text: str) -> bool:
    """Tell whether a word of a text begins so; in CJK, which sets no words apart, whether it is there."""
    return f" {begun}" in f" {text}" or (not begun.isascii() and begun in text)
