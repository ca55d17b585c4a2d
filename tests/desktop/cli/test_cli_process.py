"""The program as a process: its exit statuses, and that commands leave Qt alone."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def liaison(*words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "desktop", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("words", "status"),
    [(["date", "2004-03"], 0), (["date", "2004-13"], 3), (["query"], 2), (["--version"], 0)],
)
def test_exit_statuses(words: list[str], status: int) -> None:
    assert liaison(*words).returncode == status


def test_no_command_loads_qt(tmp_path: Path) -> None:
    path = str(tmp_path / "s.liaison")
    code = (
        "import sys; from desktop.cli import run; p = sys.argv[1]; "
        "assert run(['new', p, '--sample']) == run(['info', p]) == run(['query', p]) == 0; "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, check=False)
    assert found.returncode == 0, found.stderr


def test_numpy_is_left_alone_where_it_would_save_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "s.liaison")
    assert liaison("new", path, "--sample").returncode == 0
    code = (
        "import sys; from desktop.cli import run; status = run(sys.argv[1:]); "
        "sys.exit(status or 'numpy' in sys.modules)"
    )
    for words in (["date", "2004"], ["query", path, "direction:outgoing 2006"]):
        command = [sys.executable, "-c", code, *words]
        found = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)
        assert found.returncode == 0, (words, found.stderr)


def test_what_commands_load_at_most(tmp_path: Path) -> None:
    path = str(tmp_path / "s.liaison")
    assert liaison("new", path, "--sample").returncode == 0
    dates = {"numpy", "sqlalchemy", "sqlite3", "logging", "asyncio"}
    heavy = {"PySide6", "matplotlib", "alembic", "rapidfuzz", "pyparsing", "citeproc", "PIL"}
    code = (
        "import sys; from desktop.cli import run; banned, *words = sys.argv[1:]; status = run(words); "
        "sys.exit(status or ', '.join(set(banned.split()) & set(sys.modules)) or 0)"
    )
    for words, banned in ((["date", "2004"], dates | heavy), (["info", path], heavy)):
        command = [sys.executable, "-c", code, " ".join(banned), *words]
        found = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)
        assert found.returncode == 0, (words, found.stderr)
