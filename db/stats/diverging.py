"""Incoming against outgoing per bin: what a diverging chart shows, upwards the one and downwards the other."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.stats.bins import BinError
from db.stats.frequency import Frequency

IN, OUT = "incoming", "outgoing"


@dataclass(frozen=True, slots=True)
class Side:
    """One direction: counts per bin."""

    certain: NDArray[np.int64]  # [b]
    expected: NDArray[np.float64]  # [b]
    possible: NDArray[np.int64]  # [b]


@dataclass(frozen=True, slots=True)
class Diverging:
    """Both directions of a frequency, and how many units are expected to have neither; numbers are all positive."""

    frequency: Frequency
    incoming: Side
    outgoing: Side
    neither: float
    caption: str

    @property
    def balance(self) -> NDArray[np.float64]:
        """Expected incoming less expected outgoing per bin, [b]."""
        return self.incoming.expected - self.outgoing.expected

    def to_json(self) -> dict[str, Any]:
        """The numbers behind the picture, in the documented form."""
        return self.frequency.to_json() | {
            "chart": "diverging",
            "balance": self.balance.tolist(),
            "neither": self.neither,
            "caption": self.caption,
        }


def diverging(frequency: Frequency) -> Diverging:
    """Return the two directions of a frequency that was grouped by direction; raises `BinError` for another."""
    if frequency.group != "direction":
        raise BinError("Incoming against outgoing needs the events grouped by direction.")
    both = {IN: _side(frequency, IN), OUT: _side(frequency, OUT)}
    drawn = sum(float(side.expected.sum()) for side in both.values())
    neither = max(float(frequency.expected.sum()) - drawn, 0.0)
    left_out = f" {neither:,.4g} expected in neither direction not shown." if round(neither, 9) else ""
    return Diverging(frequency, both[IN], both[OUT], neither, f"{frequency.caption}{left_out}")


def _side(frequency: Frequency, word: str) -> Side:
    if word not in frequency.groups:
        many = len(frequency.bins)
        return Side(np.zeros(many, np.int64), np.zeros(many), np.zeros(many, np.int64))
    place = frequency.groups.index(word)
    return Side(frequency.certain[place], frequency.expected[place], frequency.possible[place])
