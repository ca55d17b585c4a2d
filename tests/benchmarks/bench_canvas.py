"""The timeline canvas: frames, index, exactness, and that single events are drawn however many there are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPoint, QRect

from db.arrays.splice import Splice
from desktop.arrange import arrange
from desktop.axis import TimeAxis
from desktop.canvas.data import CanvasData
from desktop.canvas.index import LaneIndex, columns_between
from desktop.canvas.widget import TimelineCanvas
from desktop.live import LiveTimeline
from desktop.panels.timeline import extent
from tests.benchmarks import method, peers
from tests.benchmarks.method import WALL
from tests.benchmarks.report import Row, least, most
from tests.benchmarks.stage import HEIGHT, WIDTH, Stage
from tests.benchmarks.suite import K10, K100, M1, benchmark, short

STEPS = 60
SHARE = 0.8
"""Of all days, what a frame shows that is panned full-out."""
PYQTGRAPH = {K10: 1 / 1.5, K100: 1 / 5, M1: 1 / 20}
"""How the canvas compares, at most: 1.5, 5 and 20 times as fast."""


class Shown:
    """A canvas of its own window with all events of a timeline in 400 lanes."""

    def __init__(self, stage: Stage, size: int, by: str = "counterpart") -> None:
        live = stage.live(size)
        self.data = arrange(live, by, "family")
        self.axis = TimeAxis()
        self.axis.set_limits(*extent(live.columns))
        self.axis.show_all()
        self.whole = self.axis.span
        self.dense = float(np.quantile(live.columns.start_lo[live.columns.start_lo > 0], 0.8))
        self.canvas = TimelineCanvas(self.axis, titles(live))
        self.canvas.resize(WIDTH, HEIGHT)
        self.canvas.set_index(LaneIndex(self.data))
        self.canvas.show()
        stage.drain()

    def pan(self) -> Callable[[], None]:
        """Return a function that draws one frame of a pan to and fro, nearly everything shown."""
        self.axis.set_view(self.axis.lowest, self.axis.lowest + SHARE * self.whole)
        step = self.whole * (1 - SHARE) / STEPS
        days = iter(_to_and_fro(step))

        def frame() -> None:
            self.axis.pan(next(days))
            self._draw()

        return frame

    def frame(self, first: float, last: float) -> None:
        """Draw some days."""
        self.axis.set_view(first, last)
        self._draw()

    def _draw(self) -> None:
        """Draw at once what the moved axis marked, and the picture: the scroll bar beside it need not be drawn."""
        self.canvas.repaint(QRect(QPoint(0, 0), self.canvas.picture.size))

    def around(self, span: float) -> Callable[[], None]:
        """Return a function that draws so many days around where events are dense."""
        return lambda: self.frame(self.dense - span / 2, self.dense + span / 2)


def titles(live: LiveTimeline) -> Callable[[Sequence[int]], list[str]]:
    """Return what fetches titles by row, as the Timeline page does."""

    def fetch(rows: Sequence[int]) -> list[str]:
        ids = live.columns.ids[list(rows)].tolist()
        with live.reading() as connection:
            marks = ",".join("?" * len(ids))
            found = dict(connection.execute(f"SELECT id, title FROM event WHERE id IN ({marks})", ids))
        return [found.get(event, "") for event in ids]

    return fetch


def _to_and_fro(step: float) -> Iterator[float]:
    while True:
        yield from [step] * STEPS
        yield from [-step] * STEPS


@benchmark("canvas.full", "canvas.scene")
def full(stage: Stage, size: int) -> Iterator[Row]:
    """Panning nearly everything: against a blit, pyqtgraph, and items of a scene."""
    shown, name = Shown(stage, size), short(size)
    blit = peers.Blit()
    blit.show()
    stage.drain()
    found = method.pairs(
        shown.pan(), blit.repaint, count=stage.rounds, clock=WALL, repeat=STEPS, base_repeat=STEPS
    )
    workload = f"pan full-out, 400 lanes, {name}: mean frame"
    yield Row.of(
        f"canvas.full.{name}", workload, found, "blit of a full image", most(4.5), "with the screen's copy"
    )
    frame = shown.pan()
    times = method.each(iter([frame] * (2 * STEPS)))
    median, late = np.quantile(times, [0.5, 0.95]).tolist()
    yield Row(f"canvas.frame.{name}", "the same: median frame", median, targets=most(ms=4))
    yield Row(f"canvas.frame.p95.{name}", "the same: 95th percentile", late, targets=most(ms=16))
    if size == M1 and "canvas.full.10k" in stage.figures:
        smaller = stage.figures["canvas.full.10k"]
        yield Row(
            "canvas.full.1M/10k",
            "mean frame, 1M to 10k",
            found.ms,
            "10k",
            smaller,
            found.ms / smaller,
            targets=most(1.3),
        )
    yield from _against_pyqtgraph(stage, shown, name, size)
    if size <= K100:
        yield from _against_scene(stage, shown, name)


def _against_pyqtgraph(stage: Stage, shown: Shown, name: str, size: int) -> Iterator[Row]:
    peer = peers.Pyqtgraph(shown.data, SHARE * shown.whole)
    peer.widget.show()
    stage.drain()
    days = iter(range(1, 1 << 20))
    low = shown.axis.lowest
    found = method.pairs(
        shown.pan(),
        lambda: peer.look_at(low + 7 * next(days) % 5000),
        count=stage.rounds,
        repeat=STEPS,
        base_repeat=3,
    )
    yield Row.of(f"canvas.full.pg.{name}", "the same", found, "pyqtgraph BarGraphItem", most(PYQTGRAPH[size]))
    peer.widget.close()


def _against_scene(stage: Stage, shown: Shown, name: str) -> Iterator[Row]:
    peer = peers.Scene(shown.data, SHARE * shown.whole)
    peer.show()
    stage.drain()
    days = iter(range(1, 1 << 20))
    low = shown.axis.lowest
    found = method.pairs(
        shown.pan(),
        lambda: peer.look_at(low + 7 * next(days) % 5000),
        count=stage.rounds,
        repeat=STEPS,
        base_repeat=3,
    )
    yield Row.of(f"canvas.scene.{name}", "the same", found, "QGraphicsScene rectangles", most(1 / 4))
    peer.close()


@benchmark("canvas.bars", sizes=(K10,))
def bars(stage: Stage, size: int) -> Iterator[Row]:
    """Panning where events are drawn singly with labels, laid out anew every few frames."""
    shown = Shown(stage, size, "mechanism")
    span = 0.04 * shown.whole
    step = span / 40
    day = shown.dense - span

    def frames(draw: Callable[[float], None]) -> Callable[[], None]:
        days = iter(_to_and_fro(step))
        at = day

        def frame() -> None:
            nonlocal at
            at += next(days)
            draw(at)

        return frame

    every = titles(stage.live(size))(shown.data.rows.tolist())
    scene = peers.Scene(shown.data, span, every)
    scene.show()
    stage.drain()
    ours = frames(lambda at: shown.frame(at, at + span))
    found = method.pairs(ours, frames(scene.look_at), count=stage.rounds, repeat=40, base_repeat=8)
    marks, labels = shown.canvas.counters.marks, shown.canvas.counters.labels
    note = f"{marks} marks, {labels} labels in the last frame"
    yield Row.of(
        "canvas.bars",
        "pan a few years drawn singly, with labels, 10k",
        found,
        "QGraphicsScene + text",
        most(1 / 5),
        note,
    )


@benchmark("canvas.zoom", "canvas.single", "canvas.jump")
def zoom(stage: Stage, size: int) -> Iterator[Row]:
    """Zooming from everything to 20 days: quick in every frame, and never by drawing nothing."""
    shown, name = Shown(stage, size), short(size)
    spans = np.geomspace(shown.whole, 20, 102)
    drawn: list[tuple[int, int]] = []

    def frame(span: float) -> Callable[[], None]:
        def draw() -> None:
            shown.around(span)()
            drawn.append((shown.canvas.counters.marks, shown.canvas.counters.labels))

        return draw

    method.each(frame(span) for span in spans.tolist())
    drawn.clear()
    late = float(np.quantile(method.each(frame(span) for span in spans.tolist()), 0.95))
    blit = peers.Blit()
    blit.show()
    stage.drain()
    base = float(np.median(method.each(iter([blit.repaint] * 50))))
    bare = sum(not marks or not labels for marks, labels in drawn[-34:])
    yield Row(f"canvas.zoom.{name}", f"zoom all to 20 days, {name}: 95th percentile", late, "blit", base, late / base,
              targets=most(ms=12 if size < M1 else 16))  # fmt: skip
    yield Row(
        f"canvas.zoom.drawn.{name}",
        "frames of its last third without marks or labels",
        value=bare,
        targets=most(value=0),
    )
    marks, labels = drawn[-1]
    yield Row(f"canvas.single.{name}", "single events drawn, zoomed in to 20 days", value=marks, targets=least(1),
              note=f"{labels} labels")  # fmt: skip
    days = np.random.default_rng(1).uniform(shown.axis.lowest, shown.axis.highest, 60)
    late = float(np.quantile(method.each(_jump(shown, day) for day in days.tolist()), 0.95))
    yield Row(f"canvas.jump.{name}", "jumps to anywhere, a year shown: 95th percentile", late, "blit", base,
              late / base, targets=most(ms=16))  # fmt: skip


def _jump(shown: Shown, day: float) -> Callable[[], None]:
    return lambda: shown.frame(day, day + 365)


@benchmark("canvas.filter", "canvas.index")
def filtering(stage: Stage, size: int) -> Iterator[Row]:
    """Rebuilding the canvas's index for a mask."""
    shown, name = Shown(stage, size), short(size)
    held = stage.live(size).columns
    mask = np.random.default_rng(1).random(len(held)) < 0.5
    columns = (held.start_lo, held.start_hi, held.end_lo, held.end_hi, held.mechanism, held.status)
    picture = shown.canvas.picture

    def filtered() -> None:
        picture.set_index(picture.index.masked(mask))

    def sort() -> np.ndarray:
        return np.argsort(held.start_hi)

    base = "numpy argsort of one column"
    found = method.pairs(filtered, sort, count=stage.rounds)
    yield Row.of(
        f"canvas.filter.{name}",
        f"canvas index under a filter, {name}",
        found,
        base,
        (*most(0.4), *most(ms=30)),
    )
    found = method.pairs(filtered, lambda: [each[mask] for each in columns], count=stage.rounds)
    yield Row.of(f"canvas.filter.mask.{name}", "the same", found, "numpy mask of six columns")
    found = method.pairs(lambda: picture.set_index(LaneIndex(shown.data)), sort, count=min(3, stage.rounds))
    yield Row.of(f"canvas.index.{name}", f"canvas index built from nothing, {name}", found, base)


