"""The main job through the real widgets: type a meeting, see it everywhere, undo, redo, close, reopen, undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.codebook import codebook
from db.timeline import Timeline
from desktop.window import Window

pytestmark = pytest.mark.slow


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifier)


def type_into(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Type into a field as a person would: click it, select what is there, type, press Enter."""
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(widget, text)
    qtbot.keyClick(widget, Qt.Key.Key_Return)


def activate(qtbot: QtBot, window: Window) -> None:
    """Make the window the active one: popups take that from it where there is no window manager."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def commit_text(widget: QWidget, text: str) -> None:
    """Enter text as an input method does once its characters are chosen."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def test_the_main_job(window: Window, qtbot: QtBot) -> None:
    desk, pages = window.desk, window.pages
    assert desk is not None
    assert pages is not None
    before = len(desk.live.columns)
    qtbot.waitUntil(lambda: pages.timeline.chart.frequency is not None)
    counted = pages.timeline.chart.frequency.units
    event = type_a_meeting(window, qtbot)
    it_shows_everywhere(window, qtbot, event, counted + 1)
    undo_it_and_redo_it(window, qtbot, event, counted)
    close_reopen_and_undo(window, qtbot, event, before)


def type_a_meeting(window: Window, qtbot: QtBot) -> int:
    """Add a meeting with title, imprecise date and two participants; return its id."""
    desk, pages = window.desk, window.pages
    assert desk is not None
    assert pages is not None
    before = len(desk.live.columns)
    activate(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(desk.live.columns) == before + 1)
    basics, participants = pages.inspector.form.basics, pages.inspector.form.participants
    qtbot.waitUntil(basics.title.hasFocus)
    qtbot.keyClicks(basics.title, "Consultation on party exchange")
    qtbot.keyClick(basics.title, Qt.Key.Key_Return)
    type_into(qtbot, basics.date.line, "late March 2011")
    for name in ("自民党", "中国共产党"):
        qtbot.mouseClick(participants.adder, Qt.MouseButton.LeftButton)
        participants.adder.setFocus()
        commit_text(participants.adder, name)
        qtbot.waitUntil(participants.adder.popup.isVisible)
        qtbot.keyClick(participants.adder.popup, Qt.Key.Key_Return)
    event = desk.browse.current
    assert event is not None
    qtbot.waitUntil(lambda: len(pages.inspector.form.participants.takings) == 2)
    return event


def it_shows_everywhere(window: Window, qtbot: QtBot, event: int, units: int) -> None:
    """See the meeting in columns, canvas, chart (which counts so many) and table."""
    desk, pages = window.desk, window.pages
    assert desk is not None
    assert pages is not None
    row = int(desk.live.columns.rows_of([event])[0])
    assert (desk.live.columns.start_hi[row] - desk.live.columns.start_lo[row]) == 10
    qtbot.waitUntil(lambda: row in pages.timeline.canvas.picture.index.data.rows)
    qtbot.waitUntil(lambda: pages.timeline.chart.frequency.units == units)
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(pages.table.isVisible)
    assert "Consultation on party exchange" in cells(pages.table, row)
    assert any("Liberal Democratic Party" in cell for cell in cells(pages.table, row))
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)


def undo_it_and_redo_it(window: Window, qtbot: QtBot, event: int, units: int) -> None:
    """Take all of the meeting back by the keyboard, so that the chart counts as before, and make it again."""
    desk, pages = window.desk, window.pages
    assert desk is not None
    assert pages is not None
    before = len(desk.live.columns) - 1
    activate(qtbot, window)
    pages.timeline.canvas.setFocus()
    for _ in range(12):
        if len(desk.live.columns) > before:
            press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not len(desk.live.columns.rows_of([event]))
    qtbot.waitUntil(lambda: pages.timeline.chart.frequency.units == units)
    for _ in range(12):
        press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert title_of(desk.live.timeline, event) == "Consultation on party exchange"


