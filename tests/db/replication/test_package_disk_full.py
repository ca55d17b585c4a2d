"""A disk that fills up half-way: no package is made, nothing is imported, and what was there stays."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from replication_support import dump

from db.codebook import codebook
from db.errors import Problem
from db.replication.importing import import_package
from db.replication.package import write_package
from db.timeline import Timeline


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file grow beyond a size: the system refuses as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_full_while_it_is_written(sampled: Timeline, package: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("older")
    with (
        files_of_at_most(package.stat().st_size // 2),
        pytest.raises(Problem, match=r"can't be written .*; no package was made"),
    ):
        write_package(sampled, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_text() == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_full_while_it_is_imported(package: Path, tmp_path: Path) -> None:
    path = tmp_path / "empty.liaison"
    with Timeline.create(path, codebook.fill) as timeline:
        before = dump(timeline)
        with files_of_at_most(path.stat().st_size + 20_000), pytest.raises(Problem):
            import_package(timeline, package)
        assert dump(timeline) == before
        assert timeline.steps() == (None, None)
        assert import_package(timeline, package).events == 94
