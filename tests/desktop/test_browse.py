"""Filter and selection: what is shown follows the filter and every edit."""

from pytestqt.qtbot import QtBot

from db import events
from db.dates import parse
from db.filters import Filter
from db.filters import parse as parse_filter
from desktop.desk import Desk


def shown(desk: Desk) -> list[int]:
    return desk.live.columns.ids[desk.browse.rows].tolist()


def test_everything_is_shown_without_a_filter(sample_desk: Desk) -> None:
    assert shown(sample_desk) == sample_desk.live.columns.ids.tolist()


def test_a_filter_is_answered_in_order_of_time(sample_desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(sample_desk.browse.rows_changed):
        sample_desk.browse.set_filter(parse_filter("type:session mechanism:ruling"))
    columns, rows = sample_desk.live.columns, sample_desk.browse.rows
    assert len(rows) == 9
    assert columns.start_lo[rows].tolist() == sorted(columns.start_lo[rows].tolist())
    with qtbot.waitSignal(sample_desk.browse.rows_changed):
        sample_desk.browse.set_filter(Filter.EMPTY)
    assert len(sample_desk.browse.rows) == len(columns)


def test_edits_are_filtered_too(desk: Desk, qtbot: QtBot) -> None:
    desk.browse.set_filter(parse_filter("title:alpha"))
    qtbot.waitUntil(lambda: not desk.browse.busy)
    alpha = desk.live.edit("Add", events.create, "Alpha", parse("2004"))
    desk.live.edit("Add", events.create, "Beta", parse("2003"))
    qtbot.waitUntil(lambda: shown(desk) == [alpha])
    desk.live.edit("Rename", events.rename, alpha, "Gamma")
    qtbot.waitUntil(lambda: shown(desk) == [])
    desk.live.undo()
    qtbot.waitUntil(lambda: shown(desk) == [alpha])


def test_a_deleted_event_is_no_longer_selected(desk: Desk, qtbot: QtBot) -> None:
    one = desk.live.edit("Add", events.create, "One")
    two = desk.live.edit("Add", events.create, "Two")
    desk.browse.select([two, one])
    with qtbot.waitSignal(desk.browse.selection_changed):
        desk.live.edit("Delete", events.delete, [two])
    assert desk.browse.selection == (one,)
    assert desk.browse.current == one
