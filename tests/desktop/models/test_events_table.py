"""The event table's model: pages, order, cells that are set, copied and pasted."""

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db import events, filters
from db.dates import parse
from db.table import event_rows
from desktop.desk import Desk
from desktop.models.events_table import ROWS_KEPT, EventsTable
from desktop.models.table_columns import COLUMNS, PLACES
from desktop.models.table_text import to_tsv

TITLES = ["An undated talk", "Preparations", "First session", "Fourth session <b>bold</b>", "中日政党对话"]


@pytest.fixture
def model(desk: Desk) -> EventsTable:
    model = EventsTable(desk.live, desk.browse)
    desk.browse.rows_changed.connect(model.refresh)
    model.setProperty(
        "tester", QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    )
    return model


def texts(model: EventsTable, key: str = "title") -> list[str]:
    return [str(cell(model, row, key).data()) for row in range(model.rowCount())]


def cell(model: EventsTable, row: int, key: str) -> QModelIndex:
    return model.index(row, PLACES[key])


def sort(
    qtbot: QtBot, model: EventsTable, key: str, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
) -> None:
    model.sort(PLACES[key], order)
    qtbot.waitUntil(lambda: not model.busy)


def test_rows_stand_in_order_of_time(model: EventsTable) -> None:
    assert texts(model) == TITLES
    assert texts(model, "date") == ["", "2004", "2006-02-21 – 22", "late February 2009", "2015-12-03"]
    assert texts(model, "direction") == ["", "", "incoming", "outgoing", "remote"]
    assert texts(model, "round") == ["", "", "1", "4 inferred", ""]


def test_model_keeps_its_promises(model: EventsTable, qtmodeltester: object) -> None:
    qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_imprecise_dates_are_italic(model: EventsTable) -> None:
    fonts = [cell(model, row, "date").data(Qt.ItemDataRole.FontRole) for row in range(5)]
    assert [font is not None and font.italic() for font in fonts] == [True, True, False, True, False]


def test_tooltips_show_markup_as_text(model: EventsTable) -> None:
    tip = cell(model, 3, "title").data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;bold" in tip
    assert "Unverified" in tip
    assert "late February 2009" in cell(model, 3, "date").data(Qt.ItemDataRole.ToolTipRole)
    assert "date: green" in cell(model, 2, "marks").data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize("key", [column.key for column in COLUMNS])
@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_every_column_sorts_and_loses_nobody(
    qtbot: QtBot, model: EventsTable, key: str, order: Qt.SortOrder
) -> None:
    sort(qtbot, model, key, order)
    assert sorted(texts(model)) == sorted(TITLES)


def test_sorting_keeps_time_order_among_equals_and_empty_last(qtbot: QtBot, model: EventsTable) -> None:
    sort(qtbot, model, "type", Qt.SortOrder.DescendingOrder)
    assert texts(model) == [TITLES[2], TITLES[3], TITLES[0], TITLES[1], TITLES[4]]
    sort(qtbot, model, "title")
    assert texts(model) == [TITLES[0], TITLES[2], TITLES[3], TITLES[1], TITLES[4]]
    sort(qtbot, model, "date", Qt.SortOrder.DescendingOrder)
    assert texts(model) == TITLES[::-1]


def test_a_filter_is_followed_in_any_order(qtbot: QtBot, desk: Desk, model: EventsTable) -> None:
    sort(qtbot, model, "title")
    desk.browse.set_filter(filters.parse("mechanism:Exchange*"))
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    assert texts(model) == TITLES[2:4]
    desk.browse.set_filter(filters.Filter.EMPTY)
    qtbot.waitUntil(lambda: model.rowCount() == 5)


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [
        ("title", "Talks", "Talks"),
        ("date", "16-17 Oct 2006", "2006-10-16 – 17"),
        ("date", "2004年3月", "2004-03"),
        ("date", "", ""),
        ("type", "video", "Video meeting"),
        ("status", "cancelled", "cancelled"),
        ("mechanism", "日中与党交流協議会", "China–Japan Ruling Party Exchange Mechanism"),
        ("round", "7?", "7 inferred"),
        ("place", "北京", "北京"),
        ("country", "日本", "Japan"),
        ("direction", "third place", "third place"),
        ("channel", "in person", "in person"),
        ("level", "MIN", "minister"),
        ("note", "two\nlines", "two lines"),
        ("unverified", "yes", "unverified"),
    ],
)
def test_cells_are_set_in_place_and_undone(
    desk: Desk, model: EventsTable, key: str, typed: str, shown: str
) -> None:
    index = QPersistentModelIndex(cell(model, 1, key))
    before = texts(model, key)
    assert model.setData(index, typed)
    assert index.data() == shown
    desk.live.undo()
    assert texts(model, key) == before
    desk.live.redo()
    assert index.data() == shown


