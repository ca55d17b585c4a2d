"""The window's export: formats with what they can't hold, written in the pool, remembered."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.exports import EXPORTS, Options
from desktop import settings
from desktop.dialogs.export import ExportDialog, Wanted
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
    assert not dialog.guard.isEnabled()
    choose(dialog, "csv")
    assert dialog.guard.isEnabled()
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


def test_nothing_that_passes_the_filter_can_not_be_exported(qtbot: QtBot, window: Window) -> None:
    assert window.desk is not None
    dialog = ExportDialog(window.desk.live.timeline, [], [])
    qtbot.addWidget(dialog)
    choose(dialog, "csv")
    assert not dialog.write.isEnabled()
    assert "No event passes" in dialog.lost.text()
