"""The columns of events: the cache is believed only when fresh, and a patch equals a new reading."""

import random
import sqlite3
from dataclasses import fields

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from db import events
from db.arrays import columns as event_columns
from db.arrays.column_patch import patched
from db.arrays.columns import EventColumns
from db.dates import OPEN_HI, OPEN_LO, parse
from db.events import Taking
from db.history import Changes
from db.registry import names
from db.timeline import Timeline

DATES = ("2006-10-16", "2006-10-16/2006-10-18", "2006-10", "2006", "200X", "before 2005", "after 2010", "2004-03/..",
         "[2004-03,2004-05]", "2009-02-21")  # fmt: skip


def fill(session: Session, count: int, chance: random.Random) -> None:
    actors = [names.create_actor(session, f"Party {i}") for i in range(4)]
    mechanisms = [names.create_mechanism(session, f"Mechanism {i}") for i in range(3)]
    made: list[int] = []
    for number in range(count):
        when = parse(chance.choice(DATES)) if chance.random() < 0.9 else None
        whole = chance.choice(made) if made and chance.random() < 0.2 else None
        chosen = chance.choice([None, *mechanisms])
        title = f"Event {chance.randrange(5)}"
        made.append(
            events.create(
                session, title, when, mechanism_id=chosen, part_of_id=whole, unverified=number % 7 == 0
            )
        )
        takings = [
            Taking(actor, side=chance.choice(["focal", "counterpart"])) for actor in chance.sample(actors, 2)
        ]
        events.set_takings(session, made[-1], takings)


def meaning(columns: EventColumns) -> list[tuple[object, ...]]:
    """What the columns say, codes replaced by the ids they stand for."""

    def of(name: str, code: int) -> int:
        return -1 if code < 0 else int(columns.keys[name][code])

    plain = ("start_lo", "start_hi", "end_lo", "end_hi", "status", "flags")
    found = []
    for row in range(len(columns)):
        links = columns.link_actor[columns.link_offsets[row] : columns.link_offsets[row + 1]]
        whole = columns.part_of[row]
        found.append((
            int(columns.ids[row]),
            *(int(getattr(columns, name)[row]) for name in plain),
            *(of(name, int(getattr(columns, name)[row])) for name in event_columns.CODED),
            -1 if whole < 0 else int(columns.ids[whole]),
            tuple(sorted(of("actor", int(code)) for code in links)),
        ))  # fmt: skip
    return found


@pytest.fixture
def filled(timeline: Timeline) -> Timeline:
    with timeline.edit("Fill") as session:
        fill(session, 60, random.Random(4))
    return timeline


def test_rows_stand_in_the_one_order(filled: Timeline) -> None:
    with filled.reading() as connection:
        columns = event_columns.read(connection)
        titles = dict(connection.execute("SELECT id, title FROM event"))
    keys = [
        (int(lo), int(hi) - int(lo), titles[int(event)], int(event))
        for event, lo, hi in zip(columns.ids, columns.start_lo, columns.start_hi, strict=True)
    ]
    assert keys == sorted(keys)
    assert (columns.start_lo == OPEN_LO).any()
    assert (columns.start_hi == OPEN_HI).any()


def test_a_cache_is_believed_only_at_its_own_revision(filled: Timeline) -> None:
    with filled.reading() as connection:
        fresh = event_columns.read(connection)
        assert not event_columns.is_stored(connection)
    filled.maintain(event_columns.store)
    with filled.reading() as connection:
        assert event_columns.is_stored(connection)
        cached = event_columns.load(connection)
    for field in fields(EventColumns):
        if field.name not in ("keys", "revision"):
            assert np.array_equal(getattr(cached, field.name), getattr(fresh, field.name)), field.name
    with filled.edit("Rename") as session:
        session.execute(text("UPDATE event SET title = 'Renamed' WHERE id = (SELECT min(id) FROM event)"))
    with filled.reading() as connection:
        assert not event_columns.is_stored(connection)


def test_a_cache_of_another_format_is_not_believed(filled: Timeline) -> None:
    def spoil(raw: sqlite3.Connection) -> None:
        raw.execute("UPDATE column_cache SET data = zeroblob(length(data)) WHERE name = 'start_lo'")

    def age(raw: sqlite3.Connection) -> None:
        raw.execute("UPDATE column_cache SET name = 'format 1' WHERE name LIKE 'format %'")

    filled.maintain(event_columns.store)
    filled.maintain(spoil)
    with filled.reading() as connection:
        assert meaning(event_columns.load(connection)) != meaning(event_columns.read(connection))
    filled.maintain(age)
    with filled.reading() as connection:
        assert meaning(event_columns.load(connection)) == meaning(event_columns.read(connection))


@pytest.mark.parametrize("data", ["substr(data, 2)", "'no bytes'"])
def test_a_damaged_cache_is_not_believed(filled: Timeline, data: str) -> None:
    filled.maintain(event_columns.store)
    filled.maintain(lambda raw: raw.execute(f"UPDATE column_cache SET data = {data} WHERE name = 'start_lo'"))
    with filled.reading() as connection:
        assert event_columns.cached(connection) is None
        assert meaning(event_columns.load(connection)) == meaning(event_columns.read(connection))


@pytest.mark.parametrize("seed", range(25))
def test_a_patch_equals_a_new_reading(filled: Timeline, seed: int) -> None:
    chance = random.Random(seed)
    heard: list[Changes] = []
    filled.listen(heard.append)
    with filled.reading() as connection:
        columns = event_columns.read(connection)
    for _ in range(12):
        random_edit(filled, columns, chance)
        with filled.reading() as connection:
            for changes in heard:
                columns = patched(columns, connection, changes)
            heard.clear()
            assert meaning(columns) == meaning(event_columns.read(connection))
        assert columns.rows_of(columns.ids).tolist() == list(range(len(columns)))


def random_edit(timeline: Timeline, columns: EventColumns, chance: random.Random) -> None:
    chosen = [int(event) for event in chance.sample(list(columns.ids), min(3, len(columns)))]
    kind = chance.randrange(8)
    if kind == 6:
        timeline.undo()
        return
    if kind == 7:
        timeline.redo()
        return
    with timeline.edit("Change") as session:
        if kind == 0:
            fill(session, 2, chance)
        elif kind == 1:
            events.delete(session, chosen)
        elif kind == 2:
            events.set_date(session, chosen, parse(chance.choice(DATES)))
        elif kind == 3:
            events.change(
                session,
                chosen,
                title=f"Event {chance.randrange(5)}",
                status=chance.choice(["held", "planned"]),
            )
        elif kind == 4:
            events.duplicate(session, chosen)
        else:
            session.execute(
                text("UPDATE participation SET side = 'counterpart' WHERE id % 3 = :n"),
                {"n": chance.randrange(3)},
            )


def test_rows_of_leaves_out_what_is_not_there(filled: Timeline) -> None:
    with filled.reading() as connection:
        columns = event_columns.read(connection)
    assert columns.rows_of([1, int(columns.ids[5]), 2**62]).tolist() == [5]
    assert event_columns.EventColumns.rows_of(columns, []).tolist() == []


def test_values_longer_than_sqlite_lets_them_be_are_read_row_by_row(filled: Timeline) -> None:
    with filled.reading() as connection:
        expected = meaning(event_columns.read(connection))
        most = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 150)  # of some 20 signs each id
        try:
            with pytest.raises(sqlite3.DataError):
                connection.execute("SELECT group_concat(id) FROM event").fetchone()
            found = event_columns.read(connection)
        finally:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, most)
    assert meaning(found) == expected
    assert len(found.link_actor) > 0
