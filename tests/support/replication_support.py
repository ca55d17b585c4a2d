"""Replication packages for tests: dumps to compare, zips changed by hand, and timelines of random records."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from db.dates import parse
from db.ids import IDS
from db.models import USER_TABLES
from db.models.base import date_columns
from db.plots.spec import ChartSpec
from db.reading import raw
from db.replication.shape import COPIES, COPIES_KEY, Field, Shape, shapes
from db.search import fold
from db.timeline import Timeline

Dump = dict[str, list[tuple[Any, ...]]]


def dump(timeline: Timeline) -> Dump:
    """All rows of all tables, but for attached copies and the note of those a package did not bring."""
    with timeline.reading() as connection:
        tables = {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in USER_TABLES
        }
    del tables[COPIES]
    tables["setting"] = [row for row in tables["setting"] if row[1] != COPIES_KEY]
    return tables


def contents(path: Path) -> dict[str, bytes]:
    """The files of a package."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def remade(path: Path, out: Path, **changes: Callable[[str], str]) -> Path:
    """A package whose tables were changed by somebody who made all checksums fit again."""
    files = contents(path)
    for table, change in changes.items():
        name = f"data/{table}.csv"
        files[name] = change(files[name].decode()).encode()
    told = json.loads(files["datapackage.json"])
    for each in told["resources"]:
        each["hash"] = f"sha256:{hashlib.sha256(files[each['path']]).hexdigest()}"
    files["datapackage.json"] = json.dumps(told).encode()
    return zipped(files, out)


def zipped(files: Mapping[str, bytes], out: Path, *, manifest: bool = True) -> Path:
    """A zip of some files, with a manifest that fits them."""
    files = dict(files)
    if manifest:
        del files["MANIFEST.sha256"]
        lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()]
        files["MANIFEST.sha256"] = "".join(lines).encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out


# --- random timelines ------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
NAMED = TEXTS.filter(bool)
DATES = st.sampled_from(
    [
        None, parse("2004"), parse("late March 2004"), parse("[2004-03,2004-05]"), parse("2006-10-16/2006-10-18"),
        parse("since 2004"), parse("until 2004"), parse("about 1999"), parse("0001"), parse("9999-12-31"),
    ]
)  # fmt: skip
WHOLE = st.integers(-(2**63), 2**63 - 1)
OPTIONS = st.sampled_from(
    [
        "",
        "{}",
        "no JSON",
        ChartSpec(draws=True).to_json(),
        ChartSpec.usual("gaps").to_json(),
        '{"by": "nothing"}',
    ]
)


@st.composite
def records(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Rows for every table, tied together at random."""
    made: dict[str, list[dict[str, Any]]] = {}
    for shape in shapes():
        made[shape.table] = []
        for _ in range(draw(st.integers(0, 3))):
            row = _row(draw, shape, made)
            if row is not None and _fits(shape, row, made[shape.table]):
                made[shape.table].append(row)
    return made


def _row(draw: st.DrawFn, shape: Shape, made: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any] | None:
    row: dict[str, Any] = {}
    for field in shape.fields:
        if field.target:
            ids = [each["id"] for each in made[field.target]]
            if field.required and not ids:
                return None
            row[field.name] = draw(st.sampled_from(ids if field.required else [None, *ids]))
        elif field.name == "id":
            row["id"] = draw(WHOLE) if shape.table == "person" else IDS.next()
        else:
            row[field.name] = _value(draw, shape, field)
    if "edtf" in row:
        row |= date_columns(draw(DATES))
    if shape.table in ("actor_name", "person_name", "mechanism_name"):
        row["folded"] = fold(row["text"])
    if shape.table == COPIES:
        row["data"] = bytes(row.pop("size"))
    return row


def _value(draw: st.DrawFn, shape: Shape, field: Field) -> Any:
    if field.words:
        return draw(st.sampled_from([*field.words, *([None] if field.nullable else [])]))
    if field.kind == "text":
        return draw(OPTIONS if field.name == "options" else NAMED if field.required else TEXTS)
    if field.kind == "day":
        return None
    least = field.least if field.least is not None else -(2**63)
    most = 9 if shape.table == COPIES else field.most if field.most is not None else 2**63 - 1
    if field.name.startswith("mark_") or field.name == "round":
        least, most = 0, 2
    return draw(st.one_of(st.integers(least, most), *([st.none()] if field.nullable else [])))


def _fits(shape: Shape, row: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Tell whether a row passes the checks that go over several columns or rows."""
    if shape.table == "evidence":
        ties = [name for name in shape.names if name.endswith("_id") and name != "source_id"]
        return sum(row[name] is not None for name in ties) == 1
    if shape.table == "participation" and row["actor_id"] is None and row["person_id"] is None:
        return False
    if shape.table == "succession" and row["predecessor_id"] == row["successor_id"]:
        return False
    keys = [("id",), *shape.unique]
    return not any(all(row[name] == other[name] for name in names) for names in keys for other in others)


def put(made: Mapping[str, list[dict[str, Any]]]) -> Callable[[Session], None]:
    """What fills a new timeline with these rows."""

    def fill(session: Session) -> None:
        connection = raw(session)
        for table, rows in made.items():
            for row in rows:
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join("?" * len(row))
                connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))

    return fill
