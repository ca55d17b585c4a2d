"""Many rows at once are recorded as by the triggers, undone to the identical database, and whole or not at all."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from index_support import in_step
from sqlalchemy.orm import Session

from db import bulk, history
from db.history import Changes
from db.ids import IDS
from db.models import USER_TABLES
from db.timeline import Timeline

MANY = bulk.LEAST + 200
Dump = dict[str, list[tuple[object, ...]]]


def raw(session: Session) -> sqlite3.Connection:
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


def dump(timeline: Timeline) -> Dump:
    """All rows of the tables that users edit, and the schema."""
    with timeline.reading() as connection:
        found = {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in USER_TABLES
        }
        sql = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
        return found | {"schema": connection.execute(sql).fetchall()}


def add(session: Session, count: int = MANY, word: str = "visit") -> list[int]:
    """Add events of which each tenth is part of the one before, an actor, and participations in bulk."""
    connection, ids = raw(session), IDS.take(count)
    actor = IDS.next()
    connection.execute("INSERT INTO actor (id, name) VALUES (?, 'A party')", (actor,))
    said = "Words\0with 'signs' \"and\" \\"
    wholes = [before if place % 10 == 9 else None for place, before in enumerate([0, *ids[:-1]])]
    rows = zip(ids, wholes, strict=True)
    events = [(event, f"{word} 会見 {event}", "" if event % 3 else said, whole) for event, whole in rows]
    bulk.insert(connection, "event", ("id", "title", "summary", "part_of_id"), events)
    takings = list(zip(IDS.take(count), ids, [actor] * count, strict=True))
    bulk.insert(connection, "participation", ("id", "event_id", "actor_id"), takings)
    return ids


def attach(session: Session) -> None:
    """Add attachments, which hold bytes, and a number that is not whole where whole ones belong."""
    connection, source = raw(session), IDS.next()
    connection.execute("INSERT INTO source (id, title) VALUES (?, 'A source')", (source,))
    rows = [(record, source, "a.pdf", "00", b"\x00\xff" + bytes([record % 256])) for record in IDS.take(MANY)]
    bulk.insert(connection, "attachment", ("id", "source_id", "name", "sha256", "data"), rows)
    rows = [(record, "a term", 0.1 + place) for place, record in enumerate(IDS.take(MANY))]
    keyed = [(record, "tag", f"{label} {position}", label, position) for record, label, position in rows]
    bulk.insert(connection, "term", ("id", "vocabulary", "key", "label", "position"), keyed)


def change(session: Session) -> None:
    connection = raw(session)
    ids = [row[0] for row in connection.execute("SELECT id FROM event")]
    bulk.update(connection, "event", ("title", "round"), [(f"Changed {event}", 3, event) for event in ids])


def remove(session: Session) -> None:
    """Remove all events but a few; their participations go by cascade."""
    connection = raw(session)
    bulk.delete(connection, "event", [row[0] for row in connection.execute("SELECT id FROM event")][7:])


def remove_some(session: Session) -> None:
    """Remove wholes whose parts stay."""
    connection = raw(session)
    wholes = {
        row[0] for row in connection.execute("SELECT part_of_id FROM event WHERE part_of_id IS NOT NULL")
    }
    others = [row[0] for row in connection.execute("SELECT id FROM event WHERE part_of_id IS NULL")]
    bulk.delete(connection, "event", [*wholes, *(set(others) - wholes)][:MANY])


def several(session: Session) -> None:
    """Change rows in bulk that change once more in the same edit."""
    ids = add(session, word="again")
    connection = raw(session)
    connection.execute("UPDATE event SET title = 'Once more' WHERE id = ?", (ids[3],))
    connection.execute("DELETE FROM event WHERE id = ?", (ids[4],))
    change(session)


@pytest.fixture
def filled(timeline: Timeline) -> Timeline:
    with timeline.edit("Fill") as session:
        add(session)
        add(session, bulk.LEAST + 900, "talk")
    return timeline


WAYS = [add, attach, change, remove, remove_some, several]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_undo_and_redo_give_the_identical_database(
    filled: Timeline, way: Callable[[Session], object]
) -> None:
    before = dump(filled)
    with filled.edit("Change") as session:
        way(session)
    after = dump(filled)
    assert after != before
    for step, there in ((filled.undo, before), (filled.redo, after), (filled.undo, before)):
        step()
        assert dump(filled) == there
        assert in_step(filled)


def test_more_rows_than_there_are_leave_the_schema_as_it_was(timeline: Timeline) -> None:
    empty = dump(timeline)
    with timeline.edit("Add") as session:
        add(session, 20_000)
    full = dump(timeline)
    assert full["schema"] == empty["schema"]
    timeline.undo()
    assert dump(timeline) == empty
    timeline.redo()
    assert dump(timeline) == full
    timeline.close()
    with Timeline.open(timeline.path, thorough=True) as again:
        assert dump(again) == full


RECORDED = 'SELECT "table", row_id, op, old FROM change WHERE edit_id = ? ORDER BY "table", op, row_id'


def test_what_is_recorded_is_what_the_triggers_record(filled: Timeline) -> None:
    with filled.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM event WHERE part_of_id IS NULL")]
        ids = [event for event in ids if not is_whole(connection, event)][:MANY]
    records: list[list[tuple[object, ...]]] = []
    for step in (len(ids), 50):
        with filled.edit("Change") as session:
            for start in range(0, len(ids), step):
                part = ids[start : start + step]
                bulk.update(raw(session), "event", ("title",), [(f"New {event}", event) for event in part])
                bulk.delete(raw(session), "event", part)
        with filled.reading() as connection:
            edit = history.revision(connection)
            records.append(connection.execute(RECORDED, (edit,)).fetchall())
        filled.undo()
    assert records[0] == records[1]


def is_whole(connection: sqlite3.Connection, event: int) -> bool:
    return connection.execute("SELECT 1 FROM event WHERE part_of_id = ?", (event,)).fetchone() is not None


def test_listeners_hear_of_every_row(filled: Timeline) -> None:
    heard: list[Changes] = []
    filled.listen(heard.append)
    with filled.edit("Add") as session:
        ids = add(session)
    filled.undo()
    for changes, op in zip(heard, "ID", strict=True):
        assert len(changes) == len(changes.rows) == 2 * MANY + 1
        assert changes.tables == {"event", "participation", "actor"}
        assert changes.net("event").ids == set(ids)
        assert {(each.table, each.op) for each in changes.bulks} == {("event", op), ("participation", op)}
    assert set(heard[0].net("event").inserted) == set(heard[1].net("event").deleted) == set(ids)


def test_rows_that_change_once_more_are_told_one_by_one(filled: Timeline) -> None:
    heard: list[Changes] = []
    filled.listen(heard.append)
    with filled.edit("Several") as session:
        several(session)
    assert heard[0].bulks == ()
    assert len(heard[0].net("event").inserted) == MANY - 1


def breaking(rows: list[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    """Yield rows of which the last can't be inserted, in two ways."""
    yield [*rows, rows[0]]
    yield [*rows, (IDS.next(), None)]


