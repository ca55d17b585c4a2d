"""Columns cached at an earlier revision: brought up to date from the history they equal a new reading."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from db import events
from db.arrays import column_catch_up
from db.arrays import columns as event_columns
from db.arrays.columns import EventColumns
from db.dates import parse
from db.events import Taking
from db.registry import names
from db.timeline import Timeline

EVENTS = 400
DATES = (
    "2006-10-16",
    "2006-10-16/2006-10-18",
    "2006-10",
    "200X",
    "before 2005",
    "after 2010",
    "[2004-03,2004-05]",
)


def fill(session: Session) -> None:
    chance = random.Random(11)
    actors = [names.create_actor(session, f"Party {number}") for number in range(5)]
    mechanisms = [names.create_mechanism(session, f"Mechanism {number}") for number in range(3)]
    for number in range(EVENTS):
        event = events.create(
            session,
            f"Event {number % 7}",
            parse(chance.choice(DATES)),
            mechanism_id=chance.choice([None, *mechanisms]),
        )
        events.set_takings(session, event, [Taking(chance.choice(actors), side="counterpart")])


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file whose columns are cached."""
    folder = tmp_path_factory.mktemp("source")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIAISON_HOME", str(folder))
        with Timeline.create(folder / "Source.liaison", fill) as timeline:
            timeline.maintain(event_columns.store)
    return timeline.path


@pytest.fixture
def cached(source: Path, tmp_path: Path) -> Iterator[Timeline]:
    """A timeline whose columns are cached; whatever happens next makes the cache one of the past."""
    path = tmp_path / "Cached.liaison"
    path.write_bytes(source.read_bytes())
    with Timeline.open(path) as opened:
        yield opened


def meaning(columns: EventColumns) -> list[tuple[object, ...]]:
    """What the columns say, codes replaced by the ids they stand for."""
    coded = {
        name: [-1 if code < 0 else int(columns.keys[name][code]) for code in getattr(columns, name).tolist()]
        for name in event_columns.CODED
    }
    plain = [
        getattr(columns, name).tolist()
        for name in ("ids", "start_lo", "start_hi", "end_lo", "end_hi", "status", "flags")
    ]
    whole = [-1 if row < 0 else int(columns.ids[row]) for row in columns.part_of.tolist()]
    actors = columns.keys["actor"][columns.link_actor].tolist()
    bounds = columns.link_offsets.tolist()
    links = [tuple(sorted(actors[a:b])) for a, b in pairwise(bounds)]
    return list(zip(*plain, *coded.values(), whole, links, strict=True))


def assert_caught_up(timeline: Timeline) -> None:
    """The history alone brings the cache up to date, and what is loaded is that."""
    with timeline.reading() as connection:
        assert not event_columns.is_stored(connection)
        old = event_columns.cached(connection)
        assert old is not None
        found = column_catch_up.caught_up(connection, old)
        fresh = event_columns.read(connection)
        assert found is not None
        assert found.revision == fresh.revision > old.revision
        assert meaning(found) == meaning(fresh)
        assert found.rows_of(found.ids).tolist() == list(range(len(found)))
        assert meaning(event_columns.load(connection)) == meaning(fresh)


def some_ids(timeline: Timeline, count: int) -> list[int]:
    with timeline.reading() as connection:
        rows = connection.execute("SELECT id FROM event ORDER BY title, id LIMIT ?", (count,))
        return [row[0] for row in rows]


def add(session: Session, chosen: list[int]) -> None:
    made = events.create(session, "Added", parse("2006-10-16"), part_of_id=chosen[0])
    actor = names.create_actor(session, "Newcomer")
    events.set_takings(session, made, [Taking(actor, side="counterpart")])


def delete(session: Session, chosen: list[int]) -> None:
    events.delete(session, chosen[:2])


def redate(session: Session, chosen: list[int]) -> None:
    events.set_date(session, chosen, parse("1999"))


def rename(session: Session, chosen: list[int]) -> None:
    events.change(session, chosen, title="A new title", status="planned")


