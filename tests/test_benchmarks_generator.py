"""The made-up timelines that the benchmarks run on are sound, and as varied as they promise."""

from pathlib import Path

import numpy as np
import pytest

from db import checking, columns, search
from db.timeline import Timeline
from tests.benchmarks import generate, moments, phrases

EVENTS = 4000


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
