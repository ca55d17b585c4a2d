"""The key of a picture: what colours, shapes, fills and ends of marks mean, as far as they occur."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from db.words import CONTEXT_KINDS
from desktop.canvas.data import OPEN_HI, OPEN_LO, CanvasData, ContextBand, Fill, Shape
from desktop.canvas.index import drawn_days
from desktop.canvas.layout import FADE, MARK
from desktop.canvas.sprites import BLUR_ALPHA, draw_mark, mark_pen
from desktop.look import colour
from desktop.picture import fonts
from desktop.picture.content import Content
from desktop.picture.vector import fill_fade
from desktop.picture.words import BY
from desktop.theme import LIGHT, mix

LINE: Final = 20
"""Height of a line of the key."""
_GAP: Final = 16
_SIGN: Final = 22
_WIDE: Final = 44
_MOST_TYPES: Final = 6
_NEUTRAL: Final = 7
"""The colour of marks of which only shape or fill is meant."""
Draw = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True, slots=True)
class Item:
    """A sign, `width` wide, and what it means; a heading has no sign."""

    words: str
    sign: Draw | None = None
    width: float = _SIGN


@dataclass(frozen=True, slots=True)
class Placed:
    """An item of the key and where it stands."""

    item: Item
    x: float
    y: float


def key_of(content: Content, scale: float, *, crowded: bool) -> list[list[Item]]:
    """The parts of the key: a heading and its items each; `crowded` if some marks are drawn as density.

    `scale` are the pixels of a day, by which a span is a bar or no more than a mark.
    """
    data = _shown(content)
    parts = [
        _colours(content, data), _shapes(content), _fills(data), _dates(data, scale, crowded=crowded),
        _contexts(content),
    ]  # fmt: skip
    return [part for part in parts if len(part) > 1]


def place(parts: Sequence[Sequence[Item]], width: float) -> tuple[list[Placed], float]:
    """Where items stand in lines of a width, and how high all are; a part begins a line unless it fits behind."""
    small, bold = (QFontMetricsF(fonts.font(fonts.SMALL, bold=bold)) for bold in (False, True))
    placed: list[Placed] = []
    x, y = 0.0, 0.0
    for part in parts:
        widths = [(small if item.sign else bold).horizontalAdvance(item.words) + _room(item) for item in part]
        if x and x + sum(widths) > width:
            x, y = 0.0, y + LINE
        indent = widths[0] if sum(widths) > width else 0.0
        for item, wide in zip(part, widths, strict=True):
            if x > indent and x + wide - _GAP > width:
                x, y = indent, y + LINE
            placed.append(Placed(item, x, y))
            x += wide
        x += _GAP
    return placed, (y + LINE if placed else 0.0)


def draw(painter: QPainter, placed: Iterable[Placed], width: float) -> None:
    """Draw the items from the painter's origin."""
    for each in placed:
        item, x = each.item, each.x
        if item.sign is not None:
            painter.save()
            item.sign(painter, QRectF(x, each.y, item.width - 6, LINE))
            painter.restore()
            x += item.width
        font = fonts.font(fonts.SMALL, bold=item.sign is None)
        painter.setFont(font)
        painter.setPen(colour(LIGHT.text))
        words = QFontMetricsF(font).elidedText(item.words, Qt.TextElideMode.ElideRight, max(20.0, width - x))
        painter.drawText(QRectF(x, each.y, width, LINE), Qt.AlignmentFlag.AlignVCenter, words)


def _room(item: Item) -> float:
    return _GAP + item.width if item.sign else 8.0


# --- the parts -----------------------------------------------------------------------------------------------


def _shown(content: Content) -> CanvasData:
    """The placements of the days shown alone."""
    from desktop.picture.content import placements

    index = content.index
    places = index.visible(int(content.first), int(content.last) - 1, range(index.lanes))
    kept = np.zeros(len(index.data.rows), bool)
    kept[places] = True
    return placements(index.data, kept)


def _colours(content: Content, data: CanvasData) -> list[Item]:
    used = set(data.colour.tolist())
    items = [Item(fonts.clean(label), _mark(code, Shape.DISC, Fill.FILLED))
             for label, code in content.colours if code in used]  # fmt: skip
    return [Item(_capital(BY[content.colour_by])), *items] if content.colour_by != "none" else []


def _shapes(content: Content) -> list[Item]:
    if len(content.shapes) < 2 and Shape.DISC in content.shapes:
        return []
    return [Item("Type"), *(Item(_listed(types), _mark(_NEUTRAL, shape, Fill.FILLED))
                            for shape, types in content.shapes.items())]  # fmt: skip


_STATUS: Final = {
    Fill.FILLED: "held",
    Fill.DASHED: "held, unverified",
    Fill.HOLLOW: "planned",
    Fill.HALF: "postponed",
    Fill.CROSSED: "cancelled",
    Fill.DOTTED: "unconfirmed",
}


