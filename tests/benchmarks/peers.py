"""Floors and peers: the simplest thing that could be done, and how others draw the same."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QTableView,
    QWidget,
)

from desktop.canvas.data import CanvasData
from tests.benchmarks.stage import HEIGHT, WIDTH

Days = NDArray[np.float64]
_NOWHERE = QModelIndex()


def drawn_days(data: CanvasData) -> tuple[Days, Days]:
    """First and last drawn day of each placement, as doubles; open ends are the day that is known."""
    lo = np.where(data.start_lo < 0, data.start_hi, data.start_lo).astype(float)
    hi = np.where(data.end_hi > 3_652_060, lo, data.end_hi).astype(float)
    known = (lo > 0) & (lo < 3_652_060)
    return lo[known], np.maximum(hi[known], lo[known]) + 1


class Blit(QWidget):
    """The floor of a frame: one full image copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(WIDTH, HEIGHT)
        self._image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        self._image.fill(QColor("#f0f0f0"))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        try:
            painter.drawImage(0, 0, self._image)
        finally:
            painter.end()


class Scene(QGraphicsView):
    """A timeline as QGraphicsScene items: a rectangle per placement, with `titles` a text beside each."""

    def __init__(self, data: CanvasData, span: float, titles: Sequence[str] | None = None) -> None:
        super().__init__()
        self.resize(WIDTH, HEIGHT)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        lo, hi = drawn_days(data)
        self._scale = WIDTH / span
        lanes = len(data.lane_labels)
        height = max(4.0, (HEIGHT - 40) / max(lanes, 1))
        scene = QGraphicsScene(self)
        brushes = [QBrush(QColor.fromHsv(i * 40, 120, 200)) for i in range(9)]
        pen = QPen(Qt.PenStyle.NoPen)
        self._origin = float(lo.min())
        rows = zip(lo.tolist(), hi.tolist(), data.lane.tolist(), data.colour.tolist(), strict=False)
        for place, (first, last, lane, colour) in enumerate(rows):
            item = QGraphicsRectItem(
                (first - self._origin) * self._scale, lane * height, (last - first) * self._scale, height - 2
            )
            item.setPen(pen)
            item.setBrush(brushes[colour])
            scene.addItem(item)
            if titles is not None:
                text = QGraphicsSimpleTextItem(titles[place])
                text.setPos((last - self._origin) * self._scale + 4, lane * height)
                scene.addItem(text)
        self.setScene(scene)

    def look_at(self, day: float) -> None:
        """Scroll so that a day is at the left edge, and draw."""
        self.horizontalScrollBar().setValue(round((day - self._origin) * self._scale))
        self.viewport().repaint()


class Pyqtgraph:
    """A timeline as one pyqtgraph BarGraphItem, one colour, no labels."""

    def __init__(self, data: CanvasData, span: float) -> None:
        import pyqtgraph

        lo, hi = drawn_days(data)
        self._span = span
        self.widget = pyqtgraph.PlotWidget()
        self.widget.resize(WIDTH, HEIGHT)
        lane = data.lane[: len(lo)].astype(float)
        self.widget.addItem(
            pyqtgraph.BarGraphItem(
                x0=lo, x1=hi, y0=lane, height=np.full(len(lo), 0.8), brush="#4477aa", pen=None
            )
        )
        self.widget.setYRange(0, max(1, len(data.lane_labels)), padding=0)

    def look_at(self, day: float) -> None:
        """Show the span from a day on, and draw."""
        self.widget.setXRange(day, day + self._span, padding=0)
        self.widget.viewport().repaint()


class Rows(QAbstractTableModel):
    """A model over a list of rows of text, as a program in Python has it."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows[0])

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        return self._rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class ProxyTable(QTableView):
    """A table as Qt's own proxy filters and sorts it, over a model that has all texts at hand."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self.resize(WIDTH, HEIGHT)
        self._source = Rows(rows)
        self._proxy = QSortFilterProxyModel()
        self._proxy.setSourceModel(self._source)
        self._proxy.setFilterKeyColumn(-1)
        self.setModel(self._proxy)
        self.verticalHeader().hide()
        self.setWordWrap(False)

    def filter(self, text: str) -> None:
        """Show rows with a text in any column, and draw."""
        self._proxy.setFilterFixedString(text)
        self.viewport().repaint()

    def order(self, column: int) -> None:
        """Sort anew by a column, and draw."""
        self._proxy.sort(-1)
        self._proxy.sort(column)
        self.viewport().repaint()


class NaiveChart:
    """The chart as most would draw it: everything cleared, a bar patch each, legend and annotations, drawn whole."""

    def __init__(self, edges: Days) -> None:
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
        from matplotlib.figure import Figure

        self.figure = Figure(dpi=96)
        self.canvas = FigureCanvasQTAgg(self.figure)
        self.canvas.resize(WIDTH, 340)
        self._edges = edges

    def draw(self, groups: NDArray[np.float64]) -> None:
        """Draw groups × bins of counts."""
        self.figure.clear()
        axes = self.figure.add_subplot()
        left, width = self._edges[:-1], np.diff(self._edges)
        foot = np.zeros(len(left))
        for number, counts in enumerate(groups):
            axes.bar(left, counts, width, bottom=foot, align="edge", label=f"Group {number}")
            foot += counts
        axes.plot(left, np.convolve(foot, np.ones(5) / 5, mode="same"))
        for place in range(0, len(left), max(1, len(left) // 8)):
            at = (left[place], foot[place])
            axes.annotate(
                "note", at, xytext=(8, 12), textcoords="offset points", arrowprops={"arrowstyle": "->"}
            )
        axes.legend()
        self.canvas.draw()
        self.canvas.repaint()


class PyqtgraphChart:
    """The chart as a pyqtgraph program has it: a BarGraphItem per group, a line, and labels, set to other values."""

    def __init__(self, edges: Days, groups: NDArray[np.float64]) -> None:
        import pyqtgraph

        self.widget = pyqtgraph.PlotWidget()
        self.widget.resize(WIDTH, 340)
        self._left, width = edges[:-1], np.diff(edges)
        self._bars = [
            pyqtgraph.BarGraphItem(
                x0=self._left, width=width, y0=np.zeros(len(width)), height=np.zeros(len(width)), pen=None,
                brush=QColor.fromHsv(number * 40, 120, 200),
            )
            for number in range(len(groups))
        ]  # fmt: skip
        for bars in self._bars:
            self.widget.addItem(bars)
        self._line = self.widget.plot(self._left, np.zeros(len(width)), pen="k")
        for place in range(8):
            label = pyqtgraph.TextItem(f"note {place}", anchor=(0, 1))
            label.setPos(float(self._left[len(width) * place // 8]), float(groups.sum(axis=0).max()) * 0.9)
            self.widget.addItem(label)
        self.widget.setYRange(0, float(groups.sum(axis=0).max()))

    def draw(self, groups: NDArray[np.float64]) -> None:
        """Draw groups × bins of counts."""
        tops = np.cumsum(groups, axis=0)
        for bars, counts, top in zip(self._bars, groups, tops, strict=True):
            bars.setOpts(y0=top - counts, height=counts)
        self._line.setData(self._left, np.convolve(tops[-1], np.ones(5) / 5, mode="same"))
        self.widget.viewport().repaint()
