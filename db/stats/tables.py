"""Numbers as CSV: fractions with all their digits, nothing for what has no number."""

import csv
import io
from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any, Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def table(head: Sequence[str], rows: Iterable[Sequence[Any]], guard_formulas: bool) -> str:
    """Return CSV; fractions with all their digits, nothing for None; a guard keeps spreadsheets from running text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(value, guard_formulas) for value in row])
    return out.getvalue()


def _cell(value: Any, guard: bool) -> Any:
    if isinstance(value, float):
        return repr(value) if isfinite(value) else ""
    if guard and isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
