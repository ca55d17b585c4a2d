"""Keys about the event itself: its words, terms, dates and numbers, and what is on record for it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from db.filters.lookups import Query, like, named, terms, union, with_words
from db.filters.pieces import Piece, any_of, column, picked, through
from db.filters.taking_part import HAS_DIRECTION
from db.filters.value import Value
from db.search import match_expression

_NOTHING = '""'  # an FTS5 phrase without a token, which matches nothing


# --- words -------------------------------------------------------------------------------------------------


def words(values: Sequence[Value]) -> Piece:
    """Events with a word or phrase in their texts, quotes, source titles, or the names of who took part."""
    expression = _either(values)
    arms: list[tuple[str, Query]] = [
        ("SELECT event_id FROM evidence WHERE event_id IS NOT NULL AND id", _in_quotes("quote", expression)),
        (
            "SELECT event_id FROM evidence WHERE event_id IS NOT NULL AND source_id",
            _in_quotes("title", expression),
        ),
        ("SELECT event_id FROM participation WHERE actor_id", with_words("actor", expression)),
        ("SELECT event_id FROM participation WHERE person_id", with_words("person", expression)),
        ("SELECT id FROM event WHERE mechanism_id", with_words("mechanism", expression)),
    ]
    text = "SELECT rowid FROM event_text WHERE event_text MATCH ?"
    around = any_of(through(before, query) for before, query in arms)
    return picked(f"{text} UNION ALL {around.ids}", expression, *around.parameters)


def text_in(name: str, *, prefix: bool = False) -> Callable[[Sequence[Value]], Piece]:
    """Return the key for words in one text of the event."""

    def piece(values: Sequence[Value]) -> Piece:
        expression = f"{{{name}}} : ({_either(values, prefix=prefix)})"
        return picked("SELECT rowid FROM event_text WHERE event_text MATCH ?", expression, unique=True)

    return piece


def quote(values: Sequence[Value]) -> Piece:
    """Events with words in a quoted passage."""
    found = _in_quotes("quote", _either(values))
    return through("SELECT event_id FROM evidence WHERE event_id IS NOT NULL AND id", found)


def source(values: Sequence[Value]) -> Piece:
    """Events with evidence from a source, by words in its title, its publisher or its address."""

    def found(value: Value) -> Query:
        by_title = _in_quotes("title", _either([value], prefix=True))
        sql = f"{by_title.sql} UNION SELECT id FROM source WHERE ' ' || publisher LIKE ? ESCAPE '\\'"
        parameters = (*by_title.parameters, f"% {like(value.text)[1:]}")
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
    return Piece(f"@event.status IN ({', '.join('?' * len(values))})", tuple(value.text for value in values))


def part(values: Sequence[Value]) -> Piece:
    """Events that are part of a visit, by its id or words in its title."""

    def piece(value: Value) -> Piece:
        if value.text.isascii() and value.text.isdigit() and len(value.text) <= 18:
            return Piece("@event.part_of_id = ?", (int(value.text),))
        titled = f"{{title}} : ({_either([value], prefix=True)})"
        return column("part_of_id", Query("SELECT rowid FROM event_text WHERE event_text MATCH ?", (titled,)))

    return any_of(map(piece, values))


def by_id(values: Sequence[Value]) -> Piece:
    """Events by their record ids."""
    return Piece(f"@event.id IN ({', '.join('?' * len(values))})", tuple(int(value.text) for value in values))


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
            return Piece("0")
        tests: list[str] = [_DATED]
        parameters: list[int] = []
        if last is not None:
            tests.append("(event.start_lo <= ? OR event.start_lo IS NULL)")
            parameters.append(last)
        if first is not None:
            tests.append("(event.end_hi >= ? OR event.end_hi IS NULL)")
            parameters.append(first)
        return Piece(" AND ".join(tests), tuple(parameters))

    return any_of(map(piece, values))


_WIDTH = "event.start_hi - event.start_lo"
_WIDTHS: Final[Mapping[str, str]] = {
    "day": "event.start_hi = event.start_lo",
    "month": f"{_WIDTH} BETWEEN 1 AND 30",
    "season": f"{_WIDTH} BETWEEN 31 AND 92",
    "year": f"{_WIDTH} BETWEEN 93 AND 365",
    "decade": f"{_WIDTH} BETWEEN 366 AND 3652",
    "century": f"{_WIDTH} > 3652",
    "open": "(event.start_lo IS NULL) <> (event.start_hi IS NULL)",
    "set": f"event.edtf LIKE '[%' AND {_WIDTH} IS NOT NULL",
    "unknown": f"NOT {_DATED}",
}


def precision(values: Sequence[Value]) -> Piece:
    """Events by the width of their start in days: a month spans up to 31, a year up to 366."""
    return any_of(Piece(_WIDTHS[value.text]) for value in values)


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
            return Piece(f"event.id NOT IN ({sql})", (number,))
        return picked(f"{counted} count(*) {value.comparison or '='} ?", number, unique=True)

    return any_of(map(piece, values))


# --- what is on record -------------------------------------------------------------------------------------


def _event_of(table: str, more: str = "") -> str:
    return f"SELECT event_id FROM {table} WHERE event_id IS NOT NULL{more}"


def _termed(vocabulary: str) -> Piece:
    terms_of = "SELECT id FROM term WHERE vocabulary = ?"
    return picked(f"SELECT event_id FROM event_term WHERE term_id IN ({terms_of})", vocabulary)


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
        + " GROUP BY event_id, field HAVING count(DISTINCT value) > 1"
    ),
    "attachment": picked(_event_of("evidence", " AND source_id IN (SELECT source_id FROM attachment)")),
    "participant": picked("SELECT event_id FROM participation"),
    "person": picked("SELECT event_id FROM participation WHERE person_id IS NOT NULL"),
    "post": picked("SELECT event_id FROM participation WHERE post_printed <> ''"),
    "mechanism": Piece("event.mechanism_id IS NOT NULL"),
    "round": Piece("event.round IS NOT NULL"),
    "place": Piece("event.place <> ''"),
    "country": Piece("event.country_id IS NOT NULL"),
    "type": Piece("event.type_id IS NOT NULL"),
    "level": Piece("event.level_id IS NOT NULL"),
    "channel": Piece("event.channel_id IS NOT NULL"),
    "direction": HAS_DIRECTION,
    "area": _termed("area"),
    "issue": _termed("issue"),
    "tag": _termed("tag"),
    "note": Piece("event.note <> ''"),
    "summary": Piece("event.summary <> ''"),
    "date": Piece(_DATED),
    "visit": Piece("event.part_of_id IS NOT NULL"),
    "parts": picked("SELECT part_of_id FROM event WHERE part_of_id IS NOT NULL"),
    "unverified": Piece("(event.unverified <> 0 OR event.round_basis = 'inferred')"),
}
"""What `has:` asks for. A conflict is two values for one field in evidence, chosen or not."""


def has(values: Sequence[Value]) -> Piece:
    """Events that have something on record."""
    return any_of(HAS[value.text] for value in values)
