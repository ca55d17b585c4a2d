"""The sheet a chart is drawn on: title and caption take their room, panes share what is left; all in points."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from desktop.charts.key import Entry, Key
from desktop.charts.text import plain
from desktop.charts.words import Word, Words, fit, length, wrap
from desktop.theme import Theme

MARGIN = 10.0
LINE = 1.45  # line height in font sizes
_LEAST = 24.0  # height of the panes however long the caption
_MOST_CAPTION = 0.55  # of the height
_ROW_SHARE = 0.075
_ELLIPSIS = " …"


class Sheet:
    """Room left on a figure, and the words on it. Lengths are points from the figure's lower left."""

    def __init__(self, figure: Figure, theme: Theme, size: float, palette: str = "theme") -> None:
        self.figure = figure
        self.theme = theme
        self.size = size
        self.palette = palette
        self.words = Words()
        self.width, self.height = figure.get_figwidth() * 72, figure.get_figheight() * 72
        self.left, self.right = MARGIN, self.width - MARGIN
        self.low, self.high = MARGIN, self.height - MARGIN
        self.message = ""
        self.artists: dict[str, Any] = {"words": self.words}
        figure.set_facecolor(theme.ground)
        figure.add_artist(self.words)

    @property
    def small(self) -> float:
        """Size of the captions and of what stands inside the picture."""
        return self.size - 1

    def row(self, most: float) -> float:
        """Points that a row is high at most: `most`, or its share of a large sheet."""
        return max(most, _ROW_SHARE * self.height)

    def title(self, text: str) -> None:
        """Write a title on top, wrapped."""
        size = self.size + 2
        for line in wrap(text, self.right - self.left, size):
            self.high -= size
            self.words.put(Word(self.left, self.high, line, size, self.theme.text))
            self.high -= size * (LINE - 1)
        self.high -= 2 if text else 0

    def caption(self, text: str) -> None:
        """Write a caption beneath, wrapped; one that would leave no picture is cut, as its ellipsis says."""
        size = caption_size(self.size)
        step = size * LINE
        lines = wrap(text, self.right - self.left, size)
        most = max(int((self.height * _MOST_CAPTION) / step), 1)
        if len(lines) > most:
            lines = [*lines[: most - 1], lines[most - 1] + _ELLIPSIS]
        top = self.low + (len(lines) - 1) * step
        for i, line in enumerate(lines):
            self.words.put(Word(self.left, top - i * step, line, size, self.theme.faint_text))
        self.low += len(lines) * step + (0.5 * MARGIN if lines else 0)

    def say(self, sentence: str) -> None:
        """Write a sentence in the middle of the room, in place of a picture."""
        self.message = sentence
        size = self.size + 1
        lines = wrap(sentence, 0.8 * (self.right - self.left), size)
        middle, step = (self.left + self.right) / 2, size * LINE
        top = (self.low + self.high) / 2 + (len(lines) - 1) * step / 2
        for i, line in enumerate(lines):
            self.words.put(Word(middle, top - i * step, line, size, self.theme.faint_text, 0.5, 0.5))

    def pane(self, left: float, low: float, right: float, high: float) -> "Pane":
        """An empty pane without frame."""
        return Pane(self, left, low, max(right, left + 1), max(high, low + _LEAST))

    def keyed(self, left: float, right: float, title: str, entries: Sequence[Entry], low: float) -> "Pane":
        """A pane from `low` up to the key, which stands on it."""
        pane = self.pane(left, low, right, self.high)
        key = Key(pane.axes, self.theme, self.size)
        key.title, key.entries = plain(title), tuple(entries)
        pane.add(key)
        self.artists["key"] = key
        pane.resize(pane.low, max(self.high + MARGIN / 2 - key.height(), pane.low + _LEAST))
        return pane

    def names(
        self, texts: Sequence[str], x: float, ys: Sequence[float], room: float, tall: float = 0.0
    ) -> None:
        """Write row names, ending at x, each in the middle of its row.

        They are `room` points wide at most: a longer one breaks into as many lines as a row `tall` points high
        holds, or is cut.
        """
        step = self.size * 1.2
        most = max(int(tall / step), 1)
        for text, y in zip(texts, ys, strict=True):
            lines = _lines(plain(text), room, self.size, most)
            top = y + (len(lines) - 1) * step / 2
            for i, line in enumerate(lines):
                self.words.put(Word(x, top - i * step, line, self.size, self.theme.text, 1, 0.5))


class Pane:
    """A rectangle of a sheet with its own axes: maps numbers to points."""

    def __init__(self, sheet: Sheet, left: float, low: float, right: float, high: float) -> None:
        self.sheet = sheet
        self.left, self.low, self.right, self.high = left, low, right, high
        self.axes: Axes = sheet.figure.add_axes(self._place())
        self.axes.set_axis_off()
        self.axes.set_autoscale_on(False)

    @property
    def wide(self) -> float:
        """Width in points."""
        return self.right - self.left

    @property
    def tall(self) -> float:
        """Height in points."""
        return self.high - self.low

    def resize(self, low: float, high: float) -> None:
        """Give the pane another height."""
        self.low, self.high = low, high
        self.axes.set_position(self._place())

    def limits(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Set which numbers the sides stand for."""
        self.axes.set_xlim(*x)
        self.axes.set_ylim(*y)

    def x(self, value: Any) -> NDArray[np.float64]:
        """Points from the figure's left of a number, or of many."""
        first, last = self.axes.get_xlim()
        return self.left + (np.asarray(value, np.float64) - first) / (last - first) * self.wide

    def y(self, value: Any) -> NDArray[np.float64]:
        """Points from the figure's foot of a number, or of many."""
        first, last = self.axes.get_ylim()
        return self.low + (np.asarray(value, np.float64) - first) / (last - first) * self.tall

    def add(self, artist: Artist) -> Artist:
        """Add an artist to the axes."""
        self.axes.add_artist(artist)
        return artist

    def rule(self, y: float, colour: str = "", width: float = 0.8, zorder: float = 2.5) -> None:
        """Draw a line across at a number."""
        lines = LineCollection([[(0, y), (1, y)]], colors=colour or self.sheet.theme.line, linewidths=width)
        lines.set_transform(self.axes.get_yaxis_transform())
        lines.set_zorder(zorder)
        lines.set_clip_on(False)
        self.add(lines)

    def _place(self) -> tuple[float, float, float, float]:
        width, height = self.sheet.width, self.sheet.height
        return (
            self.left / width, self.low / height, (self.right - self.left) / width, (self.high - self.low) / height,
        )  # fmt: skip


def _lines(text: str, room: float, size: float, most: int) -> list[str]:
    lines = wrap(text, room, size) if most > 1 else [text]
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [fit(line, size, room) for line in lines]


def caption_size(size: float) -> float:
    """Size of the caption of a chart whose text is so large: it is long, and read last."""
    return min(size - 1.5, 7.0)


def caption_room(text: str, width: float, size: float) -> float:
    """Points that a caption takes beneath a picture on a figure `width` points wide."""
    small = caption_size(size)
    lines = wrap(text, width - 2 * MARGIN, small)
    return len(lines) * small * LINE + (0.5 * MARGIN if lines else 0)


def widest(texts: Sequence[str], size: float) -> float:
    """Points that the widest of some lines takes."""
    return max((length(plain(text), size) for text in texts), default=0.0)
