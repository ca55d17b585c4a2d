"""Where the keyboard goes from an event: along its lane in order of time, or to another lane; no Qt."""

from collections.abc import Iterable

from desktop.canvas.index import LaneIndex


def along(index: LaneIndex, placement: int | None, step: int, day: float) -> int | None:
    """The placement before (-1) or after (1) one in its lane; without one, the nearest to a day."""
    if placement is None:
        return _nearest(index, range(index.lanes), day)
    return index.neighbour(int(index.data.lane[placement]), placement, step)


def across(index: LaneIndex, placement: int | None, step: int, day: float) -> int | None:
    """The placement nearest in time in the next lane above (-1) or below (1) that holds any."""
    if placement is None:
        return _nearest(index, range(index.lanes), day)
    lane = int(index.data.lane[placement])
    lanes = range(lane + step, index.lanes if step > 0 else -1, step)
    return _nearest(index, lanes, float(index.first_day(placement)))


def _nearest(index: LaneIndex, lanes: Iterable[int], day: float) -> int | None:
    found = (index.nearest(lane, day) for lane in lanes)
    return next((placement for placement in found if placement is not None), None)
