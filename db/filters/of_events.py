"""Keys about the event itself: its words, terms, dates and numbers, and what is on record for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from db.filters.ids import record_id
from db.filters.lookups import Query, like, named, terms, union
from db.filters.pieces import (
    Days,
    Known,
    Piece,
    Status,
    Unverified,
    Width,
    Without,
    any_of,
    column,
    picked,
    through,
)
from db.filters.taking_part import HAS_DIRECTION, linked
from db.filters.value import Value
from db.search import match_expression

_NOTHING = '""'  # an FTS5 phrase without a token, which matches nothing


# --- words -------------------------------------------------------------------------------------------------


def words(values: Sequence[Value]) -> Piece:
    """Events with a word or phrase in their texts, quotes, source titles, or the names of who took part."""
    expression = _either(values)
    in_texts = picked(_IN_TEXTS, expression, unique=True)
    elsewhere = picked(_ELSEWHERE, expression, expression)
    piece = any_of([in_texts, elsewhere])
    return replace(piece, parts=(in_texts, elsewhere))  # the texts alone, which find most, are read faster


_IN_TEXTS = "SELECT rowid FROM event_text WHERE event_text MATCH ?"
_ELSEWHERE = """
WITH quoted(id) AS MATERIALIZED (SELECT rowid FROM quote_text WHERE quote_text MATCH ?),
named(id) AS MATERIALIZED (SELECT rowid FROM name_text WHERE name_text MATCH ?)
SELECT event_id FROM evidence WHERE event_id IS NOT NULL AND id IN (SELECT id FROM quoted)
UNION ALL SELECT event_id FROM evidence WHERE event_id IS NOT NULL AND source_id IN (SELECT id FROM quoted)
UNION ALL SELECT event_id FROM participation WHERE actor_id IN
(SELECT id FROM named UNION SELECT actor_id FROM actor_name WHERE id IN (SELECT id FROM named))
UNION ALL SELECT event_id FROM participation WHERE person_id IN
(SELECT id FROM named UNION SELECT person_id FROM person_name WHERE id IN (SELECT id FROM named))
UNION ALL SELECT id FROM event WHERE mechanism_id IN
(SELECT id FROM named UNION SELECT mechanism_id FROM mechanism_name WHERE id IN (SELECT id FROM named))
"""
"""No two tables share an id, so that what the indexes find need not be told apart by table."""


def text_in(name: str, *, prefix: bool = False) -> Callable[[Sequence[Value]], Piece]:
    """Return the key for words in one text of the event."""

    def piece(values: Sequence[Value]) -> Piece:
        expression = f"{{{name}}} : ({_either(values, prefix=prefix)})"
        return picked(_IN_TEXTS, expression, unique=True)

    return piece


def quote(values: Sequence[Value]) -> Piece:
    """Events with words in a quoted passage."""
    found = _in_quotes("quote", _either(values))
    return through("SELECT event_id FROM evidence WHERE event_id IS NOT NULL AND id", found)


_BREAKS: Final = str.maketrans("-–(/", " " * 4)
_PUBLISHER: Final = (
    "' ' || replace(replace(replace(replace(publisher, '-', ' '), '–', ' '), '(', ' '), '/', ' ')"
)
"""SQL of a publisher's name with a space before each of its words."""


def source(values: Sequence[Value]) -> Piece:
    """Events with evidence from a source, by words in its title, its publisher or its address."""

    def found(value: Value) -> Query:
        by_title = _in_quotes("title", _either([value], prefix=True))
        sql = f"{by_title.sql} UNION SELECT id FROM source WHERE {_PUBLISHER} LIKE ? ESCAPE '\\'"
        begun = like(value.text.translate(_BREAKS))
        parameters = (*by_title.parameters, begun if not value.text.isascii() else f"% {begun[1:]}")
        if "." in value.text or "/" in value.text:
            sql, parameters = f"{sql} OR url LIKE ? ESCAPE '\\'", (*parameters, like(value.text))
        return Query(sql, parameters)

    records = union([found(value) for value in values])
    return through("SELECT event_id FROM evidence WHERE event_id IS NOT NULL AND source_id", records)


def _in_quotes(target: str, expression: str) -> Query:
    sql = "SELECT rowid FROM quote_text WHERE quote_text MATCH ?"
    return Query(sql, (f"{{{target}}} : ({expression})",))


