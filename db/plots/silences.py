"""Computes the chart of silences: of each dyad, mechanism or other group, against its own rhythm."""

from dataclasses import dataclass
from dataclasses import replace as changed
from typing import Final

import numpy as np

from db import filters
from db.arrays.columns import UNVERIFIED
from db.arrays.counting import Counted, counted
from db.arrays.counts import GROUPS, rows_counted, statuses_named, units
from db.arrays.grouping import grouped
from db.clock import today
from db.errors import BadInput, Problem
from db.filters.value import Clause, Value
from db.plots.asked import Asked, captioned
from db.plots.contexts_behind import context_spans
from db.plots.cuts import SESSIONS
from db.plots.exposure import searches
from db.plots.results import GapRow, GapsChart
from db.plots.wording import notes_on
from db.reading import fetch, focal_actors
from db.stats.bins import day_text
from db.stats.caption import NOUNS, caption
from db.stats.exposure import exposure
from db.stats.gaps import FEWEST, Contacts, contacts, gaps, rhythms
from db.stats.units import OPEN_HI, OPEN_LO, Groups, Ints, Units, distinct
from db.summary.overview_counterparts import Actors
from db.version import VERSION

ALL: Final = "all"
"""One row of everything that passes."""

MOST_ROWS: Final = 500

