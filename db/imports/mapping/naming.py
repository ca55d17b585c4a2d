"""What the name of a column says it is, and which group of participants it belongs to."""

import re
from dataclasses import dataclass
from typing import Final

from db.imports.mapping.header_words import HEADERS
from db.search import fold

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SIGNS: Final = re.compile(r"[\W_]+")
_QUALIFIER: Final = re.compile(r"iso ?(?:2|3|alpha ?[23]?)?|code|iso code|codes|name|names|full name|list")
_NUMBERED: Final = re.compile(r"(?<=[a-z])(?=[0-9])")
_POSSESSIVE: Final = re.compile(r"[の的之의]+$")
_GROUP_SIGN: Final = re.compile(r"[0-9]|[a-d]|[甲乙丙]方?|[12]")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name says: one of `uses.BECOMES`, the group that the words before it name, and how sure that is."""

    becomes: str
    group: str = ""
    confidence: float = 0.95


def words_of(header: str) -> str:
    """Return a name in folded words with single blanks between."""
    split = _CAMEL.sub(" ", header)
    return " ".join(_SIGNS.sub(" ", fold(split)).split())


def meant(header: str) -> Meant | None:
    """Return what the name of a column says it is, None for one that says nothing known."""
    said = words_of(header)
    found = _whole(said)
    if found is not None:
        return found
    spaced = _NUMBERED.sub(" ", said)
    return _grouped(spaced) or _joined(said)


def _whole(said: str) -> Meant | None:
    if said in HEADERS:
        return Meant(HEADERS[said])
    bare = _unqualified(said)
    return Meant(HEADERS[bare], confidence=0.9) if bare in HEADERS else None


def _unqualified(said: str) -> str:
    """Return a name without words such as "code" or "ISO 2" at its end."""
    words = said.split()
    for length in (2, 1):
        if len(words) > length and _QUALIFIER.fullmatch(" ".join(words[-length:])):
            return " ".join(words[:-length])
    return said


def _grouped(said: str) -> Meant | None:
    """Return what a name of several words says: the last ones of them, or those around a number or letter."""
    words = _unqualified(said).split()
    for place, word in enumerate(words):
        if len(words) > 1 and _GROUP_SIGN.fullmatch(word):
            rest = " ".join(words[:place] + words[place + 1 :])
            found = _whole(rest) or _nested(words, place)
            return Meant(found.becomes, word, 0.8) if found is not None else None
    for start in range(1, len(words)):
        phrase = " ".join(words[start:])
        if phrase in HEADERS:
            return Meant(HEADERS[phrase], " ".join(words[:start]), 0.8)
    for end in range(len(words) - 1, 0, -1):
        phrase = " ".join(words[:end])
        if phrase in HEADERS:
            return Meant(HEADERS[phrase], " ".join(words[end:]), 0.6)
    return None


def _nested(words: list[str], place: int) -> Meant | None:
    """Return what stands behind the number in names such as `actor 1 country`."""
    rest = " ".join(words[place + 1 :])
    return Meant(HEADERS[rest]) if rest in HEADERS else None


def _joined(said: str) -> Meant | None:
    """Return what a name in CJK signs says by its end, or its beginning."""
    text = said.replace(" ", "")
    if text.isascii():
        return None
    ends = [
        phrase for phrase in HEADERS if len(phrase) > 1 and not phrase.isascii() and text.endswith(phrase)
    ]
    if ends:
        phrase = max(ends, key=len)
        return Meant(HEADERS[phrase], _POSSESSIVE.sub("", text.removesuffix(phrase)), 0.8)
    begun = [
        phrase for phrase in HEADERS if len(phrase) > 1 and not phrase.isascii() and text.startswith(phrase)
    ]
    if begun:
        phrase = max(begun, key=len)
        return Meant(HEADERS[phrase], text.removeprefix(phrase), 0.6)
    return None
