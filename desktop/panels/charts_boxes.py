"""Where the marks of a chart stand on the screen, and which one an arrow leads to."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    from desktop.charts.drawn import Drawn

_LEAST: Final = 5.0
"""Pixels that the frame of a thin mark is wide and high at least."""
_ASIDE: Final = 3.0
"""How much farther a mark is that lies to the side of where an arrow points."""


def box_of(drawn: "Drawn", mark: Any, ratio: float) -> QRectF:
    """Where a mark stands, in pixels of the widget, y downwards; a thin one is given some width."""
    left, top, right, bottom = _sides(drawn, [mark], ratio)[0].tolist()
    return QRectF(left, top, right - left, bottom - top)


def next_mark(drawn: "Drawn", current: Any, way: tuple[int, int]) -> Any:
    """The nearest mark in the direction of an arrow; the first one from nowhere, the same at the edge."""
    if current not in drawn.places:
        return next(iter(drawn.places))
    boxes = drawn.marked.boxes[np.fromiter(drawn.places.values(), np.intp, len(drawn.places))]
    here = drawn.marked.boxes[drawn.places[current]]
    across, up = (((boxes[:, i] + boxes[:, i + 2]) - (here[i] + here[i + 2])) / 2 for i in (0, 1))
    along = across * way[0] - up * way[1]
    aside = np.abs(across * way[1]) + np.abs(up * way[0])
    far = np.where(along > 0.4, along + _ASIDE * aside, np.inf)
    best = int(np.argmin(far))
    return drawn.marks[best] if np.isfinite(far[best]) else current


def shade_of(drawn: "Drawn", marks: Collection[Any], image: QImage, pen: QColor, fill: QColor) -> QImage:
    """The frames of very many marks as one picture as large as `image`, overlapping ones run into one another.

    Thousands of frames painted one by one would hold the window up for seconds.
    """
    ratio = image.devicePixelRatio()
    limits = np.array([image.width(), image.height()] * 2)
    sides = np.clip(np.rint(_sides(drawn, marks, ratio) * ratio), 0, limits).astype(np.intp)
    left, top, right, bottom = sides.T
    steps = np.zeros((image.height() + 1, image.width() + 1), np.int32)
    for y, x, step in ((top, left, 1), (bottom, right, 1), (top, right, -1), (bottom, left, -1)):
        np.add.at(steps, (y, x), step)
    covered = np.pad((steps.cumsum(axis=0).cumsum(axis=1) > 0)[:-1, :-1], 1)
    inner = covered[:-2, 1:-1] & covered[2:, 1:-1] & covered[1:-1, :-2] & covered[1:-1, 2:]
    covered = covered[1:-1, 1:-1]
    pixels = np.zeros((*covered.shape, 4), np.uint8)
    pixels[covered] = fill.getRgb()  # type: ignore[call-overload]
    pixels[covered & ~inner] = pen.getRgb()  # type: ignore[call-overload]
    made = QImage(
        pixels.data, image.width(), image.height(), 4 * image.width(), QImage.Format.Format_RGBA8888
    )
    made = made.copy()
    made.setDevicePixelRatio(ratio)
    return made


def _sides(drawn: "Drawn", marks: Collection[Any], ratio: float) -> NDArray[np.float64]:
    """Left, top, right and bottom of marks, [k, 4], in pixels of the widget."""
    rows = np.fromiter((drawn.places[mark] for mark in marks), np.intp, len(marks))
    left, low, right, high = (drawn.marked.boxes[rows] * (drawn.figure.dpi / 72 / ratio)).T
    tall = drawn.figure.bbox.height / ratio
    across, down = np.maximum(_LEAST - (right - left), 0) / 2, np.maximum(_LEAST - (high - low), 0) / 2
    return np.stack([left - across, tall - high - down, right + across, tall - low + down], axis=1)
