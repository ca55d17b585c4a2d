"""What may be counted twice: visits with their meetings, one meeting reported twice, several counterparts."""

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from db.arrays import direction_codes
from db.arrays.columns import EventColumns, Ids
from db.arrays.counting import Family, ascending, pairs
from db.stats.units import Ints, distinct
from db.words import DIRECTIONS

_INCOMING, _OUTGOING = DIRECTIONS.index("incoming"), DIRECTIONS.index("outgoing")


@dataclass(frozen=True, slots=True)
class Doubles:
    """Among some events: wholes and their parts, events with several counterparts, and reports of one meeting.

    All are rows of the columns, ascending. `dyads` counts the counterparts of the multilateral events. Reports
    with the same number in `report_of` share counterpart and day, belong to no common visit, and are of one type
    or told as made by the one (outgoing) and as hosted by the other (incoming); a look at them decides.
    """

    wholes: Ints
    parts: Ints
    multilateral: Ints
    dyads: int
    reports: Ints
    report_of: Ints

    @property
    def repeated(self) -> int:
        """How many of the reports would be too many if each number were one meeting."""
        return len(distinct(self.reports)) - len(distinct(self.report_of)) if len(self.reports) else 0

    @property
    def sentence(self) -> str:
        """What a caption says of it; empty where nothing can count twice."""
        parts = [
            f"{_many(self.wholes, 'visit')} with {_many(self.parts, 'part')}" if len(self.wholes) else "",
            f"{_many(self.multilateral, 'event')} with several counterparts ({self.dyads:,} in all)"
            if len(self.multilateral)
            else "",
            f"{_many(distinct(self.reports), 'event')} that may report a meeting twice"
            if len(self.reports)
            else "",
        ]
        told = "; ".join(filter(None, parts))
        return f"Among the events: {told}." if told else ""

    def ids(self, columns: EventColumns) -> list[list[int]]:
        """Return the ids of the events that may report one meeting, a list for each."""
        cuts = np.flatnonzero(np.diff(self.report_of)) + 1
        groups = np.split(columns.ids[self.reports], cuts) if len(self.reports) else []
        return list(dict.fromkeys(map(tuple, (group.tolist() for group in groups))))  # type: ignore[arg-type]


def doubles(
    connection: sqlite3.Connection, columns: EventColumns, rows: Ints, *, reports: bool = True
) -> Doubles:
    """Return what may be counted twice among the events at `rows`; without `reports` sooner."""
    rows = ascending(rows)
    family = Family(columns, rows)
    counterparts = columns.link_offsets[rows + 1] - columns.link_offsets[rows]
    several = counterparts > 1
    none = np.zeros(0, np.int64)
    twice, twice_of = _reports(connection, columns, rows, family) if reports else (none, none)
    return Doubles(
        wholes=rows[family.is_whole[rows]],
        parts=rows[family.is_part[rows]],
        multilateral=rows[several],
        dyads=int(counterparts[several].sum()),
        reports=twice,
        report_of=twice_of,
    )


def _reports(
    connection: sqlite3.Connection, columns: EventColumns, rows: Ints, family: Family
) -> tuple[Ints, Ints]:
    exact = rows[columns.start_lo[rows] == columns.start_hi[rows]]
    row, actor = pairs(columns, exact)
    contact = actor.astype(np.int64) << 32 | columns.start_lo[row]
    order = np.argsort(contact, kind="stable")
    row, contact = row[order], contact[order]
    again = contact[1:] == contact[:-1]
    kept = np.zeros(len(row), np.bool_)
    kept[1:] |= again
    kept[:-1] |= again
    row, number = row[kept], np.unique(contact[kept], return_inverse=True)[1]
    if not len(row):
        return row, number
    suspect = _alike(number, columns.type[row], family.roots[row])
    suspect |= _opposite(number, direction_codes.codes(connection, columns)[row])
    suspect &= _apart(number, family.roots[row])
    return row[suspect], number[suspect]


def _alike(number: Ints, kind: Ints, root: Ints) -> NDArray[np.bool_]:
    """Mark reports of which another with the same number, of another visit, has the same type."""
    code = number.astype(np.int64) << 32 | (kind.astype(np.int64) + 1)
    _, place = np.unique(code, return_inverse=True)
    return _apart(place, root)


def _opposite(number: Ints, direction: Ints) -> NDArray[np.bool_]:
    """Mark reports of a number under which one is incoming and one outgoing."""
    comes = np.bincount(number, direction == _INCOMING) > 0
    goes = np.bincount(number, direction == _OUTGOING) > 0
    return (comes & goes)[number] & ((direction == _INCOMING) | (direction == _OUTGOING))


def _apart(number: Ints, root: Ints) -> NDArray[np.bool_]:
    """Mark reports of a number whose events belong to more than one visit."""
    many = int(number.max(initial=0)) + 1
    low = np.full(many, np.iinfo(np.int64).max)
    high = np.full(many, -1, np.int64)
    np.minimum.at(low, number, root)
    np.maximum.at(high, number, root)
    return (low < high)[number]


def _many(rows: Ints | Ids, word: str) -> str:
    return f"{len(rows):,} {word}{'' if len(rows) == 1 else 's'}"
