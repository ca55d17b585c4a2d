"""Zotero's table of a library or collection (Export, CSV): items as sources."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.imports.formats.sources_draft import SourceDraft
from db.imports.formats.sources_reading import Entries
from db.imports.formats.sources_words import ZOTERO_KINDS
from db.imports.incoming import BadCell, Incoming, IncomingSource, UnreadableTable
from db.sourcing.source_words import KINDS

if TYPE_CHECKING:
    from db.imports.formats import Head, Options
    from db.imports.tables import Sheet

_COLUMNS: Final = frozenset(("Key", "Item Type", "Author", "Title", "Url", "Date"))
_NO_SOURCES: Final = frozenset(("attachment", "note", "annotation"))
_DETAILS: Final = (
    ("volume", "Volume"), ("issue", "Issue"), ("pages", "Pages"), ("edition", "Edition"), ("place", "Place"),
    ("number", "Number"), ("ISBN", "ISBN"), ("ISSN", "ISSN"), ("archive", "Archive"),
    ("location in the archive", "Archive Location"), ("call number", "Call Number"),
)  # fmt: skip


def fits(head: "Head") -> bool:
    """Whether a file is a table with Zotero's columns."""
    return {name.strip().strip('"') for name in head.first_line.split(",")} >= _COLUMNS


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read tables; raises UnreadableTable."""
    from db.imports import tables
    from db.imports.tables import TableOptions

    incoming = Incoming(paths[0].name if len(paths) == 1 else f"{len(paths)} files", "zotero")
    for path in paths:
        sheet = tables.read(path, TableOptions(header=True)).sheet
        _take(sheet, str(path), incoming.sources, incoming.problems)
    return incoming


def read_text(text: str) -> list[IncomingSource]:
    """Return the sources that a table holds as text, those that can't be used left out; raises UnreadableTable."""
    from db.imports import tables
    from db.imports.tables import TableOptions

    sources: list[IncomingSource] = []
    _take(tables.read_text(text, "table", TableOptions(header=True)).sheet, "the table", sources, [])
    return sources


def _take(sheet: "Sheet", name: str, sources: list[IncomingSource], problems: list[BadCell]) -> None:
    if not _COLUMNS.issubset(sheet.names):
        raise UnreadableTable(
            f"“{name}” has not the columns of Zotero's table; nothing was imported; import it as a table."
        )
    found = Entries()
    for row, cells in sheet.rows:
        record = {column: cell.strip() for column, cell in zip(sheet.names, cells, strict=True)}
        if record["Item Type"] not in _NO_SOURCES:
            found.next()
            found.take(_draft(row, record))
    sources += found.sources
    problems += [*sheet.problems, *found.problems]


def _draft(row: int, record: Mapping[str, str]) -> SourceDraft:
    own = record.get("Type", "")
    draft = SourceDraft(
        row,
        title=record["Title"],
        authors=(record["Author"] or record.get("Contributor", "") or record.get("Editor", "")).split(";"),
        container=record.get("Publication Title", ""),
        publisher=record.get("Publisher", ""),
        kind=own.lower() if own.lower() in KINDS else ZOTERO_KINDS.get(record["Item Type"], "other"),
        language=record.get("Language", ""),
        published=record["Date"] or record.get("Publication Year", ""),
        retrieved=record.get("Access Date", ""),
        url=record["Url"],
        doi=record.get("DOI", ""),
        notes=[note for note in map(record.get, ("Notes", "Abstract Note", "Extra")) if note],
    )
    draft.details = [(name, record.get(column, "")) for name, column in _DETAILS]
    if own and own.lower() not in KINDS:
        draft.details.append(("type", own))
    return draft