_SESSIONS: Final = f"""{SESSIONS}
SELECT id, mechanism_id, round FROM event WHERE id IN session"""


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Units by the row they are in, which may be several or none; `rows` of the columns are what was counted."""

    found: Counted
    units: Units
    groups: Groups
    rows: Ints

    @property
    def unit(self) -> Ints:
        """Which unit each membership is of."""
        return np.arange(len(self.units)) if self.groups.row is None else self.groups.row


def gaps_chart(asked: Asked) -> GapsChart:
    """Find the silences of the rows asked for: the `most` with the longest present one against their rhythm."""
    spec, day, of = asked.spec, asked.day, what_of(asked)
    if not 1 <= spec.most <= MOST_ROWS:
        raise BadInput(f"1 to {MOST_ROWS} rows can be shown, not {spec.most:,}.", "most")
    asked.counted()
    numbers = _sessions(asked) if of == "mechanism" else {}
    parted = _grouped(asked, of, numbers)
    lo, hi = parted.units.lo[parted.unit], parted.units.hi[parted.unit]
    order = np.lexsort((hi, lo))
    within = contacts(parted.groups.code[order], lo[order], hi[order], parted.unit[order], day, today())
    shown = _longest_silent(within, len(parted.groups.names))
    if not shown:
        raise Problem(
            f"No {_word(of)} has two contacts by {day_text(day)}: a silence lies between two. Widen the filter."
        )
    first = int(within.lo.min())
    holes = asked.unsearched(first, day + 1) if first <= day else ()
    return GapsChart(
        spec=spec,
        rows=tuple(_row(asked, parted, place, day, holes, numbers) for place in shown[: spec.most]),
        day=day,
        caption=_caption(asked, parted, of, day, len(shown), first),
        of=of,
        unsearched=holes,
        contexts=context_spans(asked.connection) if spec.contexts else (),
    )


def what_of(asked: Asked) -> str:
    """Return what a row is: as asked, else mechanisms if the filter names one, else counterparts."""
    of = asked.spec.of.strip()
    if of == ALL or (of in GROUPS and of != "none"):
        return of
    if of:
        raise BadInput(f"“{of}” has no silences: use {', '.join((*list(GROUPS)[1:], ALL))}.", "of")
    keys = [clause.key for clause in filters.parse(asked.filter).clauses if not clause.negated]
    return "mechanism" if "mechanism" in keys else "counterpart"


def _longest_silent(within: Contacts, many: int) -> list[int]:
    """Return the rows with two contacts at least, the longest present silence over its 95th percentile first.

    Rows with too few gaps for a rhythm stand after all others.
    """
    found = rhythms(within, many)
    known = np.flatnonzero(found.many > 1)
    ratio = found.silence[0][known] / np.maximum(found.percentile_95[1][known], 1)
    few = found.many[known] <= FEWEST
    return known[np.lexsort((known, -found.silence[1][known], -ratio, few))].tolist()


def _sessions(asked: Asked) -> dict[int, tuple[int, int | None]]:
    """Return for the row of each session its mechanism and its number."""
    found = fetch(asked.session, _SESSIONS)
    ids = np.array([event for event, *_ in found], np.int64)
    present = np.isin(ids, asked.columns.ids)
    rows = asked.columns.rows_of(ids[present]).tolist()
    kept = [row for row, there in zip(found, present.tolist(), strict=True) if there]
    return {row: (mechanism, number) for row, (_, mechanism, number) in zip(rows, kept, strict=True)}


def _grouped(asked: Asked, of: str, numbers: dict[int, tuple[int, int | None]]) -> _Grouped:
    rows = rows_counted(asked.columns, asked.rows, asked.filter)
    if of == "counterpart":
        return _by_party(asked, rows)
    if of == "mechanism":
        rows = _sessions_alone(asked, rows, numbers)
    found = counted(asked.columns, rows, asked.spec.unit)
    made = units(asked.connection, asked.columns, found)
    if of == ALL:
        return _Grouped(
            found, made, Groups((asked.filter or "all events",), np.zeros(len(made), np.int64)), rows
        )
    groups = grouped(asked.connection, asked.columns, found, of)
    return _Grouped(found, made, _without_none(groups, of), rows)


def _without_none(groups: Groups, of: str) -> Groups:
    """Return the groups without that of units in none: what has no mechanism has no silence."""
    none = len(groups.names) - 1  # it stands last
    if not groups.names or groups.names[none] != ("no source" if of in ("outlet", "side") else f"no {of}"):
        return groups
    row = np.arange(len(groups.code)) if groups.row is None else groups.row
    kept = groups.code != none
    return changed(groups, code=groups.code[kept], row=row[kept])


def _sessions_alone(asked: Asked, rows: Ints, numbers: dict[int, tuple[int, int | None]]) -> Ints:
    """Return the rows without events that are no session of a mechanism of which there are sessions.

    Events without a mechanism go too: a visit would stand for the session that is part of it, and then for nothing.
    """
    keys = asked.columns.keys["mechanism"]
    others = np.append(np.isin(keys, [mechanism for mechanism, _ in numbers.values()]), True)
    is_session = np.zeros(len(asked.columns), np.bool_)
    is_session[list(numbers)] = True
    return rows[is_session[rows] | ~others[asked.columns.mechanism[rows]]]


def _by_party(asked: Asked, rows: Ints) -> _Grouped:
    """Return contacts of each party, an organ's among them, by the rule of dyads; without the focal party."""
    actors = Actors(asked.connection, asked.columns.keys["actor"])
    by_party = changed(asked.columns, link_actor=actors.party[asked.columns.link_actor].astype(np.int32))
    found = counted(by_party, rows, "dyad")
    assert found.actor is not None  # noqa: S101 - dyads have one
    focal = [actors.party_of(each) for each in focal_actors(asked.session) if actors.knows(each)]
    kept = ~np.isin(actors.parties[found.actor], focal)
    found = Counted(found.row[kept], found.actor[kept])
    names = tuple(actors.name(each) for each in actors.parties.tolist())
    clauses = tuple(str(Clause("party", (Value(str(each)),))) for each in actors.parties.tolist())
    made = units(asked.connection, asked.columns, found)
    groups = Groups(names, found.actor.astype(np.int64), filters=clauses)  # type: ignore[union-attr]
    return _Grouped(found, made, groups, rows)


