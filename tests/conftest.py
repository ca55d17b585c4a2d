"""What all tests share: a home of their own, Qt without a screen, and timelines to work on."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.timeline import Timeline


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for backups, logs and settings that no test shares with another."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("LIAISON_HOME", str(folder))
    return folder


@pytest.fixture
def new_timeline(tmp_path: Path) -> Iterator[Callable[..., Timeline]]:
    """Return a function that makes timelines, all closed at the end."""
    opened: list[Timeline] = []

    def make(name: str = "t.liaison", **options: object) -> Timeline:
        timeline = Timeline.create(tmp_path / name, **options)  # type: ignore[arg-type]
        opened.append(timeline)
        return timeline

    yield make
    for timeline in opened:
        timeline.close()


@pytest.fixture
def timeline(new_timeline: Callable[..., Timeline]) -> Timeline:
    """An empty timeline."""
    return new_timeline()
