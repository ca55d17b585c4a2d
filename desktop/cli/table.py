"""Plain tables for a terminal: columns as wide as what stands in them, ideographs taking two places."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

WIDEST: Final = 60
"""Places that one cell takes at most; a longer text is cut."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, each with its line break; nothing where there are no rows."""
    cells = [[plain(cell) for cell in row] for row in rows]
    if not cells:
        return
    widths = [min(WIDEST, max(map(width, column))) for column in zip(head, *cells, strict=True)]
    for row in (head, *cells):
        yield (
            "  ".join(fitted(cell, places) for cell, places in zip(row, widths, strict=True)).rstrip() + "\n"
        )


def plain(text: str) -> str:
    """Return a text in one line, without the signs by which a terminal is steered."""
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in text)
    return " ".join(text.split())


def width(text: str) -> int:
    """Return the places a text takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_places, text))


def fitted(text: str, places: int) -> str:
    """Return a text cut or filled up to a number of places."""
    spare = places - width(text)
    if spare >= 0:
        return text + " " * spare
    kept, used = "", 0
    for sign in text:
        if used + _places(sign) > places - 1:
            break
        kept, used = kept + sign, used + _places(sign)
    return kept + "…" + " " * (places - used - 1)


def _places(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
