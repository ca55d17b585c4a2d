"""An overview held against what its own filters show, and events to make up one from."""

import json
from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import pytest
from sqlalchemy.orm import Session

from db import events, filters
from db.arrays import columns
from db.arrays.columns import EventColumns
from db.arrays.counting import counted
from db.dates import parse
from db.events import Taking
from db.models import Actor
from db.plots.frequency import frequency
from db.reading import raw
from db.registry import names
from db.summary import overview
from db.summary.overview import Overview
from db.summary.overview_rows import Number, Silence, ToDo, Year
from db.summary.overview_silence import silences
from db.timeline import Timeline
from db.words import RELATION_KINDS

Compared = tuple[str, object, object]
"""What a number is about, as the overview tells it, and as it is counted anew."""


class Seen:
    """An overview with what its filters show, counted anew."""

    def __init__(self, session: Session, day: int) -> None:
        self.connection = raw(session)
        self.columns: EventColumns = columns.read(self.connection)
        self.overview: Overview = overview.overview(session, self.columns, day)
        self.day = day

    def ids(self, text: str) -> list[int]:
        wanted = filters.parse(text)
        filters.check(wanted, self.connection)
        assert str(wanted) == text
        return filters.matching(self.connection, wanted).tolist()

    def rows(self, text: str) -> np.ndarray:
        return np.sort(self.columns.rows_of(self.ids(text)))

    def counterparts(self, text: str, having: Callable[[dict[str, object]], bool]) -> set[object]:
        """The parties, by the filter's events, of counterparts that have something."""
        sql = """SELECT p.event_id, p.actor_id FROM json_each(?) w JOIN participation p ON p.event_id = w.value
                 WHERE p.side <> 'focal' AND p.actor_id IS NOT NULL"""
        found = self.connection.execute(sql, (json.dumps(self.ids(text)),)).fetchall()
        actors = {actor: self.actor(actor) for _, actor in found}
        return {actors[actor]["party"] for _, actor in found if having(actors[actor])}

    def actor(self, actor: int) -> dict[str, object]:
        one = self.connection.execute
        line = [
            one("SELECT id, kind, parent_id, family, country_id FROM actor WHERE id = ?", (actor,)).fetchone()
        ]
        while line[-1][1] == "organ" and line[-1][2] is not None:
            above = one(
                "SELECT id, kind, parent_id, family, country_id FROM actor WHERE id = ?", (line[-1][2],)
            )
            line.append(above.fetchone())
        home = next((row[4] for row in line if row[4]), None)
        region = home and one("SELECT region FROM country WHERE id = ?", (home,)).fetchone()[0]
        on_day = "coalesce(start_lo, ?1) <= ?1 AND coalesce(end_hi, ?1) >= ?1"
        listed = json.dumps([row[0] for row in line])
        standing = one(
            f"SELECT kind FROM standing WHERE actor_id IN (SELECT value FROM json_each(?2)) AND {on_day}",
            (self.day, listed),
        )
        focal = one("SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'focal_actor'").fetchone()[0]
        own = one("SELECT country_id FROM actor WHERE id = ?", (focal,)).fetchone()[0]
        relations = one(
            f"""SELECT kind FROM relation WHERE {on_day} AND
            ((country_id = ?2 AND other_id = ?3) OR (country_id = ?3 AND other_id = ?2))""",
            (self.day, own, home),
        )
        return {
            "party": line[-1][0],
            "family": {next((row[3] for row in line if row[3] != "unknown"), "unknown")},
            "country": home,
            "region": {region or "unknown"},
            "standing": {row[0] for row in standing} or {"unknown"},
            "relations": {row[0] for row in relations} or {"unknown"},
        }

    # --- compared ---

    def wrong(self) -> list[Compared]:
        """What the overview tells otherwise than its filters show."""
        return [(what, told, found) for what, told, found in self.compared() if told != found]

    def compared(self) -> Iterator[Compared]:
        over = self.overview
        contacts = len(counted(self.columns, self.rows(over.contacts.filter), "event"))
        yield from self.number(over.contacts, contacts)
        yield from self.number(over.undated, len(self.ids(over.undated.filter)))
        yield from self.all_counterparts()
        for year in over.years:
            yield from self.year(year)
        for silence in over.silences:
            yield from self.silence(silence)
        for todo in (over.open_invitations, over.overdue_commitments, over.unverified, over.conflicting):
            yield from self.todo(todo)

    def number(self, number: Number, count: int) -> Iterator[Compared]:
        yield number.label, number.count, count
        yield f"events of {number.label}", number.events, len(self.ids(number.filter))

    def all_counterparts(self) -> Iterator[Compared]:
        who = self.overview.counterparts
        yield from self.number(who.total, len(self.counterparts(who.total.filter, lambda _: True)))
        for name, numbers in (
            ("region", who.by_region),
            ("family", who.by_family),
            ("standing", who.by_standing),
            ("relations", who.by_relations),
        ):
            for number in numbers:
                found = self.counterparts(
                    number.filter, lambda row, name=name, number=number: number.label in row[name]
                )
                yield from self.number(number, len(found))
        related = {"diplomatic relations"}
        for number, words in (
            (who.with_relations, related),
            (who.without_relations, set(RELATION_KINDS) - related),
        ):
            found = self.counterparts(number.filter, lambda row, words=words: bool(row["relations"] & words))
            yield from self.number(number, len(found))
        for number, name in ((who.countries, "country"), (who.regions, "region")):
            said = self.words_of(number.filter, name)
            yield from self.number(number, len(said - {"None", "{'unknown'}"}))

    def words_of(self, text: str, name: str) -> set[str]:
        """What the counterparts of the filter's events have under a name."""
        said: set[str] = set()
        self.counterparts(text, lambda row: bool(said.add(str(row[name]))))
        return said

    def year(self, year: Year) -> Iterator[Compared]:
        rows = self.rows(year.filter)
        first, after = date(year.year, 1, 1).toordinal(), date(year.year + 1, 1, 1).toordinal()
        found = frequency(
            self.connection, self.columns, rows, by="year", first=first, last=after, filter_text=year.filter
        )
        yield f"events of {year.year}", year.events, len(rows)
        yield f"certain in {year.year}", year.certain, found.certain[0, 0]
        yield f"possible in {year.year}", year.possible, found.possible[0, 0]
        yield f"expected in {year.year}", year.expected, pytest.approx(found.expected[0, 0], abs=1e-9)

    def silence(self, silence: Silence) -> Iterator[Compared]:
        rows = self.rows(silence.filter)
        again = silences(self.connection, self.columns, rows, self.day)
        found = next(row for row in again if row.actor == silence.actor)
        yield f"events with {silence.label}", silence.events, len(rows)
        for name in ("contacts", "last", "silence", "median", "percentile_95", "longer"):
            yield f"{name} of {silence.label}", getattr(silence, name), getattr(found, name)

    def todo(self, todo: ToDo) -> Iterator[Compared]:
        ids = self.ids(todo.filter)
        named = {event for line in todo.lines for event in line.events}
        yield f"events of {todo.label}", todo.events, len(ids)
        yield f"events on lines of {todo.label}", named, named & set(ids)
        yield f"lines of {todo.label}", len(todo.lines), min(todo.count, 50)
        yield f"certain {todo.label}", todo.certain >= sum(line.certain for line in todo.lines), True


def seen(timeline: Timeline, day: str) -> Overview:
    """The overview as of a day, of which every number is what its filter shows."""
    with timeline.read() as session:
        found = Seen(session, date.fromisoformat(day).toordinal())
        assert found.wrong() == []
    return found.overview


# --- made up -----------------------------------------------------------------------------------------------


def party(session: Session, name: str, **values: object) -> int:
    """Make an actor with values of its columns."""
    made = names.create_actor(session, name)
    for column, value in values.items():
        setattr(session.get_one(Actor, made), column, value)
    return made


def add(session: Session, when: str | None, *actors: int, **values: object) -> int:
    """Make an event in which actors took part."""
    event = events.create(session, f"On {when}", parse(when) if when else None, **values)
    events.set_takings(session, event, [Taking(actor) for actor in actors])
    return event
