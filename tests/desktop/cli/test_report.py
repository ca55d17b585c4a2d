"""`liaison report` writes what the window writes; what can't be used is one sentence and exit status 3."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def sample(tmp_path: Path, capsys: Capture) -> Path:
    path = tmp_path / "s.liaison"
    assert run(["new", str(path), "--sample"]) == 0
    capsys.readouterr()
    return path


def test_a_report_of_a_filter(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "r.html"
    assert (
        run(["report", str(sample), str(out), "--filter", "type:meeting country:JP", "--style", "apa"]) == 0
    )
    told = capsys.readouterr().out
    text = out.read_text(encoding="utf-8")
    assert told.startswith("Filter: type:meeting country:JP. ")
    assert "<h1>s</h1>" in text
    count = text.count("<article ")
    assert 0 < count < 94
    assert f"{count} events" in told
    assert "APA, reference list." in text


def test_the_ending_says_what_is_written(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.DOCX"
    assert run(["report", str(sample), str(out), "--title", "Talks", "--filter", "-status:held"]) == 0
    assert out.read_bytes().startswith(b"PK")


def test_the_same_bytes_each_time(sample: Path, tmp_path: Path) -> None:
    for ending in ("html", "docx"):
        first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
        for out in (first, second):
            assert run(["report", str(sample), str(out)]) == 0
        assert first.read_bytes() == second.read_bytes()


def test_refusals(sample: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(["report", str(sample), str(tmp_path / "r.txt")]) == 3
    assert "use .html or .docx" in capsys.readouterr().err
    assert run(["report", str(sample), str(tmp_path / "no" / "r.html")]) == 3
    assert "can't be written" in capsys.readouterr().err
    assert run(["report", str(sample), str(tmp_path / "r.html"), "--filter", "party:Nobody At All"]) == 3
    assert run(["report", str(sample), str(tmp_path / "r.html"), "--style", "mla"]) == 2
    assert not (tmp_path / "r.html").exists()


def test_the_styles_offered_are_those_there_are() -> None:
    from db.sourcing.citations import STYLES
    from desktop.cli import report

    assert tuple(STYLES) == report.STYLES


def test_no_qt() -> None:
    code = "import sys, desktop.cli.report, db.exports.report_writing; print('PySide6' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
