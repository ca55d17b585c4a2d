"""`datapackage.json`: the tables' schemas as a Frictionless Data Package (version 2 of the standard)."""

import json
from collections.abc import Mapping
from typing import Any, Final

from db.replication.archive import Entry
from db.replication.selection import Selection
from db.replication.shape import Field, Shape, shapes
from db.schema import SCHEMA_VERSION
from db.version import VERSION

FORMAT: Final = 1
"""Version of the package's own layout, raised when a reader of the old one could not read the new."""

_PROFILES: Final = "https://datapackage.org/profiles/2.0"
_TYPES: Final = {
    "key": "string", "reference": "string", "text": "string", "integer": "integer", "flag": "boolean", "day": "date",
}  # fmt: skip
KEY_PATTERN: Final = "-?(0|[1-9][0-9]{0,18})"
_DIALECT: Final = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
}


def descriptor(
    chosen: Selection, codebook: int, entries: Mapping[str, Entry], rows: Mapping[str, int], sources: str
) -> str:
    """Return the descriptor as JSON; `rows` counts those of each table, `sources` is the place of the CSL items.

    What is Liaison's own stands under `liaison`: the versions of package, schema, program and codebook, the filter,
    and how many events pass it. Licences are left to the user.
    """
    tables = [_table(shape, entries[shape.path], rows[shape.table]) for shape in shapes()]
    told = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "liaison-timeline",
        "title": "A timeline of exchanges between political parties",
        "description": "All records of a timeline kept with Liaison, or those that its filter keeps; see README.md.",
        "liaison": about(chosen, codebook),
        "resources": [*tables, _sources(sources, entries[sources])],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def about(chosen: Selection, codebook: int) -> dict[str, Any]:
    """Return what a package says of itself."""
    return {
        "package": FORMAT,
        "schema": SCHEMA_VERSION,
        "program": VERSION,
        "codebook": codebook,
        "filter": chosen.filter,
        "events": chosen.events,
    }


def _sources(path: str, entry: Entry) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": "sources",
        "path": path,
        "description": "The sources as CSL-JSON, for reference managers.",
        "format": "json",
        "mediatype": "application/vnd.citationstyles.csl+json",
        "encoding": "utf-8",
        **_checked(entry),
    }


def _table(shape: Shape, entry: Entry, rows: int) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": shape.table,
        "type": "table",
        "path": shape.path,
        "description": f"{shape.description}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_checked(entry),
        "rows": rows,
        "dialect": _DIALECT,
        "schema": schema(shape),
    }


def _checked(entry: Entry) -> dict[str, Any]:
    return {"bytes": entry.size, "hash": f"sha256:{entry.sha256}"}


def schema(shape: Shape) -> dict[str, Any]:
    """Return the Table Schema of a table; a reference to the table itself names the resource `""`."""
    found: dict[str, Any] = {
        "fields": [_field(field) for field in shape.fields],
        "missingValues": [""],
        "primaryKey": ["id"],
    }
    if shape.unique:
        found["uniqueKeys"] = [list(names) for names in shape.unique]
    if shape.references:
        found["foreignKeys"] = [
            {
                "fields": [field.name],
                "reference": {
                    "resource": "" if field.target == shape.table else field.target,
                    "fields": ["id"],
                },
            }
            for field in shape.references
        ]
    return found


def _field(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": field.name,
        "type": _TYPES[field.kind],
        "description": f"{field.description}.",
    }
    if field.unit:
        told["unit"] = field.unit
    if field.kind == "flag":
        told |= {"trueValues": ["1"], "falseValues": ["0"]}
    if limits := _constraints(field):
        told["constraints"] = limits
    return told


def _constraints(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if field.required:
        found["required"] = True
    if field.kind == "key":
        found["unique"] = True
    if field.kind in ("key", "reference"):
        found["pattern"] = KEY_PATTERN
    if field.kind == "integer":
        found |= {
            name: value
            for name, value in (("minimum", field.least), ("maximum", field.most))
            if value is not None
        }
    if field.words:
        found["enum"] = list(field.words)
    return found
