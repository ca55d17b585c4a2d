"""Exchange frequency: the counted units of a timeline per bin and group, with their caption."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.stats.bins import Bins, day_text, make_bins, whole
from db.stats.caption import caption
from db.stats.counts import count
from db.stats.cuts import BinSpec, Cut, cut_bins, inexact, parse_spec
from db.stats.exposure import Exposure, Search, expected_on_searched, exposure, rates
from db.stats.folding import folded
from db.stats.tables import table
from db.stats.units import Groups, Units

ALL = "all"
"""The one group of an ungrouped plot."""


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
    filters: tuple[str, ...] = ()  # what a filter would say to mean each group; empty if unknown
    exposure: Exposure | None = None  # None where coverage wasn't asked for
    on_searched: NDArray[np.float64] | None = None  # [g, b] expected on searched days, if asked for
    group: str = "none"
    most: int | None = None  # groups asked for

    @property
    def rates(self) -> NDArray[np.float64] | None:
        """Expected counts per year of coverage, [g, b], NaN where nobody searched; None if not asked for."""
        if self.exposure is None or self.on_searched is None:
            return None
        return rates(self.on_searched, self.exposure)

    def to_json(self) -> dict[str, Any]:
        """The numbers behind the picture, in the documented form; ends are exclusive."""
        coverage = {} if self.exposure is None else {"coverage": self.exposure.to_json()}
        per_year = {} if self.rates is None else {"rates": self._rates()}
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
            **coverage,
            **per_year,
        }

    def to_csv(
        self, more: Mapping[str, Sequence[Sequence[float]]] | None = None, *, guard_formulas: bool = False
    ) -> str:
        """One row per bin and group; `guard_formulas` keeps spreadsheets from running names.

        `more` has columns besides by their names, each as a row of bins for each group.
        """
        columns = {
            "certain": self.certain.tolist(),
            "expected": self.expected.tolist(),
            "possible": self.possible.tolist(),
        }
        columns |= more or {}
        rows = (
            (*span, name, *(column[g][i] for column in columns.values()))
            for i, span in enumerate(self._spans())
            for g, name in enumerate(self.groups)
        )
        return table(("start", "end", "label", "group", *columns), rows, guard_formulas)

    def _spans(self) -> Iterator[tuple[str, str, str]]:
        days = [day_text(day) for day in self.bins.edges.tolist()]
        return zip(days[:-1], days[1:], self.bins.labels, strict=True)

    def _rates(self) -> dict[str, list[float | None]]:
        found: list[list[float]] = [] if self.rates is None else self.rates.tolist()
        return {
            name: [None if isnan(rate) else rate for rate in each]
            for name, each in zip(self.groups, found, strict=True)
        }

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
    most: int | None = None,
    cuts: Sequence[Cut] = (),
    filter_text: str = "",
    statuses: tuple[str, ...] = ("held",),
    unverified: int = 0,
    other_status: int = 0,
    notes: Sequence[str] = (),
    searches: Sequence[Search] | None = None,
    rated: bool = False,
    shape: str = "bars",
    version: str = "",
) -> Frequency:
    """Count `units` from day `first` up to, not including, day `last`; without them, over all placed units.

    `unit` is the counting rule the units were made by. All but the `most` largest groups are counted together.
    `cuts` are the limits of bins that are no calendar units. `notes` are sentences that the caption has besides.
    With `searches` the result knows what was searched, with `rated` how much was found there. Raises `BinError`.
    """
    spec = parse_spec(by)
    bins = _bins(spec, cuts, *_limits(units, spec, first, last))
    several, note = (0, "") if groups is None else (groups.several, groups.note)
    groups, together = (None, "") if groups is None else folded(groups, most)
    found = _counted(units, bins, groups, unit, filter_text, searches, rated=rated)
    searched = found.exposure.sentence if found.exposure else ""
    words = caption(
        by=spec.words, unit=unit, units=found.units, imprecise=found.imprecise, undated=found.undated,
        unverified=unverified, outside=found.outside, filter_text=filter_text, statuses=statuses,
        other_status=other_status, group_by=group_by, several=several,
        period=_period(bins) if (first, last) != (None, None) else None,
        notes=(note, together, inexact(cuts), searched, *notes), shape=shape, version=version,
    )  # fmt: skip
    return replace(found, first=first, last=last, caption=words, most=most)


def _counted(
    units: Units,
    bins: Bins,
    groups: Groups | None,
    unit: str,
    filter_text: str,
    searches: Sequence[Search] | None,
    *,
    rated: bool,
) -> Frequency:
    """What is in the bins and groups, without a caption."""
    counts = count(units, bins.edges, groups)
    overlapping = groups is not None and groups.row is not None
    outside = count(units, bins.edges).outside if overlapping else counts.outside
    exposed = None if searches is None else exposure(searches, bins.edges)
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
        outside=float(outside.sum()),
        first=None,
        last=None,
        caption="",
        filters=("",) if groups is None else groups.filters,
        exposure=exposed,
        on_searched=expected_on_searched(units, exposed, bins.edges, groups) if exposed and rated else None,
    )


def _bins(spec: BinSpec, cuts: Sequence[Cut], first: int, last: int) -> Bins:
    return make_bins(str(spec), first, last) if spec.calendar else cut_bins(str(spec), cuts, first, last)


def _limits(units: Units, spec: BinSpec, first: int | None, last: int | None) -> tuple[int, int]:
    """The limits asked for; where one is missing, whole bins that hold every placed unit."""
    if first is not None and last is not None:
        return first, last
    span = units.span()
    if span is None:
        return first or 0, first or 0
    low, high = span
    if spec.calendar:
        low, high = whole(str(spec), low, high)
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
