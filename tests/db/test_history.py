"""Every table that a user edits is undone back to the identical database, however it was changed, and redone."""

import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import Table, delete, insert, select, text, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session
from tests_support import every_record

from db import history
from db.history import Changes, decode
from db.ids import IDS
from db.models import USER_TABLES, Base, Event, Participation
from db.timeline import Timeline

Dump = dict[str, list[tuple[object, ...]]]


def dump(timeline: Timeline) -> Dump:
    """All rows of all user tables, and what full text finds."""
    with timeline.reading() as connection:
        tables = {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in USER_TABLES
        }
        for name, word in (("event_text", "visit"), ("name_text", "party"), ("quote_text", "words")):
            hits = connection.execute(f"SELECT rowid FROM {name} WHERE {name} MATCH ?", (word,)).fetchall()
            tables[name] = sorted(hits)
        return tables


@pytest.fixture
def filled(timeline: Timeline) -> Timeline:
    with timeline.edit("Fill") as session:
        every_record(session)
    return timeline


def test_own_tables_are_those_the_models_leave_out(timeline: Timeline) -> None:
    with timeline.reading() as connection:
        assert tuple(history.user_tables(connection)) == USER_TABLES


def test_sample_of_records_covers_every_table(filled: Timeline) -> None:
    assert [name for name, rows in dump(filled).items() if not rows] == []


WORDS = {"kind", "status", "side", "role", "vocabulary", "family", "direction", "round_basis", "key"}


def free_column(table: Table) -> str:
    """A column of any text; a row of event_term holds none, so its id is changed."""
    return next((c.name for c in table.columns if str(c.type) == "VARCHAR" and c.name not in WORDS), "id")


def orm_edit(session: Session) -> None:
    for mapper in Base.registry.mappers:
        if mapper.class_.__tablename__ in USER_TABLES:
            row = session.scalars(select(mapper.class_)).first()
            column = free_column(mapper.class_.__table__)
            setattr(row, column, getattr(row, column) + 1 if column == "id" else "changed by hand")


def bulk_update(session: Session) -> None:
    for name in USER_TABLES:
        table = Base.metadata.tables[name]
        column = table.c[free_column(table)]
        added = 1 if column.name == "id" else " — 変更 'and' \"more\" \\ \x01"
        session.execute(update(table).values({column: column + added}))


def bulk_delete(session: Session) -> None:
    session.execute(text("PRAGMA defer_foreign_keys=ON"))
    for name in USER_TABLES:
        session.execute(delete(Base.metadata.tables[name]))


def cascade(session: Session) -> None:
    for name in ("source", "actor", "event", "country", "person", "mechanism", "term"):
        session.execute(delete(Base.metadata.tables[name]))


def import_rows(session: Session) -> None:
    rows = [{"id": i, "title": f"Imported visit {i}", "edtf": ""} for i in IDS.take(500)]
    session.execute(insert(Event), rows)
    actor = session.execute(text("SELECT id FROM actor LIMIT 1")).scalar_one()
    links = [
        {"id": i, "event_id": row["id"], "actor_id": actor}
        for i, row in zip(IDS.take(500), rows, strict=True)
    ]
    session.execute(insert(Participation), links)


def insert_or_replace(session: Session) -> None:
    session.execute(
        text("INSERT OR REPLACE INTO setting (id, key, value) SELECT id + 1, key, 'replaced' FROM setting")
    )


def everything_at_once(session: Session) -> None:
    import_rows(session)
    bulk_update(session)
    every_record(session)
    cascade(session)


WAYS = [orm_edit, bulk_update, bulk_delete, cascade, import_rows, insert_or_replace, everything_at_once]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_undo_gives_back_the_identical_database(filled: Timeline, way: Callable[[Session], None]) -> None:
    before = dump(filled)
    with filled.edit("Change") as session:
        way(session)
    after = dump(filled)
    assert after != before
    filled.undo()
    assert dump(filled) == before
    filled.redo()
    assert dump(filled) == after
    filled.undo()
    assert dump(filled) == before