@benchmark("canvas.edit")
def editing(stage: Stage, size: int) -> Iterator[Row]:
    """One event in another lane and on another day, against building the index anew."""
    shown, name = Shown(stage, size), short(size)
    old = shown.canvas.picture.index
    at, there = len(old.data.rows) // 3, len(old.data.rows) // 2
    splice = Splice.of(len(old.data.rows), [at], [there])
    arrays = {each.name: getattr(old.data, each.name) for each in fields(old.data)}
    moved = {
        key: splice.applied(array, [array[there]])
        for key, array in arrays.items()
        if isinstance(array, np.ndarray)
    }
    data = CanvasData(**{**arrays, **moved, "rows": np.arange(len(old.data.rows), dtype=np.int32)})
    found = method.pairs(
        lambda: old.exchanged(data, splice, splice), lambda: LaneIndex(data), count=stage.rounds
    )
    yield Row.of(f"canvas.edit.{name}", f"one event moved in the canvas index, {name}", found, "index built anew",
                 most(0.25) if size == M1 else ())  # fmt: skip


@benchmark("canvas.exact", sizes=(K10, K100))
def exact(stage: Stage, size: int) -> Iterator[Row]:
    """The density of every pixel column against counting one by one; labels against each other."""
    shown, name = Shown(stage, size), short(size)
    index = shown.canvas.picture.index
    wrong = overlaps = 0
    numbers = np.random.default_rng(2)
    for _ in range(40):
        lane = int(numbers.integers(index.lanes))
        first = float(numbers.uniform(shown.axis.lowest, shown.axis.highest))
        edges = np.linspace(first, first + float(numbers.choice([60.0, 900.0, 9000.0])), 301)
        for band, placed in ((False, index.precise), (True, index.band)):
            a, b = int(placed.offsets[lane]), int(placed.offsets[lane + 1])
            lo, hi = placed.lo[a:b, None], placed.hi[a:b, None]
            truth = ((lo < np.ceil(edges[1:])) & (hi >= np.floor(edges[:-1]))).sum(axis=0)
            wrong += int(np.count_nonzero(truth != index.density(band, lane, columns_between(edges))))
        shown.frame(first, first + float(edges[-1] - first))
        overlaps += _overlaps(shown.canvas)
    yield Row(
        f"canvas.exact.{name}",
        "pixel columns whose density is not the brute count",
        value=wrong,
        targets=most(value=0),
    )
    yield Row(f"canvas.labels.{name}", "labels that overlap, 40 views", value=overlaps, targets=most(value=0))


def _overlaps(canvas: TimelineCanvas) -> int:
    ink = canvas.picture.__dict__["_ink"]
    left = float(canvas.picture.view.origin - ink.layout.base)
    boxes = sorted((y, x, room) for x, y, _, room in ink.label_boxes(left, left + canvas.picture.view.width))
    return sum(
        y == next_y and x + room > next_x + 0.5 for (y, x, room), (next_y, next_x, _) in pairwise(boxes)
    )
