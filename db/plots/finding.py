"""From a mark of a chart to the events behind it."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy.orm import Session

from db.arrays.columns import EventColumns, Ids
from db.arrays.counting import counted
from db.arrays.counts import rows_counted, units
from db.ledgers import commitments
from db.plots.behind import events_behind
from db.plots.ledger_series import YearShare, lasting
from db.plots.marks import (
    BinMark,
    CellMark,
    ContactMark,
    DaysMark,
    GapMark,
    InvitationMark,
    Mark,
    SideMark,
    SpanMark,
    YearMark,
)
from db.plots.matrices import events_in_cells
from db.plots.participants import events_of_pairs
from db.reading import fetch, raw
from db.stats.frequency import Frequency
from db.stats.stretches import shares_within
from db.stats.units import Ints

if TYPE_CHECKING:
    from db.plots.results import CompareChart, DivergingChart, GapsChart, HeatChart


def of_frequency(
    session: Session, columns: EventColumns, frequency: Frequency, among: Ints, mark: Mark
) -> Ids:
    """Return the events possibly in the bins and the group of a BinMark."""
    if not isinstance(mark, BinMark) or not len(frequency.bins):
        return _none()
    bins = (mark.first, mark.after)
    return events_behind(raw(session), columns, among, frequency, bins=bins, group_of=mark.group)


def of_comparison(session: Session, columns: EventColumns, chart: "CompareChart", mark: Mark) -> Ids:
    """Return the events possibly in the searched days of a span, or in bins."""
    if not isinstance(mark, SpanMark):
        return of_frequency(session, columns, chart.frequency, chart.among, mark)
    found = counted(columns, rows_counted(columns, chart.among, chart.frequency.filter), chart.frequency.unit)
    shares = shares_within(units(raw(session), columns, found), chart.spans[mark.span][1])
    return columns.ids[np.unique(found.row[shares > 0])]


def of_diverging(session: Session, columns: EventColumns, chart: "DivergingChart", mark: Mark) -> Ids:
    """Return the events possibly in the bins of one direction."""
    groups = chart.diverging.frequency.groups
    if not isinstance(mark, SideMark) or mark.side not in groups:
        return _none()
    place = groups.index(mark.side)
    of_side = BinMark(mark.first, mark.after, place)
    return of_frequency(session, columns, chart.diverging.frequency, chart.among, of_side)


def of_matrix(session: Session, columns: EventColumns, chart: "HeatChart", marks: Sequence[Mark]) -> Ids:
    """Return the events possibly in some cells, each once: however many cells, they are counted a single time."""
    from db.plots.heat import matrix_spec, who_options

    cells = [(mark.row, mark.column) for mark in marks if isinstance(mark, CellMark)]
    if not cells:
        return _none()
    connection, spec = raw(session), chart.spec
    if spec.chart == "who":
        return events_of_pairs(connection, columns, chart.among, spec.filter, cells, **who_options(spec))
    return events_in_cells(connection, columns, chart.among, matrix_spec(spec), spec.filter, cells)


def of_gaps(columns: EventColumns, chart: "GapsChart", mark: Mark) -> Ids:
    """Return the events at the ends of a silence, those of one contact, or all of a row."""
    if not isinstance(mark, (GapMark, ContactMark)):
        return _none()
    rows = chart.rows[mark.row].event_rows
    if isinstance(mark, ContactMark):
        chosen: Sequence[int] = rows if mark.contact is None else rows[mark.contact : mark.contact + 1]
    else:
        chosen = rows[-1:] if mark.gap < 0 else rows[mark.gap : mark.gap + 2]
    return columns.ids[np.unique(np.array(chosen, np.int64))]


def of_invitations(session: Session, columns: EventColumns, mark: Mark) -> Ids:
    """Return the events that an invitation and its steps name."""
    return _named(session, columns, [mark.invitation_id]) if isinstance(mark, InvitationMark) else _none()


def of_years(session: Session, columns: EventColumns, shares: Sequence[YearShare], mark: Mark) -> Ids:
    """Return the events that the invitations of a year and their steps name."""
    return (
        _named(session, columns, shares[mark.year].invitation_ids) if isinstance(mark, YearMark) else _none()
    )


def of_commitments(session: Session, columns: EventColumns, ids: Collection[int], mark: Mark) -> Ids:
    """Return the events at which commitments possibly open on some days were made or followed up."""
    if not isinstance(mark, DaysMark):
        return _none()
    found: set[int] = set()
    for row in commitments.rows(session):
        first, after = lasting(row.course).possible
        if row.id in ids and first < mark.after and after > mark.first:
            found |= {each.event_id for each in row.follow_ups}
            found |= set() if row.made_at_id is None else {row.made_at_id}
    return in_order(columns, found)


def events_of_invitations(session: Session) -> dict[int, set[int]]:
    """Return the ids of the events that each invitation and its steps name."""
    sql = """SELECT id, event_id FROM invitation WHERE event_id NOT NULL
    UNION SELECT invitation_id, event_id FROM invitation_step WHERE event_id NOT NULL"""
    found: dict[int, set[int]] = {}
    for invitation, event in fetch(session, sql):
        found.setdefault(invitation, set()).add(event)
    return found


def in_order(columns: EventColumns, ids: Iterable[int]) -> Ids:
    """Return those of the ids that the columns know, in order of time."""
    wanted = np.array(sorted(ids), np.int64)
    return columns.ids[np.flatnonzero(np.isin(columns.ids, wanted))]


def _named(session: Session, columns: EventColumns, invitations: Iterable[int]) -> Ids:
    named = events_of_invitations(session)
    return in_order(columns, {event for each in invitations for event in named.get(each, ())})


def _none() -> Ids:
    return np.zeros(0, np.int64)