def _row(
    asked: Asked,
    parted: _Grouped,
    place: int,
    day: int,
    holes: tuple[tuple[int, int], ...],
    numbers: dict[int, tuple[int, int | None]],
) -> GapRow:
    """Return one row; of contacts that are one, the first event stands for all."""
    which = parted.groups.units_in(place)
    made = parted.units.take(which)
    rows = parted.found.row[which].astype(np.int64)
    order = np.lexsort((made.hi, made.lo))
    lo, hi, rows = made.lo[order], made.hi[order], rows[order]
    alone = np.zeros(len(lo), np.int64)
    found = contacts(alone, lo, hi, rows, day, today())
    first_row = _rows_of(found, lo, hi, rows, day)
    clause = parted.groups.filters[place] if parted.groups.filters else ""
    return GapRow(
        label=parted.groups.names[place],
        filter=str(filters.parse(asked.filter) & filters.parse(clause)),
        gaps=gaps(made, day, list(holes), today()),
        contacts=tuple(zip(found.lo.tolist(), found.hi.tolist(), strict=True)),
        numbers=tuple(numbers.get(row, (0, None))[1] for row in first_row) if numbers else (),
        event_rows=tuple(first_row),
    )


def _rows_of(found: Contacts, lo: Ints, hi: Ints, rows: Ints, day: int) -> list[int]:
    """Return the row of the first event of each contact."""
    kept = (lo != OPEN_LO) & (hi != OPEN_HI) & (lo <= day)
    starts = list(
        zip(lo[kept].tolist(), np.minimum(hi[kept], day).tolist(), rows[kept].tolist(), strict=True)
    )
    taken: list[int] = []
    at = 0
    for pair in zip(found.lo.tolist(), found.hi.tolist(), strict=True):
        while starts[at][:2] != pair:
            at += 1
        taken.append(starts[at][2])
        at += 1
    return taken


def _caption(asked: Asked, parted: _Grouped, of: str, day: int, many: int, first: int) -> str:
    """Return the caption: what counts as a contact, and what the silences are measured against."""
    spec, shown = asked.spec, distinct(np.sort(parted.unit))
    made, event_rows = parted.units.take(shown), parted.found.row[shown]
    elsewhere = np.setdiff1d(parted.found.row, event_rows)
    counting = rows_counted(asked.columns, asked.rows, asked.filter)
    placed = made.placed
    known = searches(asked.connection, spec.outlets)
    notes = (
        f"Silences run from the first day of one contact to that of the next, up to {day_text(day)}.",
        "An organ's contacts are its party's." if of == "counterpart" else "",
        "Of a mechanism with sessions these alone are its contacts." if of == "mechanism" else "",
        f"The {spec.most:,} of {many:,} longest silent against their own 95th percentile."
        if many > spec.most
        else "",
        exposure(known, np.array([first, day + 1])).sentence,
        parted.groups.note,
        _left_out(len(parted.units) - len(shown), of, spec.unit),
        *notes_on(asked.connection, asked.columns, np.setdiff1d(parted.rows, elsewhere)),
    )
    words = caption(
        by=_word(of),
        unit="dyad" if of == "counterpart" else spec.unit,
        units=int(np.count_nonzero(placed)),
        imprecise=int(np.count_nonzero(placed & (made.lo != made.hi))),
        undated=int(np.count_nonzero(~placed)),
        unverified=int(np.count_nonzero(asked.columns.flags[event_rows] & UNVERIFIED)),
        other_status=len(asked.rows) - len(counting),
        filter_text=asked.filter,
        statuses=statuses_named(asked.filter),
        notes=notes,
        shape="ranges",
        version=VERSION,
    )
    return captioned(words, spec)


def _left_out(many: int, of: str, unit: str) -> str:
    return f"{many:,} {NOUNS[unit][many != 1]} with no {_word(of)} left out." if many else ""


def _word(of: str) -> str:
    return "filter" if of == ALL else GROUPS[of]
