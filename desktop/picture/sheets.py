"""How a picture is divided into pages: title, tiles of the canvas, key and caption, each in its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QSize

from desktop.picture import fonts, words
from desktop.picture.content import Content
from desktop.picture.drawing import Drawing, Tile, single
from desktop.picture.key import Placed, key_of, place
from desktop.picture.spec import PictureSpec

POINT: Final = 0.6
"""Points of one pixel of the picture: its text is 8 points high then."""
SMALLEST: Final = 0.28
"""Points of one pixel below which nothing could be read."""
_STEP: Final = 0.94
OVERLAP: Final = 48
"""Pixels that stand on two pages side by side, by which they can be glued."""
HEAD: Final = 26
"""Height of the line above the tile of one of several pages."""
FOOT: Final = 20
"""Height of the line below it."""
GAP: Final = 12
EMPTY_HEIGHT: Final = 120
"""Height of what stands in the place of lanes where nothing does."""


@dataclass(frozen=True, slots=True)
class Block:
    """The words under a picture: the key and the caption, with their heights in pixels."""

    key: list[Placed]
    key_height: float
    caption: str
    caption_height: float

    @property
    def height(self) -> float:
        """Of both, with the room between."""
        return self.key_height + (GAP if self.key else 0) + self.caption_height


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `number` counts from 1; `before` and `after` are the pages that it joins at its sides, 0 for none."""

    number: int
    tile: Tile | None
    block: bool = False
    """Whether key and caption stand on it."""
    before: int = 0
    after: int = 0
    row: int = 1
    column: int = 1


@dataclass(frozen=True)
class Sheets:
    """All pages of a picture. Measures are the picture's pixels, of which one is `point` points."""

    drawing: Drawing
    content: Content
    spec: PictureSpec
    point: float
    width: float
    height: float
    title: str
    title_height: float
    block: Block
    pages: tuple[Sheet, ...]
    left_out: int = 0
    """Lanes for which there is no room even with the smallest text."""

    @property
    def several(self) -> bool:
        """Whether the picture is spread over several pages."""
        return len(self.pages) > 1

    @property
    def foot(self) -> int:
        """Height of the line below a tile."""
        return FOOT if self.several else 0

    @property
    def page_points(self) -> tuple[float, float]:
        """Width and height of a page in points, edges included."""
        edges = 2 * self.spec.margin
        return self.width * self.point + edges, self.height * self.point + edges


def arrange(content: Content, spec: PictureSpec) -> Sheets:
    """Divide a picture into pages as its spec says."""
    return _pages(content, spec) if spec.arranged == "pages" else _one(content, spec)


def _one(content: Content, spec: PictureSpec) -> Sheets:
    """All on one page; on paper of a given height, text is made smaller until the lanes fit."""
    drawing = Drawing(content.index, content.contexts, content.titles)
    bounded = spec.arranged == "page"
    point = POINT
    while True:
        width, room = _inner(spec, point)
        head = _title_height(spec.title, width)
        plot = _plot_width(drawing, int(width))
        block = _block(content, spec, width, plot, crowded=content.told.placements)
        available = int(room - head - GAP - block.height) - drawing.tile_height(range(0))
        drawing.show(content.first, content.last, plot, max(available, 1), crowded=bounded)
        if not bounded or drawing.lanes.height <= available or point < SMALLEST:
            break
        point *= _STEP
    lanes = next(_rows(drawing, available if bounded else drawing.lanes.height))
    crowded = _crowded(drawing, [lanes])
    left_out = drawing.lanes.count - len(lanes) if drawing.shown else 0
    block = _block(content, spec, width, plot, crowded=crowded, left_out=left_out)
    used = head + _canvas_height(drawing, lanes) + GAP + block.height
    height = room if bounded else used
    sheet = Sheet(1, Tile(0, plot, lanes), block=True)
    return Sheets(drawing, content, spec, point, width, height, spec.title, head, block, (sheet,), left_out)


def _pages(content: Content, spec: PictureSpec) -> Sheets:
    """Several pages: days go on to the right, lanes below; key and caption under the last, or on one of their own."""
    drawing = Drawing(content.index, content.contexts, content.titles)
    width, height = _inner(spec, POINT)
    plot = _plot_width(drawing, int(width))
    whole = spec.across * plot - (spec.across - 1) * OVERLAP
    title = _title_height(spec.title, width)
    available = int(height - HEAD - FOOT - title) - drawing.tile_height(range(0))
    block = _block(content, spec, width, whole, crowded=content.told.placements)
    # One row of pages with key and caption beneath, if the lanes need no more.
    drawing.show(content.first, content.last, whole, int(available - block.height - GAP))
    if drawing.lanes.height > available - block.height - GAP:
        drawing.show(content.first, content.last, whole, available)
    rows = list(_rows(drawing, available))
    block = _block(content, spec, width, whole, crowded=_crowded(drawing, rows))
    sheets: list[Sheet] = []
    for row, lanes in enumerate(rows):
        for column in range(spec.across):
            number = len(sheets) + 1
            tile = Tile(column * (plot - OVERLAP), plot, lanes)
            sheets.append(
                Sheet(
                    number, tile, before=number - 1 if column else 0,
                    after=number + 1 if column < spec.across - 1 else 0, row=row + 1, column=column + 1,
                )
            )  # fmt: skip
    left = height - HEAD - FOOT - title - _canvas_height(drawing, rows[-1]) - GAP
    if block.height <= left:
        sheets.append(replace(sheets.pop(), block=True))
    else:
        sheets.append(Sheet(len(sheets) + 1, None, block=True))
    return Sheets(drawing, content, spec, POINT, width, height, spec.title, title, block, tuple(sheets))


def _rows(drawing: Drawing, available: int) -> Iterator[range]:
    """Lanes that go on one page each, top to bottom; a lane is never divided."""
    tops, first = drawing.lanes.tops, 0
    if not drawing.shown:
        yield range(0)
        return
    for lane in range(drawing.lanes.count):
        if int(tops[lane + 1] - tops[first]) > available and lane > first:
            yield range(first, lane)
            first = lane
    yield range(first, drawing.lanes.count)


def _inner(spec: PictureSpec, point: float) -> tuple[float, float]:
    """Width and height within the edges of a page, in pixels."""
    width, height = spec.page
    return (width - 2 * spec.margin) / point, (height - 2 * spec.margin) / point


def _plot_width(drawing: Drawing, width: int) -> int:
    drawing.size = QSize(width, 0)
    return width - drawing.header_width


def _title_height(title: str, width: float) -> float:
    return fonts.height_of(title, fonts.font(fonts.TITLE, bold=True), width) + GAP if title else 0.0


def _canvas_height(drawing: Drawing, lanes: range) -> int:
    return drawing.tile_height(lanes) + (0 if drawing.shown else EMPTY_HEIGHT)


def _crowded(drawing: Drawing, rows: list[range]) -> int:
    """How many placements are drawn as density."""
    lanes = [lane for row in rows for lane in row]
    standing = sum(drawing.counts[lane] for lane in lanes)
    return max(0, standing - sum(len(single(layout, drawing.whole)) for layout in drawing.layouts(rows)))


def _block(
    content: Content, spec: PictureSpec, width: float, plot: int, *, crowded: int, left_out: int = 0
) -> Block:
    """Key and caption on a width; `plot` are the pixels of all days."""
    scale = plot / (content.last - content.first)
    placed, key_height = place(key_of(content, scale, crowded=crowded > 0), width)
    caption = words.caption(content, crowded, spec.words, left_out)
    return Block(placed, key_height, caption, fonts.height_of(caption, fonts.font(fonts.SMALL), width))
