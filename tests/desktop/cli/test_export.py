"""`liaison export`: format by ending or key, what it can't hold on stderr, the same rows as `liaison query`."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from db import sample
from db.exports import EXPORTS
from db.timeline import Timeline
from desktop.cli import run


@pytest.fixture
def file(new_timeline: Callable[..., Timeline]) -> Path:
    timeline = new_timeline("s.liaison", fill=sample.build)
    timeline.close()
    return timeline.path


@pytest.mark.parametrize("export", EXPORTS, ids=lambda each: each.key)
def test_every_format(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], export: object) -> None:
    key, ending = export.key, export.ending  # type: ignore[attr-defined]
    out = tmp_path / f"out{ending}"
    assert run(["export", str(file), str(out), "--filter", "type:session", "--format", key]) == 0
    said = capsys.readouterr()
    assert out.stat().st_size > 0
    assert said.out.startswith(f"{out}: ")
    assert "Not in it:" in said.err


def test_the_rows_are_those_of_query(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("csv", "json"):
        out = tmp_path / f"out.{option.upper()}"
        assert run(["export", str(file), str(out), "--filter", "-type:letter", "--no-guard"]) == 0
        capsys.readouterr()
        assert run(["query", str(file), "-type:letter", f"--{option}"]) == 0
        assert capsys.readouterr().out == out.read_bytes().decode()


def test_options_and_the_report(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    words = ["export", str(file), str(out), "--bom", "--json", "--filter", "2010..2012"]
    assert run(words) == 0
    said = capsys.readouterr()
    told = json.loads(said.out)
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert (told["format"], told["records"], told["of"]) == ("csv", len(rows), "events")
    assert told["codebook"] == 1
    assert told["filter"] == "2010..2012"
    assert told["left_out"]
    assert said.err == ""


def test_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--list-formats"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [each.key for each in EXPORTS]


@pytest.mark.parametrize(
    ("out", "more", "said"),
    [
        ("a.doc", [], "no ending that says what to write"),
        ("a.csv", ["--format", "word"], "is no format; use csv"),
        ("s.liaison", ["--format", "csv"], "is a timeline"),
        ("s.liaison", ["--format", "replication"], "is a timeline"),
        ("no/a.csv", [], "can't be written"),
        ("a.csv", ["--filter", "type:nothing"], "nothing"),
    ],
)
def test_what_cannot_be_done_is_said(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str, more: list[str], said: str
) -> None:
    before = file.read_bytes()
    assert run(["export", str(file), str(tmp_path / out), *more]) == 3
    assert said in capsys.readouterr().err
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["s.liaison"]


def test_a_file_and_a_place_are_needed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(file)]) == 2
    assert "needed" in capsys.readouterr().err
