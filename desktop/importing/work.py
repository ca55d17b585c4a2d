"""What an import does in the pool: looking at files, reading them whole, planning."""

from pathlib import Path
from typing import TYPE_CHECKING

from db.imports.tables.book import TableOptions
from desktop.importing.setup import OWN, PACKAGE, TABLE, Look, Setup

if TYPE_CHECKING:
    from db.imports.importing import Outcome
    from db.imports.incoming import Incoming
    from db.imports.mapping.value import Mapping
    from db.imports.planning.plan import Plan, Progress
    from db.imports.planning.shape import Decisions
    from db.imports.tables.book import Book, Sheet
    from db.replication.importing import Imported
    from db.timeline import Timeline

ROWS: int = 200
"""Rows of a table that are shown."""


def look(timeline: "Timeline", setup: Setup) -> Look:
    """Find out what the files are and read their beginning, of a preset all; raises UnreadableTable."""
    from db.imports import mapping

    kind = setup.format or _found(setup.paths)
    if kind == PACKAGE:
        from db.replication.importing import import_package

        return Look(PACKAGE, package=import_package(timeline, setup.paths[0], dry_run=True))
    if kind and kind not in {TABLE, OWN}:
        return Look(kind, incoming=_read_preset(timeline, setup, kind))
    book = read_table(setup)
    if kind == OWN or (not setup.format and book.sheet.header and mapping.is_own(book.sheet.header)):
        return Look(OWN, book)
    from db.imports.mapping import saved

    with timeline.reading() as connection:
        known = mapping.fetch_known(connection)
        kept = saved.fitting(connection, book.sheet.names)
    return Look(TABLE, book, mapping.propose(book.sheet, known), saved=kept[0].name if kept else "")


def read(timeline: "Timeline", setup: Setup) -> "Incoming":
    """Read everything that the files say; raises UnreadableTable."""
    from db.imports import mapping
    from db.imports.incoming import Incoming

    if setup.format == OWN:
        from db.imports.tables import own

        plain = setup.paths and setup.table == TableOptions() and own.recognises(setup.paths[0])
        table = own.read(setup.paths[0]) if plain else own.of_sheet(setup.name, read_table(setup).sheet)
        return Incoming(setup.name, OWN, table)
    if setup.format != TABLE:
        return _read_preset(timeline, setup, setup.format)
    assert setup.mapping is not None  # noqa: S101 - the columns' page made it
    return mapping.incoming(setup.mapping, read_table(setup).sheet, setup.name)


def _read_preset(timeline: "Timeline", setup: Setup, key: str) -> "Incoming":
    """Read files of a format that has a key of its own."""
    from dataclasses import replace

    from db.imports import formats
    from db.imports.formats import cameo

    with timeline.reading() as connection:
        types = cameo.of_codebook(connection)
    return formats.of_key(key).read(setup.paths, replace(setup.options, types=types))


def preview(mapping: "Mapping", sheet: "Sheet", most: int) -> "Incoming":
    """Return what the first rows of a table become."""
    from dataclasses import replace

    from db.imports import mapping as mappings

    first = replace(sheet, rows=list(sheet.rows[:most]))
    return mappings.incoming(mapping, first)


def make_plan(
    timeline: "Timeline", incoming: "Incoming", decisions: "Decisions", progress: "Progress"
) -> "Plan":
    """Return what importing would do."""
    from db import bulk
    from db.imports.importing import planned

    with bulk.collector_paused():
        return planned(timeline, incoming, decisions, progress=progress)


def carry_out(timeline: "Timeline", plan: "Plan", progress: "Progress") -> "Outcome":
    """Do what was planned; raises Interrupted where the timeline was edited since."""
    from db import bulk
    from db.imports import importing

    with bulk.collector_paused():
        importing.carry_out(timeline, plan, progress)
    return importing.outcome(plan)


def bring_package(timeline: "Timeline", setup: Setup, progress: "Progress") -> "Imported":
    """Bring everything of a replication package into an empty timeline."""
    from db.replication.importing import import_package

    return import_package(timeline, setup.paths[0], progress)


def read_table(setup: Setup, most: int | None = None) -> "Book":
    """Read the table, its beginning only with `most`; raises UnreadableTable."""
    from db.imports import tables

    if not setup.paths:
        return tables.read_text(setup.text, setup.name, setup.table)
    return tables.read(setup.paths[0], setup.table, most=most)


def _found(paths: tuple[Path, ...]) -> str:
    from db.imports import formats
    from db.replication import is_package

    if not paths:
        return ""
    if is_package(paths[0]):
        return PACKAGE
    found = formats.recognised(paths[0])
    return found.key if found else ""
