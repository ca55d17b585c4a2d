"""The timeline page's contents for a picture, without the page, and what an SVG says."""

from collections.abc import Sequence

from defusedxml.ElementTree import fromstring

from desktop.arrange import arrange, legend, shapes
from desktop.canvas.index import LaneIndex
from desktop.contexts import bands
from desktop.live import LiveTimeline
from desktop.picture.content import Shown, gather
from desktop.picture.sheets import Sheets
from desktop.picture.sheets import arrange as divide
from desktop.picture.spec import PictureSpec

SVG = "{http://www.w3.org/2000/svg}"


def shown_of(
    live: LiveTimeline, lanes: str = "mechanism", colours: str = "family", rows: Sequence[int] | None = None
) -> Shown:
    """All events, or those of some rows, in view as a whole."""
    import numpy as np

    mask = None
    if rows is not None:
        mask = np.zeros(len(live.columns), bool)
        mask[list(rows)] = True
    index = LaneIndex(arrange(live, lanes, colours, mask))
    with live.reading() as connection:
        contexts = tuple(bands(connection))
    span = index.span() or (730_000, 731_000)
    return Shown(
        live, live.columns, index, contexts, "", (float(span[0]), span[1] + 1.0), range(index.lanes), lanes, colours,
        tuple(legend(live, colours)), shapes(live),
    )  # fmt: skip


def sheets_of(shown: Shown, **wanted: object) -> Sheets:
    """The pages of a picture."""
    spec = PictureSpec(**wanted)  # type: ignore[arg-type]
    return divide(gather(shown, spec), spec)


def texts(svg: bytes) -> list[str]:
    """The pieces of text of an SVG, as they come."""
    return [each.text or "" for each in fromstring(svg).iter(f"{SVG}text")]
