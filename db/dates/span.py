"""The days a text covers, for filters."""

import re
from typing import Final

from db.dates.errors import DateError
from db.dates.parse import parse
from db.dates.uncertain import Bounds

_DOTS: Final = re.compile(r"(?<![./])\.\.(?![./])")


def span(text: str) -> Bounds:
    """Return the first and last day that a text covers, None where open: "2004", "2004..2012", "2004-03/..".

    Either side of ".." is any date or empty. Raises DateError with the position in the text.
    """
    if any(sign in text for sign in "[{") or not (dots := _DOTS.search(text)):
        when = parse(text)
        return when.start[0], when.end[1]
    first = _side(text, 0, dots.start())[0]
    last = _side(text, dots.end(), len(text))[1]
    if first is None and last is None:
        raise DateError(text, 0, "a span needs a date at one end at least")
    if first is not None and last is not None and last < first:
        raise DateError(text, dots.end(), "the end lies before the start")
    return first, last


def _side(text: str, first: int, last: int) -> Bounds:
    part = text[first:last]
    if not part.strip():
        return None, None
    try:
        when = parse(part)
    except DateError as error:
        raise DateError(text, first + error.position, error.reason) from None
    return when.start[0], when.end[1]
