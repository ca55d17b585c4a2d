"""Opening a timeline safely: refusals by name, guards, checks, and not a byte changed by looking."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from raw_files import digest, look, made, ordinary_user

from db import schema
from db.errors import CannotOpen, CannotWrite
from db.file import opening

SECOND_PROCESS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return made(tmp_path / "talks.liaison")


# --- the header ---


def test_header_of_a_timeline(document: Path) -> None:
    header = opening.read_header(document)
    assert header.application_id == schema.APPLICATION_ID
    assert header.user_version == schema.SCHEMA_VERSION
    assert header.page_size * header.page_count == document.stat().st_size
    assert (header.wal, header.unfinished, header.newer, header.older) == (False, False, False, False)


def test_header_counts_commits(document: Path) -> None:
    before = opening.read_header(document).change_counter
    with closing(opening.connect(document, write=True)) as connection:
        connection.execute("INSERT INTO country (id, name) VALUES (1, '日本')")
    assert opening.read_header(document).change_counter == (before or 0) + 1


def test_a_newer_version_is_no_error(tmp_path: Path) -> None:
    newer = made(tmp_path / "newer.liaison", f"PRAGMA user_version={schema.SCHEMA_VERSION + 1}")
    assert opening.read_header(newer).newer
    older = made(tmp_path / "older.liaison", "PRAGMA user_version=0")
    assert opening.read_header(older).older


def _missing(folder: Path) -> Path:
    return folder / "missing.liaison"


def _folder(folder: Path) -> Path:
    (folder / "folder.liaison").mkdir()
    return folder / "folder.liaison"


def _file(folder: Path, content: bytes) -> Path:
    (folder / "file.liaison").write_bytes(content)
    return folder / "file.liaison"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.liaison")
    return folder / "pipe.liaison"


def _foreign(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "other.db")) as connection:
        connection.execute("CREATE TABLE t (x)")
    return folder / "other.db"


def _write_ahead(folder: Path) -> Path:
    return made(folder / "wal.liaison", "PRAGMA journal_mode=WAL")


def _odd_page_size(folder: Path) -> Path:
    content = bytearray(made(folder / "odd.liaison").read_bytes())
    content[16:18] = (1000).to_bytes(2, "big")
    return _file(folder, bytes(content))


def _cut_short(folder: Path) -> Path:
    return _file(folder, made(folder / "whole.liaison").read_bytes()[:-5000])


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_missing, "does not exist"),
        (_folder, "is a folder"),
        (lambda folder: _file(folder, b"") / "below", "can't be read"),
        (lambda _: Path("a\0b"), "can't be read"),
        (lambda folder: _file(folder, b""), "is empty"),
        (lambda folder: _file(folder, b"date,title\n2004,a\n" * 20), "is no timeline"),
        (lambda folder: _file(folder, b"SQLite format 3\0"), "is no timeline"),
        (_pipe, "device or a pipe"),
        (_foreign, "database of another program"),
        (_write_ahead, "write-ahead mode"),
        (_odd_page_size, "damaged in its first bytes"),
        (_cut_short, "cut short"),
    ],
)
def test_refusals_name_the_file_and_the_reason(tmp_path: Path, make, reason: str) -> None:
    path: Path = make(tmp_path)
    before = digest(path) if path.is_file() else ""
    with pytest.raises(CannotOpen) as caught:
        opening.read_header(path)
    sentence = str(caught.value)
    assert reason in sentence
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert "nothing was changed" in sentence
    assert (digest(path) if path.is_file() else "") == before


def test_no_permission_is_said() -> None:
    with ordinary_user() as folder:
        path = made(folder / "secret.liaison")
        path.chmod(0)
        with pytest.raises(CannotOpen, match="no permission"):
            opening.read_header(path)
        path.chmod(0o444)
        opening.read_header(path)
        with pytest.raises(CannotWrite, match="may only be read"):
            opening.connect(path, write=True)
        with closing(opening.connect(path, write=False)) as connection:
            opening.check(connection, path, thorough=True)


def test_reading_the_header_keeps_the_locks_of_an_open_timeline(document: Path) -> None:
    with closing(opening.connect(document, write=True)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        assert opening.is_held(document)
        header = opening.read_header(document)
        assert header.user_version == schema.SCHEMA_VERSION
        second = subprocess.run(
            [sys.executable, "-c", SECOND_PROCESS, str(document)], capture_output=True, text=True, check=False
        )
        assert "database is locked" in second.stderr
        connection.execute("ROLLBACK")
    assert not opening.is_held(document)


# --- connecting ---


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PurePosixPath("/a b/c?d#e%f&g.liaison"), "file:///a%20b/c%3Fd%23e%25f%26g.liaison?mode=ro"),
        (PurePosixPath("/党/大会.liaison"), "file:///%E5%85%9A/%E5%A4%A7%E4%BC%9A.liaison?mode=ro"),
        (PureWindowsPath("C:\\Users\\x y\\t#.liaison"), "file:///C:/Users/x%20y/t%23.liaison?mode=ro"),
        (PureWindowsPath("\\\\server\\share\\t.liaison"), "file:////server/share/t.liaison?mode=ro"),
    ],
)
def test_addresses(path: PurePosixPath | PureWindowsPath, expected: str) -> None:
    assert opening.uri(path, mode="ro") == expected


@pytest.mark.parametrize(
    "name", ["a?b.liaison", "a#b%41.liaison", "x y&mode=ro.liaison", "中日執政党.liaison", "\udcff.liaison"]
)
def test_any_file_name_opens(tmp_path: Path, name: str) -> None:
    path = made(tmp_path / name)
    for write in (False, True):
        with closing(opening.connect(path, write=write)) as connection:
            opening.check(connection, path, thorough=True)
    assert [each.name for each in tmp_path.glob("*.liaison*")] == [name]


def test_connecting_never_makes_a_file(tmp_path: Path) -> None:
    for write in (False, True):
        with pytest.raises(CannotOpen, match="does not exist"):
            opening.connect(tmp_path / "new.liaison", write=write)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, b"x" * 5000)
    for write in (False, True):
        with pytest.raises(CannotOpen, match="is no SQLite database"):
            opening.connect(path, write=write)
    assert not opening.is_held(path)


def test_a_write_ahead_file_is_not_opened_for_writing(tmp_path: Path) -> None:
    path = _write_ahead(tmp_path)
    with pytest.raises(CannotOpen, match="write-ahead mode"):
        opening.connect(path, write=True)
    assert path.read_bytes()[18:20] == b"\x02\x02"


def test_guards_are_up(document: Path) -> None:
    with closing(opening.connect(document, write=True)) as connection:
        settings = (
            "trusted_schema",
            "cell_size_check",
            "mmap_size",
            "foreign_keys",
            "recursive_triggers",
            "synchronous",
        )
        values = [connection.execute(f"PRAGMA {name}").fetchone() for name in settings]
        assert [value[0] for value in values if value] == [0, 1, 0, 1, 0, 3]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
        with pytest.raises(sqlite3.OperationalError, match="attached"):
            connection.execute("ATTACH ':memory:' AS other")
        with pytest.raises(sqlite3.DataError):
            connection.execute("SELECT ?", (bytes(opening.LARGEST_VALUE + 1),))
    with (
        closing(opening.connect(document, write=False)) as connection,
        pytest.raises(sqlite3.OperationalError),
    ):
        connection.execute("DELETE FROM country")


def test_limits_leave_room_for_what_a_timeline_does(document: Path) -> None:
    depth = 90
    with closing(opening.connect(document, write=True)) as connection:
        connection.execute("INSERT INTO event_text (rowid, title) VALUES (1, 'talks in beijing')")
        found = connection.execute("SELECT rowid FROM event_text WHERE event_text MATCH 'beij*'").fetchall()
        assert found == [(1,)]
        connection.execute(
            "CREATE TEMP TABLE tree (id INTEGER PRIMARY KEY, up REFERENCES tree(id) ON DELETE CASCADE)"
        )
        connection.executemany(
            "INSERT INTO tree VALUES (?, ?)", [(i, i - 1 or None) for i in range(1, depth + 1)]
        )
        connection.execute("DELETE FROM tree WHERE id = 1")
        assert connection.execute("SELECT count(*) FROM tree").fetchone() == (0,)
        with closing(sqlite3.connect(":memory:")) as copy:
            connection.backup(copy)


def test_edits_leave_no_journal_behind(document: Path) -> None:
    with closing(opening.connect(document, write=True)) as connection:
        connection.execute("INSERT INTO country (id, name) VALUES (1, 'Japan')")
    assert list(document.parent.glob("talks*")) == [document]


def test_closing_amid_a_transaction_takes_it_back(document: Path) -> None:
    connection = opening.connect(document, write=True)
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN IMMEDIATE")
    rows = [(number, "x" * 500) for number in range(2000)]
    connection.executemany("INSERT INTO country (id, name) VALUES (?, ?)", rows)
    connection.close()
    with closing(opening.connect(document, write=False)) as reader:
        opening.check(reader, document, thorough=True)
        assert reader.execute("SELECT count(*) FROM country").fetchone() == (0,)


# --- looking changes nothing ---


@pytest.mark.parametrize("write", [False, True])
def test_looking_leaves_the_file_byte_identical(document: Path, write: bool) -> None:
    before, time = digest(document), document.stat().st_mtime_ns
    look(document, write=write)
    assert (digest(document), document.stat().st_mtime_ns) == (before, time)
    assert list(document.parent.glob("talks*")) == [document]


def test_looking_works_in_a_folder_that_may_only_be_read() -> None:
    with ordinary_user() as folder:
        path = made(folder / "talks.liaison")
        path.chmod(0o444)
        folder.chmod(0o555)
        with pytest.raises(PermissionError):
            (folder / "probe").touch()
        before = digest(path)
        look(path, write=False)
        assert digest(path) == before
        assert list(folder.iterdir()) == [path]


# --- after a crash ---

CRASH = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=TRUNCATE")
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
rows = [(number, "x" * 500) for number in range(2000)]
connection.executemany("INSERT INTO country (id, name) VALUES (?, ?)", rows)
os._exit(9)
"""


