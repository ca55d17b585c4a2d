"""From which sources counted events are known: what a caption says of it."""

import sqlite3
from dataclasses import dataclass
from typing import Final

import numpy as np

from db.arrays.columns import EventColumns
from db.arrays.fetching import fetched_table
from db.stats.units import Ints

_TIES: Final = "SELECT event_id, source_id FROM evidence WHERE event_id NOT NULL"


@dataclass(frozen=True, slots=True)
class Provenance:
    """How many sources events have evidence from, and how many have none."""

    sources: int
    without: int
    events: int

    @property
    def sentence(self) -> str:
        """What a caption says of it; nothing where nothing is counted."""
        if not self.events:
            return ""
        if not self.sources:
            return "No source on record."
        head = f"From {self.sources:,} source{'' if self.sources == 1 else 's'}"
        if not self.without:
            return f"{head}."
        return f"{head}; {self.without:,} event{' has' if self.without == 1 else 's have'} none."


def provenance(connection: sqlite3.Connection, columns: EventColumns, rows: Ints) -> Provenance:
    """Return from which sources the events at `rows` are known."""
    ties = _ties(connection, columns)
    if not len(ties):
        return Provenance(0, len(rows), len(rows))
    wanted = np.zeros(len(columns), np.bool_)
    wanted[rows] = True
    among = wanted[ties[:, 0]]
    known = np.zeros(len(columns), np.bool_)
    known[ties[among, 0]] = True
    sources = int(np.count_nonzero(np.bincount(ties[among, 1])))
    events = int(np.count_nonzero(wanted))
    return Provenance(sources, events - int(np.count_nonzero(known)), events)


def _ties(connection: sqlite3.Connection, columns: EventColumns) -> Ints:
    """Return the row of the event and the number of the source of each piece of evidence, int64[m, 2].

    They are read once for these columns: each edit, of evidence too, makes new ones.
    """
    found: Ints | None = columns.__dict__.get("_evidence")
    if found is None:
        table = fetched_table(connection, _TIES, 2)
        rows = columns.rows_of(table[:, 0])
        if len(rows) < len(table):  # columns of another revision don't know all events
            table = table[np.isin(table[:, 0], columns.ids)]
        found = columns.__dict__["_evidence"] = np.stack([rows, _numbered(table[:, 1])], axis=1)
    return found


def _numbered(records: Ints) -> Ints:
    """Return numbers from 0 on for records, the same for the same: they mostly come in order, from an index."""
    new = records[1:] != records[:-1]
    if bool((records[1:] >= records[:-1]).all()):
        return np.concatenate([np.zeros(min(len(records), 1), np.int64), np.cumsum(new)])
    return np.unique(records, return_inverse=True)[1]
