"""The queries use indexes: no table that grows with the events is scanned where an index could serve."""

import re
import sqlite3

import pytest

from db.filters import compile, parse  # noqa: A004
from db.filters.compiling import pieces_of
from db.filters.keys import KEYS

_SCANNED = r"SCAN (\w+)(?!.*VIRTUAL)"
GROWING = {"event", "participation", "evidence", "event_term", "person", "actor", "actor_name", "person_name"}
NEEDS_A_SCAN = {
    "date",  # open ends on either side; see `of_events.date`
    "direction", "evidence", "post", "precision", "region", "role", "round", "side", "standing", "status", "verified",
}  # fmt: skip
SAMPLES = {"level": "level:>=minister", "id": "id:1", "part": "part:1", "family": "family:communist"}
SAMPLES |= {
    key: f"{key}:x"
    for key in KEYS
    if KEYS[key].takes in ("text", "name", "term", "country") and key != "part"
}
SAMPLES |= {
    "relations": "relations:none",
    "commitment": "has:commitment",
    "words": "yellow",
    "phrase": '"yellow sea"',
}


def scanned(connection: sqlite3.Connection, text: str) -> set[str]:
    """Return the growing tables that a filter's query reads from end to end."""
    sql, parameters = compile(parse(text))
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    found = {match[1] for step in plan if (match := re.match(_SCANNED, step))}
    return found & GROWING


@pytest.mark.parametrize("key", sorted(SAMPLES.keys() - NEEDS_A_SCAN))
def test_alone(empty: sqlite3.Connection, key: str) -> None:
    assert scanned(empty, SAMPLES[key]) == set()


@pytest.mark.parametrize(
    "other", ["status:held", "-status:held", "2004..2012", "precision:day", "standing:opposition"]
)
@pytest.mark.parametrize("key", ["party:LDP", "yellow", "mechanism:x", "type:x", "country:JP", "id:1"])
def test_the_rarer_clause_drives(empty: sqlite3.Connection, key: str, other: str) -> None:
    assert scanned(empty, f"{other} {key}") == set()


@pytest.mark.parametrize("key", sorted(SAMPLES.keys() - NEEDS_A_SCAN))
def test_each_set_by_itself(empty: sqlite3.Connection, key: str) -> None:
    """What `matching_rows` asks: the ids of each piece, without the rest of the filter."""
    for _, piece in pieces_of(parse(SAMPLES[key])):
        for part in piece.parts or (piece,):
            if part.ids:
                plan = empty.execute(f"EXPLAIN QUERY PLAN {part.ids}", part.parameters).fetchall()
                found = {match[1] for step in plan if (match := re.match(_SCANNED, step[3]))}
                assert found & GROWING == set()


def test_words_that_only_the_index_holds_touch_no_event(empty: sqlite3.Connection) -> None:
    sql, parameters = compile(parse("title:yellow"))
    plan = [row[3] for row in empty.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    assert len(plan) == 1
    assert "event_text" in plan[0]