def retake(session: Session, chosen: list[int]) -> None:
    events.set_takings(session, chosen[0], [])
    session.execute(
        text("UPDATE participation SET event_id = :to WHERE event_id = :from"),
        {"to": chosen[0], "from": chosen[1]},
    )


def drop_an_actor(session: Session, chosen: list[int]) -> None:
    del chosen
    doomed = names.create_actor(session, "Short-lived")
    made = events.create(session, "With the short-lived", parse("2001"))
    events.set_takings(session, made, [Taking(doomed, side="counterpart")])
    session.flush()
    session.execute(text("DELETE FROM actor WHERE id = :id"), {"id": doomed})


def name_something_else(session: Session, chosen: list[int]) -> None:
    del chosen
    names.create_actor(session, "Nobody's counterpart")


KINDS = (add, delete, redate, rename, retake, drop_an_actor, name_something_else)


@pytest.mark.parametrize("work", KINDS, ids=lambda work: work.__name__)
def test_an_edit_of_any_kind_is_caught_up(
    cached: Timeline, work: Callable[[Session, list[int]], None]
) -> None:
    chosen = some_ids(cached, 4)
    with cached.edit("Change") as session:
        work(session, chosen)
    assert_caught_up(cached)


@pytest.mark.parametrize("work", KINDS, ids=lambda work: work.__name__)
def test_so_are_undo_and_redo(cached: Timeline, work: Callable[[Session, list[int]], None]) -> None:
    chosen = some_ids(cached, 4)
    with cached.edit("Change") as session:
        work(session, chosen)
    cached.undo()
    assert_caught_up(cached)
    cached.redo()
    assert_caught_up(cached)


@pytest.mark.parametrize("seed", range(6))
def test_so_is_a_mixture_of_edits(cached: Timeline, seed: int) -> None:
    chance = random.Random(seed)
    for step in range(5):
        if step % 2 and chance.random() < 0.7:
            cached.undo()
        elif chance.random() < 0.2:
            cached.redo()
        else:
            chosen = chance.sample(some_ids(cached, 50), 2)
            with cached.edit("Change") as session:
                chance.choice(KINDS[:5])(session, chosen)
    assert_caught_up(cached)


def test_the_edits_of_a_killed_process_are_caught_up(cached: Timeline, tmp_path: Path) -> None:
    with cached.edit("Change") as session:
        redate(session, some_ids(cached, 3))
    left = tmp_path / "left behind.liaison"
    left.write_bytes(cached.path.read_bytes())  # as it is on the disk, before closing caches the columns
    with Timeline.open(left, write=False) as found:
        assert_caught_up(found)


def test_very_many_changes_are_read_anew(cached: Timeline) -> None:
    with cached.edit("Change") as session:
        redate(session, some_ids(cached, EVENTS))
    with cached.reading() as connection:
        old = event_columns.cached(connection)
        assert old is not None
        assert column_catch_up.caught_up(connection, old) is None
        assert meaning(event_columns.load(connection)) == meaning(event_columns.read(connection))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE column_cache SET revision = 99",
        "UPDATE column_cache SET revision = -1",
        "UPDATE column_cache SET revision = revision + 1 WHERE name = 'ids'",
        "DELETE FROM edit WHERE id = 2",
        "DELETE FROM column_cache WHERE name = 'ids'",
    ],
)
def test_a_cache_that_does_not_fit_the_history_is_not_believed(cached: Timeline, damage: str) -> None:
    def spoil(raw: sqlite3.Connection) -> None:
        raw.execute("UPDATE column_cache SET data = zeroblob(length(data)) WHERE name = 'start_lo'")
        raw.execute(damage)

    for number in range(3):
        with cached.edit("Change") as session:
            events.change(session, some_ids(cached, 1), title=f"Changed {number}")
    cached.maintain(spoil)
    with cached.reading() as connection:
        assert meaning(event_columns.load(connection)) == meaning(event_columns.read(connection))


def test_no_events_have_empty_columns(timeline: Timeline) -> None:
    with timeline.reading() as connection:
        columns = event_columns.read(connection)
    assert len(columns) == len(columns.link_actor) == 0
    assert columns.link_offsets.tolist() == [0]
