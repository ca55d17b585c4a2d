"""Start and opening, as whole processes against bare ones, and what a million events take of memory."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from db import history
from db.arrays.columns import EventColumns
from db.file import opening
from tests.benchmarks.method import Paired
from tests.benchmarks.report import Row, most
from tests.benchmarks.stage import Stage
from tests.benchmarks.suite import K10, M1, benchmark, short

BARE = "bare QApplication + QWidget"
TABLE = "bare QMainWindow + QTableView"
EDITS = 100
STALE = {K10: 3.5, 100_000: 3.7, M1: 5.0}
NO_CACHE = {K10: 3.5, 100_000: 4.2, M1: 12.0}


@benchmark("start.", sizes=None)
def start(stage: Stage, _size: int) -> Iterator[Row]:
    """The window without a timeline."""
    workload = "launch to window painted, no timeline"
    (found,) = _launches(stage, ("start",), ("painted",), "table")
    yield Row.of("start.empty", workload, found.wall, TABLE, most(2.0), found.note)
    (found,) = _launches(stage, ("start",), ("painted",), "bare")
    yield Row.of("start.empty.bare", workload, found.wall, BARE, most(2.0), found.note)
    told = stage.process("start")["painted"]
    heavy = list(told["heavy"])
    yield Row("start.modules", "heavy modules loaded at first paint", value=len(heavy), targets=most(value=0),
              note=", ".join(heavy) or f"{told['modules']} modules in all")  # fmt: skip


@benchmark("start.sample", sizes=None)
def start_sample(stage: Stage, _size: int) -> Iterator[Row]:
    """The window with the sample on its canvas."""
    import tempfile

    from db import sample
    from db.timeline import Timeline

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Sample.liaison"
        Timeline.create(path, sample.build).close()
        (found,) = _launches(stage, ("opened", str(path)), ("canvas",), "table")
    yield Row.of(
        "start.sample", "launch to the sample on the canvas", found.wall, TABLE, most(3.5), found.note
    )


@benchmark("open.doc", "open.canvas", "open.modules", "open.rss")
def open_document(stage: Stage, size: int) -> Iterator[Row]:
    """Launch to canvas and table painted, with the column cache of the file."""
    name = short(size)
    with stage.copy(size) as path:
        (canvas,) = _launches(stage, ("opened", str(path)), ("canvas",), "bare")
        (both,) = _launches(stage, ("both", str(path)), ("both",), "bare")
        told = stage.process("both", str(path))
    yield Row.of(
        f"open.canvas.{name}", f"launch to canvas painted, {name}", canvas.wall, BARE, note=canvas.note
    )
    workload = f"launch to canvas and table painted, {name}"
    yield Row.of(f"open.doc.{name}", workload, both.wall, BARE, most(3.5), both.note)
    smaller = stage.figures.get("open.doc.10k")
    if size == M1 and smaller:
        ratio = both.wall.ms / smaller
        yield Row(
            "open.doc.1M/10k", "the same, 1M to 10k", both.wall.ms, "10k", smaller, ratio, targets=most(1.25)
        )
    heavy = list(told["both"]["heavy"])
    workload = "heavy modules loaded when both are painted"
    yield Row(
        f"open.modules.{name}", workload, value=len(heavy), targets=most(value=0), note=", ".join(heavy)
    )
    yield _resident(stage, told["memory"]["rss"] / 2**20, size)


def _resident(stage: Stage, mb: float, size: int) -> Row:
    name, workload = f"open.rss.{short(size)}", "resident MB with canvas and table painted"
    stage.figures[name] = mb
    smaller = stage.figures.get("open.rss.10k")
    if size != M1 or not smaller:
        return Row(name, workload, value=mb)
    return Row(name, workload, value=mb, ratio=mb / smaller, targets=most(1.5), note="ratio: to that at 10k")


@benchmark("open.stale", "open.nocache")
def open_without_cache(stage: Stage, size: int) -> Iterator[Row]:
    """The same where the cached columns are of the past, and where there are none."""
    name = short(size)
    with stage.copy(size) as path:
        _work_on(path, _edit)
        (found,) = _launches(stage, ("both", str(path)), ("both",), "bare")
        workload = f"launch to both painted, {EDITS} edits since the cache, {name}"
        yield Row.of(f"open.stale.{name}", workload, found.wall, BARE, most(STALE[size]), found.note)
        _work_on(path, lambda raw: raw.execute("DELETE FROM column_cache"))
        (found,) = _launches(stage, ("both", str(path)), ("both",), "bare")
    workload = f"launch to both painted, nothing cached, {name}"
    yield Row.of(f"open.nocache.{name}", workload, found.wall, BARE, most(NO_CACHE[size]), found.note)


def _work_on(path: Path, work: Callable[[sqlite3.Connection], object]) -> None:
    """Change a file behind the program's back, as a process does that is killed before it stores the cache."""
    connection = opening.connect(path, write=True)
    history.install(connection)
    connection.execute("BEGIN IMMEDIATE")
    work(connection)
    connection.execute("COMMIT")
    connection.close()
    opening.remember_clean_close(path)


def _edit(raw: sqlite3.Connection) -> None:
    """Move, rename or delete events all over the file, each in an edit of its own."""
    ids = [row[0] for row in raw.execute("SELECT id FROM event ORDER BY id % 9973, id LIMIT ?", (EDITS,))]
    kinds = (
        "UPDATE event SET start_lo = start_lo + 9, start_hi = start_hi + 9 WHERE id = ?",
        "UPDATE event SET title = title || '.' WHERE id = ?",
        "DELETE FROM event WHERE id = ?",
    )
    for place, event in enumerate(ids):
        edit = history.begin(raw, "Change", "somebody")
        raw.execute(kinds[place % len(kinds)], (event,))
        history.finish(raw, edit)


@benchmark("memory.", sizes=(M1,))
def memory(stage: Stage, size: int) -> Iterator[Row]:
    """What an open timeline with canvas, table and chart shown takes above an empty window."""
    empty = stage.process("empty")["memory"]["rss"]
    with stage.copy(size) as path:
        opened = stage.process("stay", str(path))["memory"]["rss"]
    held = stage.live(size).columns
    names = [each.name for each in fields(EventColumns) if each.name not in ("revision", "keys")]
    arrays = [getattr(held, name) for name in names]
    mb, base = (opened - empty) / 2**20, sum(array.nbytes for array in arrays) / 2**20
    note = f"ratio: to the {base:.0f} MB of columns; empty window: {empty / 2**20:.0f} MB"
    workload = "MB above an empty window, 1M open and shown"
    yield Row("memory.1m", workload, value=mb, ratio=mb / base, targets=most(value=400), note=note)


@dataclass(frozen=True, slots=True)
class Launch:
    """Processes compared from their start to one telling: by the clock, and by the processor time they took."""

    wall: Paired
    cpu: Paired

    @property
    def note(self) -> str:
        """What a busy machine can't distort much."""
        return f"processor time: {self.cpu.ms:.0f} ms, {self.cpu.ratio:.2f}x"


def _launches(stage: Stage, words: tuple[str, ...], tellings: tuple[str, ...], base: str) -> list[Launch]:
    """Start the program and the floor in turn; return one comparison for each telling."""
    found = [(stage.process(*words), stage.process(base)["painted"]) for _ in range(stage.rounds + 1)][1:]

    def compared(telling: str, figure: str) -> Paired:
        return Paired.of([(ours[telling][figure], floor[figure]) for ours, floor in found])

    return [Launch(compared(telling, "ms"), compared(telling, "cpu")) for telling in tellings]
