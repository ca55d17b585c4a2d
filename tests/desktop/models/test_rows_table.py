"""Tables of frozen rows: sorting, finding, copying, and what Qt expects of a model."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from desktop.models.rows_table import Column, RowsTable


@dataclass(frozen=True)
class City:
    id: int
    name: str
    people: int | None
    found_by: str = ""


CITIES = [City(3, "Peking", 21, "北京"), City(1, "Zürich", None), City(2, "athens\t1", 4)]


@pytest.fixture
def table(qtmodeltester):
    model = RowsTable(
        [
            Column("Name", lambda row: row.name),
            Column("People", lambda row: str(row.people or ""), sort=lambda row: row.people, numeric=True),
        ]
    )
    qtmodeltester.check(model)
    model.set_rows(CITIES)
    qtmodeltester.check(model)
    return model


def names(model):
    return [row.name for row in model.rows]


def test_rows_stand_in_their_own_order_until_a_column_is_sorted_by(table):
    assert names(table) == ["Peking", "Zürich", "athens\t1"]
    table.sort(0)
    assert names(table) == ["athens\t1", "Peking", "Zürich"]
    table.sort(-1)
    assert names(table) == ["Peking", "Zürich", "athens\t1"]


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        (Qt.SortOrder.AscendingOrder, [4, 21, None]),
        (Qt.SortOrder.DescendingOrder, [21, 4, None]),
    ],
)
def test_rows_without_a_value_come_last_either_way(table, order, wanted):
    table.sort(1, order)
    assert [row.people for row in table.rows] == wanted


@pytest.mark.parametrize(("typed", "found"), [("zurich", 1), ("北京", 3), ("ATHENS", 2), ("pek 21", 3)])
def test_rows_are_found_whatever_the_case_width_and_diacritics(table, typed, found):
    table.find(typed)
    assert [row.id for row in table.rows] == [found]
    assert table.total == 3
    table.find("")
    assert len(table.rows) == 3


def test_a_place_that_a_view_holds_follows_its_row(table):
    kept = QPersistentModelIndex(table.index(0, 1))
    table.sort(1)
    assert kept.row() == table.place_of(3)
    table.find("zurich")
    assert not kept.isValid()
    assert table.place_of(3) == -1


def test_copied_rows_keep_one_line_each(table):
    assert table.as_tsv([0, 2]) == "Name\tPeople\nPeking\t21\nathens 1\t4\n"


def test_what_was_folded_ahead_finds_the_same(table):
    rows, said = table.folded(table.all_rows)
    table.take_folded(rows, said)
    table.find("ZURICH")
    assert names(table) == ["Zürich"]
    table.find("北京")
    assert names(table) == ["Peking"]


def test_what_was_folded_of_rows_that_are_gone_is_left(table):
    rows, said = table.folded(table.all_rows)
    table.set_rows([City(3, "Lhasa", 1)])
    table.take_folded(rows, said)
    table.find("peking")
    assert names(table) == []
