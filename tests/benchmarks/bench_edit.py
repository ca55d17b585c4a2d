"""Edits: on disk, undone, and on every panel of the real window; copies of the file."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from sqlalchemy import create_engine, event, update
from sqlalchemy.orm import Session

from db import backup, events
from db.dates import from_edtf
from db.models import Event
from db.timeline import Timeline
from desktop.window import Window
from tests.benchmarks import method
from tests.benchmarks.method import WALL
from tests.benchmarks.report import Row, most
from tests.benchmarks.stage import Stage
from tests.benchmarks.suite import K10, K100, M1, benchmark, short

MANY = 10_000


@benchmark("edit.commit", "edit.first")
def commit(stage: Stage, size: int) -> Iterator[Row]:
    """One title changed, indexed, recorded and on disk, against the same by a bare ORM session."""
    name = short(size)
    with stage.copy(size) as path, stage.copy(size) as other:
        timeline = Timeline.open(path)
        with timeline.reading() as connection:
            ids = [row[0] for row in connection.execute("SELECT id FROM event LIMIT 200")]
        turn = iter(range(1 << 20))

        def ours() -> None:
            place = next(turn)
            with timeline.edit("Rename event") as session:
                events.rename(session, ids[place % len(ids)], f"Another title {place}")

        first = method.timed(ours, WALL)
        yield Row(f"edit.first.{name}", f"first edit of a sitting, backup included, {name}", first)
        with closing(_orm(other)) as session:
            found = method.pairs(
                ours, _renaming(session, ids), count=stage.rounds, clock=WALL, repeat=10, base_repeat=10
            )
        timeline.close()
    yield Row.of(
        f"edit.commit.{name}",
        "one title: indexed, recorded, on disk",
        found,
        "ORM get, set, commit",
        most(0.5),
    )
    if size == M1 and "edit.commit.10k" in stage.figures:
        smaller = stage.figures["edit.commit.10k"]
        yield Row(
            "edit.commit.1M/10k",
            "the same, 1M to 10k",
            found.ms,
            "10k",
            smaller,
            found.ms / smaller,
            targets=most(1.5),
        )


def _orm(path: Path) -> Session:
    engine = create_engine(f"sqlite:///{path}")

    event.listen(engine, "connect", lambda connection, _record: _as_ours(connection))
    return Session(engine)


def _as_ours(connection: sqlite3.Connection) -> None:
    """Let a connection write to the disk as the program does."""
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=EXTRA")


def _renaming(session: Session, ids: list[int]) -> Callable[[], None]:
    turn = iter(range(1 << 20))

    def rename() -> None:
        place = next(turn)
        session.get_one(Event, ids[place % len(ids)]).title = f"Another title {place}"
        session.commit()

    return rename


@benchmark("edit.visible", "edit.canvas", "ui.longtask", sizes=(K10, K100, M1))
def visible(stage: Stage, size: int) -> Iterator[Row]:
    """A date changed in the real window: committed, canvas, overview, chart and inspector painted anew."""
    name = short(size)
    with stage.copy(size) as path, stage.window(path) as window:
        turn = iter(range(1 << 20))
        _select_one(stage, window)
        edit = _editing(stage, window, turn)
        edit()  # the backup ahead of the first edit
        repaints = _repainting(window)
        found = method.paired(lambda: edit()[1], lambda: method.timed(repaints, WALL), count=stage.rounds)
        targets = (*most(2.0), *most(ms=50)) if size == K100 else most(2.0)
        yield Row.of(f"edit.visible.{name}", f"a date: edit to all panels painted, {name}", found,
                     "the repaints alone", targets, "chart and canvas, its debounce included")  # fmt: skip
        found = method.paired(
            lambda: edit()[0], _empty_commit(path.with_name("empty.db")), count=stage.rounds
        )
        yield Row.of(f"edit.canvas.{name}", "the same: committed, canvas painted", found,
                     "empty commit, same journal", most(ms=50))  # fmt: skip
        yield from _longest_task(stage, window, name)


def _select_one(stage: Stage, window: Window) -> None:
    assert window.desk is not None
    columns = window.desk.live.columns
    window.desk.browse.select([int(columns.ids[len(columns) * 2 // 3])])
    stage.drain()


def _editing(stage: Stage, window: Window, turn: Iterator[int]) -> Callable[[], tuple[float, float]]:
    """Return a function that changes the selected event's date: ms until the canvas and until the chart is painted."""
    assert window.desk is not None
    assert window.pages is not None
    live, page = window.desk.live, window.pages.timeline
    chosen = window.desk.browse.selection[0]
    shown: list[float] = []
    page.chart.shown.connect(lambda: shown.append(time.perf_counter()))

    def edit() -> tuple[float, float]:
        stage.drain(0.2)
        shown.clear()
        when = from_edtf(f"2004-{1 + next(turn) % 9:02}-15")
        begun = time.perf_counter()
        live.edit("Change date", events.set_date, [chosen], when)
        page.canvas.repaint()
        canvas = time.perf_counter()
        stage.until(lambda: shown)
        assert page.chart.chart is not None
        page.chart.chart.repaint()
        return (canvas - begun) * 1000, (time.perf_counter() - begun) * 1000

    return edit


