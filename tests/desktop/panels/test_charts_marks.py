"""The marks of the Charts page: pointed at, brushed, stepped through, and lit by what is selected elsewhere."""

import numpy as np
import pytest
from charts_support import BUSY, LEFT, ready, shown
from PySide6.QtCore import QPoint, Qt

from db.plots.marks import BinMark
from db.plots.spec import ChartSpec
from desktop.panels import charts_picture
from desktop.panels.charts_work import events_behind, joined, narrowest

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
ROWS = {"heatmap": "counterpart", "who": "actor", "gaps": "mechanism"}


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(qtbot, sample_desk)


def middle(page, mark):
    return page.picture.box(mark).center().toPoint()


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


def test_hovering_says_the_numbers_of_a_mark(page, qtbot):
    ready(qtbot, page)
    mark = next(iter(page.picture.marks))
    assert any(char.isdigit() for char in page.picture.words(mark))
    qtbot.mouseMove(page.picture, middle(page, mark))
    qtbot.waitUntil(lambda: page.picture._hovered == mark)
    qtbot.mouseMove(page.picture, QPoint(2, 2))
    qtbot.waitUntil(lambda: page.picture._hovered is None)


def test_bins_side_by_side_are_looked_behind_at_once():
    marks = [BinMark(3, 4, 1), BinMark(1, 2, 0), BinMark(2, 3, 0), BinMark(5, 6, 0)]
    assert joined(marks) == [BinMark(1, 3, 0), BinMark(5, 6, 0), BinMark(3, 4, 1)]
    assert np.all(np.array([mark.after for mark in joined(marks)]) > 0)


@pytest.mark.parametrize("kind", ["frequency", "heatmap", "who"])
def test_all_marks_at_once_have_the_events_of_each_behind_them(page, sample_desk, qtbot, kind):
    page.show_spec(
        ChartSpec(chart=kind, group="family" if kind == "frequency" else "none", of=ROWS.get(kind, ""))
    )
    ready(qtbot, page)
    marks = list(page.picture.marks)
    with sample_desk.live.read() as session:
        each = [page.shown.result.events(session, sample_desk.live.columns, mark).tolist() for mark in marks]
    found = events_behind(sample_desk.live, page.shown, marks)
    assert sorted(found) == sorted({event for ids in each for event in ids})
    assert len(found) > 10


def channels(image, at):
    return image.pixelColor(at).getRgb()


def test_very_many_lit_marks_are_one_shade_where_their_frames_would_be(page, qtbot, monkeypatch):
    ready(qtbot, page)
    picture = page.picture
    bare = picture.grab().toImage()
    mark = next(iter(picture.marks))
    picture.light([mark])
    framed = picture.grab().toImage()
    monkeypatch.setattr(charts_picture, "_MOST_FRAMED", 0)
    picture.light([mark])
    shaded = picture.grab().toImage()
    inside, outside = middle(page, mark), QPoint(2, 2)
    assert channels(shaded, inside) == pytest.approx(channels(framed, inside), abs=1)
    assert shaded.pixelColor(inside) != bare.pixelColor(inside)
    assert shaded.pixelColor(outside) == bare.pixelColor(outside)
    edge = QPoint(round(picture.box(mark).left()) + 1, inside.y())
    assert shaded.pixelColor(edge) != bare.pixelColor(edge)
