"""Every kind of chart and its drawing: from a result to a finished figure."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from desktop.charts.commitments import draw_commitments
from desktop.charts.compare import draw_compare
from desktop.charts.diverging import draw_diverging
from desktop.charts.drawn import Drawn, Marked
from desktop.charts.freq_chart import draw_frequency
from desktop.charts.fulfilment import draw_fulfilment
from desktop.charts.gaps import draw_gaps
from desktop.charts.heat import draw_heat
from desktop.charts.latency import draw_latency
from desktop.charts.palettes import in_palette
from desktop.charts.sheet import Sheet
from desktop.theme import Theme

if TYPE_CHECKING:
    from db.plots.results import Result


DRAWINGS: Final[dict[str, Callable[[Sheet, Any], Marked]]] = {
    "frequency": draw_frequency,
    "compare": draw_compare,
    "gaps": draw_gaps,
    "heatmap": draw_heat,
    "who": draw_heat,
    "diverging": draw_diverging,
    "latency": draw_latency,
    "fulfilment": draw_fulfilment,
    "commitments": draw_commitments,
}
"""The drawing of each kind of `db.plots.spec.CHARTS`."""


def draw_chart(
    figure: Figure, result: "Result", theme: Theme, *, size: float = 8.0, caption: str | None = None
) -> Drawn:
    """Draw a result on an empty figure, in the palette its spec asks for, and tell where its marks are.

    The figure's inches say how much room there is, `size` is that of the text in points. The spec's title stands
    on top. `caption` is written beneath, wrapped; None leaves it out, for whoever shows it elsewhere.
    """
    spec = result.spec
    sheet = _sheet(figure, theme, size, spec.palette)
    sheet.title(spec.title)
    sheet.caption(caption or "")
    marked = DRAWINGS[spec.chart](sheet, result)
    return Drawn(figure, marked, sheet.artists, sheet.message)


def draw_sentence(figure: Figure, sentence: str, theme: Theme, *, size: float = 8.0) -> Drawn:
    """Draw a sentence in place of a picture that can't be made."""
    sheet = _sheet(figure, theme, size, "theme")
    sheet.say(sentence)
    return Drawn(figure, Marked(), sheet.artists, sheet.message)


def _sheet(figure: Figure, theme: Theme, size: float, palette: str) -> Sheet:
    if not hasattr(figure.canvas, "get_renderer"):
        FigureCanvasAgg(figure)
    return Sheet(figure, in_palette(theme, palette), size, palette)