def test_undo_goes_back_to_the_empty_file_after_reopening(filled: Timeline) -> None:
    empty = {name: [] for name in dump(filled)}
    with filled.edit("Change") as session:
        bulk_update(session)
    filled.close()
    with Timeline.open(filled.path) as again:
        assert again.steps() == ("Change", None)
        again.undo()
        again.undo()
        assert dump(again) == empty
        assert again.undo() is None
        again.redo()
        again.redo()
        assert again.redo() is None
        assert again.steps() == ("Change", None)


def test_an_edit_after_undo_ends_redo(filled: Timeline) -> None:
    filled.undo()
    assert filled.steps() == (None, "Fill")
    with filled.edit("Other") as session:
        session.execute(insert(Event), [{"id": IDS.next(), "title": "Other"}])
    assert filled.steps() == ("Other", None)


def breaking_edit(session: Session) -> None:
    bulk_update(session)
    session.execute(text("NO SQL"))


def test_an_edit_that_fails_or_changes_nothing_leaves_no_trace(filled: Timeline) -> None:
    before, steps = dump(filled), filled.steps()
    heard: list[Changes] = []
    filled.listen(heard.append)
    with pytest.raises(StatementError), filled.edit("Break") as session:
        breaking_edit(session)
    with filled.edit("Nothing") as session:
        session.execute(update(Event).values(title=Event.title))
    assert (dump(filled), filled.steps(), heard) == (before, steps, [])


def test_values_of_every_kind_come_back(timeline: Timeline) -> None:
    values = ["", "NULL", "quote \" and ' and \\", "日本語\u0000nul", "\U0001f600", "1e999", "a" * 10_000]
    with timeline.edit("Insert") as session:
        session.execute(
            insert(Event), [{"id": i + 1, "title": "x", "summary": v} for i, v in enumerate(values)]
        )
    with timeline.edit("Change") as session:
        session.execute(update(Event).values(summary="gone"))
    timeline.undo()
    with timeline.reading() as connection:
        assert [row[0] for row in connection.execute("SELECT summary FROM event ORDER BY id")] == values


def test_net_changes(timeline: Timeline) -> None:
    heard: list[Changes] = []
    timeline.listen(heard.append)
    with timeline.edit("Insert") as session:
        session.execute(
            insert(Event), [{"id": 1, "title": "one"}, {"id": 2, "title": "two"}, {"id": 3, "title": "3"}]
        )
        session.execute(text("UPDATE event SET title = 'uno' WHERE id = 1"))
        session.execute(text("DELETE FROM event WHERE id = 3"))
    net = heard[-1].net("event")
    assert (set(net.inserted), dict(net.updated), dict(net.deleted)) == ({1, 2}, {}, {})
    with timeline.edit("Change") as session:
        session.execute(text("UPDATE event SET title = 'a' WHERE id = 1"))
        session.execute(text("UPDATE event SET title = 'b', place = 'p' WHERE id = 1"))
        session.execute(text("UPDATE event SET place = 'q' WHERE id = 2"))
        session.execute(text("DELETE FROM event WHERE id = 2"))
    net = heard[-1].net("event")
    assert dict(net.updated) == {1: {"title": "uno", "place": ""}}
    assert net.deleted[2]["title"] == "two"
    assert net.deleted[2]["place"] == ""
    assert net.ids == {1, 2}


LATEST_UPDATES = "SELECT old FROM change WHERE op = 'U' AND edit_id = (SELECT max(id) FROM edit)"


def test_an_insert_records_its_key_alone_and_an_update_only_what_changed(filled: Timeline) -> None:
    with filled.edit("Rename") as session:
        session.execute(update(Event).values(title="renamed"))
    with filled.reading() as connection:
        inserts = connection.execute(
            "SELECT count(*) FROM change WHERE op = 'I' AND old IS NOT NULL"
        ).fetchone()[0]
        old = [decode(row[0]) for row in connection.execute(LATEST_UPDATES)]
    assert inserts == 0
    assert old
    assert all(each.keys() == {"title"} for each in old)


def test_nothing_is_written_outside_an_edit(filled: Timeline) -> None:
    writer = filled._writer
    assert writer is not None
    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        writer.raw.execute("UPDATE event SET title = 'unrecorded'")
