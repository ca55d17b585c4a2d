"""Values to records: sub-selects of actors, people, mechanisms, countries and terms by their names."""

import re
from dataclasses import dataclass
from functools import reduce
from typing import Final

from db.filters.keys import KEYS, KNOWN, UNKNOWN
from db.search import fold, grams, match_expression


@dataclass(frozen=True, slots=True)
class Query:
    """SQL of one SELECT of ids, and its bound values."""

    sql: str
    parameters: tuple[str | int, ...] = ()


def lookup(key: str, value: str) -> Query | None:
    """Return the query for the records a value names, None for keys whose values name no records.

    A whole name (any alias, any script) is meant alone; where there is none, names with words that begin so.
    """
    if key in NAMED:
        return named(key, value)
    if key in ("country", "region") and value.lower() in (KNOWN, UNKNOWN):
        return None
    if key == "country":
        return countries(value)
    if key == "region":
        return regions(value)
    if key in KEYS and KEYS[key].takes in ("term", "level"):
        return terms(key, value)
    return None


def union(queries: list[Query]) -> Query:
    """Return one query for the records of several."""
    if len(queries) == 1:
        return queries[0]
    sql = " UNION ALL ".join(f"SELECT * FROM ({query.sql})" for query in queries)
    return Query(sql, tuple(value for query in queries for value in query.parameters))


# --- names -------------------------------------------------------------------------------------------------

NAMED: Final = {"party": "actor", "person": "person", "mechanism": "mechanism"}
"""Keys whose values are names, and the tables of what they name."""

_PART = (
    "SELECT id FROM {table} WHERE id IN (SELECT rowid FROM name_text WHERE name_text MATCH ?)"
    " UNION SELECT {table}_id FROM {table}_name"
    " WHERE id IN (SELECT rowid FROM name_text WHERE name_text MATCH ?)"
)
_WHOLE = (
    "SELECT {table}_id FROM {table}_name WHERE folded IN ({marks})"
    " UNION SELECT id FROM {table} WHERE name = ?"
    " UNION SELECT id FROM {table} WHERE lower(name) = ?"
    " AND id IN (SELECT rowid FROM name_text WHERE name_text MATCH ?)"
)


_ID = re.compile("[0-9]{12,19}")  # no name looks so, and no id that the program draws is shorter


def named(key: str, value: str) -> Query:
    """Return the actors, people or mechanisms that a value names, or the one with that id.

    Whole names of people are one in any order of their words: Inoue Yoshihisa and Yoshihisa Inoue.
    """
    table = NAMED[key]
    if _ID.fullmatch(value) and int(value) < 2**63:
        return Query(f"SELECT id FROM {table} WHERE id = ?", (int(value),))
    part = match_expression(value, phrase=True, prefix=True) or '""'
    if value.rstrip().endswith("*"):
        return Query(_PART.format(table=table), (part, part))
    folded = fold(value)
    orders = _orders(folded) if key == "person" else [folded]
    exact = match_expression(value, phrase=True) or '""'
    whole = _WHOLE.format(table=table, marks=", ".join("?" * len(orders)))
    sql = (
        f"WITH whole(id) AS ({whole}) SELECT id FROM whole"
        f" UNION ALL SELECT id FROM ({_PART.format(table=table)}) WHERE NOT EXISTS (SELECT 1 FROM whole)"
    )
    return Query(sql, (*orders, value, folded, exact, part, part))


def _orders(folded: str) -> list[str]:
    if not re.search(r"[^\W_][\W_]+[^\W_]", folded):  # one word: no need to load what permutes several
        return [folded]
    from db.registry.name_index import orders

    return orders(folded)


def with_words(table: str, expression: str) -> Query:
    """Return the records of a named table with a name that FTS text matches."""
    return Query(_PART.format(table=table), (expression, expression))


# --- countries: some 250 rows, so they are scanned; their names are folded by SQL --------------------------

_APOSTROPHE, _SQL_APOSTROPHE = "’", "''"
_ACCENTED = (
    "Åáã",
    "çéí",
    "ñóô",
    "öü’",
)  # those of country names, in steps: SQLite's parser allows no deep nesting


