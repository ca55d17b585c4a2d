"""Counts in two directions: rows and columns of a heat map, with certain, expected and possible per cell."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.stats.counts import Counts
from db.stats.frequency import Frequency
from db.stats.tables import table
from db.stats.units import Groups, Ints, distinct, ranges

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEAR = len(MONTHS)


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction of a matrix: its name, its k labels and what a filter would say for each, "" if nothing."""

    name: str
    labels: tuple[str, ...]
    filters: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True, slots=True)
class Matrix:
    """r × c counts. A unit in several cells counts once in each; `units` has each placed unit once."""

    down: Axis
    across: Axis
    unit: str
    filter: str
    certain: NDArray[np.int64]  # [r, c]
    expected: NDArray[np.float64]  # [r, c]
    possible: NDArray[np.int64]  # [r, c]
    units: int
    undated: int
    imprecise: int
    outside: float
    caption: str
    symmetric: bool = False

    def to_json(self) -> dict[str, Any]:
        """The numbers behind the picture, in the documented form: lists of rows."""
        return {
            "chart": "matrix",
            "down": {"name": self.down.name, "labels": list(self.down.labels)},
            "across": {"name": self.across.name, "labels": list(self.across.labels)},
            "unit": self.unit,
            "filter": self.filter,
            "certain": self.certain.tolist(),
            "expected": self.expected.tolist(),
            "possible": self.possible.tolist(),
            "units": self.units,
            "undated": self.undated,
            "imprecise": self.imprecise,
            "outside": self.outside,
            "caption": self.caption,
        }

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """One line per cell; `guard_formulas` keeps spreadsheets from running labels."""
        columns = (self.certain.tolist(), self.expected.tolist(), self.possible.tolist())
        rows = (
            (row, column, *(numbers[r][c] for numbers in columns))
            for r, row in enumerate(self.down.labels)
            for c, column in enumerate(self.across.labels)
        )
        return table(
            (self.down.name, self.across.name, "certain", "expected", "possible"), rows, guard_formulas
        )


def of_groups(frequency: Frequency, name: str, caption: str) -> Matrix:
    """Groups down, bins across."""
    filters = frequency.filters or ("",) * len(frequency.groups)
    bins = Axis(frequency.by, frequency.bins.labels, ("",) * len(frequency.bins))
    counts = (frequency.certain, frequency.expected, frequency.possible)
    return _of_frequency(frequency, Axis(name, frequency.groups, filters), bins, counts, caption)


def of_months(frequency: Frequency, caption: str) -> Matrix:
    """The months of the year down, years across, of a frequency by month that begins in January, in one group.

    Raises `ValueError` for another.
    """
    if frequency.by != "month" or len(frequency.bins) % _YEAR:
        raise ValueError("whole years by month are needed")
    years = tuple(label[:-3] for label in frequency.bins.labels[::_YEAR])
    counts = (
        frequency.certain[0].reshape(-1, _YEAR).T,
        frequency.expected[0].reshape(-1, _YEAR).T,
        frequency.possible[0].reshape(-1, _YEAR).T,
    )
    down, across = Axis("month", MONTHS, ("",) * _YEAR), Axis("year", years, ("",) * len(years))
    return _of_frequency(frequency, down, across, counts, caption)


def of_cells(
    counts: Counts, down: Axis, across: Axis, *, unit: str, filter_text: str, outside: float, caption: str
) -> Matrix:
    """Cells that were counted as groups in a single bin, numbered row by row."""
    shape = (len(down), len(across))
    return Matrix(
        down, across, unit, filter_text, counts.certain.reshape(shape), counts.expected.reshape(shape),
        counts.possible.reshape(shape), counts.placed, counts.undated, counts.imprecise, outside, caption,
    )  # fmt: skip


def crossed(down: Groups, across: Groups, unit_of: Ints) -> Groups:
    """Return cells, numbered row by row, as groups of units.

    `down` and `across` are groups of the same n things, and each thing belongs to the unit `unit_of` says
    (ascending): an event and one of its counterparts. A unit is once in each cell that one of its things is in
    both ways.
    """
    width = len(across.names)
    thing, row = _flat(down, len(unit_of))
    other, column = _flat(across, len(unit_of))
    start = np.searchsorted(other, thing, side="left")
    many = np.searchsorted(other, thing, side="right") - start
    place = ranges(start, many)
    cells = len(down.names) * width
    cell = np.repeat(row, many) * width + column[place]
    keys = np.repeat(unit_of[thing].astype(np.int64), many) * max(cells, 1) + cell
    unit, code = np.divmod(distinct(keys), max(cells, 1))
    return Groups(("",) * cells, code, unit)


def _flat(groups: Groups, many: int) -> tuple[Ints, Ints]:
    thing = np.arange(many) if groups.row is None else groups.row
    return thing, groups.code.astype(np.int64)


def _of_frequency(
    frequency: Frequency, down: Axis, across: Axis, counts: tuple[Any, Any, Any], caption: str
) -> Matrix:
    return Matrix(
        down, across, frequency.unit, frequency.filter, *counts, frequency.units, frequency.undated,
        frequency.imprecise, frequency.outside, caption,
    )  # fmt: skip
