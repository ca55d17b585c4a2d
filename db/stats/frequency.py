"""Exchange frequency: the counted units of a timeline per bin and group, with their caption."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.stats.bins import Bins, day_text, make_bins, whole
from db.stats.caption import caption
from db.stats.counts import count
from db.stats.units import OPEN_HI, OPEN_LO, Groups, Units

ALL = "all"
"""The one group of an ungrouped plot."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Frequency:
    """What a frequency plot shows: g groups × b bins, and every number its caption names."""

    by: str
    unit: str
    filter: str
    bins: Bins
    groups: tuple[str, ...]
    certain: NDArray[np.int64]  # [g, b]
    expected: NDArray[np.float64]  # [g, b]
    possible: NDArray[np.int64]  # [g, b]
    units: int  # placed units; where groups don't overlap, bins and outside add up to them
    undated: int
    imprecise: int
    outside: float
    first: int | None  # the limits asked for, `last` exclusive
    last: int | None
    caption: str

    def to_json(self) -> dict[str, Any]:
        """The numbers behind the picture, in the documented form; ends are exclusive."""
        return {
            "chart": "frequency",
            "by": self.by,
            "unit": self.unit,
            "filter": self.filter,
            "units": self.units,
            "bins": [
                {"start": start, "end": end, "label": label, "groups": self._groups_of(i)}
                for i, (start, end, label) in enumerate(self._spans())
            ],
            "caption": self.caption,
            "undated": self.undated,
            "outside": self.outside,
            "from": None if self.first is None else day_text(self.first),
            "to": None if self.last is None else day_text(self.last),
        }

    def to_csv(self, *, guard_formulas: bool = False) -> str:
        """One row per bin and group; `guard_formulas` keeps spreadsheets from running names."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("start", "end", "label", "group", "certain", "expected", "possible"))
        names = [f"'{name}" if guard_formulas and name.startswith(_FORMULA) else name for name in self.groups]
        certain, expected, possible = self.certain.tolist(), self.expected.tolist(), self.possible.tolist()
        for i, span in enumerate(self._spans()):
            for g, name in enumerate(names):
                writer.writerow((*span, name, certain[g][i], repr(expected[g][i]), possible[g][i]))
        return out.getvalue()

    def _spans(self) -> Iterator[tuple[str, str, str]]:
        days = [day_text(day) for day in self.bins.edges.tolist()]
        return zip(days[:-1], days[1:], self.bins.labels, strict=True)

    def _groups_of(self, i: int) -> dict[str, dict[str, float]]:
        columns = (self.certain[:, i].tolist(), self.expected[:, i].tolist(), self.possible[:, i].tolist())
        return {
            name: {"certain": certain, "expected": expected, "possible": possible}
            for name, certain, expected, possible in zip(self.groups, *columns, strict=True)
        }


def frequency(
    units: Units,
    *,
    by: str,
    unit: str = "event",
    groups: Groups | None = None,
    group_by: str = "",
    first: int | None = None,
    last: int | None = None,
    filter_text: str = "",
    statuses: tuple[str, ...] = ("held",),
    unverified: int = 0,
    version: str = "",
) -> Frequency:
    """Count `units` from day `first` up to, not including, day `last`; without them, over all placed units.

    `unit` is the counting rule the units were made by. Raises `BinError`.
    """
    bins = make_bins(by, *_limits(units, by, first, last))
    counts = count(units, bins.edges, groups)
    overlapping = groups is not None and groups.row is not None
    outside = count(units, bins.edges).outside if overlapping else counts.outside
    left_out = float(outside.sum())
    words = caption(
        by=bins.by,
        unit=unit,
        units=counts.placed,
        imprecise=counts.imprecise,
        undated=counts.undated,
        unverified=unverified,
        outside=left_out,
        filter_text=filter_text,
        statuses=statuses,
        group_by=group_by,
        overlapping=overlapping,
        period=_period(bins) if (first, last) != (None, None) else None,
        version=version,
    )
    return Frequency(
        by=bins.by,
        unit=unit,
        filter=filter_text,
        bins=bins,
        groups=(ALL,) if groups is None else _distinct(groups.names),
        certain=counts.certain,
        expected=counts.expected,
        possible=counts.possible,
        units=counts.placed,
        undated=counts.undated,
        imprecise=counts.imprecise,
        outside=left_out,
        first=first,
        last=last,
        caption=words,
    )


def _limits(units: Units, by: str, first: int | None, last: int | None) -> tuple[int, int]:
    """The limits asked for; where one is missing, whole bins that hold every placed unit."""
    if first is not None and last is not None:
        return first, last
    placed = (units.lo != OPEN_LO) & (units.hi != OPEN_HI)
    if not placed.any():
        return first or 0, first or 0
    low, high = whole(by, int(units.lo[placed].min()), int(units.hi[placed].max()) + 1)
    return low if first is None else first, high if last is None else last


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, numbered where two groups are called the same, so that none hides the other."""
    seen: set[str] = set()
    out: list[str] = []
    for name in names:
        number, text = 1, name
        while text in seen:
            number += 1
            text = f"{name} ({number})"
        seen.add(text)
        out.append(text)
    return tuple(out)


def _period(bins: Bins) -> tuple[str, str] | None:
    return (day_text(bins.edges[0]), day_text(bins.edges[-1] - 1)) if len(bins) else None
