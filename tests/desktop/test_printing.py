"""File > Export picture and File > Print in the window: from the page shown to a file or a preview."""

import re
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QSpinBox, QToolBar
from pytestqt.qtbot import QtBot

from desktop.picture.page import shown_on
from desktop.picture.spec import PictureSpec
from desktop.printing import Printing
from desktop.window import Window

pytestmark = pytest.mark.slow
LONG = 20_000


def pages_of(path: Path) -> int:
    return len(re.findall(rb"/Type /Page\b", path.read_bytes()))


def printing_of(window: Window) -> Printing:
    found = window.findChild(Printing)
    assert found is not None
    return found


@pytest.fixture
def on_timeline(window: Window, qtbot: QtBot) -> Window:
    assert window.pages is not None
    window.pages.show_page("timeline")
    qtbot.waitUntil(lambda: window.pages.timeline.canvas.picture.index.count > 0)  # type: ignore[union-attr]
    return window


def test_the_dialog_opens_on_what_is_shown_and_the_file_is_written(
    on_timeline: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    window = on_timeline
    window.actions_["export_picture"].trigger()
    printing = printing_of(window)
    dialog = printing.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.preview.image is not None, timeout=LONG)
    shown = printing._shown
    assert shown is not None
    dialog.reject()
    for kind in ("pdf", "svg", "png"):
        out = tmp_path / f"timeline.{kind}"
        printing.write(shown, PictureSpec(kind=kind, title="Sample"), out)
        qtbot.waitUntil(lambda out=out: str(out) in window.statusBar().currentMessage(), timeout=LONG)
        assert out.stat().st_size > 1000


def test_a_place_that_refuses_is_told(on_timeline: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window = on_timeline
    assert window.pages is not None
    assert window.desk is not None
    printing = Printing(window, window.say)
    shown = shown_on(window.pages, window.desk)
    assert shown is not None
    printing.write(shown, PictureSpec(), tmp_path / "missing" / "t.pdf")
    qtbot.waitUntil(lambda: "can't be written" in window.statusBar().currentMessage(), timeout=LONG)


def test_the_picture_has_the_filter_of_the_page(on_timeline: Window, qtbot: QtBot) -> None:
    from db.filters import parse
    from desktop.picture.content import gather

    window = on_timeline
    assert window.pages is not None
    assert window.desk is not None
    browse = window.desk.browse
    browse.set_filter(parse("type:meeting"))
    assert shown_on(window.pages, window.desk) is None or browse.busy is False
    qtbot.waitUntil(lambda: not browse.busy)
    shown = shown_on(window.pages, window.desk)
    assert shown is not None
    content = gather(shown, PictureSpec(span="all"))
    assert content.filter == "type:meeting"
    assert content.told.events + content.told.undated == len(browse.rows)


def test_the_timeline_is_previewed_and_spread_over_pages(
    on_timeline: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    window = on_timeline
    window.actions_["print"].trigger()
    printing = printing_of(window)
    qtbot.waitUntil(lambda: printing.preview is not None, timeout=LONG)
    preview = printing.preview
    assert preview is not None
    pages = preview.findChild(QPrintPreviewWidget)
    qtbot.waitUntil(lambda: pages.pageCount() == 1, timeout=LONG)
    bar = preview.findChild(QToolBar)
    spin = bar.findChild(QSpinBox)
    spin.setValue(2)
    qtbot.waitUntil(lambda: pages.pageCount() >= 2, timeout=LONG)
    count = pages.pageCount()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageLayout(preview.printer().pageLayout())
    printer.setFullPage(True)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    preview.paintRequested.emit(printer)
    assert pages_of(tmp_path / "printed.pdf") == count
    preview.reject()
    qtbot.waitUntil(lambda: printing.preview is None)


def test_a_chart_is_previewed_on_the_charts_page(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    assert window.pages is not None
    window.pages.show_page("charts")
    page = window.pages.page("charts")
    qtbot.waitUntil(lambda: not page.busy and page.shown is not None, timeout=LONG)
    assert not window.actions_["export_picture"].isEnabled()
    window.actions_["print"].trigger()
    printing = printing_of(window)
    qtbot.waitUntil(lambda: printing.preview is not None, timeout=LONG)
    preview = printing.preview
    assert preview is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setFullPage(True)
    printer.setOutputFileName(str(tmp_path / "chart.pdf"))
    preview.paintRequested.emit(printer)
    assert pages_of(tmp_path / "chart.pdf") == 1
    assert b"/Subtype /Image" in (tmp_path / "chart.pdf").read_bytes()
    preview.reject()


def test_print_is_offered_where_there_is_something_to_print(window: Window) -> None:
    assert window.pages is not None
    found = {}
    for page in ("timeline", "table", "charts", "overview"):
        window.pages.show_page(page)
        found[page] = window.actions_["print"].isEnabled()
    assert found == {"timeline": True, "table": False, "charts": True, "overview": False}
