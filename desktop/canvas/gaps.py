"""Silences worth a word: long stretches of a lane in which nothing stands; knows no Qt."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from desktop.canvas.layout import LABEL_GAP, Layout

LONG_SILENCE: Final = 730
"""Days from which on a silence is named."""
_LONGER_THAN_USUAL: Final = 2.0
_FEWEST: Final = 3
_MOST: Final = 60
"""Events of a lane in view beyond which it is too busy for its silences to be named."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A stretch of a lane without any event: from the day after the last to the day of the next, and its pixels."""

    lane: int
    first: int
    last: int
    x0: float
    x1: float


def silences(layout: Layout) -> list[Silence]:
    """Gaps of two years or more that are twice as long as the lane's median gap, free of marks and labels.

    Lanes with density are left out, since what stands in it can't be told apart.
    """
    shaded = {shade.lane for shade in layout.shades}
    found: list[Silence] = []
    for lane in layout.lanes:
        entries = np.flatnonzero(layout.lane == lane)
        if _FEWEST <= len(entries) <= _MOST and lane not in shaded:
            found += _in_lane(layout, lane, entries[np.argsort(layout.x0[entries], kind="stable")])
    return found


def _in_lane(layout: Layout, lane: int, entries: np.ndarray) -> list[Silence]:
    scale = layout.view.scale
    x0, x1 = layout.x0[entries], layout.x1[entries]
    label = np.where(
        layout.inside[entries] | (layout.room[entries] == 0), 0, layout.room[entries] + LABEL_GAP
    )
    ends, labels_end = np.maximum.accumulate(x1)[:-1], np.maximum.accumulate(x1 + label)[:-1]
    days = (x0[1:] - ends) / scale
    usual = float(np.median(np.diff((x0 + x1) / 2))) / scale
    least = max(LONG_SILENCE, _LONGER_THAN_USUAL * usual)
    return [
        Silence(
            lane,
            _day(layout, entries[: i + 1], last=True) + 1,
            _day(layout, entries[i + 1 :], last=False),
            float(labels_end[i]),
            float(x0[i + 1]),
        )
        for i in np.flatnonzero(days >= least).tolist()
    ]


def _day(layout: Layout, entries: np.ndarray, *, last: bool) -> int:
    """Last drawn day of some entries, or first; from the layout, as its index knows open ends."""
    return int(layout.last_day[entries].max() if last else layout.first_day[entries].min())


def silence_words(first: int, last: int) -> str:
    """How long it is from one day to another, in whole years and months: 6 y 9 m."""
    a, b = date.fromordinal(first), date.fromordinal(last)
    months = (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day)
    years, months = divmod(max(0, months), 12)
    return " ".join(part for part in (f"{years} y" if years else "", f"{months} m" if months else "") if part)