def _either(values: Sequence[Value], *, prefix: bool = False) -> str:
    found = [match_expression(value.text, phrase=True, prefix=prefix) or _NOTHING for value in values]
    return found[0] if len(found) == 1 else " OR ".join(f"({expression})" for expression in found)


# --- records and terms -------------------------------------------------------------------------------------


def mechanism(values: Sequence[Value]) -> Piece:
    """Events held under a mechanism."""
    return column("mechanism_id", union([named("mechanism", value.text) for value in values]))


def term_in(name: str) -> Callable[[Sequence[Value]], Piece]:
    """Return the key for a term that is a column of the event."""
    return lambda values: column(f"{name}_id", union([terms(name, value.text) for value in values]))


def term_on(vocabulary: str) -> Callable[[Sequence[Value]], Piece]:
    """Return the key for terms put on the event."""

    def piece(values: Sequence[Value]) -> Piece:
        found = union([terms(vocabulary, value.text) for value in values])
        return through("SELECT event_id FROM event_term WHERE term_id", found)

    return piece


def level(values: Sequence[Value]) -> Piece:
    """Events of a level, or above or below one in the codebook's order."""

    def piece(value: Value) -> Piece:
        found = terms("level", value.text)
        if not value.comparison:
            return column("level_id", found)
        edge = "min" if value.comparison in ("<", ">=") else "max"
        ranked = (
            f"SELECT id FROM term WHERE vocabulary = 'level' AND position {value.comparison}"
            f" (SELECT {edge}(position) FROM term WHERE id IN ({found.sql}))"
        )
        return column("level_id", Query(ranked, found.parameters))

    return any_of(map(piece, values))


def status(values: Sequence[Value]) -> Piece:
    """Events of a status."""
    words = tuple(value.text for value in values)
    return Piece(f"@event.status IN ({', '.join('?' * len(values))})", words, shortcut=Status(words))


def part(values: Sequence[Value]) -> Piece:
    """Events that are part of a visit, by its id or words in its title."""

    def piece(value: Value) -> Piece:
        if (whole := record_id(value.text)) is not None:
            return column("part_of_id", Query("SELECT ?", (whole,)))
        titled = f"{{title}} : ({_either([value], prefix=True)})"
        return column("part_of_id", Query(_IN_TEXTS, (titled,)))

    return any_of(map(piece, values))


def by_id(values: Sequence[Value]) -> Piece:
    """Events by their record ids."""
    ids = tuple(int(value.text) for value in values)
    return picked(f"SELECT id FROM event WHERE id IN ({', '.join('?' * len(ids))})", *ids, unique=True)


# --- dates and numbers -------------------------------------------------------------------------------------

_DATED = "(event.start_lo IS NOT NULL OR event.start_hi IS NOT NULL)"
_LAST_DAY = 2**31 - 1


def date(values: Sequence[Value]) -> Piece:
    """Events whose possible days, from earliest start to latest end, meet a range; undated ones never do."""
    from db.dates import span

    def piece(value: Value) -> Piece:
        first, last = span(value.text)
        match value.comparison:
            case "<":
                first, last = None, None if first is None else first - 1
            case "<=":
                first = None
            case ">":
                first, last = _LAST_DAY if last is None else last + 1, None
            case ">=":
                last = None
            case _:
                pass
        if value.comparison == "<" and last is None:
            return picked("SELECT id FROM event WHERE 0", unique=True)
        tests: list[str] = [_DATED]
        parameters: list[int] = []
        if last is not None:
            tests.append("(event.start_lo <= ? OR event.start_lo IS NULL)")
            parameters.append(last)
        if first is not None:
            tests.append("(event.end_hi >= ? OR event.end_hi IS NULL)")
            parameters.append(first)
        return Piece(" AND ".join(tests), tuple(parameters), shortcut=Days(first, last))

    return any_of(map(piece, values))


_WIDTH = "event.start_hi - event.start_lo"
_DAYS: Final[Mapping[str, tuple[int, int | None]]] = {
    "day": (0, 0),
    "month": (1, 30),
    "season": (31, 92),
    "year": (93, 365),
    "decade": (366, 3652),
    "century": (3653, None),
}
_WIDTHS: Final[Mapping[str, str]] = {
    **{
        word: f"{_WIDTH} >= {least}" if most is None else f"{_WIDTH} BETWEEN {least} AND {most}"
        for word, (least, most) in _DAYS.items()
    },
    "open": "(event.start_lo IS NULL) <> (event.start_hi IS NULL)",
    "set": f"event.edtf LIKE '[%' AND {_WIDTH} IS NOT NULL",
    "unknown": f"NOT {_DATED}",
}


