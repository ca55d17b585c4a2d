"""What one own column is filled with: columns joined or split, texts translated, what does not fit put elsewhere."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from db.imports.mapping.templates import compiled, named
from db.imports.mapping.value import LISTS, WHOLE, CellRule
from db.search import fold
from db.table.cell_text import write_list
from db.words import DIRECTIONS, STATUSES

if TYPE_CHECKING:
    from db.imports.mapping.applying import Row

_ROUND: Final = re.compile(r"[0-9]{1,4}\s*(?:\?|inferred)?")
_WORDS: Final = {"status": frozenset(STATUSES), "direction": frozenset(DIRECTIONS)}
_TEXTS: Final = ("title", "place", "summary", "note", *WHOLE)


def columns_of(rule: CellRule) -> tuple[str, ...]:
    """Return the columns that a rule reads."""
    return tuple(dict.fromkeys((*rule.columns, *named(rule.template))))


def overflows(rules: Iterable[CellRule], own: str) -> bool:
    """Whether some rule puts what does not fit into a column."""
    return any(rule.otherwise == own for rule in rules)


def filler(rule: CellRule | None, own: str, place: dict[str, int]) -> "Callable[[Row], str]":
    """Return what fills an own column; `rule` is None for one that only takes what does not fit elsewhere."""
    if rule is None:
        return _over(own)
    if own in LISTS:
        fill = _listed(rule, place)
    elif own in _TEXTS and not rule.values and not rule.split:
        fill = _text(rule, place)
    else:
        fill = _single(rule, place)
    return _with_over(own, fill) if own in ("note", "tags") else fill


def _over(own: str) -> "Callable[[Row], str]":
    if own == "tags":
        return lambda row: write_list(row.tags) if row.tags else ""
    return lambda row: "\n".join(row.notes) if row.notes else ""


def _with_over(own: str, fill: "Callable[[Row], str]") -> "Callable[[Row], str]":
    if own == "tags":
        return lambda row: "; ".join(filter(None, (fill(row), write_list(row.tags))))
    return lambda row: "\n".join(filter(None, (fill(row), *row.notes)))


def _text(rule: CellRule, place: dict[str, int]) -> "Callable[[Row], str]":
    """Return what fills a column with text as it stands."""
    if rule.template:
        write = compiled(rule.template, place)
        return lambda row: write(row.cells) or rule.constant
    parts = [(name, place[name]) for name in rule.columns]
    if len(parts) == 1 and not rule.labelled:
        ((_, at),) = parts
        return lambda row: row.cells[at].strip() or rule.constant
    return lambda row: _joined(rule, parts, row.cells) or rule.constant


def _joined(rule: CellRule, parts: Sequence[tuple[str, int]], cells: Sequence[str]) -> str:
    said = [(name, cells[at].strip()) for name, at in parts]
    return rule.join.join(f"{name}: {text}" if rule.labelled else text for name, text in said if text)


def _single(rule: CellRule, place: dict[str, int]) -> "Callable[[Row], str]":
    """Return what fills a column that takes one word or number."""
    text_of = _text(rule, place)
    values = {fold(text.strip()): becomes for text, becomes in rule.values.items()}
    label = rule.columns[0] if rule.columns else rule.own
    known: dict[str, str | None] = {}

    def fill(row: "Row") -> str:
        text = text_of(row)
        if not text:
            return ""
        if text in known:
            found = known[text]
        else:
            found = known[text] = _fitting(rule, values, text)
        if found is None:
            if rule.otherwise == "tags":
                row.tags.append(text)
            else:
                row.notes.append(f"{label}: {text}")
            return ""
        return found

    return fill


def _fitting(rule: CellRule, values: dict[str, str], text: str) -> str | None:
    """Return what a text becomes, None where it belongs elsewhere."""
    becomes = values.get(fold(text))
    if becomes is not None:
        return becomes
    if not rule.otherwise:
        return text
    several = len([part for part in split(text, rule.split) if part]) > 1
    if rule.only_values or several or not _fits(rule.own, text):
        return None
    return text


def _fits(own: str, text: str) -> bool:
    if own == "round":
        return _ROUND.fullmatch(text) is not None and not text.strip().startswith("0")
    return own not in _WORDS or text.lower() in _WORDS[own]


def _listed(rule: CellRule, place: dict[str, int]) -> "Callable[[Row], str]":
    """Return what fills a column that takes a list."""
    text_of = compiled(rule.template, place) if rule.template else None
    parts = [place[name] for name in rule.columns]
    values = {fold(text.strip()): becomes for text, becomes in rule.values.items()}
    known: dict[str, list[str]] = {}

    def items(text: str) -> list[str]:
        found = known.get(text)
        if found is None:
            said = [part for part in split(text, rule.split) if part]
            kept = [part for part in said if not rule.only_values or fold(part) in values]
            found = known[text] = [item for part in kept if (item := values.get(fold(part), part))]
        return found

    def fill(row: "Row") -> str:
        texts = [row.cells[at] for at in parts] if text_of is None else [text_of(row.cells)]
        said = [item for text in texts if text for item in items(text)]
        return write_list(dict.fromkeys(said)) if said else rule.constant

    return fill


def split(text: str, signs: str) -> list[str]:
    """Return the parts of a text between any of the signs."""
    for sign in signs[1:]:
        text = text.replace(sign, signs[0])
    return [part.strip() for part in text.split(signs[0])] if signs else [text.strip()]
