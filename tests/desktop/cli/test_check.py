"""`liaison check` and its repair: what is told, the exit status, and that the file is never changed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import sample
from db.timeline import Timeline
from desktop.cli import run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "s.liaison"
    Timeline.create(path, sample.build).close()
    return path


def spoil(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "UPDATE event SET start_lo = start_lo + 1 WHERE id = (SELECT min(id) FROM event WHERE start_lo > 0)"
        )


def test_a_sound_file_is_said_to_be(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(file)]) == 0
    assert "nothing is wrong" in capsys.readouterr().out


def test_faults_are_named_as_json_and_mended_in_a_new_file(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(file)
    before = file.read_bytes()
    assert run(["check", str(file), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["sound"]
    assert [each["kind"] for each in told["faults"]] == ["dates", "columns"]
    assert told["faults"][0]["table"] == "event"
    out = tmp_path / "mended.liaison"
    assert run(["check", str(file), "--repair", str(out)]) == 1
    assert "worked out anew" in capsys.readouterr().out
    assert run(["check", str(out)]) == 0
    assert file.read_bytes() == before


def test_what_is_no_timeline_can_not_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.liaison"
    path.write_text("no timeline")
    assert run(["check", str(path)]) == 3
    assert capsys.readouterr().err.startswith("liaison: ")
