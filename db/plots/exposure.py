"""The searches on record, as a plot's exposure takes them."""

import sqlite3
from collections.abc import Collection
from typing import Final

from db.dates import OPEN_HI, OPEN_LO, DateError, parse
from db.stats.exposure import Search

LEAST: Final = 1
"""The completeness from which a search counts, if the user does not say: a few examples."""

_ROWS: Final = """SELECT outlet, coalesce(start_lo, ?), coalesce(end_hi, ?), searched_on, completeness FROM coverage
WHERE edtf <> '' AND coalesce(completeness, ?) >= ? ORDER BY outlet, start_lo, id"""


def searches(
    connection: sqlite3.Connection, outlets: Collection[str] = (), least: int = LEAST
) -> list[Search]:
    """Return the searches of some outlets, of any if none is named, that were at least so complete (0 to 4).

    A span reaches from its earliest to its latest day: who searched "2004" searched all of it; but nothing after
    the day on which the search was made. A search of which nobody judged the completeness counts as a few examples.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    rows = cursor.execute(_ROWS, (OPEN_LO, OPEN_HI - 1, LEAST, least)).fetchall()
    found = [
        Search(outlet, first, min(last, _made_on(made)), degree)
        for outlet, first, last, made, degree in rows
        if not outlets or outlet in outlets
    ]
    return [each for each in found if each.first <= each.last]


def _made_on(typed: str) -> int:
    """Return the latest day on which a search may have been made."""
    try:
        last = parse(typed).end[1] if typed else None
    except DateError:  # older files and other programs may say anything there
        last = None
    return OPEN_HI - 1 if last is None else last
