"""A title for events of a table that has none: what they are, and who met whom."""

from dataclasses import replace

from db.imports.mapping.value import CellRule, Mapping, ParticipantsRule


def with_title(mapping: Mapping) -> Mapping:
    """Return the mapping with a template for titles of its type and participants; as it was if it has neither."""
    kind = mapping.cell("type")
    focal = [group for group in mapping.participants if group.side == "focal"]
    others = [group for group in mapping.participants if group.side != "focal"]
    if kind is None and len(mapping.participants) == 1:
        who = ", ".join(f"{{{name}}}" for name in _plain((others or focal)[0])[::-1])
        return replace(mapping, cells=(*mapping.cells, CellRule("title", template=who)))
    who = " – ".join(filter(None, (_who(focal, persons_first=True), _who(others, persons_first=False))))
    said = ": ".join(
        filter(None, (f"{{{kind.columns[0]}}}" if kind is not None and kind.columns else "", who))
    )
    if not said:
        return mapping
    return replace(mapping, cells=(*mapping.cells, CellRule("title", template=said)))


def _who(groups: list[ParticipantsRule], *, persons_first: bool) -> str:
    """Return the places of groups in a template: actors, or persons where none is named."""
    places: list[str] = []
    for group in groups:
        names = _plain(group)[::-1] if persons_first else _plain(group)
        if names:
            places.append(f"{{{'|'.join(names)}}}")
    return ", ".join(places)


def _plain(group: ParticipantsRule) -> list[str]:
    """Return the columns of actor and person whose names can stand in a template."""
    return [name for name in (group.actor, group.person) if name and not set(name) & set("{}|")]
