"""The frequency panel follows filter, edits and time axis, and tells which span was dragged over."""

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db import events
from db.dates import OPEN_LO, parse
from db.filters import parse as parse_filter
from db.timeline import Timeline
from db.words import STATUSES
from desktop import settings
from desktop.desk import Desk
from desktop.look import palette_of
from desktop.panels.chart_canvas import ChartCanvas
from desktop.panels.frequency import FrequencyPanel
from desktop.theme import DARK

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    """A window for the panel; offscreen, Qt warns of windows that have a least size of their own."""
    window = QWidget()
    window.resize(900, 260)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def show(qtbot: QtBot, place: QWidget) -> Callable[[Desk], FrequencyPanel]:
    """Return a function that shows the panel of a desk and waits for its first result."""

    def make(desk: Desk) -> FrequencyPanel:
        starts = desk.live.columns.start_lo
        starts = starts[starts > OPEN_LO]
        if len(starts):
            desk.axis.set_limits(float(starts.min()) - 400, float(starts.max()) + 400)
            desk.axis.show_all()
        panel = FrequencyPanel(desk, place)
        panel.resize(place.size())
        with qtbot.waitSignal(panel.shown, timeout=20_000):
            place.show()
        return panel

    return make


@pytest.fixture
def panel(sample_desk: Desk, show: Callable[[Desk], FrequencyPanel], qtbot: QtBot) -> FrequencyPanel:
    """The panel of the sample, by year."""
    settings.remember("frequency/by", "year")
    return show(sample_desk)


@pytest.fixture
def chart(panel: FrequencyPanel, qtbot: QtBot) -> ChartCanvas:
    """The chart of the sample's panel, painted."""
    assert panel.chart is not None
    chart = panel.chart
    qtbot.waitUntil(lambda: chart.wholes > 0)
    return chart


def add_meeting(desk: Desk, when: str) -> None:
    desk.live.edit("Add", events.create, "A meeting", parse(when))


def counted_event(desk: Desk) -> int:
    """An event that is one unit by itself: held, dated, part of nothing and with no parts."""
    columns = desk.live.columns
    alone = (columns.part_of < 0) & ~np.isin(np.arange(len(columns)), columns.part_of)
    counted = alone & (columns.status == STATUSES.index("held")) & (columns.start_lo > OPEN_LO)
    return int(columns.ids[counted][0])


def total(panel: FrequencyPanel) -> float:
    assert panel.frequency is not None
    return float(panel.frequency.expected.sum())


def test_the_panel_alone_does_not_load_matplotlib() -> None:
    code = "import sys, desktop.panels.frequency; print('matplotlib' in sys.modules, 'sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "False"


def test_it_counts_what_is_shown(panel: FrequencyPanel) -> None:
    assert panel.frequency is not None
    assert total(panel) == pytest.approx(panel.frequency.units)
    assert panel.frequency.units > 10
    assert panel.chart is not None
    assert panel.chart.accessibleDescription() == panel.frequency.caption == panel.message


def test_it_follows_the_filter(panel: FrequencyPanel, sample_desk: Desk, qtbot: QtBot) -> None:
    before = total(panel)
    with qtbot.waitSignal(panel.shown):
        sample_desk.browse.set_filter(parse_filter("country:JP"))
    assert 0 < total(panel) < before
    assert panel.frequency is not None
    assert panel.frequency.filter == "country:JP"


def test_it_follows_edits_and_undo(panel: FrequencyPanel, sample_desk: Desk, qtbot: QtBot) -> None:
    before = total(panel)
    event = counted_event(sample_desk)
    with qtbot.waitSignal(panel.shown):
        sample_desk.live.edit("Delete event", events.delete, [event])
    assert total(panel) < before
    with qtbot.waitSignal(panel.shown):
        sample_desk.live.undo()
    assert total(panel) == pytest.approx(before)


def test_hidden_it_waits(panel: FrequencyPanel, sample_desk: Desk, qtbot: QtBot) -> None:
    panel.hide()
    with qtbot.waitSignal(sample_desk.browse.rows_changed):
        sample_desk.browse.set_filter(parse_filter("country:JP"))
    assert panel.frequency is not None
    assert panel.frequency.filter == ""
    with qtbot.waitSignal(panel.shown):
        panel.show()
    assert panel.frequency.filter == "country:JP"


def test_choices_change_the_count_and_are_remembered(
    panel: FrequencyPanel, sample_desk: Desk, qtbot: QtBot
) -> None:
    for name, value in (("by", "quarter"), ("unit", "dyad"), ("group", "country")):
        with qtbot.waitSignal(panel.shown):
            panel.choose(name, value)
    assert panel.frequency is not None
    assert (panel.frequency.by, panel.frequency.unit) == ("quarter", "dyad")
    assert len(panel.frequency.groups) > 1
    assert "by country" in panel.frequency.caption
    again = FrequencyPanel(sample_desk)
    qtbot.addWidget(again)
    assert (again.by, again.unit, again.group) == ("quarter", "dyad", "country")