@pytest.mark.parametrize("count", [MANY, 20_000])
def test_what_fails_leaves_nothing_and_the_edit_goes_on(timeline: Timeline, count: int) -> None:
    empty = dump(timeline)
    rows: list[tuple[object, ...]] = [(event, "An event") for event in IDS.take(count)]
    with timeline.edit("Add") as session:
        for bad in breaking(rows):
            with pytest.raises(sqlite3.IntegrityError):
                bulk.insert(raw(session), "event", ("id", "title"), bad)
        raw(session).execute("INSERT INTO event (id, title) VALUES (1, 'Another')")
    with timeline.reading() as connection:
        assert connection.execute('SELECT "table", row_id, op FROM change').fetchall() == [("event", 1, "I")]
    assert dump(timeline)["schema"] == empty["schema"]
    timeline.undo()
    assert dump(timeline) == empty


def test_whoever_watches_may_stop_it(timeline: Timeline) -> None:
    told: list[int] = []

    def watch(count: int) -> None:
        told.append(count)
        if len(told) == 2:
            raise InterruptedError

    rows = [(event, "An event") for event in IDS.take(MANY)]
    empty = dump(timeline)
    with pytest.raises(InterruptedError), timeline.edit("Add") as session:
        bulk.insert(raw(session), "event", ("id", "title"), rows, watch)
    assert told == [1000, 200]
    assert dump(timeline) == empty
    assert timeline.steps() == (None, None)


def test_nothing_is_written_outside_an_edit(filled: Timeline) -> None:
    writer = filled._writer
    assert writer is not None
    before = dump(filled)
    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        bulk.insert(writer.raw, "event", ("id", "title"), [(event, "t") for event in IDS.take(MANY)])
    assert not writer.raw.in_transaction
    assert dump(filled) == before
