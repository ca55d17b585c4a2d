"""The overview page through its real widgets: every number leads to as many events as stand behind it."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from db import events, filters
from db.dates import parse
from desktop.panels.filter_bar import FilterBar
from desktop.panels.overview import OverviewPage
from desktop.panels.overview_silences import told

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def shown(qtbot, desk):
    page = OverviewPage(desk)
    qtbot.addWidget(page)
    page.resize(1300, 900)
    page.show()
    qtbot.waitUntil(lambda: page.shown is not None)
    page.activateWindow()
    return page


@pytest.fixture
def page(sample_desk, qtbot):
    page = shown(qtbot, sample_desk)
    page.as_of.show_text("2026-03-01")
    qtbot.waitUntil(lambda: settled(page))
    return page


@pytest.fixture
def bar(sample_desk, page, qtbot):
    """The filter bar, which shows what the page asks for."""
    bar = FilterBar(sample_desk)
    qtbot.addWidget(bar)
    bar.show()
    page.filter_requested.connect(lambda text: sample_desk.browse.set_filter(filters.parse(text)))
    return bar


def settled(page):
    return page.shown is not None and page.shown.day == page.as_of.day and not page._query.busy


def leads(qtbot, page, bar, number, follow):
    """Follow a link and see in the filter bar that it shows the events which the number promises."""
    desk_browse = bar._desk.browse
    with qtbot.waitSignal(page.filter_requested) as asked:
        follow()
    assert asked.args == [number.filter]
    qtbot.waitUntil(lambda: not desk_browse.busy)
    assert len(desk_browse.rows) == number.events
    assert bar.count.text().startswith(f"{number.events} event")
    desk_browse.set_filter(filters.parse(""))


def press(qtbot, widget, key):
    widget.setFocus()
    qtbot.keyClick(widget, key)


def go_to(qtbot, view, place):
    """Bring the current line of a list to a place by the keyboard."""
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(place):
        qtbot.keyClick(view, Key.Key_Down)


def test_every_tile_leads_to_its_events_by_click_enter_and_space(page, bar, qtbot):
    who = page.shown.counterparts
    numbers = [who.total, who.countries, who.regions, who.with_relations, who.without_relations]
    numbers += [page.shown.contacts, page.shown.undated]
    follows = (
        lambda tile: qtbot.mouseClick(tile, LEFT),
        lambda tile: press(qtbot, tile, Key.Key_Return),
        lambda tile: press(qtbot, tile, Key.Key_Space),
    )
    for place, (tile, number) in enumerate(zip(page.tiles.tiles, numbers, strict=True)):
        assert tile.text() == str(number.count)
        assert tile.accessibleName() == f"{number.count} {number.label}"
        assert tile.isEnabled() is (number.events > 0)
        if tile.isEnabled():
            leads(qtbot, page, bar, number, lambda tile=tile, place=place: follows[place % 3](tile))
    assert page.tiles.tiles[0].text() == "42"


def test_every_line_of_the_bar_lists_is_a_link(page, bar, qtbot):
    who = page.shown.counterparts
    listed = who.by_family, who.by_region, who.by_standing, who.by_relations
    for group, numbers in zip(page.groups.groups, listed, strict=True):
        assert group.list.count() == len(numbers)
        for place, number in enumerate(numbers):
            assert group.list.item(place).text() == number.label
            go_to(qtbot, group.list, place)
            leads(qtbot, page, bar, number, lambda of=group.list: qtbot.keyClick(of, Key.Key_Return))
        last = group.list.visualItemRect(group.list.item(len(numbers) - 1)).center()
        leads(qtbot, page, bar, numbers[-1],
              lambda of=group.list, at=last: qtbot.mouseClick(of.viewport(), LEFT, pos=at))  # fmt: skip


def test_every_year_leads_to_its_events(page, bar, qtbot):
    bars = page.years.bars
    assert len(page.shown.years) > 10
    for place, year in enumerate(page.shown.years):
        at = next(x for x in range(bars.width()) if bars.bar_at(x) == place) + 2
        leads(qtbot, page, bar, year,
              lambda at=at: qtbot.mouseClick(bars, LEFT, pos=QPoint(at, bars.height() // 2)))  # fmt: skip


def test_silences_lead_to_their_events_and_actors(page, bar, qtbot, qtmodeltester):
    silences = page.silences
    qtmodeltester.check(silences.model)
    for place, row in enumerate(page.shown.silences):
        go_to(qtbot, silences.view, place)
        leads(qtbot, page, bar, row, lambda: qtbot.keyClick(silences.view, Key.Key_Return))
    go_to(qtbot, silences.view, 1)
    with qtbot.waitSignal(page.record_requested) as asked:
        press(qtbot, silences.show_actor, Key.Key_Space)
    assert asked.args == ["actor", page.shown.silences[1].actor]
    with qtbot.waitSignal(page.record_requested) as asked:
        silences.view.actions()[1].trigger()  # of the context menu
    assert asked.args == ["actor", page.shown.silences[1].actor]
    assert [silences.model.columns[5].text(row) for row in page.shown.silences[:3]] == ["▲ longer"] * 2 + [""]
    assert "2 longer" in silences.heading.remark.text()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((1, 1), "1 d"),
        ((12, 45), "12–45 d"),
        ((45, 120), "45 d – 4 m"),
        ((325, 325), "11 m"),
        ((6193, 6193), "16 y 11 m"),
        ((730.5, 1095.7), "2–3 y"),
    ],
)
def test_days_are_told_in_years_months_and_days(days, words):
    assert told(days) == words


def test_lists_of_what_is_to_be_done_lead_to_records_and_events(page, bar, qtbot):
    to_do, found = page.to_do, page.shown
    go_to(qtbot, to_do.invitations.list, 1)
    with qtbot.waitSignal(page.record_requested) as asked:
        qtbot.keyClick(to_do.invitations.list, Key.Key_Return)
    assert asked.args == ["invitation", found.open_invitations.lines[1].id]
    assert not to_do.invitations.heading.count.isEnabled()  # no event is linked to one of them
    overdue = found.overdue_commitments
    assert to_do.commitments.heading.remark.text() == f"{overdue.count} of them perhaps"
    go_to(qtbot, to_do.commitments.list, 0)
    with qtbot.waitSignal(page.record_requested) as asked:
        qtbot.keyClick(to_do.commitments.list, Key.Key_Return)
    assert asked.args == ["commitment", overdue.lines[0].id]
    assert overdue.events > 0
    leads(qtbot, page, bar, overdue, lambda: qtbot.mouseClick(to_do.commitments.heading.count, LEFT))
    for part, todo in ((to_do.unverified, found.unverified), (to_do.conflicting, found.conflicting)):
        go_to(qtbot, part.list, 2)
        with qtbot.waitSignal(page.event_requested) as asked:
            qtbot.keyClick(part.list, Key.Key_Return)
        assert asked.args == [todo.lines[2].id]
        assert part.heading.count.text() == str(todo.count)
        leads(qtbot, page, bar, todo, lambda part=part: press(qtbot, part.heading.count, Key.Key_Return))


def test_the_day_may_be_another_one_and_a_wrong_one_is_told(page, qtbot):
    def labels():
        return {number.label: number.count for number in page.shown.counterparts.by_standing}

    now = labels()
    qtbot.keyClicks(page.as_of.line, "x")
    page.as_of.line.setText("2010-06")
    qtbot.keyClick(page.as_of.line, Key.Key_Return)
    qtbot.waitUntil(lambda: settled(page))
    assert labels() != now
    assert "2010-06-30" in page.shown.counterparts.by_standing[0].filter
    page.as_of.line.setText("2008-13")
    qtbot.keyClick(page.as_of.line, Key.Key_Return)
    assert "month" in page.as_of.said.text()
    assert settled(page)


def test_it_counts_again_after_an_edit_and_waits_while_hidden(page, qtbot, sample_desk):
    tile = page.tiles.tiles[5]
    before = int(tile.text())
    event = page.shown.unverified.lines[1].id
    page.silences.view.choose(2)
    chosen = page.silences.chosen.actor
    sample_desk.live.edit("Call off", events.change, [event], status="cancelled")
    qtbot.waitUntil(lambda: int(tile.text()) == before - 1)
    assert page.silences.chosen.actor == chosen
    page.hide()
    sample_desk.live.undo()
    assert not page._later.isActive()
    assert not page._query.busy
    page.show()
    qtbot.waitUntil(lambda: int(tile.text()) == before)


def test_an_empty_timeline_says_what_to_do(desk, qtbot):
    page = shown(qtbot, desk)
    qtbot.waitUntil(page.empty.isVisible)
    assert "Ctrl+N" in page.empty.text()
    desk.live.edit("New", events.create, title="A talk", date=parse("2024-05-01"))
    qtbot.waitUntil(page.tiles.isVisible)
    assert page.tiles.tiles[5].text() == "1"
    assert page.groups.by_family.none.isVisible()
    assert page.silences.none.isVisible()
    assert not page.silences.show_actor.isVisible()
    assert all(each.none.isVisible() for each in page.to_do.lists)
    assert page.to_do.commitments.none.text() == "No commitment is overdue."


def test_columns_stand_below_each_other_where_it_is_narrow(page, qtbot):
    assert page.columns.side_by_side
    page.resize(600, 900)
    qtbot.waitUntil(lambda: not page.columns.side_by_side)
    assert page._area.widget().width() == page._area.viewport().width()  # nothing is cut off
    page.resize(1300, 900)
    qtbot.waitUntil(lambda: page.columns.side_by_side)


def test_a_count_that_fails_is_told(page, qtbot, sample_desk):
    with closing(sqlite3.connect(sample_desk.live.timeline.path)) as other:
        other.execute("ALTER TABLE invitation RENAME TO gone")
        other.commit()
    with qtbot.waitSignal(page.message):
        page.refresh()
    assert "invitation" in page.said.text()
    assert page.tiles.tiles[0].text() == "42"


def test_everything_is_reached_with_tab(page, qtbot):
    page.as_of.line.setFocus()
    seen = []
    while QApplication.focusWidget() not in seen:
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    wanted = [tile for tile in page.tiles.tiles if tile.isEnabled()]
    wanted += [page.years.bars, *(group.list for group in page.groups.groups)]
    wanted += [page.silences.view, page.silences.show_events, page.silences.show_actor]
    wanted += [each.list for each in page.to_do.lists if each.list.isVisible()]
    places = [seen.index(widget) for widget in wanted]
    assert places == sorted(places)
