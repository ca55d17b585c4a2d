"""Small files to import, and the dialog that imports them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.importing.dialog import ImportDialog
from desktop.importing.setup import Setup

MEETINGS = """\
Datum;Titel;Wer;Ort;Link
12.01.2006;Talks with the LDP;Liberal Democratic Party;Tokyo;https://a.example/1
13.01.2006;Talks with Komeito;Komeito;Tokyo;https://a.example/2
2006-02;Visit to Hanoi;Communist Party of Vietnam;Hanoi;https://a.example/3
"""


@pytest.fixture
def meetings(tmp_path: Path) -> Path:
    """A table with columns of its own."""
    path = tmp_path / "meetings.csv"
    path.write_text(MEETINGS, encoding="utf-8")
    return path


@pytest.fixture
def begin(qtbot: QtBot, desk: Desk) -> Callable[..., ImportDialog]:
    """Return a function that opens the dialog for files or a text and waits until it has looked at them."""

    def make(*paths: Path, text: str = "") -> ImportDialog:
        dialog = ImportDialog(desk, Setup(tuple(paths), text))
        qtbot.addWidget(dialog)
        dialog.show()
        settle(qtbot, dialog)
        return dialog

    return make


def settle(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Wait until nothing is under way."""
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)


@pytest.fixture
def go(qtbot: QtBot) -> Callable[[ImportDialog], None]:
    """Return a function that presses the default button and waits."""

    def press(dialog: ImportDialog) -> None:
        qtbot.waitUntil(dialog.next.isEnabled, timeout=20_000)
        qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
        settle(qtbot, dialog)

    return press


@pytest.fixture
def titles(desk: Desk) -> Callable[[], list[str]]:
    """Return a function that reads the titles of all events."""

    def read() -> list[str]:
        with desk.live.reading() as connection:
            return [row[0] for row in connection.execute("SELECT title FROM event ORDER BY start_lo, title")]

    return read
