"""Desks to test panels on, and the window with the sample."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from day_support import Day
from pytestqt.qtbot import QtBot

from db import sample
from db.timeline import Timeline
from desktop import settings
from desktop.axis import TimeAxis
from desktop.browse import Browse
from desktop.desk import Desk
from desktop.live import LiveTimeline
from desktop.window import Window


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


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """The window, showing the sample."""
    Timeline.create(tmp_path / "s.liaison", sample.build).close()
    shown = Window()
    shown.resize(1500, 950)
    shown.show()
    qtbot.waitExposed(shown)
    shown.open(tmp_path / "s.liaison")
    yield shown
    shown.close()
    shown.deleteLater()


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Day]]:
    """Return a function that opens the window on a timeline made by a function of `db`."""
    windows: list[Window] = []

    def make(build: Callable[..., object] = sample.build, *, write: bool = True) -> Day:
        Timeline.create(tmp_path / "day.liaison", build).close()
        shown = Window()
        windows.append(shown)
        shown.resize(1440, 900)
        shown.show()
        qtbot.waitExposed(shown)
        if write:
            shown.open(tmp_path / "day.liaison")
        else:
            shown.show_timeline(Timeline.open(tmp_path / "day.liaison", write=False))
        return Day(shown, qtbot)

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
