"""A package brought into a new timeline gives back every record, and that timeline the same package again."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from replication_support import contents, dump, put, records
from sqlalchemy.orm import Session
from tests_support import every_record

from db import sample, saved_charts
from db.codebook import codebook
from db.errors import Problem
from db.plots.spec import ChartSpec
from db.replication.importing import import_package
from db.replication.package import write_package
from db.timeline import Timeline

New = Callable[..., Timeline]

CHARTS = {
    "Events a year": ChartSpec(draws=True, seed=7),
    "Silences 沉默": ChartSpec.usual("gaps"),
    "Invitations": ChartSpec.usual("latency"),
    "Promises": ChartSpec.usual("commitments"),
    "LDP": ChartSpec(filter="party:LDP", group="type"),
}


def sample_with_charts(session: Session) -> None:
    sample.build(session)
    for name, spec in CHARTS.items():
        saved_charts.create(session, name, spec)


def drawing(result: Any) -> bytes:
    """A figure that needs no Matplotlib: tests of the command line draw with it."""
    return f"<svg>{json.dumps(result.to_json())}</svg>".encode()


@pytest.fixture
def filled(new_timeline: New) -> Timeline:
    return new_timeline(fill=sample_with_charts)


@pytest.fixture
def empty(new_timeline: New) -> Timeline:
    return new_timeline("empty.liaison", fill=codebook.fill)


def test_sample_comes_back_with_every_record(filled: Timeline, empty: Timeline, tmp_path: Path) -> None:
    written = write_package(filled, tmp_path / "a.zip", draw=drawing)
    brought = import_package(empty, tmp_path / "a.zip")
    assert dump(empty) == dump(filled)
    assert brought.rows == written.rows
    assert (brought.events, brought.copies_missing, brought.filter) == (94, 0, "")
    write_package(empty, tmp_path / "b.zip", draw=drawing)
    assert (tmp_path / "b.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()


@pytest.mark.parametrize("text", ["party:LDP", "2006..2009", "type:meeting -country:JP", 'title:"no such"'])
def test_filtered_package_comes_back_and_yields_itself(
    filled: Timeline, empty: Timeline, tmp_path: Path, text: str
) -> None:
    written = write_package(filled, tmp_path / "a.zip", text, drawing)
    brought = import_package(empty, tmp_path / "a.zip")
    assert brought.rows == written.rows
    whole, part = dump(filled), dump(empty)
    assert all(set(part[table]) <= set(whole[table]) for table in whole)
    write_package(empty, tmp_path / "b.zip", text, drawing)
    assert (tmp_path / "b.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()


def test_one_record_of_each_kind_comes_back_and_copies_are_listed(
    new_timeline: New, empty: Timeline, tmp_path: Path
) -> None:
    source = new_timeline(fill=every_record)
    write_package(source, tmp_path / "a.zip")
    brought = import_package(empty, tmp_path / "a.zip")
    assert brought.copies_missing == 1
    assert dump(empty) == dump(source)
    with empty.reading() as connection:
        assert connection.execute("SELECT count(*) FROM attachment").fetchone() == (0,)
    write_package(empty, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == (tmp_path / "a.zip").read_bytes()
    assert b'"copy.pdf","","00",6' in contents(tmp_path / "b.zip")["data/attachment.csv"]


def test_import_is_one_step_back(filled: Timeline, empty: Timeline, tmp_path: Path) -> None:
    before = dump(empty)
    write_package(filled, tmp_path / "a.zip")
    import_package(empty, tmp_path / "a.zip")
    assert empty.steps() == ("Import a.zip", None)
    empty.undo()
    assert dump(empty) == before
    empty.redo()
    assert dump(empty) == dump(filled)


def test_words_are_found_after_the_import(filled: Timeline, empty: Timeline, tmp_path: Path) -> None:
    write_package(filled, tmp_path / "a.zip")
    import_package(empty, tmp_path / "a.zip")
    sql = "SELECT rowid FROM name_text WHERE name_text MATCH 'komeito' ORDER BY rowid"
    with filled.reading() as one, empty.reading() as other:
        found = one.execute(sql).fetchall()
        assert found
        assert other.execute(sql).fetchall() == found


def test_cancelled_half_way_nothing_is_changed(filled: Timeline, empty: Timeline, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done > 0.75 * total:  # while it writes
            raise Problem("Enough.")

    write_package(filled, tmp_path / "a.zip")
    before = dump(empty)
    with pytest.raises(Problem, match="Enough"):
        import_package(empty, tmp_path / "a.zip", stop)
    assert dump(empty) == before
    assert empty.steps() == (None, None)


def test_progress_runs_from_the_beginning_to_the_end(
    filled: Timeline, empty: Timeline, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    write_package(filled, tmp_path / "a.zip", progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    told.clear()
    import_package(empty, tmp_path / "a.zip", lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] >= told[-1][1] - 1


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=records())
def test_any_timeline_comes_back_and_yields_the_same_package(made: dict[str, list[dict[str, Any]]]) -> None:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        with (
            Timeline.create(place / "a.liaison", put(made)) as one,
            Timeline.create(place / "b.liaison", codebook.fill) as other,
        ):
            write_package(one, place / "a.zip", draw=drawing)
            import_package(other, place / "a.zip")
            assert dump(other) == dump(one)
            write_package(other, place / "b.zip", draw=drawing)
            assert (place / "b.zip").read_bytes() == (place / "a.zip").read_bytes()
