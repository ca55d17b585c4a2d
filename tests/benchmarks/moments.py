"""Dates for made-up timelines: most known to the day, the others in every way that sources are vague."""

from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.dates import from_edtf
from db.models.base import DATE_COLUMNS, date_columns

COLUMNS: Final = DATE_COLUMNS
FIRST: Final = date(1949, 1, 1).toordinal()
LAST: Final = date(2025, 12, 31).toordinal()
SHARES: Final = {
    "day": 0.85, "month": 0.08, "year": 0.035, "decade": 0.005, "set": 0.012, "open": 0.008, "about": 0.006,
    "unknown": 0.004,
}  # fmt: skip
"""How precisely dates are known."""

Ints = NDArray[np.int64]
Value = tuple[Any, ...]


def days(r: np.random.Generator, count: int) -> Ints:
    """Return the days of events in the order of entry: mostly that of time, ever more of them over the years."""
    found = FIRST + (r.beta(1.8, 1.0, count) * (LAST - FIRST)).astype(np.int64)
    found.sort()
    late = np.flatnonzero(r.random(count) < 0.2)  # entered later, from other sources
    found[late] = r.permutation(found[late])
    return found


def values(edtf: str) -> Value:
    """Return the six column values of an EDTF text."""
    return tuple(date_columns(from_edtf(edtf))[name] for name in COLUMNS)


def dates(r: np.random.Generator, starts: Ints, stays: NDArray[np.bool_]) -> tuple[list[Any], ...]:
    """Return the six date columns of events that began on these days; stays last some days."""
    kinds = r.choice(list(SHARES), len(starts), p=list(SHARES.values())).tolist()
    lengths = np.where(stays, np.minimum(r.geometric(0.3, len(starts)), 40), 0).tolist()
    other = r.integers(1, 9, len(starts)).tolist()
    iso = {day: date.fromordinal(day).isoformat() for day in range(FIRST, LAST + 60)}
    known: dict[str, Value] = {}
    rows: list[Value] = []
    for day, kind, length, more in zip(starts.tolist(), kinds, lengths, other, strict=True):
        if kind == "day":
            last = day + length
            edtf = f"{iso[day]}/{iso[last]}" if length else iso[day]
            rows.append((edtf, edtf, day, day, last, last))
            continue
        edtf = _vague(kind, iso[day], iso[day + more * 3], more)
        found = known.get(edtf)
        if found is None:
            found = known[edtf] = values(edtf) if edtf else tuple(date_columns(None).values())
        rows.append(found)
    return tuple(list(column) for column in zip(*rows, strict=True))


def _vague(kind: str, day: str, later: str, more: int) -> str:
    year, month = day[:4], day[:7]
    match kind:
        case "month":
            return month
        case "year":
            return year
        case "decade":
            return f"{year[:3]}X"
        case "set":
            return f"[{day},{later}]" if more > 4 else f"[{year}-0{more},{year}-1{more % 3}]"
        case "open":
            return f"{month}/.." if more > 4 else f"../{month}"
        case "about":
            return f"{month}~"
        case _:
            return ""
