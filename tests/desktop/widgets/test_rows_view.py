"""How the columns of lists share the width of their view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.rows_view import shared


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