def precision(values: Sequence[Value]) -> Piece:
    """Events by the width of their start in days: a month spans up to 31, a year up to 366."""
    return any_of(
        Piece(_WIDTHS[value.text], shortcut=Width(*_DAYS[value.text]) if value.text in _DAYS else None)
        for value in values
    )


def round_number(values: Sequence[Value]) -> Piece:
    """Sessions by their number."""
    return any_of(Piece(f"event.round {value.comparison or '='} ?", (int(value.text),)) for value in values)


_GREEN = " + ".join(
    f"(event.mark_{axis} = 2)" for axis in ("source", "date", "principal", "post", "counterpart")
)


def verified(values: Sequence[Value]) -> Piece:
    """Events by the number of their green marks."""
    return any_of(Piece(f"({_GREEN}) {value.comparison or '='} ?", (int(value.text),)) for value in values)


_HOLDS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def evidence(values: Sequence[Value]) -> Piece:
    """Events by how many pieces of evidence they have."""

    def piece(value: Value) -> Piece:
        counted = "SELECT event_id FROM evidence WHERE event_id IS NOT NULL GROUP BY event_id HAVING"
        number = int(value.text)
        if _HOLDS[value.comparison](0, number):  # events without any are among those meant
            sql = f"{counted} NOT (count(*) {value.comparison or '='} ?)"
            return Piece(f"event.id NOT IN ({sql})", (number,), shortcut=Without(Query(sql, (number,))))
        return picked(f"{counted} count(*) {value.comparison or '='} ?", number, unique=True)

    return any_of(map(piece, values))


# --- what is on record -------------------------------------------------------------------------------------


def _event_of(table: str, more: str = "") -> str:
    return f"SELECT event_id FROM {table} WHERE event_id IS NOT NULL{more}"


def _termed(vocabulary: str) -> Piece:
    terms_of = "SELECT id FROM term WHERE vocabulary = ?"
    return picked(f"SELECT event_id FROM event_term WHERE term_id IN ({terms_of})", vocabulary)


def _known(name: str) -> Piece:
    return Piece(f"event.{name}_id IS NOT NULL", shortcut=Known(name))


HAS: Final[Mapping[str, Piece]] = {
    "commitment": picked(
        "SELECT made_at_id FROM commitment WHERE made_at_id IS NOT NULL UNION ALL "
        "SELECT event_id FROM commitment_follow_up"
    ),
    "invitation": picked(f"{_event_of('invitation')} UNION ALL {_event_of('invitation_step')}"),
    "evidence": picked(_event_of("evidence")),
    "quote": picked(_event_of("evidence", " AND quote <> ''")),
    "conflict": picked(
        _event_of("evidence", " AND field <> '' AND value <> ''")
        + " GROUP BY event_id, field HAVING min(value) <> max(value)"
    ),
    "attachment": picked(_event_of("evidence", " AND source_id IN (SELECT source_id FROM attachment)")),
    "participant": picked("SELECT event_id FROM participation"),
    "counterpart": linked(Query("SELECT id FROM actor")),
    "person": picked("SELECT event_id FROM participation WHERE person_id IS NOT NULL"),
    "post": picked("SELECT event_id FROM participation WHERE post_printed <> ''"),
    "mechanism": _known("mechanism"),
    "round": Piece("event.round IS NOT NULL"),
    "place": Piece("event.place <> ''"),
    "country": _known("country"),
    "type": _known("type"),
    "level": _known("level"),
    "channel": _known("channel"),
    "direction": HAS_DIRECTION,
    "area": _termed("area"),
    "issue": _termed("issue"),
    "tag": _termed("tag"),
    "note": Piece("event.note <> ''"),
    "summary": Piece("event.summary <> ''"),
    "date": Piece(_DATED, shortcut=Known("start_lo")),
    "visit": _known("part_of"),
    "parts": picked("SELECT part_of_id FROM event WHERE part_of_id IS NOT NULL"),
    "unverified": Piece("(event.unverified <> 0 OR event.round_basis = 'inferred')", shortcut=Unverified()),
}
"""What `has:` asks for. A conflict is two values for one field in evidence, chosen or not."""


def has(values: Sequence[Value]) -> Piece:
    """Events that have something on record."""
    return any_of(HAS[value.text] for value in values)
