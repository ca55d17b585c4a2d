"""What the canvas is given to show, and the codes in it; knows no Qt."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Int32 = NDArray[np.int32]
OPEN_LO = -(2**31)
OPEN_HI = 2**31 - 1


class Shape(IntEnum):
    """Shape of a mark: tells groups apart where colour can't."""

    DISC = 0
    SQUARE = 1
    DIAMOND = 2
    TRIANGLE = 3


class Fill(IntEnum):
    """Fill of a mark or bar: tells the status of an event; the first five follow `db.words.STATUSES`."""

    FILLED = 0
    HOLLOW = 1
    HALF = 2
    CROSSED = 3
    DOTTED = 4
    DASHED = 5


def _none() -> Int32:
    return np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class CanvasData:
    """Placements of events in lanes, row-aligned arrays of n placements sorted by `start_lo`.

    An event stands once in each of its lanes, so a row may occur several times; rows ascend. Days are ordinals,
    open ends `OPEN_LO` and `OPEN_HI`; a placement with both ends of its start open is undated.
    `colour` is an index into the theme's marks (-1: none), `shape` and `fill` are codes.
    """

    rows: Int32 = field(default_factory=_none)
    lane: Int32 = field(default_factory=_none)
    start_lo: Int32 = field(default_factory=_none)
    start_hi: Int32 = field(default_factory=_none)
    end_lo: Int32 = field(default_factory=_none)
    end_hi: Int32 = field(default_factory=_none)
    colour: Int32 = field(default_factory=_none)
    shape: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    fill: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    lane_labels: list[str] = field(default_factory=list[str])
    lane_counts: list[int] = field(default_factory=list[int])


@dataclass(frozen=True, slots=True)
class ContextBand:
    """A standing, crisis or congress behind the lanes.

    Days `first` to `last` are certain, `lo` to `hi` possible (fading); open ends are `OPEN_LO` and
    `OPEN_HI`. `colour` indexes the theme's contexts; `kind` is the word for it. `own` is a colour of
    its own as '#rrggbb', empty for that of its kind.
    """

    first: int
    last: int
    lo: int
    hi: int
    label: str
    colour: int = 0
    kind: str = "other"
    own: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What hovering over an event shows; plain text all of it."""

    title: str
    date: str = ""
    participants: str = ""
    mechanism: str = ""


@dataclass(slots=True)
class FrameCounters:
    """What the last frame took: nothing here may grow with the number of events stored."""

    marks: int = 0
    """Events drawn singly: marks, bars and bands."""
    labels: int = 0
    columns: int = 0
    """Pixel columns drawn as density."""
    visited: int = 0
    """Placements looked at one by one."""
    laid_out: bool = False
    """Whether the frame laid out anew, or moved what was laid out before."""
    ms: float = 0.0
