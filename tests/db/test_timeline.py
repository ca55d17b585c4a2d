"""An open timeline: creating, reading beside edits, and refusing to write what it should not."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from db import backup, history
from db.errors import CannotOpen, CannotWrite, Interrupted
from db.file import opening, owner
from db.file.identity import ChangedUnderneath
from db.ids import IDS
from db.models import Event
from db.timeline import Timeline


def add(session: Session, title: str = "An event") -> None:
    session.execute(insert(Event), [{"id": IDS.next(), "title": title}])


def titles(timeline: Timeline) -> list[str]:
    with timeline.reading() as connection:
        return [row[0] for row in connection.execute("SELECT title FROM event ORDER BY id")]


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_create_never_touches_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "t.liaison"
    path.write_bytes(b"mine")
    with pytest.raises(CannotOpen, match="exists already"):
        Timeline.create(path)
    assert path.read_bytes() == b"mine"
    assert names_in(tmp_path) == ["t.liaison"]


def test_create_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fill(session: Session) -> None:
        add(session)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Timeline.create(tmp_path / "t.liaison", fill)
    assert names_in(tmp_path) == []


def test_what_create_filled_in_is_not_undone(new_timeline: Callable[..., Timeline]) -> None:
    timeline = new_timeline(fill=add)
    assert titles(timeline) == ["An event"]
    assert timeline.steps() == (None, None)
    with timeline.reading() as connection:
        assert history.revision(connection) == 0


def test_looking_leaves_the_file_as_it_was(new_timeline: Callable[..., Timeline]) -> None:
    timeline = new_timeline(fill=add)
    timeline.close()
    before = timeline.path.read_bytes(), timeline.path.stat().st_mtime_ns
    with Timeline.open(timeline.path) as again:
        assert titles(again) == ["An event"]
        with again.read() as session:
            assert session.execute(text("SELECT count(*) FROM event")).scalar_one() == 1
    assert (timeline.path.read_bytes(), timeline.path.stat().st_mtime_ns) == before
    assert names_in(timeline.path.parent) == ["t.liaison"]


def test_one_writer_any_readers(timeline: Timeline) -> None:
    with pytest.raises(owner.InUse):
        Timeline.open(timeline.path)
    with Timeline.open(timeline.path, write=False) as reader:
        with timeline.edit("Add") as session:
            add(session)
        assert titles(reader) == ["An event"]
        with pytest.raises(CannotWrite, match="for reading"), reader.edit("Add"):
            pass


def test_nothing_is_written_once_the_file_was_replaced(timeline: Timeline, tmp_path: Path) -> None:
    with timeline.edit("Add") as session:
        add(session)
    other = tmp_path / "other.liaison"
    Timeline.create(other).close()
    kept = other.read_bytes()
    other.replace(timeline.path)
    with pytest.raises(ChangedUnderneath), timeline.edit("Add") as session:
        add(session)
    assert timeline.path.read_bytes() == kept


def test_an_edit_interrupts_a_long_read(timeline: Timeline) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    begun, outcome = threading.Event(), []

    def read() -> None:
        try:
            with timeline.reading() as connection:
                begun.set()
                connection.execute(endless).fetchone()
        except Interrupted as error:
            outcome.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    assert begun.wait(10)
    with timeline.edit("Add") as session:
        add(session)
    thread.join(10)
    assert not thread.is_alive()
    assert len(outcome) == 1
    assert titles(timeline) == ["An event"]


def test_edits_from_several_threads_follow_one_another(timeline: Timeline) -> None:
    def edit() -> None:
        for _ in range(10):
            with timeline.edit("Add") as session:
                add(session)
            titles_or_again(timeline)

    threads = [threading.Thread(target=edit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(titles(timeline)) == 40


def titles_or_again(timeline: Timeline) -> list[str]:
    while True:
        try:
            return titles(timeline)
        except Interrupted:
            continue


def test_an_edit_inside_a_read_is_a_bug(timeline: Timeline) -> None:
    with timeline.reading(), pytest.raises(RuntimeError, match="inside a read"), timeline.edit("Add"):
        pass
    with timeline.edit("Add") as session:
        add(session)
    assert titles(timeline) == ["An event"]


def test_backups_before_the_first_edit_and_at_the_close(timeline: Timeline) -> None:
    assert backup.listing(timeline.path) == []
    for _ in range(3):
        with timeline.edit("Add") as session:
            add(session)
    timeline.close()
    assert sorted(info.reason for info in backup.listing(timeline.path)) == ["before-editing", "close"]


def test_the_next_sitting_needs_no_backup_of_what_the_last_one_kept(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        add(session)
    timeline.close()
    kept = {info.path for info in backup.listing(timeline.path)}
    with Timeline.open(timeline.path) as again:
        again.prepare()
        with again.edit("Add") as session:
            add(session)
        assert {info.path for info in backup.listing(timeline.path)} == kept
    assert len(backup.listing(timeline.path)) == len(kept) + 1


def test_a_file_changed_elsewhere_is_backed_up_ahead_of_the_first_edit(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        add(session)
    timeline.close()
    with sqlite3.connect(timeline.path) as raw:
        raw.execute("UPDATE event SET title = 'Changed elsewhere'")
    raw.close()
    kept = len(backup.listing(timeline.path))
    with Timeline.open(timeline.path) as again:
        again.prepare()
        with again.edit("Add") as session:
            add(session)
    reasons = [info.reason for info in backup.listing(timeline.path)]
    assert len(reasons) == kept + 2
    assert reasons.count("before-editing") == 2  # one in each sitting, ahead of the edit, and none with it


def test_a_full_disk_is_a_sentence_and_nothing_is_lost(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        add(session)
    pages = timeline._writer.raw.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[union-attr]
    timeline._writer.raw.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[union-attr]
    with pytest.raises(CannotWrite, match="full"), timeline.edit("Add") as session:
        add(session, "x" * 100_000)
    timeline._writer.raw.execute("PRAGMA max_page_count=1000000")  # type: ignore[union-attr]
    assert titles(timeline) == ["An event"]
    with timeline.edit("Add") as session:
        add(session, "Another")
    assert titles(timeline) == ["An event", "Another"]


def test_a_newer_file_opens_for_reading(new_timeline: Callable[..., Timeline]) -> None:
    timeline = new_timeline(fill=add)
    timeline.close()
    with sqlite3.connect(timeline.path) as raw:
        raw.execute("PRAGMA user_version=2")
    raw.close()
    with Timeline.open(timeline.path) as newer:
        assert titles(newer) == ["An event"]
        assert "newer version" in newer.read_only


def test_a_closed_timeline_takes_no_edit_and_no_upkeep(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        add(session)
    timeline.close()
    with pytest.raises(CannotWrite, match="is closed"), timeline.edit("Add") as session:
        add(session)
    with pytest.raises(CannotWrite, match="is closed"):
        timeline.maintain(lambda _: None)
    assert not opening.is_held(timeline.path)


def test_a_read_that_outlives_the_timeline_lets_go_of_the_file(timeline: Timeline) -> None:
    with timeline.reading():
        timeline.close()
        assert opening.is_held(timeline.path)
    assert not opening.is_held(timeline.path)


def test_whatever_goes_wrong_at_the_close_the_file_is_let_go(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        add(session)
    path, timeline.path = timeline.path, Path("no\0name.liaison")  # no file system takes such a name
    with pytest.raises(ValueError, match="null"):
        timeline.close()
    assert not opening.is_held(path)
    with Timeline.open(path) as again:
        assert again.read_only == ""
