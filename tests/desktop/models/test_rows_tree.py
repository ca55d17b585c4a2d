"""The tree of frozen rows: groups, organs under their parties, finding, sorting, copying."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from desktop.models.rows_table import Column
from desktop.models.rows_tree import RowsTree


@dataclass(frozen=True)
class Actor:
    id: int
    name: str
    country: str
    parent_id: int | None = None
    events: int | None = None
    found_by: str = ""


ACTORS = [
    Actor(1, "Party of Work", "China", events=9),
    Actor(2, "Its\nSchool", "China", parent_id=1, events=3),
    Actor(3, "Department of the School", "China", parent_id=2),
    Actor(4, "Liberals", "Japan", events=12, found_by="自由民主党"),
    Actor(5, "Stateless league", ""),
    Actor(6, "Organ of one not listed", "Japan", parent_id=77, events=1),
]


@pytest.fixture
def tree(qtmodeltester):
    model = RowsTree(
        [
            Column("Actor", lambda row: row.name),
            Column("Events", lambda row: str(row.events or ""), sort=lambda row: row.events, numeric=True),
        ],
        "country",
        "No country",
    )
    qtmodeltester.check(model)
    model.set_rows(ACTORS)
    qtmodeltester.check(model)
    return model


def told(model, parent=None, depth=0):
    """Return the tree as indented lines."""
    above = parent if parent is not None else model.index_of(-1)
    lines = []
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        lines.append("  " * depth + index.data())
        lines += told(model, index, depth + 1)
    return lines


def test_rows_stand_under_their_parents_and_groups_the_nameless_group_last(tree):
    assert told(tree) == [
        "China", "  Party of Work", "    Its School", "      Department of the School",
        "Japan", "  Liberals", "  Organ of one not listed",
        "No country", "  Stateless league",
    ]  # fmt: skip


def test_found_rows_keep_what_they_stand_under(tree, qtmodeltester):
    tree.find("department")
    assert told(tree) == ["China", "  Party of Work", "    Its School", "      Department of the School"]
    qtmodeltester.check(tree)
    tree.find("自由")
    assert told(tree) == ["Japan", "  Liberals"]
    tree.find("japan")
    assert told(tree) == ["Japan", "  Liberals", "  Organ of one not listed"]
    tree.find("nothing at all")
    assert told(tree) == []
    qtmodeltester.check(tree)
    assert tree.total == 6


def test_sorting_orders_siblings_and_keeps_the_tree(tree, qtmodeltester):
    tree.sort(1, Qt.SortOrder.AscendingOrder)
    assert told(tree)[4:7] == ["Japan", "  Organ of one not listed", "  Liberals"]
    qtmodeltester.check(tree)
    tree.sort(-1)
    assert told(tree)[5] == "  Liberals"


def test_places_follow_their_rows_through_sorting_and_finding(tree):
    liberals = QPersistentModelIndex(tree.index_of(tree.place_of(4)))
    school = QPersistentModelIndex(tree.index_of(tree.place_of(2)))
    tree.sort(1, Qt.SortOrder.DescendingOrder)
    tree.find("liberals")
    assert liberals.data() == "Liberals"
    assert not school.isValid()
    assert tree.place_of(2) == -1


def test_a_parent_that_is_its_own_child_is_not_followed_for_ever(tree):
    tree.set_rows([Actor(1, "One", "A", parent_id=2), Actor(2, "Two", "A", parent_id=1)])
    assert tree.total == 2


def test_copied_rows_have_headings_and_no_line_breaks(tree):
    school = tree.row_at(tree.index_of(tree.place_of(2)))
    assert tree.as_tsv([school]) == "Actor\tEvents\nIts School\t3\n"
    assert tree.row_at(tree.index(0, 0)) is None  # a group is no row


def test_numbers_stand_at_the_right_and_off_the_next_column(tree):
    index = tree.index(0, 1, tree.index(0, 0))
    assert index.data() == "9\u2002"
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)
    heading = tree.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert heading & int(Qt.AlignmentFlag.AlignRight)


def test_what_was_folded_ahead_finds_the_same(tree):
    tree.take_folded(*tree.folded(tree.all_rows))
    tree.find("自由民主 japan")
    assert [row.name for row in tree.rows] == ["Liberals"]
    rows, said = tree.folded(tree.all_rows)
    tree.set_rows(ACTORS[:1])
    tree.take_folded(rows, said)
    tree.find("liberals")
    assert tree.rows == []
