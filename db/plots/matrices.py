"""Heat maps of a timeline: any group or month down, any bins or group across; who met whom is `participants`."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from db.arrays.columns import EventColumns, Ids
from db.arrays.counting import Counted, counted, pairs
from db.arrays.counts import GROUPS, rows_counted, units
from db.arrays.grouping import grouped
from db.plots.behind import events_behind_all, filter_text, touching
from db.plots.frequency import frequency
from db.plots.wording import told
from db.stats.bins import BinError, whole
from db.stats.counts import count
from db.stats.folding import folded
from db.stats.frequency import Frequency
from db.stats.matrix import Axis, Matrix, crossed, of_cells, of_groups, of_months
from db.stats.units import Groups, Ints, Units


@dataclass(frozen=True, slots=True)
class MatrixSpec:
    """What a heat map shows: `down` and `across` are groups of `db.arrays.counts.GROUPS` or a width of bins.

    Groups against bins ("counterpart", "year"), the months of the year against years ("month", "year"), or groups
    against groups ("family", "standing"). Of groups the `most` largest are shown by themselves. `first` and
    `last` (exclusive) limit the days; without them all placed units are in.
    """

    down: str
    across: str = "year"
    unit: str = "event"
    first: int | None = None
    last: int | None = None
    most: int | None = None
    outlets: tuple[str, ...] = ()
    """Whose coverage the caption tells, anybody's if empty."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """Units with the cells they are in, and the names of rows and columns."""

    found: Counted
    units: Units
    cells: Groups
    down: Axis
    across: Axis
    notes: tuple[str, ...]


def matrix(
    connection: sqlite3.Connection, columns: EventColumns, rows: Ints, spec: MatrixSpec, wanted: str = ""
) -> Matrix:
    """Count the events at `rows`, those that pass the filter `wanted`, in rows and columns.

    In a cell of two groups an event counts if one counterpart is in both. Raises `BinError` for what can't be
    shown so.
    """
    if _is_group(spec.across):
        return _of_two_groups(connection, columns, rows, spec, wanted)
    counts = _frequency(connection, columns, rows, spec, wanted)
    if _is_group(spec.down):
        return of_groups(counts, GROUPS[spec.down], counts.caption)
    return of_months(counts, counts.caption)


def events_in_cells(
    connection: sqlite3.Connection,
    columns: EventColumns,
    rows: Ints,
    spec: MatrixSpec,
    wanted: str,
    wished: Sequence[tuple[int, int]],
) -> Ids:
    """Return the ids of the events that some cells (row, column) possibly count, in order of time, each once.

    All else must be what the matrix was counted from.
    """
    if not _is_group(spec.across):
        counts = _frequency(connection, columns, rows, spec, wanted)
        down = _is_group(spec.down)
        places = [(c, r) if down else (c * 12 + r, None) for r, c in wished]
        parts = [((place, place + 1), group) for place, group in places]
        return events_behind_all(connection, columns, rows, counts, parts)
    cells = _cells(connection, columns, rows, spec, wanted)
    first, last = _limits(cells.units, spec)
    return _behind(columns, cells, [r * len(cells.across) + c for r, c in wished], first, last)


def filter_of(found: Matrix, cell: tuple[int, int]) -> str:
    """Return the filter text of a cell (row, column) of two groups or of a group; see `behind.filter_text`."""
    r, c = cell
    return filter_text(found.filter, found.down.filters[r], found.across.filters[c])


def _is_group(name: str) -> bool:
    return name in GROUPS and name != "none"


def _frequency(
    connection: sqlite3.Connection, columns: EventColumns, rows: Ints, spec: MatrixSpec, wanted: str
) -> Frequency:
    """Count by group and bin, or by month over whole years."""
    months = (spec.down, spec.across) == ("month", "year")
    if not months and not _is_group(spec.down):
        raise BinError(
            f"No heat map has {spec.down} against {spec.across}: put a group down, or month by year."
        )
    first, last = spec.first, spec.last
    if months:
        found = counted(columns, rows_counted(columns, rows, wanted), spec.unit)
        low, high = _limits(units(connection, columns, found), spec)
        if low < high:
            first, last = whole("year", low, high)
    return frequency(
        connection, columns, rows, by="month" if months else spec.across, unit=spec.unit,
        group="none" if months else spec.down, first=first, last=last, filter_text=wanted, most=spec.most,
        outlets=spec.outlets, shape="cells",
    )  # fmt: skip


