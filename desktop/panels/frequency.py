"""The frequency panel: how often what passes the filter happened, on the timeline's own time axis."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from db.arrays.columns import EventColumns
from db.errors import Problem
from db.history import Changes
from db.stats.bins import BinError, auto_by
from desktop import settings
from desktop.canvas.data import ContextBand
from desktop.desk import Desk
from desktop.live import LiveTimeline
from desktop.look import theme_for
from desktop.panels.charts_uses import GROUPS, RULES
from desktop.tasks import Newest, Task
from desktop.widgets.elided_label import ElidedLabel
from desktop.wording import PlainLabel, plain_tip, tr

if TYPE_CHECKING:
    from db.stats.frequency import Frequency
    from desktop.panels.chart_canvas import ChartCanvas

AUTO = "auto"
WIDTHS = (AUTO, "day", "week", "month", "quarter", "half", "year")
GROUPED = ("none", "counterpart", "country", "family", "type", "mechanism", "status")

_MOST_COMPARED = 20_000  # events among which the caption looks for meetings reported twice
_WORDS = {
    AUTO: "Auto",
    "day": "Day",
    "week": "Week",
    "month": "Month",
    "quarter": "Quarter",
    "half": "Half year",
    "year": "Year",
}
_TABLES = ("event", "participation", "actor", "country", "mechanism", "term", "context", "event_term")
"""Tables whose changes may alter the picture."""
_DEBOUNCE_MS = 40
_BIN_PIXELS = 22  # the bar width that automatic bins aim at


class FrequencyPanel(QWidget):
    """Counts in the pool whatever the desk shows, newest request only, and waits while it is hidden."""

    span_brushed = Signal(int, int)
    """First day, and the day after the last, of a span dragged over."""
    shown = Signal()
    """A new result is on the chart."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale = True
        self._painted = False
        self._margins = 96, 0
        self._by = ""
        self._asked = self._what()
        """What was counted last, or is being counted."""
        self.chart: ChartCanvas | None = None
        self.frequency: Frequency | None = None
        """The result on the chart, for export."""
        self.contexts: Sequence[ContextBand] = ()
        self._choices = {
            "by": _choice(tr("Width of the bins"), WIDTHS, _WORDS),
            "unit": _choice(tr("What counts as one"), tuple(RULES), RULES),
            "group": _choice(tr("Groups of the bars"), GROUPED, GROUPS),
        }
        self._caption = ElidedLabel()
        self._caption.setAccessibleName(tr("Caption of the frequency chart"))
        self._arrange()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_DEBOUNCE_MS)
        self._count = Newest(self)
        self._connect()

    @property
    def by(self) -> str:
        """The width of the bins; the automatic choice is made for what the axis shows."""
        chosen = self._choices["by"].currentData()
        return self._auto_by() if chosen == AUTO else chosen

    @property
    def unit(self) -> str:
        """The counting rule."""
        return self._choices["unit"].currentData()

    @property
    def group(self) -> str:
        """What the bars are grouped by."""
        return self._choices["group"].currentData()

    @property
    def message(self) -> str:
        """The caption, or why there is no picture."""
        return self._caption.text()

    def choose(self, name: str, value: str) -> None:
        """Choose `by`, `unit` or `group` as the user would."""
        box = self._choices[name]
        box.setCurrentIndex(box.findData(value))

    def set_margins(self, left: int, right: int) -> None:
        """Let the time axis stand where the canvas's does: so many pixels from the left and the right edge."""
        self._margins = left, right
        self._caption.setIndent(max(left, 8))
        if self.chart is not None:
            self.chart.set_margins(left, right)

    # --- Qt overrides ---

    def sizeHint(self) -> QSize:
        return QSize(720, 260)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and self.chart is not None:
            self._later.start(_DEBOUNCE_MS)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._load)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.chart is not None:
            self.chart.set_theme(theme_for(self.palette()))

    # --- slots ---

    def _on_rows_changed(self) -> None:
        columns, rows, wanted = self._what()
        if columns.ids is not self._asked[0].ids:
            self._count_at_once()
        elif wanted != self._asked[2] or not np.array_equal(rows, self._asked[1]):
            self._mark()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_TABLES) and self._asked[0] is not self._desk.live.columns:
            self._count_at_once()

    def _on_chosen(self) -> None:
        for name, box in self._choices.items():
            settings.remember(f"frequency/{name}", box.currentData())
        self._mark()

    def _on_settled(self) -> None:
        if self._by and self.by != self._by:
            self._mark()

    def _on_loaded(self, _nothing: object) -> None:
        from desktop.panels.chart_canvas import ChartCanvas

        self.chart = ChartCanvas(self._desk.axis, theme_for(self.palette()), self)
        self.chart.setAccessibleName(tr("Exchange frequency"))
        self.chart.set_margins(*self._margins)
        self.chart.brushed.connect(self.span_brushed)
        self._column.replaceWidget(self._place, self.chart)
        self._place.deleteLater()
        self._ask()

    def _on_counted(self, result: "tuple[Frequency, Sequence[ContextBand]]") -> None:
        if self.chart is None:
            return
        self.frequency, self.contexts = result
        self._caption.show_text(self.frequency.caption)
        self.chart.setAccessibleDescription(self.frequency.caption)
        self.chart.show_result(self.frequency, self.contexts)
        self.shown.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, (Problem, BinError)):
            raise error
        self._caption.show_text(str(error))

    # --- helpers ---

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for name, label in (("by", tr("&Bins")), ("unit", tr("Cou&nt")), ("group", tr("&Group by"))):
            words = PlainLabel(label)
            words.setBuddy(self._choices[name])
            row.addWidget(words)
            row.addWidget(self._choices[name])
        self._place = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(0)
        self._column.addLayout(row)
        self._column.addWidget(self._place, 1)
        self._column.addWidget(self._caption)
        self.setMinimumHeight(168)

    def _connect(self) -> None:
        for name, box in self._choices.items():
            box.setCurrentIndex(max(0, box.findData(settings.text(f"frequency/{name}"))))
            box.currentIndexChanged.connect(self._on_chosen)
        self._later.timeout.connect(self._ask)
        self._count.done.connect(self._on_counted)
        self._count.failed.connect(self._on_failed)
        self._desk.live.changed.connect(self._on_changed)
        self._desk.browse.rows_changed.connect(self._on_rows_changed)
        self._desk.axis.settled.connect(self._on_settled)

    def _auto_by(self) -> str:
        axis = self._desk.axis
        return auto_by(axis.first, axis.last, max(12, (self.width() - sum(self._margins)) // _BIN_PIXELS))

    def _mark(self) -> None:
        """Count anew: soon if shown, else when shown."""
        self._stale = True
        if self.isVisible() and self.chart is not None:
            self._later.start(_DEBOUNCE_MS)

    def _count_at_once(self) -> None:
        """Count after an edit: one edit is one change, only filters and choices come in bursts."""
        self._mark()
        if self._later.isActive():
            self._later.stop()
            self._ask()

    def _what(self) -> tuple[EventColumns, NDArray[np.int32], str]:
        browse = self._desk.browse
        return self._desk.live.columns, browse.rows, str(browse.filter)

    def _load(self) -> None:
        task = Task(_import_matplotlib)
        task.done.connect(self._on_loaded)
        task.failed.connect(self._on_failed)
        task.start()

    def _ask(self) -> None:
        self._stale = False
        self._by = self.by
        self._asked = columns, rows, wanted = self._what()
        self._count.ask(_counted, self._desk.live, columns, rows, self._by, self.unit, self.group, wanted)


def _choice(name: str, values: Sequence[str], words: dict[str, str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(plain_tip(name))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for value in values:
        box.addItem(tr(words[value]), value)
    return box


def _import_matplotlib() -> None:
    """Load Matplotlib and look up the fonts (in the pool's thread)."""
    import desktop.panels.chart_canvas  # noqa: F401
    from desktop.charts.text import family

    family()


def _counted(
    live: LiveTimeline,
    columns: EventColumns,
    rows: NDArray[np.int32],
    by: str,
    unit: str,
    group: str,
    filter_text: str,
) -> "tuple[Frequency, Sequence[ContextBand]]":
    """Count the rows and read the contexts (in the pool's thread)."""
    from db.plots.frequency import frequency
    from desktop.contexts import bands

    with live.reading() as connection:
        counted = frequency(
            connection, columns, rows, by=by, unit=unit, group=group, filter_text=filter_text,
            reports=len(rows) <= _MOST_COMPARED,
        )  # fmt: skip
        return counted, bands(connection)