def close_reopen_and_undo(window: Window, qtbot: QtBot, event: int, before: int) -> None:
    """Undo in another sitting, down to so many events."""
    assert window.desk is not None
    path = window.desk.live.timeline.path
    window.actions_["close_timeline"].trigger()
    assert window.desk is None
    window.open(path)
    assert window.desk is not None
    assert len(window.desk.live.columns) == before + 1
    activate(qtbot, window)
    for _ in range(12):
        if len(window.desk.live.columns) > before:
            qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert title_of(window.desk.live.timeline, event) is None


def cells(table: QWidget, row: int) -> list[str]:
    model = table.model  # type: ignore[attr-defined]
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def title_of(timeline: Timeline, event: int) -> str | None:
    with timeline.reading() as connection:
        found = connection.execute("SELECT title FROM event WHERE id = ?", (event,)).fetchone()
    return found[0] if found else None


def test_a_day_dated_event_is_dragged_in_one_step(window: Window, qtbot: QtBot) -> None:
    desk, pages = window.desk, window.pages
    assert desk is not None
    assert pages is not None
    columns = desk.live.columns
    canvas = pages.timeline.canvas
    with desk.live.reading() as connection:
        event = connection.execute("SELECT id FROM event WHERE title LIKE '%fifth session'").fetchone()[0]
    row = int(columns.rows_of([event])[0])
    day = int(columns.start_lo[row])
    desk.axis.set_view(day - 30, day + 30)
    canvas.reveal(row)
    qtbot.waitUntil(lambda: any(canvas.row_at(point) == row for point in points(canvas, day)))
    start = next(point for point in points(canvas, day) if canvas.row_at(point) == row)
    per_day = canvas.picture.plot_rect().width() / 60
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for part in range(1, 11):
        qtbot.mouseMove(canvas, start + type(start)(round(per_day * part), 0))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + type(start)(round(per_day * 10), 0))
    moved = int(desk.live.columns.start_lo[desk.live.columns.rows_of([event])[0]])
    assert moved == day + 10
    assert desk.live.timeline.steps()[0] == "Move event"
    window.actions_["undo"].trigger()
    assert int(desk.live.columns.start_lo[desk.live.columns.rows_of([event])[0]]) == day


def points(canvas: QWidget, day: int) -> list[object]:
    """Points of the canvas at a day, from top to bottom."""
    from PySide6.QtCore import QPoint

    plot = canvas.picture.plot_rect()  # type: ignore[attr-defined]
    axis = canvas.axis  # type: ignore[attr-defined]
    x = round(plot.left() + (day + 0.5 - axis.first) / axis.span * plot.width())
    return [QPoint(x, y) for y in range(plot.top(), plot.bottom(), 3)]


def test_an_empty_timeline_says_what_to_do(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    Timeline.create(tmp_path / "empty.liaison", codebook.fill).close()
    window.open(tmp_path / "empty.liaison")
    assert window.desk is not None
    assert len(window.desk.live.columns) == 0
    window.actions_["new_event"].trigger()
    assert len(window.desk.live.columns) == 1


def test_start_page_without_a_timeline(window: Window) -> None:
    window.close_timeline()
    assert window.desk is None
    assert window.windowTitle() == "Liaison"
    assert not window.actions_["new_event"].isEnabled()
    assert window.actions_["open_timeline"].isEnabled()


def test_canvas_and_chart_share_one_time_axis(window: Window, qtbot: QtBot) -> None:
    pages = window.pages
    assert pages is not None
    chart = pages.timeline.chart
    qtbot.waitUntil(lambda: chart.chart is not None and chart.frequency is not None)
    for height in (950, 420):  # so low that the lanes need a scroll bar
        window.resize(1500, height)
        plot = pages.timeline.canvas.picture.plot_rect
        qtbot.waitUntil(lambda plot=plot: chart.chart.plot_rect().left() == plot().left())
        qtbot.waitUntil(lambda plot=plot: chart.chart.plot_rect().width() == plot().width())