def test_a_changed_date_moves_the_row(model: EventsTable) -> None:
    index = QPersistentModelIndex(cell(model, 1, "title"))
    assert model.setData(cell(model, 1, "date"), "2030")
    assert index.row() == 4
    assert texts(model)[4] == "Preparations"


def test_a_bad_value_is_refused_in_a_sentence(qtbot: QtBot, desk: Desk, model: EventsTable) -> None:
    with qtbot.waitSignal(model.refused) as told:
        assert not model.setData(cell(model, 1, "date"), "2004-13")
    assert "month" in told.args[1]
    assert texts(model, "date")[1] == "2004"
    assert desk.live.timeline.steps() == (None, None)


def test_the_same_text_is_no_edit(desk: Desk, model: EventsTable) -> None:
    for column in COLUMNS:
        if column.editable:
            for row in range(5):
                assert model.setData(
                    cell(model, row, column.key), cell(model, row, column.key).data(Qt.ItemDataRole.EditRole)
                )
    assert desk.live.timeline.steps() == (None, None)


def test_many_are_set_in_one_step(desk: Desk, model: EventsTable) -> None:
    assert model.set_many([0, 1, 4], "place", "Bonn")
    assert texts(model, "place") == ["Bonn", "Bonn", "Beijing", "東京", "Bonn"]
    desk.live.undo()
    assert texts(model, "place") == ["", "", "Beijing", "東京", ""]


def test_rows_that_come_and_go_are_told_one_by_one(qtbot: QtBot, desk: Desk, model: EventsTable) -> None:
    with qtbot.waitSignal(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        event = desk.live.edit("Add", events.create, "Between", parse("2007"))
    assert texts(model)[3] == "Between"
    with qtbot.waitSignal(model.rowsRemoved), qtbot.assertNotEmitted(model.modelReset):
        desk.live.edit("Delete", events.delete, [event])
    assert texts(model) == TITLES


def test_copy_and_paste_round_trip(desk: Desk, model: EventsTable) -> None:
    keys = [column.key for column in COLUMNS]
    text = to_tsv(model.copied(range(5), keys))
    assert text.splitlines()[0].split("\t")[:2] == ["Date", "Title"]
    assert "[2009-02-21..2009-02-28]" in text
    assert model.paste([0], keys, text) == 0
    assert desk.live.timeline.steps() == (None, None)


def test_paste_is_one_step(desk: Desk, model: EventsTable) -> None:
    assert model.paste([1], ["title", "type", "status"], "A\tMeeting\nB\tVideo meeting\n") == 2
    assert texts(model)[1:3] == ["A", "B"]
    assert texts(model, "type")[1:3] == ["Meeting", "Video meeting"]
    desk.live.undo()
    assert texts(model) == TITLES


def test_one_cell_fills_all_selected(model: EventsTable) -> None:
    assert model.paste([0, 2, 4], ["place"], "Bonn") == 3
    assert texts(model, "place") == ["Bonn", "", "Bonn", "東京", "Bonn"]


@pytest.mark.parametrize(
    ("keys", "text", "said"),
    [
        (["title"], "a\tb", "more columns"),
        (["title"], "a\nb\nc\nd\ne", "5 rows"),
        (["people"], "Somebody\nElse", "can't be set"),
        (["title", "date"], "a\t2004\nb\t2004-13", "month"),
    ],
)
def test_a_paste_is_refused_whole(
    qtbot: QtBot, model: EventsTable, keys: list[str], text: str, said: str
) -> None:
    with qtbot.waitSignal(model.refused) as told:
        assert model.paste([1], keys, text) == 0
    assert said in told.args[1]
    assert texts(model) == TITLES


def test_rows_are_fetched_once_for_a_screen_and_not_all_kept(
    desk: Desk, model: EventsTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.live.timeline.edit("Many") as session:
        for number in range(5000):
            events.create(session, f"Event {number}", parse("2020"))
    assert model.rowCount() == 5005
    asked: list[int] = []
    fetch = event_rows.fetch
    monkeypatch.setattr(
        event_rows, "fetch", lambda connection, ids: asked.append(len(ids)) or fetch(connection, ids)
    )
    model.expect(45)

    def screen(first: int) -> list[str]:
        return [model.index(row, column).data() for row in range(first, first + 45) for column in range(5)]

    for _ in range(3):
        assert all(isinstance(text, str) for text in screen(4960))
    assert asked == [45]
    for first in (4959, 4958, 4940):  # scrolling up fetches a whole screen ahead
        assert len(screen(first)) == 225
    assert asked == [45, 45]
    screen(4900)
    assert len(asked) == 3
    for row in range(0, 5005, 64):
        model.line(row)
    assert len(model._lines) <= ROWS_KEPT


def test_places_and_ids(desk: Desk, model: EventsTable) -> None:
    ids = model.ids_at(range(5))
    assert ids == desk.live.columns.ids.tolist()
    assert model.places_of(reversed(ids)).tolist() == [0, 1, 2, 3, 4]
    assert model.places_of([1, ids[3]]).tolist() == [3]
