"""Imports a package into an empty timeline: whole or not at all, as one undo step."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from db import bulk
from db.codebook.codebook_terms import VERSION_KEY
from db.errors import CannotWrite
from db.ids import IDS
from db.reading import raw
from db.replication import DESCRIPTOR, descriptor
from db.replication.opening import Package, UnusablePackage, opened, shown
from db.replication.progress import Meter, Progress
from db.replication.reading import Columns, missing, read_columns
from db.replication.shape import COPIES, COPIES_KEY, Shape, shapes
from db.replication.tables import copies_setting
from db.schema import SCHEMA_VERSION
from db.search import fold
from db.timeline import Timeline

__all__ = ["Imported", "UnusablePackage", "import_package"]

BROUGHT: Final = ("setting", "term", "country")
"""What a new timeline may hold already: the package's own take their place."""

_LONGEST: Final = 10_000

_CACHE: Final = 256 * 1024
"""KiB of memory that SQLite may use for pages while it imports."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a package brought: rows by table, its filter, and how many copies of sources it only listed."""

    file: str
    rows: Mapping[str, int]
    filter: str
    program: str
    copies_missing: int

    @property
    def events(self) -> int:
        """How many events there are now."""
        return self.rows["event"]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "file": self.file, "format": "replication", "events": self.events, "rows": dict(self.rows),
            "filter": self.filter, "program": self.program, "copies_missing": self.copies_missing,
        }  # fmt: skip


def import_package(
    timeline: Timeline, path: Path | str, progress: Progress | None = None, *, dry_run: bool = False
) -> Imported:
    """Bring every record of a replication package into a timeline that holds none yet, with its ids.

    Settings, codebook and countries of the timeline give way to those of the package. Attached copies are no part of
    a package: which there were is kept, so that the timeline yields the same package again. `progress` hears of bytes;
    what it raises stops the import. With `dry_run` everything is checked and nothing written. Raises UnusablePackage
    (damaged, changed, hostile, of another version) and CannotWrite where the timeline holds records or can't be
    edited; nothing is changed then.
    """
    path = Path(path)
    with timeline.reading() as connection:
        _refuse_filled(connection, timeline.path.name)
    with bulk.collector_paused(), opened(path) as package:
        about = _about(package)
        meter = Meter(progress, 2 * package.size)
        tables = _read(package, meter)
        if not dry_run:
            _carry_out(timeline, package, tables, meter)
    rows = {table: len(columns[0]) for table, columns in tables.items()}
    return Imported(path.name, rows, str(about["filter"]), str(about["program"]), rows[COPIES])


def _carry_out(timeline: Timeline, package: Package, tables: Mapping[str, Columns], meter: Meter) -> None:
    with timeline.edit(f"Import {package.name}") as session:
        connection = raw(session)
        _refuse_filled(connection, timeline.path.name)
        try:
            _write(connection, tables, _scaled(meter, package.size, tables))
        except sqlite3.IntegrityError as error:
            raise package.wrong(f"its records contradict each other ({error})") from error


def _refuse_filled(connection: sqlite3.Connection, name: str) -> None:
    for shape in shapes():
        if shape.table in BROUGHT:
            continue
        rows = connection.execute(f'SELECT count(*) FROM "{shape.table}"').fetchone()[0]
        if rows:
            what = shape.table.replace("_", " ")
            raise CannotWrite(
                f"“{name}” holds records already ({rows:,} of {what}), and a replication package goes into a new"
                " timeline alone; nothing was imported. Make a new timeline and import it there."
            )


def _about(package: Package) -> Mapping[str, Any]:
    """Return what the package says of itself, once its layout is known to be ours and its tables to be complete."""
    try:
        told = json.loads(package.told(DESCRIPTOR))
        about = told["liaison"]
        versions = about["package"], about["schema"]
        hashes = {each["path"]: str(each["hash"]) for each in told["resources"]}
        about = {name: str(about[name])[:_LONGEST] for name in ("filter", "program")}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise package.wrong(f"its {DESCRIPTOR} is none that Liaison wrote") from error
    if versions != (descriptor.FORMAT, SCHEMA_VERSION):
        raise package.wrong(
            f"it has another layout ({', schema '.join(shown(str(said)) for said in versions)}) than this version reads"
            f" ({descriptor.FORMAT}, schema {SCHEMA_VERSION}): import it with Liaison {shown(about['program'])}"
        )
    for shape in shapes():
        if shape.path not in package.sums:
            raise package.wrong(f"it has no {shape.path}")
        if hashes.get(shape.path) != f"sha256:{package.sums[shape.path]}":
            raise package.wrong(f"{DESCRIPTOR} gives another checksum of {shape.path}")
    return cast("Mapping[str, Any]", about)


def _read(package: Package, meter: Meter) -> dict[str, Columns]:
    """Return the cells of all tables, checked; all other files are held against their checksums."""
    tables: dict[str, Columns] = {}
    paths = {shape.path for shape in shapes()}
    for name in package.sums:
        if name not in paths:
            package.checked(name, meter.advance, keep=False)
    for shape in shapes():
        tables[shape.table] = read_columns(package, shape, package.checked(shape.path, meter.advance))
    for shape in shapes():
        found = missing(shape, tables[shape.table], lambda table: tables[table][0])
        if found is not None:
            place, field = found
            raise package.wrong(
                f"{shape.path}, row {place + 2:,}, {field.name}: no such {field.target} is in the package"
            )
    _check_settings(package, tables["setting"])
    return tables


def _check_settings(package: Package, columns: Columns) -> None:
    _, keys, values = columns
    for key, value in zip(keys, values, strict=True):
        if key == VERSION_KEY and not (value.isascii() and value.isdigit() and len(value) < 10):
            raise package.wrong(f"the version of its codebook, “{shown(value)}”, is no number")
        if key == COPIES_KEY:
            raise package.wrong(f"it has a setting {COPIES_KEY}, which packages have not")


def _scaled(meter: Meter, size: int, tables: Mapping[str, Columns]) -> bulk.Watch:
    """Return what hears of rows written: all of them come to as much as the bytes read."""
    rows = max(1, sum(len(columns[0]) for columns in tables.values()))
    return lambda written: meter.advance(written * size / rows)


def _write(connection: sqlite3.Connection, tables: Mapping[str, Columns], watch: bulk.Watch) -> None:
    connection.execute(f"PRAGMA cache_size=-{_CACHE}")
    connection.execute("PRAGMA defer_foreign_keys=ON")
    for table in BROUGHT:
        bulk.delete(connection, table, [row[0] for row in connection.execute(f'SELECT id FROM "{table}"')])
    for shape in shapes():
        columns = tables[shape.table]
        if shape.table == COPIES:
            _keep_list(connection, columns)
        else:
            _insert(connection, shape, columns, watch)


def _insert(connection: sqlite3.Connection, shape: Shape, columns: Columns, watch: bulk.Watch) -> None:
    names, values = list(shape.names), list(columns)
    if shape.table in _FOLDED:
        names.append("folded")
        values.append(list(map(fold, columns[shape.names.index("text")])))
    bulk.insert(connection, shape.table, names, list(zip(*values, strict=True)), watch)


_FOLDED: Final = frozenset({"actor_name", "person_name", "mechanism_name"})


def _keep_list(connection: sqlite3.Connection, columns: Columns) -> None:
    rows = list(zip(*columns, strict=True))
    if rows:
        values = IDS.next(), COPIES_KEY, copies_setting(rows)
        connection.execute('INSERT INTO setting (id, "key", value) VALUES (?, ?, ?)', values)
