"""Orders of columns that an edit has overtaken, and texts that are equal or empty."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from db import events
from db.arrays import columns
from db.dates import parse
from db.table import event_order
from db.timeline import Timeline

TITLES = ("beta", "Alpha", "BETA", "会談", "alpha")


@pytest.fixture
def timeline(tmp_path: Path) -> Iterator[Timeline]:
    with Timeline.create(tmp_path / "a.liaison") as made:
        with made.edit("Add") as session:
            for number, title in enumerate(TITLES):
                events.create(session, title, parse(f"200{number}"))
        yield made


def test_equal_titles_keep_the_order_of_time(timeline: Timeline) -> None:
    with timeline.reading() as connection:
        every = columns.load(connection)
        ranks = event_order.ranks(connection, "title", every)
    rows = np.arange(len(every), dtype=np.int32)
    for descending, wanted in ((False, [1, 4, 0, 2, 3]), (True, [3, 0, 2, 1, 4])):
        assert event_order.ordered(rows, ranks, descending=descending).tolist() == wanted


@pytest.mark.parametrize("key", event_order.KEYS)
def test_columns_that_an_edit_overtook(timeline: Timeline, key: str) -> None:
    with timeline.reading() as connection:
        before = columns.load(connection)
    with timeline.edit("Change") as session:
        events.delete(session, [int(before.ids[1])])
        events.create(session, "Gamma", parse("1999"))
    with timeline.reading() as connection:
        ranks = event_order.ranks(connection, key, before)
    assert ranks.shape == (len(TITLES),)
    if key == "title":
        assert ranks[1] == event_order.LAST
        assert np.argsort(ranks).tolist()[:2] == [4, 0]


@pytest.mark.parametrize("key", ["place", "note", "direction", "tags"])
def test_what_is_empty_comes_last(timeline: Timeline, key: str) -> None:
    with timeline.reading() as connection:
        ranks = event_order.ranks(connection, key, columns.load(connection))
    assert (ranks == event_order.LAST).all()
