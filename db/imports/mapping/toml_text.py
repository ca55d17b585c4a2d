"""A mapping as TOML, which people read and write by hand: one section for each own column."""

import tomllib
from collections.abc import Mapping as Words
from collections.abc import Sequence
from dataclasses import MISSING, fields
from difflib import get_close_matches
from typing import Any, Final, NoReturn, cast

from db.errors import BadInput
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
from db.imports.tables.book import TableOptions

_SAID: Final = {"columns": "from"}
"""What fields are called in the text where they have a shorter name there."""
_CHOICES: Final[Words[str, tuple[object, ...]]] = {
    "empty": ("unknown", "refused"),
    "otherwise": ("", "note", "tags"),
    "serial": (0, 1900, 1904),
}
_WRITTEN: Final = "written"
_SECTIONS: Final = ("table", "date", *SINGLE, *LISTS, "participants", "sources", "identifiers", _WRITTEN)


def to_toml(mapping: Mapping) -> str:
    """Return the mapping as text; what is as it would be without being said is left out."""
    import tomli_w

    table: dict[str, Any] = {"columns": list(mapping.header)} if mapping.header else {}
    sections = [{"table": table | _said(mapping.options)}, {"date": _said(mapping.date)}]
    sections += [{rule.own: _said(rule)} for rule in mapping.cells if rule.own not in WHOLE]
    sections += [{_WRITTEN: {rule.own: _said(rule)}} for rule in mapping.cells if rule.own in WHOLE]
    cells = {rule.own for rule in mapping.cells}
    said = [
        tomli_w.dumps(each) for each in sections if any(part or name in cells for name, part in each.items())
    ]
    for name, groups in (("participants", mapping.participants), ("sources", mapping.sources)):
        said += [f"[[{name}]]\n{tomli_w.dumps(_said(group))}" for group in groups]
    said += [
        f"[[identifiers]]\n{tomli_w.dumps({'scheme': scheme, 'from': column})}"
        for scheme, column in mapping.identifiers
    ]
    return "\n".join(said)


def _said(rule: Any) -> dict[str, Any]:
    """Return the fields of a rule that differ from what they are by themselves."""
    found: dict[str, Any] = {}
    for each in fields(rule):
        value = getattr(rule, each.name)
        if each.name == "own" or value is None or value == _default(each):
            continue
        name = _SAID.get(each.name, each.name)
        if isinstance(value, tuple):
            listed = list(cast("tuple[str, ...]", value))
            found[name] = listed[0] if len(listed) == 1 else listed
        else:
            found[name] = dict(cast("Words[str, str]", value)) if isinstance(value, dict) else value
    return found


def _default(each: Any) -> Any:
    if each.default is not MISSING:
        return each.default
    return each.default_factory() if each.default_factory is not MISSING else None


# --- reading -----------------------------------------------------------------------------------------------


def from_toml(text: str) -> Mapping:
    """Return the mapping of a text; raises BadInput that names the key, and the nearest one that is known."""
    try:
        said: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"The mapping is no TOML: {error}; nothing was changed.", "") from error
    _known(said, _SECTIONS, "")
    table = dict(_table(said.get("table", {}), "table"))
    header = _strings(table.pop("columns", []), "table", "columns")
    written = _table(said.get(_WRITTEN, {}), _WRITTEN)
    _known(written, WHOLE, _WRITTEN)
    return Mapping(
        header=header,
        options=_rule(TableOptions, table, "table", "columns"),
        date=_rule(DateRule, said.get("date", {}), "date"),
        cells=tuple(
            _rule(CellRule, part, name, own=name)
            for name, part in [*said.items(), *written.items()]
            if name in (*SINGLE, *LISTS) or (name in written and part is written[name])
        ),
        participants=tuple(_rules(ParticipantsRule, said, "participants")),
        sources=tuple(_rules(SourceRule, said, "sources")),
        identifiers=tuple(map(_identifier, _tables(said, "identifiers"))),
    )


def _rules(kind: type[Any], said: dict[str, Any], name: str) -> list[Any]:
    return [_rule(kind, part, name) for part in _tables(said, name)]


def _tables(said: dict[str, Any], name: str) -> Sequence[object]:
    parts: object = said.get(name, [])
    if not isinstance(parts, list):
        raise BadInput(
            f"“{name}” should stand as [[{name}]], one for each group; the mapping was not read.", name
        )
    return cast("list[object]", parts)


def _identifier(part: object) -> tuple[str, str]:
    said = _table(part, "identifiers")
    _known(said, ("scheme", "from"), "identifiers")
    column = said.get("from", "")
    scheme = said.get("scheme", "")
    if not isinstance(column, str) or not isinstance(scheme, str) or not column:
        _wrong("identifiers", "from", "the name of a column, with a text as scheme")
    return scheme, column


def _rule(kind: type[Any], part: object, where: str, *also: str, own: str = "") -> Any:
    said = _table(part, where)
    known = {_SAID.get(each.name, each.name): each for each in fields(kind) if each.name != "own"}
    _known(said, (*also, *known), where)
    values: dict[str, Any] = {"own": own} if own else {}
    for name, value in said.items():
        each = known[name]
        values[each.name] = _value(_default(each), value, each.name, where, name)
    return kind(**values)


def _value(default: object, value: Any, field: str, where: str, name: str) -> Any:
    """Return a value that fits its field; raises BadInput."""
    if field in _CHOICES:
        if value not in _CHOICES[field] or isinstance(value, bool):
            _wrong(where, name, " or ".join(repr(each) for each in _CHOICES[field]))
    elif field in ("day_first", "header") or isinstance(default, bool):
        if not isinstance(value, bool):
            _wrong(where, name, "true or false")
    elif isinstance(default, tuple):
        return _strings(value, where, name)
    elif isinstance(default, dict):
        words = _table(value, f"{where}.{name}")
        if not all(isinstance(each, str) for each in words.values()):
            _wrong(where, name, "texts with the texts that they become")
    elif not isinstance(value, str):
        _wrong(where, name, "a text")
    return value


def _strings(value: object, where: str, name: str) -> tuple[str, ...]:
    listed = cast("list[object]", value) if isinstance(value, list) else [value]
    if not all(isinstance(each, str) for each in listed):
        _wrong(where, name, "a text or a list of texts")
    return tuple(cast("list[str]", listed))


def _table(part: object, where: str) -> dict[str, Any]:
    if not isinstance(part, dict):
        raise BadInput(
            f"“{where}” should be a section of its own, [{where}]; the mapping was not read.", where
        )
    return cast("dict[str, Any]", part)


def _known(said: dict[str, Any], known: Sequence[str], where: str) -> None:
    for name in said:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            meant = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(known)}."
            place = f" in [{where}]" if where else ""
            raise BadInput(f"“{name}”{place} is nothing that a mapping says; {meant}", name)


def _wrong(where: str, name: str, wanted: str) -> NoReturn:
    raise BadInput(f"“{name}” in [{where}] should be {wanted}; the mapping was not read.", name)
