"""The axis has room for every day that is known, whatever is open."""

from dataclasses import replace

import numpy as np
import pytest

from db.arrays import columns as event_columns
from db.arrays.columns import EventColumns
from db.dates import OPEN_HI, OPEN_LO
from db.timeline import Timeline
from desktop.panels.timeline import extent

ROOM = 60


@pytest.fixture
def empty(timeline: Timeline) -> EventColumns:
    with timeline.reading() as connection:
        return event_columns.read(connection)


def with_days(columns: EventColumns, days: list[tuple[int, int, int]]) -> EventColumns:
    """Columns of events by first day, last day of the start, last day; in order of time."""
    table = np.array(sorted(days), np.int32).reshape(-1, 3)
    return replace(
        columns,
        ids=np.arange(len(table), dtype=np.int64),
        start_lo=table[:, 0],
        start_hi=table[:, 1],
        end_hi=table[:, 2],
    )


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        ([(730000, 730000, 730000)], 730000, 730000),
        ([(730000, 730010, 730030), (730005, 730005, 730005)], 730000, 730030),
        ([(OPEN_LO, 729000, 729000), (730000, 730000, 730000)], 729000, 730000),
        ([(730000, OPEN_HI, OPEN_HI), (730500, 730500, 730500)], 730000, 730500),
        ([(OPEN_LO, OPEN_HI, 728000), (730000, 730000, OPEN_HI)], 728000, 730000),
        ([(OPEN_LO, OPEN_HI, OPEN_HI), (730000, 730000, 730000)], 730000, 730000),
    ],
)
def test_it_reaches_from_the_first_to_the_last_known_day(
    empty: EventColumns, days: list[tuple[int, int, int]], first: int, last: int
) -> None:
    room = max(ROOM, (last - first) * 0.03)
    assert extent(with_days(empty, days)) == (first - room, last + room)


def test_without_a_known_day_it_is_these_years(empty: EventColumns) -> None:
    assert extent(with_days(empty, [(OPEN_LO, OPEN_HI, OPEN_HI)])) == extent(empty)
