"""From any text to a date: plain days at once, EDTF by its shape, everything else as people type it."""

import re
from functools import lru_cache
from typing import Final

from db.dates import plain
from db.dates.edtf import LONGEST, build, read
from db.dates.errors import DateError, Fault
from db.dates.terms import Node
from db.dates.typed import read_typed
from db.dates.uncertain import UncertainDate

_EDTF_SIGNS: Final = re.compile(r"[0-9Xx?~%/.\-,\[\]{}TZ:+YWSE]+")
_EDTF_SPACED: Final = re.compile(r" *[\[{/]|[0-9Xx?~% -]+/")
_TYPED_SLASHES: Final = re.compile(r"[0-9]{4}/[0-9]{1,2}(?![0-9Xx?~%])")
_EDTF_SHAPE: Final = re.compile(
    r"[\[{]|[Yy]?-?[0-9]{5}(?![0-9]{3}(?![0-9]))|[Yy]-?[0-9]|-[0-9]{4}|/|\.\."
    r"|[?~%]?[0-9Xx]{4}[?~%]?(?:$|/|\.\.|S|-?W|-[?~%]?[0-9Xx]{2}[?~%]?(?:$|/|-[?~%]?[0-9Xx]{2}|T))"
)


def parse(text: str, day_first: bool | None = None) -> UncertainDate:
    """Return the date that a text says, typed in any of the four languages or as EDTF.

    `day_first` decides 10/11/2006, which is an error without it. Raises DateError, and TypeError
    for what is no text.
    """
    return plain.read(text) or _parse(text, day_first)


@lru_cache(maxsize=4096)
def _parse(text: str, day_first: bool | None) -> UncertainDate:
    return parse_slowly(text, day_first)


def parse_slowly(text: str, day_first: bool | None = None) -> UncertainDate:
    """Do what `parse` does, without the short ways of plain days and of texts met before."""
    words = text.strip()
    at = text.find(words)
    try:
        return build(_read(words, day_first), words)
    except Fault as fault:
        raise DateError(text, at + fault.position, fault.reason) from None


def _read(words: str, day_first: bool | None) -> Node:
    if not words:
        raise Fault("nothing is written")
    if len(words) > LONGEST:
        raise Fault(f"it has more than {LONGEST} characters", LONGEST)
    return read(words) if is_edtf(words) else read_typed(words, day_first)


def is_edtf(text: str) -> bool:
    """Whether a text has the shape of EDTF, right or wrong, so that its errors are told in EDTF's terms."""
    signs = text.replace(" ", "") if _EDTF_SPACED.match(text) else text
    if not _EDTF_SIGNS.fullmatch(signs) or _TYPED_SLASHES.match(text):
        return False
    return _EDTF_SHAPE.match(signs) is not None
