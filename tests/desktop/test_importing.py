"""The window's import: tried, asked about, carried out in the pool, and given up whole at any moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.importing import Import

ROWS = 3000


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    lines = "".join(f"200{place % 10}-03,Talk {place},LDP; CPC: Li Wei; SPD\n" for place in range(ROWS))
    path.write_text(f"date,title,participants\n{lines}", encoding="utf-8")
    return path


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@contextmanager
def boxes_answered(word: str) -> Iterator[list[str]]:
    """Press the button with this word in every message box that comes up, and note what the box said."""
    said: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            said.append(box.text())
            button = next((each for each in box.buttons() if word in each.text().replace("&", "")), None)
            (button or box.buttons()[0]).click()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    yield said
    timer.stop()


def events_in(desk: Desk) -> int:
    with desk.live.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


def test_it_is_asked_about_then_done_as_one_step(
    qtbot: QtBot, desk: Desk, parent: QWidget, table: Path
) -> None:
    told: list[str] = []
    with boxes_answered("Import") as said:
        Import(parent, desk, told.append, table).start()
        qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert f"{ROWS} will be added" in said[0]
    assert (events_in(desk), len(desk.live.columns)) == (ROWS, ROWS)
    desk.live.undo()
    assert events_in(desk) == 0
    qtbot.waitUntil(lambda: len(desk.live.columns) == 0, timeout=5000)
    desk.live.redo()
    qtbot.waitUntil(lambda: len(desk.live.columns) == ROWS, timeout=5000)


def while_reading(total: int) -> bool:
    return total == ROWS


def while_writing(total: int) -> bool:
    return total == 4 * ROWS


@pytest.mark.parametrize("when", [while_reading, while_writing], ids=lambda when: when.__name__)
def test_cancel_leaves_everything_as_it_was(
    qtbot: QtBot, desk: Desk, parent: QWidget, table: Path, when: Callable[[int], bool]
) -> None:
    importer = Import(parent, desk, lambda _: None, table)

    def cancel(done: int, total: int) -> None:
        if when(total) and done:
            importer._on_cancelled()

    importer.advanced.connect(cancel, Qt.ConnectionType.DirectConnection)
    with boxes_answered("Import") as said, qtbot.waitSignal(importer.destroyed, timeout=30_000):
        importer.start()
    assert "cancelled" in said[-1]
    assert events_in(desk) == 0
    assert desk.live.timeline.steps() == (None, None)


@pytest.mark.parametrize(
    ("rows", "said"),
    [("2004\n", "row 2: 1 cells stand under 2 columns"), ("2004,\n", "row 2, title: an event needs a title")],
)
def test_what_is_wrong_with_the_file_is_told(
    qtbot: QtBot, desk: Desk, parent: QWidget, tmp_path: Path, rows: str, said: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(f"date,title\n{rows}", encoding="utf-8")
    importer = Import(parent, desk, lambda _: None, path)
    with boxes_answered("OK") as told, qtbot.waitSignal(importer.destroyed, timeout=30_000):
        importer.start()
    assert told[0].endswith(f"The first one: {said}")
    assert parent.findChildren(QProgressDialog) == []
