"""Zotero's export as CSV: its items as sources, notes and tags of items included in their notes."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import BadInput
from db.imports import tables
from db.imports.formats import markup
from db.imports.formats.event_rows import file_said
from db.imports.formats.sources_made import Said, kind_of, made, place_in
from db.imports.incoming import BadCell, Incoming, UnreadableTable
from db.imports.tables import TableOptions
from db.sourcing.source_words import KINDS as OWN_KINDS

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

Cells = Mapping[str, str]

COLUMNS: Final = frozenset(("Key", "Item Type", "Publication Year", "Author", "Title", "Url", "Date Added"))
"""Columns by which an export is known."""

KINDS: Final[Mapping[str, str]] = {
    "artwork": "other", "audiorecording": "other", "bill": "document", "blogpost": "blog", "book": "book",
    "booksection": "book", "case": "document", "conferencepaper": "article", "dataset": "dataset",
    "dictionaryentry": "reference", "document": "document", "email": "archive document",
    "encyclopediaarticle": "reference", "forumpost": "comment", "hearing": "transcript", "interview": "interview",
    "journalarticle": "article", "letter": "archive document", "magazinearticle": "news",
    "manuscript": "archive document", "newspaperarticle": "news", "podcast": "news", "preprint": "article",
    "presentation": "transcript", "radiobroadcast": "news", "report": "report", "standard": "document",
    "statute": "document", "thesis": "report", "tvbroadcast": "news", "webpage": "web page",
}  # fmt: skip
"""Item types as kinds of sources; a kind of Liaison's own in the column Type goes before."""


def fits(head: "Head") -> bool:
    """Whether a file has the columns of an export."""
    return {name.strip().strip('"') for name in re.split(r"[,;\t]", head.first_line)} >= COLUMNS


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read exports; attachments and notes that are items of their own are left out. Raises UnreadableTable."""
    incoming = Incoming(file_said(paths), "zotero")
    left = 0
    for path in paths:
        sheet = tables.read(path, TableOptions(header=True)).sheet
        if not set(sheet.names) >= COLUMNS:
            raise UnreadableTable(
                f"“{path.name}” has not the columns of Zotero's export (Key, Item Type, Author, Title and others); "
                "nothing was imported; import it as a table."
            )
        incoming.problems += sheet.problems
        for row, texts in sheet.rows:
            cells = dict(zip(sheet.names, map(str.strip, texts), strict=True))
            if cells["Item Type"] in ("attachment", "note", "annotation"):
                left += 1
                continue
            try:
                incoming.sources.append(made(_said(row, cells)))
            except BadInput as error:
                incoming.problems.append(BadCell(row, error.field, str(error)))
    if left:
        incoming.left_out.append(f"Attachments and notes that belong to no item: {left:,}.")
    return incoming


def _said(row: int, cells: Cells) -> Said:
    def of(name: str) -> str:
        return cells.get(name, "")

    own = of("Type")
    extra = _extra(of("Extra"))
    address = of("Archive Location")
    notes = place_in(of("Volume"), of("Issue") or of("Number"), of("Pages"), of("Place"), of("Edition"))
    notes += [markup.plain(of("Notes")), extra.pop("", "")]
    if of("Manual Tags"):
        notes.append(f"Tags: {of('Manual Tags')}")
    return Said(
        row,
        title=of("Title") or of("Short Title"),
        translated=extra.get("translated title", ""),
        authors=(of("Author") or of("Editor")).split(";"),
        publisher=of("Publisher"),
        container=of("Publication Title"),
        kind=own if own in OWN_KINDS else kind_of(KINDS, of("Item Type")),
        language=of("Language"),
        published=of("Date") or of("Publication Year"),
        retrieved=of("Access Date"),
        addresses=[of("Url")],
        archive=address if address.startswith(("http://", "https://")) else extra.get("archive url", ""),
        doi=of("DOI") or extra.get("doi", ""),
        notes=notes,
    )


def _extra(text: str) -> dict[str, str]:
    """Return the fields that the column Extra holds, one a line; what is none of those known stands under ``."""
    found: dict[str, str] = {}
    rest: list[str] = []
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip().lower() in ("translated title", "doi", "archive url"):
            found[name.strip().lower()] = value.strip()
        else:
            rest.append(line)
    return found | {"": "\n".join(rest)}
