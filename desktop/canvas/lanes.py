"""How high each lane is and how its height is divided; knows no Qt."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

ROW: Final = 20
"""Pixels from one row of marks to the next."""
PADDING: Final = 4
"""Pixels above the first and below the last row of a lane."""
THIN: Final = 8
"""Height of a band squeezed to a strip, where many lanes share the window."""
_SHARES: Final = (2.0, 1.6, 1.3, 1.0, 0.8, 0.6, 0.45, 0.3, 0.2)
_MOST_ROWS: Final = 8
_CROWDED_SHARE: Final = 0.4
_COMFORTABLE: Final = 3.0
"""Events per row that a lane need not have fewer of."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """Tops of n lanes (n + 1 values, pixels from the first), and the rows of marks and of bands in each.

    A lane with bands but no row for them has a strip of `THIN` pixels.
    """

    tops: Ints
    mark_rows: Ints
    band_rows: Ints
    banded: NDArray[np.bool_]

    @classmethod
    def fit(cls, precise: Ints, band: Ints, available: int) -> Self:
        """Give each lane rows by how much it holds, as generously as `available` pixels allow.

        Where even the least is too high, lanes are as low as is legible and the view scrolls.
        """
        want_marks = np.minimum(np.ceil(np.log2(1 + precise)), 6)
        want_bands = np.minimum(np.ceil(0.75 * np.log2(1 + band)), 4)
        # A lane without a precise event needs no row for marks, unless it holds nothing at all.
        least = np.where((precise > 0) | (band == 0), 1, 0)
        for share in _SHARES:
            marks = np.clip(np.round(share * want_marks), least, _MOST_ROWS)
            lanes = cls._with_rows(marks, np.ceil(min(share, 1.0) * want_bands), band > 0)
            if lanes.height <= available:
                return lanes._with_spare(precise, available)
        marks = np.maximum(np.round(_CROWDED_SHARE * want_marks), 1)
        return cls._with_rows(marks, np.zeros_like(want_bands), band > 0)

    @classmethod
    def _with_rows(
        cls, marks: NDArray[np.float64], bands: NDArray[np.float64], banded: NDArray[np.bool_]
    ) -> Self:
        mark_rows, band_rows = marks.astype(np.int64), bands.astype(np.int64)
        strip = np.where(banded & (band_rows == 0), THIN, 0)
        heights = 2 * PADDING + ROW * (mark_rows + band_rows) + strip
        return cls(np.concatenate([[0], np.cumsum(heights)]), mark_rows, band_rows, banded)

    def _with_spare(self, precise: Ints, available: int) -> Self:
        """Give the height that is left to the lanes that crowd their rows most, a row at a time."""
        rows = self.mark_rows.copy()
        for _ in range((available - self.height) // ROW):
            crowd = np.where((rows > 0) & (rows < _MOST_ROWS), precise / np.maximum(rows, 1), 0)
            lane = int(crowd.argmax()) if len(crowd) else -1
            if lane < 0 or crowd[lane] <= _COMFORTABLE:
                break
            rows[lane] += 1
        return self.with_mark_rows(rows)

    def with_mark_rows(self, rows: Ints) -> Self:
        """The same lanes with other numbers of rows for their marks."""
        return self._with_rows(rows.astype(float), self.band_rows.astype(float), self.banded)

    @property
    def count(self) -> int:
        """Number of lanes."""
        return len(self.mark_rows)

    @property
    def height(self) -> int:
        """Height of all lanes together."""
        return int(self.tops[-1])

    def at(self, y: float) -> int | None:
        """The lane at a height, None above the first or below the last."""
        if not 0 <= y < self.height:
            return None
        return int(np.searchsorted(self.tops, y, side="right")) - 1

    def between(self, top: float, bottom: float) -> range:
        """The lanes that stand between two heights, in part at least."""
        first = int(np.searchsorted(self.tops[1:], top, side="right"))
        return range(first, min(self.count, int(np.searchsorted(self.tops[:-1], bottom, side="left"))))

    def marks_zone(self, lane: int) -> tuple[int, int, int]:
        """Top, height and number of rows of a lane's marks."""
        rows = int(self.mark_rows[lane])
        return int(self.tops[lane]) + PADDING, rows * ROW, rows

    def band_zone(self, lane: int) -> tuple[int, int, int]:
        """Top, height and number of rows of a lane's band; a strip has one row, a lane without none."""
        if not self.banded[lane]:
            return int(self.tops[lane + 1]) - PADDING, 0, 0
        rows = int(self.band_rows[lane])
        height = rows * ROW or THIN
        return int(self.tops[lane + 1]) - PADDING - height, height, max(1, rows)
