"""Placements to draw, made by hand or many by chance, and a canvas of a few."""

from collections.abc import Callable

import numpy as np
import pytest
from canvas_support import FIRST as NEW_YEAR
from canvas_support import a_day, titles

from desktop.axis import TimeAxis
from desktop.canvas.data import OPEN_HI, OPEN_LO, CanvasData, Card
from desktop.canvas.index import LaneIndex
from desktop.canvas.widget import TimelineCanvas

FIRST = 730_000
SPAN = 6_000


def build(
    events: list[tuple[int, int, int, int, int]], lanes: int = 1, fills: list[int] | None = None
) -> CanvasData:
    """Data of (lane, earliest and latest start, earliest and latest end), one row each, sorted by start."""
    events = sorted(events, key=lambda event: event[1])
    table = np.array(events, np.int32).reshape(-1, 5)
    n = len(events)
    return CanvasData(
        rows=np.arange(n, dtype=np.int32),
        lane=table[:, 0].copy(),
        start_lo=table[:, 1].copy(),
        start_hi=table[:, 2].copy(),
        end_lo=table[:, 3].copy(),
        end_hi=table[:, 4].copy(),
        colour=(np.arange(n) % 9 - 1).astype(np.int32),
        shape=(np.arange(n) % 4).astype(np.uint8),
        fill=np.array(fills or [0] * n, np.uint8),
        lane_labels=[f"Lane {i}" for i in range(lanes)],
        lane_counts=np.bincount(table[:, 0], minlength=lanes).tolist(),
    )


def by_chance(n: int, lanes: int, seed: int = 1) -> CanvasData:
    """Events of every kind: days, spans, months, years, decades, open and unknown ends."""
    r = np.random.default_rng(seed)
    start = FIRST + r.integers(0, SPAN, n)
    wide = r.choice([0, 0, 0, 0, 2, 29, 364, 3650], n)
    lasts = np.where(wide == 0, r.choice([0, 0, 1, 5, 60, 200], n), 0)
    table = np.column_stack(
        [r.zipf(1.7, n) % lanes, start, start + wide, start + lasts, start + wide + lasts]
    )
    for i in np.flatnonzero(r.random(n) < 0.06):
        table[i, 1] = OPEN_LO
        table[i, 3] = OPEN_LO
    for i in np.flatnonzero(r.random(n) < 0.06):
        table[i, 4] = OPEN_HI
    for i in np.flatnonzero(r.random(n) < 0.02):
        table[i, 1:] = OPEN_LO, OPEN_HI, OPEN_LO, OPEN_HI
    return build([tuple(row) for row in table.tolist()], lanes, r.integers(0, 6, n).tolist())


@pytest.fixture
def events() -> Callable[..., CanvasData]:
    """Return the function that builds data from events."""
    return build


@pytest.fixture
def many() -> Callable[..., CanvasData]:
    """Return the function that builds data by chance."""
    return by_chance


@pytest.fixture
def canvas(qtbot, events):
    """A canvas of five events in three lanes."""
    axis = TimeAxis()
    canvas = TimelineCanvas(axis, titles, lambda row: Card(f"<b>{row}</b>", "16 Oct 2006", "LDP", ""))
    qtbot.addWidget(canvas)
    canvas.resize(1000, 500)
    month = (1, NEW_YEAR + 300, NEW_YEAR + 329, NEW_YEAR + 300, NEW_YEAR + 329)
    data = events([a_day(0, 100), a_day(0, 200), a_day(1, 210), month, a_day(0, 300)], 3)
    canvas.set_index(LaneIndex(data))
    axis.set_limits(NEW_YEAR, NEW_YEAR + 400)
    axis.show_all()
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.grab()
    return canvas
