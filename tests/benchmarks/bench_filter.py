"""From filter text to visible rows, and the full-text search under it: right first, then quick."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

import numpy as np

from db import search
from db.arrays import columns
from db.filters import parse
from db.filters.rows import matching_rows
from tests.benchmarks import method
from tests.benchmarks.report import Row, most
from tests.benchmarks.stage import Stage
from tests.benchmarks.suite import ALL_SIZES, K100, M1, benchmark, short

QUERIES = ("中国", "代表団", "日本共産党", "党", "加藤", "delegation", "giquaprelem", "yellow sea")
_MATCH = "SELECT rowid FROM event_text WHERE event_text MATCH ?"


def _ids(connection: sqlite3.Connection, sql: str, *values: object) -> np.ndarray:
    cursor = connection.cursor()
    cursor.row_factory = None
    return np.fromiter(chain.from_iterable(cursor.execute(sql, values)), np.int64)


@benchmark("filter.rows", sizes=(K100, M1))
def rows(stage: Stage, size: int) -> Iterator[Row]:
    """The ids of a filter as ascending rows, against the bare query of the index that answers it."""
    live, name = stage.live(size), short(size)
    bound = 30 if size == K100 else 150
    with live.reading() as connection:
        party = connection.execute(
            "SELECT a.name FROM participation p JOIN actor a ON a.id = p.actor_id"
            " WHERE p.side = 'counterpart' GROUP BY a.id ORDER BY count(*) DESC LIMIT 1 OFFSET 9"
        ).fetchone()[0]
        for key, text, sql, values in _filters(connection, party):
            work = _answer(connection, live.columns, text)
            raw = partial(_ids, connection, sql, *values)
            repeat = 1 if size == M1 else 5  # some take less than a timer can tell
            found = method.pairs(work, raw, count=stage.rounds, repeat=repeat, base_repeat=repeat)
            workload = f"{text} ({len(work()):,} rows), {name}"
            targets = (*most(1.5), *most(ms=bound))
            yield Row.of(f"filter.rows.{key}.{name}", workload, found, "the bare index query", targets)


def _filters(
    connection: sqlite3.Connection, party: str
) -> Iterator[tuple[str, str, str, tuple[object, ...]]]:
    def one(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0])

    session = one("SELECT id FROM term WHERE vocabulary = 'type' AND \"key\" = 'session'")
    japan = one("SELECT id FROM country WHERE code = 'JP'")
    actor = connection.execute("SELECT id FROM actor WHERE name = ?", (party,)).fetchone()[0]
    low, high = 731946, 735233  # 2005 to 2013
    yield "rare", "giquaprelem", _MATCH, (search.match_expression("giquaprelem"),)
    yield "word", "memorandum", _MATCH, (search.match_expression("memorandum"),)
    yield "cjk", "渔业", _MATCH, (search.match_expression("渔业"),)
    yield "type", "type:session", "SELECT id FROM event WHERE type_id = ?", (session,)
    yield "dates", "2005..2013", "SELECT id FROM event WHERE sort_lo BETWEEN ? AND ?", (low, high)
    taking = "SELECT DISTINCT event_id FROM participation WHERE actor_id = ? AND side = 'counterpart'"
    yield "party", f'party:"{party}"', taking, (actor,)
    of_country = (
        "SELECT DISTINCT p.event_id FROM participation p WHERE p.side = 'counterpart'"
        " AND p.actor_id IN (SELECT id FROM actor WHERE country_id = ?)"
    )
    yield "country", "country:JP", of_country, (japan,)
    yield "both", "country:JP memorandum", _MATCH, (search.match_expression("memorandum"),)


def _answer(
    connection: sqlite3.Connection, held: columns.EventColumns, text: str
) -> Callable[[], np.ndarray]:
    return lambda: matching_rows(connection, parse(text), held)


@benchmark("search.recall", sizes=(K100,))
def recall(stage: Stage, size: int) -> Iterator[Row]:
    """Everything that looking through the texts finds, and nothing else."""
    wrong: list[str] = []
    with stage.live(size).reading() as connection:
        texts = connection.execute(
            "SELECT id, title || ' ' || summary || ' ' || place || ' ' || note FROM event"
        ).fetchall()
        folded = [(event, search.fold(text)) for event, text in texts]
        for query in QUERIES:
            found = set(_ids(connection, _MATCH, search.match_expression(query, phrase=True)).tolist())
            if found != _truth(folded, query):
                wrong.append(query)
    yield Row(f"search.recall.{short(size)}", f"{len(QUERIES)} queries that differ from a scan", value=len(wrong),
              targets=most(value=0), note=", ".join(wrong))  # fmt: skip


def _truth(folded: list[tuple[int, str]], query: str) -> set[int]:
    word = search.fold(query)
    if not word.isascii():
        return {event for event, text in folded if word in text}
    whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    return {event for event, text in folded if word in text and whole.search(text)}


@benchmark("search.cjk2")
def two_characters(stage: Stage, size: int) -> Iterator[Row]:
    """A word of two characters against looking through all texts: one in many of them, one in one of eighty."""
    yield _word(stage, size, "search.cjk2", "中国")
    yield _word(stage, size, "search.cjk2.rare", "渔业")


def _word(stage: Stage, size: int, name: str, word: str) -> Row:
    expression = search.match_expression(word)
    scan = f"SELECT id FROM event WHERE title LIKE '%{word}%' OR summary LIKE '%{word}%'"
    with stage.live(size).reading() as connection:
        found = method.pairs(
            lambda: _ids(connection, _MATCH, expression), lambda: _ids(connection, scan), count=stage.rounds
        )
    return Row.of(f"{name}.{short(size)}", f"{word}: ids", found, "LIKE over all texts", most(0.03))


@benchmark("db.columns", sizes=ALL_SIZES)
def loading(stage: Stage, size: int) -> Iterator[Row]:
    """The columns from the rows, and from the file's cache, against the bare cursor into one array."""
    name = short(size)
    with stage.live(size).reading() as connection:
        select = (
            "SELECT id, start_lo, start_hi, coalesce(end_lo, 0), coalesce(end_hi, 0), type_id FROM event"
            " WHERE start_lo + start_hi IS NOT NULL"
        )

        def bare() -> np.ndarray:
            return _ids(connection, select).reshape(-1, 6)

        rounds = min(3, stage.rounds) if size == M1 else stage.rounds
        found = method.pairs(lambda: columns.read(connection), bare, count=rounds)
        yield Row.of(
            f"db.columns.rows.{name}",
            f"all columns and links from the rows, {name}",
            found,
            "6 columns by the bare cursor",
        )
        found = method.pairs(lambda: columns.load(connection), bare, count=rounds, repeat=3)
        yield Row.of(
            f"db.columns.cached.{name}",
            "the same from the file's cache",
            found,
            "6 columns by the bare cursor",
            most(0.03),
        )
