"""Texts of a column as Liaison's own words: by the codebook, by what they are called elsewhere, or put elsewhere."""

from collections.abc import Mapping as Words
from typing import Final, Literal

from db.imports.mapping.contents import Column, known_words
from db.imports.mapping.known import Known
from db.imports.mapping.value import LISTS, CellRule
from db.search import fold

_MOST: Final = 300
_ELSEWHERE: Final[dict[str, Literal["note", "tags"]]] = {
    "type": "tags", "channel": "note", "level": "note", "country": "note", "round": "note", "status": "note",
}  # fmt: skip


def rule(own: str, column: Column, known: Known) -> CellRule:
    """Return how a column fills an own one: its texts translated; what has no word goes to tags or the note."""
    if own in LISTS:
        return CellRule(own, (column.name,), split=column.signs(), values=_listed(own, column, known))
    if own == "round":
        return CellRule(own, (column.name,), otherwise="note")
    if own == "country":
        words = {name: name for name in known.countries}
        return _chosen(own, column, words, same=True, split=column.signs("|;、"))
    if own in ("type", "channel", "level", "status"):
        return _chosen(own, column, known_words(known, own))
    return CellRule(own, (column.name,))


def _listed(own: str, column: Column, known: Known) -> dict[str, str]:
    """Return what the items of areas and issues are called in the codebook; new tags are made as they are needed."""
    words = known_words(known, own.removesuffix("s")) if own != "tags" else {}
    said = column.items(column.signs())[:_MOST]
    return {item: words[fold(item)] for item in said if fold(item) in words and words[fold(item)] != item}


def _chosen(
    own: str, column: Column, words: Words[str, str], *, same: bool = False, split: str = ""
) -> CellRule:
    """Return the rule of a column with few different texts, each with a word; `same` leaves them as they are."""
    texts = sorted(column.every)
    if not words or len(texts) > _MOST:
        return CellRule(own, (column.name,), split=split)
    singles = [text for text in texts if not any(sign in text for sign in split)]
    found = {text: text if same else words[fold(text)] for text in singles if fold(text) in words}
    complete = len(found) == len(singles)
    told = {text: word for text, word in found.items() if not complete or (fold(text) != fold(word))}
    elsewhere = _ELSEWHERE[own] if not complete or len(singles) < len(texts) else ""
    return CellRule(
        own, (column.name,), values=told, only_values=not complete, otherwise=elsewhere, split=split
    )
