"""Backups: checked before they count, thinned out as they age, never at the expense of the good ones."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import raw_files
from hypothesis import given
from hypothesis import strategies as st

from db import backup
from db.errors import CannotOpen
from db.file import opening, retention

NOW = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)  # a Wednesday
INSERT = "INSERT INTO country (id, name) VALUES (?, ?)"

WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
connection.execute("INSERT INTO country (id, name) VALUES (100, 'half done')")
print("writing", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return made(tmp_path / "talks.liaison")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def made(path: Path, journal: str = "DELETE") -> Path:
    """Write a timeline with one country."""
    insert = "INSERT INTO country (id, name) VALUES (1, '日本')"
    return raw_files.made(path, f"PRAGMA journal_mode={journal}", insert)


def countries(path: Path) -> list[str]:
    with closing(opening.connect(path, write=False)) as connection:
        opening.check(connection, path, thorough=True)
        return [name for (name,) in connection.execute("SELECT name FROM country ORDER BY id")]


def spoil(path: Path) -> None:
    """Damage the last pages, which hold an index."""
    content = bytearray(path.read_bytes())
    content[8192:] = b"\x07" * len(content[8192:])
    path.write_bytes(content)


@contextmanager
def writing_elsewhere(document: Path, begin: str) -> Iterator[None]:
    """Hold a half-done transaction on the timeline in another process."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(document), begin],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield
        process.communicate("end\n")


# --- making ---


def test_a_backup_holds_what_was_committed(document: Path, folder: Path) -> None:
    before = document.read_bytes()
    path = backup.make(None, document, "Before import", folder=folder, now=NOW)
    assert path.parent == folder
    assert path.name.startswith("talks-")
    assert path.name.endswith("-20260318T120000Z-before-import.liaison")
    assert countries(path) == ["日本"]
    assert document.read_bytes() == before
    assert list(folder.iterdir()) == [path]


def test_from_the_connection_that_edits(document: Path, home: Path) -> None:
    with closing(opening.connect(document, write=True)) as connection:
        connection.execute(INSERT, (2, "Deutschland"))
        path = backup.make(connection, document, "close")
        assert countries(path) == ["日本", "Deutschland"]
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(ValueError, match="inside a transaction"):
            backup.make(connection, document, "close")
    assert path.is_relative_to(home)
    assert backup.listing(document) == backup.listing()


def test_two_in_one_second_are_both_kept_in_order(document: Path, folder: Path) -> None:
    paths = [backup.make(None, document, "edit", folder=folder, now=NOW) for _ in range(3)]
    found = backup.listing(document, folder=folder)
    assert [info.path for info in found] == paths[::-1]
    assert {(info.document, info.made, info.reason) for info in found} == {("talks", NOW, "edit")}
    assert [info.size for info in found] == [path.stat().st_size for path in paths[::-1]]


@pytest.mark.parametrize(
    "name", ["中日執政党交流" * 11 + ".liaison", "a-b~2-20260101T000000Z.liaison", "\udcff.liaison"]
)
def test_any_name(tmp_path: Path, folder: Path, name: str) -> None:
    document = made(tmp_path / name)
    path = backup.make(None, document, "", folder=folder, now=NOW)
    (info,) = backup.listing(document, folder=folder)
    assert (info.path, info.made, info.reason) == (path, NOW, "backup")


def test_timelines_of_one_name_stay_apart(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "other").mkdir()
    first, second = made(tmp_path / "talks.liaison"), made(tmp_path / "other" / "talks.liaison")
    one = backup.make(None, first, "edit", folder=folder, now=NOW)
    two = backup.make(None, second, "edit", folder=folder, now=NOW)
    assert [info.path for info in backup.listing(first, folder=folder)] == [one]
    assert {info.path for info in backup.listing(folder=folder)} == {one, two}


def test_what_is_no_backup_is_not_listed(document: Path, folder: Path) -> None:
    for name in ("notes.txt", "talks.liaison", "talks-00000000-20269918T120000Z-edit.liaison"):
        (folder / name).touch()
    assert backup.listing(folder=folder) == []


def test_a_damaged_timeline_gives_no_backup_and_costs_none(document: Path, folder: Path) -> None:
    good = backup.make(None, document, "edit", folder=folder, now=NOW)
    spoil(document)
    with pytest.raises(backup.BackupFailed, match="damaged") as caught:
        backup.make(None, document, "edit", folder=folder, now=NOW + timedelta(hours=1))
    assert str(document) in str(caught.value)
    assert list(folder.iterdir()) == [good]


