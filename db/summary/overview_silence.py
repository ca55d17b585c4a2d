"""How long dyads have been silent, beside how long they usually are."""

import sqlite3
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.arrays.columns import EventColumns, Ids
from db.arrays.counting import counted, pairs
from db.dates import OPEN_HI, OPEN_LO
from db.filters import Clause, Filter, Value
from db.filters.lookups import named
from db.stats.units import Ints
from db.summary.overview_counterparts import Actors, fetched
from db.summary.overview_rows import HELD, Silence

FEWEST: Final = 3
"""Past gaps from which on a dyad has a rhythm."""
_DAYS = 22  # bits that hold the days to the year 9999


def silences(
    connection: sqlite3.Connection, columns: EventColumns, rows: Ints, day: int, most: int = 20
) -> tuple[Silence, ...]:
    """Return the dyads that have been silent longest on a day, against their own rhythm, the longest first.

    A contact is an event at `rows` that certainly or possibly began by the day, a visit and its meetings once,
    and several begun on one day once; an organ's contacts are its party's. A gap runs from the first day of one
    contact to that of the next; the present silence from that of the last to the day. Where the first days of n
    contacts are only known to lie in ranges, the k-th of them in time lies between the k-th of the earliest and
    the k-th of the latest days, in whatever order they came; so a gap is at least the k+1-th earliest less the
    k-th latest day (not below 0), at most the k+1-th latest less the k-th earliest. Quantiles interpolate
    linearly (type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician
    50, 1996); that of the least and that of the most gaps bound that of the gaps.

    Dyads need `FEWEST` gaps. They stand in the order of present silence (least) over 95th percentile (most).
    `longer` is "surely" where the one exceeds the other on any reading of the dates, "possibly" on some.
    Contacts that have no earliest or no latest day are left out, though the filter shows them.
    """
    actors = Actors(connection, columns.keys["actor"])
    party, lo, hi = _contacts(columns, rows, actors, day)
    ends = np.searchsorted(party, np.arange(len(actors.parties)), side="right")
    many = np.diff(ends, prepend=0)
    latest = np.sort((party << _DAYS) | hi) & ((1 << _DAYS) - 1)
    same = party[1:] == party[:-1]
    gap_of = party[1:][same]
    gaps = np.maximum(lo[1:] - latest[:-1], 0)[same], (latest[1:] - lo[:-1])[same]
    median = [_quantile(gap_of, each, many - 1, 0.5) for each in gaps]
    high = [_quantile(gap_of, each, many - 1, 0.95) for each in gaps]
    known = np.flatnonzero((many > FEWEST) & (actors.parties != _focal(connection, actors)))
    last = lo[ends[known] - 1], latest[ends[known] - 1]
    silence = day - last[1], day - last[0]
    ratio = silence[0] / np.maximum(high[1][known], 1)
    order = np.lexsort((actors.parties[known], -silence[1], -ratio))[:most].tolist()
    wanted = _Wanted(connection, columns, rows, actors, day)
    return tuple(
        Silence(
            actor=int(actors.parties[known[place]]),
            label=actors.name(int(actors.parties[known[place]])),
            contacts=int(many[known[place]]),
            last=(int(last[0][place]), int(last[1][place])),
            silence=(float(silence[0][place]), float(silence[1][place])),
            median=(float(median[0][known[place]]), float(median[1][known[place]])),
            percentile_95=(float(high[0][known[place]]), float(high[1][known[place]])),
            longer=_longer(
                bool(silence[0][place] > high[1][known[place]]),
                bool(silence[1][place] > high[0][known[place]]),
            ),
            filter=wanted.filter(int(known[place])),
            events=wanted.events(int(known[place])),
        )
        for place in order
    )


def _longer(surely: bool, possibly: bool) -> str:
    return "surely" if surely else "possibly" if possibly else "no"


def _contacts(columns: EventColumns, rows: Ints, actors: Actors, day: int) -> tuple[Ids, Ids, Ids]:
    """Return the party, the earliest and the latest day of each contact, by party, then earliest day."""
    by_party = replace(columns, link_actor=actors.party[columns.link_actor].astype(np.int32))
    units = counted(by_party, rows, "dyad")
    assert units.actor is not None  # noqa: S101 - dyads have one
    lo, hi = columns.start_lo[units.row].astype(np.int64), columns.start_hi[units.row].astype(np.int64)
    party = units.actor.astype(np.int64)
    kept = (lo != OPEN_LO) & (hi != OPEN_HI) & (lo <= day)
    party, lo, hi = party[kept], lo[kept], np.minimum(hi[kept], day)
    row = units.row[kept]
    order = np.argsort(party.astype(np.int32), kind="stable")  # rows ascend by earliest day
    party, lo, hi, row = party[order], lo[order], hi[order], row[order]
    twice = np.zeros(len(party), np.bool_)
    twice[1:] = (party[1:] == party[:-1]) & (lo[1:] == lo[:-1])
    exact = (lo == hi)[1:] & (lo == hi)[:-1]  # the more precise stand first
    twice[1:] &= exact | (row[1:] == row[:-1])  # an event with two organs of one party is one contact
    return party[~twice], lo[~twice], hi[~twice]


def _quantile(group: Ids, values: Ids, many: Ids, share: float) -> NDArray[np.float64]:
    """Return a quantile of the values of each group, 0 where it has none; `group` ascends."""
    values = np.sort((group << _DAYS) | values) & ((1 << _DAYS) - 1)
    many = np.maximum(many, 0)
    start = np.cumsum(many) - many
    if not len(values):
        return np.zeros(len(many))
    place = share * np.maximum(many - 1, 0)
    whole = np.floor(place)
    low = np.minimum(start + whole.astype(np.int64), len(values) - 1)
    high = np.minimum(low + (place > whole), len(values) - 1)
    return np.where(many > 0, values[low] + (place - whole) * (values[high] - values[low]), 0.0)


def _focal(connection: sqlite3.Connection, actors: Actors) -> int:
    found = fetched(connection, "SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'focal_actor'")
    return actors.party_of(found[0][0]) if found and actors.knows(found[0][0]) else -1


class _Wanted:
    """Says the filter of a dyad's events up to the day, and how many these are."""

    def __init__(
        self, connection: sqlite3.Connection, columns: EventColumns, rows: Ints, actors: Actors, day: int
    ) -> None:
        self._connection, self._actors = connection, actors
        later = columns.start_lo[rows] > day
        self._until = HELD
        if later.any():
            clause = Clause("date", (Value(f"../{date.fromordinal(day).isoformat()}"),))
            self._until = HELD & Filter((clause,))
            open_ended = (columns.start_lo[rows] == OPEN_LO) & (columns.start_hi[rows] == OPEN_HI)
            rows = rows[~later & ~open_ended]
        self._row, code = pairs(columns, rows)
        self._party = actors.party[code]

    def events(self, party: int) -> int:
        return len(np.unique(self._row[self._party == party]))

    def filter(self, party: int) -> str:
        actor = int(self._actors.parties[party])
        return str(
            Filter((Clause("party", (Value(_called(self._connection, self._actors, actor)),)),)) & self._until
        )


def _called(connection: sqlite3.Connection, actors: Actors, actor: int) -> str:
    """Return the actor's name if it is nobody else's, else the id, which the filter takes as well."""
    query = named("party", actors.name(actor))
    meant = {row[0] for row in fetched(connection, query.sql, *query.parameters)}
    return actors.name(actor) if meant == {actor} else str(actor)