def _fills(data: CanvasData) -> list[Item]:
    used = set(data.fill.tolist())
    return [Item("Status"), *(Item(words, _mark(_NEUTRAL, Shape.DISC, fill))
                              for fill, words in _STATUS.items() if fill in used)]  # fmt: skip


def _dates(data: CanvasData, scale: float, *, crowded: bool) -> list[Item]:
    slo, shi, elo, ehi = data.start_lo, data.start_hi, data.end_lo, data.end_hi
    day = (slo == shi) & (elo == ehi) & (shi == elo)
    lasting = ~day & (shi != OPEN_HI) & (elo != OPEN_LO) & (elo >= shi)
    drawn = drawn_days(slo, shi, elo, ehi)
    opened = ((slo == OPEN_LO) | (shi == OPEN_HI) | (ehi == OPEN_HI)) & drawn.dated
    wide = (drawn.hi.astype(np.float64) - drawn.lo + 1) * scale + FADE * opened >= MARK
    vague = ~day & ~lasting
    mark, pale = (_mark(_NEUTRAL, Shape.DISC, Fill.FILLED, pale=pale) for pale in (False, True))
    signs = (
        ((day | (lasting & ~wide)).any(), Item("on a known day", mark)),
        ((lasting & wide).any(), Item("from day to day", _bar, _WIDE)),
        ((vague & wide).any(), Item("some day within", _blur, _WIDE)),
        ((vague & ~wide).any(), Item("some day around", pale)),
        (opened.any(), Item("no known beginning or end", _open, _WIDE)),
        (crowded, Item("several", _shading, _WIDE)),
    )
    found = [item for holds, item in signs if holds]
    return [Item("Dates"), *found] if len(found) > 1 else []


def _contexts(content: Content) -> list[Item]:
    seen = [band for band in content.contexts if band.lo < content.last and band.hi >= content.first]
    kinds: dict[tuple[str, str], ContextBand] = {}
    for band in seen:
        kinds.setdefault((band.kind, ""), band)
    ordered = sorted(kinds.values(), key=lambda band: CONTEXT_KINDS.index(band.kind))
    return [Item("Behind"), *(Item(band.kind, _tint(band)) for band in ordered)]


def _listed(types: Sequence[str]) -> str:
    shown = [fonts.clean(words) for words in types]
    return ", ".join(shown[:_MOST_TYPES]) + (" …" if len(shown) > _MOST_TYPES else "")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# --- the signs -----------------------------------------------------------------------------------------------


def _mark(code: int, shape: Shape, fill: Fill, *, pale: bool = False) -> Draw:
    def sign(painter: QPainter, at: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(at.left() + 7, at.center().y())
        draw_mark(painter, LIGHT, LIGHT.mark(code), shape, fill, pale=pale)

    return sign


def _bar(painter: QPainter, at: QRectF) -> None:
    name = LIGHT.mark(_NEUTRAL)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(mark_pen(name, Fill.FILLED))
    painter.setBrush(colour(mix(LIGHT.ground, name, 0.42)))
    painter.drawRoundedRect(QRectF(at.left() + 2, at.center().y() - 5, at.width() - 4, 10), 4, 4)


def _blur(painter: QPainter, at: QRectF) -> None:
    _faded(painter, at, (0.0, BLUR_ALPHA), (BLUR_ALPHA, 0.0))


def _open(painter: QPainter, at: QRectF) -> None:
    _faded(painter, at, (BLUR_ALPHA, BLUR_ALPHA), (BLUR_ALPHA, 0.0))


def _faded(painter: QPainter, at: QRectF, *sides: tuple[float, float]) -> None:
    half, middle = at.width() / 2, at.center().y()
    for place, (begin, end) in enumerate(sides):
        fill_fade(
            painter, QRectF(at.left() + place * half, middle - 6, half, 12), LIGHT.mark(_NEUTRAL), begin, end
        )


def _shading(painter: QPainter, at: QRectF) -> None:
    steps = (0.18, 0.3, 0.45, 0.62)
    wide = at.width() / len(steps)
    for place, alpha in enumerate(steps):
        rect = QRectF(at.left() + place * wide, at.center().y() - 6, wide, 12)
        painter.fillRect(rect, colour(LIGHT.density, alpha))


def _tint(band: ContextBand) -> Draw:
    def sign(painter: QPainter, at: QRectF) -> None:
        name = LIGHT.context(band.colour)
        painter.setPen(QPen(colour(mix(name, LIGHT.text, 0.22)), 1))
        painter.setBrush(colour(name))
        painter.drawRect(
            QRectF(QPointF(at.left() + 1, at.center().y() - 5), QPointF(at.left() + 14, at.center().y() + 5))
        )

    return sign