def test_a_moving_axis_moves_the_chart_without_drawing_it_whole(
    chart: ChartCanvas, sample_desk: Desk, qtbot: QtBot
) -> None:
    axis = sample_desk.axis
    axis.set_view(axis.first + 900, axis.last - 900)
    wholes, frames = chart.wholes, chart.frames
    for _ in range(5):
        axis.pan(30)
        chart.repaint()
    assert chart.frames - frames == 5
    assert chart.wholes == wholes
    assert chart.artists.axes.get_xlim() == (axis.first, axis.last)


def test_automatic_bins_become_finer_when_zoomed_in(
    panel: FrequencyPanel, sample_desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.shown):
        panel.choose("by", "auto")
    wide = panel.by
    axis = sample_desk.axis
    with qtbot.waitSignal(panel.shown):
        axis.set_view(axis.first + 1000, axis.first + 1200)
    assert (wide, panel.frequency and panel.frequency.by) == ("year", "week")


def test_the_time_axis_begins_at_the_margin(
    panel: FrequencyPanel, chart: ChartCanvas, sample_desk: Desk
) -> None:
    panel.set_margins(180, 0)
    axis = sample_desk.axis
    assert chart.day_at(180) == axis.first
    assert chart.day_at(chart.width()) == axis.last
    chart.repaint()
    box = chart.artists.axes.bbox
    assert (box.x0, box.x1) == (pytest.approx(180), pytest.approx(chart.width()))


def test_dragging_selects_whole_bins(panel: FrequencyPanel, chart: ChartCanvas, qtbot: QtBot) -> None:
    at, to = bin_middle(chart, 3), bin_middle(chart, 5)
    qtbot.mousePress(chart, LEFT, pos=at)
    qtbot.mouseMove(chart, to)
    with qtbot.waitSignal(panel.span_brushed) as brushed:
        qtbot.mouseRelease(chart, LEFT, pos=to)
    assert chart.frequency is not None
    edges = chart.frequency.bins.edges
    assert brushed.args == [edges[3], edges[6]]


def test_escape_and_a_click_select_nothing(panel: FrequencyPanel, chart: ChartCanvas, qtbot: QtBot) -> None:
    at, to = bin_middle(chart, 3), bin_middle(chart, 5)
    brushed: list[tuple[int, int]] = []
    panel.span_brushed.connect(lambda first, after: brushed.append((first, after)))
    qtbot.mousePress(chart, LEFT, pos=at)
    qtbot.mouseMove(chart, to)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    qtbot.mouseRelease(chart, LEFT, pos=to)
    qtbot.mouseClick(chart, LEFT, pos=at)
    assert brushed == []


def test_the_wheel_zooms_at_the_pointer(chart: ChartCanvas, sample_desk: Desk) -> None:
    at = bin_middle(chart, 4)
    day, span = chart.day_at(at.x()), sample_desk.axis.span
    turn(chart, at, Qt.KeyboardModifier.NoModifier)
    assert sample_desk.axis.span < span
    assert chart.day_at(at.x()) == pytest.approx(day)
    first, span = sample_desk.axis.first, sample_desk.axis.span
    turn(chart, at, Qt.KeyboardModifier.ShiftModifier)
    assert sample_desk.axis.first < first
    assert sample_desk.axis.span == pytest.approx(span)


def test_a_bin_tells_its_numbers(chart: ChartCanvas) -> None:
    assert chart.frequency is not None
    label = chart.frequency.bins.labels[3]
    words = chart.words_at(bin_middle(chart, 3))
    assert words.startswith(f"{label}: ")
    assert "certain" in words
    assert chart.words_at(QPoint(2, 2)) == ""


def test_it_changes_its_colours_with_the_palette(panel: FrequencyPanel, chart: ChartCanvas) -> None:
    panel.setPalette(palette_of(DARK))
    chart.repaint()
    corner = chart.grab().toImage().pixelColor(2, 2)
    assert corner.name() == DARK.ground


def test_too_many_bins_are_said_in_words(
    desk: Desk, show: Callable[[Desk], FrequencyPanel], qtbot: QtBot, timeline: Timeline
) -> None:
    add_meeting(desk, "0001")
    add_meeting(desk, "9999")
    panel = show(desk)
    panel.choose("by", "day")
    qtbot.waitUntil(lambda: "choose wider" in panel.message)


def test_an_empty_timeline_says_so(desk: Desk, show: Callable[[Desk], FrequencyPanel]) -> None:
    panel = show(desk)
    assert panel.chart is not None
    assert panel.chart.artists.message.get_text().startswith("Nothing to count here.")


def bin_middle(chart: ChartCanvas, place: int) -> QPoint:
    """A pixel in the middle of a bin."""
    assert chart.frequency is not None
    edges, plot, axis = chart.frequency.bins.edges, chart.plot_rect(), chart.axis
    day = (edges[place] + edges[place + 1]) / 2
    return QPoint(round(plot.left() + (day - axis.first) / axis.span * plot.width()), plot.center().y())


def turn(chart: ChartCanvas, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    """Turn the wheel one notch away from the user."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(chart.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart, event)
