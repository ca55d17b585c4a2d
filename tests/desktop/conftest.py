"""Desks to test panels on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import sample
from db.timeline import Timeline
from desktop import settings
from desktop.axis import TimeAxis
from desktop.browse import Browse
from desktop.desk import Desk
from desktop.live import LiveTimeline


@pytest.fixture(autouse=True)
def own_settings(home: Path, qapp: object) -> None:
    """Settings of this test alone."""
    settings.prepare()


@pytest.fixture
def open_desk(qtbot: QtBot) -> Iterator[Callable[[Timeline], Desk]]:
    """Return a function that makes the desk of an open timeline; all are closed at the end."""
    desks: list[Desk] = []

    def make(timeline: Timeline) -> Desk:
        live = LiveTimeline(timeline)
        desks.append(Desk(live, Browse(live), TimeAxis()))
        return desks[-1]

    yield make
    for desk in desks:
        desk.live.close()


@pytest.fixture
def desk(timeline: Timeline, open_desk: Callable[[Timeline], Desk]) -> Desk:
    """The desk of an empty timeline."""
    return open_desk(timeline)


@pytest.fixture
def sample_desk(new_timeline: Callable[..., Timeline], open_desk: Callable[[Timeline], Desk]) -> Desk:
    """The desk of the sample."""
    return open_desk(new_timeline("Sample.liaison", fill=sample.build))
