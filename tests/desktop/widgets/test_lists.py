"""Columns of tables and trees: how they share the width of their view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.rows import Column
from desktop.models.rows_table import RowsTable
from desktop.models.rows_tree import RowsTree
from desktop.widgets.lists import shared
from desktop.widgets.rows_view import RowsView
from desktop.widgets.tree_view import RecordsTree


@pytest.mark.parametrize(
    ("width", "weights", "least", "wanted"),
    [
        (400, [1, 3], [50, 50], [100, 300]),
        (400, [1, 9], [100, 50], [100, 300]),
        (
            300,
            [10, 9, 1],
            [20, 130, 60],
            [110, 130, 60],
        ),  # the second is short only after the third was given its own
        (100, [1, 1], [80, 90], [80, 90]),
    ],
)
def test_no_column_is_narrower_than_its_heading(width, weights, least, wanted):
    assert shared(width, weights, least) == wanted


@given(
    st.integers(0, 3000),
    st.lists(st.tuples(st.integers(1, 40), st.integers(1, 200)), min_size=1, max_size=9),
)
def test_columns_fill_the_width_unless_their_headings_need_more(width, columns):
    weights, least = zip(*columns, strict=True)
    widths = shared(width, weights, least)
    assert all(given >= low for given, low in zip(widths, least, strict=True))
    assert sum(widths) <= max(width, sum(least))
    assert sum(widths) > width - len(columns)


COLUMNS = [Column("Name", str, width=30), Column("Kind", str, width=10)]


def table():
    view = RowsView()
    view.setModel(RowsTable(COLUMNS, view))
    view.fit_columns([30, 10])
    return view, view.horizontalHeader()


def tree():
    view = RecordsTree(RowsTree(COLUMNS, "group", "none"))
    return view, view.header()


@pytest.mark.parametrize("made", [table, tree])
def test_columns_share_the_width_until_the_user_sizes_one(made, qtbot):
    view, header = made()
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    qtbot.waitExposed(view)
    wide = view.viewport().width()
    assert (header.sectionSize(0), header.sectionSize(1)) == (wide * 30 // 40, wide * 10 // 40)
    header.resizeSection(0, 111)
    view.resize(600, 200)
    qtbot.waitUntil(lambda: view.viewport().width() > wide)
    assert (header.sectionSize(0), header.sectionSize(1)) == (111, wide * 10 // 40)
