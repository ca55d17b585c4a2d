"""What a picture of the timeline is to be: format, page, span and words; knows no Qt."""

from dataclasses import dataclass
from typing import Final

KINDS: Final = ("pdf", "svg", "png")
"""Formats, which are the endings of the files."""
PAPERS: Final = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
"""Width and height of the pages in millimetres, upright."""
ARRANGEMENTS: Final = ("page", "height", "pages")
"""All on one page; one page as high as is needed; or several that can be put together."""
SPANS: Final = ("view", "all", "days")
"""The days and lanes in view, everything, or the days that are chosen."""
MOST_ACROSS: Final = 24
"""Pages side by side at most."""
MARGIN_MM: Final = 12.0
POINTS_PER_MM: Final = 72 / 25.4


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """One picture. `first` and `last` are day ordinals (`last` inclusive) and count where `span` is `days`."""

    kind: str = "pdf"
    paper: str = "A4"
    landscape: bool = True
    arrangement: str = "page"
    across: int = 2
    """Pages side by side where there are several."""
    span: str = "view"
    first: int = 1
    last: int = 1
    title: str = ""
    words: str = ""
    """What the user adds to the caption."""
    size: tuple[float, float] | None = None
    """Width and height in points of another paper than PAPERS has, as a printer may."""
    dpi: int = 300
    """Dots per inch of a PNG."""

    @property
    def arranged(self) -> str:
        """How it is arranged: of SVG and PNG there is always one page, as high as is needed."""
        return self.arrangement if self.kind == "pdf" else "height"

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of a page in points."""
        if self.size is not None:
            return self.size
        width, height = (side * POINTS_PER_MM for side in PAPERS[self.paper])
        return (height, width) if self.landscape else (width, height)

    @property
    def margin(self) -> float:
        """Empty edge on each side in points; narrow where the picture will stand in a text."""
        return MARGIN_MM * POINTS_PER_MM if self.kind == "pdf" else 6.0
