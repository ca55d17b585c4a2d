"""Cuts what people type into tokens."""

import re
from typing import Final

from db.dates.calendars import numeral
from db.dates.errors import Fault, shown
from db.dates.tokens import Kind, Token
from db.dates.words import CJK, ENGLISH, ERA_LETTERS

_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(
    (0x09, 0x0A, 0x0D, 0xA0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x3000), 0x20
)
"""Full-width signs and the many spaces, one character for one, so that positions stay."""

_PHRASES: Final = {
    head: sorted((phrase for phrase in ENGLISH if phrase.startswith(head + " ")), key=len, reverse=True)
    for head in {phrase.partition(" ")[0] for phrase in ENGLISH if " " in phrase}
}
"""Phrases by their first word, the longest first."""

_SCAN: Final = re.compile(
    r"""
    (?P<skip>\ +|\.(?!\.)|'(?=[0-9]))
  | (?P<TIME>T?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?
      (?:\ ?[ap]\.?m\b\.?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)
  | (?P<ISO>[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?(?![0-9]))
  | (?P<PARTS>[0-9]{1,4}(?P<sep>[./])\ ?[0-9]{1,2}(?:(?P=sep)\ ?[0-9]{1,4})?(?![0-9])
      | [0-9]{1,2}[./][0-9]{4}(?![0-9])
      | [0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?![0-9]))
  | (?P<ERA>[MTSHR](?=[0-9]{1,2}(?:[./年]|-[0-9])))
  | -?(?P<period>[QH][1-4])(?![0-9A-Z])
  | (?P<letter>[MTSR](?=[0-9]{1,2}(?![0-9A-Z]))|H(?=[0-9]{2}(?![0-9A-Z])))
  | (?P<ORDINAL>[0-9]{1,2}(?:st|nd|rd|th)\b)
  | (?P<DECADE>[0-9]+['’]?s\b)
  | (?P<NUMBER>[0-9]+)
  | (?P<NUMERAL>[〇零○一二三四五六七八九十百千廿卅]+)
  | (?P<word>[A-Z]+)
  | (?P<DASH>-{1,3}|[~‐‑‒–—―−〜ー]{1,2})
  | (?P<sign>[,、&?()±])
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

_SIGNS: Final = {
    ",": Kind.COMMA,
    "、": Kind.PAUSE,
    "&": Kind.AND,
    "?": Kind.MAYBE,
    "(": Kind.OPENING,
    ")": Kind.CLOSING,
    "±": Kind.PLUS_MINUS,
}


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text, an END token last; raises Fault at what nobody understands."""
    narrow = text.translate(_NARROW)
    found: list[Token] = []
    at = 0
    while at < len(narrow):
        token = _cjk(narrow, at)
        if token is None:
            match = _SCAN.match(narrow, at)
            if match is None:
                raise Fault(f'"{shown(text[at])}" is not understood', at)
            at = match.end()
            if match.lastgroup == "skip":
                continue
            token = _token(narrow, match)
        at = token.end
        if token.kind is Kind.REFUSED:
            raise Fault(str(token.value), token.start)
        found.append(token)
    found.append(Token(Kind.END, 0, "", len(text)))
    if found[0].kind is Kind.DASH and found[0].text == "~":
        found[0] = found[0]._replace(kind=Kind.ABOUT)
    return found


def _cjk(text: str, at: int) -> Token | None:
    for word, (kind, value) in CJK.get(text[at], ()):
        if text.startswith(word, at):
            return Token(kind, value, word, at)
    return None


def _token(text: str, match: re.Match[str]) -> Token:
    group = match.lastgroup or ""
    found, start = match.group(group), match.start(group)
    if group == "word" or group == "ORDINAL":
        phrase = _phrase(text, start, found.lower())
        if phrase or group == "word":
            return _word(phrase or found, start)
    if group == "sign":
        return Token(_SIGNS[found], 0, found, start)
    if group == "period":
        kind = Kind.QUARTER if found[0] in "Qq" else Kind.HALF
        if kind is Kind.HALF and found[1] > "2":
            raise Fault(f"there is no half {found[1]}", start)
        return Token(kind, int(found[1]), found, start)
    if group in ("ERA", "letter"):
        return Token(Kind.ERA, ERA_LETTERS[found.upper()], found, start)
    if group == "NUMERAL":
        return Token(Kind.NUMERAL, _numeral(found, start), found, start)
    kind = Kind[group]
    return Token(kind, _leading_number(found) if kind in _COUNTED else found, found, start)


_COUNTED: Final = frozenset({Kind.NUMBER, Kind.ORDINAL, Kind.DECADE})


def _leading_number(text: str) -> int:
    return int(text.rstrip("sthndrSTHNDR'’"))


def _numeral(text: str, at: int) -> int:
    try:
        return numeral(text)
    except ValueError:
        raise Fault(f'"{text}" is no number', at) from None


def _phrase(text: str, at: int, first: str) -> str:
    """Return the longest known phrase that begins here with a word, as it is written."""
    for phrase in _PHRASES.get(first, ()):
        head = text[at : at + len(phrase) + 1].lower()
        if head.startswith(phrase) and not head[len(phrase) :].isalpha():
            return text[at : at + len(phrase)]
    return ""


def _word(word: str, at: int) -> Token:
    meaning = ENGLISH.get(word.lower())
    if meaning is None:
        raise Fault(f'"{shown(word, 20)}" is not understood{_suggestion(word)}', at)
    return Token(*meaning, word, at)


def _suggestion(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), ENGLISH, 1, 0.75)
    return f', perhaps "{near[0]}" is meant' if near else ""
