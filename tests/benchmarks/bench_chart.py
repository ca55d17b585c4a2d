"""The frequency chart on screen, and the counts behind it."""

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np

from db.plots.frequency import frequency
from db.stats.counts import count
from db.stats.frequency import Frequency
from db.stats.frequency import frequency as count_frequency
from db.stats.units import Groups, Units
from desktop.axis import TimeAxis
from desktop.theme import LIGHT
from tests.benchmarks import method, peers
from tests.benchmarks.report import Row, most
from tests.benchmarks.stage import WIDTH, Stage
from tests.benchmarks.suite import ALL_SIZES, K100, M1, benchmark, short

FIRST, LAST = date(1966, 1, 1).toordinal(), date(2026, 1, 1).toordinal()
"""240 quarters."""
GROUPS = 8


def _frequency(stage: Stage, every: int) -> Frequency:
    columns = stage.live(K100).columns
    rows = np.arange(0, len(columns), every)
    names = tuple(f"Group {number}" for number in range(GROUPS))
    groups = Groups(names, (columns.type[rows] % GROUPS).astype(np.int32))
    units = Units(columns.start_lo[rows], columns.start_hi[rows])
    return count_frequency(units, by="quarter", groups=groups, first=FIRST, last=LAST)


@benchmark("chart.", sizes=(K100,))
def chart(stage: Stage, _size: int) -> Iterator[Row]:
    """240 bins × 8 groups: another result, drawn whole, moved with the axis, and a brush dragged over it."""
    from desktop.panels.chart_canvas import ChartCanvas

    stage.application()
    axis = TimeAxis()
    axis.set_limits(FIRST - 400, LAST + 400)
    axis.set_view(FIRST, LAST)
    canvas = ChartCanvas(axis, LIGHT)
    canvas.resize(WIDTH, 340)
    canvas.show()
    results = [_frequency(stage, 1), _frequency(stage, 1)]
    smaller = _frequency(stage, 2)
    naive = peers.NaiveChart(results[0].bins.edges.astype(float))
    naive.canvas.show()
    canvas.show_result(results[0], [])
    stage.drain()
    base = "naive ax.bar, legend, annotations"
    turn = iter(range(1 << 20))

    def peer() -> None:
        naive.draw(results[0].expected)

    def same_scale() -> None:
        canvas.show_result(results[next(turn) % 2], [])
        canvas.repaint()

    def other_scale() -> None:
        canvas.show_result((results[0], smaller)[next(turn) % 2], [])
        canvas.draw()
        canvas.repaint()

    def pan() -> None:
        axis.pan(30 if next(turn) % 20 < 10 else -30)
        canvas.repaint()

    found = method.pairs(same_scale, peer, count=stage.rounds, repeat=5)
    yield Row.of("chart.update", "another result, same scale, painted", found, base, most(0.025))
    yield _against_pyqtgraph(stage, same_scale, results[0])
    found = method.pairs(other_scale, peer, count=stage.rounds, repeat=3)
    yield Row.of(
        "chart.full", "another scale, drawn whole, painted", found, base, (*most(0.10), *most(ms=80))
    )
    before = canvas.wholes
    found = method.pairs(pan, peer, count=stage.rounds, repeat=20)
    yield Row.of("chart.pan", "one frame of a pan", found, base, most(ms=16))
    yield Row(
        "chart.pan.wholes",
        "charts drawn whole during the pans",
        value=canvas.wholes - before,
        targets=most(value=0),
    )
    yield from _brushing(stage, canvas)
    canvas.close()
    naive.canvas.close()


def _against_pyqtgraph(stage: Stage, work: Callable[[], None], result: Frequency) -> Row:
    peer = peers.PyqtgraphChart(result.bins.edges.astype(float), result.expected)
    peer.widget.show()
    stage.drain()
    found = method.pairs(
        work, lambda: peer.draw(result.expected), count=stage.rounds, repeat=5, base_repeat=5
    )
    peer.widget.close()
    return Row.of(
        "chart.pg", "another result, same scale, painted", found, "pyqtgraph: bars, line, labels", most(1.25)
    )


def _brushing(stage: Stage, canvas: object) -> Iterator[Row]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    assert isinstance(canvas, QWidget)
    empty = FigureCanvasAgg(Figure(figsize=(WIDTH / 96, 340 / 96), dpi=96))
    turn = iter(range(1 << 20))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(400, 150))

    def move() -> None:
        QTest.mouseMove(canvas, QPoint(500 + next(turn) % 300, 150))
        canvas.repaint()

    found = method.pairs(move, empty.draw, count=stage.rounds, repeat=20, base_repeat=5)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(400, 150))
    yield Row.of("chart.cursor", "a brush dragged by a pixel", found, "draw() of an empty figure", most(3.0))


@benchmark("counts.", sizes=ALL_SIZES)
def counting(stage: Stage, size: int) -> Iterator[Row]:
    """Certain, expected and possible per month of all events, against counting their first days."""
    name = "1m" if size == M1 else short(size)
    live = stage.live(size)
    columns = live.columns
    units = Units(columns.start_lo, columns.start_hi)
    edges = np.array(
        [date(1949 + month // 12, month % 12 + 1, 1).toordinal() for month in range(12 * 77 + 1)]
    )
    month_of = np.searchsorted(edges, np.arange(edges[0], edges[-1]), side="right") - 1

    def first_days() -> np.ndarray:
        days = np.clip(columns.start_lo, edges[0], edges[-1] - 1) - edges[0]
        return np.bincount(month_of[days], minlength=len(edges) - 1)

    base, targets = "numpy.bincount of first days", (*most(3.0), *most(ms=50))
    found = method.pairs(lambda: count(units, edges), first_days, count=stage.rounds, repeat=3, base_repeat=3)
    yield Row.of(
        f"counts.{name}",
        f"three counts in 924 months, {short(size)}",
        found,
        base,
        targets if size == M1 else (),
    )
    groups = Groups(tuple(map(str, range(GROUPS))), (columns.type % GROUPS).astype(np.int32))

    def crossed() -> np.ndarray:
        days = np.clip(columns.start_lo, edges[0], edges[-1] - 1) - edges[0]
        return np.bincount(month_of[days] * GROUPS + groups.code, minlength=(len(edges) - 1) * GROUPS)

    found = method.pairs(
        lambda: count(units, edges, groups), crossed, count=stage.rounds, repeat=3, base_repeat=3
    )
    yield Row.of(f"counts.groups.{name}", "the same in 8 groups", found, base, targets if size == M1 else ())
    everything = np.arange(len(columns), dtype=np.int32)
    with live.reading() as connection:
        found = method.pairs(
            lambda: frequency(connection, columns, everything, by="month", group="type"),
            crossed,
            count=stage.rounds,
        )
    yield Row.of(f"counts.frequency.{name}", "all of a plot's numbers: statuses, sets, types", found, base)
