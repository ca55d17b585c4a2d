"""The caption of a count made from a timeline: all that the file knows about what was counted."""

import sqlite3
from collections.abc import Collection, Sequence

import numpy as np

from db import filters
from db.arrays.columns import UNVERIFIED, EventColumns
from db.arrays.counting import Counted
from db.arrays.counts import rows_counted, statuses_named
from db.plots.doubles import doubles
from db.plots.exposure import LEAST, searches
from db.plots.provenance import provenance
from db.stats.caption import caption
from db.stats.counts import Counts
from db.stats.exposure import exposure
from db.stats.units import Ints
from db.version import VERSION


def told(
    connection: sqlite3.Connection,
    columns: EventColumns,
    rows: Ints,
    found: Counted,
    wanted: str,
    *,
    unit: str,
    by: str,
    counts: Counts,
    outside: float = 0.0,
    several: int = 0,
    period: tuple[str, str] | None = None,
    notes: Sequence[str] = (),
    searched: Ints | None = None,
    outlets: Collection[str] = (),
    least: int = LEAST,
) -> str:
    """Return the caption of cells counted from the events at `rows`, whose units are `found`.

    `searched` are edges (day ordinals) between which the coverage is told.
    """
    counting = rows_counted(columns, rows, wanted)
    coverage = "" if searched is None else exposure(searches(connection, outlets, least), searched).sentence
    return caption(
        by=by,
        unit=unit,
        units=counts.placed,
        imprecise=counts.imprecise,
        undated=counts.undated,
        unverified=int(np.count_nonzero(columns.flags[found.row] & UNVERIFIED)),
        other_status=len(rows) - len(counting),
        outside=outside,
        filter_text=str(filters.parse(wanted)),
        statuses=statuses_named(wanted),
        several=several,
        period=period,
        notes=(*notes, coverage, *notes_on(connection, columns, counting)),
        shape="cells",
        version=VERSION,
    )


def notes_on(connection: sqlite3.Connection, columns: EventColumns, rows: Ints) -> tuple[str, ...]:
    """Return what a caption says of the events that count: what may count twice, and the sources."""
    return (
        doubles(connection, columns, rows, reports=False).sentence,
        provenance(connection, columns, rows).sentence,
    )
