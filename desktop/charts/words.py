"""Many short texts on a figure as one artist, placed in points: axis labels, numbers in cells, captions."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin

from matplotlib.artist import Artist, allow_rasterization
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.transforms import IdentityTransform

from desktop.charts.text import font, measure, plain, point

_FINE = 16.0  # hinting widens small text, so lengths are measured on large text
_CAP = 0.72  # height of a capital in font sizes
_EAST = "[\u2e80-\U0003ffff]"


@dataclass(frozen=True, slots=True)
class Word:
    """A line of text at a point of the figure (points from its lower left).

    `across` is 0 where x is its left end, 0.5 its middle, 1 its right end; `up` is 0 where y is its baseline,
    0.5 the middle of its capitals, 1 their top. `turned` is in degrees, against the clock.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str
    across: float = 0.0
    up: float = 0.0
    turned: float = 0.0


class Words(Artist):
    """Draws lines of plain text over all else; twenty times as fast as a Text object for each."""

    zorder = 5.0

    def __init__(self) -> None:
        super().__init__()
        self.words: list[Word] = []
        self.set_transform(IdentityTransform())

    def put(self, *words: Word) -> None:
        """Add lines of text."""
        self.words.extend(word for word in words if word.text)

    @property
    def texts(self) -> list[str]:
        """What is written, in order."""
        return [word.text for word in self.words]

    @allow_rasterization
    def draw(self, renderer: RendererBase) -> None:
        """Draw all lines."""
        if not self.get_visible():
            return
        unit, height = point(renderer), renderer.get_canvas_width_height()[1]
        gc = renderer.new_gc()
        for word in self.words:
            x, y = _start(word)
            gc.set_foreground(word.colour)
            low = height - y * unit if renderer.flipy() else y * unit
            face = font(word.size, ascii_only=word.text.isascii())
            renderer.draw_text(gc, x * unit, low, word.text, face, word.turned)
        gc.restore()


@lru_cache(maxsize=8192)
def length(text: str, size: float) -> float:
    """Points that a line of text is wide, the same for every format."""
    return measure(_ruler(), text, size * _FINE)[0] / _FINE if text else 0.0


@lru_cache(maxsize=4096)
def fit(text: str, size: float, room: float) -> str:
    """The text, cut and ended by an ellipsis if it is wider than `room` points; empty if not even that fits."""
    if length(text, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (
            (middle, high) if length(f"{text[:middle].rstrip()}…", size) <= room else (low, middle - 1)
        )
    return f"{text[:low].rstrip()}…" if low else ""


def wrap(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines at most `width` points wide, at spaces or between CJK characters."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(plain(text), width, size):
        longer = line + piece
        if line and length(longer.rstrip(), size) > width:
            lines.append(line.rstrip())
            longer = piece
        line = longer
    return [*lines, line.rstrip()] if line else lines


def _pieces(text: str, width: float, size: float) -> list[str]:
    """The pieces of a text between which a line may break; spaces stay with the word before."""
    pieces: list[str] = re.findall(rf"{_EAST} *|(?:(?!{_EAST})[^ ])+ *", text)
    return [part for piece in pieces for part in _parts(piece, width, size)]


def _parts(piece: str, width: float, size: float) -> list[str]:
    """A word too wide for a whole line, broken anywhere."""
    if len(piece) < 12 or length(piece.rstrip(), size) <= width:
        return [piece]
    many = max(int(len(piece) * width / length(piece, size)), 1)
    return [piece[at : at + many] for at in range(0, len(piece), many)]


def _start(word: Word) -> tuple[float, float]:
    """Where the baseline of a line begins, in points."""
    back = -word.across * length(word.text, word.size) if word.across else 0.0
    down = -word.up * _CAP * word.size
    angle = radians(word.turned)
    return word.x + back * cos(angle) - down * sin(angle), word.y + back * sin(angle) + down * cos(angle)


@lru_cache(maxsize=1)
def _ruler() -> RendererAgg:
    return RendererAgg(1, 1, 72)
