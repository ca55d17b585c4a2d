"""Columns of participants put into groups, such as host and guest, by what stands before their names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from db.imports.mapping.contents import Column
from db.imports.mapping.header_words import ROLE_GROUPS, SIDE_GROUPS
from db.imports.mapping.known import Known
from db.imports.mapping.naming import Meant
from db.imports.mapping.takings import known_roles, known_sides
from db.imports.mapping.value import ParticipantsRule

ROLES: Final = known_roles()
SIDES: Final = known_sides()
_WRITTEN: Final = re.compile(r"\[(?:focal|counterpart|other|host|guest)\b[^\]]*\]")
_ABBREVIATION: Final = re.compile(r"[a-z]{2,6}")


def is_written(column: Column) -> bool:
    """Whether the cells are participants as Liaison writes them."""
    return any(_WRITTEN.search(text) for text in column.texts)


def groups(guesses: Sequence[tuple[Column, Meant]], known: Known) -> tuple[ParticipantsRule, ...]:
    """Return the groups of participants, the one of the focal actor first."""
    found: dict[str, dict[str, Column]] = {}
    for column, meant in guesses:
        kind, _, part = meant.becomes.partition(".")
        if kind == "participants" and part:
            found.setdefault(meant.group, {})[part] = column
    rules = [
        _rule(name, parts, known, frozenset(found))
        for name, parts in found.items()
        if parts.keys() & {"actor", "person"}
    ]
    return tuple(sorted(rules, key=lambda rule: rule.side != "focal"))


def _rule(group: str, parts: dict[str, Column], known: Known, names: frozenset[str]) -> ParticipantsRule:
    rule = ParticipantsRule(**{part: column.name for part, column in parts.items()})
    listed = [parts[part] for part in ("actor", "person", "post") if part in parts]
    bars = "|" if any(column.signs("|") for column in listed) else ""
    actors = bars or (parts["actor"].signs(";、\n") if "actor" in parts else "")
    people = parts["person"].signs(";、；\n") if "person" in parts else ""
    rule = replace(
        rule,
        split_actors=actors,
        split_people="".join(sign for sign in people if sign not in actors),
        role=ROLE_GROUPS.get(group, ""),
    )
    if "country" in parts and not _all_known(parts["country"], actors, known):
        rule = replace(rule, country="")
    return _of_side(rule, group, known, names)


def _all_known(column: Column, signs: str, known: Known) -> bool:
    """Whether all cells are countries that the timeline has, so that actors can be given them."""
    return column.among(known.countries, signs) == 1.0


def _of_side(rule: ParticipantsRule, group: str, known: Known, names: frozenset[str]) -> ParticipantsRule:
    """Say which side a group is on, and who it is where no column says."""
    side = "focal" if group in known.focal_names else SIDE_GROUPS.get(group, "")
    if not side and group and any(SIDE_GROUPS.get(name) == "counterpart" for name in names):
        side = "focal"
    if side != "focal":
        return replace(rule, side=side)
    fixed = known.focal if group in known.focal_names or group in SIDE_GROUPS else ""
    if not fixed and group not in SIDE_GROUPS and _ABBREVIATION.fullmatch(group):
        fixed = group.upper() if len(group) <= 4 else group.title()
    return replace(rule, side=side, fixed_actor="" if rule.actor else fixed)
