"""File > Report: the dialog, the file, and giving up."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.dialogs.report import ReportDialog, Wanted
from desktop.reporting import Reporting, selected_words
from desktop.window import Window

pytestmark = pytest.mark.slow
LONG = 20_000


@pytest.fixture
def reporting(window: Window) -> Reporting:
    return Reporting(window, window.say)


def test_the_dialog_asks_for_the_selected_events_first(qtbot: QtBot) -> None:
    dialog = ReportDialog(3, 94, "Sample")
    qtbot.addWidget(dialog)
    assert dialog.which.words == "The selected ones (3)"
    dialog.kind.committed.emit("html")
    dialog.style_.committed.emit("apa")
    with qtbot.waitSignal(dialog.chosen) as told:
        dialog.write.click()
    assert told.args == [Wanted(True, "apa", "html", "Sample")]
    again = ReportDialog(0, 94, "Sample")
    qtbot.addWidget(again)
    assert again.which.words == "All that pass the filter (94)"
    assert (again.kind.value, again.style_.value) == ("html", "apa")


def test_nothing_to_report_can_not_be_written(qtbot: QtBot) -> None:
    dialog = ReportDialog(0, 0, "Sample")
    qtbot.addWidget(dialog)
    assert not dialog.write.isEnabled()


def test_all_of_the_filter_and_only_the_selected(
    window: Window, reporting: Reporting, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = window.desk
    assert desk is not None
    desk.browse.select(desk.live.columns.ids[[7, 3]].tolist())
    for selected, articles, said in ((False, 94, "No filter."), (True, 2, "2 events, selected by hand.")):
        out = tmp_path / f"{articles}.html"
        reporting.write(desk, Wanted(selected, "apa", "html", "My report"), out)
        qtbot.waitUntil(lambda out=out: str(out) in window.statusBar().currentMessage(), timeout=LONG)
        text = out.read_text(encoding="utf-8")
        assert text.count("<article ") == articles
        assert said in text
        assert "<h1>My report</h1>" in text
    assert selected_words(1) == "One event, selected by hand."


def test_word(window: Window, reporting: Reporting, qtbot: QtBot, tmp_path: Path) -> None:
    assert window.desk is not None
    out = tmp_path / "r.docx"
    reporting.write(window.desk, Wanted(False, "chicago-notes", "docx", "R"), out)
    qtbot.waitUntil(lambda: str(out) in window.statusBar().currentMessage(), timeout=LONG)
    assert out.read_bytes().startswith(b"PK")


def test_giving_up_leaves_no_file(window: Window, reporting: Reporting, qtbot: QtBot, tmp_path: Path) -> None:
    assert window.desk is not None
    reporting.write(window.desk, Wanted(False, "apa", "docx", "R"), tmp_path / "r.docx")
    working = reporting.working
    assert working is not None
    task = working._task
    working.dialog.reject()
    with qtbot.waitSignals([task.done], timeout=LONG):
        pass
    assert window.statusBar().currentMessage() == "No report was written."
    assert [path for path in tmp_path.iterdir() if "r.docx" in path.name] == []


def test_a_place_that_refuses_is_told(
    window: Window, reporting: Reporting, qtbot: QtBot, tmp_path: Path
) -> None:
    assert window.desk is not None
    reporting.write(window.desk, Wanted(False, "apa", "html", "R"), tmp_path / "missing" / "r.html")
    qtbot.waitUntil(lambda: "can't be written" in window.statusBar().currentMessage(), timeout=LONG)


def test_the_menu_opens_it(window: Window) -> None:
    window.actions_["report"].trigger()
    reporting = window.findChild(Reporting)
    assert reporting is not None
    assert reporting.dialog is not None
    assert reporting.dialog.title.text() == "s"
    reporting.dialog.reject()
