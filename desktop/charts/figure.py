"""A chart as a file: PNG, SVG or PDF with its caption beneath, the same bytes from the same data."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from db.plots.spec import SIZES, ChartSpec
from db.stats.bins import day_text
from db.stats.frequency import Frequency
from desktop.canvas.data import OPEN_HI, OPEN_LO, ContextBand
from desktop.charts.files import FORMATS, saved, settings
from desktop.charts.frequency import FrequencyOptions
from desktop.charts.kinds import draw_chart, draw_sentence
from desktop.charts.sheet import caption_room
from desktop.charts.timebase import bands_of, seen_from
from desktop.theme import LIGHT, THEMES, Theme

if TYPE_CHECKING:
    from db.plots.results import FrequencyChart, Result

_MOST_NAMED = 12  # shaded spans
_KEY = 0.3  # of the height that the key may take of the picture
_SAID = 0.3  # of the height that a comparison's sentence adds


@dataclass(frozen=True, slots=True)
class Size:
    """A figure's width and its picture's height in inches; dots per inch for PNG; points of the text.

    The caption comes beneath the picture and makes the figure higher, unless its height is `fixed`: then the
    caption takes of the picture's.
    """

    width: float = 7.0
    height: float = 3.4
    dpi: float = 200.0
    text: float = 8.0
    fixed: bool = False

    @classmethod
    def of(cls, spec: ChartSpec) -> "Size":
        """The size a spec names. Slides have larger text, read from afar, and keep their form."""
        width, height = SIZES.get(spec.size, SIZES["window"])
        text = {"slide": 12.0, "column": 7.0}.get(spec.size, 8.0)
        return cls(width, height, spec.dpi, text, fixed=spec.size == "slide")


def render(
    result: "Result | Frequency",
    out: Path,
    theme: Theme | None = None,
    size: Size | None = None,
    options: FrequencyOptions | None = None,
) -> None:
    """Write a chart to `out`, its ending naming the format; raises OSError and ValueError."""
    kind = out.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise ValueError(f"{out.name}: a figure ends in .png, .svg or .pdf.")
    out.write_bytes(to_bytes(result, kind, theme, size, options))


def to_bytes(
    result: "Result | Frequency",
    kind: str,
    theme: Theme | None = None,
    size: Size | None = None,
    options: FrequencyOptions | None = None,
) -> bytes:
    """A chart as the bytes of a `png`, `svg` or `pdf`; theme and size are its spec's unless given.

    A frequency by itself is drawn with the contexts of the panel's `options`.
    """
    shown = charted(result, options.contexts if options else ()) if isinstance(result, Frequency) else result
    size = size or Size.of(shown.spec)
    with settings():
        return saved(compose(shown, theme or THEMES.get(shown.spec.look, LIGHT), size), kind, size.dpi)


def sentence_bytes(sentence: str, kind: str, theme: Theme = LIGHT, size: Size | None = None) -> bytes:
    """A sentence as a picture, where a chart can't be made."""
    size = size or Size()
    with settings():
        figure = Figure(figsize=(size.width, size.height), dpi=72)
        draw_sentence(figure, sentence, theme, size=size.text)
        return saved(figure, kind, size.dpi)


def compose(result: "Result", theme: Theme, size: Size) -> Figure:
    """A figure of a chart over its caption, and over the sentence of a comparison, of which nothing is cut."""
    caption = caption_of(result)
    height = size.height
    if not size.fixed:
        height += caption_room(caption, size.width * 72, size.text) / 72
    if getattr(result, "sentence", "") and not size.fixed:
        height += size.height * _SAID
    figure = Figure(figsize=(size.width, height), dpi=72)  # a pixel is a point while it is laid out
    drawn = draw_chart(figure, result, theme, size=size.text, caption=caption)
    key = drawn.artists.get("key")
    more = 0.0 if size.fixed or key is None else key.height() / 72 - size.height * _KEY
    if more > 0:  # a key of many rows adds to the height, rather than leave no room for the bars
        figure = Figure(figsize=(size.width, height + more), dpi=72)
        draw_chart(figure, result, theme, size=size.text, caption=caption)
    return figure


def charted(frequency: Frequency, contexts: "Sequence[Any]" = ()) -> "FrequencyChart":
    """A frequency by itself, as the window's panel has it, as a chart with contexts behind it."""
    from db.plots.results import FrequencyChart

    spec = ChartSpec(by=frequency.by, unit=frequency.unit, filter=frequency.filter, group=frequency.group)
    return FrequencyChart(spec, frequency, None, None, None, None, tuple(contexts), frequency.caption)


def caption_of(result: "Result") -> str:
    """The caption of the numbers, and what the shaded spans are."""
    contexts = getattr(result, "contexts", ())
    view = seen_from(result)
    if not contexts or view is None or not result.spec.contexts:
        return result.caption
    bands = [band for band in bands_of(contexts) if band.first < view[1] and band.last >= view[0]]
    if not bands:
        return result.caption
    named = "; ".join(_span_of(band) for band in sorted(bands, key=lambda band: band.first)[:_MOST_NAMED])
    more = f"; {len(bands) - _MOST_NAMED} more" if len(bands) > _MOST_NAMED else ""
    return f"{result.caption} Shaded: {named}{more}."


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
