"""What is worked out ahead of the first frame, and that whoever needs it gets the same as without."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from db import sample
from db.arrays import columns as event_columns
from db.timeline import Timeline
from desktop import settings
from desktop.ahead import Ahead, index_of
from desktop.arrange import arrange
from desktop.canvas.index import LaneIndex
from desktop.live import LiveTimeline
from desktop.placing import Placing


@pytest.fixture
def timeline(tmp_path: Path):
    with Timeline.create(tmp_path / "Sample.liaison", sample.build) as made:
        yield made


def opened_ahead(timeline: Timeline) -> LiveTimeline:
    Ahead(timeline).start()
    return LiveTimeline(timeline)


@pytest.mark.usefixtures("qapp")
def test_the_timeline_gets_the_columns_loaded_ahead(timeline: Timeline) -> None:
    live = opened_ahead(timeline)
    with timeline.reading() as connection:
        again = event_columns.load(connection)
    assert live.columns is not again  # handed over once
    assert np.array_equal(live.columns.ids, again.ids)


@pytest.mark.usefixtures("qapp")
def test_the_first_index_is_the_one_made_ahead(timeline: Timeline) -> None:
    live = opened_ahead(timeline)
    kept = live.columns.__dict__["_ahead"]
    index = Placing(live).follow("mechanism", "family")
    assert index is kept.index(("mechanism", "family"))
    assert index_of(live.columns, ("mechanism", "family")) is None  # given once
    anew = LaneIndex(arrange(live, "mechanism", "family"))
    assert np.array_equal(index.precise.position, anew.precise.position)
    assert index.lane_sizes()[0].tolist() == anew.lane_sizes()[0].tolist()


@pytest.mark.usefixtures("qapp")
def test_other_lanes_than_those_shown_last_are_placed_when_asked_for(timeline: Timeline) -> None:
    live = opened_ahead(timeline)
    index = Placing(live).follow("country", "type")
    assert index.data.lane_labels == arrange(live, "country", "type").lane_labels


@pytest.mark.usefixtures("qapp")
def test_a_remembered_choice_that_is_none_does_no_harm(timeline: Timeline) -> None:
    settings.remember("sidebar/lanes", "moon phase")
    live = opened_ahead(timeline)
    assert Placing(live).follow("mechanism", "family").count > 0


@pytest.mark.usefixtures("qapp")
def test_a_timeline_may_be_closed_while_its_events_are_placed(timeline: Timeline) -> None:
    live = opened_ahead(timeline)
    kept = live.columns.__dict__["_ahead"]
    live.close()
    index = kept.index(("mechanism", "family"))
    assert index.count == LaneIndex(index.data).count > 0


@pytest.mark.usefixtures("qapp")
def test_what_cannot_be_read_ahead_fails_where_it_is_needed(timeline: Timeline) -> None:
    with closing(sqlite3.connect(timeline.path)) as raw:
        raw.execute("DROP TABLE mechanism")
        raw.commit()
    live = opened_ahead(timeline)
    assert len(live.columns) > 0
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        Placing(live).follow("mechanism", "family")


@pytest.mark.usefixtures("qapp")
def test_columns_loaded_before_an_edit_are_not_taken(timeline: Timeline) -> None:
    from db.models.events import Event

    with timeline.reading() as connection:
        stale = event_columns.load(connection)
    with timeline.edit("Delete") as session:
        session.delete(session.query(Event).first())
    with timeline.reading() as connection:
        event_columns.hand_over(connection, lambda: stale)
        assert len(event_columns.load(connection)) == len(stale) - 1
