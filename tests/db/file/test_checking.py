"""What is found out about an open file: foreign items, damage, torn references; SQLite's errors in words."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_files import digest, look, made

from db import schema
from db.errors import CannotOpen, Interrupted
from db.file import opening
from db.file.checking import SearchDamaged, explain


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return made(tmp_path / "talks.liaison")


# --- the schema and the pages ---


def checked(path: Path, *, thorough: bool = True, **more) -> None:
    with closing(opening.connect(path, write=False)) as connection:
        connection.execute("BEGIN")
        opening.check(connection, path, thorough=thorough, **more)
        connection.execute("ROLLBACK")


def test_statistics_and_full_text_are_ours(tmp_path: Path) -> None:
    path = made(
        tmp_path / "full.liaison",
        "INSERT INTO country (id, name) VALUES (1, 'Japan')",
        "INSERT INTO name_text (rowid, name) VALUES (1, 'japan')",
        "ANALYZE",
    )
    checked(path)


@pytest.mark.parametrize(
    ("statement", "item"),
    [
        ("CREATE TRIGGER spy AFTER INSERT ON event BEGIN DELETE FROM event; END", "trigger “spy”"),
        ("CREATE VIEW spy AS SELECT * FROM event", "view “spy”"),
        ("CREATE TABLE spy (x)", "table “spy”"),
        ("CREATE INDEX spy ON event (upper(title))", "index “spy”"),
        ("CREATE VIRTUAL TABLE spy USING fts5(x)", "table “spy”"),
        ("CREATE VIRTUAL TABLE spy USING rtree(id, a, b)", "table “spy”"),
        ("ALTER TABLE country ADD COLUMN spy AS (abs(-9223372036854775808))", "table “country”"),
        ("ALTER TABLE country ADD COLUMN spy CHECK (spy > 0)", "table “country”"),
        ("CREATE TABLE name_text_content (x DEFAULT (random()))", "table “name_text_content”"),
        ("CREATE TABLE event_data (x)", "table “event_data”"),
    ],
)
def test_a_foreign_item_is_named(tmp_path: Path, statement: str, item: str) -> None:
    path = made(tmp_path / "strange.liaison", statement)
    with pytest.raises(CannotOpen, match=item):
        checked(path, thorough=False)


def test_a_planted_statistics_table_is_refused(document: Path) -> None:
    with closing(sqlite3.connect(document, isolation_level=None)) as connection:
        connection.execute("ANALYZE")
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE TABLE sqlite_stat1(tbl,idx,stat DEFAULT (random()))' "
            "WHERE name = 'sqlite_stat1'"
        )
    with pytest.raises(CannotOpen, match="sqlite_stat1"):
        checked(document)


def test_a_lost_item_is_named(tmp_path: Path) -> None:
    path = made(tmp_path / "poor.liaison", "DROP INDEX country_code")
    with pytest.raises(CannotOpen, match="lacks the index “country_code”"):
        checked(path, thorough=False)


def test_a_newer_file_may_have_more_tables_but_nothing_that_runs(tmp_path: Path) -> None:
    version = f"PRAGMA user_version={schema.SCHEMA_VERSION + 1}"
    checked(made(tmp_path / "newer.liaison", version, "CREATE TABLE more (x)"))
    with pytest.raises(CannotOpen, match="view “spy”"):
        checked(made(tmp_path / "odd.liaison", version, "CREATE VIEW spy AS SELECT 1"))


def test_damaged_pages_are_found(tmp_path: Path) -> None:
    rows = ", ".join(f"({number}, '{number:0500}')" for number in range(1, 200))
    path = made(tmp_path / "worn.liaison", f"INSERT INTO country (id, name) VALUES {rows}")
    content = bytearray(path.read_bytes())
    content[-4096:-2048] = bytes(2048)
    path.write_bytes(content)
    checked(path, thorough=False)
    with pytest.raises(CannotOpen, match="is damaged"):
        checked(path)


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_refused_or_read_and_nothing_else(document: Path, data: st.DataObject) -> None:
    content = bytearray(document.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        page = data.draw(st.integers(0, len(content) // 4096 - 1))
        place = page * 4096 + data.draw(st.integers(0, 200) | st.integers(0, 4095))
        content[place] = data.draw(st.integers(0, 255))
    path = document.with_name("mutant.liaison")
    path.write_bytes(
        content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content
    )
    before = digest(path)
    with suppress(CannotOpen):
        look(path, write=False)
    assert digest(path) == before
    assert not opening.is_held(path)
    path.unlink()


def test_a_damaged_search_index_is_told_apart(tmp_path: Path) -> None:
    words = "INSERT INTO name_text (rowid, name) VALUES (1, 'japan')"
    for number, damage in enumerate(
        ("DELETE FROM name_text_config", "UPDATE name_text_data SET block = x'00ff00ff' WHERE id > 10")
    ):
        path = made(tmp_path / f"{number}.liaison", words, damage)
        checked(path, thorough=False)
        with pytest.raises(SearchDamaged, match="search index “name_text”"):
            checked(path)


def test_dangling_references_are_found(tmp_path: Path) -> None:
    path = made(
        tmp_path / "torn.liaison",
        "PRAGMA foreign_keys=OFF",
        "INSERT INTO term (id, vocabulary, key, label, parent_id) VALUES (1, 'type', 'visit', 'Visit', 99)",
    )
    checked(path, thorough=False)
    with pytest.raises(CannotOpen, match="“term” points to a missing row of “term”"):
        checked(path)


def test_a_check_can_be_stopped_and_gives_up(tmp_path: Path) -> None:
    rows = ", ".join(f"({number}, 'name {number}')" for number in range(1, 5000))
    path = made(tmp_path / "long.liaison", f"INSERT INTO country (id, name) VALUES {rows}")
    with pytest.raises(Interrupted, match="was stopped"):
        checked(path, progress=lambda: True)
    with pytest.raises(CannotOpen, match="more than 0 seconds"):
        checked(path, seconds=0)
    checked(path, progress=lambda: False)


# --- errors in words ---


def test_known_errors_become_sentences(document: Path) -> None:
    with closing(opening.connect(document, write=False)) as connection:
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("DELETE FROM country")
        assert "may only be read" in (explain(caught.value, document) or "")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("SELECT nonsense")
        assert explain(caught.value, document) is None


def test_the_disk_being_full_is_said(document: Path) -> None:
    with closing(opening.connect(document, write=True)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("INSERT INTO country (id, name) VALUES (1, ?)", ("x" * 100_000,))
        assert "disk is full" in (explain(caught.value, document, "nothing was lost") or "")
