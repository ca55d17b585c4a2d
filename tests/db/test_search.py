"""Folding, grams, safe queries, and an index that stays in step with every edit."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from index_support import in_step
from sqlalchemy import delete, update

from db import schema, search
from db.ids import IDS
from db.models import Actor, ActorName, Event, Evidence, Source
from db.timeline import Timeline

MIXED = st.text("ab 中国党。が1-", max_size=12)


@pytest.fixture
def index() -> Iterator[sqlite3.Connection]:
    """An index of its own, as a timeline has it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.create(connection)
        yield connection


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("ＣＰＣ　１", "cpc 1"),
        ("Kołobrzeg Øresund", "kolobrzeg oresund"),
        ("Çà et là", "ca et la"),
        ("İstanbul ı", "istanbul i"),
        ("ｶﾞ ガ が か", "ガ ガ が か"),
        ("조선로동당", "조선로동당"),
        ("हिन्दी ไทยดี", "हिन्दी ไทยดี"),
        ("ἀθῆναι", "αθηναι"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert search.fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert search.fold(search.fold(text)) == search.fold(text)


def test_grams() -> None:
    assert search.grams("cpc").split() == ["cpc"]
    assert search.grams("新中国a3月").split() == ["新中", "中国", "国", "a3", "月"]
    assert search.grams("アジア・𠀀々ー党").split() == [
        "アジ",
        "ジア",
        "ア",
        "・",
        "𠀀々",
        "々ー",
        "ー党",
        "党",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("日本", [1, 2]),
        ("党", [1, 3]),
        ("共産党", [1]),
        ("本共", [1]),
        ("日産", []),
        ("koiz*", [2]),
        ("koiz", []),
        ("Koizumi 日本", [2]),
        ("日本koizumi", [2]),
        ("ＪＵＮＩＣＨＩＲŌ", [2]),
        ("자유민주당", [3]),
        ("か", []),
        ("が", [3]),
    ],
)
def test_finds_what_a_scan_would(index: sqlite3.Connection, words: str, found: list[int]) -> None:
    titles = [(1, "日本共産党と会談"), (2, "日本 Koizumi Junichirō"), (3, "자유민주당 党が")]
    index.executemany("INSERT INTO event(id, title) VALUES(?, ?)", titles)
    search.rebuild(index)
    expression = search.match_expression(words)
    rows = index.execute("SELECT rowid FROM event_text WHERE event_text MATCH ? ORDER BY 1", (expression,))
    assert [row[0] for row in rows] == found


@given(MIXED, st.text("中国党が", min_size=1, max_size=4))
def test_cjk_equals_a_scan(text: str, asked: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5(a, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    connection.execute("INSERT INTO t(rowid, a) VALUES(1, ?)", (search.indexed(text),))
    expression = search.match_expression(asked, phrase=True)
    found = connection.execute("SELECT 1 FROM t WHERE t MATCH ?", (expression,)).fetchone() is not None
    connection.close()
    assert found == (asked in text)


@given(st.text(), st.booleans(), st.booleans())
def test_any_text_is_a_safe_query(text: str, phrase: bool, prefix: bool) -> None:
    expression = search.match_expression(text, phrase=phrase, prefix=prefix)
    if expression is None:
        return
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(a, content='')")
        for asked in (expression, f"{{a}} : ({expression})"):
            assert connection.execute("SELECT 1 FROM t WHERE t MATCH ?", (asked,)).fetchall() == []


@pytest.mark.parametrize("text", ["", "  ", "*", "!?", '"', "\x00", "・"])
def test_nothing_to_look_for(text: str) -> None:
    assert search.match_expression(text) is None


def fill(timeline: Timeline) -> tuple[int, int, int]:
    """Add an actor with an alias, a source, and two events with evidence; return actor, source, event."""
    actor, source, first, second = IDS.take(4)
    with timeline.edit("fill") as session:
        session.add_all(
            [
                Actor(id=actor, name="自由民主党"),
                Source(id=source, title="人民日报", title_translated="Daily"),
            ]
        )
        session.add_all([Event(id=first, title="Talks in Tōkyō", note="x"), Event(id=second, title="会談")])
        session.flush()
        session.add(ActorName(actor_id=actor, text="LDP", folded="ldp"))
        session.add_all(
            [
                Evidence(source_id=source, event_id=first, quote="「友好」"),
                Evidence(source_id=source, event_id=second),
            ]
        )
    return actor, source, first


EDITS: dict[str, Callable[[Timeline, tuple[int, int, int]], None]] = {}


def edit(work: Callable[..., None]) -> Callable[..., None]:
    """Register one way of changing what is searched."""

    def run(timeline: Timeline, ids: tuple[int, int, int]) -> None:
        with timeline.edit(work.__name__) as session:
            work(session, *ids)

    EDITS[work.__name__] = run
    return work


@edit
def rename(session, actor: int, source: int, event: int) -> None:
    session.get(Event, event).title = "Talks in 東京"
    session.get(Actor, actor).name = "Liberal Democrats"
    session.get(Source, source).title_translated = "People's Daily"


@edit
def rename_all(session, actor: int, source: int, event: int) -> None:
    session.execute(update(Event).values(note=Event.title, title="all alike"))


@edit
def change_what_nobody_searches(session, actor: int, source: int, event: int) -> None:
    session.get(Event, event).status = "planned"


@edit
def empty(session, actor: int, source: int, event: int) -> None:
    session.execute(update(Evidence).values(quote=""))
    session.get(Event, event).note = ""


@edit
def delete_with_what_hangs_on_it(session, actor: int, source: int, event: int) -> None:
    session.execute(delete(Event).where(Event.id == event))
    session.execute(delete(Actor))
    session.execute(delete(Source))


@edit
def add_and_take_away(session, actor: int, source: int, event: int) -> None:
    session.add(Event(id=7, title="gone again"))
    session.flush()
    session.execute(delete(Event).where(Event.id == 7))
    session.execute(update(Event).values(summary="first"))
    session.execute(update(Event).values(summary="second"))


@pytest.mark.parametrize("name", EDITS)
def test_index_follows_edit_undo_and_redo(timeline: Timeline, name: str) -> None:
    ids = fill(timeline)
    assert in_step(timeline)
    EDITS[name](timeline, ids)
    assert in_step(timeline)
    timeline.undo()
    assert in_step(timeline)
    timeline.redo()
    assert in_step(timeline)
    timeline.undo()
    timeline.undo()
    assert in_step(timeline)


def test_every_searched_column_exists(index: sqlite3.Connection) -> None:
    def columns(table: str) -> set[str]:
        return {row[1] for row in index.execute(f"PRAGMA table_info({table})")}

    for table, searched in search.SEARCHED.items():
        assert columns(table) >= set(searched.names)
        assert columns(searched.index) >= set(searched.targets)
