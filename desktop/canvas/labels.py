"""The labels of events: fetched in one batch per frame, measured once, laid out once."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QStaticText

Titles = Callable[[list[int]], list[str]]
NOT_YET: Final = -1.0
LONGEST: Final = 240.0
"""Pixels that a label takes at most; a longer one is elided."""
BUDGET_S: Final = 0.004
"""Seconds that a frame takes to measure new labels."""
_AT_LEAST: Final = 16
_MOST_KEPT: Final = 20_000
_STEP: Final = 8
"""Labels cut short are elided to multiples of this many pixels, so that few variants are kept."""
WARM: Final = "中国日本党会議訪問한국대표단のと"


class Labels:
    """Keeps the labels of rows with their widths, and their laid-out text."""

    def __init__(
        self, font: QFont, titles: Titles, budget: float = BUDGET_S, longest: float = LONGEST
    ) -> None:
        self._font = font
        self._longest = longest
        self._budget = budget
        self._metrics = QFontMetricsF(font)
        self._titles = titles
        self._by_row: dict[int, str] = {}
        self._widths: dict[str, float] = {}
        self._texts: dict[tuple[str, int], QStaticText] = {}
        self.height = self._metrics.height()

    def forget(self) -> None:
        """Fetch titles anew from now on; what was measured stays true of the same words."""
        self._by_row.clear()

    def measure(self, rows: list[int]) -> list[float]:
        """Widths of the rows' labels, at most the longest; `NOT_YET` for those left to the next frame.

        The first glyphs of a script take tens of milliseconds, so a frame measures new labels for a few
        milliseconds and no longer.
        """
        self._fetch(rows)
        deadline = perf_counter() + self._budget
        measured = 0
        widths: list[float] = []
        for row in rows:
            text = self._by_row[row]
            width = self._widths.get(text)
            if width is None:
                if measured >= _AT_LEAST and perf_counter() > deadline:
                    widths.append(NOT_YET)
                    continue
                width = self._widths[text] = min(self._longest, self._metrics.horizontalAdvance(text) + 1)
                measured += 1
            widths.append(width)
        return widths

    def text(self, row: int, room: float) -> QStaticText:
        """The label of a measured row, elided to `room` pixels."""
        words = self._by_row[row]
        full = room >= self._widths[words] and room < self._longest
        key = (words, 0 if full else int(room) // _STEP * _STEP)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > _MOST_KEPT:
                self._texts.clear()
            shown = words if full else self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, key[1])
            found = self._texts[key] = static_text(shown, self._font)
        return found

    def warm(self) -> None:
        """Load the glyphs of other scripts, which would else hold up the first frame that has them."""
        image = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
        painter = QPainter(image)
        try:
            painter.setFont(self._font)
            painter.drawText(0, 8, WARM)
        finally:
            painter.end()

    def _fetch(self, rows: list[int]) -> None:
        missing = [row for row in dict.fromkeys(rows) if row not in self._by_row]
        if not missing:
            return
        if len(self._by_row) > _MOST_KEPT or len(self._widths) > _MOST_KEPT:
            self._by_row.clear()
            self._widths.clear()
            missing = list(dict.fromkeys(rows))
        titles = self._titles(missing)
        # A line break would make a label two lines high.
        self._by_row.update((row, " ".join(text.split())) for row, text in zip(missing, titles, strict=True))


def static_text(text: str, font: QFont) -> QStaticText:
    """Plain text laid out for repeated drawing; never taken for HTML."""
    laid_out = QStaticText()
    laid_out.setTextFormat(Qt.TextFormat.PlainText)
    laid_out.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    laid_out.setText(text)
    laid_out.prepare(font=font)
    return laid_out