def _plain_countries() -> str:
    """SQL of table expressions, of which the last, `plain`, holds each country's name folded."""

    def replaced(sql: str, sign: str) -> str:
        return f"replace({sql}, '{sign}', '{fold(sign).replace(_APOSTROPHE, _SQL_APOSTROPHE)}')"

    steps = ["country", *(f"step_{place}" for place in range(len(_ACCENTED)))]
    expressions = [
        f"{into}(id, name) AS (SELECT id, {reduce(replaced, signs, 'name')} FROM {before})"
        for before, into, signs in zip(steps, steps[1:], _ACCENTED, strict=False)
    ]
    return ", ".join([*expressions, f"plain(id, name) AS (SELECT id, lower(name) FROM {steps[-1]})"])


_COUNTRIES = (
    f"WITH {_plain_countries()}, whole(id) AS ("
    "SELECT id FROM country WHERE code = ? UNION SELECT id FROM country WHERE ? IN (alpha3, name_zh, name_ja, name_ko)"
    " UNION SELECT id FROM plain WHERE name = ?)"
    " SELECT id FROM whole UNION ALL SELECT id FROM plain WHERE NOT EXISTS (SELECT 1 FROM whole)"
    " AND ' ' || name LIKE ? ESCAPE '\\'"
    " UNION ALL SELECT id FROM country WHERE NOT EXISTS (SELECT 1 FROM whole)"
    " AND (name_zh || ' ' || name_ja || ' ' || name_ko) LIKE ? ESCAPE '\\'"
)


def countries(value: str) -> Query:
    """Return the countries a value names: ISO code, or name in any of the languages kept."""
    typed = value.rstrip("* ")
    folded = fold(typed).replace(_APOSTROPHE, "'")
    return Query(_COUNTRIES, (typed.upper(), typed.upper(), folded, f"% {like(folded)[1:]}", like(typed)))


def regions(value: str) -> Query:
    """Return the countries of the region or subregion a value names."""
    folded = fold(value.rstrip("* "))
    sql = (
        "WITH whole(id) AS (SELECT id FROM country WHERE ? IN (lower(region), lower(subregion)))"
        " SELECT id FROM whole UNION ALL SELECT id FROM country WHERE NOT EXISTS (SELECT 1 FROM whole)"
        " AND (' ' || replace(region, '-', ' ') || ' ' || replace(subregion, '-', ' ')) LIKE ? ESCAPE '\\'"
    )
    return Query(sql, (folded, f"% {like(folded.replace('-', ' '))[1:]}"))


# --- terms of the codebook: a few hundred rows --------------------------------------------------------------


def terms(vocabulary: str, value: str) -> Query:
    """Return the terms a value names in one vocabulary, by key or label, with the terms under them."""
    typed = value.rstrip("* ")
    folded = fold(typed)
    plain = folded.replace("-", " ")
    pattern = like(plain) if _has_cjk(typed) else f"% {like(plain)[1:]}"
    whole = (folded, folded) if typed == value else ("", "")
    sql = (
        "WITH RECURSIVE own(id, word, label) AS"
        ' (SELECT id, lower("key"), lower(label) FROM term WHERE vocabulary = ?),'
        " whole(id) AS (SELECT id FROM own WHERE word = ? OR label = ?),"
        " found(id) AS (SELECT id FROM whole UNION SELECT id FROM own WHERE NOT EXISTS (SELECT 1 FROM whole)"
        " AND (' ' || replace(word, '-', ' ') LIKE ? ESCAPE '\\'"
        " OR ' ' || replace(label, '-', ' ') LIKE ? ESCAPE '\\')"
        " UNION SELECT term.id FROM found JOIN term ON term.parent_id = found.id)"
        " SELECT id FROM found"
    )
    return Query(sql, (vocabulary, *whole, pattern, pattern))


def like(text: str) -> str:
    """Return a LIKE pattern (escaped by a backslash) for texts that hold a text."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _has_cjk(text: str) -> bool:
    return grams(text) != text
