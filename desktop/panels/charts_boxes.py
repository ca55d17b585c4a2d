"""Where the marks of a chart stand on the screen, and which one an arrow leads to."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from desktop.charts.drawn import Drawn

_LEAST: Final = 5.0
"""Pixels that the frame of a thin mark is wide and high at least."""
_ASIDE: Final = 3.0
"""How much farther a mark is that lies to the side of where an arrow points."""


def boxes_of(drawn: "Drawn", ratio: float) -> dict[Any, QRectF]:
    """Where the marks stand, in pixels of the widget, y downwards; thin ones are given some width."""
    scale = drawn.figure.dpi / 72 / ratio
    height = drawn.figure.bbox.height / ratio
    found: dict[Any, QRectF] = {}
    for mark, (left, low, right, high) in zip(drawn.marked.marks, drawn.marked.boxes.tolist(), strict=True):
        box = QRectF(left * scale, height - high * scale, (right - left) * scale, (high - low) * scale)
        across, down = max(_LEAST - box.width(), 0) / 2, max(_LEAST - box.height(), 0) / 2
        found[mark] = box.adjusted(-across, -down, across, down)
    return found


def next_mark(boxes: dict[Any, QRectF], current: Any, way: tuple[int, int]) -> Any:
    """The nearest mark in the direction of an arrow; the first one from nowhere, the same at the edge."""
    if current not in boxes:
        return next(iter(boxes))
    start = boxes[current].center()
    best, least = current, float("inf")
    for mark, box in boxes.items():
        step = box.center() - start
        along = step.x() * way[0] + step.y() * way[1]
        aside = abs(step.x() * way[1]) + abs(step.y() * way[0])
        if along > 0.5 and along + _ASIDE * aside < least:
            best, least = mark, along + _ASIDE * aside
    return best
