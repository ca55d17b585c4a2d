"""How many things go on over time: a line that steps up as they begin and down as they end, certainly and possibly."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.stats.bins import day_text

EVER_SINCE: Final = -(2**40)
EVER_AFTER: Final = 2**40


@dataclass(frozen=True, slots=True)
class Lasting:
    """A thing that goes on certainly on the days [a, b) of `certain`, and possibly on those of `possible`.

    Half-open spans of day ordinals; one that ends where it begins has no days.
    """

    certain: tuple[int, int]
    possible: tuple[int, int]


@dataclass(frozen=True, slots=True)
class StepSeries:
    """From day `days[i]` up to the next (the last to `after`), so many went on certainly and so many possibly."""

    days: NDArray[np.int64]  # [k] ascending
    certain: NDArray[np.int64]  # [k]
    possible: NDArray[np.int64]  # [k], certain included
    after: int

    def on(self, day: int) -> tuple[int, int]:
        """Return how many went on certainly and how many possibly on a day; none outside the series."""
        place = int(np.searchsorted(self.days, day, side="right")) - 1
        if place < 0 or day >= self.after:
            return 0, 0
        return int(self.certain[place]), int(self.possible[place])

    def to_json(self) -> dict[str, Any]:
        """The numbers behind the picture, in the documented form; the end is exclusive."""
        steps = zip(self.days.tolist(), self.certain.tolist(), self.possible.tolist(), strict=True)
        return {
            "steps": [{"from": day_text(day), "certain": c, "possible": p} for day, c, p in steps],
            "to": day_text(self.after),
        }


def step_series(things: Iterable[Lasting], first: int, after: int) -> StepSeries:
    """Return how many things went on from day `first` up to, not including, `after`; no steps if that is no span."""
    listed = list(things)
    certain = np.array([each.certain for each in listed], np.int64).reshape(-1, 2)
    possible = np.array([each.possible for each in listed], np.int64).reshape(-1, 2)
    certain, possible = certain[certain[:, 0] < certain[:, 1]], possible[possible[:, 0] < possible[:, 1]]
    marks = np.concatenate([certain.ravel(), possible.ravel()])
    days = np.unique(np.concatenate([[first], marks[(marks > first) & (marks < after)]]).astype(np.int64))
    if first >= after:
        days = days[:0]
    return StepSeries(days, _going_on(certain, days), _going_on(possible, days), after)


def _going_on(spans: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.int64]:
    begun = np.searchsorted(np.sort(spans[:, 0]), days, side="right")
    ended = np.searchsorted(np.sort(spans[:, 1]), days, side="right")
    return (begun - ended).astype(np.int64)
