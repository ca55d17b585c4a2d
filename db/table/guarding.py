"""Cells that a spreadsheet would take for formulas: kept from it by an apostrophe, which an import takes away again."""

import re
from typing import Final

_SIGNED: Final = re.compile(r"'*[=+\-@\t\r]")
"""Begins like a formula, be it behind apostrophes: these are guarded too, or reading would take one away."""
FIRST: Final = frozenset("'=+-@\t\r")
"""The signs that such a cell begins with, by which most others are told at once."""
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet runs; numbers and most texts come back as they are."""
    return f"'{text}" if is_formula(text) else text


def is_formula(text: str) -> bool:
    """Whether a cell needs a guard."""
    return text[:1] in FIRST and _SIGNED.match(text) is not None and _NUMBER.fullmatch(text) is None


def unguarded(text: str) -> str:
    """Return what a guarded cell stands for."""
    return text[1:] if text.startswith("'") and _SIGNED.match(text) else text