def test_an_edit_broken_off_by_a_crash_is_rolled_back(document: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASH, str(document)], check=False)
    assert opening.read_header(document).unfinished
    assert opening.needs_thorough_check(document)
    with pytest.raises(CannotOpen, match="not closed cleanly"):
        opening.connect(document, write=False)
    opening.recover(document)
    assert not opening.read_header(document).unfinished
    with closing(opening.connect(document, write=False)) as connection:
        opening.check(connection, document, thorough=True)
        assert connection.execute("SELECT count(*) FROM country").fetchone() == (0,)


# --- files known from before ---


def test_a_file_closed_cleanly_is_trusted_until_it_changes(document: Path) -> None:
    assert opening.needs_thorough_check(document)
    with closing(opening.connect(document, write=False)):
        assert opening.needs_thorough_check(document)
        opening.remember_clean_close(document)  # still open: not noted
    assert opening.needs_thorough_check(document)
    opening.remember_clean_close(document)
    assert not opening.needs_thorough_check(document)
    with closing(opening.connect(document, write=False)):
        assert not opening.needs_thorough_check(document)
    with closing(sqlite3.connect(document, isolation_level=None)) as connection:
        connection.execute("INSERT INTO country (id, name) VALUES (1, 'Japan')")
    assert opening.needs_thorough_check(document)


def test_the_same_file_elsewhere_is_not_known(document: Path) -> None:
    opening.remember_clean_close(document)
    moved = document.rename(document.with_name("moved.liaison"))
    assert opening.needs_thorough_check(moved)


@pytest.mark.parametrize("content", ["", "nonsense", "[]", '{"a": 5}', '{"a": ["x"]}'])
def test_a_spoilt_note_only_costs_a_check(document: Path, home: Path, content: str) -> None:
    opening.remember_clean_close(document)
    (home / "state" / "known.json").write_text(content)
    assert opening.needs_thorough_check(document)
    opening.remember_clean_close(document)
    assert not opening.needs_thorough_check(document)
