"""The Charts page in the window: its shortcuts, the filter that stays, and the way to the table and back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import sample
from db.timeline import Timeline
from desktop.panels.charts import ChartsPage
from desktop.window import Window

pytestmark = pytest.mark.slow
CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    """Press a key where the focus is."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.focusWidget() or window, key, modifiers)


def test_from_filter_to_chart_to_table_by_keyboard(window: Window, qtbot: QtBot) -> None:
    pages, desk = window.pages, window.desk
    assert pages is not None
    assert desk is not None
    assert not window.actions_["save_chart"].isEnabled()
    press(qtbot, window, Qt.Key.Key_3)
    page: ChartsPage = pages.page("charts")
    assert pages.shown == "charts"
    assert window.focusWidget() is page.options.kinds
    qtbot.waitUntil(lambda: not page.busy and page.shown is not None, timeout=15_000)
    everything = page.shown.result.frequency.units

    press(qtbot, window, Qt.Key.Key_L)
    qtbot.keyClicks(pages.filter_bar.line, "country:JP")
    press(qtbot, window, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: page.shown.result.frequency.units < everything, timeout=15_000)
    assert pages.shown == "charts"

    press(qtbot, window, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: page.numbers.model.total > 0)
    press(qtbot, window, Qt.Key.Key_D)
    assert not page.numbers.isVisible()
    qtbot.waitUntil(lambda: not page.busy and page.picture._fits(), timeout=15_000)

    for part in (page.options, page.saved, page.picture):  # F6 goes from part to part
        press(qtbot, window, Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier)
        assert part.isAncestorOf(window.focusWidget()) or window.focusWidget() is part
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier)
    press(qtbot, window, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: pages.shown == "table")
    assert desk.browse.selection
    assert len(pages.table.view.selected_places()) == len(desk.browse.selection)
    press(qtbot, window, Qt.Key.Key_3)
    assert page.picture.lit

    press(qtbot, window, Qt.Key.Key_S)
    assert window.focusWidget() is page.saved.name
    qtbot.keyClicks(page.saved.name, "Japan")
    press(qtbot, window, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert page.saved.list.item(0).text() == "Japan"
    press(qtbot, window, Qt.Key.Key_E)
    dialog = page.sharing.dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    press(qtbot, window, Qt.Key.Key_Z)
    assert page.saved.list.count() == 0


def test_a_timeline_that_is_only_read_draws_and_keeps_nothing(
    qtbot: QtBot, tmp_path: Path, open_desk
) -> None:
    path = tmp_path / "s.liaison"
    Timeline.create(path, sample.build).close()
    page = ChartsPage(open_desk(Timeline.open(path, write=False)))
    assert page._desk.live.read_only
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page.busy, timeout=15_000)
    assert page.picture.isVisible()
    assert not page.saved.save_as_button.isEnabled()
    page.save()
    assert not page.saved.name.isVisible()