def _of_two_groups(
    connection: sqlite3.Connection, columns: EventColumns, rows: Ints, spec: MatrixSpec, wanted: str
) -> Matrix:
    cells = _cells(connection, columns, rows, spec, wanted)
    first, last = _limits(cells.units, spec)
    edges = np.array([first, last] if first < last else [], np.int64)
    counts = count(cells.units, edges, cells.cells)
    if not len(edges):
        raise BinError("Nothing to count here: no date can be placed. Widen the filter or the period.")
    outside = float(count(cells.units, edges).outside.sum())
    words = told(
        connection, columns, rows, cells.found, cells.units, wanted, unit=spec.unit, counts=counts, outside=outside,
        by=f"{GROUPS[spec.down]} and {GROUPS[spec.across]}", several=cells.cells.several, notes=cells.notes,
        limits=(spec.first, spec.last), searched=edges, outlets=spec.outlets,
    )  # fmt: skip
    return of_cells(
        counts, cells.down, cells.across, unit=spec.unit, filter_text=wanted, outside=outside, caption=words
    )


def _cells(
    connection: sqlite3.Connection, columns: EventColumns, rows: Ints, spec: MatrixSpec, wanted: str
) -> _Cells:
    if not _is_group(spec.down) or not _is_group(spec.across):
        raise BinError(f"No heat map has {spec.down} against {spec.across}: {spec.down} is no group.")
    found = counted(columns, rows_counted(columns, rows, wanted), spec.unit)
    things, unit_of = _things(columns, found)
    whole_down = grouped(connection, columns, things, spec.down)
    whole_across = grouped(connection, columns, things, spec.across)
    down, many_down = folded(whole_down, spec.most)
    across, many_across = folded(whole_across, spec.most)
    if len(down.names) * len(across.names) > MOST_CELLS:
        raise BinError(
            f"{len(down.names):,} × {len(across.names):,} cells are too many to read: show fewer groups."
        )
    return _Cells(
        found, units(connection, columns, found), crossed(down, across, unit_of),
        Axis(GROUPS[spec.down], down.names, down.filters), Axis(GROUPS[spec.across], across.names, across.filters),
        tuple(filter(None, (whole_down.note, whole_across.note, many_down, many_across))),
    )  # fmt: skip


MOST_CELLS = 250_000


def _things(columns: EventColumns, found: Counted) -> tuple[Counted, Ints]:
    """Return what is grouped, and the unit each belongs to: an event with each of its counterparts, or alone."""
    if found.actor is not None:
        return found, np.arange(len(found))
    row, actor = pairs(columns, found.row)
    alone = found.row[columns.link_offsets[found.row + 1] == columns.link_offsets[found.row]]
    row = np.concatenate([row, alone])
    actor = np.concatenate([actor, np.full(len(alone), -1, actor.dtype)])
    order = np.argsort(row, kind="stable")
    row, actor = row[order], actor[order]
    return Counted(row, actor), np.searchsorted(found.row, row)


def _limits(of: Units, spec: MatrixSpec) -> tuple[int, int]:
    low, high = of.span() or (0, 0)
    return low if spec.first is None else spec.first, high if spec.last is None else spec.last


def _behind(columns: EventColumns, cells: _Cells, wished: Sequence[int], first: int, last: int) -> Ids:
    chosen = np.zeros(len(cells.found), np.bool_)
    chosen[cells.cells.units_in_any(wished)] = True
    chosen &= touching(cells.units, first, last)
    return columns.ids[np.unique(cells.found.row[chosen])]
