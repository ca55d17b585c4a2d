"""What stays of the Charts page: saved charts, its numbers, files, the clipboard, and remembered options."""

import csv
import json
from dataclasses import replace

import pytest
from charts_support import BUSY, LEFT, go_to_kind, settle, shown, type_into
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from db import filters, saved_charts
from db.plots.spec import ChartSpec
from desktop import settings
from desktop.panels.charts_export import ask_path

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen
Key = Qt.Key


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(qtbot, sample_desk)


def stored(desk):
    with desk.live.reading() as connection:
        return saved_charts.listed(connection)


def test_charts_are_saved_opened_renamed_ordered_and_deleted(page, sample_desk, qtbot):
    sample_desk.browse.set_filter(filters.parse("country:JP"))
    type_into(qtbot, page.options.fields["by"], "2 years")
    type_into(qtbot, page.title, "Visits")
    type_into(qtbot, page.note, "Counted by hand, too.")
    settle(qtbot, page)
    assert page.caption.text().endswith("Counted by hand, too.")
    qtbot.mouseClick(page.saved.save_as_button, LEFT)
    type_into(qtbot, page.saved.name, "Japan")
    saved = stored(sample_desk)
    assert [chart.name for chart in saved] == ["Japan"]
    assert saved[0].spec == replace(
        ChartSpec(), by="2 years", title="Visits", note="Counted by hand, too.", filter="country:JP"
    )
    type_into(qtbot, page.options.fields["by"], "month")
    qtbot.mouseClick(page.saved.save_button, LEFT)
    assert stored(sample_desk)[0].spec.by == "month"
    page.save_as()
    type_into(qtbot, page.saved.name, "Japan")
    assert "already" in page.saved.notice.text
    type_into(qtbot, page.saved.name, "Other")
    assert [chart.name for chart in stored(sample_desk)] == ["Japan", "Other"]
    names = page.saved.list
    names.setFocus()
    names.setCurrentRow(1)
    qtbot.keyClick(names, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [chart.name for chart in stored(sample_desk)] == ["Other", "Japan"]
    sample_desk.live.edit("Rename", saved_charts.rename, names.ids[0], "Second")
    assert names.item(0).text() == "Second"
    sample_desk.browse.set_filter(filters.parse(""))
    type_into(qtbot, page.options.fields["by"], "year")
    settle(qtbot, page)
    at = names.visualItemRect(names.item(1)).center()
    qtbot.mouseClick(names.viewport(), LEFT, pos=at)
    qtbot.mouseDClick(names.viewport(), LEFT, pos=at)
    settle(qtbot, page)
    assert page.options.spec.by == "month"
    assert page.title.text() == "Visits"
    assert str(sample_desk.browse.filter) == "country:JP"
    names.setFocus()
    qtbot.keyClick(names, Key.Key_Delete)
    assert [chart.name for chart in stored(sample_desk)] == ["Second"]
    sample_desk.live.undo()
    assert names.count() == 2


def test_the_numbers_stand_beside_the_picture_and_are_copied(page, qtbot, qtmodeltester):
    qtbot.mouseClick(page.data_button, LEFT)
    qtbot.waitUntil(lambda: page.numbers.model.total > 0)
    qtmodeltester.check(page.numbers.model)
    rows = list(csv.reader(page.shown.result.to_csv().splitlines()))
    assert [column.heading for column in page.numbers.model.columns] == rows[0]
    assert page.numbers.model.total == len(rows) - 1
    qtbot.mouseClick(page.numbers.copy_all, LEFT)
    copied = QApplication.clipboard().text().splitlines()
    assert copied[0].split("\t") == rows[0]
    assert len(copied) == len(rows)
    go_to_kind(qtbot, page, "heatmap")
    qtbot.waitUntil(lambda: page.numbers.model.total == page.shown.result.matrix.certain.size)
    qtbot.mouseClick(page.data_button, LEFT)
    assert not page.numbers.isVisible()


@pytest.mark.parametrize("kind", ["svg", "pdf", "png", "csv", "json"])
def test_export_writes_what_is_shown(page, qtbot, tmp_path, monkeypatch, kind):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "figure"), ""))
    type_into(qtbot, page.title, "Exchanges")
    settle(qtbot, page)
    qtbot.mouseClick(page.export_button, LEFT)
    dialog = page.sharing.dialog
    dialog._on_kind(kind)
    dialog.size_.show_value("column")
    said = []
    page.message.connect(said.append)
    qtbot.mouseClick(dialog.write, LEFT)
    qtbot.waitUntil(lambda: bool(said), timeout=BUSY)
    out = tmp_path / f"figure.{kind}"
    assert str(out) in said[-1]
    written = out.read_bytes()
    if kind == "json":
        assert json.loads(written)["caption"] == page.shown.result.caption
    elif kind == "csv":
        assert written.decode().startswith("start,end")
    elif kind == "png":
        image = QImage.fromData(written)
        assert image.width() == 680
    else:
        assert len(written) > 2000
    assert page.options.spec.size == "column"


def test_a_picture_is_copied(page, qtbot):
    with qtbot.waitSignal(page.message, timeout=BUSY):
        qtbot.mouseClick(page.copy_button, LEFT)
    data = QApplication.clipboard().mimeData()
    assert data.hasImage()
    assert b"<svg" in bytes(data.data("image/svg+xml"))
    QApplication.clipboard().clear()  # the offscreen clipboard would outlive Python, which ends in a crash


def test_options_are_remembered(page, sample_desk, qtbot):
    go_to_kind(qtbot, page, "heatmap")
    page.remember()
    assert ChartSpec.from_json(settings.text("charts/options")).chart == "heatmap"
    again = shown(qtbot, sample_desk)
    assert again.options.spec.chart == "heatmap"


def test_a_file_whose_ending_was_left_out_is_not_overwritten_unasked(page, tmp_path, monkeypatch):
    there, other = tmp_path / "figure.svg", tmp_path / "other.svg"
    there.write_text("mine")
    proposed, answers = [], [str(tmp_path / "figure"), str(other)]

    def dialog(_parent, _title, name, _kinds):
        proposed.append(name)
        return answers.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    assert ask_path(page, "svg", "chart") == other
    assert proposed[1] == str(there)
