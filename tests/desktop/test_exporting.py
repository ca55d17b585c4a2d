"""The window's export: formats with what they can't hold, written in the pool, remembered."""

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from db.exports import EXPORTS, Options, of_key
from desktop import settings
from desktop.dialogs.export import ExportDialog, Wanted
from desktop.dialogs.folder import FolderButton
from desktop.exporting import Exporting
from desktop.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen


@pytest.fixture
def exporting(qtbot: QtBot, window: Window) -> Exporting:
    """The export of the window with the sample, its dialog open."""
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: len(desk.browse.rows) > 0 and not desk.browse.busy, timeout=10_000)
    window.actions_["export"].trigger()
    found = window.findChild(Exporting)
    assert isinstance(found, Exporting)
    return found


def dialog_of(qtbot: QtBot, exporting: Exporting) -> ExportDialog:
    dialog = exporting.dialog
    assert isinstance(dialog, ExportDialog)
    qtbot.waitUntil(lambda: "Looking" not in dialog.lost.text(), timeout=10_000)
    return dialog


def choose(dialog: ExportDialog, key: str) -> None:
    dialog.formats.setCurrentRow(next(at for at, each in enumerate(EXPORTS) if each.key == key))


def test_what_a_format_lacks_is_said_before_it_is_written(qtbot: QtBot, exporting: Exporting) -> None:
    dialog = dialog_of(qtbot, exporting)
    choose(dialog, "icalendar")
    qtbot.waitUntil(lambda: "not dated to the day" in dialog.lost.text(), timeout=10_000)
    assert not dialog.guard.isVisible()
    choose(dialog, "csv")
    assert dialog.guard.isVisible()
    dialog.reject()


def test_the_choice_is_handed_on_and_remembered(qtbot: QtBot, exporting: Exporting) -> None:
    dialog = dialog_of(qtbot, exporting)
    choose(dialog, "csl")
    dialog.chosen.disconnect()
    with qtbot.waitSignal(dialog.chosen) as found:
        qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    wanted = found.args[0]
    assert isinstance(wanted, Wanted)
    assert (wanted.export.key, wanted.selected) == ("csl", False)
    assert settings.text("export/format") == "csl"


@pytest.mark.parametrize("key", ["json", "replication"])
def test_files_are_written_in_the_pool_and_said(
    qtbot: QtBot, window: Window, exporting: Exporting, tmp_path: Path, key: str
) -> None:
    dialog = dialog_of(qtbot, exporting)
    choose(dialog, key)
    wanted = Wanted(selected=False, export=dialog.export, options=Options())
    dialog.reject()
    assert window.desk is not None
    out = tmp_path / f"out{wanted.export.ending}"
    exporting.write(window.desk, wanted, out)
    qtbot.waitUntil(lambda: out.name in window.statusBar().currentMessage(), timeout=30_000)
    if key == "json":
        assert len(json.loads(out.read_text(encoding="utf-8"))) == len(window.desk.browse.rows)
    else:
        assert out.read_bytes().startswith(b"PK")


class Opened(QObject):
    """Keeps what would be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url)


def test_the_folder_of_what_was_written_can_be_opened(
    qtbot: QtBot, window: Window, exporting: Exporting, tmp_path: Path
) -> None:
    dialog_of(qtbot, exporting).reject()
    assert window.desk is not None
    out = tmp_path / "out.csv"
    exporting.write(window.desk, Wanted(selected=False, export=of_key("csv"), options=Options()), out)
    qtbot.waitUntil(lambda: bool(window.statusBar().findChildren(FolderButton)), timeout=30_000)
    (button,) = window.statusBar().findChildren(FolderButton)
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "open")
    try:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [Path(url.toLocalFile()) for url in opened.urls] == [tmp_path]
    window.say("Something else.")
    qtbot.waitUntil(lambda: not window.statusBar().findChildren(FolderButton), timeout=10_000)


def test_events_of_the_filter_go_out_unless_the_selected_are_asked_for(
    qtbot: QtBot, window: Window, exporting: Exporting, tmp_path: Path
) -> None:
    dialog_of(qtbot, exporting).reject()
    desk = window.desk
    assert desk is not None
    some = desk.live.columns.ids[[3, 1]].tolist()
    desk.browse.select(some)
    exporting.ask(desk)
    dialog = dialog_of(qtbot, exporting)
    assert dialog.which.value == "filtered"
    choose(dialog, "csv")
    dialog.which.committed.emit("selected")
    dialog.chosen.disconnect()
    with qtbot.waitSignal(dialog.chosen) as found:
        qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    out = tmp_path / "out.csv"
    exporting.write(desk, found.args[0], out)
    qtbot.waitUntil(out.exists, timeout=30_000)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {row["id"] for row in rows} == {f"e{event}" for event in some}


def test_a_package_is_always_of_the_filter(qtbot: QtBot, window: Window) -> None:
    assert window.desk is not None
    ids = window.desk.live.columns.ids.tolist()
    dialog = ExportDialog(window.desk.live.timeline, ids, ids[:1])
    qtbot.addWidget(dialog)
    dialog.which.committed.emit("selected")
    choose(dialog, "replication")
    assert not dialog.which.isEnabled()
    with qtbot.waitSignal(dialog.chosen) as found:
        dialog.write.click()
    assert not found.args[0].selected


def test_nothing_that_passes_the_filter_can_not_be_exported(qtbot: QtBot, window: Window) -> None:
    assert window.desk is not None
    dialog = ExportDialog(window.desk.live.timeline, [], [])
    qtbot.addWidget(dialog)
    choose(dialog, "csv")
    assert not dialog.write.isEnabled()
    assert "No event passes" in dialog.lost.text()
