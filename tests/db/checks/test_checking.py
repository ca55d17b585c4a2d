"""A sound timeline has no faults; each kind of fault is found, named, and mended by carrying over."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db import sample
from db.checks.checking import check
from db.checks.fault import MOST, Report
from db.checks.repair import repair
from db.errors import CannotOpen, Problem
from db.timeline import Timeline


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of the sample, edited, undone and edited again."""
    path = tmp_path_factory.mktemp("made") / "s.liaison"
    with Timeline.create(path, sample.build) as timeline:
        for status in ("planned", "cancelled"):
            with timeline.edit("Change") as session:
                session.connection().exec_driver_sql(
                    "UPDATE event SET status = ? WHERE id % 3 = 0", (status,)
                )
        timeline.undo()
        with timeline.edit("Delete") as session:
            session.connection().exec_driver_sql("DELETE FROM event WHERE id % 7 = 0")
    return path.read_bytes()


@pytest.fixture
def file(made: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "s.liaison"
    path.write_bytes(made)
    return path


def spoilt(path: Path, *statements: str) -> None:
    """Change a file behind Liaison's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        for statement in statements:
            connection.execute(statement)


def kinds(report: Report) -> set[str]:
    return {fault.kind for fault in report.faults}


def test_a_sound_timeline_has_no_faults_and_is_not_changed(file: Path, made: bytes) -> None:
    report = check(file)
    assert report.sound, [str(each) for each in report.faults]
    assert len(report.looked_at) == 10
    assert file.read_bytes() == made


SPOILING = {
    "dates": (
        "UPDATE event SET start_lo = start_lo + 1 WHERE id = (SELECT min(id) FROM event WHERE start_lo > 0)",
    ),
    "references": ("UPDATE event SET mechanism_id = 999999 WHERE id = (SELECT min(id) FROM event)",),
    "names": ("UPDATE actor_name SET folded = 'x' WHERE id = (SELECT min(id) FROM actor_name)",),
    "search": ("UPDATE event SET title = 'quite another word' WHERE id = (SELECT min(id) FROM event)",),
    "history": (
        """DELETE FROM event WHERE id = (SELECT min(c.row_id) FROM change c JOIN event e ON e.id = c.row_id
        WHERE c.op = 'U' AND c."table" = 'event')""",
    ),
    "saved": ("INSERT INTO saved_filter (id, name, text) VALUES (77, 'Broken', 'party:')",),
    "rounds": (
        """UPDATE event SET part_of_id = NULL, status = 'held', round = 4 WHERE round IS NOT NULL AND mechanism_id =
        (SELECT mechanism_id FROM event WHERE round IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)""",
    ),
    "schema": ("CREATE TRIGGER planted AFTER INSERT ON event BEGIN DELETE FROM event; END",),
}


@pytest.mark.parametrize("kind", SPOILING)
def test_each_kind_of_fault_is_found(file: Path, kind: str) -> None:
    spoilt(file, *SPOILING[kind])
    report = check(file)
    assert kind in kinds(report), [str(each) for each in report.faults]


@pytest.mark.parametrize("kind", ["dates", "references", "names", "search", "history", "schema"])
def test_what_can_be_mended_is_sound_after_carrying_over(file: Path, tmp_path: Path, kind: str) -> None:
    spoilt(file, *SPOILING[kind])
    before = file.read_bytes()
    out = tmp_path / "mended.liaison"
    repair(file, out)
    assert file.read_bytes() == before
    assert check(out).sound, [str(each) for each in check(out).faults]
    with Timeline.open(out) as timeline, timeline.edit("Works") as session:
        session.connection().exec_driver_sql("UPDATE event SET note = 'x'")


def test_a_circle_of_parts_is_found(file: Path) -> None:
    spoilt(
        file,
        "UPDATE event SET part_of_id = (SELECT max(id) FROM event) WHERE id = (SELECT min(id) FROM event)",
        "UPDATE event SET part_of_id = (SELECT min(id) FROM event) WHERE id = (SELECT max(id) FROM event)",
    )
    assert [each.table for each in check(file).faults if "circle" in each.message] == ["event"]


def test_many_faults_are_counted_not_listed(file: Path) -> None:
    spoilt(file, "UPDATE evidence SET event_id = 1000000 + id WHERE event_id IS NOT NULL")
    report = check(file)
    assert sum(each.kind == "references" for each in report.faults) == MOST
    assert report.more["references"] > 0


def rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


@pytest.mark.parametrize("place", range(1, 40, 3))
def test_rows_that_can_be_read_are_carried_out_of_damaged_pages(
    file: Path, tmp_path: Path, place: int
) -> None:
    whole, data = rows(file), bytearray(file.read_bytes())
    size = 4096
    pages = len(data) // size
    at = place * pages // 41 * size + size
    data[at : at + size] = bytes(range(256)) * (size // 256)
    file.write_bytes(data)
    out = tmp_path / "saved.liaison"
    try:
        report = check(file)
        repair(file, out)
    except CannotOpen:
        assert not out.exists()
        return
    assert report.faults
    assert rows(out) >= whole - 60
    with Timeline.open(out, write=False) as timeline, timeline.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_nothing_is_written_over(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "there.liaison"
    out.write_text("mine")
    with pytest.raises(Problem, match="exists already"):
        repair(file, out)
    assert out.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [file, out] or len(list(tmp_path.iterdir())) == 2


def test_progress_can_stop_it(file: Path) -> None:
    class Stop(Exception):  # noqa: N818
        pass

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Stop
        assert total == 10

    with pytest.raises(Stop):
        check(file, stop)
