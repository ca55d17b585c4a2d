"""The sample as a file and as a package, each made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import sample
from db.replication.package import write_package
from db.timeline import Timeline


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A timeline that holds the sample."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIAISON_HOME", str(folder / "home"))
        Timeline.create(folder / "sample.liaison", sample.build).close()
    return folder / "sample.liaison"


@pytest.fixture
def sampled(sample_file: Path) -> Iterator[Timeline]:
    """The sample, for reading."""
    with Timeline.open(sample_file, write=False) as timeline:
        yield timeline


@pytest.fixture(scope="session")
def package(sample_file: Path) -> Path:
    """A package of the sample."""
    out = sample_file.with_name("sample.zip")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIAISON_HOME", str(sample_file.with_name("home")))
        with Timeline.open(sample_file, write=False) as timeline:
            write_package(timeline, out)
    return out
