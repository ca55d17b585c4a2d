"""The span of days that canvas, chart and overview strip show together."""

from PySide6.QtCore import QObject, QTimer, Signal

SETTLE_MS = 160
"""How long a view must rest before followers that redraw slowly (charts) take it over."""
MIN_SPAN = 3.0
"""Days that the closest zoom still shows."""
FIRST_DAY = 1.0
LAST_DAY = 3_652_060.0
"""The day after 31 December 9999."""


class TimeAxis(QObject):
    """Holds the visible span (day ordinals, `last` exclusive) and tells who follows it when it moves."""

    moved = Signal()
    settled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first = 730_000.0
        self.last = 731_000.0
        self.lowest = FIRST_DAY
        self.highest = LAST_DAY
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SETTLE_MS)
        self._rest.timeout.connect(self.settled)

    @property
    def span(self) -> float:
        """Days shown."""
        return self.last - self.first

    def set_limits(self, first: float, last: float) -> None:
        """Keep the view between two days; a view outside is moved in."""
        self.lowest = max(FIRST_DAY, min(first, last))
        self.highest = min(LAST_DAY, max(first, last, self.lowest + MIN_SPAN))
        self.set_view(self.first, self.last)

    def set_view(self, first: float, last: float) -> None:
        """Show `first` to `last`, fitted into the limits; says nothing if that changes nothing."""
        span = min(max(abs(last - first), MIN_SPAN), self.highest - self.lowest)
        middle = (first + last) / 2
        first = min(max(middle - span / 2, self.lowest), self.highest - span)
        if (first, first + span) == (self.first, self.last):
            return
        self.first, self.last = first, first + span
        self._rest.start()
        self.moved.emit()

    def show_all(self) -> None:
        """Show everything within the limits."""
        self.set_view(self.lowest, self.highest)

    def zoom_at(self, day: float, factor: float) -> None:
        """Show 1/`factor` as many days, `day` staying where it is on the screen unless a limit is met."""
        span = min(max(self.span / factor, MIN_SPAN), self.highest - self.lowest)
        first = day - (day - self.first) * span / self.span
        self.set_view(first, first + span)

    def pan(self, days: float) -> None:
        """Move the view by some days without changing how many it shows."""
        first = min(max(self.first + days, self.lowest), self.highest - self.span)
        self.set_view(first, first + self.span)

    def reveal(self, day: float) -> None:
        """Bring a day into the view, moving as little as leaves it a tenth of the span from the edge."""
        margin = self.span / 10
        if day < self.first + margin:
            self.pan(day - self.first - margin)
        elif day > self.last - margin:
            self.pan(day - self.last + margin)
