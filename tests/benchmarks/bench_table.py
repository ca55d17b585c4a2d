"""The event table against Qt's own proxy model over a model that holds everything."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from db.filters import parse
from desktop.axis import TimeAxis
from desktop.browse import Browse
from desktop.desk import Desk
from desktop.models.table_columns import PLACES
from desktop.panels.table import TablePanel
from tests.benchmarks import method, peers
from tests.benchmarks.child import FirstPaint
from tests.benchmarks.method import CPU, WALL
from tests.benchmarks.report import Row, most
from tests.benchmarks.stage import HEIGHT, WIDTH, Stage
from tests.benchmarks.suite import K100, benchmark, short

RARE, COMMON = "giquaprelem", "exchanged"


class Paints(QObject):
    """Calls back whenever a widget is about to be drawn."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() == QEvent.Type.Paint:
            self._then()
        return False


class Shown:
    """A table of its own window."""

    def __init__(self, stage: Stage, size: int) -> None:
        self._stage = stage
        self._drawn = True
        live = stage.live(size)
        self.browse = Browse(live)
        self.panel = TablePanel(Desk(live, self.browse, TimeAxis()))
        self.panel.resize(WIDTH, HEIGHT)
        self.panel.model.reordered.connect(self._on_reordered)
        self._paints = Paints(self.panel.view.viewport(), self._on_painted)
        painted: list[bool] = []
        FirstPaint(self.panel.view.viewport(), lambda: painted.append(True))
        self.panel.show()
        stage.until(lambda: painted)

    def repaint(self) -> None:
        """Draw what is shown."""
        self.panel.view.viewport().repaint()

    def scroll(self, share: float) -> None:
        """Show the rows at a share of the whole, and draw."""
        bar = self.panel.view.verticalScrollBar()
        bar.setValue(round(bar.maximum() * share))
        self.repaint()

    def settle(self) -> None:
        """Let Qt draw what it has still to draw."""
        self._stage.drain(0.02)

    def statements(self, shares: Iterable[float]) -> list[int]:
        """Return how many queries each frame asks of the file, jumping to these shares of the whole."""
        asked: list[str] = []
        found: list[int] = []
        with self.browse.live.reading() as connection:  # the one connection that this thread gets every time
            connection.set_trace_callback(asked.append)
        for share in shares:
            asked.clear()
            self.scroll(share)
            found.append(sum(statement.lstrip().startswith(("SELECT", "WITH")) for statement in asked))
        with self.browse.live.reading() as connection:
            connection.set_trace_callback(None)
        return found

    def _on_reordered(self) -> None:
        self._drawn = False

    def _on_painted(self) -> None:
        self._drawn = True

    def _draw(self) -> None:
        """Draw what is shown, unless Qt has done so since the order changed."""
        if not self._drawn:
            self.repaint()

    def sort(self, key: str, *, descending: bool = False) -> None:
        """Sort as a click on a heading does, wait for the order, and draw."""
        view = self.panel.view
        order = view.horizontalHeader().sortIndicatorOrder().__class__
        wanted = order.DescendingOrder if descending else order.AscendingOrder
        view.sortByColumn(PLACES[key], wanted)
        self._stage.until(lambda: not self.panel.model.busy)
        self._draw()

    def filter(self, text: str) -> None:
        """Show what passes a filter, wait for the answer, and draw."""
        self.browse.set_filter(parse(text))
        self._stage.until(lambda: not self.browse.busy)
        self._draw()


@benchmark("table.first", "table.end", "table.scroll", "table.queries", "table.sort", "table.filter")
def table(stage: Stage, size: int) -> Iterator[Row]:
    """First paint, scrolling, sorting and filtering."""
    name = short(size)
    stage.live(size)
    firsts = [method.timed(lambda: Shown(stage, size), WALL) for _ in range(4)][1:]
    yield Row(
        f"table.first.{name}", f"table of {name} made and painted", sorted(firsts)[1], targets=most(ms=50)
    )
    shown = Shown(stage, size)
    yield from _scrolling(stage, shown, name)
    yield from _sorting(stage, shown, name)
    yield from _filtering(stage, shown, name)
    if size == K100:
        yield from _against_proxy(stage, shown)
    shown.panel.close()


