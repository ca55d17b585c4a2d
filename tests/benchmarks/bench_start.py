"""Start and opening, as whole processes against bare ones, and what a million events take of memory."""

from collections.abc import Iterator
from dataclasses import fields

import numpy as np

from db import opening
from db.columns import EventColumns
from tests.benchmarks.method import Paired, paired
from tests.benchmarks.report import Row, most
from tests.benchmarks.stage import Stage
from tests.benchmarks.suite import K10, M1, benchmark, short

BARE = "bare QApplication + QWidget"
TABLE = "bare QMainWindow + QTableView"
NO_CACHE = {K10: 3.5, 100_000: 4.2, M1: 12.0}


@benchmark("start.", sizes=None)
def start(stage: Stage, _size: int) -> Iterator[Row]:
    """The window without a timeline."""
    found = _process(stage, ("start",), "painted", "table")
    yield Row.of("start.empty", "launch to window painted, no timeline", found, TABLE, most(2.0))
    found = _process(stage, ("start",), "painted", "bare")
    yield Row.of("start.empty.bare", "launch to window painted, no timeline", found, BARE, most(2.0))
    told = stage.process("start")["painted"]
    heavy = list(told["heavy"])
    yield Row("start.modules", "heavy modules loaded at first paint", value=len(heavy), targets=most(value=0),
              note=", ".join(heavy) or f"{told['modules']} modules in all")  # fmt: skip


@benchmark("start.sample", "start.sample.table", sizes=None)
def start_sample(stage: Stage, _size: int) -> Iterator[Row]:
    """The window with the sample on its canvas."""
    import tempfile
    from pathlib import Path

    from db import sample
    from db.timeline import Timeline

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Sample.liaison"
        Timeline.create(path, sample.build).close()
        found = _process(stage, ("open", str(path)), "canvas", "table")
    yield Row.of("start.sample", "launch to the sample on the canvas", found, TABLE, most(3.5))


@benchmark("open.doc", "open.canvas", "open.modules", "open.rss")
def open_document(stage: Stage, size: int) -> Iterator[Row]:
    """Launch to canvas and table painted, with the column cache of the file."""
    path = str(stage.path(size))
    yield from _opened(stage, path, size)
    memory = stage.process("open", path)
    heavy = list(memory["canvas"]["heavy"])
    yield Row(f"open.modules.{short(size)}", "heavy modules loaded when the canvas is painted", value=len(heavy),
              targets=most(value=0), note=", ".join(heavy))  # fmt: skip
    rss = memory["memory"]["rss"] / 2**20
    stage.figures[f"open.rss.{short(size)}"] = rss
    smaller = stage.figures.get("open.rss.10k")
    ratio = rss / smaller if size == M1 and smaller else None
    yield Row(f"open.rss.{short(size)}", "resident MB with canvas and table painted", value=rss, ratio=ratio,
              targets=most(1.5) if ratio else (), note="ratio: 1M to 10k" if ratio else "")  # fmt: skip


def _opened(stage: Stage, path: str, size: int) -> Iterator[Row]:
    tables: list[float] = []
    canvases: list[float] = []

    def launch() -> float:
        told = stage.process("open", path)
        tables.append(told["table"]["ms"])
        canvases.append(told["canvas"]["ms"])
        return tables[-1]

    found = paired(launch, lambda: stage.process("bare")["painted"]["ms"], count=stage.rounds)
    name = short(size)
    canvas = float(np.median(canvases[1:]))
    yield Row(
        f"open.canvas.{name}",
        f"launch to canvas painted, {name}",
        canvas,
        BARE,
        found.base_ms,
        canvas / found.base_ms,
    )
    yield Row.of(f"open.doc.{name}", f"launch to canvas and table painted, {name}", found, BARE, most(3.5))
    smaller = stage.figures.get("open.doc.10k")
    if size == M1 and smaller:
        ratio = found.ms / smaller
        yield Row(
            "open.doc.1M/10k", "the same, 1M to 10k", found.ms, "10k", smaller, ratio, targets=most(1.25)
        )


@benchmark("open.nocache")
def open_without_cache(stage: Stage, size: int) -> Iterator[Row]:
    """The same where the columns have to be read from the rows."""
    with stage.copy(size) as path:
        connection = opening.connect(path, write=True)
        connection.execute("UPDATE column_cache SET revision = -1")
        connection.close()
        opening.remember_clean_close(path)
        found = _process(stage, ("open", str(path)), "table", "bare")
    name = short(size)
    workload = f"launch to both painted, cache stale, {name}"
    yield Row.of(f"open.nocache.{name}", workload, found, BARE, most(NO_CACHE[size]))


@benchmark("memory.", sizes=(M1,))
def memory(stage: Stage, size: int) -> Iterator[Row]:
    """What an open timeline with canvas, table and chart shown takes above an empty window."""
    empty = stage.process("empty")["memory"]["rss"]
    opened = stage.process("stay", str(stage.path(size)))["memory"]["rss"]
    held = stage.live(size).columns
    names = [each.name for each in fields(EventColumns) if each.name not in ("revision", "keys")]
    arrays = [getattr(held, name) for name in names]
    mb, base = (opened - empty) / 2**20, sum(array.nbytes for array in arrays) / 2**20
    note = f"ratio: to the {base:.0f} MB of columns; empty window: {empty / 2**20:.0f} MB"
    workload = "MB above an empty window, 1M open and shown"
    yield Row("memory.1m", workload, value=mb, ratio=mb / base, targets=most(value=400), note=note)


def _process(stage: Stage, words: tuple[str, ...], telling: str, base: str) -> Paired:
    return paired(
        lambda: stage.process(*words)[telling]["ms"],
        lambda: stage.process(base)["painted"]["ms"],
        count=stage.rounds,
    )
