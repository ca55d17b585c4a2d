"""What each single column of a mapping becomes, for a window that shows one choice above each column."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from db.imports.mapping.templates import named
from db.imports.mapping.value import (
    LISTS,
    SINGLE,
    WHOLE,
    CellRule,
    DateRule,
    Mapping,
    ParticipantsRule,
    SourceRule,
)

DATE_PARTS: Final = (
    "whole", "start", "end", "year", "month", "day", "end_year", "end_month", "end_day", "precision", "words",
)  # fmt: skip
PARTICIPANT_PARTS: Final = ("actor", "person", "post", "country", "note", "side_column", "role_column")
SOURCE_PARTS: Final = tuple(each.name for each in fields(SourceRule))

BECOMES: Final = (
    *(f"date.{part}" for part in DATE_PARTS),
    *SINGLE,
    *LISTS,
    *WHOLE,
    *(f"participants.{part}" for part in PARTICIPANT_PARTS),
    *(f"sources.{part}" for part in SOURCE_PARTS),
    "identifiers",
)
"""All that a column can become."""


@dataclass(frozen=True, slots=True)
class Use:
    """What a column becomes: one of BECOMES, in which group of participants or sources, under which scheme."""

    becomes: str
    group: int = 0
    """Place of the group among the mapping's participants or sources, one more for a new group."""
    scheme: str = ""


def uses(mapping: Mapping) -> dict[str, list[Use]]:
    """Return what each column of the header becomes; several things, or nothing."""
    found: dict[str, list[Use]] = {name: [] for name in mapping.header}
    for column, use in _each(mapping):
        found.setdefault(column, []).append(use)
    return found


def _each(mapping: Mapping) -> Iterator[tuple[str, Use]]:
    for part in DATE_PARTS:
        if column := getattr(mapping.date, part):
            yield column, Use(f"date.{part}")
    for rule in mapping.cells:
        for column in dict.fromkeys((*rule.columns, *named(rule.template))):
            yield column, Use(rule.own)
    for place, group in enumerate(mapping.participants):
        for part in PARTICIPANT_PARTS:
            if column := getattr(group, part):
                yield column, Use(f"participants.{part}", place)
    for place, source in enumerate(mapping.sources):
        for part in SOURCE_PARTS:
            if column := getattr(source, part):
                yield column, Use(f"sources.{part}", place)
    for scheme, column in mapping.identifiers:
        yield column, Use("identifiers", scheme=scheme)


def with_use(mapping: Mapping, column: str, use: Use | None) -> Mapping:
    """Return the mapping in which a column becomes this and nothing else; None leaves it out.

    A place that holds one column is taken over; columns of a list or text are joined. Groups left empty go.
    """
    made = without(mapping, column)
    if use is None:
        return made
    kind, _, part = use.becomes.partition(".")
    if use.becomes == "identifiers":
        return replace(made, identifiers=(*made.identifiers, (use.scheme, column)))
    if kind == "date":
        return replace(made, date=_set(made.date, part, column))
    if part:
        return replace(made, **{kind: _grouped(getattr(made, kind), mapping, kind, use.group, part, column)})
    present = made.cell(kind)
    if present is None:
        return replace(made, cells=(*made.cells, CellRule(kind, (column,))))
    grown = replace(present, columns=(*present.columns, column), template="")
    return replace(made, cells=tuple(grown if rule is present else rule for rule in made.cells))


def _grouped(groups: tuple[Any, ...], mapping: Mapping, kind: str, place: int, part: str, column: str) -> Any:
    """Set a part of a group; the place is counted as before the column was taken out of another."""
    before = getattr(mapping, kind)
    if len(groups) < len(before) and place < len(before) and before[place].columns == (column,):
        return (*groups[:place], _set(before[place], part, column, clear=column), *groups[place:])
    if place >= len(groups):
        fresh: Any = ParticipantsRule() if kind == "participants" else SourceRule()
        return (*groups, _set(fresh, part, column))
    return tuple(_set(each, part, column) if at == place else each for at, each in enumerate(groups))


def _set(rule: Any, part: str, column: str, *, clear: str = "") -> Any:
    kept = _cleared(rule, clear) if clear else rule
    return replace(kept, **{part: column})


def _cleared(rule: Any, column: str) -> Any:
    gone = {
        each.name: "" for each in fields(rule) if getattr(rule, each.name) == column and each.name in _PARTS
    }
    return replace(rule, **gone) if gone else rule


_PARTS: Final = frozenset((*DATE_PARTS, *PARTICIPANT_PARTS, *SOURCE_PARTS))


def without(mapping: Mapping, column: str) -> Mapping:
    """Return the mapping in which a column becomes nothing."""
    cells = tuple(_cell_without(rule, column) for rule in mapping.cells)
    date: DateRule = _cleared(mapping.date, column)
    groups = tuple(_cleared(each, column) for each in mapping.participants)
    sources = tuple(_cleared(each, column) for each in mapping.sources)
    return replace(
        mapping,
        date=date,
        cells=tuple(rule for rule in cells if rule.columns or rule.template or rule.constant),
        participants=tuple(each for each in groups if each.columns or each.fixed_actor),
        sources=tuple(each for each in sources if each.columns),
        identifiers=tuple(each for each in mapping.identifiers if each[1] != column),
    )


def _cell_without(rule: CellRule, column: str) -> CellRule:
    if column in named(rule.template):
        rule = replace(rule, template="")
    return replace(rule, columns=tuple(each for each in rule.columns if each != column))