def _scrolling(stage: Stage, shown: Shown, name: str) -> Iterator[Row]:
    ends = method.each(iter([_at(shown, 1.0 - 0.001 * place) for place in range(20)]), CPU)
    yield Row(f"table.end.{name}", "jump to the end, page not in memory", float(ends[0]), targets=most(ms=16))
    shares = iter([((place * 7919) % 1000) / 1000 for place in range(1, 1 << 16)])
    found = method.pairs(
        lambda: shown.scroll(next(shares)), shown.repaint, count=stage.rounds, repeat=10, base_repeat=10
    )
    yield Row.of(
        f"table.scroll.{name}",
        "random jump, page not in memory",
        found,
        "repaint of the same table",
        most(2.0),
    )

    asked = shown.statements(((place * 6101) % 997) / 997 for place in range(60))
    yield Row(
        f"table.queries.{name}", "most queries of one frame, jumping", value=max(asked), targets=most(value=2)
    )


def _at(shown: Shown, share: float) -> Callable[[], None]:
    return lambda: shown.scroll(share)


def _sorting(stage: Stage, shown: Shown, name: str) -> Iterator[Row]:
    turns = iter([True, False] * 100)
    ms = method.each(iter([lambda: shown.sort("date", descending=next(turns))] * stage.rounds), CPU)
    yield Row(
        f"table.sort.{name}", "sort by date, painted", float(sorted(ms)[len(ms) // 2]), targets=most(ms=500)
    )
    first = method.timed(lambda: shown.sort("title"), CPU)
    yield Row(
        f"table.sort.title.{name}", "sort by title for the first time, painted", first, targets=most(ms=500)
    )
    shown.sort("date")


def _filtering(stage: Stage, shown: Shown, name: str) -> Iterator[Row]:
    for kind, word, bound in (("rare", RARE, 2.2), ("common", COMMON, 3.0)):

        def work(word: str = word) -> float:
            shown.filter("")
            shown.settle()
            return method.timed(lambda: shown.filter(word), CPU)

        found = method.paired(work, lambda: method.timed(shown.repaint, CPU), count=stage.rounds)
        rows = len(shown.browse.rows)
        shown.filter("")
        yield Row.of(f"table.filter.{kind}.{name}", f"text filter to painted table ({rows:,} rows)", found,
                     "repaint of the same table", most(bound))  # fmt: skip


def _against_proxy(stage: Stage, shown: Shown) -> Iterator[Row]:
    live = stage.live(K100)
    with live.reading() as connection:
        rows = connection.execute("SELECT edtf, title, summary, place FROM event ORDER BY sort_lo").fetchall()
    peer = peers.ProxyTable(rows)
    peer.show()
    stage.drain()
    turns = iter([True, False] * 1000)
    words = iter([RARE, "Talks"] * 1000)

    def sort() -> float:
        return method.timed(lambda: shown.sort("date", descending=next(turns)), WALL)

    def filter_() -> float:
        shown.filter("")
        return method.timed(lambda: shown.filter(RARE), WALL)

    found = method.paired(
        sort, lambda: method.timed(lambda: peer.order(0), WALL), count=1 if stage.quick else 3
    )
    yield Row.of(
        "table.sort.proxy",
        "sort 100k by date, painted",
        found,
        "QSortFilterProxyModel, Python model",
        most(1 / 20),
    )
    found = method.paired(
        filter_, lambda: method.timed(lambda: peer.filter(next(words)), WALL), count=1 if stage.quick else 3
    )
    yield Row.of(
        "table.filter.proxy",
        "filter 100k by a word, painted",
        found,
        "QSortFilterProxyModel, Python model",
        most(1 / 20),
    )
    peer.close()
