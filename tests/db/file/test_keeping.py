"""Backups of one sitting: an edit waits for the copy, not for its check."""

import threading
from contextlib import closing
from pathlib import Path

import pytest

from db import backup, events
from db.file import opening
from db.file.keeping import Keeper


def test_the_copy_holds_the_file_as_it_was_before_the_edit(timeline):
    with timeline.edit("One") as session:
        events.create(session, "before")
    timeline.close()
    (info,) = [one for one in backup.listing(timeline.path) if one.reason == "before-editing"]
    with closing(opening.connect(info.path, write=False)) as raw:
        assert raw.execute("SELECT count(*) FROM event").fetchone() == (0,)


def test_the_check_runs_while_editing_goes_on_and_closing_waits_for_it(timeline):
    keeper = Keeper(timeline.path)
    keeper.prepare()
    running = [thread for thread in threading.enumerate() if thread.name == "backup"]
    with timeline.edit("Two") as session:
        events.create(session, "meanwhile")
    keeper.wait()
    assert all(not thread.is_alive() for thread in running)
    assert keeper.problem == ""
    assert any(info.reason == "before-editing" for info in backup.listing(timeline.path))


def test_nothing_is_begun_after_the_stop(timeline):
    keeper = Keeper(timeline.path)
    keeper.stop()
    keeper.prepare()
    keeper.wait()
    assert backup.listing(timeline.path) == []


def test_a_folder_that_cannot_be_written_is_a_problem_and_no_draft_stays(timeline, tmp_path, monkeypatch):
    nowhere = tmp_path / "a file"
    nowhere.write_text("no folder")
    monkeypatch.setattr(backup.places, "backup_dir", lambda: nowhere)
    keeper = Keeper(timeline.path)
    keeper.prepare()
    keeper.wait()
    assert "no copy was made" in keeper.problem.lower()


@pytest.mark.parametrize("damaged", [True, False])
def test_an_unsound_draft_is_thrown_away(timeline, damaged):
    draft = backup.begin(None, timeline.path)
    if damaged:
        size = draft.path.stat().st_size
        with draft.path.open("r+b") as file:
            file.seek(size // 2)
            file.write(b"\xff" * 8192)
        with pytest.raises(backup.BackupFailed):
            draft.keep("test")
        assert backup.listing(timeline.path) == []
    else:
        assert draft.keep("test").exists()
    assert not draft.path.exists()


def test_a_check_that_breaks_off_by_a_bug_is_said_too(timeline, monkeypatch):
    seen = []
    monkeypatch.setattr(threading, "excepthook", seen.append)
    keeper = Keeper(Path("no\0name.liaison"))  # no file system takes such a name
    with closing(opening.connect(timeline.path, write=False)) as raw:
        keeper.before_edit(raw)
    keeper.wait()
    assert [each.exc_type for each in seen] == [ValueError]
    assert "could not be checked" in keeper.problem
    assert list(backup.places.backup_dir().iterdir()) == []


def test_where_no_thread_is_to_be_had_the_copy_is_checked_at_once(timeline, monkeypatch):
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    keeper = Keeper(timeline.path)
    keeper.prepare()
    assert [info.reason for info in backup.listing(timeline.path)] == ["before-editing"]
    keeper.wait()
    assert keeper.problem == ""
