"""What a table and a tree of records have in common as views: their own keys, and columns that share the width."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

KEYS: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete}
"""Keys that mean the record that has the cursor."""


def is_own_key(event: QEvent) -> bool:
    """Tell whether a key is about to go to the window, whose Del deletes events, and keep it for the list."""
    own = (
        event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in KEYS
    )
    if own:
        event.accept()
    return own


def row_height(metrics: QFontMetrics) -> int:
    """Return how high a row of a list is, in pixels on the grid of 4."""
    return (metrics.height() + 8 + 3) // 4 * 4


class SharedWidth(QObject):
    """Shares the width of a view among its columns by weights, until the user sizes one."""

    def __init__(self, view: QAbstractItemView, header: QHeaderView) -> None:
        super().__init__(view)
        self._view = view
        self._header = header
        self._weights: Sequence[int] = ()
        self._sharing = False
        header.sectionResized.connect(self._on_section_resized)

    def share_by(self, weights: Sequence[int]) -> None:
        """Share the width by these weights from now on."""
        self._weights = weights
        self.share()

    def share(self) -> None:
        """Share the width as it is now."""
        if not self._weights:
            return
        widths = shared(self._view.viewport().width(), self._weights, _least_widths(self._header))
        self._sharing = True
        for place, width in enumerate(widths):
            self._header.resizeSection(place, width)
        self._sharing = False

    def _on_section_resized(self) -> None:
        if not self._sharing:
            self._weights = ()  # from now on they are the user's


def shared(width: int, weights: Sequence[int], least: Sequence[int]) -> list[int]:
    """Share a width among columns by their weights; none gets less than its least, others give way."""
    fixed: dict[int, int] = {}
    while True:
        rest = width - sum(fixed.values())
        among = sum(weight for at, weight in enumerate(weights) if at not in fixed)
        given = [fixed.get(at, weight * rest // max(among, 1)) for at, weight in enumerate(weights)]
        short = {at: low for at, low in enumerate(least) if at not in fixed and given[at] < low}
        if not short:
            return given
        fixed |= short


def _least_widths(header: QHeaderView) -> list[int]:
    """Return how wide the columns must be for their headings."""
    metrics = header.fontMetrics()
    words = [header.model().headerData(at, header.orientation()) for at in range(header.count())]
    return [metrics.horizontalAdvance(str(heading)) + 12 for heading in words]
