"""The filter bar through its real widgets: typing, completion, chips, errors, history and saving."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from table_support import fill

from db import filters, saved_filters
from db.timeline import Timeline
from desktop.desk import Desk
from desktop.panels.filter_bar import FilterBar

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen
Key = Qt.Key


@pytest.fixture
def desk(new_timeline: Callable[..., Timeline], open_desk: Callable[[Timeline], Desk]) -> Desk:
    return open_desk(new_timeline(fill=fill))


@pytest.fixture
def bar(qtbot: QtBot, desk: Desk) -> FilterBar:
    bar = FilterBar(desk)
    qtbot.addWidget(bar)
    bar.resize(900, 60)
    bar.show()
    qtbot.waitExposed(bar)
    bar.activateWindow()
    bar.focus()
    qtbot.waitUntil(bar.line.hasFocus)
    return bar


def enter(qtbot: QtBot, bar: FilterBar, text: str) -> None:
    bar.line.clear()
    qtbot.keyClicks(bar.line, text)
    qtbot.keyClick(bar.line, Key.Key_Return)


def test_typing_filters_after_a_rest(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    assert bar.count.text() == "5 events · 3 imprecise"
    qtbot.keyClicks(bar.line, "session")
    qtbot.waitUntil(lambda: len(desk.browse.rows) == 2)
    assert bar.count.text() == "2 events · 1 imprecise"
    assert bar.count.accessibleName() == bar.count.text()


def test_escape_clears(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    enter(qtbot, bar, "session")
    qtbot.waitUntil(lambda: len(desk.browse.rows) == 2)
    qtbot.keyClick(bar.line, Key.Key_Escape)
    qtbot.waitUntil(lambda: len(desk.browse.rows) == 5)
    assert bar.line.text() == ""
    assert not bar.chips


def test_parts_are_chips_that_can_be_removed(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    enter(qtbot, bar, "type:session place:Beijing -status:cancelled")
    qtbot.waitUntil(lambda: len(bar.chips) == 3)
    qtbot.waitUntil(lambda: len(desk.browse.rows) == 1)
    qtbot.mouseClick(bar.chips[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(desk.browse.rows) == 2)
    assert [chip.name for chip in bar.chips] == ["type:session", "-status:cancelled"]
    assert bar.line.text() == "type:session -status:cancelled"


def test_an_unknown_key_is_marked_and_the_last_filter_stays(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    enter(qtbot, bar, "session")
    qtbot.waitUntil(lambda: len(desk.browse.rows) == 2)
    enter(qtbot, bar, "session contry:JP")
    assert "contry" in bar.notice.text
    assert bar.line.wrong == (8, 14)
    assert str(desk.browse.filter) == "session"
    assert bar.replace.isVisible()
    qtbot.mouseClick(bar.replace, Qt.MouseButton.LeftButton)
    assert bar.line.text() == "session country:JP"
    qtbot.waitUntil(lambda: str(desk.browse.filter) == "session country:JP")
    assert not bar.notice.isVisible()
    assert bar.line.wrong is None


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("status:plannd", "status:planned"),
        ("-type:sesion", "-type:session"),
        ("country:Japn", "country:Japan"),
    ],
)
def test_a_suggestion_can_be_taken(qtbot: QtBot, desk: Desk, bar: FilterBar, typed: str, better: str) -> None:
    enter(qtbot, bar, typed)
    qtbot.waitUntil(bar.replace.isVisible)
    bar.replace.click()
    assert bar.line.text() == better
    qtbot.waitUntil(lambda: str(desk.browse.filter) == better)


def test_an_unknown_value_is_found_by_asking_the_file(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    enter(qtbot, bar, "party:Nobody")
    qtbot.waitUntil(lambda: "Nobody" in bar.notice.text)
    assert not desk.browse.filter


def test_a_word_being_typed_is_not_scolded_at_once(qtbot: QtBot, bar: FilterBar) -> None:
    qtbot.keyClicks(bar.line, "status:pla")
    qtbot.keyClicks(bar.line, "x")
    qtbot.waitUntil(lambda: bar.line.wrong is not None)
    assert not bar.notice.isVisible()
    qtbot.waitUntil(bar.notice.isVisible)


def test_keys_then_values_are_offered(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    qtbot.keyClicks(bar.line, "mech")
    popup = bar.offers.popup
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data() == "mechanism:"
    qtbot.keyClick(popup, Key.Key_Tab)
    assert bar.line.text() == "mechanism:"
    qtbot.waitUntil(popup.isVisible)
    qtbot.waitUntil(lambda: "China" in popup.model().index(0, 0).data())
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    assert bar.line.text() == 'mechanism:"China–Japan Ruling Party Exchange Mechanism" '
    qtbot.waitUntil(lambda: len(desk.browse.rows) == 2)


def test_down_offers_keys_in_an_empty_line(qtbot: QtBot, bar: FilterBar) -> None:
    qtbot.keyClick(bar.line, Key.Key_Down)
    qtbot.waitUntil(bar.offers.popup.isVisible)
    assert bar.offers.popup.model().rowCount() > 5


def test_earlier_filters_come_back(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    for text in ("session", "place:Beijing"):
        enter(qtbot, bar, text)
        qtbot.waitUntil(lambda text=text: str(desk.browse.filter) == text)
        bar.line.editingFinished.emit()
    qtbot.keyClick(bar.line, Key.Key_Up)
    assert bar.line.text() == "session"
    qtbot.keyClick(bar.line, Key.Key_Down)
    assert bar.line.text() == "place:Beijing"


def test_a_filter_set_elsewhere_is_followed(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    desk.browse.set_filter(filters.parse("2006..2009 type:session"))
    assert bar.line.text() == "2006..2009 type:session"
    assert len(bar.chips) == 2


def test_the_count_follows_edits(desk: Desk, bar: FilterBar) -> None:
    from db import events

    desk.live.edit("Delete", events.delete, desk.live.columns.ids[:1].tolist())
    assert bar.count.text() == "4 events · 2 imprecise"


def test_a_filter_is_saved_under_a_name(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    assert not bar.save.isEnabled()
    enter(qtbot, bar, "type:session")
    qtbot.waitUntil(bar.save.isEnabled)
    qtbot.mouseClick(bar.save, Qt.MouseButton.LeftButton)
    assert bar.naming.isVisible()
    bar.naming.line.clear()
    qtbot.keyClick(bar.naming.line, Key.Key_Return)
    assert "needs a name" in bar.naming.notice.text
    qtbot.keyClicks(bar.naming.line, "Sessions")
    qtbot.keyClick(bar.naming.line, Key.Key_Return)
    assert not bar.naming.isVisible()
    with desk.live.reading() as connection:
        assert [(each.name, each.text) for each in saved_filters.listed(connection)] == [
            ("Sessions", "type:session")
        ]


def test_markup_is_shown_as_text(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    enter(qtbot, bar, '"<img src=x>" <b>')
    qtbot.waitUntil(lambda: len(bar.chips) == 2)
    assert "&lt;" in bar.chips[0].toolTip()


def test_what_is_typed_while_a_filter_is_checked_stays(qtbot: QtBot, desk: Desk, bar: FilterBar) -> None:
    qtbot.keyClicks(bar.line, "session")
    bar._on_rest()  # the check is under way
    qtbot.keyClicks(bar.line, "s of mechanisms")
    qtbot.waitUntil(lambda: not bar._rest.isActive() and not bar._check.busy and not desk.browse.busy)
    assert bar.line.text() == "sessions of mechanisms"