def _repainting(window: Window) -> Callable[[], None]:
    assert window.pages is not None
    page, inspector = window.pages.timeline, window.pages.inspector

    def repaint() -> None:
        page.canvas.picture.forget()
        page.canvas.repaint()
        page.overview.repaint()
        inspector.repaint()
        if page.chart.chart is not None:
            page.chart.chart.draw()
            page.chart.chart.repaint()

    return repaint


def _empty_commit(path: Path) -> Callable[[], float]:
    connection = sqlite3.connect(path, isolation_level=None)
    _as_ours(connection)
    connection.execute("CREATE TABLE IF NOT EXISTS t(x)")
    connection.execute("INSERT INTO t VALUES (0)")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE t SET x = x + 1")
        connection.execute("COMMIT")

    return lambda: method.timed(commit, WALL)


def _longest_task(stage: Stage, window: Window, name: str) -> Iterator[Row]:
    """The longest that the event loop was held up while filters came and went."""
    from PySide6.QtCore import QTimer

    from db.filters import parse

    assert window.desk is not None
    browse = window.desk.browse
    for text in ("memorandum", ""):  # what is loaded with the first filter
        browse.set_filter(parse(text))
        stage.until(lambda: not browse.busy)
    beats: list[tuple[float, float]] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append((time.perf_counter(), time.thread_time())))
    timer.start(0)
    for text in ("country:JP", "memorandum", "中国", "2004..2012", ""):
        browse.set_filter(parse(text))
        stage.until(lambda: not browse.busy)
        stage.drain(0.5)
    timer.stop()
    longest = max((b[0] - a[0]) * 1000 for a, b in pairwise(beats))
    own = max((b[1] - a[1]) * 1000 for a, b in pairwise(beats))
    yield Row(
        f"ui.longtask.{name}",
        "longest task of the window's thread, filtering",
        longest,
        targets=most(ms=50),
        note=f"{own:.0f} ms of it or of another its own work, the rest waiting",
    )


@benchmark("undo.bulk", sizes=(K100,))
def bulk(stage: Stage, size: int) -> Iterator[Row]:
    """Ten thousand events changed and taken back, against two bare passes over them."""
    with stage.copy(size) as path, stage.copy(size) as other, Timeline.open(path) as timeline:
        with timeline.reading() as connection:
            ids = [row[0] for row in connection.execute("SELECT id FROM event LIMIT ?", (MANY,))]
        with closing(sqlite3.connect(other, isolation_level=None)) as raw:
            _as_ours(raw)
            for name, column, value in (
                ("undo.bulk", "status", "unconfirmed"),
                ("undo.bulk.text", "place", "Elsewhere"),
            ):
                ours = _changing_and_back(timeline, ids, {column: value})
                bare = _two_passes(raw, column, value)
                found = method.pairs(ours, bare, count=min(stage.rounds, 5), clock=WALL)
                workload = f"{column} of {MANY:,} events changed and taken back, 100k"
                targets = most(2.0 if column == "status" else 4.0)
                note = "" if column == "status" else "a searched text: indexed anew, twice"
                yield Row.of(name, workload, found, "two raw UPDATE passes", targets, note)


def _changing_and_back(timeline: Timeline, ids: list[int], values: dict[str, str]) -> Callable[[], None]:
    def work() -> None:
        with timeline.edit("Change events") as session:
            session.execute(update(Event).where(Event.id.in_(ids)).values(values))
        timeline.undo()

    return work


def _two_passes(raw: sqlite3.Connection, column: str, value: str) -> Callable[[], None]:
    old = raw.execute(f"SELECT {column}, id FROM event LIMIT ?", (MANY,)).fetchall()

    def work() -> None:
        for rows in ([(value, event_id) for _, event_id in old], old):
            raw.execute("BEGIN")
            raw.executemany(f"UPDATE event SET {column} = ? WHERE id = ?", rows)
            raw.execute("COMMIT")

    return work


@benchmark("save.as", sizes=(K100, M1))
def save_as(stage: Stage, size: int) -> Iterator[Row]:
    """A checked copy against a bare copy of the file."""
    path = stage.path(size)
    with stage.copy(K10) as beside:
        out = beside.with_name("out.liaison")

        def ours() -> None:
            out.unlink(missing_ok=True)
            backup.copy_to(path, out)

        def bare() -> None:
            out.unlink(missing_ok=True)
            shutil.copyfile(path, out)
            with out.open("rb+") as file:
                os.fsync(file.fileno())

        found = method.pairs(ours, bare, count=3, clock=WALL)
        out.unlink(missing_ok=True)
    bound = 5 if size == K100 else 8
    yield Row.of(
        f"save.as.{short(size)}", f"a checked copy, {short(size)}", found, "file copy and fsync", most(bound)
    )
