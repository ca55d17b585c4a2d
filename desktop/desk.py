"""What every panel of one open timeline is handed."""

from dataclasses import dataclass

from desktop.axis import TimeAxis
from desktop.browse import Browse
from desktop.live import LiveTimeline


@dataclass(frozen=True)
class Desk:
    """One open timeline with what its panels share: the filter and selection, and the time axis."""

    live: LiveTimeline
    browse: Browse
    axis: TimeAxis
