"""Computes heat maps, and who met whom."""

from typing import Any, Final

from db.arrays.counts import GROUPS
from db.errors import BadInput, Problem
from db.plots.asked import Asked, captioned, first_day
from db.plots.matrices import MatrixSpec, matrix
from db.plots.participants import WHO, who_with_whom
from db.plots.results import HeatChart
from db.plots.spec import ChartSpec
from db.stats.bins import whole

MOST_SHOWN: Final = 250
"""Rows and columns of groups that can be read at most."""

_DOWN: Final = (*(name for name in GROUPS if name != "none"), "month")
"""What a heat map's rows may be."""


def heat_chart(asked: Asked) -> HeatChart:
    """Count in the cells of a heat map."""
    spec = asked.spec
    _check_most(spec)
    if (spec.of or "counterpart") not in _DOWN:
        raise BadInput(f"“{spec.of}” is nothing that rows can be: use {', '.join(_DOWN)}.", "of")
    asked.counted()
    found = matrix(asked.connection, asked.columns, asked.rows, matrix_spec(spec), asked.filter)
    if not found.possible.any():
        raise Problem("Nothing that passes lies in the period: choose another one, or widen the filter.")
    return HeatChart(spec, found, captioned(found.caption, spec, _widened(asked)), asked.rows)


def _widened(asked: Asked) -> str:
    """Return what a caption says of months that nobody asked for: they stand in whole years."""
    if asked.spec.of != "month":
        return ""
    cut = [
        day for day in (asked.first, asked.last) if day is not None and whole("year", day, day + 1)[0] != day
    ]
    return "The period is widened to whole years." if cut else ""


def who_chart(asked: Asked) -> HeatChart:
    """Count how often each two participants were in one event."""
    spec = asked.spec
    _check_most(spec)
    if (spec.of or "actor") not in WHO:
        raise BadInput(f"Who met whom is told of {' or '.join(WHO)}, not of “{spec.of}”.", "of")
    if spec.unit in ("event", "meeting"):
        asked.counted()
    found = who_with_whom(
        asked.connection, asked.columns, asked.rows, asked.filter, **who_options(spec), outlets=spec.outlets
    )
    if not found.possible.any():
        raise Problem("Nobody meets anybody in the period: choose another one, or widen the filter.")
    return HeatChart(spec, found, captioned(found.caption, spec), asked.rows)


def matrix_spec(spec: ChartSpec) -> MatrixSpec:
    """Return what a heat map's options ask for; counterparts down if nothing is said."""
    first, last = first_day(spec.first, "first"), first_day(spec.last, "last")
    down, across = spec.of or "counterpart", spec.across or "year"
    return MatrixSpec(down, across, spec.unit, first, last, spec.most, spec.outlets)


def who_options(spec: ChartSpec) -> dict[str, Any]:
    """Return what `participants.who_with_whom` takes; actors if nothing is said."""
    first, last = first_day(spec.first, "first"), first_day(spec.last, "last")
    return {
        "who": spec.of or "actor", "unit": spec.unit, "most": spec.most, "first": first, "last": last,
    }  # fmt: skip


def _check_most(spec: ChartSpec) -> None:
    if not 1 <= spec.most <= MOST_SHOWN:
        raise BadInput(f"A heat map can show 1 to {MOST_SHOWN} rows of groups, not {spec.most:,}.", "most")
