"""Guards that no linter has: None keeps its references, starts stay light, text from files is never markup."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[1]
RAW = re.compile(
    r"\bQLabel\(|\.setToolTip\((?!plain_tip\(|self\.toolTip\()|QMessageBox\.(?:warning|information|question|critical)\("
)
ALLOWED = {"wording.py"}


def test_void_calls_of_qt_keep_the_references_of_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 drops one with each call and aborts after some thousands."""
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.update()
    assert sys.getrefcount(None) > before - 200


def test_text_from_files_goes_through_the_wrappers() -> None:
    """A raw label is told to show plain text within the next few lines, or it is a PlainLabel."""
    found: list[str] = []
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for match in RAW.finditer(text):
            if path.name not in ALLOWED and not re.search(
                "PlainText|plain_tip", text[match.start() : match.end() + 250]
            ):
                line = text.count("\n", 0, match.start()) + 1
                found.append(f"{path.relative_to(ROOT)}:{line}")
    assert found == []


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("desktop.window", ["sqlalchemy", "matplotlib", "alembic", "rapidfuzz"]),
        ("desktop.cli", ["PySide6", "sqlalchemy", "numpy", "matplotlib"]),
        ("desktop.cli.date", ["PySide6", "sqlalchemy", "numpy", "matplotlib"]),
        ("desktop.cli.info", ["PySide6", "matplotlib", "numpy"]),
        ("desktop.cli.plot", ["PySide6", "matplotlib"]),
        ("desktop.charts.figure", ["PySide6", "sqlalchemy"]),
    ],
)
def test_starts_stay_light(module: str, forbidden: list[str]) -> None:
    code = f"import json, sys, {module}; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    loaded = json.loads(
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT).stdout
    )
    assert set(loaded).isdisjoint(forbidden)
