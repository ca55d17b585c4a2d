"""The made-up timelines that the benchmarks run on are sound, and as varied as they promise."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from db import search
from db.arrays import columns
from db.file import checking
from db.timeline import Timeline
from tests.benchmarks import generate, moments, phrases

EVENTS = 4000
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A timeline of a few thousand events."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIAISON_HOME", str(tmp_path_factory.mktemp("home")))
        path = tmp_path_factory.mktemp("made") / "made.liaison"
        generate.build(path, EVENTS, seed=7).close()
    return path


@pytest.fixture
def opened(made: Path) -> Timeline:
    return Timeline.open(made, write=False, thorough=False)


def _shares(values: np.ndarray, count: int) -> np.ndarray:
    return np.sort(np.bincount(values[values >= 0], minlength=count))[::-1] / EVENTS


def test_the_file_is_sound_and_ready_to_open(opened: Timeline) -> None:
    with opened.reading() as connection:
        checking.check(connection, opened.path, thorough=True)
        assert columns.is_stored(connection)
        assert len(columns.load(connection)) == EVENTS


def test_events_counterparts_and_lanes_are_as_promised(opened: Timeline) -> None:
    with opened.reading() as connection:
        events = columns.load(connection)
        links = connection.execute("SELECT count(*) FROM participation").fetchone()[0]
        parties = connection.execute("SELECT count(*), count(DISTINCT country_id) FROM actor").fetchone()
    assert parties == (generate.COUNTERPARTS + 2, pytest.approx(generate.COUNTRIES, abs=12))
    assert links / EVENTS == pytest.approx(generate.PER_EVENT, abs=0.05)
    lanes = _shares(events.mechanism, generate.MECHANISMS)
    assert len(lanes) == generate.MECHANISMS
    assert lanes[0] > 8 * lanes[20] > 0  # a few large ones and many small


def test_one_date_in_seven_is_imprecise_in_every_way(opened: Timeline) -> None:
    with opened.reading() as connection:
        events = columns.load(connection)
        texts = [row[0] for row in connection.execute("SELECT edtf FROM event")]
    exact = events.start_lo == events.start_hi
    assert 1 - exact.mean() == pytest.approx(0.15, abs=0.02)
    assert (events.flags & columns.SET).any()
    assert any("X" in text for text in texts)
    assert any(".." in text for text in texts)
    assert "" in texts
    assert events.start_lo[exact].min() >= moments.FIRST
    assert events.start_hi[exact].max() <= moments.LAST


def test_chinese_and_japanese_texts_are_found_by_two_characters(opened: Timeline) -> None:
    with opened.reading() as connection:
        titles = [row[0] for row in connection.execute("SELECT title FROM event")]
        expression = search.match_expression("会談")
        found = connection.execute(
            "SELECT count(*) FROM event_text WHERE event_text MATCH ?", (expression,)
        ).fetchone()[0]
    eastern = sum(any("\u3041" <= sign <= "\u9fff" for sign in title) for title in titles)
    assert eastern / EVENTS == pytest.approx(phrases.SHARE_CHINESE + phrases.SHARE_JAPANESE, abs=0.03)
    assert found > 0


def test_the_same_seed_gives_the_same_events(made: Path, tmp_path: Path) -> None:
    generate.build(tmp_path / "again.liaison", EVENTS, seed=7).close()
    sql = "SELECT id, title, summary, edtf, status, part_of_id FROM event ORDER BY id"
    rows = []
    for path in (made, tmp_path / "again.liaison"):
        with Timeline.open(path, write=False, thorough=False) as timeline, timeline.reading() as connection:
            rows.append(connection.execute(sql).fetchall())
    assert rows[0] == rows[1]


def test_two_that_build_the_same_at_once_get_one_file(tmp_path: Path) -> None:
    code = "from tests.benchmarks import generate; print(generate.cached(1500))"
    environment = os.environ | {"TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "LIAISON_HOME": str(tmp_path)}
    running = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [each.communicate(timeout=120)[0] for each in running]
    assert [each.returncode for each in running] == [0, 0]
    assert said[0] == said[1]
    path = Path(os.fsdecode(said[0].strip()))
    assert list(tmp_path.rglob("*.liaison")) == [path]
    with Timeline.open(path, write=False) as timeline, timeline.reading() as connection:
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (1500,)
