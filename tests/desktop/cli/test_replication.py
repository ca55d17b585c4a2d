"""A package unpacked by somebody else: its script imports it, draws all figures again and finds them the same."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from db import sample, saved_charts
from db.codebook import codebook
from db.plots.spec import ChartSpec
from db.timeline import Timeline
from desktop import cli, replicating
from desktop.cli.replicating import import_package

ROOT = Path(cli.__file__).parents[2]
CHARTS = {
    "Events a year 每年": ChartSpec(draws=True, seed=7),
    "-Silences": ChartSpec.usual("gaps"),
    'Who\'s "who"': ChartSpec(
        chart="who", unit="meeting", most=8, of="actor", filter="party:LDP", size="column"
    ),
}


@pytest.fixture
def package(new_timeline: Callable[..., Timeline], tmp_path: Path) -> Path:
    def fill(session: Session) -> None:
        sample.build(session)
        for name, spec in CHARTS.items():
            saved_charts.create(session, name, spec)

    replicating.write(new_timeline(fill=fill), tmp_path / "package.zip", "2004..2019")
    return tmp_path / "package.zip"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    Timeline.create(tmp_path / "empty.liaison", codebook.fill).close()
    return tmp_path / "empty.liaison"


@pytest.fixture
def unpacked(package: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked"


@pytest.fixture
def liaison(tmp_path: Path) -> str:
    """A command as `liaison` is one."""
    path = tmp_path / "command.py"
    path.write_text(
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\n"
        "from desktop import cli\n"
        "from desktop.cli.replicating import import_package\n"
        "words = sys.argv[1:]\n"
        "if words[0] == 'import':\n"
        "    sys.exit(import_package(*map(Path, words[1:])))\n"
        "sys.exit(cli.run(words))\n"
    )
    return f'"{sys.executable}" "{path}"'


def redraw(folder: Path, liaison: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, str(folder / "redraw.py"), "--liaison", liaison]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


@pytest.mark.slow
def test_script_finds_every_figure_the_same(unpacked: Path, liaison: str) -> None:
    done = redraw(unpacked, liaison)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert len([line for line in lines if line.startswith("same ")]) == 9
    assert lines[-1] == "Everything was drawn as it was."


@pytest.mark.slow
def test_script_says_what_differs(unpacked: Path, liaison: str) -> None:
    told = unpacked / "charts" / "01-events-a-year.json"
    chart = json.loads(told.read_text(encoding="utf-8"))
    chart["arguments"].append("--by=month")
    _change(unpacked, told, json.dumps(chart))
    done = redraw(unpacked, liaison)
    assert done.returncode == 1
    assert done.stdout.count("DIFFERENT figures/01-events-a-year") == 3
    assert done.stdout.splitlines()[-1] == "3 files differ."


def test_script_stops_at_a_changed_file(unpacked: Path, liaison: str) -> None:
    (unpacked / "counting.md").write_text("Otherwise.")
    done = redraw(unpacked, liaison)
    assert done.returncode == 1
    assert "counting.md is not as it was" in done.stderr
    assert not (unpacked / "redrawn").exists()


def _change(folder: Path, path: Path, text: str) -> None:
    """Change a file and make its checksum fit."""
    import hashlib

    manifest = folder / "MANIFEST.sha256"
    old, new = hashlib.sha256(path.read_bytes()).hexdigest(), hashlib.sha256(text.encode()).hexdigest()
    path.write_bytes(text.encode())
    manifest.write_text(manifest.read_text().replace(old, new))


def test_import_tells_what_it_brought(package: Path, empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert import_package(empty, package, dry_run=True) == 0
    assert "would be imported, chosen by 2004..2019" in capsys.readouterr().out
    assert import_package(empty, package, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["dry_run"], told["copies_missing"]) == ("replication", False, 0)
    with Timeline.open(empty, write=False) as timeline, timeline.reading() as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone()[0] == told["events"]
