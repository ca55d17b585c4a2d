"""Text in figures: fonts that hold the field's scripts, and labels from files made safe to draw."""

import unicodedata
from functools import cache, lru_cache
from typing import Final, cast

from matplotlib import font_manager
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

_LATIN: Final = ("Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans")
_EAST_ASIAN: Final = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Source Han Sans SC",
    "PingFang SC",
    "Hiragino Sans",
    "Hiragino Sans GB",
    "Apple SD Gothic Neo",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
    "SimHei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Arial Unicode MS",
)
_ALWAYS: Final = "DejaVu Sans"  # comes with Matplotlib
_MISSING: Final = "□"


@cache
def family() -> tuple[str, ...]:
    """Font families to try in turn. Only installed ones: Matplotlib complains about each of the others."""
    installed = set(font_manager.fontManager.get_font_names())
    latin = [name for name in _LATIN if name in installed][:1]
    east = [name for name in _EAST_ASIAN if name in installed]
    return (*latin, _ALWAYS, *east)


@lru_cache(maxsize=64)
def font(size: float, *, ascii_only: bool = False) -> FontProperties:
    """The font of text in figures; size in points. Treat as read only, it is shared.

    Looking through twenty families costs half a millisecond per label, which ASCII text need not pay.
    """
    return FontProperties(family=list(family()[:2] if ascii_only else family()), size=size)


def point(renderer: RendererBase) -> float:
    """Pixels of one point."""
    return float(cast(float, renderer.points_to_pixels(1.0)))


def measure(renderer: RendererBase, text: str, size: float) -> tuple[float, float]:
    """Width and height in pixels of one line of plain text."""
    width, height, _ = renderer.get_text_width_height_descent(
        text, font(size, ascii_only=text.isascii()), ismath=False
    )
    return float(width), float(height)


def write(renderer: RendererBase, x: float, y: float, text: str, size: float, colour: str) -> None:
    """Draw one line of plain text with its baseline's left end at pixel (x, y), y upwards.

    Twenty times as fast as a Text object, which lays its text out anew.
    """
    gc = renderer.new_gc()
    gc.set_foreground(colour)
    height = renderer.get_canvas_width_height()[1]
    y = height - y if renderer.flipy() else y
    renderer.draw_text(gc, x, y, text, font(size, ascii_only=text.isascii()), 0.0)
    gc.restore()


@lru_cache(maxsize=4096)
def plain(text: str, longest: int = 0) -> str:
    """The text on one line, without control characters and with a box for what no font can draw.

    Control characters make an SVG unreadable, a missing glyph costs a warning at each drawing. A text
    longer than `longest` characters (0: any length) is cut and ends in an ellipsis.
    """
    kept = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    words = " ".join(kept.split())
    if longest and len(words) > longest:
        words = words[: longest - 1].rstrip() + "…"
    return words if words.isascii() else "".join(c if ord(c) in _glyphs() else _MISSING for c in words)


@cache
def _glyphs() -> frozenset[int]:
    """Every character that one of the families has."""
    found: set[int] = set()
    for name in family():
        path = font_manager.findfont(FontProperties(family=[name]), fallback_to_default=False)
        found.update(FT2Font(path).get_charmap())
    return frozenset(found)
