"""Tables of cells as tab-separated text, the way spreadsheets copy and paste them."""

import csv
import io
from collections.abc import Iterable, Sequence


def to_tsv(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as text; cells with tabs, line breaks or quotes are quoted."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue()


def from_tsv(text: str) -> list[list[str]]:
    """Return the cells of a text; a line break at its end adds no row."""
    if not text:
        return []
    return [row or [""] for row in csv.reader(io.StringIO(text, newline=""), dialect="excel-tab")]
