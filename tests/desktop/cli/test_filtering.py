"""Filters on the command line: the cached columns give the events that SQL gives, in the same order."""

from pathlib import Path

import pytest

from db import events, filters
from db.timeline import Timeline
from desktop.cli import filtering, run

TEXTS = (
    "",
    "direction:outgoing",
    "-direction:outgoing,incoming",
    "country:JP 2006..2010",
    "2006 -status:planned",
    "session",
    'standing:opposition person:"Inoue Yoshihisa"',
    "nothing-like-it",
)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "s.liaison"
    assert run(["new", str(path), "--sample"]) == 0
    return path


def by_sql_and_by_columns(path: Path, text: str, limit: int | None = None) -> tuple[list[int], list[int]]:
    wanted = filtering.parsed(text)
    with (
        Timeline.open(path, write=False) as timeline,
        timeline.reading() as connection,
        pytest.MonkeyPatch.context() as patch,
    ):
        by_sql = filtering.ids_of(connection, wanted, text, limit)
        patch.setattr(filtering, "MANY", 0)
        return by_sql, filtering.ids_of(connection, wanted, text, limit)


@pytest.mark.parametrize("limit", [None, 0, 3])
@pytest.mark.parametrize("text", TEXTS)
def test_both_ways_give_the_same(sample: Path, text: str, limit: int | None) -> None:
    by_sql, by_columns = by_sql_and_by_columns(sample, text, limit)
    assert by_sql == by_columns
    assert limit is None or len(by_sql) <= limit


def test_columns_of_an_earlier_revision_are_not_asked(sample: Path, tmp_path: Path) -> None:
    left = tmp_path / "left behind.liaison"
    with Timeline.open(sample) as timeline:
        with timeline.edit("Plan") as session:
            made = events.create(session, "A letter", None, status="planned")
        left.write_bytes(sample.read_bytes())  # as it is on the disk, before closing caches the columns
    by_sql, by_columns = by_sql_and_by_columns(left, "letter status:planned")
    assert by_sql == by_columns == [made]


def test_an_unknown_name_is_refused_either_way(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Timeline.open(sample, write=False) as timeline, timeline.reading() as connection:
        for many in (filtering.MANY, 0):
            monkeypatch.setattr(filtering, "MANY", many)
            with pytest.raises(filters.FilterError, match="Atlantis"):
                filtering.ids_of(connection, filters.parse("country:Atlantis"), "country:Atlantis")
