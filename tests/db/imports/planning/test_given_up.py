"""An import that is given up half-way, or for which the disk is too small, leaves the timeline as it was."""

import resource
from pathlib import Path

import pytest

from db.errors import Interrupted, Problem
from db.imports.importing import carry_out, import_incoming, planned
from db.imports.incoming import Incoming
from db.imports.tables import own
from db.timeline import Timeline

ROWS = 5_000


class GivenUp(Problem):
    """What a user's Cancel raises."""


@pytest.fixture
def many(tmp_path: Path) -> Incoming:
    path = tmp_path / "many.csv"
    rows = (f"{1990 + n % 30}-0{1 + n % 9},Talk {n} of many,LDP; CPC: Li Wei\n" for n in range(ROWS))
    path.write_text("date,title,participants\n" + "".join(rows), encoding="utf-8")
    return Incoming(path.name, "own", own.read(path))


def state(timeline: Timeline) -> list[object]:
    with timeline.reading() as connection:
        tables = ("event", "participation", "actor", "actor_name", "person", "edit", "change")
        return [connection.execute(f"SELECT count(*), max(id) FROM {table}").fetchone() for table in tables]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.75])
@pytest.mark.parametrize("writing", [False, True])
def test_cancelled_at_any_time(timeline: Timeline, many: Incoming, share: float, writing: bool) -> None:
    before = state(timeline)

    def progress(done: int, total: int) -> None:
        if (total > ROWS) == writing and done >= share * total:
            raise GivenUp("The import was stopped; nothing was changed.")

    with pytest.raises(GivenUp):
        import_incoming(timeline, many, progress=progress)
    assert state(timeline) == before
    assert timeline.steps() == (None, None)
    assert import_incoming(timeline, many).created == ROWS


def test_a_disk_that_is_full_half_way(timeline: Timeline, many: Incoming) -> None:
    import_incoming(
        timeline, Incoming("a", "own", own.Table(("date", "title"), [(2, ["2004", "There"])], []))
    )
    before, limits = state(timeline), resource.getrlimit(resource.RLIMIT_FSIZE)
    plan = planned(timeline, many)
    resource.setrlimit(resource.RLIMIT_FSIZE, (timeline.path.stat().st_size + 500_000, limits[1]))
    try:
        with pytest.raises(Problem):
            carry_out(timeline, plan)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert state(timeline) == before
    carry_out(timeline, planned(timeline, many))
    with timeline.reading() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (ROWS + 1,)


def test_an_edit_in_between_asks_for_a_new_plan(timeline: Timeline, many: Incoming) -> None:
    plan = planned(timeline, many)
    import_incoming(
        timeline, Incoming("a", "own", own.Table(("date", "title"), [(2, ["2004", "There"])], []))
    )
    with pytest.raises(Interrupted):
        carry_out(timeline, plan)
    carry_out(timeline, planned(timeline, many))
