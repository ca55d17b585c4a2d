"""A chart as a file: PNG, SVG or PDF with its caption beneath, the same bytes from the same data."""

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from db.stats.bins import day_text
from db.stats.frequency import Frequency
from db.version import VERSION
from desktop.canvas.data import OPEN_HI, OPEN_LO, ContextBand
from desktop.charts.frequency import FrequencyOptions, draw
from desktop.charts.text import font, measure, plain
from desktop.theme import LIGHT, Theme

FORMATS = ("png", "svg", "pdf")

_RC: dict[Any, Any] = {
    "svg.hashsalt": "liaison",  # else every SVG has other ids
    "svg.fonttype": "path",
    "pdf.fonttype": 42,  # embedded as TrueType, which journals ask for
    "hatch.linewidth": 0.4,
    "text.usetex": False,
    "text.parse_math": False,
    "path.simplify": False,
}
_METADATA = {
    "png": {"Software": f"Liaison {VERSION}"},
    "svg": {"Date": None, "Creator": f"Liaison {VERSION}"},
    "pdf": {"CreationDate": None, "Creator": f"Liaison {VERSION}", "Producer": None},
}
_MARGIN = 10.0  # points, as all lengths here
_LEFT = 30.0
_LEAST = 24.0  # height of the axes however long the caption
_LINE = 1.45  # line height of the caption in font sizes


_EAST = "[\u2e80-\U0003ffff]"
_FINE = 16
_MOST_NAMED = 12  # shaded spans


@dataclass(frozen=True, slots=True)
class Size:
    """A figure's width and height in inches; dots per inch for PNG."""

    width: float = 7.0
    height: float = 3.4
    dpi: float = 200.0


def render(
    frequency: Frequency,
    out: Path,
    theme: Theme = LIGHT,
    size: Size | None = None,
    options: FrequencyOptions | None = None,
) -> None:
    """Write the chart to `out`, its ending naming the format; raises OSError and ValueError."""
    kind = out.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise ValueError(f"{out.name}: a figure ends in .png, .svg or .pdf.")
    out.write_bytes(to_bytes(frequency, kind, theme, size, options))


def to_bytes(
    frequency: Frequency,
    kind: str,
    theme: Theme = LIGHT,
    size: Size | None = None,
    options: FrequencyOptions | None = None,
) -> bytes:
    """The chart as the bytes of a `png`, `svg` or `pdf`."""
    size = size or Size()
    buffer = io.BytesIO()
    with mpl.rc_context(_RC):
        figure = compose(frequency, theme, size, options or FrequencyOptions())
        figure.savefig(buffer, format=kind, dpi=size.dpi, facecolor=theme.ground, metadata=_METADATA[kind])
    return buffer.getvalue()


def compose(frequency: Frequency, theme: Theme, size: Size, options: FrequencyOptions) -> Figure:
    """A figure of the chart over its caption, each given the room it needs."""
    figure = Figure(figsize=(size.width, size.height), dpi=72)  # a pixel is a point while it is laid out
    canvas = FigureCanvasAgg(figure)
    width, height = size.width * 72, size.height * 72
    inner = width - _LEFT - _MARGIN
    axes = figure.add_axes((_LEFT / width, 0.3, inner / width, 0.5))
    artists = draw(axes, frequency, theme, options)
    small = options.size - 1
    lines = wrap(canvas, caption_of(frequency, axes.get_xlim(), options), inner, small)
    foot = 1.5 * _MARGIN + len(lines) * small * _LINE + artists.ticks.height(inner)
    top = height - _MARGIN / 2 - artists.key.height(canvas.get_renderer())
    axes.set_position((_LEFT / width, foot / height, inner / width, max(top - foot, _LEAST) / height))
    artists.update(frequency)  # the room for names depends on the height
    for i, line in enumerate(reversed(lines)):
        y = (_MARGIN + i * small * _LINE) / height
        figure.text(
            _LEFT / width, y, line, color=theme.faint_text, fontproperties=font(small), parse_math=False
        )
    return figure


def caption_of(frequency: Frequency, view: tuple[float, float], options: FrequencyOptions) -> str:
    """The caption of the numbers, and what the shaded spans are."""
    seen = [band for band in options.contexts if band.first < view[1] and band.last >= view[0]]
    if not seen:
        return frequency.caption
    named = "; ".join(_span_of(band) for band in sorted(seen, key=lambda band: band.first)[:_MOST_NAMED])
    more = f"; {len(seen) - _MOST_NAMED} more" if len(seen) > _MOST_NAMED else ""
    return f"{frequency.caption} Shaded: {named}{more}."


def _span_of(band: ContextBand) -> str:
    if band.first <= OPEN_LO or band.last >= OPEN_HI:
        ends = "" if band.first <= OPEN_LO else f"from {day_text(band.first)}"
        ends += "" if band.last >= OPEN_HI else f"to {day_text(band.last)}"
        return f"{band.label} ({ends or 'throughout'})"
    days = (
        day_text(band.first)
        if band.first == band.last
        else f"{day_text(band.first)} to {day_text(band.last)}"
    )
    return f"{band.label} ({days})"


def wrap(canvas: FigureCanvasAgg, text: str, width: float, size: float) -> list[str]:
    """Break a text into lines at most `width` pixels wide, at spaces or between CJK characters."""
    renderer, large = canvas.get_renderer(), size * _FINE  # hinting widens small text
    lines: list[str] = []
    line = ""
    for word in _words(plain(text)):
        longer = line + word
        if line and measure(renderer, longer.rstrip(), large)[0] > width * _FINE:
            lines.append(line.rstrip())
            longer = word
        line = longer
    return [*lines, line.rstrip()] if line else lines


def _words(text: str) -> list[str]:
    """The pieces of a text between which a line may break; spaces stay with the word before."""
    return re.findall(rf"{_EAST} *|(?:(?!{_EAST})[^ ])+ *", text)
