"""Where an import begins: rows that are pasted, files that are dropped."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.importing import takes
from desktop.importing.dialog import PLAN, WHAT, ImportDialog
from desktop.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen


def shown(qtbot: QtBot, window: Window) -> ImportDialog:
    """Wait for the dialog, and until it has looked at what it was given."""
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None, timeout=10_000)
    dialog = window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)
    return dialog


def test_rows_copied_in_a_spreadsheet_are_pasted(qtbot: QtBot, window: Window) -> None:
    QApplication.clipboard().setText("date\ttitle\n2004-03\tTalks in Tokyo\n")
    window.actions_["paste_rows"].trigger()
    dialog = shown(qtbot, window)
    assert dialog.step == WHAT
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.step == PLAN and dialog.next.isEnabled(), timeout=20_000)
    assert "1 will be added" in dialog.plan.totals.text()
    dialog.reject()


def test_without_rows_nothing_is_pasted_and_said(qtbot: QtBot, window: Window) -> None:
    QApplication.clipboard().setText(" ")
    window.actions_["paste_rows"].trigger()
    assert window.findChild(ImportDialog) is None
    assert "clipboard" in window.statusBar().currentMessage()


def test_files_that_are_dropped_are_imported(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "events.ics"
    path.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240101T000000Z\r\n"
        "DTSTART;VALUE=DATE:20040316\r\nSUMMARY:Talks\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(
        QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip
    dialog = shown(qtbot, window)
    assert dialog.what.kind.currentData() == "icalendar_events"
    assert "1 events" in dialog.what.about.text()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "taken"), [("a.CSV", True), ("a.xlsx", True), ("a.ris", True), ("a.zip", True), ("a.exe", False)]
)
def test_what_may_be_dropped_is_known_by_its_name(name: str, taken: bool, tmp_path: Path) -> None:
    assert takes(tmp_path / name) is taken
