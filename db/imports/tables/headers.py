"""Whether the first row of a table names its columns, by what its cells are like."""

import re
from collections.abc import Sequence
from typing import Final

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*%?")
_DATE: Final = re.compile(
    r"[0-9]{4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?(?:[ T].*)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}"
    r"|.*[0-9]{4}\s*年.*|[0-9]{1,2} [A-Za-z]+ [0-9]{4}"
)
_ADDRESS: Final = re.compile(r"[a-z]+://\S+", re.IGNORECASE)
_LONGEST_NAME: Final = 80


def kind(cell: str) -> str:
    """Return what a cell looks like: number, date, address, text, or an empty text."""
    cell = cell.strip()
    if not cell:
        return ""
    if _NUMBER.fullmatch(cell):
        return "number"
    if _DATE.fullmatch(cell):
        return "date"
    return "address" if _ADDRESS.match(cell) else "text"


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of these rows names the columns: names are short words, and no two are alike."""
    if not rows:
        return False
    first = [cell.strip() for cell in rows[0]]
    named = [cell for cell in first if cell]
    kinds = [kind(cell) for cell in named]
    years = sum(re.fullmatch(r"(1[89]|20)[0-9]{2}", cell) is not None for cell in named)
    if any(each in ("date", "address") for each in kinds):
        return False
    if kinds.count("number") > years or (years and years == len(named)):
        return False  # columns called by years are names
    if any(len(cell) > _LONGEST_NAME for cell in named):
        return False
    if len(set(named)) < len(named):
        return _differs(first, rows[1:])
    if len(rows) == 1 or _differs(first, rows[1:]):
        return True
    return all(named.count(cell) == 1 for cell in named) and not _met_again(first, rows[1:])


def _differs(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether some column holds numbers, dates or addresses below a text."""
    for place, cell in enumerate(first):
        below = [kind(row[place]) for row in rest if place < len(row) and row[place].strip()]
        if below and kind(cell) == "text" and sum(each != "text" for each in below) > 0.8 * len(below):
            return True
    return False


def _met_again(first: Sequence[str], rest: Sequence[Sequence[str]]) -> bool:
    """Whether the cells of the first row stand in their columns again, as values do."""
    again = sum(
        any(place < len(row) and row[place] == cell for row in rest)
        for place, cell in enumerate(first)
        if cell
    )
    return again * 2 > len([cell for cell in first if cell])
