"""The scanner of filter text: words, keys, values and quotes with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from db.filters.errors import FilterError

_KEY = re.compile(r"([A-Za-z][A-Za-z_-]*)[:：]")
_COMPARISON = re.compile(r"[<>]=?|[≤≥=]")
_BRACKETED = re.compile(r"[\[{][^\s\"\]}]*[\]}][^\s,，]*")  # an EDTF set holds commas
_BARE = re.compile(r"[^\s,，\"“][^\s,，]*")
_DATE = re.compile(
    r"[\[{]?(?:\.\.|/|\.\./)?[?~%]?\d[\dX]{3}(?![\dX])[\dX.~?%/\-–\[\]{},T:]*|\d{1,2}[./]\d{1,2}[./]\d{4}"
)
_QUOTES = {'"': '"', "“": "”"}
_COMMAS = (",", "，")

COMPARISONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "≤": "<=", "≥": ">=", "=": "", "": ""}
"""Comparison signs as typed and as kept."""


@dataclass(frozen=True, slots=True)
class RawValue:
    """A value as written, without its quotes; `sign` is the comparison sign before it."""

    text: str
    position: int
    length: int
    quoted: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class RawClause:
    """A word as written: its key (empty for free words) with its place, and its values."""

    key: str
    values: tuple[RawValue, ...]
    negated: bool
    position: int


def is_date_like(text: str) -> bool:
    """Tell whether a bare word is read as a date or range rather than as a word."""
    return _DATE.fullmatch(text) is not None


def is_bare(text: str, *, free: bool) -> bool:
    """Tell whether a value can stand without quotes, as a free word or after a key."""
    pattern = _BRACKETED if text[:1] in ("[", "{") else _BARE
    if not pattern.fullmatch(text) or (not free and _COMPARISON.match(text)):
        return False
    return not (free and (text[0] == "-" or _KEY.match(text) or is_date_like(text)))


def scan(text: str) -> Iterator[RawClause]:
    """Yield the clauses of a filter text; raises FilterError at a quote left open and the like."""
    at = 0
    while (at := _skip_space(text, at)) < len(text):
        clause, at = _clause(text, at)
        if clause.values:
            yield clause


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _clause(text: str, start: int) -> tuple[RawClause, int]:
    negated = text[start] == "-"
    at = start + negated
    if at == len(text) or text[at].isspace():
        raise FilterError("Nothing follows the minus sign", start, 1)
    key = _KEY.match(text, at)
    if key is None:
        values, at = _values(text, at, keyed=False)
        return RawClause("", values, negated, start), at
    values, end = _values(text, key.end(), keyed=True)
    return RawClause(key[1], values, negated, at), end


def _values(text: str, at: int, *, keyed: bool) -> tuple[tuple[RawValue, ...], int]:
    values: list[RawValue] = []
    while True:
        value, at = _value(text, at, keyed=keyed)
        if value.text:
            values.append(value)
        elif keyed:
            raise FilterError("A value is missing", value.position, value.length)
        if at == len(text) or text[at] not in _COMMAS:
            return tuple(values), at
        at += 1


def _value(text: str, start: int, *, keyed: bool) -> tuple[RawValue, int]:
    compared = _COMPARISON.match(text, start) if keyed else None
    sign = compared[0] if compared else ""
    at = start + len(sign)
    if text[at : at + 1] in _QUOTES:
        inner, end = _quoted(text, at)
        return RawValue(inner.strip(), start, end - start, quoted=True, sign=sign), end
    found = _BRACKETED.match(text, at) or _BARE.match(text, at)
    end = found.end() if found else at
    return RawValue(text[at:end], start, end - start, sign=sign), end


def _quoted(text: str, start: int) -> tuple[str, int]:
    closing = _QUOTES[text[start]]
    at = start + 1
    inner: list[str] = []
    while (found := text.find(closing, at)) >= 0:
        inner.append(text[at:found])
        at = found + 1
        if text[at : at + 1] != closing:
            break
        inner.append(closing)  # doubled: the sign itself
        at += 1
    else:
        raise FilterError("The quotation mark is not closed", start, len(text) - start)
    if at < len(text) and not text[at].isspace() and text[at] not in _COMMAS:
        raise FilterError("A space or a comma should follow the closing quotation mark", at, 1)
    return "".join(inner), at