def test_a_folder_that_is_gone_is_named(document: Path, tmp_path: Path) -> None:
    with pytest.raises(backup.BackupFailed, match="no copy was made") as caught:
        backup.make(None, document, "edit", folder=tmp_path / "nowhere", now=NOW)
    assert str(tmp_path / "nowhere") in str(caught.value)


# --- copying while others work ---


def test_copy_of_a_timeline_that_another_process_is_writing(document: Path, tmp_path: Path) -> None:
    with writing_elsewhere(document, "BEGIN IMMEDIATE"):
        copy = backup.copy_to(document, tmp_path / "copy.liaison")
    assert countries(copy) == ["日本"]


def test_a_timeline_that_stays_locked(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PATIENCE", 0.0)
    with closing(opening.connect(document, write=False)) as source:
        source.execute("PRAGMA busy_timeout=0")
        with (
            writing_elsewhere(document, "BEGIN EXCLUSIVE"),
            pytest.raises(backup.BackupFailed, match="being written by another program"),
        ):
            backup.make(source, document, "edit", folder=tmp_path)
        assert list(tmp_path.glob("talks-*")) == []
        backup.make(source, document, "edit", folder=tmp_path)


def test_copy_of_a_write_ahead_file_is_whole_and_ordinary(tmp_path: Path) -> None:
    document = made(tmp_path / "wal.liaison", journal="WAL")
    with closing(sqlite3.connect(document, isolation_level=None)) as connection:
        connection.execute(INSERT, (2, "in the log only"))
        copy = backup.copy_to(document, tmp_path / "copy.liaison")
    assert not opening.read_header(copy).wal
    assert countries(copy) == ["日本", "in the log only"]


def test_copy_into_a_folder_takes_the_name(document: Path, folder: Path) -> None:
    assert backup.copy_to(document, folder) == folder / "talks.liaison"


def test_copy_replaces_nothing(document: Path, tmp_path: Path) -> None:
    (tmp_path / "there.liaison").write_text("precious")
    for out in (tmp_path / "there.liaison", tmp_path, document):
        with pytest.raises(backup.BackupFailed, match="exists already"):
            backup.copy_to(document, out)
    assert (tmp_path / "there.liaison").read_text() == "precious"


def test_copy_of_what_is_no_timeline(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("date,title\n")
    with pytest.raises(CannotOpen, match="no timeline"):
        backup.copy_to(tmp_path / "table.csv", tmp_path / "copy.liaison")
    assert not (tmp_path / "copy.liaison").exists()


# --- thinning out ---


def test_pruning_keeps_what_the_rule_says(document: Path, folder: Path) -> None:
    first = backup.make(None, document, "edit", folder=folder, now=NOW - timedelta(days=60))
    for hours in range(4, 24 * 60, 4):
        made_then = f"{NOW - timedelta(hours=hours):%Y%m%dT%H%M%SZ}"
        shutil.copy(first, folder / first.name.replace("20260117T120000Z", made_then))
    found = backup.listing(document, folder=folder)
    removed = backup.prune(document, folder=folder, now=NOW)
    left = backup.listing(document, folder=folder)
    assert len(removed) + len(left) == len(found) == 6 * 60
    assert 11 + 7 + 4 + 1 <= len(left) <= 11 + 7 + 4 + 2
    assert backup.prune(document, folder=folder, now=NOW) == []


def test_nothing_is_pruned_while_the_newest_is_damaged(document: Path, folder: Path) -> None:
    ages = [timedelta(days=30, minutes=minute) for minute in range(10)]
    for age in ages:
        backup.make(None, document, "edit", folder=folder, now=NOW - age)
    newest = backup.listing(document, folder=folder)[0].path
    whole = newest.read_bytes()
    spoil(newest)
    assert backup.prune(document, folder=folder, now=NOW) == []
    newest.write_bytes(whole)
    assert len(backup.prune(document, folder=folder, now=NOW)) == 7


def test_pruning_leaves_other_timelines_alone_and_old_drafts_not(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "other").mkdir()
    first, second = made(tmp_path / "talks.liaison"), made(tmp_path / "other" / "talks.liaison")
    for document in (first, second):
        for minute in range(6):
            backup.make(None, document, "edit", folder=folder, now=NOW - timedelta(days=9, minutes=minute))
    for name, days in (("old", 2), ("fresh", 0)):
        draft = folder / f".{name}.tmp"
        draft.touch()
        os.utime(draft, ((NOW - timedelta(days=days)).timestamp(),) * 2)
    assert len(backup.prune(first, folder=folder, now=NOW)) == 3
    assert len(backup.listing(second, folder=folder)) == 6
    assert [draft.name for draft in folder.glob(".*")] == [".fresh.tmp"]


def test_nothing_to_prune(document: Path, folder: Path) -> None:
    assert backup.prune(document, folder=folder) == []


DAY = timedelta(days=1)
MUCH = 10**12


@pytest.mark.parametrize(
    ("ages", "limit", "kept"),
    [
        ([], MUCH, []),
        ([timedelta(0)], 0, [0]),
        # all of two days, to the second
        ([timedelta(hours=h) for h in range(0, 48, 4)], MUCH, list(range(12))),
        # never fewer than three, however old and large
        ([90 * DAY, 91 * DAY, 92 * DAY], 0, [0, 1, 2]),
        # of a day two days back, the last one; the two before belong to the newest three
        ([DAY, 3 * DAY, 3.1 * DAY, 3.2 * DAY, 3.3 * DAY], MUCH, [0, 1, 2]),
        # a date in the future counts as new
        ([-5 * DAY, DAY, 9 * DAY, 9.1 * DAY], MUCH, [0, 1, 2]),
        # one a day for six weeks: 2 whole days, 7 days, then weeks ending on Sundays, then the month before
        ([(n + 0.01) * DAY for n in range(42)], MUCH, [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 17, 24, 31]),
        # the oldest go first until the rest fits
        ([(n + 0.01) * DAY for n in range(9)], 500, [0, 1, 2, 3, 4]),
    ],
)
def test_what_is_kept(ages: list[timedelta], limit: int, kept: list[int]) -> None:
    assert sorted(retention.to_keep([(NOW - age, 100) for age in ages], NOW, limit)) == kept


BACKUPS = st.lists(
    st.tuples(
        st.integers(-100_000, 1_000_000).map(lambda minutes: NOW - timedelta(minutes=minutes)),
        st.integers(0, 1000),
    ),
    max_size=60,
)


@given(BACKUPS, st.integers(0, 20_000))
def test_rules_hold_for_any_backups(backups: list[tuple[datetime, int]], limit: int) -> None:
    kept = retention.to_keep(backups, NOW, limit)
    times = [made for made, _ in backups]
    newest = sorted(times, reverse=True)[:3]
    assert kept <= set(range(len(backups)))
    assert len(kept) >= min(3, len(backups))
    assert sorted((times[place] for place in kept), reverse=True)[:3] == newest
    assert sum(backups[place][1] for place in kept) <= max(limit, sum(sorted(b[1] for b in backups)[-3:]))
    old = [place for place in kept if NOW - times[place] >= 2 * DAY]
    assert len(old) <= 7 + 4 + 12 + 3
    left = [backups[place] for place in sorted(kept)]
    assert retention.to_keep(left, NOW, limit) == set(range(len(left)))  # a second time takes nothing


@given(BACKUPS)
def test_two_days_are_whole_where_there_is_room(backups: list[tuple[datetime, int]]) -> None:
    kept = retention.to_keep(backups, NOW, MUCH)
    assert {place for place, (made, _) in enumerate(backups) if NOW - made < 2 * DAY} <= kept


def test_a_year_and_more_of_daily_use_stays_within_reach() -> None:
    kept: list[tuple[datetime, int]] = []
    for day in range(500):
        now = NOW + timedelta(days=day)
        kept += [(now - timedelta(hours=hour), 1) for hour in (6, 3, 0)]
        left = retention.to_keep(kept, now, MUCH)
        kept = [backup for place, backup in enumerate(kept) if place in left]
    ages = sorted(now - made for made, _ in kept)
    assert len(ages) <= 2 * 3 + 3 + 7 + 4 + 12
    assert timedelta(days=330) < ages[-1] < timedelta(days=430)
    # The last of a month may go when a week that spans its end still holds a later one.
    assert max(later - earlier for earlier, later in pairwise(ages)) <= timedelta(days=31 + 7)
