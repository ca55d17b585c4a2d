"""What a drawing hands back: where its marks are, what they say, and the artists it made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

Boxes = NDArray[np.float64]
Box = tuple[float, float, float, float]

_NEAR = 3.0  # points around a thin mark that still mean it


@dataclass(frozen=True, slots=True)
class Marked:
    """k marks on a figure with the boxes [k, 4] they fill, in points from its lower left: left, low, right, high.

    Of several marks at a place the later one is meant: smaller ones come last.
    """

    marks: Sequence[Any] = ()
    boxes: Boxes = field(default_factory=lambda: np.empty((0, 4)))
    tell: Callable[[Any], str] = str


class Drawn:
    """A chart on its figure: finds the mark at a pixel, and the place and the words of a mark."""

    def __init__(self, figure: Figure, marked: Marked, artists: dict[str, Any], message: str = "") -> None:
        self.figure = figure
        self.marked = marked
        self.artists = artists
        """Artists by their part in the chart, for whoever looks at what was drawn."""
        self.places: dict[Any, int] = {mark: place for place, mark in enumerate(marked.marks)}
        """Each mark once, in the order they are stepped through, with the row of its box."""
        self.message = message
        """The sentence that stands in place of the picture; empty where there is one."""

    @property
    def marks(self) -> Sequence[Any]:
        """The marks from left to right as they are stepped through, each once."""
        return list(self.places)

    def mark_at(self, x: float, y: float) -> Any | None:
        """The mark at a pixel of the figure, y upwards; None where there is none."""
        return next(iter(self._at(x, y)), None)

    def marks_in(self, first: tuple[float, float], last: tuple[float, float]) -> list[Any]:
        """The marks that a rectangle between two pixels touches, each once: what a brush selects."""
        scale = 72 / self.figure.dpi
        (x0, x1), (y0, y1) = (
            sorted((first[0] * scale, last[0] * scale)),
            sorted((first[1] * scale, last[1] * scale)),
        )
        boxes = self.marked.boxes
        hit = (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 1] < y1) & (boxes[:, 3] > y0)
        return list(dict.fromkeys(self.marked.marks[i] for i in np.flatnonzero(hit).tolist()))

    def box(self, mark: Any) -> Box | None:
        """Left, low, right and high of a mark in pixels, y upwards; None for a mark that isn't drawn."""
        place = self.places.get(mark)
        if place is None:
            return None
        left, low, right, high = (self.marked.boxes[place] * self.figure.dpi / 72).tolist()
        return left, low, right, high

    def words(self, mark: Any) -> str:
        """What a mark says: its numbers on one line."""
        return self.marked.tell(mark)

    def _at(self, x: float, y: float) -> list[Any]:
        boxes, scale = self.marked.boxes, 72 / self.figure.dpi
        if not len(boxes):
            return []
        x, y = x * scale, y * scale
        for near in (0.0, _NEAR):
            hit = (
                (boxes[:, 0] - near <= x) & (x <= boxes[:, 2] + near)
                & (boxes[:, 1] - near <= y) & (y <= boxes[:, 3] + near)
            )  # fmt: skip
            if hit.any():
                return [self.marked.marks[int(np.flatnonzero(hit)[-1])]]
        return []


def boxes(left: Any, low: Any, right: Any, high: Any) -> Boxes:
    """Boxes [k, 4] from their sides, each a number or [k]; those upside down are turned."""
    x0, y0, x1, y1 = np.broadcast_arrays(*(np.asarray(each, np.float64) for each in (left, low, right, high)))
    sides = (np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1))
    return np.stack([each.ravel() for each in sides], axis=1)


def counts_told(labels: Sequence[str], *counts: NDArray[np.float64] | NDArray[np.integer[Any]]) -> str:
    """The words of some bins: from which to which, and the sums of what is expected, certain and possible."""
    when = " to ".join(dict.fromkeys((*labels[:1], *labels[-1:])))
    expected, certain, possible = (float(each.sum()) for each in counts)
    return f"{when}: {expected:.4g} expected, {certain:.0f} certain, {possible:.0f} possible"
