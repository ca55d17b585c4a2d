"""The type of a picture: fonts that hold the field's scripts, in sizes that hold on any device, and clean text."""

import unicodedata
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainter

TEXT: Final = 13
"""Height of the letters in the picture's pixels, as on the screen."""
SMALL: Final = 12
TITLE: Final = 19
FAMILIES: Final = (
    "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans", "Noto Sans CJK SC",
    "Noto Sans CJK JP", "Noto Sans CJK KR", "Source Han Sans SC", "PingFang SC", "Hiragino Sans",
    "Apple SD Gothic Neo", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic",
)  # fmt: skip
"""Families in the order in which they are looked for; a reader of the SVG looks for them again."""


@lru_cache(maxsize=1)
def _installed() -> tuple[str, ...]:
    # Qt takes a tenth of a second to look for families that are not there, and warns of it.
    known = set(QFontDatabase.families())
    return tuple(name for name in FAMILIES if name in known) or (QFont().family(),)


def families() -> tuple[str, ...]:
    """Families for a reader of an SVG: the ones with which it was measured first."""
    return tuple(dict.fromkeys((*_installed(), *FAMILIES)))


@lru_cache(maxsize=16)
def font(size: int, *, bold: bool = False) -> QFont:
    """A font whose letters are `size` pixels of the picture high on any device; treat as read only."""
    found = QFont()
    found.setFamilies(list(_installed()))
    found.setPixelSize(size)
    # Widths are measured for the screen and drawn on paper: hinting would make them differ.
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if bold:
        found.setWeight(QFont.Weight.DemiBold)
    return found


@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """The text on one line without control characters: an SVG with one can't be read."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or _drawable(c))
    return " ".join(kept.split())


def _drawable(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cs", "Cn", "Co"}


def height_of(text: str, of: QFont, width: float) -> float:
    """How high a text is that is wrapped to a width; nothing for no text."""
    if not text:
        return 0.0
    return QFontMetricsF(of).boundingRect(QRectF(0, 0, width, 1e6), _flags(text, of, width), text).height()


def draw_wrapped(painter: QPainter, text: str, of: QFont, at: QRectF) -> None:
    """Draw a text wrapped to the width of a rectangle, from its top."""
    painter.setFont(of)
    painter.drawText(at, _flags(text, of, at.width()), text)


def _flags(text: str, of: QFont, width: float) -> int:
    """Break within words only where one of them is longer than the line: an address, or Chinese."""
    widest = max((QFontMetricsF(of).horizontalAdvance(word) for word in text.split()), default=0.0)
    return (Qt.TextFlag.TextWordWrap if widest <= width else Qt.TextFlag.TextWrapAnywhere).value
