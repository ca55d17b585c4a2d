"""Entries of the key never overlap, nor leave the axes unless one alone is too wide."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.charts.key import flow

WIDTHS = st.lists(st.floats(1, 300), max_size=12)


@given(WIDTHS, st.floats(0, 400), st.floats(50, 1000))
def test_entries_never_overlap(widths: list[float], start: float, room: float) -> None:
    places = flow(widths, start, room, 10)
    assert len(places) == len(widths)
    ends: dict[int, float] = {0: start}
    for (x, row), width in zip(places, widths, strict=True):
        assert x >= ends.get(row, 0)
        assert x == 0 or x + width <= room
        ends[row] = x + width
    assert [row for _, row in places] == sorted(row for _, row in places)


def test_a_full_row_goes_on_in_the_next() -> None:
    assert flow([40, 40, 40], 30, 100, 10) == [(30, 0), (0, 1), (50, 1)]
