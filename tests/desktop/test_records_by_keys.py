"""Pages of records by keys alone: reached, left and acted on, empty, and where nothing can be edited."""

from collections.abc import Callable

import pytest
from day_support import CTRL, SHIFT, Day, contents
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.codebook import codebook
from desktop.actions import TABS
from desktop.pages import NAMES
from desktop.pages import TABS as HOME

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("This plugin does not support")]


def test_every_page_is_reached_and_left_by_keys(begin: Callable[..., Day]) -> None:
    day = begin()
    pages = day.pages
    for name in TABS:
        page = day.tab(name)
        assert day.focus is page.view
        day.press(Qt.Key.Key_F6)
        first = next(iter(page.form.fields.fields.values()))
        assert first is day.focus or first.isAncestorOf(day.focus)
        day.press(Qt.Key.Key_Escape)
        assert day.focus is page.view
        day.press(Qt.Key.Key_F4)
        assert first is day.focus or first.isAncestorOf(day.focus)
        day.press(Qt.Key.Key_Escape)
        assert day.focus is page.view
        day.press(Qt.Key.Key_F, CTRL)
        assert day.focus is page.finder
        day.press(Qt.Key.Key_Down)
        assert day.focus is page.view
        day.press(Qt.Key.Key_F6)
        assert page.form.isAncestorOf(day.focus)
        day.press(Qt.Key.Key_F6)
        assert day.focus is pages.filter_bar.line
        day.press(Qt.Key.Key_F6, SHIFT)
        assert page.form.isAncestorOf(day.focus)
    places = [name for page in NAMES for name in ([t for t in TABS if HOME[t] == page] or [page])]
    now = places.index(TABS[-1])
    for place in (*places[now + 1 :], *places[: now + 1]):
        day.press(Qt.Key.Key_PageDown, CTRL)
        assert (pages.records.spec.name if pages.records else pages.shown) == place
    day.press(Qt.Key.Key_PageUp, CTRL)
    assert pages.records.spec.name == TABS[-2]


def test_keys_act_on_what_is_shown(begin: Callable[..., Day], qtbot: QtBot) -> None:
    day = begin()
    desk, actions = day.window.desk, day.window.actions_
    assert desk is not None
    desk.browse.select(desk.live.columns.ids[:3].tolist())
    before = len(desk.live.columns)
    day.tab("people")
    assert actions["new_record"].text() == "&New person…"
    assert not actions["delete"].isEnabled()
    day.pages.records.add.setFocus()
    day.press(Qt.Key.Key_Delete)
    assert len(desk.live.columns) == before  # events that are not to be seen stay
    total = day.pages.records.model.total
    day.pages.records.view.setFocus()
    day.press(Qt.Key.Key_End, CTRL)
    day.press(Qt.Key.Key_Delete)
    day.press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: day.pages.records.model.total == total)
    day.press(Qt.Key.Key_E, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(desk.live.columns) == before + 1)
    assert day.pages.shown == "timeline"
    assert day.focus is day.form.basics.title
    day.press(Qt.Key.Key_Escape)
    day.press(Qt.Key.Key_Escape)
    assert day.focus is day.pages.timeline.canvas
    day.press(Qt.Key.Key_6, CTRL)
    day.press(Qt.Key.Key_L, CTRL)
    qtbot.keyClicks(day.pages.filter_bar.line, "country:JP")
    day.press(Qt.Key.Key_Return)
    assert day.pages.shown == "table"  # where the filtered events are to be seen


def test_an_empty_timeline_says_on_every_page_what_to_do(begin: Callable[..., Day], qtbot: QtBot) -> None:
    day = begin(codebook.fill)
    for name in TABS:
        page = day.tab(name)
        if page.model.total:
            continue
        assert page.empty.isVisible()
        assert "New…" in page.empty.text()
        assert not page.form.isVisible()
    day.press(Qt.Key.Key_6, CTRL)
    overview = day.pages.page("overview")
    qtbot.waitUntil(overview.empty.isVisible)
    assert "Ctrl+N" in overview.empty.text()


def test_nothing_can_be_edited_but_all_be_read_and_copied(begin: Callable[..., Day], qtbot: QtBot) -> None:
    day = begin(write=False)
    before = contents(day.timeline)
    for name in TABS:
        page = day.tab(name)
        assert not page.add.isEnabled()
        assert not page.remove.isEnabled()
        day.press(Qt.Key.Key_N, CTRL)
        day.press(Qt.Key.Key_Delete)
        assert page._dialog is None
        day.press(Qt.Key.Key_C, CTRL)
        assert QApplication.clipboard().text()
        for field in (*page.form.findChildren(QLineEdit), *page.form.findChildren(QPlainTextEdit)):
            assert field.isReadOnly() or not field.isEnabled() or not field.isVisible(), (
                field.accessibleName()
            )
        for button in page.form.findChildren(QPushButton):
            if button.isVisible() and button.isEnabled():
                assert button.text() in {"Show events", "Open", "Open…", "Save as…", "Copy", "Copy citation"}
    assert contents(day.timeline) == before
