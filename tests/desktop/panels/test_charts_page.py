"""The Charts page through its real widgets: options, marks, saved charts, numbers and export."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog

from db import events, filters, saved_charts
from db.dates import parse
from db.plots.marks import BinMark
from db.plots.spec import CHARTS, ChartSpec
from desktop import settings
from desktop.panels.charts import ChartsPage
from desktop.panels.charts_uses import KINDS, OPTIONS, USES
from desktop.panels.charts_work import joined, narrowest

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BUSY = 15_000


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page.busy and not page._desk.browse.busy, timeout=BUSY)


def shown(qtbot, desk):
    page = ChartsPage(desk)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    settle(qtbot, page)
    return page


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(qtbot, sample_desk)


def type_into(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Return)


def choose(qtbot, page, name, value):
    """Choose an entry of a combo box, as its list would."""
    combo = page.options.fields[name].combo
    place = [choice.value for choice in page.options.fields[name]._choices].index(value)
    combo.setCurrentIndex(place)
    combo.activated.emit(place)
    settle(qtbot, page)


def go_to_kind(qtbot, page, kind):
    kinds = page.options.kinds
    kinds.setFocus()
    qtbot.keyClick(kinds, Key.Key_Home)
    for _ in range(tuple(KINDS).index(kind)):
        qtbot.keyClick(kinds, Key.Key_Down)
    settle(qtbot, page)


def ready(qtbot, page):
    """Wait until the picture fits the widget, so that marks can be pointed at."""
    settle(qtbot, page)
    qtbot.waitUntil(page.picture._fits, timeout=BUSY)


def middle(page, mark):
    return page.picture.box(mark).center().toPoint()


def test_it_draws_what_passes_the_filter_and_follows_it(page, sample_desk, qtbot):
    before = page.shown.result.frequency.units
    assert page.picture.isVisible()
    assert page.caption.text() == page.shown.result.caption
    sample_desk.browse.set_filter(filters.parse("country:JP"))
    settle(qtbot, page)
    assert 0 < page.shown.result.frequency.units < before
    assert "country:JP" in page.caption.text()
    sample_desk.browse.set_filter(filters.parse("country:JP 1950..1951"))
    settle(qtbot, page)
    assert not page.picture.isVisible()
    assert "No event passes" in page.sentence.text()
    assert not page.export_button.isEnabled()
    sample_desk.browse.set_filter(filters.parse(""))
    settle(qtbot, page)
    assert page.picture.isVisible()
    assert page.shown.result.frequency.units == before


def test_every_kind_can_be_chosen_by_keyboard_and_shows_only_its_options(page, qtbot):
    assert tuple(KINDS) == CHARTS
    assert {option.name for option in OPTIONS} == {name for names in USES.values() for name in names}
    for kind in CHARTS:
        go_to_kind(qtbot, page, kind)
        visible = {name for name, box in page.options.boxes.items() if not box.isHidden()}
        assert visible <= set(USES[kind])
        assert page.options.spec.chart == kind
        if kind == "compare":  # two spans have to be named first
            assert page.sentence.isVisible()
            continue
        assert page.picture.isVisible(), page.sentence.text()
        assert page.shown.result.spec.chart == kind
        assert page.caption.text()


def test_options_change_the_picture(page, qtbot):
    type_into(qtbot, page.options.fields["by"], "month")
    settle(qtbot, page)
    assert page.shown.result.frequency.by == "month"
    choose(qtbot, page, "group", "family")
    choose(qtbot, page, "unit", "dyad")
    choose(qtbot, page, "style", "lines")
    assert len(page.shown.result.frequency.groups) > 1
    assert page.shown.result.frequency.unit == "dyad"
    assert page.shown.result.spec.style == "lines"
    qtbot.mouseClick(page.options.fields["draws"], LEFT, pos=QPoint(8, 8))
    settle(qtbot, page)
    assert page.shown.result.draws is not None
    assert page.options.fields["seed"].isVisible()
    type_into(qtbot, page.options.fields["first"], "2005")
    type_into(qtbot, page.options.fields["last"], "2010")
    settle(qtbot, page)
    assert page.shown.result.frequency.bins.labels[0] == "2005-01"
    assert page.shown.result.frequency.bins.labels[-1] == "2009-12"


def test_a_wrong_option_is_told_at_its_field_and_in_place_of_the_picture(page, qtbot):
    type_into(qtbot, page.options.fields["first"], "2004-13")
    settle(qtbot, page)
    assert "month" in page.options.boxes["first"].notice.text
    assert page.sentence.isVisible()
    assert page.shown is None
    type_into(qtbot, page.options.fields["first"], "2004")
    settle(qtbot, page)
    assert page.options.boxes["first"].notice.text == ""
    assert page.picture.isVisible()
    type_into(qtbot, page.options.fields["by"], "yaer")
    settle(qtbot, page)
    assert "did you mean “year”" in page.sentence.text()


def test_widths_and_rounds_of_the_file_are_offered(page, qtbot):
    qtbot.waitUntil(lambda: len(page.options.fields["context"]._choices) > 1)
    by = page.options.fields["by"]
    by.setFocus()
    by.selectAll()
    qtbot.keyClicks(by, "round of")
    completer = by.completer()
    assert completer.completionCount() > 0
    popup = completer.popup()
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    qtbot.waitUntil(lambda: page.options.spec.by.startswith("round of"))
    settle(qtbot, page)
    assert page.picture.isVisible(), page.sentence.text()


def test_a_comparison_around_a_context_or_between_two_spans(page, qtbot):
    go_to_kind(qtbot, page, "compare")
    type_into(qtbot, page.options.fields["before"], "2004..2009-08")
    type_into(qtbot, page.options.fields["after"], "2009-09..2012-12")
    settle(qtbot, page)
    assert page.picture.isVisible(), page.sentence.text()
    assert page.shown.result.sentence
    qtbot.waitUntil(lambda: len(page.options.fields["context"]._choices) > 1)
    context = next(c for c in page.options.fields["context"]._choices if "DPJ" in c.words)
    choose(qtbot, page, "context", context.value)
    assert page.options.spec.before == page.options.fields["before"].text() == ""
    assert page.shown is not None, page.sentence.text()
    assert page.shown.result.spec.context == context.value


def test_a_click_on_a_mark_selects_the_events_behind_it(page, sample_desk, qtbot):
    ready(qtbot, page)
    mark = max(page.picture.marks, key=lambda mark: page.picture.box(mark).height())
    with sample_desk.live.read() as session:
        wanted = page.shown.result.events(session, sample_desk.live.columns, mark).tolist()
    said = []
    page.message.connect(said.append)
    qtbot.mouseClick(page.picture, LEFT, pos=middle(page, mark))
    qtbot.waitUntil(lambda: sample_desk.browse.selection == tuple(wanted))
    assert page.picture.lit == {mark}
    assert said[-1].startswith(f"{len(wanted)} events selected" if len(wanted) > 1 else "1 event selected")
    with qtbot.waitSignal(page.table_requested):
        qtbot.mouseDClick(page.picture, LEFT, pos=middle(page, mark))


def test_a_brush_selects_the_events_of_several_marks(page, sample_desk, qtbot):
    ready(qtbot, page)
    plot = page.picture.rect()
    qtbot.mousePress(page.picture, LEFT, pos=plot.topLeft() + QPoint(1, 1))
    qtbot.mouseMove(page.picture, plot.center())
    qtbot.mouseMove(page.picture, plot.bottomRight() - QPoint(1, 1))
    qtbot.mouseRelease(page.picture, LEFT, pos=plot.bottomRight() - QPoint(1, 1))
    qtbot.waitUntil(lambda: len(sample_desk.browse.selection) > 50)
    assert len(page.picture.lit) > 5


def test_arrows_move_between_marks_and_enter_shows_the_events(page, sample_desk, qtbot):
    ready(qtbot, page)
    picture = page.picture
    picture.setFocus()
    qtbot.keyClick(picture, Key.Key_Home)
    first = picture.current
    qtbot.keyClick(picture, Key.Key_Right)
    assert picture.box(picture.current).center().x() > picture.box(first).center().x()
    assert picture.words(picture.current) == picture.accessibleDescription()
    qtbot.keyClick(picture, Key.Key_Left)
    assert picture.box(picture.current).center().x() == pytest.approx(picture.box(first).center().x())
    qtbot.keyClick(picture, Key.Key_Space)
    qtbot.waitUntil(lambda: bool(sample_desk.browse.selection))
    few = len(sample_desk.browse.selection)
    qtbot.keyClick(picture, Key.Key_Right, SHIFT)
    qtbot.keyClick(picture, Key.Key_Right, SHIFT)
    qtbot.waitUntil(lambda: len(sample_desk.browse.selection) > few)
    with qtbot.waitSignal(page.table_requested):
        qtbot.keyClick(picture, Key.Key_Return)
    qtbot.keyClick(picture, Key.Key_Escape)
    qtbot.waitUntil(lambda: not sample_desk.browse.selection)
    assert not picture.lit


@pytest.mark.parametrize("kind", ["frequency", "heatmap", "who", "diverging", "gaps", "latency"])
def test_marks_of_events_selected_elsewhere_are_lit(page, sample_desk, qtbot, kind):
    page.show_spec(
        ChartSpec(chart=kind, group="family" if kind == "frequency" else "none", of=ROWS.get(kind, ""))
    )
    ready(qtbot, page)
    with sample_desk.live.read() as session:
        behind = {
            mark: set(page.shown.result.events(session, sample_desk.live.columns, mark).tolist())
            for mark in page.picture.marks
        }
    chosen = next(iter(events for events in behind.values() if events))
    event = min(chosen)
    sample_desk.browse.select([event])
    wanted = narrowest([mark for mark, found in behind.items() if event in found])
    qtbot.waitUntil(lambda: page.picture.lit == set(wanted), timeout=BUSY)
    sample_desk.browse.select([])
    qtbot.waitUntil(lambda: not page.picture.lit)


ROWS = {"heatmap": "counterpart", "who": "actor", "gaps": "mechanism"}


def test_hovering_says_the_numbers_of_a_mark(page, qtbot):
    ready(qtbot, page)
    mark = next(iter(page.picture.marks))
    assert any(char.isdigit() for char in page.picture.words(mark))
    qtbot.mouseMove(page.picture, middle(page, mark))
    qtbot.waitUntil(lambda: page.picture._hovered == mark)
    qtbot.mouseMove(page.picture, QPoint(2, 2))
    qtbot.waitUntil(lambda: page.picture._hovered is None)


def test_it_counts_again_after_an_edit_and_waits_while_hidden(page, sample_desk, qtbot):
    before = page.shown.result.frequency.units
    page.hide()
    sample_desk.live.edit("New", events.create, title="A talk", date=parse("2024-05-01"))
    assert not page._later.isActive()
    assert not page._work.busy
    page.show()
    qtbot.waitUntil(lambda: page.shown.result.frequency.units == before + 1, timeout=BUSY)
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.shown.result.frequency.units == before, timeout=BUSY)


def test_resizing_draws_anew_without_counting_again(page, qtbot):
    ready(qtbot, page)
    result = page.shown.result
    page.resize(1000, 700)
    qtbot.waitUntil(lambda: not page.picture._fits())
    ready(qtbot, page)
    assert page.shown.result is result
    assert page.shown.image.width() == page.picture.width()


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


def stored(desk):
    with desk.live.reading() as connection:
        return saved_charts.listed(connection)


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


def test_an_empty_timeline_says_what_to_do(desk, qtbot):
    page = shown(qtbot, desk)
    assert "Ctrl+N" in page.sentence.text()
    desk.live.edit("New", events.create, title="A talk", date=parse("2024-05-01"))
    qtbot.waitUntil(page.picture.isVisible, timeout=BUSY)
    assert page.shown.result.frequency.units == 1


def test_options_are_remembered(page, sample_desk, qtbot):
    go_to_kind(qtbot, page, "heatmap")
    page.remember()
    assert ChartSpec.from_json(settings.text("charts/options")).chart == "heatmap"
    again = shown(qtbot, sample_desk)
    assert again.options.spec.chart == "heatmap"


def test_typing_never_waits_only_the_newest_picture_is_shown(page, qtbot):
    for year in range(2004, 2012):
        page.options.spec = replace(page.options.spec, first=str(year))
        page.refresh()
        page._ask()
    settle(qtbot, page)
    assert page.shown.result.frequency.bins.labels[0] == "2011"


def test_bins_side_by_side_are_looked_behind_at_once():
    marks = [BinMark(3, 4, 1), BinMark(1, 2, 0), BinMark(2, 3, 0), BinMark(5, 6, 0)]
    assert joined(marks) == [BinMark(1, 3, 0), BinMark(5, 6, 0), BinMark(3, 4, 1)]
    assert np.all(np.array([mark.after for mark in joined(marks)]) > 0)
