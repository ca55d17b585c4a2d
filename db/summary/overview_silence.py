"""How long dyads have been silent, beside how long they usually are."""

import sqlite3
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from db.arrays.columns import EventColumns
from db.arrays.counting import counted, pairs
from db.dates import OPEN_HI, OPEN_LO
from db.filters import Clause, Filter, Value
from db.filters.lookups import named
from db.stats.gaps import FEWEST, Contacts, Rhythms, contacts, longer, rhythms
from db.stats.units import Ints
from db.summary.overview_counterparts import Actors, fetched
from db.summary.overview_rows import HELD, Days, Silence


def silences(
    connection: sqlite3.Connection, columns: EventColumns, rows: Ints, day: int, most: int = 20
) -> tuple[Silence, ...]:
    """Return the dyads that have been silent longest on a day, against their own rhythm, the longest first.

    A contact is an event at `rows` that certainly or possibly began by the day, a visit and its meetings once,
    and several begun on one day once; an organ's contacts are its party's. How long silences are under uncertain
    dates, `db.stats.gaps.Rhythms` says.

    Dyads need `FEWEST` gaps. They stand in the order of present silence (least) over 95th percentile (most).
    `longer` is "surely" where the one exceeds the other on any reading of the dates, "possibly" on some.
    Contacts that have no earliest or no latest day are left out, though the filter shows them.
    """
    actors = Actors(connection, columns.keys["actor"])
    found = rhythms(_contacts(columns, rows, actors, day), len(actors.parties))
    known = np.flatnonzero((found.many > FEWEST) & (actors.parties != _focal(connection, actors)))
    least, most_days = found.silence[0][known], found.silence[1][known]
    ratio = least / np.maximum(found.percentile_95[1][known], 1)
    order = np.lexsort((actors.parties[known], -most_days, -ratio))[:most]
    wanted = _Wanted(connection, columns, rows, actors, day)
    return tuple(_row(found, party, actors, wanted) for party in known[order].tolist())


def _row(found: Rhythms, party: int, actors: Actors, wanted: "_Wanted") -> Silence:
    silence, high = _days(found.silence, party), _days(found.percentile_95, party)
    return Silence(
        actor=int(actors.parties[party]),
        label=actors.name(int(actors.parties[party])),
        contacts=int(found.many[party]),
        last=(int(found.last[0][party]), int(found.last[1][party])),
        silence=silence,
        median=_days(found.median, party),
        percentile_95=high,
        longer=longer(silence, high),
        filter=wanted.filter(party),
        events=wanted.events(party),
    )


def _days(both: tuple[NDArray[Any], NDArray[Any]], party: int) -> Days:
    return float(both[0][party]), float(both[1][party])


def _contacts(columns: EventColumns, rows: Ints, actors: Actors, day: int) -> Contacts:
    """Return the contacts of each party; an event with two organs of one party is one of them."""
    by_party = replace(columns, link_actor=actors.party[columns.link_actor].astype(np.int32))
    units = counted(by_party, rows, "dyad")
    assert units.actor is not None  # noqa: S101 - dyads have one
    return contacts(units.actor, columns.start_lo[units.row], columns.start_hi[units.row], units.row, day)


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
